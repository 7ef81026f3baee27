"""Pictures for social media: nothing over an edge, nothing unreadable."""

import re

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.accounts.colours import contrast, parse
from vlaggenlijn.week.social import (
    CANVASES,
    LEADING,
    SQUARE,
    STORY,
    Canvas,
    Words,
    bunting,
    fitted,
    picture,
    wrapped,
)

SVG = "{http://www.w3.org/2000/svg}"


def measure(text: str, size: float, is_bold: bool) -> float:
    """Every sign half as wide as it is high, bold a little wider."""
    return len(text) * size * (0.6 if is_bold else 0.5)


def test_wrapping_keeps_words_whole_where_it_can() -> None:
    assert wrapped("samen koken in het huis", 60, 10, False, measure) == [
        "samen koken",
        "in het huis",
    ]
    assert wrapped("   ", 60, 10, False, measure) == []


def test_word_wider_than_the_line_is_cut() -> None:
    assert wrapped("kinderopvangtoeslag", 60, 10, False, measure) == ["kinderopvang", "toeslag"]
    assert wrapped("ab", 1, 10, False, measure) == ["a", "b"]


def fit(text: str, width: float = 60, height: float = 30) -> tuple[tuple[str, ...], float]:
    block = fitted(text, width=width, height=height, sizes=(20, 10), is_bold=False, measure=measure)
    return block.lines, block.size


def test_largest_size_that_fits_is_taken() -> None:
    assert fit("samen") == (("samen",), 20)
    assert fit("samen koken") == (("samen koken",), 10)


def test_text_that_never_fits_ends_with_dots() -> None:
    assert fit("samen koken, in het huis en de tuin") == (("samen koken,", "in het huis…"), 10)
    assert fit("samen koken en eten", height=1) == (("samen koken…",), 10)
    assert fit("x" * 40, width=1) == (("x", "…"), 10)


@given(st.text(max_size=300), st.floats(40, 900), st.floats(20, 400))
def test_fitted_text_stays_in_its_box(text: str, width: float, height: float) -> None:
    block = fitted(
        text, width=width, height=height, sizes=(30, 20, 10), is_bold=True, measure=measure
    )
    assert block.height <= max(height, 10 * LEADING)
    assert all(measure(line, block.size, True) <= width for line in block.lines)


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=120)


@given(TEXT, TEXT, st.lists(TEXT, max_size=3), st.sampled_from([SQUARE, STORY]))
def test_picture_keeps_every_line_inside_its_edges(
    kicker: str, title: str, facts: list[str], canvas: Canvas
) -> None:
    words = Words(kicker, title, tuple(facts), "Huis van het Kind Demo")
    root = ElementTree.fromstring(
        picture(words, canvas, accent="#1f5c4d", family="Noto Sans", measure=measure)
    )
    assert (root.get("width"), root.get("height")) == (str(canvas.width), str(canvas.height))
    baselines = []
    for text in root.iter(f"{SVG}text"):
        size, is_bold = float(text.get("font-size", 0)), text.get("font-weight") == "700"
        for line in text.iter(f"{SVG}tspan"):
            left, at = float(line.get("x", 0)), float(line.get("y", 0))
            assert left >= canvas.edge
            assert left + measure(line.text or "", size, is_bold) <= canvas.width - canvas.edge + 1
            baselines.append(at)
    assert baselines == sorted(baselines), "nothing stands on something else"
    assert max(baselines) <= canvas.height - canvas.edge


@pytest.mark.parametrize(
    "accent", ["#1f5c4d", "#ffdd00", "#767676", "#ffffff", "#000000", "#b03060"]
)
def test_text_reads_on_every_colour(accent: str) -> None:
    made = picture(
        Words("Week", "Samen"), SQUARE, accent=accent, family="Noto Sans", measure=measure
    )
    (ink,) = set(re.findall(r'<text[^>]*fill="(#\w{6})"', made))
    assert contrast(parse(ink), parse(accent)) >= 4.5


def test_picture_says_in_words_what_stands_on_it_and_escapes() -> None:
    made = picture(
        Words("Week", 'A <b> & "c"', ("zaterdag",), "Demo"),
        STORY, accent="#1f5c4d", family="Noto Sans", measure=measure,
    )  # fmt: skip
    root = ElementTree.fromstring(made)
    assert root.get("aria-label") == 'Week. A <b> & "c". zaterdag. Demo'
    assert [one.text for one in root.iter(f"{SVG}tspan")] == [
        "Week",
        'A <b> & "c"',
        "zaterdag",
        "Demo",
    ]


def test_flags_hang_over_the_whole_width() -> None:
    root = ElementTree.fromstring(f"<g>{bunting(1080, 40)}</g>")
    string, *flags = root.findall("path")
    assert string.get("d") == "M0 40Q540 180 1080 40"
    assert len(flags) == 10
    assert bunting(100, 0).count("<path") == 5


def test_canvases_are_known_by_their_size() -> None:
    assert list(CANVASES) == ["1080x1080", "1080x1920"]
