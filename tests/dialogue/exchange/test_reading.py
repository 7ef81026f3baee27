"""Files of other tools, and files that mean harm."""

import zipfile
from contextlib import suppress
from io import BytesIO
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archives import (
    CENTRAL,
    damaged,
    leading_elsewhere,
    locked,
    with_checksum_of_other_bytes,
    with_number,
    zipped,
)
from tests.dialogue.exchange.projects import SAID, a_project, guid
from vlaggenlijn.dialogue.exchange.problems import MESSAGES, Limits, Remark, Unreadable
from vlaggenlijn.dialogue.exchange.project import CodeOf, Selection
from vlaggenlijn.dialogue.exchange.reading import ReadProject, read_qdc, read_qdpx
from vlaggenlijn.dialogue.exchange.writing import qdpx

TEXT = "Een eerste zin.\nEen tweede zin."


def project(body: str, *, texts: dict[str, bytes | str] | None = None, name: str = "project.qde",
            attributes: str = "") -> ReadProject:  # fmt: skip
    root = f'<Project xmlns="urn:QDA-XML:project:1.0" name="P" {attributes}>{body}</Project>'
    return read_qdpx(zipped({name: root, **(texts or {})}))


def text_source(inner: str = "", path: str = "internal://t.txt", number: int = 20) -> str:
    return (f'<Sources><TextSource guid="{guid(number)}" name="T" plainTextPath="{path}">{inner}'
            "</TextSource></Sources>")  # fmt: skip


def selection(start: object, end: object, inner: str = "", number: int = 30) -> str:
    return (f'<PlainTextSelection guid="{guid(number)}" name="S" startPosition="{start}" '
            f'endPosition="{end}">{inner}</PlainTextSelection>')  # fmt: skip


def refused(content: bytes, limits: Limits | None = None) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        read_qdpx(content, limits or Limits())
    assert caught.value.code in MESSAGES
    assert MESSAGES[caught.value.code] % caught.value.values
    return caught.value


# Files of other tools


def test_project_under_another_name_and_capital_sources() -> None:
    """ATLAS.ti names the .qde after the project; some tools write Sources."""
    read = project(text_source(), texts={"Sources/T.TXT": TEXT}, name="Mijn project.qde")
    assert (read.project.sources[0].text, read.remarks) == (TEXT, ())


@pytest.mark.parametrize("path", ["t.txt", "sources/t.txt", "internal://T.txt"])
def test_bare_path_without_internal(path: str) -> None:
    read = project(text_source(path=path), texts={"sources/t.txt": TEXT})
    assert read.project.sources[0].text == TEXT


def test_text_inside_the_project() -> None:
    body = (f'<Sources><TextSource guid="{guid(1)}" name="T"><PlainTextContent>a&#13;\nb'
            "</PlainTextContent></TextSource></Sources>")  # fmt: skip
    assert project(body).project.sources[0].text == "a\nb"


def test_guid_in_capitals_and_braces() -> None:
    body = (f'<CodeBook><Codes><Code guid="{{{guid(0xABC).upper()}}}" name="C" isCodable="1" '
            'color="#Ab0"/></Codes></CodeBook>')  # fmt: skip
    assert project(body).project.codes == (CodeOf(guid(0xABC), "C", colour="#aabb00"),)


def test_no_namespace_and_a_person_with_only_an_id() -> None:
    root = f'<Project name="P"><Users><User guid="{guid(1)}" id="anne"/></Users></Project>'
    assert read_qdpx(zipped({"project.qde": root})).project.users[0].name == "anne"


def test_byte_order_mark_is_no_part_of_the_text() -> None:
    read = project(text_source(selection(0, 3)), texts={"sources/t.txt": b"\xef\xbb\xbfEen"})
    one = read.project.sources[0]
    assert (one.text, one.selections[0].end) == ("Een", 3)


WINDOWS = TEXT.replace("\n", "\r\n")


def test_windows_line_ends_counted_as_one() -> None:
    second = TEXT.index("tweede")
    read = project(text_source(selection(second, second + 6)), texts={"sources/t.txt": WINDOWS})
    one = read.project.sources[0]
    assert one.text[one.selections[0].start : one.selections[0].end] == "tweede"
    assert read.remarks == ()


