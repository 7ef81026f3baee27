import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.archives import damaged
from vlaggenlijn.places import open_files
from vlaggenlijn.places.open_files import UnreadableFile, opened

LIEGE = "62063|Luik|Liège|12\r\n".encode("cp1252")
HEADER = b"CD_REFNIS|TX_NL|TX_FR|MS_POPULATION\r\n"


def a_file(folder: Path, content: bytes, name: str = "table.txt") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def a_zip(folder: Path, **members: bytes) -> Path:
    path = folder / "table.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def code_of(path: Path) -> str:
    with pytest.raises(UnreadableFile) as refused, closing(opened(path)) as table:
        list(table.rows)
    return refused.value.code


@pytest.mark.parametrize("is_zip", [False, True])
def test_official_form_is_read_from_a_file_and_from_a_zip(tmp_path: Path, is_zip: bool) -> None:
    content = HEADER + LIEGE + b"\r\n" + b"11002|Antwerpen|Anvers|3\r\n"
    members = {"TF_2022.TXT": content, "readme.pdf": b"%PDF"}
    table = opened(a_zip(tmp_path, **members) if is_zip else a_file(tmp_path, content))
    assert table.header == ("CD_REFNIS", "TX_NL", "TX_FR", "MS_POPULATION")
    assert list(table.rows) == [
        (2, ["62063", "Luik", "Liège", "12"]),
        (4, ["11002", "Antwerpen", "Anvers", "3"]),
    ]
    table.close()


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_delimiter_follows_from_the_header(tmp_path: Path, sign: str) -> None:
    text = f"a{sign}b\n1{sign}é\n"
    table = opened(a_file(tmp_path, b"\xef\xbb\xbf" + text.encode()))
    assert (table.header, list(table.rows)) == (("a", "b"), [(2, ["1", "é"])])
    table.close()


def test_quotes_hold_a_comma_but_are_letters_between_pipes(tmp_path: Path) -> None:
    commas = opened(a_file(tmp_path, b'a,b\n"x, y",1\n'))
    pipes = opened(a_file(tmp_path, b'a|b\n"x|1\n', "other.txt"))
    assert list(commas.rows) == [(2, ["x, y", "1"])]
    assert list(pipes.rows) == [(2, ['"x', "1"])]
    commas.close()
    pipes.close()


def test_column_is_found_whatever_its_case(tmp_path: Path) -> None:
    table = opened(a_file(tmp_path, HEADER + LIEGE))
    assert (table.column("nis", "tx_fr"), table.column("nis")) == (2, None)
    table.close()


def test_progress_is_told_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_files, "TELL_EVERY", 2)
    heard: list[int] = []
    table = opened(a_file(tmp_path, HEADER + LIEGE * 5), heard.append)
    assert (len(list(table.rows)), heard) == (5, [2, 4, 6])
    table.close()


def test_what_is_no_table_is_refused_with_a_reason(tmp_path: Path) -> None:
    assert code_of(tmp_path / "nowhere.txt") == "cannot_open"
    assert code_of(a_file(tmp_path, b"\r\n")) == "empty"
    assert code_of(a_file(tmp_path, b"a|b\n\0\0|1\n")) == "not_text"
    assert code_of(a_file(tmp_path, b"a" * 200_000)) == "not_text"
    assert code_of(a_file(tmp_path, b"PK\3\4 no zip")) == "broken_zip"
    assert code_of(a_zip(tmp_path, a=b"1")) == "not_one_text"
    assert code_of(a_zip(tmp_path, **{"a.txt": b"a|b", "b.csv": b"a|b"})) == "not_one_text"


def test_cell_without_end_is_refused(tmp_path: Path) -> None:
    assert code_of(a_file(tmp_path, b'a,b\n"' + b"x,\n" * 100_000)) == "not_text"


def test_zip_that_is_damaged_inside_is_refused(tmp_path: Path) -> None:
    path = a_zip(tmp_path, **{"a.txt": HEADER + LIEGE * 1000})
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    path.write_bytes(content)
    assert code_of(path) == "broken_zip"


def test_every_damaged_or_hostile_archive_is_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "table.zip"
    codes = set()
    for content in damaged({"a.txt": HEADER + LIEGE * 20}):
        path.write_bytes(content)
        codes.add(code_or_read(path))
    assert codes == {"read", "broken_zip", "not_one_text", "not_text"}


def code_or_read(path: Path) -> str:
    try:
        with closing(opened(path)) as table:
            list(table.rows)
    except UnreadableFile as refused:
        return refused.code
    return "read"
