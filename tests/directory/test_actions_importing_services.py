"""Services by spreadsheet: what is written, refused, undone, and done twice without a trace."""

from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.directory.exports.made import state
from tests.directory.organization_rows import postings_of
from tests.directory.service_rows import FULL, a_row, codes, imported, outcomes, stored, table
from tests.factories import (
    GENT,
    LEUVEN,
    a_member,
    a_network,
    a_service,
    an_organization,
)
from vlaggenlijn.accounts.models import Change, ChangeSet, LocalNetwork, bulk, recorded
from vlaggenlijn.directory.actions import importing
from vlaggenlijn.directory.actions.importing import import_organizations, import_services
from vlaggenlijn.directory.actions.undo import undo_deed
from vlaggenlijn.directory.importing_report import ImportRefused
from vlaggenlijn.directory.indexing import index_service
from vlaggenlijn.directory.models import (
    Address,
    ImportMapping,
    Language,
    Organization,
    Phone,
    Service,
)
from vlaggenlijn.directory.models.service import Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> LocalNetwork:
    network = a_network()
    an_organization(network, "De Zandbak")
    return network


def test_new_row_writes_everything_it_says(network: LocalNetwork) -> None:
    report = imported(network, FULL)
    assert (outcomes(report), codes(report)) == ([("new", "new")], [[]])
    service = stored()
    columns = (
        *("name", "own_identifier", "summary", "description", "application_process"),
        *("minimum_age_months", "maximum_age_months", "fees_description", "email", "url"),
        *("status", "assured_on"),
    )
    assert [getattr(service, name) for name in columns] == [
        *("Spelpunt", "A-1", "Samen spelen.", "Elke week.\nMet koffie.", "Kom gewoon langs."),
        *(18, 36, "Koffie betaal je zelf.", "info@example.org", "https://example.org"),
        *(Status.TEMPORARILY_CLOSED, date(2026, 1, 31)),
    ]
    assert service.organization.name == "De Zandbak"
    assert {one.concept.slug for one in service.service_concepts.all()} == {"sleep", "respite"}
    assert {one.number for one in service.phones.all()} == {"+3292101010", "+3292101011"}
    assert {one.code for one in service.languages.all()} == {"nl", "tr"}
    areas = {(one.municipality_id, one.region) for one in service.service_areas.all()}
    assert areas == {(GENT, ""), (LEUVEN, ""), (None, "flanders")}
    assert [one.amount for one in service.cost_options.all()] == [0]
    hours = [(one.byday, one.opens_at, one.closes_at) for one in service.schedules.all()]
    assert sorted(hours, key=str) == sorted(
        [
            ("MO,TU,WE", time(9), time(12)),
            ("MO,TU,WE", time(13), time(17)),
            ("SA", time(10), time(12)),
        ],
        key=str,
    )
    place = service.locations.get()
    assert (place.address.address_1, place.address.municipality_id) == ("Veldstraat 1", GENT)
    assert (place.is_point_approximate, place.latitude is None) == (True, False)


def test_new_service_is_found_as_if_it_was_typed(network: LocalNetwork) -> None:
    imported(network, FULL)
    service, before = stored(), postings_of(stored().pk)
    with recorded(by=None, network=network, deed="test"):
        index_service(service)
    assert (postings_of(service.pk), bool(before)) == (before, True)


def test_same_file_again_changes_nothing_and_leaves_no_trace(network: LocalNetwork) -> None:
    imported(network, FULL, a_row(aanbod="Ander"))
    before = state()
    report = imported(network, FULL, a_row(aanbod="Ander"))
    assert outcomes(report) == [("unchanged", "")] * 2
    assert (state(), report.change_set) == (before, None)


def test_dry_run_writes_nothing(network: LocalNetwork) -> None:
    before = state()
    assert outcomes(imported(network, FULL, is_dry_run=True)) == [("new", "new")]
    assert state() == before


CHANGES: list[tuple[str, str, str, Any]] = [
    ("samenvatting", "Anders", "summary", "Anders"),
    ("leeftijd tot", "4", "maximum_age_months", 48),
    ("status", "actief", "status", "active"),
    ("kosten in woorden", "Niets", "fees_description", "Niets"),
    ("laatst bevestigd", "1/5/2026", "assured_on", date(2026, 5, 1)),
]