def test_windows_line_ends_counted_as_two() -> None:
    second = WINDOWS.index("tweede")
    read = project(text_source(selection(second, second + 6)), texts={"sources/t.txt": WINDOWS})
    one = read.project.sources[0]
    assert one.text[one.selections[0].start : one.selections[0].end] == "tweede"
    assert read.remarks == (Remark("line_ends", 1, ("T",)),)


def test_windows_line_ends_counted_as_two_up_to_the_end() -> None:
    read = project(text_source(selection(0, len(WINDOWS))), texts={"sources/t.txt": WINDOWS})
    assert read.project.sources[0].selections[0].end == len(TEXT)
    assert [remark.code for remark in read.remarks] == ["line_ends"]


def test_moments_as_tools_write_them() -> None:
    read = project("", attributes='creationDateTime="2023-10-02T09:00:00.1234567+02:00"')
    assert read.project.created_at.isoformat() == "2023-10-02T07:00:00.123456+00:00"  # type: ignore[union-attr]
    assert project("", attributes='creationDateTime="2023-10-02T09:00:00"').project.created_at
    broken = project("", attributes='creationDateTime="2 oktober"')
    assert broken.remarks == (Remark("bad_moment", 1, ("2 oktober",)),)


@pytest.mark.parametrize(("kind", "inner"), [("PDFSource", "Representation"),
                                            ("AudioSource", "Transcript")])  # fmt: skip
def test_text_of_a_pdf_or_a_recording(kind: str, inner: str) -> None:
    beside = f'<{kind.removesuffix("Source")}Selection guid="{guid(3)}"/>'
    text = (f'<{inner} guid="{guid(2)}" plainTextPath="internal://t.txt">{selection(0, 3)}'
            f"</{inner}>")  # fmt: skip
    body = f'<Sources><{kind} guid="{guid(1)}" name="P">{beside}{text}</{kind}></Sources>'
    read = project(body, texts={"sources/t.txt": TEXT})
    [one] = read.project.sources
    assert (one.text, one.selections[0].end) == (TEXT, 3)
    assert read.remarks == (Remark("no_place_in_text", 1, ("P",)),)


def test_a_picture_is_kept_by_name_and_said() -> None:
    body = (f'<Sources><PictureSource guid="{guid(1)}" name="Foto"><PictureSelection/>'
            "</PictureSource></Sources>")  # fmt: skip
    read = project(body)
    assert (read.project.sources[0].name, read.project.sources[0].text) == ("Foto", "")
    assert {one.code for one in read.remarks} == {"no_text", "no_place_in_text"}


def test_what_we_do_not_keep_is_said() -> None:
    body = (f'<Cases><Case guid="{guid(1)}"><CodeRef/><SelectionRef/></Case></Cases>'
            '<Links><Link name="L"/></Links><Graphs><Graph/></Graphs><NoteRef/>')  # fmt: skip
    [remark] = project(body).remarks
    assert remark == Remark("not_kept", 5, ("L", "Graph", "Project/NoteRef"))


# Broken references


def test_codings_that_lead_nowhere_are_left_out_and_said() -> None:
    coding = f'<Coding guid="{guid(31)}"><CodeRef targetGUID="{guid(99)}"/></Coding>'
    bare = f'<Coding guid="{guid(32)}"/><Coding/>'
    read = project(text_source(selection(0, 3, coding + bare)), texts={"sources/t.txt": TEXT})
    assert read.project.sources[0].selections[0].codings == ()
    assert read.remarks == (
        Remark("unknown_code", 2, (guid(99), guid(32))), Remark("bad_guid", 1, ("Coding",))
    )  # fmt: skip


def test_person_note_source_and_variable_that_are_not_there() -> None:
    body = text_source(f'<NoteRef targetGUID="{guid(97)}"/><VariableValue/>') + (
        f'<Cases><Case guid="{guid(1)}"><SourceRef targetGUID="{guid(98)}"/></Case></Cases>'
    )
    read = project(body, texts={"sources/t.txt": TEXT},
                   attributes=f'creatingUserGUID="{guid(96)}"')  # fmt: skip
    assert {one.code for one in read.remarks} == {
        "unknown_note", "unknown_source", "unknown_variable", "unknown_user"
    }  # fmt: skip


def test_a_value_of_any_type_counts() -> None:
    body = (f'<Variables><Variable guid="{guid(1)}" name="n" typeOfVariable="?"/></Variables>'
            + text_source(f'<VariableValue><VariableRef targetGUID="{guid(1)}"/><IntegerValue>12'
                          "</IntegerValue></VariableValue>"))  # fmt: skip
    read = project(body, texts={"sources/t.txt": TEXT}).project
    assert (read.variables[0].kind, read.sources[0].values) == ("Text", ((guid(1), "12"),))


