"""How far counts as near: kilometres by road, or minutes by a means of travelling.

A thinking module. Minutes come from a table that a network brought in. Where the table is silent
they are the road as it is taken for distances (``gathering.DETOUR``) at a stated speed.
"""

from dataclasses import dataclass

DISTANCE = ""
# From door to door, with walking to the stop, waiting, lights and parking: assumptions, said on
# the page wherever they are used.
SPEEDS = {"foot": 4.5, "bike": 14.0, "transit": 15.0, "car": 35.0}  # km an hour


@dataclass(frozen=True, slots=True)
class Within:
    """``amount``: kilometres, or minutes where ``means`` is one of SPEEDS."""

    amount: int
    means: str = DISTANCE

    @property
    def reach(self) -> float:
        """The reach in the unit of the engine: metres by road, or minutes."""
        return float(self.amount) if self.means else self.amount * 1000.0

    @property
    def query(self) -> str:
        """The same as a part of an address."""
        return "&".join(f"{name}={value}" for name, value in self.pairs)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The same as names and values, for the fields of a form."""
        amount = str(self.amount)
        return [("met", self.means), ("min", amount)] if self.means else [("km", amount)]


def within_of(reach: float, means: str) -> Within:
    """Return what a reach in the unit of the engine was asked as."""
    return Within(round(reach if means else reach / 1000), means)


def metres_of(reach: float, means: str) -> float:
    """Return the metres by road that a reach comes to where nothing else is known."""
    return reach * SPEEDS[means] * 1000 / 60 if means else reach


def minutes_of(metres: float, means: str) -> float:
    """Return the minutes that so many metres by road are taken to ask."""
    return metres * 60 / (SPEEDS[means] * 1000)