@pytest.mark.parametrize(("column", "text", "field", "value"), CHANGES)
def test_changed_column_changes_just_that(
    network: LocalNetwork, column: str, text: str, field: str, value: Any
) -> None:
    imported(network, FULL)
    kept = {one.name: getattr(stored(), one.attname) for one in Service._meta.concrete_fields}
    report = imported(network, FULL | {column: text})
    assert outcomes(report) == [("changed", "changed")]
    assert len(report.alterations[2]) == 1
    now = {one.name: getattr(stored(), one.attname) for one in Service._meta.concrete_fields}
    assert {name for name in now if now[name] != kept[name]} == {field, "version"}
    assert getattr(stored(), field) == value


def test_changed_rows_keep_what_stays(network: LocalNetwork) -> None:
    imported(network, FULL)
    service = stored()
    with recorded(by=None, network=network, deed="test"):
        Phone(service=service, number="+3292777777", is_for_professionals=True).save()
        Language(service=service, code="ar", is_by_interpreter=True).save()
    first = service.phones.get(number="+3292101010").pk
    report = imported(
        network,
        FULL
        | {
            "telefoon": "09 210 10 10",
            "talen": "fr",
            "thema's": "sleep",
            "werkingsgebied": "Leuven",
            "kosten": "€ 2,50",
            "openingsuren": "vr 9-12",
            "huisnummer": "2",
        },
    )
    assert {one.field for one in report.alterations[2]} == {
        *("themes", "cost", "languages", "phone", "street", "areas", "hours")
    }
    service = stored()
    phones = {one.number: one.pk for one in service.phones.all()}
    assert (set(phones), phones["+3292101010"]) == ({"+3292101010", "+3292777777"}, first)
    assert {one.code for one in service.languages.all()} == {"ar", "fr"}
    assert [one.concept.slug for one in service.service_concepts.all()] == ["sleep"]
    assert [one.municipality_id for one in service.service_areas.all()] == [LEUVEN]
    assert [one.amount for one in service.cost_options.all()] == [Decimal("2.50")]
    assert [one.byday for one in service.schedules.all()] == ["FR"]
    assert Address.objects.get().address_1 == "Veldstraat 2"


def test_word_that_cannot_be_read_takes_nothing_away(network: LocalNetwork) -> None:
    imported(network, FULL)
    report = imported(
        network,
        FULL
        | {
            "thema's": "sleep; wiskunde",
            "talen": "Klingon",
            "werkingsgebied": "Atlantis",
            "openingsuren": "als de zon schijnt",
            "status": "misschien",
            "leeftijd van": "jong",
            "laatst bevestigd": "2999-01-01",
        },
    )
    assert [row.outcome for row in report.rows] == ["unchanged"]
    assert set(codes(report)[0]) == {
        *("concept_unknown", "language_unknown", "area_unknown", "hours_wrong", "status_wrong"),
        *("age_wrong", "day_wrong"),
    }
    assert {one.concept.slug for one in stored().service_concepts.all()} == {"sleep", "respite"}


def test_doubts_of_a_new_row_are_said_and_the_rest_is_written(network: LocalNetwork) -> None:
    report = imported(network, a_row(openingsuren="na de mis", telefoon="bel Ann"))
    assert outcomes(report) == [("doubtful", "new")]
    assert codes(report) == [["service_phone_wrong", "hours_wrong"]] or codes(report) == [
        ["hours_wrong", "service_phone_wrong"]
    ]
    assert ([one.number for one in stored().phones.all()], stored().schedules.count()) == (
        ["bel Ann"],
        0,
    )


def test_empty_cells_take_nothing_away(network: LocalNetwork) -> None:
    imported(network, FULL)
    before = state()
    assert outcomes(imported(network, a_row(id="A-1"))) == [("unchanged", "")]
    assert state() == before


def test_older_confirmation_does_not_take_back_a_later_one(network: LocalNetwork) -> None:
    imported(network, FULL)
    older = FULL | {"laatst bevestigd": "2025-01-01"}
    assert outcomes(imported(network, older)) == [("unchanged", "")]


def test_ages_that_cross_what_is_stored_are_left(network: LocalNetwork) -> None:
    imported(network, FULL)
    report = imported(network, a_row(id="A-1", **{"leeftijd van": "10"}))
    assert (outcomes(report), codes(report)) == ([("unchanged", "")], [["ages_swapped"]])


