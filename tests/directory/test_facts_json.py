"""Facts to JSON and exactly back; facts part by part."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.directory.facts import (
    CapacityFacts,
    ClosureFacts,
    CostFacts,
    OrganizationFacts,
    PhoneFacts,
    PlaceFacts,
    ServiceFacts,
    WeekFacts,
)
from vlaggenlijn.directory.facts_compare import (
    Difference,
    differing,
    merged,
    parts,
    same,
    taken_over,
    three_way,
)
from vlaggenlijn.directory.facts_json import from_json, to_json

TEXT = st.text(max_size=8)
IDS = st.none() | st.uuids()
AMOUNTS = st.none() | st.decimals(0, 999, places=2)
PHONES = st.builds(PhoneFacts, TEXT, TEXT, st.booleans(), IDS)
WEEKS = st.builds(WeekFacts, st.tuples(*[TEXT] * 7), TEXT)
CLOSURES = st.builds(ClosureFacts, st.dates(), st.dates(), TEXT, IDS)
ACCESS = st.lists(st.tuples(TEXT, st.none() | st.booleans()), max_size=3).map(tuple)
FLOATS = st.floats(-90, 90)
PLACES = st.builds(
    PlaceFacts, TEXT, TEXT, address_1=TEXT, setting=IDS, access=ACCESS, phone=TEXT, week=WEEKS,
    id=IDS, location=IDS, point=st.none() | st.tuples(FLOATS, FLOATS),
)  # fmt: skip


def some(rows: Any) -> Any:
    return st.lists(rows, max_size=2).map(tuple)


COLUMNS = {"name": TEXT, "summary": TEXT}
AGES = {"minimum_age_months": st.none() | st.integers(-9, 300),
        "maximum_age_months": st.none() | st.integers(-9, 300)}  # fmt: skip
CODES = st.frozensets(TEXT, max_size=3)
SERVICES = st.builds(
    ServiceFacts, st.fixed_dictionaries(COLUMNS | AGES), concepts=st.frozensets(st.uuids()),
    phones=some(PHONES), places=some(PLACES), municipalities=CODES, regions=CODES,
    languages=CODES, interpreted=CODES, cost=st.builds(CostFacts, AMOUNTS, st.booleans(), AMOUNTS),
    capacity=st.builds(CapacityFacts, st.none() | st.integers(0), st.none() | st.integers(0), TEXT),
    week=WEEKS, closures=some(CLOSURES),
)  # fmt: skip
ORGANIZATIONS = st.builds(
    OrganizationFacts, st.fixed_dictionaries(COLUMNS), sectors=st.frozensets(st.uuids()),
    phones=some(PHONES), places=some(PLACES), week=WEEKS, kbo=TEXT,
)  # fmt: skip


def ids(facts: Any) -> list[Any]:
    """Ids and points do not count in a comparison; they must come back too."""
    return [(one.id, getattr(one, "point", None), getattr(one, "location", None))
            for one in (*facts.phones, *facts.places, *getattr(facts, "closures", ()))]  # fmt: skip


@given(SERVICES | ORGANIZATIONS)
def test_facts_come_back_exactly(facts: Any) -> None:
    kept = json.loads(json.dumps(to_json(facts)))
    read = from_json(kept)
    assert (read, type(read), ids(read)) == (facts, type(facts), ids(facts))


def test_unknown_is_left_out_and_absent_gets_its_default() -> None:
    kept = {"kind": "service", "facts": {"columns": {"name": "A"}, "future": 1}}
    assert from_json(kept) == ServiceFacts(columns={"name": "A"})


@pytest.mark.parametrize(
    "kept", [{}, {"kind": "helpline", "facts": {}}, {"kind": "service", "facts": {}},
             {"kind": "service", "facts": {"columns": {}, "phones": [{}]}},
             {"kind": "service", "facts": {"columns": {}, "concepts": ["x"]}}]
)  # fmt: skip
def test_what_is_no_facts_is_refused(kept: Any) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_json(kept)


@given(SERVICES, SERVICES, SERVICES)
def test_taking_over_everything_gives_what_was_wanted(base: Any, now: Any, wanted: Any) -> None:
    assert differing(taken_over(now, wanted, differing(now, wanted)), wanted) == []
    assert taken_over(now, wanted, []) == now
    result = merged(base, now, wanted)
    for name, value in parts(result).items():
        expected = wanted if not same(parts(base)[name], parts(wanted)[name]) else now
        assert value == parts(expected)[name]


@given(ORGANIZATIONS, ORGANIZATIONS)
def test_nothing_wanted_otherwise_changes_nothing(base: Any, now: Any) -> None:
    assert merged(base, now, base) == now
    assert three_way(base, now, base) == []


def test_order_of_rows_says_nothing() -> None:
    one, two = PhoneFacts("1"), PhoneFacts("2")
    assert same((one, two), (two, one))
    assert not same((one, one), (one, two))
    assert not same((1, 2), (2, 1))


def test_three_ways_tell_what_changed_meanwhile() -> None:
    base = ServiceFacts({"name": "a", "summary": "s", "minimum_age_months": 1})
    now = replace(base, columns={"name": "b", "summary": "t", "minimum_age_months": 1})
    wanted = replace(base, columns={"name": "c", "summary": "t", "minimum_age_months": 2})
    name, summary, ages = three_way(base, now, wanted)
    assert name == Difference("name", "a", "b", "c")
    assert (name.is_changed_meanwhile, name.is_there) == (True, False)
    assert (summary.is_changed_meanwhile, summary.is_there) == (True, True)
    assert (ages.name, ages.wanted, ages.is_changed_meanwhile) == ("ages", (2, None), False)
    assert taken_over(now, wanted, ["ages"]).columns["minimum_age_months"] == 2


def test_days_are_days_again() -> None:
    facts = ServiceFacts({}, closures=(ClosureFacts(date(2026, 7, 1), date(2026, 7, 2)),))
    assert from_json(to_json(facts)).closures[0].first == date(2026, 7, 1)
