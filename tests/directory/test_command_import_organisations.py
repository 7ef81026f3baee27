"""The command as people use it: what it prints, how it ends, and files that mean no good."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from tests.factories import BRUSSELS, a_network
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork
from vlaggenlijn.directory.models import ImportMapping, Organization

pytestmark = pytest.mark.django_db

GOOD = "naam;kbo;straat;postcode\nDe Zandbak;0207437468;Veldstraat 1;9000\n"


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "lijst.csv"


def run(file: Path, *options: str, language: str = "en") -> str:
    out = io.StringIO()
    arguments = [str(file), "--network", "gent", "--language", language, *options]
    call_command("import_organisations", *arguments, stdout=out)
    return out.getvalue()


def refused(file: Path, *options: str) -> str:
    """Return the one sentence with which the command ends without writing anything."""
    before = (Organization.objects.count(), ChangeSet.objects.count())
    with pytest.raises(CommandError) as refusal:
        run(file, *options)
    assert (Organization.objects.count(), ChangeSet.objects.count()) == before
    assert (refusal.value.returncode, "\n" in str(refusal.value)) == (1, False)
    return str(refusal.value)


def test_prints_totals_then_rows_to_look_at_then_the_end(network: LocalNetwork, file: Path) -> None:
    file.write_text(GOOD + "Fout;123;;\nKortom;;;9000\n", encoding="utf-8")
    assert run(file).splitlines() == [
        "lijst.csv into gent",
        "new: 2, changed: 0, unchanged: 0, to look at: 0, wrong: 1, not asked for: 0",
        "Columns: naam → name, kbo → enterprise number (KBO), straat → street,"
        " postcode → post code",
        "Row 3, Fout: wrong",
        "  “123” is not an enterprise number (KBO). It has ten digits, the last two being a check."
        " Look it up in the Crossroads Bank for Enterprises.",
        "  There is no NIS code and no post code, so the municipality is left open. Give one of"
        " them.",
        "  There is no street, so only the municipality is shown. Add the street if people may come"
        " there.",
        "Row 4, Kortom: new",
        "  There is no street, so only the municipality is shown. Add the street if people may come"
        " there.",
        "Done. Rows written: 2, left out: 1.",
    ]


def test_prints_what_changes(network: LocalNetwork, file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    run(file)
    file.write_text("naam,kbo,postcode,e-mail,lat,lon\nDe Zandbak,0207437468,9000,a@b.be,51,4\n")
    changes = run(file).splitlines()[3:]
    assert changes[0] == "Row 2, De Zandbak: changed"
    assert changes[1].startswith("  latitude: 51.")
    assert changes[2].startswith("  longitude: 3.")
    assert changes[3:] == [
        "  point is approximate: yes → no",
        "  e-mail: – → a@b.be",
        "  There is no street, so only the municipality is shown. Add the street if people may come"
        " there.",
        "Done. Rows written: 1, left out: 0.",
    ]


def test_trial_says_what_would_be_written(network: LocalNetwork, file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    last = run(file, "--dry-run").splitlines()[-1]
    assert last == "This was a trial. Rows that would be written: 1, left out: 0."
    assert Organization.objects.count() == 0


def test_second_run_writes_nothing(network: LocalNetwork, file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    run(file)
    before = ChangeSet.objects.count()
    assert run(file).splitlines()[-1] == "Done. Rows written: 0, left out: 0."
    assert ChangeSet.objects.count() == before


def test_json_is_all_there_is_on_the_output(network: LocalNetwork, file: Path) -> None:
    file.write_text(GOOD + ";0207437468;;\n", encoding="utf-8")
    report = json.loads(run(file, "--json"))
    first, second = report.pop("rows")
    assert report == {
        "file": "lijst.csv",
        "network": "gent",
        "dry_run": False,
        "totals": {
            "new": 1,
            "changed": 0,
            "unchanged": 0,
            "doubtful": 0,
            "wrong": 1,
            "skipped": 0,
        },
        "mapping": {"naam": "name", "kbo": "kbo", "straat": "street", "postcode": "postal_code"},
        "problems": [],
    }
    assert first == {
        "number": 2,
        "name": "De Zandbak",
        "outcome": "new",
        "action": "new",
        "problems": [],
        "changes": [],
    }
    assert second["problems"][0] == {
        "level": "error",
        "field": "name",
        "code": "name_missing",
        "message": "The name is missing. Fill it in.",
    }


def test_strict_prints_the_report_and_fails(network: LocalNetwork, file: Path) -> None:
    file.write_text(GOOD + "Fout;123;;9000\n", encoding="utf-8")
    assert refused(file, "--strict") == (
        "Nothing was written, because every row had to be right (rows that are wrong: 1)."
    )


def test_mapping_file_is_followed_and_remembered(network: LocalNetwork, file: Path) -> None:
    file.write_text("A,B,C\nDe Zandbak,0207437468,x\n", encoding="utf-8")
    mapping = file.with_suffix(".json")
    mapping.write_text('{"A": "name", "B": "kbo", "C": ""}', encoding="utf-8")
    run(file, "--mapping", str(mapping))
    assert ImportMapping.objects.get().mapping == {"A": "name", "B": "kbo"}
    assert json.loads(run(file, "--json"))["mapping"] == {"A": "name", "B": "kbo"}


@pytest.mark.parametrize("text", ["{", "[]", '{"A": 1}', "[" * 100_000, "\x00"])
def test_mapping_file_that_says_nothing_is_refused(
    network: LocalNetwork, file: Path, text: str
) -> None:
    file.write_text(GOOD, encoding="utf-8")
    mapping = file.with_suffix(".json")
    mapping.write_text(text, encoding="utf-8")
    assert refused(file, "--mapping", str(mapping)) == (
        '“lijst.json” does not say which column holds what. Write it as {"naam": "name"}.'
    )


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--mapping", "nowhere.json"], "“nowhere.json” does not say which column holds what."),
        (["--where", "postcode"], "“postcode” is not a condition."),
        (["--where", "kleur=rood"], "The file has no column “kleur” to choose rows by."),
        (["--where", "postcode=1000"], "No row meets the condition"),
        (["--name-pattern", "OCMW"], "“OCMW” says nothing about where the name comes."),
    ],
)
def test_options_that_make_no_sense_are_refused(
    network: LocalNetwork, file: Path, options: list[str], sentence: str
) -> None:
    file.write_text(GOOD, encoding="utf-8")
    assert refused(file, *options).startswith(sentence)


def test_unknown_network_is_refused_with_the_known_ones(file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    assert refused(file) == "There is no network “gent”. The networks are: –."
    a_network("brussel", [BRUSSELS])
    assert refused(file) == "There is no network “gent”. The networks are: brussel."


def zip_bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 200_000_000)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"naam;kbo\n", "The file has column names but no rows below them."),
        (b"%PDF-1.7 ...", "This is a PDF."),
        (b"\x89PNG\r\n\x1a\n", "This is a picture."),
        (b"naam,naam\n1,2\n", "Two columns are called “naam”."),
        (b"kleur;kbo\nrood;1\n", "No column holds the name."),
    ],
)
def test_file_that_is_no_list_is_refused(
    network: LocalNetwork, file: Path, content: bytes, sentence: str
) -> None:
    file.write_bytes(content)
    assert refused(file).startswith(sentence)


def test_archive_that_unpacks_without_end_is_refused(network: LocalNetwork, tmp_path: Path) -> None:
    file = tmp_path / "lijst.xlsx"
    file.write_bytes(zip_bomb())
    assert refused(file).startswith("Unpacked, this file is far too large.")


def test_file_that_is_not_there_is_refused(network: LocalNetwork, file: Path) -> None:
    assert refused(file).startswith("The file cannot be opened.")


def test_refusal_is_in_the_language_asked(network: LocalNetwork, file: Path) -> None:
    """The catalogues are tested elsewhere; here only that the language is followed and left."""
    with pytest.raises(CommandError) as refusal:
        run(file, language="fr")
    with pytest.raises(CommandError) as english:
        run(file, language="en")
    assert str(english.value).startswith("The file cannot be opened.")
    assert str(refusal.value)


def test_letters_of_windows_are_read(network: LocalNetwork, file: Path) -> None:
    file.write_bytes("naam;kbo;postcode\nCrèche Zoë;0207437468;9000\n".encode("latin-1"))
    assert "! The file does not say how its letters are written." in run(file)
    assert Organization.objects.get().name == "Crèche Zoë"


HOSTILE = """naam;kbo;uri;nis;lat;lon;straat
Goed;0207437468;;44021;51.05;3.72;Veldstraat 1
=HYPERLINK("http://x.example");;https://a.example/1;44021;;;Veldstraat 2
Dubbel;0207437468;;44021;;;Veldstraat 3
Ver weg;;https://a.example/2;44021;40.7;-74.0;Broadway 1
Nergens;;https://a.example/3;99999;;;Veldstraat 4
Omgekeerd;;https://a.example/4;44021;3.72;51.05;Veldstraat 5
<script>alert(1)</script>;;javascript:alert(1);44021;;;Veldstraat 6
Ook goed;;https://a.example/5;44021;;;Veldstraat 7
"""


def test_every_hostile_row_has_its_reason_and_the_others_are_written(
    network: LocalNetwork, file: Path
) -> None:
    file.write_text(HOSTILE, encoding="utf-8")
    rows = json.loads(run(file, "--json"))["rows"]
    assert [(row["outcome"], [one["code"] for one in row["problems"]]) for row in rows] == [
        ("new", []),
        ("wrong", ["formula"]),
        ("wrong", ["duplicate_kbo"]),
        ("wrong", ["coordinates_outside"]),
        ("wrong", ["nis_unknown"]),
        ("wrong", ["coordinates_swapped"]),
        ("wrong", ["uri_wrong"]),
        ("new", []),
    ]
    assert sorted(Organization.objects.values_list("name", flat=True)) == ["Goed", "Ook goed"]


def test_sheet_of_a_workbook_is_chosen_by_name(network: LocalNetwork, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["kleur"])
    book.active.append(["rood"])
    sheet: Any = book.create_sheet("Organisaties")
    sheet.append(["naam", "kbo", "postcode"])
    sheet.append(["De Zandbak", "0207437468", 9000])
    file = tmp_path / "lijst.xlsx"
    book.save(file)
    run(file, "--sheet", "Organisaties")
    assert Organization.objects.get().name == "De Zandbak"
    assert refused(file, "--sheet", "Blad 9").startswith("There is no sheet called “Blad 9”.")


def test_real_file_from_the_command_line(network: LocalNetwork, shared: Path) -> None:
    file = shared / "data/local_authorities_ocmw_addresses_vl_2022.csv"
    report = json.loads(run(file, "--where", "type=ocmw", "--json"))
    assert (report["totals"]["new"], report["totals"]["skipped"]) == (300, 306)
    assert report["mapping"]["type"] == "sector"
    assert [one["code"] for one in report["problems"]] == ["names_completed"]
    again = json.loads(run(file, "--where", "type=ocmw", "--json"))
    assert again["totals"]["unchanged"] == 300


def test_hyphens_in_the_name_of_the_command_are_understood() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "vlaggenlijn", "import-organisations", "--help"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "--name-pattern" in done.stdout) == (0, True)
