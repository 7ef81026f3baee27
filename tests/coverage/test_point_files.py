import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from vlaggenlijn.coverage.point_files import Refused, read_points, write_access

HEADER = "id,x,y,value\n"


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "D.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refusal(folder: Path, content: str | bytes) -> str:
    path = written(folder, content)
    with pytest.raises(Refused) as caught:
        read_points(path, "value")
    return str(caught.value).replace(str(path), "D.csv")


def test_reads_the_columns_wherever_they_stand(tmp_path: Path) -> None:
    path = written(tmp_path, 'y,name, value ,id,x\r\n2,"a, b",10,N1,1\r\n\r\n-4.5,c,0,N2,3e2\r\n')
    found = read_points(path, "value")
    assert list(found.ids) == ["N1", "N2"]
    assert found.points.x.tolist() == [1, 300]
    assert found.points.y.tolist() == [2, -4.5]
    assert found.amounts.tolist() == [10, 0]


def test_reads_utf8_with_its_mark(tmp_path: Path) -> None:
    path = written(tmp_path, (HEADER + "Sint-Niklaas é,1,2,3\n").encode("utf-8-sig"))
    assert list(read_points(path, "value").ids) == ["Sint-Niklaas é"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("", "D.csv is empty."),
        ("\n\n", "D.csv is empty."),
        (HEADER, "D.csv holds no rows under its header."),
        ("id,x,value\na,1,2\n", "D.csv has no column y: its first line says id, x, value."),
        (
            "id;x;y;value\na;1;2;3\n",
            "D.csv has no column id or x or y or value: its first line says id;x;y;value.",
        ),
        ("id,x,y,value,x\na,1,2,3,4\n", "D.csv has more than one column x."),
        (HEADER + "a,1,2,3\nb,1,2\n", "D.csv, line 3: 3 cells instead of 4."),
        (HEADER + "a,1,2,3,4\n", "D.csv, line 2: 5 cells instead of 4."),
        (HEADER + "a,1,2,3\n ,1,2,3\n", "D.csv, line 3: the id is empty."),
        (
            HEADER + "a,1,2,3\nb,1,2,3\na,5,5,5\n",
            "D.csv, line 4: the id a stands in line 2 too.",
        ),
        (HEADER + "a,1,2,3\nb,zuid,2,3\n", "D.csv, line 3: x is not a number ('zuid')."),
        (HEADER + 'a,1,"2,5",3\n', "D.csv, line 2: y is not a number ('2,5')."),
        (HEADER + "a,1,2,\n", "D.csv, line 2: value is not a number ('')."),
        (HEADER + "a,1,2,nan\n", "D.csv, line 2: value is not a number ('nan')."),
        (HEADER + "a,1,inf,3\n", "D.csv, line 2: y is not a number ('inf')."),
        (HEADER + "a,1,2,1_000\n", "D.csv, line 2: value is not a number ('1_000')."),
        (HEADER + "a,1,2,3\nb,1,2,-3\n", "D.csv, line 3: value is less than 0."),
        (
            HEADER + "a,1,2,3\nb,1,2,1e12\n",
            "D.csv, line 3: value is absurd (0, or from 0.000001 to 1000000000).",
        ),
        (
            HEADER + "a,1,2,1e-300\n",
            "D.csv, line 2: value is absurd (0, or from 0.000001 to 1000000000).",
        ),
        (HEADER + "a,1e9,2,3\n", "D.csv, line 2: x is no place in metres."),
        (HEADER + "a,1,-1e9,3\n", "D.csv, line 2: y is no place in metres."),
        (
            (HEADER + "é,1,2,3\n").encode("cp1252"),
            "D.csv is not UTF-8: save it as CSV UTF-8.",
        ),
        (
            (HEADER + "a,1,2,3\n").encode("utf-16"),
            "D.csv is not UTF-8: save it as CSV UTF-8.",
        ),
        (HEADER + '"a,1,2,3\n', "D.csv is not a CSV file: unexpected end of data."),
    ],
)
def test_says_in_one_sentence_what_is_wrong(tmp_path: Path, content: str | bytes, why: str) -> None:
    assert refusal(tmp_path, content) == why


def test_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"N\.csv cannot be read: No such file or directory\.$"):
        read_points(tmp_path / "N.csv", "value")


def test_access_is_written_so_that_it_reads_back_exactly(tmp_path: Path) -> None:
    path = tmp_path / "O.csv"
    write_access(path, ["a", "b, c"], np.array([1 / 3, 0.0]))
    assert path.read_text() == 'id,access\na,0.3333333333333333\n"b, c",0.0\n'
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_access_does_not_replace_what_is_no_ordinary_file(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "O.csv")
    with pytest.raises(Refused, match=r"O\.csv cannot be written: it is no ordinary file\.$"):
        write_access(tmp_path / "O.csv", ["a"], np.zeros(1))
    assert not (tmp_path / "O.csv").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["O.csv"]


def test_access_into_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="cannot be written: No such file or directory"):
        write_access(tmp_path / "nowhere" / "O.csv", ["a"], np.zeros(1))
