"""Text files and everything that is refused; workbooks have a test file of their own."""

import csv
import re
import tempfile
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vlaggenlijn.common.spreadsheets import (
    MESSAGES,
    CellProblem,
    Limits,
    Note,
    Row,
    Table,
    UnreadableSpreadsheet,
    read,
)
from vlaggenlijn.common.spreadsheets_text import decoded

SMALL = Limits(bytes=2_000, rows=3, columns=4, cell_characters=20)


def written(folder: Path, content: bytes | str, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refusal(path: Path, limits: Limits = SMALL) -> str:
    with pytest.raises(UnreadableSpreadsheet) as caught:
        read(path, limits=limits)
    return caught.value.code


def test_read_csv_gives_named_columns_and_numbered_rows(tmp_path: Path) -> None:
    path = written(tmp_path, "naam;plaats\nHuis; Gent \nSpeelbrug;Aalst\n")
    assert read(path) == Table(
        header=("naam", "plaats"),
        rows=[Row(2, ("Huis", " Gent ")), Row(3, ("Speelbrug", "Aalst"))],
        encoding="utf-8",
        delimiter=";",
    )


@pytest.mark.parametrize(
    ("encoding", "name", "notes"),
    [
        ("utf-8", "utf-8", ()),
        ("utf-8-sig", "utf-8", ()),
        ("utf-16", "utf-16", ()),
        ("windows-1252", "windows-1252", (Note("guessed_encoding"),)),
    ],
)
def test_read_csv_in_each_encoding(
    tmp_path: Path, encoding: str, name: str, notes: tuple[Note, ...]
) -> None:
    path = written(tmp_path, "naam;plaats\nCafé Zoë;Liège\n".encode(encoding))
    table = read(path)
    assert (table.rows[0].cells, table.header[0]) == (("Café Zoë", "Liège"), "naam")
    assert (table.encoding, table.warnings) == (name, notes)


def test_decoded_big_endian_text() -> None:
    assert decoded(b"\xfe\xff\x00a")[:2] == ("a", "utf-16")


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_read_csv_finds_the_delimiter(tmp_path: Path, delimiter: str) -> None:
    lines = ["naam,plaats,lat", '"Huis, het",Gent,"51,05"', "Brug,Aalst,50.9"]
    rows = list(csv.reader(lines))
    target = StringIO()
    csv.writer(target, delimiter=delimiter).writerows(rows)
    table = read(written(tmp_path, target.getvalue()))
    assert (table.delimiter, [list(row.cells) for row in table.rows]) == (delimiter, rows[1:])


def test_read_tsv_prefers_the_tab(tmp_path: Path) -> None:
    path = written(tmp_path, "a;b\tc;d\n1;2\t3;4\n", "file.TSV")
    assert read(path).header == ("a;b", "c;d")


def test_read_csv_with_one_column_keeps_its_commas(tmp_path: Path) -> None:
    path = written(tmp_path, "naam\nSmet, Jan\nJanssens\n")
    assert [row.cells for row in read(path).rows] == [("Smet, Jan",), ("Janssens",)]


def test_read_csv_obeys_the_hint_of_excel(tmp_path: Path) -> None:
    table = read(written(tmp_path, "sep=|\r\na|b,c\r\n1|2\r\n"))
    assert (table.header, table.rows) == (("a", "b,c"), [Row(2, ("1", "2"))])


def test_read_csv_keeps_line_breaks_in_quotes_and_row_numbers(tmp_path: Path) -> None:
    path = written(tmp_path, 'a;b\n"one\ntwo";x\n\n;\nlast;y\n\n;;\n')
    assert read(path).rows == [Row(2, ("one\ntwo", "x")), Row(5, ("last", "y"))]


def test_read_drops_empty_columns_at_the_end(tmp_path: Path) -> None:
    table = read(written(tmp_path, " naam  kort ;b;;\n1;2;;\n"))
    assert (table.header, table.rows[0].cells) == (("naam kort", "b"), ("1", "2"))


def test_read_fills_short_rows_and_flags_long_ones(tmp_path: Path) -> None:
    table = read(written(tmp_path, "a;b;c\n1\n1;2;3;4\n"))
    assert table.rows == [
        Row(2, ("1", "", "")),
        Row(3, ("1", "2", "3"), (CellProblem(3, "too_many_cells"),)),
    ]


def test_read_flags_a_long_cell_and_keeps_the_row(tmp_path: Path) -> None:
    table = read(written(tmp_path, f"a;b\n{'x' * 21};2\n{'x' * 20};3\n"), limits=SMALL)
    problem = CellProblem(0, "cell_too_long", {"limit": 20})
    assert table.rows == [Row(2, ("", "2"), (problem,)), Row(3, ("x" * 20, "3"))]


def test_read_warns_about_columns_without_a_name(tmp_path: Path) -> None:
    table = read(written(tmp_path, "a;;c\n1;2;3\n"))
    assert (table.header, table.warnings) == (
        ("a", "", "c"),
        (Note("unnamed_columns", {"count": 1}),),
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b";;;\n;;;\n", "empty"),
        (b"a;b\n", "no_rows"),
        (b"9000;info@example.org\n", "no_header"),
        (b"9000;info@example.org\n9300;x\n", "no_header"),
        (b"https://example.org\nx\n", "no_header"),
        (b"List of 2025\n\na;b\n1;2\n", "no_header"),
        (b"a;b;A\n1;2;3\n", "duplicate_column"),
        (b"a;b\n" + b"1;2\n" * 4, "too_many_rows"),
        (b"a;b;c;d;e\n1;2;3;4;5\n", "too_many_columns"),
        (b"a;b\n" * 1_000, "too_large"),
        (b'a;b\n"never closed;2\n3;4\n', "stray_quote"),
        (b"a;b\n\x81\xff;2\n", "wrong_encoding"),
        (b"\xff\xfea;b", "wrong_encoding"),
        ("a;b\n1;2\n".encode("utf-16-le"), "wrong_encoding"),
        (b"\x7fELF text text text text\0\n1;2\n", "not_a_spreadsheet"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"BM\x10\0\0\0", "picture"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "picture"),
        (b"{\\rtf1 text", "word_document"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html><table>", "web_page"),
    ],
)
@pytest.mark.parametrize("name", ["file.csv", "file.xlsx"])
def test_read_refuses_with_a_code(tmp_path: Path, content: bytes, code: str, name: str) -> None:
    is_text = code not in ("empty", "too_large", "pdf", "picture", "word_document", "web_page")
    if name == "file.xlsx" and (is_text or content.startswith(b";")):
        code = "not_a_spreadsheet"
    assert refusal(written(tmp_path, content, name)) == code


