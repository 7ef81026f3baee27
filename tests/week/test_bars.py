"""Bars: as long as their numbers, readable by a machine too."""

from defusedxml import ElementTree

from vlaggenlijn.week.bars import LABEL, WIDTH, Bar, chart

SVG = "{http://www.w3.org/2000/svg}"


def test_bars_are_as_long_as_their_numbers() -> None:
    made = chart(
        "Wie kwam", [Bar("A & B", 10, "10"), Bar("C", 5, "5"), Bar("D", 0, "0")], colour="#123456"
    )
    root = ElementTree.fromstring(made)
    widths = [float(one.get("width")) for one in root.iter(f"{SVG}rect")]
    assert widths == [WIDTH - LABEL - 90, (WIDTH - LABEL - 90) / 2, 1]
    assert root.get("aria-label") == "Wie kwam"
    assert [one.text for one in root.iter(f"{SVG}text")] == ["A & B", "10", "C", "5", "D", "0"]


def test_chart_of_nothing_or_of_zeros_is_drawn() -> None:
    assert ElementTree.fromstring(chart("Leeg", [], colour="#000000")).findall(f"{SVG}rect") == []
    made = chart("Nul", [Bar("A", 0, "0")], colour="#000000")
    assert ElementTree.fromstring(made).find(f"{SVG}rect").get("width") == "1"


def test_long_label_is_cut_in_the_picture() -> None:
    made = chart("Lang", [Bar("x" * 40, 1, "1")], colour="#000000")
    assert ElementTree.fromstring(made).find(f"{SVG}text").text == "x" * 25 + "…"
