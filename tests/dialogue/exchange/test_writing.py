import csv
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from tests.dialogue.exchange.projects import MOMENT, SAID, a_project, guid, projects
from vlaggenlijn.dialogue.exchange.project import Codebook, CodeOf, Note, Project, Set, Source
from vlaggenlijn.dialogue.exchange.reading import read_qdc, read_qdpx
from vlaggenlijn.dialogue.exchange.writing import PROJECT, codebook_csv, qdc, qdpx, tidy


def document(project: Project) -> etree._Element:
    with zipfile.ZipFile(BytesIO(qdpx(project))) as archive:
        return etree.fromstring(archive.read("project.qde"))


def schema(shared: Path, name: str) -> etree.XMLSchema:
    return etree.XMLSchema(file=str(shared / "standards" / "refi-qda" / name))


@given(projects())
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
def test_written_and_read_again_nothing_is_lost(project: Project) -> None:
    read = read_qdpx(qdpx(project))
    assert read.project == project
    assert read.remarks == ()


def test_a_project_by_hand_comes_back() -> None:
    assert read_qdpx(qdpx(a_project())).project == a_project()


@given(projects())
@settings(deadline=None, max_examples=30,
          suppress_health_check=list(HealthCheck))  # fmt: skip
def test_any_project_is_valid_to_the_schema(shared: Path, project: Project) -> None:
    # A value that its variable's type forbids would be invalid: here every value is a text.
    texts = tuple(replace(one, kind="Text") for one in project.variables)
    schema(shared, "Project-mrt2019.xsd").assertValid(document(replace(project, variables=texts)))


def test_a_codebook_is_valid_to_the_schema(shared: Path) -> None:
    book = Codebook("Vlaggenlijn", a_project().codes, (Set(guid(9), "Alle", "", (guid(11),)),))
    schema(shared, "Codebook-from-spec-1.5.xsd").assertValid(etree.fromstring(qdc(book)))


def test_what_other_tools_need_is_there() -> None:
    """The variants that lose data, each the other way round (docs/decisions/0018)."""
    with zipfile.ZipFile(BytesIO(qdpx(a_project()))) as archive:
        assert archive.namelist() == [
            "project.qde", f"sources/{guid(20)}.txt", f"sources/{guid(50)}.txt"
        ]  # fmt: skip
        content = archive.read(f"sources/{guid(20)}.txt")
    assert content == SAID.encode()
    root = document(a_project())
    names = {"qda": PROJECT}
    texts = root.xpath("//qda:TextSource | //qda:Note", namespaces=names)
    assert {one.get("plainTextPath") for one in texts} == {
        f"internal://{guid(20)}.txt", f"internal://{guid(50)}.txt"
    }  # fmt: skip
    assert root.get("origin") == "Vlaggenlijn"
    made = root.xpath("//*[self::qda:TextSource or self::qda:Note or self::qda:Coding "
                      "or self::qda:PlainTextSelection]", namespaces=names)  # fmt: skip
    assert len(made) == 6
    assert {(one.get("creationDateTime"), one.get("creatingUser")) for one in made} == {
        ("2012-03-15T09:30:00Z", guid(1))
    }


def test_positions_count_codepoints() -> None:
    [selection] = document(a_project()).iter(f"{{{PROJECT}}}PlainTextSelection")
    start, end = int(selection.get("startPosition")), int(selection.get("endPosition"))
    assert SAID[start:end] == "إنهم يحتاجون إلى الوقت"


def test_who_and_when_are_filled_in() -> None:
    bare = Project("Leeg", sources=(Source(guid(2), "Tafel", "Hallo"),))
    root = document(bare)
    source = root.find(f".//{{{PROJECT}}}TextSource")
    assert (source.get("creationDateTime"), source.get("creatingUser")) == (
        "1970-01-01T00:00:00Z", root.find(f".//{{{PROJECT}}}User").get("guid")
    )  # fmt: skip
    dated = document(replace(bare, created_at=MOMENT))
    assert dated.find(f".//{{{PROJECT}}}TextSource").get("creationDateTime").startswith("2012")


def test_no_empty_container() -> None:
    """Taguette's own codebook is invalid by an empty one; importers refuse it."""
    found = {etree.QName(one).localname for one in document(Project("Leeg"))}
    assert found == {"Users"}


def test_the_same_project_gives_the_same_bytes() -> None:
    assert qdpx(a_project()) == qdpx(a_project())


@pytest.mark.parametrize("year", [1970, 2200])
def test_a_moment_that_a_zip_cannot_say(year: int) -> None:
    old = replace(a_project(), created_at=datetime(year, 2, 3, tzinfo=UTC))
    assert read_qdpx(qdpx(old)).project == old


def test_what_xml_cannot_hold_is_replaced_and_positions_stay() -> None:
    source = Source(guid(2), "Ta\x00fel", "a\x08b\x0cc", created_at=MOMENT)
    note = Note(guid(3), "x", "een\rtwee", created_at=MOMENT)
    project = Project("P\x1b", created_at=MOMENT, sources=(source,), notes=(note,))
    read = read_qdpx(qdpx(project)).project
    assert (read.name, read.sources[0].name, read.sources[0].text) == ("P�", "Ta�fel", "a�b�c")
    assert read.notes[0].text == "een\ntwee"


def test_tidy_text() -> None:
    assert tidy("\ufeffa\r\nb\rc\x00") == "a\nb\nc�"


def test_codebook_comes_back() -> None:
    codes = tuple(replace(code, notes=()) for code in a_project().codes)
    book = Codebook("Vlaggenlijn", codes, (Set(guid(9), "Alle", "d", (guid(11), guid(13))),))
    assert read_qdc(qdc(book)).codebook == book


def test_codebook_without_sets_has_no_container_for_them() -> None:
    assert b"Sets" not in qdc(Codebook("Vlaggenlijn", (CodeOf(guid(1), "A"),)))


def test_an_empty_codebook_is_refused() -> None:
    with pytest.raises(ValueError, match="without codes"):
        qdc(Codebook())


def test_codebook_for_taguette_holds_what_can_be_given() -> None:
    book = [*a_project().codes, CodeOf(guid(14), "=1+1", description="@x, y")]
    rows = list(csv.reader(StringIO(codebook_csv(book))))
    assert rows == [
        ["tag", "description"],
        ["Kans: samenwerking", "Wie & wat"],
        ["Knelpunt: samenwerking", ""],
        ["'=1+1", "'@x, y"],
    ]
