"""The small pictures of a matrix: one bar for each age band, its parts by verdict; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

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

# Of whom we do not know there is no verdict to show.
UNKNOWN = f"{LOOKS[Verdict.NONE]} {DOUBTS[Sureness.UNKNOWN]}"


def look_of(verdict: int, sureness: int) -> str:
    """Return the classes by which a picture or a mark shows a verdict and how sure it is."""
    return f"{LOOKS[Verdict(verdict)]} {DOUBTS[Sureness(sureness)]}".strip()


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


def _bar(age: int, band: Numbers) -> Iterator[Part]:
    total, below = float(band.sum()), 0.0
    foot = float(HEIGHT)
    for look, children in _stacked(band):
        below += children
        top = round(HEIGHT * (1 - below / total), 1) if total else foot
        if top < foot:
            yield Part(age * (WIDTH + GAP), top, round(foot - top, 1), look)
            foot = top


def _stacked(band: Numbers) -> Iterator[tuple[str, float]]:
    """Return looks with their children from the foot up; of whom we do not know are together."""
    for verdict, sureness in product(ORDER, (Sureness.CERTAIN, Sureness.POSSIBLE)):
        yield look_of(verdict, sureness), float(band[verdict, sureness])
    yield UNKNOWN, float(band[:, Sureness.UNKNOWN].sum())