@pytest.mark.parametrize(("start", "end"), [(5, 2), (99, 120), ("x", 3), (-1, 3), ("9" * 30, 3)])
def test_positions_that_cannot_be(start: object, end: object) -> None:
    read = project(text_source(selection(start, end)), texts={"sources/t.txt": TEXT})
    assert read.project.sources[0].selections == ()
    assert read.remarks == (Remark("bad_positions", 1, ("S",)),)


def test_positions_beyond_the_end_are_cut_off() -> None:
    read = project(text_source(selection(4, 400)), texts={"sources/t.txt": TEXT})
    assert read.project.sources[0].selections == (Selection(guid(30), 4, len(TEXT), "S"),)
    assert read.remarks == (Remark("cut_positions", 1, ("S",)),)


def test_a_guid_twice_or_none_at_all() -> None:
    codes = "".join(f'<Code guid="{one}" name="{name}"/>' for one, name in
                    ((guid(1), "A"), (guid(1), "B"), ("", "C")))  # fmt: skip
    body = (f"<CodeBook><Codes>{codes}</Codes></CodeBook><Users><User/></Users>"
            "<Variables><Variable/></Variables><Notes><Note/></Notes><Cases><Case/></Cases>"
            "<Sets><Set/></Sets><Sources><TextSource/></Sources>")  # fmt: skip
    read = project(body)
    assert [code.name for code in read.project.codes] == ["A"]
    assert {one.code: one.count for one in read.remarks} == {"same_guid": 1, "bad_guid": 7}


def test_children_of_a_broken_code_move_up() -> None:
    body = (f'<CodeBook><Codes><Code name="X"><Code guid="{guid(1)}" name="A"/></Code></Codes>'
            "</CodeBook>")  # fmt: skip
    assert project(body).project.codes == (CodeOf(guid(1), "A"),)


def test_a_selection_without_a_guid() -> None:
    read = project(text_source('<PlainTextSelection startPosition="0" endPosition="1"/>'),
                   texts={"sources/t.txt": TEXT})  # fmt: skip
    assert read.remarks == (Remark("bad_guid", 1, ("PlainTextSelection",)),)


def test_a_coded_note() -> None:
    body = (f'<Notes><Note guid="{guid(1)}" name="N"><PlainTextContent>x</PlainTextContent>'
            "<PlainTextSelection/></Note></Notes>")  # fmt: skip
    read = project(body)
    assert (read.project.notes[0].text, read.remarks) == ("x", (Remark("coded_note", 1, ("N",)),))


def test_a_text_that_is_not_there_and_one_that_is_not_utf_8() -> None:
    assert project(text_source()).remarks == (Remark("no_text", 1, ("T",)),)
    assert project(text_source(path="")).remarks == (Remark("no_text", 1, ("T",)),)
    read = project(text_source(), texts={"sources/t.txt": b"caf\xe9"})
    assert (read.project.sources[0].text, read.remarks[0].code) == ("caf�", "bad_encoding")


# Files that mean harm


@pytest.mark.parametrize(
    "path",
    ["internal://../../etc/passwd", "/etc/passwd", "..", "internal://a\\b", "file:///etc/passwd",
     "C:secret.txt", "absolute:///etc/passwd"],
)  # fmt: skip
def test_no_path_leads_outside_the_file(path: str) -> None:
    read = project(text_source(path=path), texts={"../../etc/passwd": "x", "etc/passwd": "x"})
    assert (read.project.sources[0].text, read.remarks[0].code) == ("", "outside_file")


def test_no_zip_locked_or_without_a_project() -> None:
    assert refused(b"PK nothing").code == "no_zip"
    assert refused(zipped({"readme.txt": "x", "deep/project.qde": "<Project/>"})).code == (
        "no_project"
    )
    assert refused(zipped({"a.qde": "<Project/>", "b.qde": "<Project/>"})).code == (
        "several_projects"
    )
    in_one_header = with_number(zipped({"project.qde": "<Project/>"}), CENTRAL, 8, "H", 1)
    assert refused(in_one_header).code == "locked"


def test_a_damaged_zip() -> None:
    content = bytearray(zipped({"project.qde": "<Project/>" * 50}))
    content[40:50] = b"0123456789"
    assert refused(bytes(content)).code == "damaged"


