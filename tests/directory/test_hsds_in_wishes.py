"""What single values of HSDS become, and what is said about those that cannot be read."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as some

from vlaggenlijn.directory.hsds_in import cells as reading
from vlaggenlijn.directory.hsds_in.cells import MOST_PROBLEMS, Cells
from vlaggenlijn.directory.hsds_in.linking import Linker
from vlaggenlijn.directory.hsds_in.parts import costs, languages, place_of, schedules, with_ages
from vlaggenlijn.directory.hsds_in.problems import MESSAGES
from vlaggenlijn.directory.hsds_in.refusals import LIMITS
from vlaggenlijn.directory.hsds_in.schema import LONGEST
from vlaggenlijn.directory.hsds_in.unnesting import Tables, Unnester
from vlaggenlijn.directory.hsds_in.wishes import Wish, Wisher, home_of, place_key, term_name

TODAY = date(2026, 6, 1)


class Known:
    """Knows one town, one region word and one concept."""

    def concept(self, scheme: str, term: Mapping[str, str]) -> tuple[str, str] | None:
        return ("themes", "sleep") if term["code"] == "sleep" else None

    def area(self, text: str) -> str:
        return "44021" if text in ("Gent", "44021") else ""

    def municipality(self, postal_code: str, city: str) -> str:
        return "44021" if postal_code == "9000" else ""


def wished(service: dict[str, Any]) -> tuple[dict[str, Wish], set[str]]:
    """Return what becomes of a service and its organisation, by kind, and what is said."""
    tables = Tables(LIMITS)
    Unnester(tables).take("service", service)
    records = list(Linker(tables).records())
    wisher = Wisher(Known(), TODAY, home_of(records))
    found = [wisher.wish(record) for record in records]
    said = {one.code for _wish, cells in found for one in cells.problems}
    return {wish.kind: wish for wish, _cells in found}, said


def a_service(**values: Any) -> dict[str, Any]:
    house = {"id": "o", "name": "House"}
    return {"id": "s", "name": "Café", "status": "active", "organization": house, **values}


def test_lengths_are_those_of_the_tables() -> None:
    models = {one.__name__.lower(): one for one in apps.get_app_config("directory").get_models()}
    for name, limit in LONGEST.items():
        table, column = name.split(".")
        longest = models[table.replace("_", "")]._meta.get_field(column).max_length
        assert longest in (limit, None), name


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("09:00", time(9)), ("9:05 AM", time(9, 5)), ("12:00 a.m.", time(0)), ("5 pm", time(17)),
        ("17:00:00-05:00", time(17)), ("24:00", time(0)), ("09:00Z", time(9)),
    ],
)  # fmt: skip
def test_clock(text: str, hour: time) -> None:
    assert reading.clock(text) == hour


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (reading.clock, "noon"), (reading.clock, "25:00"), (reading.number, "1.5"),
        (reading.number, "-1"), (reading.months, "5000"), (reading.years, "-1"),
        (reading.amount, "1e9"), (reading.amount, "x"),
        (reading.amount, "999999.999"), (reading.amount, "inf"),
        (reading.email, f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 60}.be"),
        (reading.a_day, "0001-01-01"), (reading.byday, "someday"),
        (lambda text: reading.degrees(text, 90), "91"),
    ],
)  # fmt: skip
def test_readers_refuse(reader: Any, text: str) -> None:
    cells = Cells()
    assert cells.read({"a": text}, "a", "t", reader) is None
    assert [(one.field, one.code) for one in cells.problems] == [("t.a", "hsds_unreadable")]


def test_readers() -> None:
    assert (reading.years("2.92"), reading.months("-3"), reading.number("4.0")) == (35, -3, 4)
    assert reading.amount("$1,200.5") == Decimal("1200.50")
    assert reading.amount("12,50 €") == reading.amount("12.5") == Decimal("12.50")
    assert reading.amount("€ 1.250,00") == reading.amount("1,250") == Decimal("1250.00")
    assert reading.byday("MO, tuesday/3 -1FR") == "MO,TU,WE,-1FR"
    assert (reading.country("U.S.A."), reading.country("België"), reading.country("Mars")) == (
        "US", "BE", "",
    )  # fmt: skip
    assert reading.country("de") == "DE"
    assert reading.phone("09 210 10 10", "BE") == "+3292101010"
    assert reading.phone("call us", "BE") == reading.phone("call us", "US") == "call us"
    assert reading.phone("020 7946 0958", "GB") == "+442079460958"
    assert reading.phone("12", "US") == "12"


def test_a_record_says_at_most_so_much() -> None:
    cells = Cells()
    for number in range(100):
        cells.unreadable("a", f"{number}" + "x" * 200)
    assert len(cells.problems) == MOST_PROBLEMS
    assert len(str(cells.problems[0].values["value"])) == 81


def test_ages() -> None:
    def ages(**row: str) -> tuple[Any, ...]:
        cells = Cells()
        found = with_ages({"eligibility_description": "Parents"}, row, cells)
        names = ("minimum_age_months", "maximum_age_months", "eligibility_description")
        return (*(found.get(name) for name in names), [one.code for one in cells.problems])

    assert ages(minimum_age="1", maximum_age="3") == (12, 36, "Parents", [])
    assert ages(minimum_age="1", minimum_age_months="14") == (14, None, "Parents", [])
    assert ages(minimum_age="5", maximum_age="3") == (None, None, "Parents", ["hsds_ages"])
    assert ages(minimum_age="60") == (300, None, "60+. Parents", ["hsds_older_than_children"])
    assert ages(maximum_age="100") == (None, None, "Parents", [])


def test_languages() -> None:
    cells = Cells()
    rows = [{"code": "eng"}, {"code": "pt_BR"}, {"name": "Turks", "is_by_interpreter": "true"},
            {"code": "tr"}, {"code": "tr", "is_by_interpreter": "true"},
            {"code": "??", "name": "French"}, {"name": "Klingon"}, {"code": "xx-yy-zz-1"},
            {}]  # fmt: skip
    found = languages(rows, cells)
    assert [(one["code"], one["is_by_interpreter"]) for one in found] == [
        ("en", False), ("pt", False), ("tr", False), ("fr", False),
    ]  # fmt: skip
    assert {one.values["value"] for one in cells.problems} == {"Klingon", "xx"}


def test_costs() -> None:
    rows = [{"amount": "2.5", "currency": "eur"}, {"amount": "35", "amount_description": "an hour"},
            {"amount": "0"}, {"amount": "0"}, {"option": ""}, {"amount": "dear"}]  # fmt: skip
    found = costs(rows, Cells())
    assert [(one["amount"], one["amount_description"]) for one in found] == [
        (Decimal("2.50"), ""), (None, "35 an hour"), (Decimal("0.00"), ""),
    ]  # fmt: skip


def test_schedules() -> None:
    cells = Cells()
    rows = [
        {"byday": "MO", "opens_at": "9:00", "attending_type": "Virtual"},
        {"freq": "MONTHLY", "bymonthday": "1", "attending_type": "Ring twice"},
        {"freq": "DAILY", "valid_from": "2026-01-01"},
        {"freq": "HOURLY", "kind": "exception", "is_closed": "true"},
        {"description": "Often", "notes": "Often"},
        {"description": "Often"},
        {"attending_type": "by appointment"},
        {},
    ]
    found = schedules(rows, cells)
    names = ("freq", "byday", "bymonthday", "attending_type", "description", "kind")
    assert [tuple(one[name] for name in names) for one in found] == [
        ("WEEKLY", "MO", "", "online", "", "regular"),
        ("MONTHLY", "", "1", "in_person", "Ring twice", "regular"),
        ("", "", "", "in_person", "", "regular"),
        ("", "", "", "in_person", "", "exception"),
        ("", "", "", "in_person", "Often", "regular"),
        ("", "", "", "by_appointment", "", "regular"),
    ]
    assert [one.code for one in cells.problems] == ["hsds_unreadable", "hsds_hours_in_words"]


def test_places() -> None:
    def place(*addresses: dict[str, str], **row: str) -> Any:
        record = {"location": {"row": row, "addresses": list(addresses), "accessibility": [
            {"kind": "pram", "is_possible": "false"}, {"details": "Ring"}, {},
        ]}}  # fmt: skip
        return place_of(record, Cells(), "BE", Known().municipality)

    found = place({"postal_code": "B-9000", "city": "Gent"}, latitude="51.05", longitude="3.7")
    assert (found["address"]["postal_code"], found["address"]["municipality_id"]) == (
        "9000",
        "44021",
    )
    assert found["location"]["latitude"] == 51.05
    assert [(one["kind"], one["is_possible"]) for one in found["access"]] == [
        ("pram", False), ("other", True),
    ]  # fmt: skip
    post, real = {"address_type": "postal", "city": "Box"}, {"city": "Gent", "country": "BE"}
    assert place(post, real)["address"]["city"] == "Gent"
    assert place(post)["address"]["city"] == "Box"
    assert place({"postal_code": "ZZ1"})["address"]["municipality_id"] is None
    assert place({"country": "US", "state_province": "FL"})["address"]["city"] == "FL"
    assert place({"country": "US", "city": "Tampa"})["address"]["city"] == "Tampa"
    assert (place({"country": "BE"})["address"], place()["address"]) == (None, None)
    assert "latitude" not in place(latitude="0", longitude="0")["location"]
    assert place_key(place(location_type="virtual")) == ("virtual", "", "", "", "", "")


@pytest.mark.parametrize(
    ("home", "told", "point", "said"),
    [
        ("BE", ("51,05", " 3,72"), (51.05, 3.72), set()),
        ("BE", ("3.72", "51.05"), (51.05, 3.72), {"hsds_swapped"}),
        ("BE", ("48.85", "2.35"), (48.85, 2.35), set()),
        ("US", ("3.72", "51.05"), (3.72, 51.05), set()),
        ("US", ("-97.7", "30.3"), (30.3, -97.7), {"hsds_swapped"}),
        ("US", ("-97.7", "130.3"), None, {"hsds_unreadable"}),
        ("BE", ("51.05", "200"), None, {"hsds_unreadable"}),
        ("BE", ("north", "nan"), None, {"hsds_unreadable"}),
    ],
)
def test_point_with_its_halves_in_each_others_place(
    home: str, told: tuple[str, str], point: tuple[float, float] | None, said: set[str]
) -> None:
    row = {"latitude": told[0], "longitude": told[1]}
    cells = Cells()
    record = {"location": {"row": row, "addresses": [], "accessibility": []}}
    location = place_of(record, cells, home, Known().municipality)["location"]
    found = (location["latitude"], location["longitude"]) if "latitude" in location else None
    assert (found, {one.code for one in cells.problems}) == (point, said)


def test_a_whole_service() -> None:
    service = a_service(
        email="a@b.be", assured_date="2999-01-01", url="https://x.be/" + "y" * 300,
        closed_until="2026-07-01", on_holidays="as_usual", alert="x" * 300,
        phones=[{"number": "09 210 10 10", "type": "fax"}, {"type": "voice"}],
        service_areas=[{"extent": "44021"}, {"name": "Gent"}, {"extent": "flanders"},
                       {"name": "?!x"}],
        capacities=[{"unit": {"id": "u", "name": "families"}, "available": 2}, {"available": 1}],
        attributes=[
            {"link_type": "themes", "taxonomy_term": {"id": "t", "code": "sleep", "name": "Slaap"}},
            {"taxonomy_term": {"id": "t2", "code": "", "name": ""}},
            {"taxonomy_term": {"id": "t3", "name": "Food", "taxonomy": "AIRS"}},
        ],
        service_at_locations=[
            {"location": {"id": "l", "name": "Hall", "phones": [{"number": "09 210 10 11"}]}},
            {"location": {"id": "l2", "name": "Hall", "transportation": "Tram 1"}},
            {"location_id": "gone"},
        ],
    ) | {"status": "temporarily closed"}  # fmt: skip
    wishes, said = wished(service)
    wish = wishes["service"]
    assert (wish.columns["status"], wish.columns["closed_until"]) == ("active", date(2026, 7, 1))
    assert not {"assured_on", "url"} & wish.columns.keys()
    assert (wish.columns["alert"][-1], len(wish.columns["alert"])) == ("…", 200)
    assert wish.rows["phones"] == [{"number": "+3292101010", "description": "fax"}]
    assert [one["region"] or one["municipality_id"] for one in wish.rows["areas"]] == [
        "44021", "flanders",
    ]  # fmt: skip
    assert wish.rows["capacities"] == [
        {"available": 2, "maximum": None, "unit": "families", "updated_on": TODAY}
    ]
    assert (wish.concepts, wish.unknown_terms) == ((("themes", "sleep"),), ("AIRS: Food",))
    assert len(wish.rows["places"]) == 1
    assert wish.rows["places"][0]["location"]["transportation"] == "Tram 1"
    assert wish.rows["places"][0]["phones"][0]["number"] == "+3292101011"
    assert said == {
        "hsds_unreadable", "hsds_shortened", "hsds_area_unknown", "hsds_term_unknown",
        "hsds_no_place", "hsds_no_id",
    } - {"hsds_no_id"}  # fmt: skip


def test_identities() -> None:
    wishes, said = wished({"name": "Café", "organization": {"name": "House", "id": ""}})
    assert (wishes["service"].identity, wishes["service"].record) == ("", "")
    assert {"hsds_no_id", "hsds_no_status"} <= said
    own = "0b2f2e5c-7f8d-4c40-9f1e-1a2b3c4d5e6f"
    assert wished(a_service() | {"id": own})[0]["service"].record == own


def test_numbers_of_an_organisation() -> None:
    house = {"id": "o", "name": "House", "organization_identifiers": [
        {"identifier_type": "KBO", "identifier": "0207.437.468"},
        {"identifier_type": "kbo", "identifier": "1"},
        {"identifier_scheme": "GB-COH", "identifier": "77"},
        {"identifier": "no type"},
    ]}  # fmt: skip
    wish = wished(a_service(organization=house))[0]["organization"]
    assert [tuple(one.values()) for one in wish.rows["identifiers"]] == [
        ("kbo", "0207437468"), ("GB-COH", "77"),
    ]  # fmt: skip


def test_home_is_where_most_addresses_are() -> None:
    def record(*codes: str) -> dict[str, Any]:
        rows = [{"country": code} for code in codes]
        return {"places": [{"location": {"addresses": rows}}, {"location": None}]}

    assert home_of([record("USA", "US", "BE")]) == "US"
    assert (home_of([]), home_of([record("")])) == ("BE", "BE")


def test_term_names() -> None:
    assert term_name({"taxonomy": "", "name": "", "code": "BD"}) == "BD"


def test_sentences_take_their_values() -> None:
    for sentence in MESSAGES.values():
        assert sentence % {"value": "x", "limit": 1, "row": 2}


texts = some.text(max_size=30) | some.sampled_from(["9000", "BE", "true", "MO", "09:00", "12"])
COLUMNS = ("name", "status", "minimum_age", "url", "email", "number", "byday", "opens_at", "code",
           "amount", "postal_code", "city", "country", "latitude", "longitude", "extent",
           "assured_date", "description", "identifier", "identifier_type")  # fmt: skip
objects = some.dictionaries(some.sampled_from(COLUMNS), texts)


@given(objects, some.lists(objects, max_size=3), objects)
def test_any_text_becomes_a_wish(service: Any, rows: Any, house: Any) -> None:
    names = ("phones", "schedules", "languages", "cost_options", "service_areas")
    location = {"location_type": "physical", "addresses": rows, **house}
    whole = dict.fromkeys(names, rows) | service | {
        "organization": house, "service_at_locations": [{"location": location}],
    }  # fmt: skip
    wishes, _said = wished(whole)
    for one in wishes["service"].rows.get("phones", []):
        assert 0 < len(one["number"]) <= LONGEST["phone.number"]
    for name, value in wishes["service"].columns.items():
        assert value not in ("", None)
        assert not isinstance(value, str) or "\x00" not in value, name
