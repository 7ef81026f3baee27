"""How much stands behind a finding, and what is not right with it; a thinking module.

Counted are distinct tables, organisations and people, never the number of quotes: one person who
says a thing five times says it once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

NOTHING, ONE_TABLE, CHANGED = "nothing", "one_table", "changed"


@dataclass(frozen=True, slots=True)
class Backing:
    """One quote behind a finding: its table, and the organisation and person, "" when unknown."""

    table: str
    organization: str
    person: str


@dataclass(frozen=True, slots=True)
class Weight:
    """Distinct tables, organisations and people behind a finding, and how many quotes."""

    tables: int
    organizations: int
    people: int
    quotes: int


def weigh(backing: Iterable[Backing]) -> Weight:
    """Return how much stands behind a finding; who is unknown counts as nobody."""
    rows = list(backing)
    return Weight(
        tables=len({one.table for one in rows}),
        organizations=len({one.organization for one in rows} - {""}),
        people=len({one.person for one in rows} - {""}),
        quotes=len(rows),
    )


def gaps_of(weight: Weight, counted: Mapping[str, int]) -> tuple[str, ...]:
    """Return what is not right: nothing behind it, one table only, or other counts than when saved.

    ``counted`` is what held when the sentence was saved; empty when it never was.
    """
    if not weight.quotes:
        return (NOTHING,)
    gaps = [ONE_TABLE] if weight.tables == 1 else []
    names = ("tables", "organizations", "people")
    if counted and any(counted.get(name) != getattr(weight, name) for name in names):
        gaps.append(CHANGED)
    return tuple(gaps)