def test_row_somebody_left_out_is_not_written(network: LocalNetwork) -> None:
    report = imported(network, FULL, a_row(aanbod="Twee"), decisions={2: "leave"})
    assert outcomes(report) == [("skipped", ""), ("new", "new")]
    assert stored().name == "Twee"


def test_undo_takes_everything_back(network: LocalNetwork) -> None:
    coordinator = a_member("coordinator", network)
    imported(network, a_row(aanbod="Was er"))
    report = import_services(
        by=coordinator,
        network=network,
        table=table(
            FULL,
            a_row(aanbod="Was er", samenvatting="Nieuw"),
            a_row(aanbod="Ook", organisatie="Het Klimrek") | {"nieuwe organisatie": "x"},
        ),
    )
    assert (Service.objects.count(), ChangeSet.objects.filter(deed="services.import").count()) == (
        3,
        2,
    )
    deed = ChangeSet.objects.get(pk=report.change_set)
    undo_deed(by=coordinator, change_set=deed, key=uuid4())
    assert (stored().name, stored().summary) == ("Was er", "")
    assert [one.name for one in Organization.objects.all()] == ["De Zandbak"]


def test_nothing_is_written_when_the_last_row_breaks(
    network: LocalNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(network, a_row(aanbod="Was er"))
    before = state()

    real = bulk.insert

    def breaks(kind: Any, rows: Any) -> None:
        if kind is Change:
            raise RuntimeError("the power is gone")
        real(kind, rows)

    monkeypatch.setattr(bulk, "insert", breaks)
    with pytest.raises(RuntimeError):
        imported(network, FULL, a_row(aanbod="Was er", samenvatting="Nieuw"))
    assert state() == before


def test_somebody_who_writes_meanwhile_is_seen(
    network: LocalNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = LocalNetwork.locked, []

    def locked(pk: Any) -> Any:
        if not calls:
            a_service(Organization.objects.get(), "Spelpunt", summary="Van een ander")
        calls.append(pk)
        return real(pk)

    monkeypatch.setattr(importing.LocalNetwork, "locked", locked)
    assert outcomes(imported(network, a_row(samenvatting="Nieuw"))) == [("changed", "changed")]
    assert (stored().summary, len(calls)) == ("Nieuw", 2)


def test_mapping_is_remembered_apart_from_that_of_organisations(network: LocalNetwork) -> None:
    columns = ["wat", "wie"]
    given = {"wat": "name", "wie": "organization"}
    row = {"wat": "Spelpunt", "wie": "De Zandbak"}
    import_services(by=None, network=network, table=table(row, columns=columns), mapping=given)
    report = import_services(by=None, network=network, table=table(row, columns=columns))
    assert (report.mapping, outcomes(report)) == (given, [("unchanged", "")])
    with pytest.raises(ImportRefused):
        import_organizations(by=None, network=network, table=table(row, columns=columns))
    with recorded(by=None, network=network, deed="test"):
        known = ImportMapping.objects.get()
        known.mapping = {"weg": "name"}
        known.save()
    with pytest.raises(ImportRefused) as refused:
        import_services(by=None, network=network, table=table(row, columns=columns))
    assert refused.value.problem.code == "name_unmapped"


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        (["organisatie"], "name_unmapped"),
        (["aanbod"], "organization_unmapped"),
        (["Vlaggenlijn id", "KBO", "naam"], "organizations_export"),
    ],
)
def test_file_that_cannot_be_services_is_refused(
    network: LocalNetwork, columns: list[str], code: str
) -> None:
    with pytest.raises(ImportRefused) as refused:
        import_services(by=None, network=network, table=table({}, columns=columns))
    assert refused.value.problem.code == code


def test_address_of_a_website_that_grows_too_long_is_wrong(network: LocalNetwork) -> None:
    long = "example.org/" + "a" * 185
    assert codes(imported(network, a_row(website=long))) == [["website_too_long"]]


def test_queries_for_new_rows_grow_slowly(network: LocalNetwork) -> None:
    counts = []
    for first in (0, 1000):
        size = 10 if first == 0 else 100
        rows = [FULL | {"aanbod": f"A {first + n}", "id": f"{first + n}"} for n in range(size)]
        with CaptureQueriesContext(connection) as queries:
            imported(network, *rows)
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 15
