"""Which organisation a row is about: by our id, its numbers, its name, and when nobody can tell."""

import pytest
from django.utils import timezone

from tests.directory.organization_rows import (
    FULL,
    a_row,
    by_id,
    codes,
    imported,
    kbo,
    outcomes,
    postings_of,
    stored,
)
from tests.factories import (
    BRUSSELS,
    a_network,
    a_service,
    an_organization,
)
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, recorded
from vlaggenlijn.directory.importing_report import message
from vlaggenlijn.directory.models import (
    Organization,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


def test_other_name_is_found_by_the_words_of_its_services_too(network: LocalNetwork) -> None:
    imported(network, a_row())
    service = a_service(stored(), name="Speluur")
    imported(network, a_row(naam="De Kastanje"))
    assert "w:kastan" in postings_of(service.pk)


def test_organization_of_another_network_is_reported_and_left_alone(
    network: LocalNetwork,
) -> None:
    other = a_network("brussel", [BRUSSELS])
    imported(other, a_row())
    before = ChangeSet.objects.count()
    report = imported(network, a_row(naam="Andere naam"))
    assert (outcomes(report), codes(report)) == ([("doubtful", "")], [["other_network"]])
    assert (stored().name, ChangeSet.objects.count()) == ("De Zandbak", before)
    assert "Network brussel" in message(report.rows[0].problems[0])


def test_archived_organization_of_another_network_does_not_count(network: LocalNetwork) -> None:
    other = a_network("brussel", [BRUSSELS])
    imported(other, a_row())
    archive(stored())
    assert outcomes(imported(network, a_row())) == [("new", "new")]


def test_own_number_and_name_say_nothing_about_another_network(network: LocalNetwork) -> None:
    row = a_row(kbo="", id="A-1")
    imported(a_network("brussel", [BRUSSELS]), row)
    assert outcomes(imported(network, row)) == [("new", "new")]


def archive(organization: Organization) -> None:
    with recorded(by=None, network=organization.network, deed="test"):
        organization.archived_at = timezone.now()
        organization.save()


def test_archived_organization_is_left_as_it_is(network: LocalNetwork) -> None:
    imported(network, a_row())
    archive(stored())
    report = imported(network, a_row(email="info@example.org"))
    assert (outcomes(report), codes(report)) == ([("doubtful", "")], [["is_archived"]])
    assert stored().email == ""


def test_name_and_post_code_recognise_what_has_no_number(network: LocalNetwork) -> None:
    imported(network, a_row(kbo="", naam="Café Zandbak"))
    report = imported(network, a_row(naam="cafe  zandbak"), a_row(kbo="", postcode="9050"))
    assert outcomes(report) == [("changed", "changed"), ("new", "new")]
    assert Organization.objects.count() == 2


def test_two_bodies_with_one_name_stay_two(network: LocalNetwork) -> None:
    imported(network, a_row(naam="Aalst"))
    report = imported(network, a_row(naam="Aalst", kbo=kbo(2)))
    assert (outcomes(report), codes(report)) == ([("new", "new")], [[]])


def test_one_enterprise_number_with_another_uri_is_doubtful(network: LocalNetwork) -> None:
    imported(network, a_row(uri="https://example.org/id/1"))
    rows = [a_row(uri="https://example.org/id/2", naam="Afdeling Zuid")]
    report = imported(network, *rows)
    assert (outcomes(report), codes(report)) == ([("doubtful", "new")], [["twin"]])
    assert outcomes(imported(network, *rows)) == [("unchanged", "")]


def test_row_with_numbers_of_two_organizations_is_wrong(network: LocalNetwork) -> None:
    imported(network, a_row(), a_row(kbo="", uri="https://example.org/id/2", naam="Ander"))
    report = imported(network, a_row(uri="https://example.org/id/2"))
    assert (outcomes(report), codes(report)) == ([("wrong", "")], [["several_known"]])


def test_second_row_about_the_same_organization_is_wrong(network: LocalNetwork) -> None:
    imported(network, FULL)
    by_uri = {"naam": "De Zandbak", "uri": FULL["uri"], "postcode": "9000"}
    by_ovo = {"naam": "Zandbak", "ovo": FULL["ovo"], "email": "info@example.com"}
    report = imported(network, by_uri, by_ovo)
    assert outcomes(report) == [("unchanged", ""), ("wrong", "")]
    assert codes(report)[1][-1] == "same_as_row"


def test_own_number_of_something_else_is_not_overwritten(network: LocalNetwork) -> None:
    imported(network, a_row(kbo="", id="12", naam="Chiro Gent"))
    report = imported(network, a_row(kbo="", id="12", naam="Bibliotheek Gent"))
    assert (outcomes(report), codes(report)) == ([("doubtful", "")], [["identifier_taken"]])
    renamed = imported(network, a_row(kbo="", id="12", naam="Chiro Gent-Zuid"))
    assert (outcomes(renamed), stored().name) == ([("changed", "changed")], "Chiro Gent-Zuid")


def test_our_own_id_recognises_before_all_else(network: LocalNetwork) -> None:
    imported(network, a_row())
    row = a_row(kbo="", naam="Heel anders", straat="Kouter") | {"Vlaggenlijn id": str(stored().pk)}
    assert outcomes(by_id(network, row)) == [("changed", "changed")]
    assert stored().name == "Heel anders"
    report = by_id(network, row, row | {"naam": "Nog eens"})
    assert codes(report)[1] == ["duplicate_record"]


def test_id_that_is_wrong_or_unknown_leaves_the_other_numbers(network: LocalNetwork) -> None:
    imported(network, a_row())
    for text in ("12", "0e6f3c1a-3b0e-4b7e-9c52-6b1f6a8f2d11"):
        report = by_id(network, a_row() | {"Vlaggenlijn id": text})
        assert [row.outcome for row in report.rows] == ["unchanged"]


def test_id_of_another_network_is_left_as_it_is(network: LocalNetwork) -> None:
    other = an_organization(a_network("other", [BRUSSELS]), "Van Brussel")
    report = by_id(network, {"naam": "Gekaapt", "Vlaggenlijn id": str(other.pk)})
    assert (outcomes(report), codes(report)[0][-1]) == ([("doubtful", "")], "other_network")
    other.refresh_from_db()
    assert (other.name, Organization.objects.count()) == ("Van Brussel", 1)


def test_own_id_with_the_number_of_another_is_not_written(network: LocalNetwork) -> None:
    imported(network, a_row(), a_row(kbo=kbo(2), naam="Het Klimrek"))
    first = Organization.objects.get(name="De Zandbak")
    report = by_id(network, a_row(kbo=kbo(2)) | {"Vlaggenlijn id": str(first.pk)})
    assert codes(report)[0][-1] == "several_known"


def test_renamed_organization_is_found_by_its_services_too(network: LocalNetwork) -> None:
    imported(network, a_row())
    service = a_service(stored(), "Spelpunt")
    imported(network, a_row(naam="De Glijbaan"))
    assert [term for term in postings_of(service.pk) if "glijban" in term or "glijb" in term]
