"""Bars of a report as SVG; the table beside them says the same in numbers; a thinking module."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

ROW, BAR, LABEL, WIDTH = 30, 20, 210, 640


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: a label, its length as a number, and that number in words."""

    label: str
    value: float
    text: str


def chart(title: str, bars: Sequence[Bar], *, colour: str, family: str = "sans-serif") -> str:
    """Return a bar chart as SVG in one colour; the longest bar fills the width.

    Labels that are longer than their room are cut; the table has them whole.
    """
    longest = max((bar.value for bar in bars), default=0)
    height = ROW * max(1, len(bars)) + 8
    drawn = "".join(_bar(place, bar, longest, colour) for place, bar in enumerate(bars))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}"'
        f' height="{height}" role="img" aria-label={quoteattr(title)}'
        f' font-family={quoteattr(family)} font-size="15">{drawn}</svg>'
    )


def _bar(place: int, bar: Bar, longest: float, colour: str) -> str:
    top = ROW * place + 4
    room = WIDTH - LABEL - 90
    length = round(room * bar.value / longest, 1) if longest else 0
    return (
        f'<text x="{LABEL - 8}" y="{top + 16}" text-anchor="end">{escape(_short(bar.label))}</text>'
        f'<rect x="{LABEL}" y="{top}" width="{max(length, 1)}" height="{BAR}" rx="2"'
        f' fill="{colour}"/>'
        f'<text x="{LABEL + max(length, 1) + 8:.1f}" y="{top + 16}">{escape(bar.text)}</text>'
    )


def _short(label: str, most: int = 26) -> str:
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"
