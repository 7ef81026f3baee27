"""A programme in its orders, and what is missing before print."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.week.programme import (
    FLAWS,
    Entry,
    Group,
    Row,
    Time,
    alphabetical,
    by_day,
    by_municipality,
    folded,
    in_map_order,
    proof,
)

SATURDAY, SUNDAY = date(2026, 5, 16), date(2026, 5, 17)
MORNING, NOON = Time(SATURDAY, time(10), time(12)), Time(SATURDAY, time(12), time(13))
WHOLE = {"times": (MORNING,), "place": "Buurthuis", "municipality": "Gent", "contact": "09 1"}


def entry(id: str = "a", title: str = "Samen koken", **values: object) -> Entry:
    return Entry(id, title, **{**WHOLE, **values})  # type: ignore[arg-type]


def titles(groups: list[Group]) -> list[tuple[object, list[str]]]:
    return [(one.heading, [row.entry.title for row in one.rows]) for one in groups]


def test_by_day_gives_every_time_in_order() -> None:
    later = Time(SUNDAY, time(9), time(10))
    twice = entry("a", "Wandelen", times=(later, NOON))
    first = entry("b", "Dansen", times=(MORNING,))
    same = entry("c", "Ademen", times=(MORNING,))
    assert by_day([twice, first, same]) == [
        Group(SATURDAY, (Row(same, MORNING), Row(first, MORNING), Row(twice, NOON))),
        Group(SUNDAY, (Row(twice, later),)),
    ]


def test_alphabet_reads_past_accents_case_and_signs() -> None:
    found = alphabetical(
        [
            entry("1", "École ouverte"),
            entry("2", "eten"),
            entry("3", "“Durven”"),
            entry("4", "10 vragen"),
            entry("5", "…"),
            entry("6", "Éten"),
        ]
    )
    assert titles(found) == [
        ("#", ["…", "10 vragen"]),
        ("D", ["“Durven”"]),
        ("E", ["École ouverte", "eten", "Éten"]),
    ]


def test_municipalities_by_name_with_online_last() -> None:
    found = by_municipality(
        [
            entry("1", "Chatten", municipality=""),
            entry("2", "Zonder uur", times=()),
            entry("3", "Middag", times=(NOON,)),
            entry("4", "Ochtend"),
            entry("5", "Aan zee", municipality="Ébly"),
        ]
    )
    assert titles(found) == [
        ("Ébly", ["Aan zee"]),
        ("Gent", ["Ochtend", "Middag", "Zonder uur"]),
        ("", ["Chatten"]),
    ]


def test_map_is_read_from_north_to_south_and_west_to_east() -> None:
    north_east = entry("1", "NO", point=(51.201, 4.5))
    north_west = entry("2", "NW", point=(51.2, 4.1))
    south = entry("3", "Z", point=(51.0, 4.0))
    nowhere = entry("4", "?")
    found = in_map_order([nowhere, south, north_east, north_west])
    assert [one.title for one in found] == ["NW", "NO", "Z", "?"]


@given(st.permutations([entry(str(number), f"T{number % 4}") for number in range(8)]))
def test_orders_do_not_depend_on_the_order_of_the_entries(entries: list[Entry]) -> None:
    usual = sorted(entries, key=lambda one: one.id)
    assert alphabetical(entries) == alphabetical(usual)
    assert by_day(entries) == by_day(usual)
    assert by_municipality(entries) == by_municipality(usual)
    assert in_map_order(entries) == in_map_order(usual)


times = st.builds(
    Time, st.dates(date(2026, 5, 1), date(2026, 6, 1)), st.just(time(9)), st.just(time(10))
)
entries = st.lists(
    st.builds(
        Entry, st.uuids().map(str), st.text(max_size=6),
        times=st.lists(times, max_size=3).map(tuple),
        municipality=st.sampled_from(["", "Gent", "Deinze"]),
    ),
    max_size=12,
)  # fmt: skip


@given(entries)
def test_no_order_loses_an_entry_or_a_time(found: list[Entry]) -> None:
    ids = sorted(one.id for one in found)
    for groups in (alphabetical(found), by_municipality(found)):
        assert sorted(row.entry.id for group in groups for row in group.rows) == ids
    assert sum(len(group.rows) for group in by_day(found)) == sum(len(one.times) for one in found)
    assert sorted(one.id for one in in_map_order(found)) == ids


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({}, []),
        ({"times": ()}, ["no_date"]),
        ({"place": ""}, ["no_place"]),
        ({"contact": ""}, ["no_contact"]),
        ({"times": (MORNING, Time(date(2026, 5, 24), time(9), time(10)))}, ["outside"]),
        ({"times": (), "place": "", "contact": ""}, ["no_date", "no_place", "no_contact"]),
    ],
)
def test_proof_names_what_is_missing(values: dict[str, object], codes: list[str]) -> None:
    found = proof([entry(**values)], first=SATURDAY, last=date(2026, 5, 23))
    assert [one.code for one in found] == codes


def test_proof_finds_the_same_twice_and_only_that() -> None:
    both = [entry("1"), entry("2", "SAMEN  koken!")]
    others = [
        entry("3", municipality="Deinze"),
        entry("4", times=(NOON,)),
        entry("5", times=(NOON, NOON), municipality="Aalst"),
    ]
    found = proof([*both, *others], first=SATURDAY, last=SUNDAY)
    assert [(one.entry.id, one.code) for one in found] == [("1", "twice"), ("2", "twice")]
    assert {one.code for one in found} <= set(FLAWS)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
