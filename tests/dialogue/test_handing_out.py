import csv
import zipfile
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.dialogue.exchange.worlds import NAME, SECRET, World, a_quote, saved
from vlaggenlijn.dialogue.exchange.names import inside
from vlaggenlijn.dialogue.exchange.reading import read_qdc, read_qdpx
from vlaggenlijn.dialogue.handing_out import file_of, project_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


def test_a_table_is_a_text_with_one_quote_after_the_other() -> None:
    [source] = project_of(World().series).sources
    assert source.name == "1. Aalst"
    assert source.text == "T1-01: “Ouders 👩‍👧 slapen\nte weinig.”\nالوقت is op"


def test_selections_hold_exactly_what_was_said_and_coded() -> None:
    world = World()
    project = project_of(world.series)
    [source] = project.sources
    codes = {code.guid: code.name for code in project.codes}
    told = [
        (source.text[one.start : one.end], [codes[coding.code] for coding in one.codings])
        for one in source.selections
    ]
    assert told == [
        (world.first.text, ["Hoed: Geel", "Kans: slapen"]),
        ("👩‍👧"[:3], ["Knelpunt: alleen"]),
        (world.second.text, ["Hoed: Geel", "Thema: slapen"]),
    ]
    assert source.selections[0].description == "Let op 😴"


def test_days_are_those_of_here_and_not_of_greenwich() -> None:
    world = World()
    world.table.starts_at = world.table.check_until = datetime(2027, 5, 3, 22, 15, tzinfo=UTC)
    saved(world.network, world.table)
    [source] = project_of(world.series).sources
    days = [value for _, value in source.values if value.startswith("2027")]
    assert days == ["2027-05-04", "2027-05-04"]


def test_the_codebook_stands_once_for_each_polarity_with_its_tree() -> None:
    codes = {code.guid: code for code in project_of(World().series).codes}
    told = [(code.name, codes[code.parent].name if code.parent else "") for code in codes.values()]
    assert told == [
        ("Kansen", ""), ("Kans: slapen", "Kansen"), ("Kans: alleen", "Kans: slapen"),
        ("Knelpunten", ""), ("Knelpunt: slapen", "Knelpunten"),
        ("Knelpunt: alleen", "Knelpunt: slapen"),
        ("Thema's", ""), ("Thema: slapen", "Thema's"), ("Thema: alleen", "Thema: slapen"),
        ("Hoeden", ""), ("Hoed: Geel", "Hoeden"),
    ]  # fmt: skip
    assert len({code.name for code in codes.values()}) == len(codes)


def test_nothing_withdrawn_no_rehearsal_and_no_name_of_a_speaker_or_coder_leaves() -> None:
    world = World()
    with zipfile.ZipFile(BytesIO(file_of(world.series, ".qdpx"))) as archive:
        everything = "".join(archive.read(name).decode() for name in archive.namelist())
    assert "T1-01" in everything
    for secret in (SECRET, NAME, "an@example.org", "Geoefend", "Carla", "OCMW-001", "Oefening"):
        assert secret not in everything


def test_what_is_known_of_a_table_stands_on_text_and_case() -> None:
    project = project_of(World().series)
    names = {one.guid: one.name for one in project.variables}
    [case] = project.cases
    assert {names[guid]: value for guid, value in case.values} == {
        "regio": "Oost-Vlaanderen", "datum": "2012-03-15", "organisaties": "1",
        "na te lezen tot": "2012-03-15",
    }  # fmt: skip
    assert (case.name, case.values) == ("1. Aalst", project.sources[0].values)


def test_coders_go_by_number_and_a_memo_is_a_free_note() -> None:
    project = project_of(World().series)
    assert [user.name for user in project.users] == [
        "Vlaggenlijn 1", "Vlaggenlijn 2", "Tweede codeur"
    ]  # fmt: skip
    [note] = project.notes
    assert (note.name, note.text) == ("1. Aalst · Sfeer", "Het gesprek kwam traag op gang.")


def test_the_file_is_read_back_without_loss_in_every_language() -> None:
    series = World().series
    for language in ("nl", "fr", "en"):
        project = project_of(series, language)
        read = read_qdpx(file_of(series, ".qdpx", language))
        assert (read.project, read.remarks) == (project, ())
        assert {inside(code.name)[0] for code in project.codes if code.is_codable} == {
            "opportunity", "bottleneck", "theme", "hat"
        }  # fmt: skip


def test_codebook_alone() -> None:
    series = World().series
    assert len(read_qdc(file_of(series, ".qdc")).codebook.codes) == 11
    rows = list(csv.reader(StringIO(file_of(series, ".csv").decode())))
    assert rows[:2] == [["tag", "description"], ["Kans: slapen", "Nachten"]]
    with pytest.raises(KeyError):
        file_of(series, ".docx")


def test_a_series_without_anything() -> None:
    world = World()
    empty = World.__new__(World)
    empty.series = type(world.series)(
        network=world.network, title="Leeg", question="", purpose="",
        names_until=world.series.names_until,
    )  # fmt: skip
    assert read_qdpx(file_of(empty.series, ".qdpx")).project.sources == ()
    with pytest.raises(ValueError, match="without codes"):
        file_of(empty.series, ".qdc")


def test_more_quotes_take_no_more_queries() -> None:
    world = World()
    with CaptureQueriesContext(connection) as few:
        project_of(world.series)
    for number in range(5):
        a_quote(world.table, f"Nog {number}", participant=world.speaker, hat=world.hat)
    with CaptureQueriesContext(connection) as many:
        project_of(world.series)
    assert len(many) == len(few)
