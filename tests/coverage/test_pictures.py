"""Pictures that stand by themselves: valid SVG, nothing lost, shares that fill the bar."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from vlaggenlijn.coverage.bars import DOUBTS, LOOKS
from vlaggenlijn.coverage.pictures import (
    EDGE,
    FILLS,
    LINE,
    SHEET,
    WIDTH,
    Land,
    Part,
    Spot,
    bars_svg,
    map_svg,
    pennants_svg,
    sheet_svg,
)

SVG = "{http://www.w3.org/2000/svg}"
LOOK = st.sampled_from(
    [f"{one} {two}".strip() for one in LOOKS.values() for two in DOUBTS.values()]
)
TEXT = st.text(st.sampled_from("aé<&\"'>] ّ😀"), max_size=90)
KEYS = [(look, f"words {look}") for look in LOOKS.values()]


def shapes(svg: str, tag: str) -> list[etree._Element]:
    return list(etree.fromstring(svg.encode()).iter(f"{SVG}{tag}"))


def texts(svg: str) -> list[str]:
    return [one.text or "" for one in shapes(svg, "text")]


@given(st.lists(st.floats(0, 1), min_size=4, max_size=4), TEXT, TEXT)
def test_bar_is_as_wide_as_its_shares(shares: list[float], label: str, title: str) -> None:
    total = sum(shares) or 1.0
    parts = [Part(one / total, look) for one, look in zip(shares, LOOKS.values(), strict=True)]
    svg = bars_svg(title, [(label, parts)], [])
    wide = sum(float(one.get("width", "0")) for one in shapes(svg, "rect"))
    assert wide == pytest.approx((WIDTH - 4) * sum(part.share for part in parts), abs=0.3)
    assert texts(svg) == [label]
    assert etree.fromstring(svg.encode()).get("aria-label") is not None


def test_keys_go_on_to_a_next_line_and_push_the_rows_down() -> None:
    few = bars_svg("t", [("row", [])], KEYS[:1])
    many = bars_svg("t", [("row", [])], KEYS)
    heights = [float(etree.fromstring(one.encode()).get("height", "0")) for one in (few, many)]
    assert heights[1] > heights[0]
    assert texts(many) == [*(words for _look, words in KEYS), "row"]
    assert max(float(one.get("x", "0")) for one in shapes(many, "rect")) < WIDTH


def test_pennants_are_filled_where_there_is_something() -> None:
    svg = pennants_svg("t", [("Vaders", [True, False, True])], [])
    fills = [one.get("fill") for one in shapes(svg, "path")][1:]
    assert fills == [FILLS["v-much"], FILLS["v-none"], FILLS["v-much"]]


@given(st.lists(st.booleans(), max_size=40))
def test_pennants_never_overlap(flags: list[bool]) -> None:
    svg = pennants_svg("t", [("row", flags)], [])
    drawn = [one.get("d", "") for one in shapes(svg, "path")][1:]
    spans = [
        (float(one[1:].split(" ")[0]), float(one.split("h")[1].split("l")[0])) for one in drawn
    ]
    ends = [left + wide for left, wide in spans]
    assert all(end <= left + 0.11 for end, (left, _) in zip(ends, spans[1:], strict=False))
    assert all(left > 0 and left + wide < WIDTH for left, wide in spans)


def a_land(spots: list[Spot]) -> Land:
    return Land(100, 200, 50, 25, ["M100 200l50 0 0 25z"], spots, [(120, 210)])


@given(st.lists(LOOK, max_size=6))
def test_map_has_every_spot_and_door_and_no_fill_where_nothing_is_known(looks: list[str]) -> None:
    svg = map_svg("t", a_land([Spot(110, 205, 2, look) for look in looks]))
    dots = shapes(svg, "circle")
    unknown = [look.endswith("is-unknown") for look in looks]
    assert [one.get("fill") == "none" for one in dots] == unknown
    assert [one.get("stroke") == LINE for one in dots] == unknown
    assert [one.get("stroke-dasharray") is not None for one in dots] == [
        " " in one for one in looks
    ]
    assert len(shapes(svg, "path")) == 2
    root = etree.fromstring(svg.encode())
    assert (root.get("viewBox"), root.get("height")) == ("100 200 50 25", str(WIDTH // 2))


def test_sheet_says_what_where_and_whence() -> None:
    title, source = "Ontmoeting " * 9, "<bron> & meer"
    svg = sheet_svg(title.strip(), source, a_land([]), KEYS, "Noto Sans")
    said = texts(svg)
    assert " ".join(said[:2]) == title.strip()
    assert said[-1] == source
    assert [words for _look, words in KEYS] == said[2:-1]
    inner = shapes(svg, "svg")[1]
    assert (inner.get("viewBox"), inner.get("width")) == ("100 200 50 25", str(SHEET))
    assert float(etree.fromstring(svg.encode()).get("width", "0")) == SHEET + 2 * EDGE
