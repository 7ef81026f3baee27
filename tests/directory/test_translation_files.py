import uuid
import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import openpyxl
import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from vlaggenlijn.common import spreadsheets
from vlaggenlijn.common.forms import visible
from vlaggenlijn.directory import translation_files as files
from vlaggenlijn.directory.translation_files import (
    Judged,
    Known,
    Piece,
    Returned,
    Unit,
    UnreadableTranslations,
    Verdict,
    judge,
    read_id,
    read_table,
    read_xliff,
    workbook,
    xliff,
)

RECORD = uuid.UUID("5a1f5c4d-0000-4000-8000-000000000001")
NAME = Piece("service", RECORD, "name")
SUMMARY = Piece("service", RECORD, "summary")
ABOUT = Piece("organization", RECORD, "description")
HEADINGS = ("record", "field", "earlier")
NASTY = [
    "العب معنا: «مرحبا» (٣ سنوات)", 'Elle dit "oui" & l’autre <non>', "een\ntwee\n\ndrie",
    "=1+1", "+32 2", "@home", "-5", "'quoted", "]]>", "&amp;", "https://example.org", "_x0041_",
    "0032", "1,5", "TRUE", "😀 fête\tœuvre", "#N/A", "{=SUM(A1)}", "--", "2026-01-01",
]  # fmt: skip


def text_of(raw: str) -> str:
    """A text as a form lets it in."""
    return visible(raw).strip()


texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=80)).map(text_of).filter(bool)


def unit(dutch: str, piece: Piece = NAME, earlier: str = "") -> Unit:
    return Unit(piece, dutch, "Spelpunt & co", "naam", earlier)


def filled_xliff(content: bytes, said: dict[str, str]) -> bytes:
    """What a translator's tool writes back."""
    root = fromstring(content)
    for one in root.iter(files._tag("trans-unit")):
        target = one.find(files._tag("target"))
        assert target is not None
        target.text = said[one.attrib["id"]]
        target.set("state", "translated")
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def filled_workbook(units: list[Unit], said: dict[str, str], language: str) -> bytes:
    """What a spreadsheet program writes back: the last column filled in, the rest as it came."""
    book = openpyxl.load_workbook(BytesIO(workbook(units, language, HEADINGS)))
    sheet = book.active
    assert sheet is not None
    for row in sheet.iter_rows(min_row=2):
        row[-1].value = said[str(row[0].value)]
        row[-1].data_type = "s"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def table_of(content: bytes) -> spreadsheets.Table:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file.xlsx"
        path.write_bytes(content)
        return spreadsheets.read(path)


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=6))
def test_nothing_is_lost_through_xliff(pairs: list[tuple[str, str]]) -> None:
    units = [unit(dutch, Piece("service", uuid.uuid4(), "description")) for dutch, _ in pairs]
    said = {one.id: text for one, (_, text) in zip(units, pairs, strict=True)}
    language, returned = read_xliff(filled_xliff(xliff(units, "ar"), said))
    assert language == "ar"
    assert returned == [Returned(one.id, said[one.id]) for one in units]
    known = {one.piece: Known(one.dutch, "", "", "") for one in units}
    assert {one.verdict for one in judge(returned, known)} == {Verdict.NEW}


@settings(deadline=None, max_examples=5)
@given(st.lists(texts, min_size=1, max_size=8))
def test_nothing_is_lost_through_a_workbook(said: list[str]) -> None:
    words = [*NASTY, *said]
    pieces = [Piece("service", uuid.uuid4(), "description") for _ in words]
    units = [unit(text, piece) for text, piece in zip(words, pieces, strict=True)]
    wanted = {one.id: text for one, text in zip(units, words, strict=True)}
    language, returned = read_table(table_of(filled_workbook(units, wanted, "ar")), ["fr", "ar"])
    assert language == "ar"
    assert returned == [Returned(one, text) for one, text in wanted.items()]


def test_workbook_holds_texts_only() -> None:
    content = workbook([unit(text) for text in NASTY], "fr", HEADINGS)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
        assert not any("rels" in name and "sheet" in name for name in archive.namelist())
    assert "<f>" not in sheet
    assert 'quotePrefix="1"' in styles
    table = table_of(content)
    assert table.header == ("id", "record", "field", "nl", "earlier", "fr")
    assert [row.cells[3] for row in table.rows] == NASTY
    assert all(row.problems == () and row.cells[-1] == "" for row in table.rows)


def test_a_formula_that_comes_back_is_a_problem() -> None:
    one = unit("Spelpunt")
    book = openpyxl.load_workbook(BytesIO(workbook([one], "fr", HEADINGS)))
    sheet = book.active
    assert sheet is not None
    sheet["F2"] = "=HYPERLINK(1)"
    target = BytesIO()
    book.save(target)
    _, returned = read_table(table_of(target.getvalue()), ["fr"])
    assert returned == [Returned(one.id, "", "formula")]
    (judged,) = judge(returned, {NAME: Known("Spelpunt", "", "", "")})
    assert judged.verdict == Verdict.FORMULA


def test_a_workbook_without_our_columns_is_refused() -> None:
    content = workbook([unit("Spelpunt")], "fr", HEADINGS)
    with pytest.raises(UnreadableTranslations) as refused:
        read_table(table_of(content), ["ar"])
    assert refused.value.code == "no_language"


