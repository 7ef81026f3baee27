"""Which service and organisation a row is about, and the place it is given."""

import pytest
from django.utils import timezone

from tests.directory.service_rows import FULL, a_row, codes, imported, outcomes, stored
from tests.factories import (
    LEUVEN,
    a_network,
    a_service,
    an_organization,
)
from vlaggenlijn.accounts.models import LocalNetwork, recorded
from vlaggenlijn.directory.models import (
    Address,
    Location,
    Organization,
    OrganizationIdentifier,
    Service,
)
from vlaggenlijn.taxonomy.models import Posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> LocalNetwork:
    network = a_network()
    an_organization(network, "De Zandbak")
    return network


@pytest.mark.parametrize("text", ["0207.437.468", "BE 0207437468", "de  zandbak", "DE ZANDBAK"])
def test_organisation_is_matched_by_number_or_name(network: LocalNetwork, text: str) -> None:
    home = Organization.objects.get()
    with recorded(by=None, network=network, deed="test"):
        OrganizationIdentifier(
            organization=home, identifier_type="kbo", identifier="0207437468"
        ).save()
    imported(network, a_row(organisatie=text))
    assert stored().organization == home


def test_organisation_of_another_network_is_not_ours(network: LocalNetwork) -> None:
    an_organization(a_network("leuven", [LEUVEN]), "Van Leuven")
    report = imported(network, a_row(organisatie="Van Leuven"))
    assert (outcomes(report), codes(report)) == ([("wrong", "")], [["organization_unknown"]])
    assert not Service.objects.exists()


def test_organisation_is_added_only_when_a_column_says_so(network: LocalNetwork) -> None:
    rows = [
        a_row(aanbod=name, organisatie="Het Klimrek") | {"nieuwe organisatie": says}
        for name, says in (("Een", "ja"), ("Twee", "Ja"), ("Drie", ""), ("Vier", "nee"),
                           ("Vijf", "ooit"))
    ]  # fmt: skip
    report = imported(network, *rows)
    assert outcomes(report) == [("doubtful", "new")] * 2 + [("wrong", "")] * 3
    made = Organization.objects.get(name="Het Klimrek")
    assert sorted(made.services.values_list("name", flat=True)) == ["Een", "Twee"]
    assert Posting.objects.of_record(made.pk).exists()


def test_organisations_that_cannot_be_told_apart(network: LocalNetwork) -> None:
    an_organization(network, "De Zandbak")
    assert codes(imported(network, a_row())) == [["organization_several"]]


def test_archived_organisation_is_left_alone_for_a_living_one(network: LocalNetwork) -> None:
    gone = an_organization(network, "Oud", archived_at=timezone.now())
    report = imported(network, a_row(organisatie="Oud"))
    assert (outcomes(report), codes(report)) == ([("doubtful", "")], [["is_archived"]])
    an_organization(network, "Oud")
    imported(network, a_row(organisatie="Oud"))
    assert stored().organization != gone


def test_archived_service_is_left_as_it_is(network: LocalNetwork) -> None:
    service = a_service(Organization.objects.get(), archived_at=timezone.now())
    for row in (a_row(), a_row(**{"Vlaggenlijn service id": str(service.pk)})):
        report = imported(network, row)
        assert (outcomes(report), codes(report)) == ([("doubtful", "")], [["is_archived"]])


def test_service_of_another_network_is_left_as_it_is(network: LocalNetwork) -> None:
    theirs = a_service(an_organization(a_network("leuven", [LEUVEN]), "Van Leuven"), "Hun")
    row = {"Vlaggenlijn service id": str(theirs.pk), "aanbod": "Ons"}
    report = imported(network, row)
    assert (outcomes(report), codes(report)) == ([("doubtful", "")], [["other_network"]])
    theirs.refresh_from_db()
    assert theirs.name == "Hun"


