"""What is not known is said on the page, never a silent zero."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.coverage.test_gathering import IN_GENT, an_offer
from tests.factories import GENT, LEUVEN, a_member, a_network
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.places.models import (
    ChildrenCount,
    Edition,
    Municipality,
    Neighbourhood,
    Succession,
)

pytestmark = pytest.mark.django_db
PAGE = "/werk/spreiding/"
ASKED = {"functie": "social-cohesion", "groep": "all-parents", "leeftijd": "0-2", "km": "2"}
Page = Callable[..., Any]


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def page() -> Page:
    def answer(network: LocalNetwork, **asked: str) -> Any:
        client = Client()
        client.force_login(a_member("reader", network), "django.contrib.auth.backends.ModelBackend")
        return client.get(PAGE, ASKED | asked)

    return answer


def told(answer: Any) -> list[str]:
    return list(answer.context["overview"].unknown)


def a_former(nis: str = "99999", heir: str = GENT) -> Municipality:
    former = Municipality.objects.create(
        nis=nis, name_nl="Oudendorp", name_fr="Oudendorp", region="flanders", latitude=51.0,
        longitude=3.7, is_current=False,
    )  # fmt: skip
    Succession.objects.create(former=former, current_id=heir, happened_on="2025-01-01")
    Edition.renew()
    return former


def test_directory_without_offers_is_said_to_be_empty(network: LocalNetwork, page: Page) -> None:
    answer = page(network)
    assert any(text.startswith("In en rond dit netwerk staat nog geen") for text in told(answer))
    sure = {line.sureness_text.split(",")[0] for line in answer.context["slice"].lines}
    assert sure == {"weten we niet"}


def test_offer_without_a_point_and_without_an_area_is_named(
    network: LocalNetwork, page: Page
) -> None:
    nowhere = {"municipality_id": GENT}
    an_offer(network, "social-cohesion", name="Zonder punt", place=nowhere)
    an_offer(network, "social-cohesion", name="Zonder plaats")
    an_offer(network, "social-cohesion", name="Met gebied", areas=[GENT])
    an_offer(network, "social-cohesion", name="Met punt", place=IN_GENT)
    an_offer(network, "social-cohesion", name="Online", place={"location_type": "virtual"})
    answer = page(network)
    assert (
        "2 diensten hebben geen punt op de kaart en geen gebied waar ze komen, dus tellen ze"
        " nergens mee: Zonder plaats, Zonder punt."
    ) in told(answer)
    # What is online for everybody stands apart, also when it names no area.
    one = answer.context["slice"]
    assert [service.name for service in one.apart] == ["Online"]
    assert [behind.service.name for behind in one.services] == ["Met gebied", "Met punt"]


def test_places_that_are_none_or_absurd_are_named(network: LocalNetwork, page: Page) -> None:
    fresh = {"place": IN_GENT, "assured_on": timezone.localdate(), "minimum_age_months": 0}
    an_offer(network, "social-cohesion", name="Vol", rooms=[0], **fresh)
    an_offer(network, "social-cohesion", name="Tikfout", rooms=[2_000_000_000], **fresh)
    an_offer(network, "social-cohesion", name="Gewoon", rooms=[12], **fresh)
    answer = page(network)
    said = told(answer)
    assert any(text.startswith("1 dienst zegt dat ze 0 plaatsen heeft") for text in said)
    assert any("meer dan 5.000 plaatsen" in text and "Tikfout" in text for text in said)
    assert any(
        "Van 33 % van het aanbod" in text and "rekenen we er 20 elk" in text for text in said
    )
    capacity = answer.context["found"].ground.supply.capacity.tolist()
    assert sorted(capacity) == [0, 12, 20]


def test_neighbourhood_where_nobody_lives_has_no_children(
    network: LocalNetwork, page: Page
) -> None:
    empty = Neighbourhood.objects.filter(municipality=GENT).first()
    assert empty is not None
    Neighbourhood.objects.filter(pk=empty.pk).update(inhabitants=0)
    Edition.renew()
    answer = page(network)
    assert "In 1 wijk woont niemand, dus er zijn geen kinderen." in told(answer)
    shown = {line.home.code: line.children_text for line in answer.context["slice"].lines}
    assert shown[empty.code] == "niemand"
    assert [text for text in shown.values() if text == "niemand"] == ["niemand"]


def test_town_without_figures_of_children_is_named(page: Page) -> None:
    ChildrenCount.objects.filter(municipality=LEUVEN).delete()
    Edition.renew()
    said = told(page(a_network("samen", [GENT, LEUVEN])))
    assert "Van Leuven kennen we geen kinderen: die wijken tellen voor niemand." in said


def test_town_without_neighbourhoods_is_named(page: Page) -> None:
    Neighbourhood.objects.filter(municipality=LEUVEN).delete()
    Edition.renew()
    said = told(page(a_network("samen", [GENT, LEUVEN])))
    assert any(text.startswith("Van Leuven kennen we geen wijken") for text in said)


def test_town_that_fused_says_what_to_choose(page: Page) -> None:
    former = a_former()
    said = told(page(a_network("samen", [LEUVEN, former.nis])))
    assert said[0].startswith("Oudendorp fuseerde tot Gent. Kies Gent als gemeente")
    # A network of nothing else has no picture, and hears why.
    alone = page(a_network("oud", [former.nis]))
    assert "geen cijfers" in alone.text
    assert "Oudendorp fuseerde tot Gent." in alone.text


def test_group_without_local_numbers_is_marked(network: LocalNetwork, page: Page) -> None:
    words = "Niemand telt hier om hoeveel kinderen het gaat (vaders)"
    assert words in page(network, groep="fathers").text
    assert "Niemand telt hier" not in page(network).text


def test_neighbourhood_near_the_border_is_marked(network: LocalNetwork, page: Page) -> None:
    an_offer(network, "social-cohesion", name="Punt", place=IN_GENT)
    answer = page(network)
    lines = answer.context["slice"].lines
    near = [line for line in lines if line.is_edge]
    assert 0 < len(near) < len(lines)
    assert all(line.sureness_text.endswith(", bij de grens") for line in near)
    assert f"{len(near)} wijken liggen bij een grens" in answer.text
