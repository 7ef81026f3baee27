"""The small pictures of a matrix: one bar for each age band, its parts by verdict; pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from vlaggenlijn.coverage.certainty import Sureness, Verdict
from vlaggenlijn.coverage.points import Numbers

WIDTH, GAP, HEIGHT = 10, 3, 30
# From the foot of a bar upwards: what is there, and on top what is lacking.
ORDER = (Verdict.MUCH, Verdict.AS_ELSEWHERE, Verdict.SHORT, Verdict.NONE)
LOOKS = {
    Verdict.NONE: "v-none",
    Verdict.SHORT: "v-short",
    Verdict.AS_ELSEWHERE: "v-even",
    Verdict.MUCH: "v-much",
}
DOUBTS = {Sureness.CERTAIN: "", Sureness.POSSIBLE: "is-possible", Sureness.UNKNOWN: "is-unknown"}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar in units of the picture, top left and size, with its looks as classes."""

    x: int
    y: float
    height: float
    look: str


def bars(counts: Numbers) -> list[Part]:
    """Return the parts of all bars for one function and group: (A, 4 verdicts, 3 surenesses)."""
    return [part for age, band in enumerate(counts) for part in _bar(age, band)]


def width_of(ages: int) -> int:
    return ages * (WIDTH + GAP) - GAP


def _bar(age: int, band: Numbers) -> Iterator[Part]:
    total = float(band.sum())
    foot = float(HEIGHT)
    for verdict in ORDER:
        for sureness in Sureness:
            height = round(HEIGHT * float(band[verdict, sureness]) / total, 1) if total else 0.0
            if height > 0:
                foot = round(max(0.0, foot - height), 1)
                look = f"{LOOKS[verdict]} {DOUBTS[sureness]}".strip()
                yield Part(age * (WIDTH + GAP), foot, height, look)
