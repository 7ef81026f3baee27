"""Wishes narrow an answer and never empty it in silence."""

import uuid
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.guide.filters import (
    AT_HOME,
    FREE,
    GROUP,
    LANGUAGE,
    ONLINE,
    OPEN,
    PRAM,
    RECENT,
    ROOM,
    SPOKEN,
    WHEELCHAIR,
    Shortfall,
    Traits,
    Verdict,
    Wish,
    shortfalls,
    sift,
    verdict,
)

YES, UNKNOWN, NO = Verdict.YES, Verdict.UNKNOWN, Verdict.NO
FREE_AND_OPEN = (Wish(FREE), Wish(OPEN))
FREE_OF_CHARGE, PAID = (Decimal(0),), (Decimal(5),)


@dataclass(frozen=True)
class Offer:
    name: str = ""
    id: uuid.UUID = field(default_factory=uuid.uuid4)


def terms(*slugs: str) -> Traits:
    return Traits(concepts=frozenset(slugs))


@pytest.mark.parametrize(
    ("traits", "wish", "expected"),
    [
        (terms("target-groups:fathers"), Wish(GROUP, "fathers"), YES),
        (terms("target-groups:mothers"), Wish(GROUP, "fathers"), NO),
        (terms("target-groups:all-parents"), Wish(GROUP, "fathers"), UNKNOWN),
        (terms("functions:information"), Wish(GROUP, "fathers"), UNKNOWN),
        (terms(), Wish(GROUP, "fathers"), UNKNOWN),
        (terms("functions:information"), Wish("functions", "information"), YES),
        (terms("functions:self-help"), Wish("functions", "information"), NO),
        (Traits(languages=frozenset({"tr"})), Wish(LANGUAGE, "tr"), YES),
        (Traits(interpreted=frozenset({"tr"})), Wish(LANGUAGE, "tr"), YES),
        (Traits(interpreted=frozenset({"tr"})), Wish(SPOKEN, "tr"), NO),
        (Traits(languages=frozenset({"nl"})), Wish(LANGUAGE, "tr"), NO),
        (Traits(tells_of_interpreter=True), Wish(LANGUAGE, "tr"), UNKNOWN),
        (Traits(frozenset(), frozenset({"nl"}), tells_of_interpreter=True), Wish(SPOKEN, "tr"), NO),
        (Traits(), Wish(LANGUAGE, "tr"), UNKNOWN),
        (Traits(amounts=FREE_OF_CHARGE), Wish(FREE), YES),
        (Traits(amounts=(*FREE_OF_CHARGE, *PAID)), Wish(FREE), UNKNOWN),
        (Traits(amounts=PAID), Wish(FREE), NO),
        (Traits(), Wish(FREE), UNKNOWN),
        (Traits(opening="open"), Wish(OPEN), YES),
        (Traits(opening="closed"), Wish(OPEN), NO),
        (Traits(opening="by_appointment"), Wish(OPEN), NO),
        (Traits(), Wish(OPEN), UNKNOWN),
        (Traits(access={"pram": True, "wheelchair": False}), Wish(PRAM), YES),
        (Traits(access={"pram": True, "wheelchair": False}), Wish(WHEELCHAIR), NO),
        (Traits(access={"pram": True}), Wish(WHEELCHAIR), UNKNOWN),
        (Traits(settings=frozenset({"by-phone"})), Wish(WHEELCHAIR), YES),
        (Traits(settings=frozenset({"online"}), has_place=True), Wish(WHEELCHAIR), UNKNOWN),
        (Traits(), Wish(PRAM), UNKNOWN),
        (Traits(settings=frozenset({"online"})), Wish(ONLINE), YES),
        (Traits(settings=frozenset({"at-home"})), Wish(ONLINE), NO),
        (Traits(has_place=True), Wish(ONLINE), NO),
        (Traits(), Wish(ONLINE), UNKNOWN),
        (Traits(settings=frozenset({"at-home"}), has_place=True), Wish(AT_HOME), YES),
        (Traits(settings=frozenset({"library"})), Wish(AT_HOME), NO),
        (Traits(has_place=True), Wish(AT_HOME), NO),
        (Traits(), Wish(AT_HOME), UNKNOWN),
        (Traits(is_recent=True), Wish(RECENT), YES),
        (Traits(), Wish(RECENT), NO),
        (Traits(room=3), Wish(ROOM), YES),
        (Traits(room=0), Wish(ROOM), NO),
        (Traits(), Wish(ROOM), UNKNOWN),
    ],
)
def test_verdict(traits: Traits, wish: Wish, expected: Verdict) -> None:
    assert verdict(traits, wish) is expected


def test_shortfalls_keep_the_order_of_the_wishes() -> None:
    found = shortfalls(Traits(amounts=PAID), (Wish(OPEN), Wish(FREE), Wish(PRAM)))
    assert found == (
        Shortfall(Wish(OPEN), UNKNOWN),
        Shortfall(Wish(FREE), NO),
        Shortfall(Wish(PRAM), UNKNOWN),
    )