def test_row_knows_its_service_by_id_then_own_number_then_name(network: LocalNetwork) -> None:
    service = a_service(Organization.objects.get(), "Spelpunt")
    record = {"Vlaggenlijn service id": str(service.pk)}
    imported(network, {**record, "aanbod": "Nieuwe naam", "id": "A-1"})
    assert (stored().name, stored().own_identifier) == ("Nieuwe naam", "A-1")
    imported(network, a_row(aanbod="Weer anders", id="A-1"))
    assert stored().name == "Weer anders"
    imported(network, a_row(aanbod="weer anders", samenvatting="x"))
    assert stored().summary == "x"
    imported(network, a_row(aanbod="Weer anders", id="B-2"))
    assert Service.objects.count() == 2


def test_unknown_id_of_another_site_needs_an_organisation(network: LocalNetwork) -> None:
    strange = {"Vlaggenlijn service id": "00000000-0000-4000-8000-000000000000"}
    report = imported(network, {**strange, "aanbod": "Een"}, a_row(aanbod="Twee"))
    assert outcomes(report) == [("wrong", ""), ("new", "new")]
    assert codes(report) == [["organization_missing"], []]


def test_service_stays_with_its_organisation(network: LocalNetwork) -> None:
    an_organization(network, "Ander huis")
    imported(network, FULL)
    report = imported(network, FULL | {"organisatie": "Ander huis", "samenvatting": "Nieuw"})
    assert (outcomes(report), codes(report)) == ([("doubtful", "changed")],
                                                 [["other_organization"]])  # fmt: skip
    assert (stored().organization.name, stored().summary) == ("De Zandbak", "Nieuw")


def test_names_that_two_services_share_need_an_id(network: LocalNetwork) -> None:
    home = Organization.objects.get()
    for _ in range(2):
        a_service(home, "Spelpunt")
    assert codes(imported(network, a_row())) == [["services_known"]]


def test_rows_about_one_service_twice(network: LocalNetwork) -> None:
    report = imported(network, a_row(), a_row(), a_row(id="1"), a_row(id="1"))
    assert codes(report) == [
        *([], ["duplicate_service_name"], [], ["duplicate_service_identifier"])
    ]
    service = Service.objects.filter(own_identifier="").get()
    record = {"Vlaggenlijn service id": str(service.pk), "aanbod": "Spelpunt"}
    assert codes(imported(network, record, record)) == [[], ["duplicate_service_record"]]
    numbered = Service.objects.get(own_identifier="1")
    record = {"Vlaggenlijn service id": str(numbered.pk), "aanbod": "Spelpunt"}
    assert codes(imported(network, record, a_row(id="1"))) == [[], ["same_service"]]


def test_missing_name_or_organisation(network: LocalNetwork) -> None:
    report = imported(network, {"aanbod": "Een"}, {"organisatie": "De Zandbak"})
    assert codes(report) == [["organization_missing"], ["name_missing"]]


def test_services_at_one_address_share_a_place(network: LocalNetwork) -> None:
    place = {"straat": "Veldstraat 1", "postcode": "9000", "gemeente": "Gent"}
    imported(network, a_row(aanbod="Een", **place), a_row(aanbod="Twee", **place))
    imported(network, a_row(aanbod="Drie"))
    imported(network, a_row(aanbod="Drie", **place))
    assert Location.objects.get().services.count() == 3


def test_shared_place_is_not_moved(network: LocalNetwork) -> None:
    place = {"straat": "Veldstraat 1", "postcode": "9000", "gemeente": "Gent"}
    imported(network, a_row(aanbod="Een", **place), a_row(aanbod="Twee", **place))
    report = imported(network, a_row(aanbod="Een", **place | {"straat": "Kouter 1"}))
    assert codes(report) == [["service_place_unclear"]]
    assert Address.objects.get().address_1 == "Veldstraat 1"


def test_shelter_never_gets_an_address(network: LocalNetwork) -> None:
    a_service(Organization.objects.get(), place={"name": "Vluchthuis"})
    report = imported(network, a_row(straat="Veldstraat 1", postcode="9000", gemeente="Gent"))
    assert (codes(report), Address.objects.count()) == ([["service_place_unclear"]], 0)
