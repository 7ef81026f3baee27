"""What stands in one piece says the same as what stands apart."""

import random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.taxonomy.packing import (
    Head,
    gathered,
    head,
    number_of,
    packed,
    strongest,
    weights_of,
)

TERMS = st.sampled_from(["themes:sleep", "themes:money", "w:slap", "w:geld", "w:école", "w:نوم"])
WEIGHTS = st.dictionaries(TERMS, st.floats(0.01, 3), max_size=6)
SHARES = st.dictionaries(TERMS, st.floats(0.01, 3), max_size=4)
RECORDS = st.dictionaries(st.uuids(), WEIGHTS, max_size=12)


def ranked(
    records: dict[UUID, dict[str, float]], shares: dict[str, float]
) -> list[tuple[float, str]]:
    """Each record that has anything with (-sum, id), the best first, sums as good as exact."""
    sums = {
        one: sum(share * has[term] for term, share in shares.items() if term in has)
        for one, has in records.items()
    }
    return sorted((-round(total, 9), one.hex) for one, total in sums.items() if total)


def test_number_of_a_term_is_the_same_on_every_machine() -> None:
    assert number_of("themes:sleep") == 12576498578653589289
    assert number_of("themes:sleep") != number_of("themes:sleeq")


@given(WEIGHTS, st.randoms())
def test_piece_does_not_hang_on_the_order_of_terms(
    weights: dict[str, float], chance: random.Random
) -> None:
    items = list(weights.items())
    chance.shuffle(items)
    assert packed(dict(items)) == packed(weights)
    assert len(packed(weights)) == 16 * len(weights)


@given(st.lists(WEIGHTS, max_size=6), st.lists(TERMS, unique=True))
def test_weights_are_found_again_to_the_last_digit(
    each: list[dict[str, float]], asked: list[str]
) -> None:
    assert weights_of([packed(one) for one in each], asked) == [
        {term: one[term] for term in asked if term in one} for one in each
    ]


@given(RECORDS, SHARES)
def test_gathered_tells_the_strongest(
    records: dict[UUID, dict[str, float]], shares: dict[str, float]
) -> None:
    found = gathered({one.hex: packed(has) for one, has in records.items()})
    sums = {one: total for total, one in ranked(records, shares)}
    best = found.strongest(shares, 100)
    assert set(best) == set(sums)
    assert [sums[one] for one in best] == sorted(sums.values())
    assert found.strongest(shares, 2) == best[:2]
    assert found.keys == tuple(sorted(one.hex for one in records))


@given(RECORDS, SHARES)
def test_heads_tell_the_strongest(
    records: dict[UUID, dict[str, float]], shares: dict[str, float]
) -> None:
    heads = [(head_of(records, term), share) for term, share in shares.items()]
    sums = {one: total for total, one in ranked(records, shares)}
    best = [one.hex for one in strongest(heads, 100)]
    assert set(best) == set(sums)
    assert [sums[one] for one in best] == sorted(sums.values())
    assert [one.hex for one in strongest(heads, 2)] == best[:2]


def head_of(records: dict[UUID, dict[str, float]], term: str) -> Head:
    has = {one.bytes: weights[term] for one, weights in records.items() if term in weights}
    return head(list(has), list(has.values()))


@pytest.mark.parametrize("number", [1, 2**64, 2**127])
def test_those_that_have_as_much_stand_in_the_order_of_their_ids(number: int) -> None:
    ids = [UUID(int=number * (4 - one) % 2**128 or 7) for one in range(3)]
    one = head([each.bytes for each in ids], [1.0] * 3)
    assert strongest([(one, 1.0), (one, 0.5)], 9) == sorted(set(ids))
    found = gathered({each.hex: packed({"w:a": 1.0}) for each in ids})
    assert found.strongest({"w:a": 1.0}, 9) == sorted({each.hex for each in ids})


def test_nothing_of_nothing() -> None:
    assert packed({}) == b""
    assert strongest([], 9) == strongest([(head([], []), 1.0)], 9) == []
    assert gathered({}).strongest({"w:a": 1.0}, 9) == []
    assert weights_of([], ["w:a"]) == []
    assert weights_of([b""], ["w:a"]) == weights_of([packed({"w:a": 1.0})], []) == [{}]
