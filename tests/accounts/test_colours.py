import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vlaggenlijn.accounts.colours import (
    ENOUGH,
    PAPER_DARK,
    WHITE,
    Colour,
    contrast,
    parse,
    readable_on,
    stylesheet,
    write,
)

PART = st.integers(0, 255)
COLOUR = st.tuples(PART, PART, PART)
BLACK = (0, 0, 0)


@given(COLOUR)
def test_colour_written_is_read_back(colour: Colour) -> None:
    assert parse(write(colour)) == colour
    assert parse(write(colour).upper()) == colour


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [(BLACK, WHITE, 21.0), (WHITE, WHITE, 1.0), ((119, 119, 119), WHITE, 4.48),
     ((255, 0, 0), WHITE, 4.0), ((10, 10, 10), WHITE, 19.8)],
)  # fmt: skip
def test_contrast_as_in_the_guidelines(one: Colour, other: Colour, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)


@given(COLOUR, COLOUR)
def test_contrast_is_the_same_both_ways(one: Colour, other: Colour) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21


# Greys around the middle, where black and white read about equally well.
@example((118, 118, 118), (118, 118, 118))
@example((122, 122, 122), (255, 255, 255))
@example((117, 117, 117), (0, 0, 0))
@given(COLOUR, COLOUR)
def test_every_colour_becomes_readable_on_every_background(
    background: Colour, colour: Colour
) -> None:
    assert contrast(readable_on(background, colour), background) >= ENOUGH


@given(COLOUR, COLOUR)
def test_colour_that_reads_already_is_kept(background: Colour, colour: Colour) -> None:
    if contrast(colour, background) >= ENOUGH:
        assert readable_on(background, colour) == colour


def in_css(name: str, css: str) -> Colour:
    found = re.search(rf"--{name}:(#[0-9a-f]{{6}})\b", css)
    assert found
    return parse(found[1])


@given(COLOUR)
def test_stylesheet_reads_in_light_and_in_dark(colour: Colour) -> None:
    light, dark = stylesheet(write(colour)).split("@media (prefers-color-scheme:dark)")
    for css, paper in ((light, WHITE), (dark, PAPER_DARK)):
        assert contrast(in_css("accent", css), paper) >= ENOUGH
        assert contrast(in_css("accent-ink", css), in_css("accent", css)) >= ENOUGH


def test_stylesheet_of_a_dark_green() -> None:
    assert stylesheet("#1f5c4d") == (
        ":root{--accent:#1f5c4d;--accent-ink:#ffffff}\n"
        "@media (prefers-color-scheme:dark){:root{--accent:#628d82;--accent-ink:#171717}}\n"
    )
