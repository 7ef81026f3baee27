"""Pictures that stand by themselves: valid SVG, nothing lost, shares that fill the bar."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from vlaggenlijn.coverage.bars import DOUBTS, LOOKS
from vlaggenlijn.coverage.pictures import (
    EDGE,
    FILLS,
    SHEET,
    SOFT,
    STRIPES,
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
def test_map_stripes_what_is_possible_and_asks_where_nothing_is_known(looks: list[str]) -> None:
    svg = map_svg("t", a_land([Spot(110, 205, 2, look) for look in looks]), KEYS)
    dots, doubts = shapes(svg, "circle"), [look.partition(" ")[2] for look in looks]
    assert [one.get("stroke-dasharray") is not None for one in dots] == [
        doubt == "is-unknown" for doubt in doubts
    ]
    on_top = [one for one in shapes(svg, "path") if one.get("fill") == "none"]
    wanted = [look for look in looks if " " in look]
    assert [one.get("stroke") for one in on_top] == [
        SOFT if look.endswith("unknown") else STRIPES[look.split()[0]] for look in wanted
    ]
    assert all(one.get("d") for one in on_top)
    assert len(shapes(svg, "path")) == 2 + len(on_top)
    assert texts(svg) == [words for _look, words in KEYS]


def test_map_cuts_off_what_is_beyond_its_frame() -> None:
    outer, inner = shapes(map_svg("t", a_land([])), "svg")
    assert (inner.get("viewBox"), inner.get("width")) == ("100 200 50 25", str(WIDTH))
    assert outer.get("viewBox") == f"0 0 {WIDTH} {WIDTH // 2}"


@pytest.mark.parametrize(
    ("verdict", "stripe"), [(verdict, STRIPES[verdict]) for verdict in LOOKS.values()]
)
def test_stripes_can_be_told_from_what_they_lie_on(verdict: str, stripe: str) -> None:
    assert contrast(FILLS[verdict], stripe) >= 3  # WCAG 2.2, 1.4.11


def contrast(one: str, other: str) -> float:
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_dot_too_small_for_a_question_has_its_dotted_edge() -> None:
    svg = map_svg("t", a_land([Spot(110, 205, 0.1, "v-none is-unknown")]))
    assert len(shapes(svg, "path")) == 2
    assert shapes(svg, "circle")[0].get("stroke") == SOFT


@given(LOOK)
def test_area_is_drawn_as_its_outline_with_the_look_of_a_dot(look: str) -> None:
    path = "M105 205L115 205L115 215L105 215z"
    dot, area = Spot(110, 210, 2, look), Spot(110, 210, 2, look, path=path)
    drawn = map_svg("t", a_land([area]))
    assert shapes(drawn, "circle") == []
    outline = next(one for one in shapes(drawn, "path") if one.get("d") == path)
    circle = shapes(map_svg("t", a_land([dot])), "circle")[0]
    for name in ("fill", "stroke", "stroke-width", "stroke-dasharray"):
        assert outline.get(name) == circle.get(name)
    assert len(shapes(drawn, "path")) == 3 + (" " in look)


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
