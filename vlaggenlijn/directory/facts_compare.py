"""Facts part by part: what differs, what changed meanwhile, taking over some; a thinking module.

A part is what people decide on at once: a column, the ages, all phones, all places, the week.
"""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from vlaggenlijn.directory.facts import OrganizationFacts, ServiceFacts

Facts = TypeVar("Facts", ServiceFacts, OrganizationFacts)
AGES = "ages"
AGE_COLUMNS = ("minimum_age_months", "maximum_age_months")


@dataclass(frozen=True, slots=True)
class Difference:
    """A part that somebody wants otherwise: as they saw it, as it is now, as they want it."""

    name: str
    base: Any
    now: Any
    wanted: Any

    @property
    def is_changed_meanwhile(self) -> bool:
        return not same(self.base, self.now)

    @property
    def is_there(self) -> bool:
        """It is already as they want it."""
        return same(self.now, self.wanted)


def parts(facts: ServiceFacts | OrganizationFacts) -> dict[str, Any]:
    """Return {part: value}, columns first; an organisation's columns are parts like any other."""
    columns = dict(facts.columns)
    ages = tuple(columns.pop(name, None) for name in AGE_COLUMNS)
    found = columns | ({AGES: ages} if isinstance(facts, ServiceFacts) else {})
    rest = [one.name for one in fields(facts) if one.name != "columns"]
    return found | {name: getattr(facts, name) for name in rest}


def same(one: Any, other: Any) -> bool:
    """Whether two values of a part say the same; the order of rows says nothing."""
    if isinstance(one, tuple) and isinstance(other, tuple) and _are_rows(one + other):
        return _counted(one) == _counted(other)
    return bool(one == other)


def _are_rows(values: tuple[Any, ...]) -> bool:
    return all(hasattr(one, "__dataclass_fields__") for one in values)


def _counted(rows: tuple[Any, ...]) -> list[str]:
    shown = (
        [
            (name, getattr(row, name))
            for name, described in row.__dataclass_fields__.items()
            if described.compare
        ]
        for row in rows
    )
    return sorted(map(repr, shown))


def differing(one: Facts, other: Facts) -> list[str]:
    """Return the parts that do not say the same."""
    left, right = parts(one), parts(other)
    return [name for name in {**left, **right} if not same(left.get(name), right.get(name))]


def three_way(base: Facts, now: Facts, wanted: Facts) -> list[Difference]:
    """Return the parts that somebody who saw ``base`` wants otherwise."""
    values = [parts(one) for one in (base, now, wanted)]
    return [
        Difference(name, *(one.get(name) for one in values)) for name in differing(base, wanted)
    ]


def taken_over(now: Facts, wanted: Facts, names: Collection[str]) -> Facts:
    """Return what is there now with some parts as somebody wants them."""
    columns, theirs = dict(now.columns), wanted.columns
    for name in theirs:
        if name in names or (AGES in names and name in AGE_COLUMNS):
            columns[name] = theirs[name]
    rest = {one.name: getattr(wanted, one.name) for one in fields(now) if one.name in names}
    return replace(now, columns=columns, **rest)


def merged(base: Facts, now: Facts, wanted: Facts) -> Facts:
    """Return what is there now with all that somebody who saw ``base`` wants otherwise."""
    return taken_over(now, wanted, differing(base, wanted))
