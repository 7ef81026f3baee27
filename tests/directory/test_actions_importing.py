"""Imports as a whole: what is written, refused, and done twice without a trace."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.directory.organization_rows import (
    FULL,
    a_row,
    address_of,
    imported,
    kbo,
    outcomes,
    postings_of,
    stored,
    table,
)
from tests.factories import (
    BRUSSELS,
    GENT,
    a_network,
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
    Organization,
    OrganizationIdentifier,
)
from vlaggenlijn.taxonomy.models import Posting

pytestmark = pytest.mark.django_db


REAL = "data/local_authorities_ocmw_addresses_vl_2022.csv"


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


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
