"""An agenda as lines of text, matched with the points that are there, so that minutes stay."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Id = TypeVar("Id")
MARK = re.compile(r"(?:[-–*•]|\d{1,2}[.)])\s+")  # what people set before a line of a list


@dataclass(frozen=True, slots=True)
class Point(Generic[Id]):
    """A point as it stands; ``id`` None for one that is new, ``is_minuted`` when it has words."""

    title: str
    id: Id | None = None
    is_minuted: bool = False


def lines(text: str) -> list[str]:
    """Return the points of a text: one a line, without numbers or dashes before them.

    A number that is part of what is said stays: "16-23 mei" and "2027: begroting".
    """
    bare = (MARK.sub("", line.strip()) for line in text.splitlines())
    return [line for line in bare if line]


def replanned(points: Iterable[Point[Id]], wanted: Iterable[str]) -> list[Point[Id]]:
    """Return the points in the wanted order; the same title keeps its point.

    A point with minutes that is not wanted any more comes last: what was written is never lost.
    One without is left out.
    """
    there = list(points)
    found: list[Point[Id]] = []
    for title in wanted:
        same = next((one for one in there if one.title == title), None)
        if same is not None:
            there.remove(same)
        found.append(same or Point(title))
    return found + [one for one in there if one.is_minuted]
