"""What a calendar of others says of an activity, beside what stands here; a thinking module.

Facts are plain values for JSON by name. What was changed here stays; what was changed there comes
in; what was changed on both sides stays as it is here, and is told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vlaggenlijn.directory.import_rows import Problem

Facts = Mapping[str, Any]
MISSING = object()
NOTHING: tuple[Any, ...] = (None, "", [], {})


@dataclass(frozen=True, slots=True)
class Wish:
    """An activity as a source tells it; ``exceptions`` are single times, by planned day."""

    key: str
    name: str
    url: str = ""
    facts: Facts = field(default_factory=dict)
    exceptions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Return the same as plain values for JSON."""
        problems = [[one.level, one.field, one.code, dict(one.values)] for one in self.problems]
        return {
            "key": self.key,
            "name": self.name,
            "url": self.url,
            "facts": dict(self.facts),
            "exceptions": {day: dict(one) for day, one in self.exceptions.items()},
            "problems": problems,
        }


def wish_in(plain: Mapping[str, Any]) -> Wish:
    """Return the wish that plain values stand for."""
    problems = tuple(Problem(*one) for one in plain["problems"])
    return Wish(**{**plain, "problems": problems})


@dataclass(frozen=True, slots=True)
class Merge:
    """What to take over, and what was changed on both sides, by name of a fact."""

    taken: dict[str, Any] = field(default_factory=dict)
    conflicts: dict[str, Any] = field(default_factory=dict)


def merged(told: Facts, here: Facts, there: Facts, conflicts: Facts) -> Merge:
    """Return what changes of an activity when its source is read again.

    ``told`` is what the source said last time, ``conflicts`` what nobody decided about since. A
    fact that was never told before comes in where nothing stands; one that is not told now stays.
    """
    found = Merge()
    for name, value in there.items():
        before, now = told.get(name, MISSING), here.get(name)
        if now == value:
            continue
        if before == value:
            if name in conflicts:
                found.conflicts[name] = value
        elif now == before or (before is MISSING and now in NOTHING):
            found.taken[name] = value
        else:
            found.conflicts[name] = value
    return found
