"""An ordinary week on paper: days in a row with the same hours stand on one line. Thinking."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Days:
    """From the first day to the last, both included; the same for one day."""

    first: str
    last: str
    hours: str

    @property
    def name(self) -> str:
        return self.first if self.first == self.last else f"{self.first} – {self.last}"


def in_a_row(week: Iterable[tuple[str, str]]) -> list[Days]:
    """Return (day, hours) pairs in fewer lines; days without hours in figures are left out."""
    found: list[Days] = []
    is_next_to = False
    for day, hours in week:
        if not any(sign.isdigit() for sign in hours):
            is_next_to = False
            continue
        if is_next_to and found[-1].hours == hours:
            found[-1] = Days(found[-1].first, day, hours)
        else:
            found.append(Days(day, day, hours))
        is_next_to = True
    return found
