"""What a row becomes: places and points, sectors, phones, and names that are completed."""

import pytest

from tests.directory.organization_rows import (
    FULL,
    a_row,
    address_of,
    by_id,
    codes,
    imported,
    kbo,
    outcomes,
    stored,
    table,
)
from tests.factories import (
    GENT,
    a_concept,
    a_location,
    a_network,
    an_organization,
)
from vlaggenlijn.accounts.models import LocalNetwork, recorded
from vlaggenlijn.directory.actions.importing import import_organizations
from vlaggenlijn.directory.models import (
    Address,
    Location,
    OrganizationConcept,
    Phone,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


def test_address_of_an_organization_with_two_places_is_not_guessed(network: LocalNetwork) -> None:
    imported(network, a_row())
    a_location(stored(), address_1="Kouter 5", postal_code="9000", city="Gent")
    assert outcomes(imported(network, a_row(straat="KOUTER", huisnummer="5"))) == [
        ("changed", "changed")
    ]
    report = imported(network, a_row(straat="Korenmarkt"))
    assert (outcomes(report), codes(report)) == ([("unchanged", "")], [["places_unclear"]])
    assert codes(imported(network, a_row(straat="", huisnummer=""))) == [["no_street"]]


def test_confidential_place_never_gets_an_address(network: LocalNetwork) -> None:
    imported(network, {"naam": "Vluchthuis", "kbo": kbo(1)})
    a_location(stored())
    report = imported(network, a_row(naam="Vluchthuis"))
    assert (outcomes(report), codes(report)) == ([("unchanged", "")], [["places_unclear"]])
    assert Address.objects.count() == 0


def test_place_without_point_gets_the_one_of_its_municipality(network: LocalNetwork) -> None:
    imported(network, a_row())
    location = Location.objects.get()
    assert round(location.latitude or 0, 1) == 51.1
    assert location.is_point_approximate


def test_moved_organization_loses_its_old_point(network: LocalNetwork) -> None:
    imported(network, FULL)
    imported(network, FULL | {"straat": "Kouter", "lat": "", "lon": ""})
    location = Location.objects.get()
    assert (location.latitude == 51.05, location.is_point_approximate) == (False, True)


def test_point_alone_makes_a_place_without_address(network: LocalNetwork) -> None:
    row = {"naam": "Speelbos", "kbo": kbo(1), "lat": "51.05", "lon": "3.72"}
    imported(network, row)
    assert (Location.objects.get().longitude, Address.objects.count()) == (3.72, 0)
    assert outcomes(imported(network, row)) == [("unchanged", "")]
    imported(network, row | {"postcode": "9000"})
    assert (Location.objects.get().longitude, Address.objects.get().municipality_id) == (3.72, GENT)


def test_house_number_without_street_is_left_out(network: LocalNetwork) -> None:
    row = a_row(straat="")
    imported(network, row)
    assert (address_of(stored()).address_1, outcomes(imported(network, row))) == (
        "",
        [("unchanged", "")],
    )


def test_box_keeps_the_word_that_stands_before_it(network: LocalNetwork) -> None:
    imported(network, a_row(bus="bus 12"))
    assert address_of(stored()).address_2 == "bus 12"


def test_sector_is_added_beside_the_sectors_of_an_editor(network: LocalNetwork) -> None:
    imported(network, a_row(sector="sport"))
    organization = stored()
    with recorded(by=None, network=network, deed="test"):
        concept = a_concept("sectors", "library")
        OrganizationConcept(organization=organization, concept=concept).save()
    imported(network, a_row(sector="jeugdwerk"))
    slugs = {link.concept.slug for link in organization.organization_concepts.all()}
    assert slugs == {"sports", "library", "youth-work"}
    assert outcomes(imported(network, a_row(sector="sport"))) == [("unchanged", "")]
    assert outcomes(imported(network, a_row())) == [("unchanged", "")]


def test_unknown_sector_is_doubtful_and_left_out(network: LocalNetwork) -> None:
    report = imported(network, a_row(sector="ruimtevaart"))
    assert (outcomes(report), codes(report)) == ([("doubtful", "new")], [["sector_unknown"]])
    assert OrganizationConcept.objects.count() == 0


def test_text_that_is_no_phone_number_is_kept_as_it_is(network: LocalNetwork) -> None:
    text = "09 210 10 10 of 0470 12 34 56, liefst in de voormiddag"
    imported(network, a_row(telefoon=text), a_row(naam="Kort", kbo=kbo(2), telefoon="vraag Ann"))
    numbers = [phone.number for phone in Phone.objects.order_by("number")]
    assert numbers == ["09 210 10 10 of 0470 12 34 56, liefst i…", "vraag Ann"]
    assert outcomes(imported(network, a_row(telefoon=text))) == [("unchanged", "")]


def test_other_number_is_added_beside_two_numbers(network: LocalNetwork) -> None:
    imported(network, a_row(telefoon="09 210 10 10"))
    with recorded(by=None, network=network, deed="test"):
        Phone(organization=stored(), number="+3291111111").save()
    imported(network, a_row(telefoon="09 230 30 30"))
    assert Phone.objects.count() == 3


def test_values_that_do_not_fit_are_wrong(network: LocalNetwork) -> None:
    long = "z" * 197
    report = imported(
        network,
        a_row(naam=long),
        a_row(kbo=kbo(2), naam="Site", website=f"example.org/{'a' * 185}"),
        name_pattern="OCMW {name}",
    )
    assert codes(report) == [["name_too_long"], ["website_too_long"]]


def test_names_that_only_name_a_municipality_are_completed(network: LocalNetwork) -> None:
    rows = [
        a_row(naam="Gent", sector="ocmw"),
        a_row(naam="Sociaal Huis Aalst", sector="ocmw", kbo=kbo(2)),
        a_row(naam="Aalst", sector="gemeente", kbo=kbo(3)),
        a_row(naam="Aalter (voor fusie)", sector="gemeente", kbo=kbo(4)),
    ]
    report = imported(network, *rows)
    names = [row.name for row in report.rows]
    assert names == ["OCMW Gent", "Sociaal Huis Aalst", "Aalst", "Aalter (voor fusie)"]
    assert [(found.code, found.values["count"]) for found in report.problems] == [
        ("names_completed", 1)
    ]


def test_completed_name_stays_when_a_later_list_says_less(network: LocalNetwork) -> None:
    imported(network, a_row(naam="Gent", sector="ocmw"))
    rows = [
        a_row(naam="Gent", sector="ocmw"),
        a_row(naam="Wijkpunt Zuid", sector="ocmw", kbo=kbo(2)),
    ]
    assert outcomes(imported(network, *rows)) == [("unchanged", ""), ("new", "new")]


def test_given_pattern_completes_names_that_do_not_say_it_yet(network: LocalNetwork) -> None:
    rows = [a_row(), a_row(naam="Huis van De Zandbak", kbo=kbo(2))]
    report = imported(network, *rows, name_pattern="Huis van {name}")
    assert [row.name for row in report.rows] == ["Huis van De Zandbak"] * 2


def test_column_type_holds_the_sector_when_its_values_do(network: LocalNetwork) -> None:
    columns = ["naam", "kbo", "type"]
    rows = [{"naam": "Een", "kbo": kbo(1), "type": "ocmw"}]
    other = [{"naam": "Een", "kbo": kbo(1), "type": "nv"}]
    guessed = import_organizations(
        by=None, network=network, table=table(*rows, columns=columns), is_dry_run=True
    )
    assert guessed.mapping == {"naam": "name", "kbo": "kbo", "type": "sector"}
    plain = import_organizations(
        by=None, network=network, table=table(*other, columns=columns), is_dry_run=True
    )
    assert plain.mapping == {"naam": "name", "kbo": "kbo"}


def test_languages_are_left_to_services(network: LocalNetwork) -> None:
    columns = ["naam", "kbo", "postcode", "talen"]
    row = a_row(talen="Klingon")
    given = table(row, columns=columns)
    report = import_organizations(by=None, network=network, table=given)
    assert outcomes(report) == [("new", "new")]
    assert [found.code for found in report.problems] == ["languages_ignored"]


def test_name_of_our_own_export_is_not_completed(network: LocalNetwork) -> None:
    made = an_organization(network, "Gent")
    report = by_id(network, {"naam": "Gent", "sector": "ocmw", "Vlaggenlijn id": str(made.pk)})
    assert [one.field for one in report.alterations[2]] == ["sector"]


def test_apostrophe_of_an_export_makes_a_text_of_a_formula(network: LocalNetwork) -> None:
    imported(network, a_row(naam="'=1+1"))
    assert stored().name == "=1+1"
