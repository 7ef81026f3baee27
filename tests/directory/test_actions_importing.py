"""Imports as a whole: what is written, recognised, refused, and never half done."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import (
    BRUSSELS,
    GENT,
    a_concept,
    a_location,
    a_network,
    a_service,
    a_user,
    an_organization,
)
from vlaggenlijn.accounts.models import Change, ChangeSet, LocalNetwork, Prepared, recorded
from vlaggenlijn.common.spreadsheets import Note, Row, Table, read
from vlaggenlijn.directory.actions import importing_writing
from vlaggenlijn.directory.actions.importing import import_organizations
from vlaggenlijn.directory.import_rows import message_of
from vlaggenlijn.directory.importing_report import ImportRefused, ImportReport, message
from vlaggenlijn.directory.indexing import index_organization
from vlaggenlijn.directory.models import (
    Address,
    ImportMapping,
    Location,
    Organization,
    OrganizationConcept,
    OrganizationIdentifier,
    Phone,
)
from vlaggenlijn.taxonomy.models import Posting

pytestmark = pytest.mark.django_db

REAL = "data/local_authorities_ocmw_addresses_vl_2022.csv"
COLUMNS = [
    *("naam", "id", "kbo", "ovo", "uri", "sector", "straat", "huisnummer", "bus", "postcode"),
    *("gemeente", "nis", "lat", "lon", "telefoon", "email", "website", "beschrijving"),
]


def kbo(number: int) -> str:
    digits = f"0{2_000_000 + number:07d}"
    return f"{digits}{97 - int(digits) % 97:02d}"


def table(*rows: dict[str, str], columns: list[str] | None = None) -> Table:
    """A table of rows by column name; the first row of a file is its header."""
    header = tuple(columns or COLUMNS)
    cells = [tuple(row.get(name, "") for name in header) for row in rows]
    return Table(header, [Row(number, one) for number, one in enumerate(cells, 2)], "utf-8", ",")


def a_row(**values: str) -> dict[str, str]:
    place = {"straat": "Veldstraat", "huisnummer": "1", "postcode": "9000", "gemeente": "Gent"}
    return {"naam": "De Zandbak", "kbo": kbo(1), **place} | values


def imported(network: LocalNetwork, *rows: dict[str, str], **options: Any) -> ImportReport:
    return import_organizations(by=None, network=network, table=table(*rows), **options)


def outcomes(report: ImportReport) -> list[tuple[str, str]]:
    return [(row.outcome, row.action) for row in report.rows]


def codes(report: ImportReport) -> list[list[str]]:
    return [[found.code for found in row.problems] for row in report.rows]


def stored() -> Organization:
    return Organization.objects.get()


def address_of(organization: Organization) -> Address:
    return Address.objects.get(location__organization=organization)


def postings_of(pk: UUID) -> dict[str, float]:
    return dict(Posting.objects.of_record(pk).values_list("term", "weight"))


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


FULL = a_row(
    id="A-1",
    ovo="OVO000001",
    uri="https://example.org/id/1",
    sector="Jeugdwerk",
    bus="2",
    lat="51.05",
    lon="3.72",
    telefoon="09 210 10 10",
    email="info@example.org",
    website="example.org",
    beschrijving="Spelen in de buurt.",
)


def test_new_row_writes_everything_it_says(network: LocalNetwork) -> None:
    user = a_user()
    report = import_organizations(
        by=user, network=network, table=table(FULL), file_name="lijst.csv"
    )
    made = stored()
    location, address = made.locations.get(), address_of(made)
    assert outcomes(report) == [("new", "new")]
    assert (made.network, made.name, made.email) == (network, "De Zandbak", "info@example.org")
    assert (made.website, made.description) == ("https://example.org", "Spelen in de buurt.")
    assert (address.address_1, address.address_2) == ("Veldstraat 1", "bus 2")
    assert (address.postal_code, address.city, address.municipality_id) == ("9000", "Gent", GENT)
    assert (location.latitude, location.is_point_approximate) == (51.05, False)
    assert [phone.number for phone in made.phones.all()] == ["+3292101010"]
    assert [one.concept.slug for one in made.organization_concepts.all()] == ["youth-work"]
    assert {(row.identifier_type, row.identifier) for row in made.identifiers.all()} == {
        ("kbo", kbo(1)),
        ("ovo", "OVO000001"),
        ("own", "A-1"),
        ("uri", "https://example.org/id/1"),
    }
    deed = ChangeSet.objects.get(deed="organizations.import")
    assert (deed.by, deed.network, deed.reason) == (user, network, "lijst.csv")
    assert deed.changes.count() == 9


def test_bulk_postings_are_those_of_one_organization(network: LocalNetwork) -> None:
    imported(network, FULL, a_row(kbo=kbo(2), naam="Het Klimrek"))
    for made in Organization.objects.all():
        before = postings_of(made.pk)
        with recorded(by=None, network=network, deed="test"):
            index_organization(made)
        assert before
        assert postings_of(made.pk) == before


def test_second_time_changes_nothing_and_leaves_no_trace(network: LocalNetwork) -> None:
    rows = [FULL, a_row(kbo="", naam="Zonder nummer"), {"naam": "Enkel een naam"}]
    imported(network, *rows)
    before = (ChangeSet.objects.count(), Change.objects.count())
    report = imported(network, *rows)
    assert outcomes(report) == [("unchanged", "")] * 3
    assert (ChangeSet.objects.count(), Change.objects.count()) == before


def test_trial_says_the_same_and_writes_nothing(network: LocalNetwork) -> None:
    before = ChangeSet.objects.count()
    trial = imported(network, FULL, is_dry_run=True)
    assert (Organization.objects.count(), ChangeSet.objects.count()) == (0, before)
    real = imported(network, FULL)
    assert trial.to_dict() == real.to_dict() | {"dry_run": True}


def test_row_that_is_wrong_does_not_hold_up_the_others(network: LocalNetwork) -> None:
    report = imported(network, a_row(), a_row(kbo="0200000000", naam="Fout"))
    assert outcomes(report) == [("new", "new"), ("wrong", "")]
    assert [one.name for one in Organization.objects.all()] == ["De Zandbak"]


def test_strict_import_writes_nothing_when_a_row_is_wrong(network: LocalNetwork) -> None:
    before = ChangeSet.objects.count()
    report = imported(network, a_row(), a_row(kbo="0200000000"), is_strict=True)
    assert (report.is_stopped, outcomes(report)) == (True, [("new", ""), ("wrong", "")])
    assert (Organization.objects.count(), ChangeSet.objects.count()) == (0, before)
    assert report.problems[-1].code == "stopped"


def test_strict_import_without_wrong_rows_is_written(network: LocalNetwork) -> None:
    assert outcomes(imported(network, a_row(), is_strict=True)) == [("new", "new")]
    assert Organization.objects.count() == 1


def test_crash_while_adding_leaves_nothing(
    network: LocalNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = ChangeSet.objects.count()
    real, calls = importing_writing.postings, []

    def breaks(*given: Any) -> dict[str, float]:
        calls.append(given)
        if len(calls) > 200:
            raise RuntimeError("the disk is full")
        return real(*given)

    monkeypatch.setattr(importing_writing, "postings", breaks)
    rows = [a_row(kbo=kbo(number), naam=f"Groep {number}") for number in range(210)]
    with pytest.raises(RuntimeError):
        imported(network, *rows)
    assert (Organization.objects.count(), Posting.objects.count()) == (0, 0)
    assert (ChangeSet.objects.count(), OrganizationIdentifier.objects.count()) == (before, 0)


def test_crash_while_changing_leaves_all_as_it_was(
    network: LocalNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(network, FULL, a_row(kbo=kbo(2), naam="Het Klimrek"))

    real = Prepared.write

    def breaks(prepared: Prepared, *given: Any) -> None:
        real(prepared, *given)
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(Prepared, "write", breaks)
    with pytest.raises(RuntimeError):
        imported(network, FULL | {"naam": "De Grote Zandbak"}, a_row(kbo=kbo(3), naam="Nieuw"))
    assert [one.name for one in Organization.objects.all()] == ["De Zandbak", "Het Klimrek"]


def test_changed_row_keeps_ids_and_raises_the_version(network: LocalNetwork) -> None:
    imported(network, FULL)
    before = stored()
    rows = {row.pk for row in before.identifiers.all()} | {address_of(before).pk}
    new = {"huisnummer": "7", "ovo": "OVO000002", "telefoon": "09 220 20 20", "sector": "sport"}
    report = imported(network, FULL | new)
    after = stored()
    assert outcomes(report) == [("changed", "changed")]
    assert {row.pk for row in after.identifiers.all()} | {address_of(after).pk} == rows
    assert (after.version, address_of(after).address_1) == (before.version + 1, "Veldstraat 7")
    assert [phone.number for phone in after.phones.all()] == ["+3292202020"]
    assert [one.concept.slug for one in after.organization_concepts.all()] == ["sports"]
    assert [(one.field, one.before, one.after) for one in report.alterations[2]] == [
        ("ovo", "OVO000001", "OVO000002"),
        ("sector", "Jeugdwerk", "Sport"),
        ("street", "Veldstraat 1", "Veldstraat 7"),
        ("phone", "+3292101010", "+3292202020"),
    ]


def test_row_that_adds_what_was_not_known_fills_it_in(network: LocalNetwork) -> None:
    imported(network, {"naam": "De Zandbak", "kbo": kbo(1)})
    assert stored().locations.count() == 0
    report = imported(network, FULL)
    made = stored()
    assert outcomes(report) == [("changed", "changed")]
    assert (address_of(made).municipality_id, made.identifiers.count()) == (GENT, 4)
    assert (made.phones.count(), made.organization_concepts.count()) == (1, 1)


def test_empty_cells_take_nothing_away(network: LocalNetwork) -> None:
    imported(network, FULL)
    report = imported(network, {"naam": "De Zandbak", "kbo": kbo(1)})
    assert outcomes(report) == [("unchanged", "")]


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


def test_where_takes_some_rows_and_lists_the_others(network: LocalNetwork) -> None:
    rows = [a_row(), a_row(kbo=kbo(2), naam="Ander", gemeente="Aalst", postcode="9300")]
    report = imported(network, *rows, where=["gemeente=aalst"])
    assert outcomes(report) == [("skipped", ""), ("new", "new")]
    assert [row.name for row in report.rows] == ["De Zandbak", "Ander"]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"where": ["gemeente"]}, "where_malformed"),
        ({"where": ["stad=Gent"]}, "where_column"),
        ({"where": ["gemeente=Parijs"]}, "nothing_chosen"),
        ({"mapping": {"naam": "naam"}}, "field_unknown"),
        ({"mapping": {"kbo": "kbo"}}, "name_unmapped"),
        ({"name_pattern": "OCMW"}, "pattern_wrong"),
    ],
)
def test_import_that_cannot_be_done_as_asked_is_refused(
    network: LocalNetwork, options: dict[str, Any], code: str
) -> None:
    with pytest.raises(ImportRefused) as refused:
        imported(network, a_row(), **options)
    assert refused.value.problem.code == code
    assert Organization.objects.count() == 0


def test_mapping_is_remembered_for_the_same_columns(network: LocalNetwork) -> None:
    columns = ["A", "B", "C"]
    asked = {"A": "name", "B": "kbo"}
    rows = table({"A": "Een", "B": kbo(1), "C": "x"}, columns=columns)
    with pytest.raises(ImportRefused):
        import_organizations(by=None, network=network, table=rows)
    import_organizations(by=None, network=network, table=rows, mapping=asked, is_dry_run=True)
    assert ImportMapping.objects.count() == 0
    import_organizations(by=None, network=network, table=rows, mapping=asked)
    before = ChangeSet.objects.count()
    assert (
        import_organizations(by=None, network=network, table=rows, mapping=asked).mapping == asked
    )
    assert ChangeSet.objects.count() == before
    assert import_organizations(by=None, network=network, table=rows).mapping == asked
    import_organizations(by=None, network=network, table=rows, mapping={"C": "name", "B": "kbo"})
    assert ImportMapping.objects.get().mapping == {"C": "name", "B": "kbo"}


def test_mapping_without_one_good_row_is_not_remembered(network: LocalNetwork) -> None:
    imported(network, a_row(kbo="x"), mapping={"naam": "name", "kbo": "kbo"})
    assert ImportMapping.objects.count() == 0


def test_remembered_mapping_that_no_longer_holds_is_not_used(network: LocalNetwork) -> None:
    imported(network, a_row(), mapping={"naam": "name", "kbo": "kbo"})
    with recorded(by=None, network=network, deed="test"):
        row = ImportMapping.objects.get()
        row.mapping = {"naam": "a field of long ago"}
        row.save()
    assert imported(network, a_row(), is_dry_run=True).mapping["naam"] == "name"


def test_remarks_on_the_file_are_in_the_report(network: LocalNetwork) -> None:
    given = Table(("naam",), [Row(2, ("Een",))], "cp1252", ";", (Note("guessed_encoding"),))
    report = import_organizations(by=None, network=network, table=given)
    found = [one.code for one in report.problems]
    assert found == ["guessed_encoding", "no_key_column", "no_place_column"]
    assert message(report.problems[1]) == message_of(report.problems[1])


@pytest.mark.parametrize("count", [3, 190])
def test_queries_do_not_grow_with_the_rows(network: LocalNetwork, count: int) -> None:
    a_network("other", [BRUSSELS])
    rows = [a_row(kbo=kbo(n), naam=f"Groep {n}", sector="sport") for n in range(count)]
    imported(network, a_row(kbo=kbo(999), naam="De eerste"))
    with CaptureQueriesContext(
        connection,
    ) as adding:
        imported(network, *rows)
    with CaptureQueriesContext(connection) as repeating:
        imported(network, *rows)
    changed = [row | {"beschrijving": "Nieuw"} for row in rows]
    with CaptureQueriesContext(connection) as changing:
        imported(network, *changed)
    counts = [len(adding), len(repeating), len(changing)]
    assert (counts[0] < 50, counts[1] < 30, counts[2] < 50) == (True, True, True), counts


def test_real_file_of_300_ocmws_is_imported_once(shared: Path) -> None:
    network = a_network("vlaanderen")
    given = read(shared / REAL)

    def run() -> ImportReport:
        return import_organizations(
            by=None, network=network, table=given, file_name="ocmw.csv", where=["type=ocmw"]
        )

    first = run()
    assert first.totals == {
        "new": 300,
        "changed": 0,
        "unchanged": 0,
        "doubtful": 0,
        "wrong": 0,
        "skipped": 306,
    }
    before = (ChangeSet.objects.count(), Change.objects.count(), Posting.objects.count())
    second = run()
    assert (second.totals["unchanged"], second.totals["skipped"]) == (300, 306)
    after = (ChangeSet.objects.count(), Change.objects.count(), Posting.objects.count())
    assert after == before
    doors = Organization.objects.general_doors(["41002"], ["ocmw"])
    assert [one.name for one in doors] == ["OCMW Aalst"]
    assert all(postings_of(one.pk)["sectors:ocmw"] for one in doors)


def test_real_file_with_old_codes_stands_in_todays_municipalities(shared: Path) -> None:
    network = a_network("vlaanderen")
    columns = {"name": "name", "kbo": "kbo", "nis_2019": "nis", "postcode": "postal_code"}
    columns |= {"type": "sector"}
    import_organizations(
        by=None,
        network=network,
        table=read(shared / REAL),
        where=["type=ocmw"],
        mapping=columns,
    )
    assert Address.objects.filter(municipality__is_current=True).count() == 300
    there = Organization.objects.general_doors(["46030"], ["ocmw"])
    assert [one.name for one in there] == ["OCMW Beveren", "OCMW Kruibeke", "OCMW Zwijndrecht"]


def test_real_file_beside_an_edited_organization_keeps_the_edit(shared: Path) -> None:
    network = a_network("vlaanderen")
    own = an_organization(network, "Huis van het Kind Aalst", email="hvk@example.org")
    import_organizations(
        by=None, network=network, table=read(shared / REAL), where=["type=ocmw", "name=Aalst"]
    )
    own.refresh_from_db()
    assert (own.name, own.email, own.version) == (
        "Huis van het Kind Aalst",
        "hvk@example.org",
        1,
    )


def by_id(network: LocalNetwork, *rows: dict[str, str]) -> ImportReport:
    columns = ["Vlaggenlijn id", *COLUMNS]
    return import_organizations(by=None, network=network, table=table(*rows, columns=columns))


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


def test_name_of_our_own_export_is_not_completed(network: LocalNetwork) -> None:
    made = an_organization(network, "Gent")
    report = by_id(network, {"naam": "Gent", "sector": "ocmw", "Vlaggenlijn id": str(made.pk)})
    assert [one.field for one in report.alterations[2]] == ["sector"]


def test_apostrophe_of_an_export_makes_a_text_of_a_formula(network: LocalNetwork) -> None:
    imported(network, a_row(naam="'=1+1"))
    assert stored().name == "=1+1"


def test_renamed_organization_is_found_by_its_services_too(network: LocalNetwork) -> None:
    imported(network, a_row())
    service = a_service(stored(), "Spelpunt")
    imported(network, a_row(naam="De Glijbaan"))
    assert [term for term in postings_of(service.pk) if "glijban" in term or "glijb" in term]
