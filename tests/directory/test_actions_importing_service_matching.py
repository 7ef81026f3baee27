"""Which service a row is about when several fit, what may be chosen, and that a choice holds."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.directory.importing_jobs.made import address, job, page, send, signed_in
from tests.directory.test_actions_importing_services import a_row, codes, imported, outcomes
from tests.factories import GENT, a_location, a_member, a_network, a_service, an_organization
from vlaggenlijn.accounts.models import LocalNetwork, recorded
from vlaggenlijn.directory.importing_report import ImportReport
from vlaggenlijn.directory.models import ImportJob, Organization, Service

pytestmark = pytest.mark.django_db
PLACE = {"address_1": "Kouter 1", "postal_code": "9000", "city": "Gent", "municipality_id": GENT}


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def home(network: LocalNetwork) -> Organization:
    return an_organization(network, "De Zandbak")


def offered(report: ImportReport) -> tuple[set[str], bool, set[str]]:
    row = report.rows[0]
    return {pk for pk, _ in row.candidates}, row.may_be_new, {pk for pk, _ in row.homes}


def ids(*records: Any) -> set[str]:
    return {str(one.pk) for one in records}


def is_settled(network: LocalNetwork, decision: str, *rows: dict[str, str]) -> bool:
    """Write rows of which the first is decided; tell whether the same file asks nothing more."""
    assert outcomes(imported(network, *rows, decisions={2: decision}))[0][1] != ""
    return outcomes(imported(network, *rows)) == [("unchanged", "")] * len(rows)


def test_two_services_with_one_name(network: LocalNetwork, home: Organization) -> None:
    one, two = a_service(home, "Spelpunt"), a_service(home, "Spelpunt")
    a_service(home, "Spelpunt", archived_at=timezone.now())
    row = a_row(id="A-1", samenvatting="Nieuw")
    report = imported(network, row)
    assert (outcomes(report), codes(report)) == ([("wrong", "")], [["services_known"]])
    assert offered(report) == (ids(one, two), True, set())
    assert is_settled(network, "new", a_row(id="A-2"))
    assert is_settled(network, f"same:{two.pk}:{two.version}", row)
    two.refresh_from_db()
    assert (two.summary, two.own_identifier, Service.objects.count()) == ("Nieuw", "A-1", 4)


def test_same_name_with_another_identifier(network: LocalNetwork, home: Organization) -> None:
    known = a_service(home, "Spelpunt", own_identifier="A-1")
    row = a_row(id="B-2")
    report = imported(network, row, is_dry_run=True)
    assert (outcomes(report), codes(report)) == ([("doubtful", "new")], [["service_twin"]])
    assert offered(report) == (ids(known), True, set())
    assert is_settled(network, f"same:{known.pk}", row)
    known.refresh_from_db()
    assert known.own_identifier == "B-2"
    assert is_settled(network, "new", a_row(id="C-3"), row)


def test_one_identifier_of_two_services(network: LocalNetwork, home: Organization) -> None:
    other = an_organization(network, "Het Klimrek")
    one = a_service(home, "Een", own_identifier="7")
    two = a_service(home, "Twee", own_identifier="7")
    three = a_service(other, "Drie", own_identifier="7")
    report = imported(network, a_row(aanbod="Vier", id="7"))
    assert (codes(report), offered(report)) == (
        *([["services_numbered"]], (ids(one, two), False, set())),
    )
    imported(network, a_row(aanbod="twee", id="7", samenvatting="x"))
    imported(network, a_row(aanbod="Nieuw", organisatie="Het Klimrek", id="7", samenvatting="x"))
    assert {one.name for one in Service.objects.filter(summary="x")} == {"twee", "Nieuw"}
    assert Service.objects.get(pk=three.pk).name == "Nieuw"
    row = a_row(aanbod="Vier", id="7")
    assert is_settled(network, f"same:{one.pk}", row)


def test_organisations_with_one_name(network: LocalNetwork, home: Organization) -> None:
    other = an_organization(network, "De Zandbak")
    there = a_service(other, "Spelpunt")
    row = a_row(id="A-1", samenvatting="x")
    report = imported(network, row)
    assert (codes(report), offered(report)) == (
        *([["organization_several"]], (ids(there), False, ids(home, other))),
    )
    assert is_settled(network, f"new:{home.pk}", row)
    assert home.services.get().summary == "x"
    assert is_settled(network, f"same:{there.pk}", a_row(id="A-2"))


def test_archived_service_may_come_back_as_a_new_one(
    network: LocalNetwork, home: Organization
) -> None:
    gone = a_service(home, "Spelpunt", own_identifier="A-1", archived_at=timezone.now())
    for row, may_be_new in (
        (a_row(id="A-1"), True),
        (a_row(), True),
        (a_row(organisatie="Weg", id="A-1"), False),
        (a_row(**{"Vlaggenlijn service id": str(gone.pk)}), False),
    ):
        report = imported(network, row)
        assert (codes(report), offered(report)) == ([["is_archived"]], (set(), may_be_new, set()))
    assert is_settled(network, "new", a_row(id="A-1"))
    assert home.services.current().get().pk != gone.pk


@pytest.mark.parametrize("kind", ["archived", "changed", "new"])
def test_choice_that_lapsed_writes_nothing_at_all(
    network: LocalNetwork, home: Organization, kind: str
) -> None:
    one, two = a_service(home, "Spelpunt"), a_service(home, "Spelpunt")
    decision = "new" if kind == "new" else f"same:{one.pk}:{one.version}"
    with recorded(by=None, network=network, deed="test"):
        one.archived_at = timezone.now() if kind == "archived" else None
        one.summary = "Van een ander" if kind == "changed" else ""
        two.own_identifier = "A-1" if kind == "new" else ""
        one.save()
        two.save()
    rows = [a_row(id="A-1", samenvatting="x"), a_row(aanbod="Nieuw")]
    report = imported(network, *rows, decisions={2: decision})
    assert outcomes(report) == [("doubtful", ""), ("new", "")]
    assert ([one.code for one in report.problems], codes(report)[0], report.written) == (
        *(["choices_lapsed"], ["choice_lapsed"], 0),
    )
    assert (Service.objects.count(), Service.objects.filter(summary="x").exists()) == (2, False)


LIST = "aanbod;organisatie;id\nSpelpunt;De Zandbak;A-1\n"


def test_choice_in_the_browser(network: LocalNetwork, home: Organization) -> None:
    one = a_service(home, "Spelpunt", place=PLACE, assured_on="2026-01-31")
    two = a_service(home, "Spelpunt", place={"name": "Vluchthuis"})
    client: Client = signed_in(a_member("coordinator", network))
    send(client, LIST, what="services")
    fields = {f"column-{n}": one for n, one in enumerate(("name", "organization", "identifier"))}
    client.post(address("kolommen/"), fields)
    text = " ".join(page(client).split())
    assert [text.count(words) for words in (
        *(f'value="same:{one.pk}:1"', f'value="same:{two.pk}:1"', f"/werk/aanbod/{one.pk}/"),
        *("De Zandbak · Ghent · last confirmed on 31 January 2026", "never confirmed"),
        *("No, it is a new one", "leave this row out", 'value="" form="decisions" checked'),
    )] == [1] * 8  # fmt: skip
    client.post(address("keuzes/"), {"row-2": f"same:{two.pk}:1"})
    assert (job().decisions, job().totals["changed"]) == ({"2": f"same:{two.pk}:1"}, 1)
    client.post(address("schrijf/"))
    two.refresh_from_db()
    assert (job().state, two.own_identifier) == (ImportJob.State.DONE, "A-1")


def test_organisation_is_chosen_in_the_browser(network: LocalNetwork, home: Organization) -> None:
    other = an_organization(network, "De Zandbak")
    a_location(other, **PLACE)
    client: Client = signed_in(a_member("coordinator", network))
    send(client, LIST, what="services")
    fields = {f"column-{n}": one for n, one in enumerate(("name", "organization", "identifier"))}
    client.post(address("kolommen/"), fields)
    text = page(client)
    assert [text.count(f'value="new:{one.pk}"') for one in (home, other)] == [1, 1]
    client.post(address("keuzes/"), {"row-2": f"new:{other.pk}"})
    client.post(address("schrijf/"))
    assert other.services.get().own_identifier == "A-1"