def sifted(traits: list[Traits], wishes: tuple[Wish, ...]) -> tuple[list[str], tuple[Wish, ...]]:
    offers = [Offer(str(number)) for number in range(len(traits))]
    found = sift(offers, dict(zip([one.id for one in offers], traits, strict=True)), wishes)
    return [one.name for one in found.offers], found.dropped


def test_without_wishes_nothing_changes() -> None:
    offers = [Offer("a"), Offer("b")]
    found = sift(offers, {}, ())
    assert (found.offers, found.dropped, found.fitting, found.left_out) == (tuple(offers), (), 2, 0)


def test_what_fits_comes_first_then_what_is_unknown_and_the_rest_is_left_out() -> None:
    offers = [Offer("unknown"), Offer("paid"), Offer("free")]
    traits = {
        offers[0].id: Traits(opening="open"),
        offers[1].id: Traits(amounts=PAID),
        offers[2].id: Traits(amounts=FREE_OF_CHARGE),
    }
    found = sift(offers, traits, (Wish(FREE),))
    assert [one.name for one in found.offers] == ["free", "unknown"]
    assert found.shortfalls == {
        offers[0].id: (Shortfall(Wish(FREE), UNKNOWN),),
        offers[2].id: (),
    }
    assert (found.dropped, found.fitting, found.left_out) == ((), 1, 1)


def test_offer_of_which_nothing_was_read_is_unknown() -> None:
    offer = Offer()
    found = sift([offer], {}, (Wish(FREE),))
    assert (found.offers, found.fitting) == ((offer,), 0)


def test_fewest_wishes_are_let_go() -> None:
    closed = Traits(amounts=FREE_OF_CHARGE, opening="closed")
    both = Traits(amounts=PAID, opening="closed")
    assert sifted([both, closed], FREE_AND_OPEN) == (["1"], (Wish(OPEN),))


def test_wish_that_costs_most_is_let_go() -> None:
    paid = Traits(amounts=PAID, opening="open")
    closed = Traits(amounts=FREE_OF_CHARGE, opening="closed")
    assert sifted([paid, closed, closed], FREE_AND_OPEN) == (["1", "2"], (Wish(OPEN),))


def test_best_offer_decides_when_wishes_cost_the_same() -> None:
    paid = Traits(amounts=PAID, opening="open")
    closed = Traits(amounts=FREE_OF_CHARGE, opening="closed")
    assert sifted([paid, closed], FREE_AND_OPEN) == (["0"], (Wish(FREE),))
    assert sifted([closed, paid], FREE_AND_OPEN) == (["0"], (Wish(OPEN),))


def test_unknown_stands_behind_what_only_misses_the_wish_let_go() -> None:
    unsure = Traits(opening="closed")
    closed = Traits(amounts=FREE_OF_CHARGE, opening="closed")
    assert sifted([unsure, closed], FREE_AND_OPEN) == (["1", "0"], (Wish(OPEN),))


def test_nothing_out_of_nothing() -> None:
    found = sift([], {}, FREE_AND_OPEN)
    assert (found.offers, found.dropped, found.fitting, found.left_out) == ((), (), 0, 0)


WISHES = [Wish(FREE), Wish(OPEN), Wish(PRAM), Wish(ONLINE), Wish(LANGUAGE, "tr"), Wish(RECENT)]
TRAITS = st.builds(
    Traits,
    languages=st.frozensets(st.sampled_from(["nl", "tr"])),
    amounts=st.lists(st.sampled_from([Decimal(0), Decimal(5)]), max_size=2).map(tuple),
    opening=st.sampled_from(["open", "closed", "unknown", "by_appointment"]),
    access=st.dictionaries(st.sampled_from(["pram", "wheelchair"]), st.booleans()),
    settings=st.frozensets(st.sampled_from(["online", "library", "at-home"])),
    has_place=st.booleans(),
    is_recent=st.booleans(),
)


@given(st.lists(TRAITS, min_size=1, max_size=12), st.lists(st.sampled_from(WISHES), unique=True))
def test_never_empty_and_nothing_refused_stays(traits: list[Traits], wishes: list[Wish]) -> None:
    offers = [Offer(str(number)) for number in range(len(traits))]
    by_id = dict(zip([one.id for one in offers], traits, strict=True))
    found = sift(offers, by_id, wishes)
    left = [wish for wish in wishes if wish not in found.dropped]
    assert found.offers
    assert all(verdict(by_id[one.id], wish) is not NO for one in found.offers for wish in left)
    assert len(found.offers) + found.left_out == len(offers)
    if found.dropped:
        assert not any(
            all(verdict(one, wish) is not NO for wish in wishes) for one in by_id.values()
        )
