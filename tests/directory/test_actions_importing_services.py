"""Services by spreadsheet: what is written, recognised, refused, and never half done."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.directory.test_exporting import FORMS, SPECIAL, state, texts
from tests.factories import (
    GENT,
    LEUVEN,
    a_member,
    a_network,
    a_service,
    an_organization,
)
from tests.facts import a_full_service
from vlaggenlijn.accounts.models import Change, ChangeSet, LocalNetwork, bulk, recorded
from vlaggenlijn.common.spreadsheets import Row, Table, read_content
from vlaggenlijn.directory.actions import importing
from vlaggenlijn.directory.actions.importing import import_organizations, import_services
from vlaggenlijn.directory.actions.service import add_service
from vlaggenlijn.directory.actions.undo import undo_deed
from vlaggenlijn.directory.exporting_files import exported
from vlaggenlijn.directory.exporting_rows import Reader, service_columns
from vlaggenlijn.directory.import_rows import guess_mapping
from vlaggenlijn.directory.import_rows.service_fields import SERVICE_FIELDS, SERVICE_FIELDS_BY_NAME
from vlaggenlijn.directory.importing_places import KnownPlaces
from vlaggenlijn.directory.importing_report import ImportRefused, ImportReport, message
from vlaggenlijn.directory.importing_service_words import REGION_OF, KnownWords
from vlaggenlijn.directory.indexing import index_service
from vlaggenlijn.directory.models import (
    Address,
    ImportMapping,
    Language,
    Location,
    Organization,
    OrganizationIdentifier,
    Phone,
    Service,
    ServiceArea,
)
from vlaggenlijn.directory.models.service import Status
from vlaggenlijn.taxonomy.models import Concept, Posting

pytestmark = pytest.mark.django_db

COLUMNS = [
    *("aanbod", "organisatie", "id", "nieuwe organisatie", "samenvatting", "beschrijving"),
    *("wat doen", "thema's", "functies", "doelgroepen", "leeftijd van", "leeftijd tot", "kosten"),
    *("kosten in woorden", "talen", "telefoon", "email", "website", "straat", "huisnummer"),
    *("postcode", "gemeente", "werkingsgebied", "openingsuren", "status", "laatst bevestigd"),
    "Vlaggenlijn service id",
]
FULL = {
    "aanbod": "Spelpunt",
    "organisatie": "De Zandbak",
    "id": "A-1",
    "samenvatting": "Samen spelen.",
    "beschrijving": "Elke week.\nMet koffie.",
    "wat doen": "Kom gewoon langs.",
    "thema's": "sleep; respite",
    "leeftijd van": "18 maanden",
    "leeftijd tot": "3",
    "kosten": "gratis",
    "kosten in woorden": "Koffie betaal je zelf.",
    "talen": "Nederlands, tr",
    "telefoon": "09 210 10 10 / 09 210 10 11",
    "email": "info@example.org",
    "website": "example.org",
    "straat": "Veldstraat",
    "huisnummer": "1",
    "postcode": "9000",
    "gemeente": "Gent",
    "werkingsgebied": "Gent, Leuven; heel Vlaanderen",
    "openingsuren": "ma-wo 9-12, 13-17; za 10-12",
    "status": "tijdelijk gesloten",
    "laatst bevestigd": "2026-01-31",
}


def table(*rows: dict[str, str], columns: list[str] | None = None) -> Table:
    header = tuple(columns or COLUMNS)
    cells = [tuple(row.get(name, "") for name in header) for row in rows]
    return Table(header, [Row(number, one) for number, one in enumerate(cells, 2)], "utf-8", ",")


def a_row(**values: str) -> dict[str, str]:
    return {"aanbod": "Spelpunt", "organisatie": "De Zandbak"} | values


def imported(network: LocalNetwork, *rows: dict[str, str], **options: Any) -> ImportReport:
    return import_services(by=None, network=network, table=table(*rows), **options)


def outcomes(report: ImportReport) -> list[tuple[str, str]]:
    return [(row.outcome, row.action) for row in report.rows]


def codes(report: ImportReport) -> list[list[str]]:
    for row in report.rows:
        assert all(message(found) for found in row.problems)
    return [[found.code for found in row.problems] for row in report.rows]


def stored() -> Service:
    return Service.objects.get()


def postings_of(service: Service) -> dict[str, float]:
    return dict(Posting.objects.of_record(service.pk).values_list("term", "weight"))


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
    service, before = stored(), postings_of(stored())
    with recorded(by=None, network=network, deed="test"):
        index_service(service)
    assert (postings_of(service), bool(before)) == (before, True)


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


def test_ages_that_cross_what_is_stored_are_left(network: LocalNetwork) -> None:
    imported(network, FULL)
    report = imported(network, a_row(id="A-1", **{"leeftijd van": "10"}))
    assert (outcomes(report), codes(report)) == ([("unchanged", "")], [["ages_swapped"]])


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


def test_every_concept_is_read_back_from_its_label(network: LocalNetwork) -> None:
    words = KnownWords.load(network, KnownPlaces.load())
    lost = []
    for field, scheme in (("themes", "themes"), ("functions", "functions"),
                          ("target_groups", "target-groups")):  # fmt: skip
        for concept in Concept.objects.of_scheme(scheme).usable_in(network).with_labels():
            for language in ("nl", "fr", "en"):
                with translation.override(language):
                    if words.concept(field, concept.label) != concept.slug:
                        lost.append((language, concept.slug, concept.label))
    assert lost == []


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_column_is_recognised_in_every_language(network: LocalNetwork, language: str) -> None:
    with translation.override(language):
        columns = service_columns(Reader.of(a_member("coordinator", network)))
        labels = {one.name: str(translation.gettext(one.label)) for one in SERVICE_FIELDS}
        names = [one.label for one in columns]
    guessed = guess_mapping(names, SERVICE_FIELDS)
    of_import = ("minimum_age", "maximum_age", "adds_organization", "number", "nis")
    wanted = set(SERVICE_FIELDS_BY_NAME) - set(of_import)
    assert set(guessed.values()) == wanted
    assert len(guessed) == len(wanted)
    assert {
        name: guess_mapping([text], SERVICE_FIELDS).get(text) for name, text in labels.items()
    } == {name: name for name in labels}


def test_regions_and_states_are_read_in_every_language(network: LocalNetwork) -> None:
    words = KnownWords.load(network, KnownPlaces.load())
    assert set(REGION_OF.values()) == {"flanders", "brussels"}
    assert (words.area("Gent"), words.area("44021"), words.area("heel Brussel")) == (
        *(GENT, GENT, "brussels"),
    )
    assert words.label("themes", "gone") == "gone"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_full_services_come_back_unchanged(
    network: LocalNetwork, language: str, form: str, tmp_path: Path
) -> None:
    home = Organization.objects.get()
    add_service(by=None, organization=home, facts=a_full_service())
    imported(network, FULL | {"aanbod": "Ander"})
    with recorded(by=None, network=network, deed="test"):
        for nis in (GENT, LEUVEN):
            ServiceArea(service=Service.objects.get(name="Spelpunt"), municipality_id=nis)
    for status in Status.values:
        a_service(home, f"Staat {status}", status=status)
    user = a_member("coordinator", network)
    with translation.override(language):
        data = exported("services", list(Service.objects.values_list("pk", flat=True)), form, user)
    before = state()
    report = import_services(by=user, network=network, table=read_content(data, f"a.{form}"))
    assert (outcomes(report), codes(report)) == ([("unchanged", "")] * 6, [[]] * 6)
    assert state() == before


class RoundTrip(TestCase):
    """Whatever an editor typed: an export of services that comes back changes nothing."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.network = a_network("terug")
        cls.user = a_member("coordinator", cls.network)
        cls.home = an_organization(cls.network, "De Zandbak")

    @hypothesis_settings(max_examples=25, deadline=None)
    @given(
        name=st.one_of(texts, st.sampled_from(SPECIAL)),
        summary=st.one_of(st.just(""), texts, st.sampled_from(SPECIAL)),
        fees=st.one_of(st.just(""), texts, st.sampled_from([*SPECIAL, "gratis", "€ 5"])),
        phone=st.sampled_from(["", "+3292101010", "+31201234567", "bel Ann", "1712", "=1+1"]),
        street=st.one_of(st.just(""), texts, st.sampled_from(SPECIAL)),
        ages=st.tuples(st.integers(-9, 300), st.integers(-9, 300)).map(sorted),
        status=st.sampled_from(Status.values),
        theme=st.sampled_from(["sleep", "respite"]),
        form=st.sampled_from(FORMS),
        language=st.sampled_from(["nl", "fr", "en"]),
    )
    def test_nothing_changes(
        self,
        name: str,
        summary: str,
        fees: str,
        phone: str,
        street: str,
        ages: list[int],
        status: str,
        theme: str,
        form: str,
        language: str,
    ) -> None:
        service = a_service(
            self.home,
            name,
            summary=summary,
            fees_description=fees,
            minimum_age_months=ages[0],
            maximum_age_months=ages[1],
            status=status,
            phone=phone,
            themes=[theme],
            areas=[GENT],
            place={"address_1": street, "postal_code": "9000", "city": "Gent"},
        )
        with translation.override(language):
            data = exported("services", [service.pk], form, self.user)
        before, table = state(), read_content(data, f"a.{form}")
        import_services(by=self.user, network=self.network, table=table)
        assert state() == before
