"""Filters in words: what was chosen, what they did, what an offer falls short of."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.utils import translation

from vlaggenlijn.directory.cards import ReasonText
from vlaggenlijn.guide.filters import (
    FREE,
    GROUP,
    LANGUAGE,
    MORE_TICKS,
    OPEN,
    SPOKEN,
    TICKS,
    Shortfall,
    Traits,
    Verdict,
    Wish,
    sift,
)
from vlaggenlijn.guide.wishes import narrowing, shortfall_texts, tick_labels, wish_labels

pytestmark = pytest.mark.usefixtures("reference_data")
CLOSED, OPEN_NOW = Traits(opening="closed"), Traits(opening="open")
ASK = "Where something is not known, it says so. Ask about it first."


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@dataclass(frozen=True)
class Offer:
    id: UUID


def sentences(*traits: Traits, most: int = 20) -> tuple[str, ...]:
    by_id = {UUID(int=number): one for number, one in enumerate(traits)}
    found = sift([Offer(one) for one in by_id], by_id, (Wish(OPEN),))
    return narrowing(found, (Wish(OPEN),), most).sentences


def test_every_tick_has_its_words() -> None:
    assert set(tick_labels()) == {*TICKS, *MORE_TICKS}


def test_wishes_in_words() -> None:
    spoken, or_by_interpreter = Wish(SPOKEN, "tr"), Wish(LANGUAGE, "ar")
    fathers, gone = Wish(GROUP, "fathers"), Wish("functions", "gone")
    assert wish_labels([Wish(FREE), spoken, or_by_interpreter, fathers, gone]) == {
        Wish(FREE): "free",
        spoken: "Turkish",
        or_by_interpreter: "Arabic, or with an interpreter",
        fathers: "Fathers",
        gone: "gone",
    }


def test_some_fit() -> None:
    assert sentences(OPEN_NOW) == ("1 place fits all your choices.",)
    assert sentences(OPEN_NOW, OPEN_NOW) == ("2 places fit all your choices.",)
    assert sentences(OPEN_NOW, Traits()) == ("1 place fits all your choices.", ASK)
    assert sentences(OPEN_NOW, CLOSED) == (
        "1 place fits all your choices.",
        "1 place does not fit and is left out.",
    )


def test_no_more_is_counted_than_is_shown() -> None:
    assert sentences(OPEN_NOW, OPEN_NOW, Traits(), most=2) == ("2 places fit all your choices.",)


def test_nothing_fits_for_certain() -> None:
    unsure = "Of no place we know for certain that it fits all your choices."
    assert sentences(Traits(), CLOSED, CLOSED) == (
        unsure,
        ASK,
        "2 places do not fit and are left out.",
    )


def test_nothing_fits() -> None:
    assert sentences(CLOSED) == ("Nothing fits all your choices. So we let go of: open now.",)


def test_nothing_was_found_at_all() -> None:
    assert sentences() == ()


def test_choices_and_what_was_let_go() -> None:
    wishes = (Wish(FREE), Wish(OPEN))
    offer = Offer(UUID(int=1))
    told = narrowing(sift([offer], {offer.id: CLOSED}, wishes), wishes, 20)
    assert (told.chosen, told.dropped) == (("free", "open now"), ("open now",))


def test_shortfalls_in_words() -> None:
    wishes = [Wish(FREE), Wish(OPEN), Wish(GROUP, "fathers")]
    found = [
        Shortfall(wishes[0], Verdict.UNKNOWN),
        Shortfall(wishes[1], Verdict.NO),
        Shortfall(wishes[2], Verdict.UNKNOWN),
    ]
    assert shortfall_texts(found, wish_labels(wishes)) == (
        ReasonText("not_known", "Not known: free"),
        ReasonText("unfit", "Does not fit: open now"),
        ReasonText("not_known", "Not especially for: Fathers"),
    )