def test_xliff_names_its_languages_the_record_and_the_earlier_text() -> None:
    content = xliff([unit("Spelpunt", earlier="Jeu")], "fr").decode()
    assert 'source-language="nl" target-language="fr"' in content
    assert "<note>Spelpunt &amp; co: naam</note>" in content
    assert "<alt-trans><target>Jeu</target></alt-trans>" in content
    assert 'maxwidth="300" size-unit="char" xml:space="preserve"' in content
    assert "alt-trans" not in xliff([unit("Spelpunt")], "fr").decode()


BOMB = b"""<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file target-language="fr">&b;</file></xliff>"""
OUTSIDE = b"""<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file target-language="fr">&a;</file></xliff>"""


def in_xliff(inside: str, version: str = "1.2") -> bytes:
    return f'<xliff xmlns="urn:oasis:names:tc:xliff:document:{version}">{inside}</xliff>'.encode()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_xliff"),
        (b"%PDF-1.4", "not_xliff"),
        (b"<html/>", "not_xliff"),
        (b"<a>" * 3, "not_xliff"),
        (b'<?xml version="1.0" encoding="nowhere"?><a/>', "not_xliff"),
        (BOMB, "not_xliff"),
        (OUTSIDE, "not_xliff"),
        (in_xliff('<file target-language="fr"/>', "2.0"), "not_xliff"),
        (in_xliff(""), "no_language"),
        (in_xliff("<file/>"), "no_language"),
        (in_xliff('<file target-language="fr"/><file target-language="ar"/>'), "no_language"),
        (b"x" * (spreadsheets.LIMITS.bytes + 1), "too_large"),
    ],
)
def test_what_is_no_xliff_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(UnreadableTranslations) as refused:
        read_xliff(content)
    assert refused.value.code == code
    assert "%" not in str(refused.value)


def test_too_many_units_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LIMITS", spreadsheets.Limits(rows=1))
    with pytest.raises(UnreadableTranslations) as refused:
        read_xliff(xliff([unit("een"), unit("twee")], "fr"))
    assert refused.value.code == "too_many_rows"


def test_other_tools_write_the_language_and_the_target_otherwise() -> None:
    inside = """<file target-language="fr-BE"><body>
      <trans-unit id="a"><source>x</source>
      <target>un <g id="1">deux</g> trois </target></trans-unit>
      <trans-unit id="b"><source>x</source></trans-unit></body></file>"""
    assert read_xliff(in_xliff(inside)) == (
        "fr", [Returned("a", "un deux trois"), Returned("b", "")],
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "", "service", f"service/{RECORD}/name", f"service/{RECORD}/email/{'0' * 16}",
        f"organization/{RECORD}/name/{'0' * 16}", f"service/{'-' * 36}/name/{'0' * 16}",
        f"service/{RECORD}/name/{'0' * 15}", f"helpline/{RECORD}/name/{'0' * 16}",
    ],
)  # fmt: skip
def test_an_id_that_is_not_ours(text: str) -> None:
    assert read_id(text) is None


def test_an_id_says_where_a_text_belongs() -> None:
    one = unit("Elk gezin", ABOUT)
    assert read_id(f" {one.id} ") == (ABOUT, one.id.rpartition("/")[2])


def test_verdicts() -> None:
    known = {
        NAME: Known("Spelpunt", "", "Spelpunt", "name"),
        SUMMARY: Known("Kom spelen", "Venez jouer", "Spelpunt", "summary"),
        ABOUT: Known("", "", "Huis", "description"),
    }
    name, summary = unit("Spelpunt"), unit("Kom spelen", SUMMARY)

    def verdict(*returned: Returned) -> list[Verdict]:
        return [one.verdict for one in judge(returned, known)]

    assert verdict(Returned(name.id, "Jouer")) == [Verdict.NEW]
    assert verdict(Returned(summary.id, "Venez")) == [Verdict.CHANGED]
    assert verdict(Returned(summary.id, "Venez jouer")) == [Verdict.SAME]
    assert verdict(Returned(unit("Oud").id, "Jouer")) == [Verdict.DUTCH_CHANGED]
    assert verdict(Returned(unit("", ABOUT).id, "Nous")) == [Verdict.DUTCH_CHANGED]
    assert verdict(Returned(name.id, "x" * 301)) == [Verdict.TOO_LONG]
    assert verdict(Returned(name.id, "x" * 300)) == [Verdict.NEW]
    assert verdict(Returned(name.id, "", "cell_too_long")) == [Verdict.TOO_LONG]
    assert verdict(Returned(name.id, "a"), Returned(name.id, "b")) == [Verdict.TWICE]
    assert verdict(Returned(name.id, "a"), Returned(name.id, "a")) == [Verdict.NEW]
    assert verdict(Returned(name.id, " "), Returned("x", "")) == []
    other = unit("Spelpunt", Piece("service", uuid.uuid4(), "name"))
    assert verdict(Returned(other.id, "Jouer"), Returned("x", "y")) == [Verdict.UNKNOWN] * 2
    assert judge([Returned("x", "y")], known) == [
        Judged(Verdict.UNKNOWN, None, None, Returned("x", "y"))
    ]