def test_read_header_with_letters_bm_is_no_picture(tmp_path: Path) -> None:
    assert read(written(tmp_path, "BM;b\n1;2\n")).header == ("BM", "b")


def test_read_quotation_mark_tells_its_row(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSpreadsheet, match="From row 3 on, a quotation mark"):
        read(written(tmp_path, 'a;b\n1;2\n"x" y;2\n3;4\n'))


def test_read_one_endless_cell_is_too_much_text(tmp_path: Path) -> None:
    content = "a;b\n" + "x" * 200_000
    assert refusal(written(tmp_path, content), Limits()) == "too_much_text"


def test_read_missing_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv") == "cannot_open"


@pytest.mark.parametrize(
    ("stream", "code"),
    [
        ("Workbook", "old_excel"),
        ("Book", "old_excel"),
        ("EncryptedPackage", "password_protected"),
        ("WordDocument", "word_document"),
        ("PowerPoint Document", "not_a_spreadsheet"),
    ],
)
def test_read_old_office_files_by_what_they_hold(tmp_path: Path, stream: str, code: str) -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100) + stream.encode("utf-16-le")
    assert refusal(written(tmp_path, content, "file.xls")) == code


def test_messages_have_only_named_placeholders() -> None:
    kinds = {re.sub(r"%\((\w+)\)s", "", text).count("%") for text in MESSAGES.values()}
    assert kinds == {0}


def test_refusal_with_an_unlisted_code_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        UnreadableSpreadsheet("invented")


@given(content=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@settings(max_examples=300)
def test_read_any_bytes_give_a_table_or_a_refusal(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder), content)
        try:
            table = read(path, limits=SMALL)
        except UnreadableSpreadsheet as refused:
            assert refused.code in MESSAGES  # noqa: PT017 - any refusal will do
        else:
            assert {len(row.cells) for row in table.rows} == {len(table.header)}


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)


@given(
    rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5),
    delimiter=st.sampled_from(";,\t|"),
    ending=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_read_what_was_written_with_any_delimiter(
    rows: list[tuple[str, str, str]], delimiter: str, ending: str, encoding: str
) -> None:
    target = StringIO()
    writer = csv.writer(target, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL)
    writer.writerows([("name", "place", "code"), *rows])
    with tempfile.TemporaryDirectory() as folder:
        table = read(written(Path(folder), target.getvalue().encode(encoding)))
    filled = [row for row in rows if any(map(str.strip, row))]
    assert (table.delimiter, [row.cells for row in table.rows]) == (delimiter, filled)
