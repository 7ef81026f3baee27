"""Handbooks as plain values: what differs between two of them, and steps taken over one by one.

A thinking module. Two steps are the same step when their ``line`` is the same, however their words
were bettered since; that line travels along with every copy.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import astuple, dataclass, replace
from typing import Literal

MOST_STEPS = 80

Kind = Literal["new", "words", "tip", "own"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: ``what`` is done, ``tip`` says how it goes well, ``chapter`` is its heading."""

    line: str
    what: str
    chapter: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A step that differs; ``mine`` is None when it is new to me, ``theirs`` when it is my own."""

    kind: Kind
    mine: Step | None
    theirs: Step | None


def differences(mine: Iterable[Step], theirs: Iterable[Step]) -> list[Difference]:
    """Return what differs in the order of theirs, and after that the steps that only I have."""
    own, others = {one.line: one for one in mine}, list(theirs)
    found = [_difference(own.get(one.line), one) for one in others]
    there = {one.line for one in others}
    only_mine = [Difference("own", one, None) for line, one in own.items() if line not in there]
    return [one for one in found if one is not None] + only_mine


def _difference(mine: Step | None, theirs: Step) -> Difference | None:
    if mine is None:
        return Difference("new", None, theirs)
    if (mine.what, mine.chapter) != (theirs.what, theirs.chapter):
        return Difference("words", mine, theirs)
    return Difference("tip", mine, theirs) if mine.tip != theirs.tip else None


def is_other_order(mine: Sequence[Step], theirs: Sequence[Step]) -> bool:
    """Whether the steps that both have stand in another order."""
    both = {one.line for one in mine} & {one.line for one in theirs}
    return [one.line for one in mine if one.line in both] != [
        one.line for one in theirs if one.line in both
    ]


def taken_over(
    mine: Sequence[Step], theirs: Sequence[Step], lines: Collection[str], *, order: bool = False
) -> list[Step]:
    """Return my steps with the words of theirs for the lines named, and their order if asked for.

    A step that is new to me comes after the one that it follows in theirs. My own steps stay.
    """
    wanted = {one.line: one for one in theirs if one.line in lines}
    result = [wanted.get(one.line, one) for one in mine]
    for place, one in enumerate(theirs):
        if one.line in wanted and all(one.line != there.line for there in result):
            result.insert(_after([other.line for other in theirs[:place]], result), one)
    return _in_order_of(result, theirs) if order else result


def _after(before: Sequence[str], steps: Sequence[Step]) -> int:
    """Return the place behind the last of ``before`` that is among the steps; 0 without any."""
    places = {one.line: place for place, one in enumerate(steps)}
    return next((places[line] + 1 for line in reversed(before) if line in places), 0)


def _in_order_of(mine: Sequence[Step], theirs: Sequence[Step]) -> list[Step]:
    """Return my steps in the order of theirs; each of my own follows the step it followed."""
    order = {one.line: place for place, one in enumerate(theirs)}
    ranks, last = {}, -1
    for one in mine:
        last = order.get(one.line, last)
        ranks[one.line] = last
    return sorted(mine, key=lambda one: (ranks[one.line], one.line not in order))


def moved(steps: Sequence[Step], line: str, *, is_up: bool) -> list[Step]:
    """Return the steps with one of them a place higher or lower.

    At the edge of its chapter it goes over to the next chapter first, so that a chapter stays in
    one piece; at the edge of the whole it stays.
    """
    result = list(steps)
    place = next(place for place, one in enumerate(result) if one.line == line)
    other = place - 1 if is_up else place + 1
    if not 0 <= other < len(result):
        return result
    if result[other].chapter == result[place].chapter:
        result[place], result[other] = result[other], result[place]
    else:
        result[place] = replace(result[place], chapter=result[other].chapter)
    return result


def place_of_new(steps: Sequence[Step], chapter: str) -> int:
    """Return where a new step goes: behind the last of its chapter, or at the end."""
    places = [place for place, one in enumerate(steps) if one.chapter == chapter]
    return places[-1] + 1 if places else len(steps)


def regrouped(steps: Iterable[Step]) -> list[tuple[str, list[Step]]]:
    """Return (chapter, its steps) in order; a chapter that comes back stands twice."""
    groups: list[tuple[str, list[Step]]] = []
    for one in steps:
        if not groups or groups[-1][0] != one.chapter:
            groups.append((one.chapter, []))
        groups[-1][1].append(one)
    return groups


def fingerprint(steps: Iterable[Step]) -> str:
    """Return a short text that differs as soon as a word or the order of the steps does."""
    words = repr([astuple(one) for one in steps])
    return hashlib.sha256(words.encode()).hexdigest()[:20]
