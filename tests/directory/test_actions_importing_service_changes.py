"""Known services that a file changes: in few statements, each with its trace, undone in one go."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.directory.exports.made import state
from tests.directory.organization_rows import postings_of
from tests.directory.service_rows import (
    COLUMNS,
    FULL,
    a_row,
    codes,
    imported,
    outcomes,
    stored,
    table,
)
from tests.factories import a_concept, a_location, a_member, a_network, an_organization
from vlaggenlijn.accounts.models import Change, ChangeSet, LocalNetwork, recorded
from vlaggenlijn.common.spreadsheets import read_content
from vlaggenlijn.directory.actions.importing import import_services
from vlaggenlijn.directory.actions.undo import undo_deed
from vlaggenlijn.directory.exporting_files import exported
from vlaggenlijn.directory.indexing import index_service
from vlaggenlijn.directory.models import (
    Address,
    Language,
    Organization,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceConcept,
)

pytestmark = pytest.mark.django_db
OTHERWISE = FULL | {
    "aanbod": "Spelhuis",
    "thema's": "sleep; crying-baby",
    "telefoon": "09 210 10 10",
    "talen": "fr, ar",
    "werkingsgebied": "Leuven, heel Vlaanderen",
    "kosten": "€ 2,50",
    "openingsuren": "ma-wo 9-12, 13-17; vr 9-12",
    "huisnummer": "2",
}


@pytest.fixture
def network() -> LocalNetwork:
    network = a_network()
    an_organization(network, "De Zandbak")
    return network


def rows_of(service: Service) -> dict[str, list[Any]]:
    """Return what is stored of a service, without ids and moments."""
    place = Address.objects.filter(location__services=service)
    return {
        "concepts": sorted(service.service_concepts.values_list("concept__slug", "is_confirmed")),
        "phones": sorted(service.phones.values_list("number", flat=True)),
        "languages": sorted(service.languages.values_list("code", "is_by_interpreter")),
        "areas": sorted(service.service_areas.values_list("municipality", "region"), key=str),
        "costs": list(service.cost_options.values_list("amount", flat=True)),
        "hours": sorted(service.schedules.values_list("byday", "opens_at"), key=str),
        "place": list(place.values_list("address_1", "postal_code", "city", "municipality")),
    }


def test_changed_service_is_as_if_it_was_new(network: LocalNetwork) -> None:
    imported(network, FULL)
    with recorded(by=None, network=network, deed="test"):
        refused = a_concept("themes", "crying-baby")
        ServiceConcept(
            service=stored(), concept=refused, is_confirmed=False, is_refused=True
        ).save()
        Language(service=stored(), code="ar", is_by_interpreter=True).save()
    home = Organization.objects.get()
    assert outcomes(imported(network, OTHERWISE)) == [("changed", "changed")]
    changed = stored()
    assert (changed.version, Organization.objects.get().version) == (2, home.version + 1)
    assert (changed.name, changed.locations.get().is_point_approximate) == ("Spelhuis", True)
    found = postings_of(changed.pk)
    with recorded(by=None, network=network, deed="test"):
        index_service(changed)
    assert found == postings_of(changed.pk)
    imported(network, OTHERWISE | {"id": "A-2", "aanbod": "Tweede"})
    assert rows_of(changed) == rows_of(Service.objects.get(name="Tweede"))


def test_every_record_leaves_its_trace_and_undo_puts_all_back(network: LocalNetwork) -> None:
    imported(network, FULL, a_row(aanbod="Twee"))
    service = stored_named("Spelpunt")
    before, postings = rows_of(service), postings_of(service.pk)
    coordinator = a_member("coordinator", network)
    rows = (OTHERWISE, a_row(aanbod="Twee", samenvatting="x", straat="Kouter 1", postcode="9000"))
    report = import_services(by=coordinator, network=network, table=table(*rows))
    assert outcomes(report) == [("changed", "changed")] * 2
    deed = ChangeSet.objects.get(pk=report.change_set)
    kinds = [(one.model.partition(".")[2], one.before is None, one.after is None)
             for one in Change.objects.filter(change_set=deed)]  # fmt: skip
    counts = {kind: kinds.count(kind) for kind in kinds}
    assert counts == {
        ("service", False, False): 2,
        ("serviceconcept", False, True): 1,
        ("serviceconcept", True, False): 1,
        ("phone", False, True): 1,
        ("language", False, True): 2,
        ("language", True, False): 2,
        ("servicearea", False, True): 1,
        ("costoption", False, False): 1,
        ("schedule", False, True): 2,
        ("schedule", True, False): 1,
        ("location", True, False): 1,
        ("address", False, False): 1,
        ("address", True, False): 1,
        ("serviceatlocation", True, False): 1,
        ("organization", False, False): 1,
    }
    undo_deed(by=coordinator, change_set=deed, key=uuid4())
    service = stored_named("Spelpunt")
    assert (rows_of(service), postings_of(service.pk)) == (before, postings)
    assert (stored_named("Twee").summary, Address.objects.count()) == ("", 1)


def stored_named(name: str) -> Service:
    return Service.objects.get(name=name)


def test_service_of_an_archived_organisation_is_not_found(network: LocalNetwork) -> None:
    imported(network, FULL)
    with recorded(by=None, network=network, deed="test"):
        home = Organization.objects.get()
        home.archived_at = timezone.now()
        home.save()
    imported(network, FULL | {"samenvatting": "Anders"})
    assert (stored().summary, postings_of(stored().pk)) == ("Anders", {})


def test_queries_for_changed_rows_grow_slowly(network: LocalNetwork) -> None:
    counts = []
    for size in (2, 20):
        rows = [FULL | {"aanbod": f"A {n}", "id": f"{n}", "huisnummer": f"{n}"}
                for n in range(size)]  # fmt: skip
        imported(network, *rows)
        changed = [OTHERWISE | {"aanbod": f"B {n}", "id": f"{n}", "huisnummer": f"9{n}"}
                   for n in range(size)]  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            imported(network, *changed)
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 5


def test_nothing_but_what_changed_is_touched(network: LocalNetwork) -> None:
    imported(network, FULL, a_row(aanbod="Twee"))
    before = state()
    imported(network, FULL, a_row(aanbod="Twee", samenvatting="x"))
    deed = ChangeSet.objects.latest("at")
    assert [one.object_id for one in deed.changes.all()] == [stored_named("Twee").pk]
    assert state() != before


THERE = {"straat": "Veldstraat 1", "postcode": "9000", "gemeente": "Gent"}


def hours_there(network: LocalNetwork, **cells: str) -> list[list[str]]:
    """Import a row with hours at the place; return its problems."""
    row = a_row(**{"openingsuren op de plaats": "ma 9-12; di 13-16"} | cells)
    columns = list(dict.fromkeys([*COLUMNS, *row]))
    report = import_services(by=None, network=network, table=table(row, columns=columns))
    return codes(report)


def stored_there() -> list[tuple[str, str]]:
    rows = Schedule.objects.filter(service_at_location__service=stored())
    return sorted((one.byday, f"{one.opens_at:%H}") for one in rows)


def test_hours_at_the_place_are_written_and_read_back(network: LocalNetwork) -> None:
    assert hours_there(network, **THERE) == [[]]
    assert (stored_there(), stored().schedules.count()) == ([("MO", "09"), ("TU", "13")], 0)
    kept = Schedule.objects.get(byday="MO").pk
    before = state()
    assert (hours_there(network), state()) == ([[]], before)
    hours_there(network, **{"openingsuren op de plaats": "ma 9-12; vr 10-12"})
    assert stored_there() == [("FR", "10"), ("MO", "09")]
    assert Schedule.objects.get(byday="MO").pk == kept
    user, before = a_member("coordinator", network), state()
    data = exported("services", [stored().pk], "csv", user)
    assert "ma 09:00–12:00; vr 10:00–12:00" in data.decode("utf-8-sig")
    import_services(by=user, network=network, table=read_content(data, "a.csv"))
    assert state() == before


def test_hours_at_a_place_that_is_not_said_are_left_out(network: LocalNetwork) -> None:
    assert hours_there(network) == [["place_hours_unclear"]]
    assert (stored_there(), hours_there(network)) == ([], [["place_hours_unclear"]])
    assert (hours_there(network, **THERE), len(stored_there())) == ([[]], 2)
    other = a_location(Organization.objects.get(), address_1="Kouter 1", postal_code="9000",
                       city="Gent")  # fmt: skip
    with recorded(by=None, network=network, deed="test"):
        ServiceAtLocation(service=stored(), location=other).save()
    assert hours_there(network, **{"openingsuren op de plaats": "zo 9-12"}) == [
        ["place_hours_unclear"]
    ]
