import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vlaggenlijn.coverage import command_line
from vlaggenlijn.coverage.command_line import main

DEMAND = "id,x,y,value\nnorth,0,0,100\nsouth,0,-4000,50\nfar,90000,0,30\n"
SUPPLY = "id,x,y,capacity\nA,0,1000,10\nB,0,-8000,20\nlost,0,500000,7\n"
METHODS = ["2sfca", "e2sfca", "3sfca", "balanced"]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "D.csv").write_text(DEMAND)
    (tmp_path / "S.csv").write_text(SUPPLY)
    return tmp_path


def words(folder: Path, *more: str, method: str = "2sfca", out: str = "O.csv") -> list[str]:
    return [
        *("--demand", str(folder / "D.csv"), "--supply", str(folder / "S.csv")),
        *("--method", method, "--reach", "6000", "--out", str(folder / out), *more),
    ]


def access(folder: Path) -> dict[str, float]:
    with (folder / "O.csv").open(newline="") as file:
        return {row["id"]: float(row["access"]) for row in csv.DictReader(file)}


def in_process(folder: Path, *more: str, method: str) -> dict[str, float]:
    assert main(words(folder, *more, method=method)) == 0
    return access(folder)


def test_2sfca_of_three_places(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = in_process(files, method="2sfca")
    assert found == pytest.approx({"north": 10 / 150, "south": 10 / 150 + 20 / 50, "far": 0})
    assert capsys.readouterr().out.splitlines() == [
        "3 places and 3 services.",
        "Without a service in reach, access 0: 1 place, value 30.",
        "With nobody in reach: 1 service, capacity 7.",
    ]


def test_e2sfca_weighs_by_step_unless_told_otherwise(files: Path) -> None:
    one = 10 / (100 + 0.22 * 50)
    assert in_process(files, method="e2sfca") == pytest.approx(
        {"north": one, "south": 0.22 * one + 20 / 50, "far": 0}
    )
    assert in_process(files, "--decay", "step", method="e2sfca") == access(files)


def test_only_large_files_wait_for_the_compiler(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(command_line, "compiled", lambda: asked.append(1))
    in_process(files, method="2sfca")
    monkeypatch.setattr(command_line, "WORTH_COMPILING", 9)
    in_process(files, method="2sfca")
    assert asked == [1]


def test_e2sfca_with_a_bell(files: Path) -> None:
    near, middle, rim = (2.718281828459045 ** (-0.5 * d * d) for d in (0.5, 2, 2.5))
    one, other = 10 / (100 * near + 50 * rim), 20 / (50 * middle)
    assert in_process(files, "--decay", "gauss", method="e2sfca") == pytest.approx(
        {"north": near * one, "south": rim * one + middle * other, "far": 0}
    )


def test_3sfca_lets_children_choose_first(files: Path) -> None:
    of_a, of_b = 0.22 / (0.22 + 0.68), 0.68 / (0.22 + 0.68)
    one, other = 10 / (100 + 50 * of_a * 0.22), 20 / (50 * of_b * 0.68)
    assert in_process(files, method="3sfca") == pytest.approx(
        {"north": one, "south": of_a * 0.22 * one + of_b * 0.68 * other, "far": 0}
    )


def test_balanced_lets_each_child_ask_once_and_each_door_give_once(files: Path) -> None:
    of_a, of_b = 0.22 / (0.22 + 0.68), 0.68 / (0.22 + 0.68)
    one, other = 10 / (100 + 50 * of_a), 20 / (50 * of_b)
    assert in_process(files, method="balanced") == pytest.approx(
        {"north": one / 1.22, "south": one * 0.22 / 1.22 + other, "far": 0}
    )


def test_2sfca_tells_that_it_does_not_use_a_decay(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = in_process(files, method="2sfca")
    capsys.readouterr()
    assert in_process(files, "--decay", "gauss", method="2sfca") == plain
    assert capsys.readouterr().out.splitlines()[-1] == (
        "2sfca counts everything within reach alike: --decay was not used."
    )


def test_nothing_is_told_when_everybody_has_and_gives(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "D.csv").write_text("id,x,y,value\nnorth,0,0,100\n")
    (files / "S.csv").write_text("id,x,y,capacity\nA,0,0,0\n")
    assert in_process(files, method="2sfca") == {"north": 0}
    assert capsys.readouterr().out == "1 place and 1 service.\n"


@pytest.mark.parametrize("method", METHODS)
def test_no_children_at_all_is_told_and_never_infinite(
    files: Path, capsys: pytest.CaptureFixture[str], method: str
) -> None:
    (files / "D.csv").write_text("id,x,y,value\nnorth,0,0,0\n")
    (files / "S.csv").write_text("id,x,y,capacity\nA,0,0,29920800\nB,0,0,0.5\n")
    assert in_process(files, method=method) == {"north": 0}
    assert capsys.readouterr().out.splitlines()[1:] == [
        "With nobody in reach: 2 services, capacity 29920800.5."
    ]


def test_a_file_that_is_wrong_gives_one_sentence_and_exit_code_2(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "S.csv").write_text("id,x,y,capacity\nA,0,0,-1\n")
    assert main(words(files)) == 2
    told = capsys.readouterr()
    assert told.err == f"{files / 'S.csv'}, line 2: capacity is less than 0.\n"
    assert told.out == ""
    assert not (files / "O.csv").exists()


@pytest.mark.parametrize("name", ["D.csv", "S.csv"])
def test_what_is_read_is_not_written_over(
    files: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert main(words(files, out=name)) == 2
    assert capsys.readouterr().err == (
        f"{files / name} is what is read: give --out another name.\n"
    )
    assert (files / "D.csv").read_text() + (files / "S.csv").read_text() == DEMAND + SUPPLY


@pytest.mark.parametrize("reach", ["0", "-5", "ver", "nan", "inf", "1e12"])
def test_reach_must_be_a_number_of_metres(
    files: Path, capsys: pytest.CaptureFixture[str], reach: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*words(files), f"--reach={reach}"])
    assert stopped.value.code == 2
    assert capsys.readouterr().err == (
        f"Argument --reach: {reach} is no number of metres above 0; "
        "see python -m vlaggenlijn coverage --help.\n"
    )


@pytest.mark.parametrize("more", [["--method", "4sfca"], ["--decay", "line"], ["--speed", "9"]])
def test_words_that_are_not_known_give_one_line(
    files: Path, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*words(files), *more])
    assert stopped.value.code == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_runs_without_any_setting_or_database(files: Path) -> None:
    bare = {name: word for name, word in os.environ.items() if "VLAGGENLIJN" not in name}
    asked = [sys.executable, "-m", "vlaggenlijn", "coverage", *words(files, method="balanced")]
    done = subprocess.run(
        asked, env=bare, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert done.stdout.startswith("3 places and 3 services.\n")
    assert set(access(files)) == {"north", "south", "far"}


def test_times_take_the_place_of_metres(files: Path) -> None:
    (files / "T.csv").write_text(
        "from,to,minutes\nnorth,A,5\nsouth,A,9.5\nsouth,B,3\nfar,lost,10.01\nelsewhere,A,1\n"
    )
    asked = [*words(files, "--times", str(files / "T.csv"), method="2sfca")]
    asked[asked.index("6000")] = "10"
    assert main(asked) == 0
    assert access(files) == pytest.approx(
        {"north": 10 / 150, "south": 10 / 150 + 20 / 50, "far": 0}
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("from,to,minutes\nx,y,1\n", "T.csv has no row whose from and to are ids"),
        ("from,to,minutes\nnorth,A,-1\n", "line 2: minutes is less than 0"),
        ("from,to,minutes\nnorth,A,1\nnorth,A,2\n", "line 3: this pair stands in an earlier"),
        ("from,to\nnorth,A\n", "has no column minutes"),
    ],
)
def test_wrong_times_are_named(
    files: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    (files / "T.csv").write_text(text)
    assert main(words(files, "--times", str(files / "T.csv"))) == 2
    assert said in capsys.readouterr().err


def test_cluster_gives_the_same(files: Path) -> None:
    wanted = in_process(files, method="3sfca")
    assert in_process(files, "--cluster", "1", method="3sfca") == pytest.approx(wanted, rel=1e-12)


def test_grid_with_very_many_pairs_is_transformed(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = in_process(files, method="e2sfca")
    monkeypatch.setattr(command_line, "WORTH_COMPILING", 9)
    monkeypatch.setattr(command_line, "WORTH_TRANSFORMING", 0.001)
    monkeypatch.setattr(command_line, "compiled", lambda: pytest.fail("a grid needs no compiler"))
    assert in_process(files, method="e2sfca") == pytest.approx(wanted, rel=1e-9)
