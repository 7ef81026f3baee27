import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.factories import a_network, an_indicator
from vlaggenlijn.accounts.models import ChangeSet
from vlaggenlijn.common.spreadsheets_writing import WRITERS
from vlaggenlijn.needs.figure_importing import (
    About,
    import_figures,
    kept,
    promised,
    read_figures,
)
from vlaggenlijn.needs.figure_rows import Gathered, Known, Lack, Series
from vlaggenlijn.needs.models import Figure, Indicator
from vlaggenlijn.places.statbel import Reasons

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
ABOUT = About(source="Provincies in Cijfers", licence="MGH", file_name="x.csv")


def found(**known: float | str) -> Gathered:
    """Figures by place of 2024: ``found(Gent=1)``; a text is a lack."""
    rows = {
        (place.lstrip("_"), 2024): Known(None, told) if isinstance(told, str) else Known(told)
        for place, told in known.items()
    }
    return Gathered({"Wachtlijst": Series("%", rows)}, len(rows), Reasons())


def stored() -> dict[str, tuple[float | None, str]]:
    rows = Figure.objects.values_list("municipality__name_nl", "value", "lack")
    return {name: (value, lack) for name, value, lack in rows}


def test_codes_and_names_of_today_and_of_before_are_known() -> None:
    told = found(Gent=1, _11002=2, bruxelles=3, Borsbeek=4, Nergens=5, _77777=6)
    report = import_figures(by=None, network=None, found=told, about=ABOUT)
    assert stored() == {
        "Gent": (1.0, ""), "Antwerpen": (2.0, ""), "Brussel": (3.0, ""), "Borsbeek": (4.0, ""),
    }  # fmt: skip
    assert report.reasons.examples["unknown_municipality"] == ["Nergens", "77777"]
    one = Indicator.objects.get()
    assert (one.unit, one.source, one.licence, one.network) == (
        "%", "Provincies in Cijfers", "MGH", None,
    )  # fmt: skip


def test_second_time_changes_nothing_and_newer_figures_replace() -> None:
    network = a_network()
    import_figures(by=None, network=network, found=found(Gent=1, Aalst="hidden"), about=ABOUT)
    version = Indicator.objects.get().version
    again = import_figures(by=None, network=network, found=found(Gent=1), about=ABOUT)
    assert (again.new, again.changed, again.same) == (0, 0, 1)
    assert Indicator.objects.get().version == version
    newer = import_figures(by=None, network=network, found=found(Gent=2, Lier=1), about=ABOUT)
    assert (newer.new, newer.changed, newer.same) == (1, 1, 0)
    assert Indicator.objects.get().version == version + 1
    assert stored() == {"Gent": (2.0, ""), "Lier": (1.0, ""), "Aalst": (None, "hidden")}
    assert ChangeSet.objects.of_deed("indicator.import").count() == 3


def test_dry_run_writes_nothing() -> None:
    report = import_figures(
        by=None, network=None, found=found(Gent=1), about=ABOUT, is_dry_run=True
    )
    assert (report.new, Indicator.objects.count()) == (1, 0)


def test_same_name_in_a_network_and_for_everybody_are_two_series() -> None:
    network = a_network()
    for whose in (network, None):
        import_figures(by=None, network=whose, found=found(Gent=1), about=ABOUT)
    assert Indicator.objects.only_of(None).count() == 1
    assert Indicator.objects.for_network(network).count() == 2


def test_series_without_a_known_place_is_not_made() -> None:
    import_figures(by=None, network=None, found=found(Nergens=1), about=ABOUT)
    assert Indicator.objects.count() == 0


def test_archived_series_comes_back_with_new_figures() -> None:
    network = a_network()
    an_indicator(network, archived_at="2026-01-01T00:00:00Z")
    import_figures(by=None, network=network, found=found(Gent=1), about=ABOUT)
    assert Indicator.objects.get().archived_at is None


def test_promise_is_kept_word_for_word() -> None:
    told = found(Gent=1.5, Aalst=Lack.HIDDEN.value)
    assert kept(json.loads(json.dumps(promised(told)))).series == told.series


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_file_of_any_form_is_read(tmp_path: Path, form: str) -> None:
    path = tmp_path / f"f.{form}"
    path.write_bytes(WRITERS[form](["gemeente", "jaar", "Wacht"], [["Gent", 2024, 3]], "x"))
    assert read_figures(path).series == {"Wacht": Series("", {("Gent", 2024): Known(3.0)})}


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    path = tmp_path / "upload.csv"
    path.write_text("period,geolevel,geoitem,v1,v2\n2010,gemeente,44021,5,6\n2010,x,44021,1,1\n")
    return path


def test_command_tells_then_writes(upload: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = {"all": True, "source": "PinC", "column": ["v1=Kleuters"], "language": "en"}
    call_command("import_indicators", upload, dry_run=True, **told)
    assert capsys.readouterr().out.splitlines() == [
        "Kleuters: 1",
        "! 1 rows about something else than a municipality: 44021",
        "New: 1. Other than before: 0. The same: 0.",
        "This was a trial.",
    ]
    call_command("import_indicators", upload, json=True, **told)
    report = json.loads(capsys.readouterr().out)
    assert (report["new"], report["series"], stored()) == (1, {"Kleuters": 1}, {"Gent": (5.0, "")})


def test_command_refuses_in_words(upload: Path, tmp_path: Path) -> None:
    def refused(path: Path, **told: object) -> str:
        with pytest.raises(CommandError) as error:
            call_command("import_indicators", path, source="x", language="en", **told)
        return str(error.value)

    assert refused(upload, network="nergens").startswith("There is no network “nergens”")
    assert refused(upload, all=True, column=["v9"]) == "There is no column v9."
    assert refused(tmp_path / "no.csv", all=True).startswith("The file cannot be opened")
    assert refused(tmp_path / "no.xlsx", all=True).startswith("The file cannot be opened")


def test_command_for_one_network(upload: Path) -> None:
    network = a_network()
    call_command("import_indicators", upload, network="gent", source="x")
    assert {one.network for one in Indicator.objects.all()} == {network}