def test_every_damaged_or_hostile_archive_is_read_or_refused_in_words() -> None:
    with zipfile.ZipFile(BytesIO(qdpx(a_project()))) as sound:
        files: dict[str, bytes | str] = {name: sound.read(name) for name in sound.namelist()}
    codes = {_read_or_code(content) for content in damaged(files)}
    assert codes == {"read", "no_zip", "damaged", "locked", "no_project", "too_large"}
    assert codes - {"read"} <= set(MESSAGES)
    assert refused(locked(zipped(files))).code == "locked"
    assert refused(with_checksum_of_other_bytes(zipped(files))).code == "damaged"
    for content in leading_elsewhere(files):
        assert read_qdpx(content).project.sources == a_project().sources


def _read_or_code(content: bytes) -> str:
    try:
        read_qdpx(content)
    except Unreadable as refusal:
        return refusal.code
    return "read"


def test_a_text_that_says_to_be_too_large_is_not_unpacked() -> None:
    lies = with_number(zipped({"project.qde": "<Project/>"}), CENTRAL, 24, "I", 2**31)
    assert refused(lies).code == "too_large"


def test_a_bomb_is_not_unpacked() -> None:
    small = Limits(project_bytes=10_000, text_bytes=10_000, all_texts_bytes=15_000)
    assert refused(zipped({"project.qde": b" " * 1_000_000}), small).code == "too_large"
    sources = "".join(f'<TextSource guid="{guid(n)}" name="{n}" plainTextPath="internal://{n}.txt"/>'
                      for n in range(1, 4))  # fmt: skip
    root = f'<Project name="P"><Sources>{sources}</Sources></Project>'
    files = {"project.qde": root, "sources/1.txt": b"a" * 20_000, "sources/2.txt": b"b" * 9_000,
             "sources/3.txt": b"c" * 9_000}  # fmt: skip
    read = read_qdpx(zipped(files), small)
    assert [len(one.text) for one in read.project.sources] == [0, 9_000, 0]
    assert read.remarks == (Remark("text_too_large", 2, ("1", "3")),)


def test_too_large_too_many_too_deep() -> None:
    body = zipped({"project.qde": "<Project>" + "<a>" * 30 + "</a>" * 30 + "</Project>"})
    assert refused(body, Limits(file_bytes=10)).code == "too_large"
    assert refused(body, Limits(members=0)).code == "too_many_members"
    assert Limits().elements >= 3 * 100_000 + 10_000
    assert refused(body, Limits(elements=20)).code == "too_many_elements"
    assert refused(body, Limits(depth=20)).code == "too_deep"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("<Project", "no_xml"),
        ("", "no_xml"),
        ('<?xml version="1.0" encoding="martian"?><Project/>', "no_xml"),
        ('<!DOCTYPE x [<!ENTITY a "aaa">]><Project name="&a;"/>', "forbidden_xml"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><Project/>', "forbidden_xml"),
        ("<Html/>", "other_root"),
    ],
)
def test_xml_that_is_none_or_means_harm(content: str, code: str) -> None:
    assert refused(zipped({"project.qde": content})).code == code


def test_a_codebook_that_is_none() -> None:
    for content, code in ((b"<x/>", "other_root"), (b" " * 20, "too_large")):
        with pytest.raises(Unreadable) as caught:
            read_qdc(content, Limits(project_bytes=10))
        assert caught.value.code == code


@given(st.binary(max_size=300), st.integers(0, 2000))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(noise: bytes, at: int) -> None:
    """A whole file with something else somewhere in it never breaks the reader."""
    whole = qdpx(a_project())
    for content in (whole[:at] + noise + whole[at + len(noise) :], noise):
        with suppress(Unreadable):
            assert read_qdpx(content).project


def test_a_thousand_codings() -> None:
    """A hundred thousand fit too: benchmarks/dialogue/exchange.py."""
    numbers = count(1000)
    coding = "".join(
        selection(0, 3, f'<Coding guid="{guid(next(numbers))}"><CodeRef targetGUID="{guid(1)}"/>'
                        "</Coding>", next(numbers))
        for _ in range(1_000)
    )  # fmt: skip
    codes = f'<CodeBook><Codes><Code guid="{guid(1)}" name="C"/></Codes></CodeBook>'
    read = project(codes + text_source(coding), texts={"sources/t.txt": SAID})
    assert (sum(1 for _ in read.project.codings()), read.remarks) == (1_000, ())
