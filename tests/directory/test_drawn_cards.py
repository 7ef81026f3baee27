"""A card is drawn once; what hangs on the question is filled in."""

import pytest
from django.template.loader import render_to_string

from tests.factories import GENT
from tests.findable import IN_GENT, a_home, found_service
from vlaggenlijn.directory import drawn_cards
from vlaggenlijn.directory.cards import Card, ReasonText, numbered, service_card
from vlaggenlijn.directory.models import Service

pytestmark = pytest.mark.usefixtures("reference_data")
REASONS = (ReasonText("place", "In <Gent>"), ReasonText("theme", "Over slaap"))


def a_card(**values: object) -> Card:
    found_service(a_home(), "c0 n0 >0<", themes=["sleep"], place=IN_GENT, areas=[GENT])
    card = service_card(Service.objects.with_card().get())
    return Card(**{name: getattr(card, name) for name in card.__slots__} | values)  # type: ignore[arg-type]


@pytest.mark.parametrize("distance", ["", "1,2 km"])
@pytest.mark.parametrize("reasons", [(), REASONS])
def test_drawn_once_is_as_drawn_anew(distance: str, reasons: tuple[ReasonText, ...]) -> None:
    card = a_card(number=7, reasons=reasons, distance_text=distance)
    anew = drawn_cards.drawn_card(card)
    once = Card(**{name: getattr(card, name) for name in card.__slots__} | {"drawn_as": ("a",)})  # type: ignore[arg-type]
    assert drawn_cards.drawn_card(once) == anew
    assert drawn_cards.drawn_card(numbered(once, 8)) == drawn_cards.drawn_card(numbered(card, 8))
    assert ('id="c7"' in anew, distance in anew, "In &lt;Gent&gt;" in anew) == (
        True,
        True,
        bool(reasons),
    )


def test_reasons_have_a_pictogram_each() -> None:
    drawn = drawn_cards.drawn_reasons(REASONS)
    assert (drawn.count("<svg"), drawn.count("<li>")) == (2, 2)
    assert drawn_cards.drawn_reasons(()) == ""


def test_card_of_another_page_has_its_reasons_too() -> None:
    card = a_card(number=1, reasons=REASONS)
    page = render_to_string("components/card.html", {"card": card, "numbered": True})
    assert "In &lt;Gent&gt;" in page
