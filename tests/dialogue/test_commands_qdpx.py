"""The two commands as people use them: what they print, how they end, and files that are none."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from tests.dialogue.exchange.projects import a_project, guid
from tests.dialogue.exchange.test_reading import zipped
from tests.dialogue.exchange.worlds import World, saved
from tests.factories import a_network
from vlaggenlijn.dialogue.actions import bringing_in
from vlaggenlijn.dialogue.exchange.reading import read_qdpx
from vlaggenlijn.dialogue.exchange.writing import qdpx
from vlaggenlijn.dialogue.models import Code, Series

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


def run(command: str, *arguments: object) -> str:
    out = io.StringIO()
    call_command(command, *map(str, arguments), "--language", "en", stdout=out)
    return out.getvalue()


def refused(command: str, *arguments: object) -> str:
    with pytest.raises(CommandError) as refusal:
        run(command, *arguments)
    assert (refusal.value.returncode, "\n" in str(refusal.value)) == (1, False)
    return str(refusal.value)


def test_list_names_the_series() -> None:
    assert run("export_qdpx", "--list") == "There is no series yet.\n"
    series = World().series
    assert run("export_qdpx", "--list") == f"{series.pk}  gent  Verzonnen reeks\n"
    assert json.loads(run("export_qdpx", "--list", "--json")) == [
        {"id": str(series.pk), "network": "gent", "title": "Verzonnen reeks"}
    ]


@pytest.mark.parametrize("suffix", [".qdpx", ".QDC", ".csv", ".xlsx"])
def test_export_by_id_or_title(tmp_path: Path, suffix: str) -> None:
    series = World().series
    file = tmp_path / f"uit{suffix}"
    assert run("export_qdpx", series.pk, file).startswith(f"Verzonnen reeks is in {file} (")
    by_id = file.read_bytes()
    report = json.loads(run("export_qdpx", "Verzonnen reeks", file, "--json"))
    assert report["bytes"] == len(file.read_bytes())
    assert (len(by_id) == report["bytes"]) or suffix == ".xlsx"  # a workbook says when it was made


def test_export_refusals(tmp_path: Path, settings: LazySettings) -> None:
    file = tmp_path / "uit.qdpx"
    assert refused("export_qdpx") == "Give a series and a file, or --list to see the series."
    assert "no series “Weg”" in refused("export_qdpx", "Weg", file)
    world = World()
    assert "ends in one of: .qdpx" in refused("export_qdpx", world.series.pk, tmp_path / "a.zip")
    assert "No such file" in refused("export_qdpx", world.series.pk, tmp_path / "x" / "a.qdpx")
    other = Series(network=world.network, title="Verzonnen reeks", question="?", purpose="",
                   names_until=world.series.names_until)  # fmt: skip
    saved(world.network, other)
    assert "several series" in refused("export_qdpx", "Verzonnen reeks", file)
    assert "no codes yet" in refused("export_qdpx", other.pk, tmp_path / "a.qdc")
    settings.SEALING_KEY = ""
    assert "sealing key" in refused("export_qdpx", world.series.pk, file)
    assert not file.exists()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    a_network()
    made = tmp_path / "in.qdpx"
    made.write_bytes(qdpx(a_project()))
    return made


def test_import_says_what_it_did(file: Path) -> None:
    lines = run("import_qdpx", file, "--network", "gent").splitlines()
    series = Series.objects.get()
    assert lines == [
        "in.qdpx: 1 texts, 4 codes, 3 codings, 1 notes",
        f"Done: series {series.pk} with 1 tables, 3 quotes, 2 codings and 2 memos.",
    ]


def test_import_as_json_with_what_was_broken(file: Path) -> None:
    root = (f'<Project name="Stuk"><CodeBook><Codes><Code guid="{guid(1)}" name="A"/><Code/>'
            "</Codes></CodeBook></Project>")  # fmt: skip
    file.write_bytes(zipped({"project.qde": root}))
    report: dict[str, Any] = json.loads(run("import_qdpx", file, "--network", "gent", "--json"))
    assert report["in_file"] == {"sources": 0, "codes": 1, "codings": 0, "notes": 0}
    assert report["made"]["codes"] == Code.objects.count() == 1
    assert report["remarks"] == [
        {"code": "bad_guid", "count": 1, "names": ["Code"],
         "message": "1 × without a valid GUID; left out: Code"}
    ]  # fmt: skip
    assert "! 1 × without a valid GUID" in run("import_qdpx", file, "--network", "gent")


def test_import_dry_run_writes_nothing(file: Path) -> None:
    assert run("import_qdpx", file, "--network", "gent", "--dry-run").splitlines()[-1] == (
        "This was a trial. Nothing was written."
    )
    assert not Series.objects.exists()


def test_import_refusals(
    file: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refused("import_qdpx", file, "--network", "weg") == (
        "There is no network “weg”. The networks are: gent."
    )
    assert "No such file" in refused("import_qdpx", f"{file}x", "--network", "gent")
    with monkeypatch.context() as patched:
        patched.setattr(bringing_in, "MOST_TABLES", 0)
        assert "too many texts" in refused("import_qdpx", file, "--network", "gent")
    settings.SEALING_KEY = ""
    assert "sealing key" in refused("import_qdpx", file, "--network", "gent")
    file.write_bytes(b"geen zip")
    assert "cannot be opened as a zip" in refused("import_qdpx", file, "--network", "gent")
    assert not Series.objects.exists()


def test_what_is_brought_in_goes_out_again(file: Path) -> None:
    run("import_qdpx", file, "--network", "gent")
    out = file.with_name("out.qdpx")
    run("export_qdpx", "Proefreeks", out)
    read = read_qdpx(out.read_bytes())
    assert (read.remarks, sum(1 for _one in read.project.codings())) == ((), 2)


def test_hyphens_and_exit_code_on_the_command_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "vlaggenlijn", "export-qdpx", "--language", "en"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert "Give a series and a file" in done.stderr
