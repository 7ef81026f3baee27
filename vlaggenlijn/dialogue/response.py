"""Who is invited, comes and answered, and where somebody is missing; a thinking module.

The response is who took part out of who was addressed, as in the report of 2012: 65 of 308 is 21 %.
"""

from collections.abc import Iterable
from dataclasses import dataclass

ADDRESSED, INVITED, REGISTERED = "addressed", "invited", "registered"
EXCUSED, NO_SHOW, PRESENT = "excused", "no_show", "present"
COMES = (REGISTERED, PRESENT)
HELD = "held"


@dataclass(frozen=True, slots=True)
class Addressee:
    """One organisation that is addressed in a series, and how far it is."""

    region: str
    kind: str
    state: str
    has_answered_form: bool = False
    has_answered_check: bool = False
    was_asked_to_check: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Counts for one region or kind; ``is_missing`` says that nobody of it comes or came."""

    name: str
    addressed: int
    invited: int
    comes: int
    answered: int
    excused: int
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Response:
    """All of a series: ``percent`` is the response, rounded; None when nobody was addressed."""

    addressed: int
    invited: int
    registered: int
    excused: int
    no_show: int
    present: int
    answered: int
    checked: int
    asked_to_check: int
    percent: int | None
    regions: tuple[Line, ...]
    kinds: tuple[Line, ...]

    @property
    def silent(self) -> int:
        """Who was asked to read back and said nothing: silence, and no consent."""
        return self.asked_to_check - self.checked


@dataclass(frozen=True, slots=True)
class Gatherings:
    """How many tables there were to be, those that were cancelled included, and how many were."""

    planned: int
    held: int


def gatherings_of(states: Iterable[str]) -> Gatherings:
    """Return how many tables were planned and held, out of the state of each; no rehearsals."""
    every = list(states)
    return Gatherings(len(every), every.count(HELD))


def response_of(addressees: Iterable[Addressee]) -> Response:
    """Return the response of a series; lines stand by name, those where nobody comes first."""
    every = list(addressees)
    present = _in(every, PRESENT)
    return Response(
        addressed=len(every),
        invited=len(every) - _in(every, ADDRESSED),
        registered=_in(every, REGISTERED),
        excused=_in(every, EXCUSED),
        no_show=_in(every, NO_SHOW),
        present=present,
        answered=sum(one.has_answered_form for one in every),
        checked=sum(one.has_answered_check for one in every),
        asked_to_check=sum(one.was_asked_to_check for one in every),
        percent=round(100 * present / len(every)) if every else None,
        regions=_lines(every, "region"),
        kinds=_lines(every, "kind"),
    )


def _in(addressees: Iterable[Addressee], *states: str) -> int:
    return sum(one.state in states for one in addressees)


def _lines(addressees: list[Addressee], by: str) -> tuple[Line, ...]:
    names = {getattr(one, by) for one in addressees}
    lines = [_line(name, [one for one in addressees if getattr(one, by) == name]) for name in names]
    return tuple(sorted(lines, key=lambda line: (not line.is_missing, line.name)))


def _line(name: str, rows: list[Addressee]) -> Line:
    comes = _in(rows, *COMES)
    return Line(
        name=name,
        addressed=len(rows),
        invited=len(rows) - _in(rows, ADDRESSED),
        comes=comes,
        answered=sum(one.has_answered_form for one in rows),
        excused=_in(rows, EXCUSED),
        is_missing=comes == 0,
    )
