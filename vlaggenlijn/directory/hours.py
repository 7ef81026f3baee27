"""Opening hours of a service in words; what is open now is computed in opening.py alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays
from django.utils import formats, timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.hours_text import Hours, grid, is_grid_row
from vlaggenlijn.directory.models import Schedule, Service, ServiceAtLocation
from vlaggenlijn.directory.opening import Day, Opening, Range, Rule, state, state_only, week
from vlaggenlijn.directory.usual_week import Days, in_a_row


@dataclass(frozen=True, slots=True)
class OpeningText:
    """state is open, closed, by_appointment or unknown."""

    state: str
    text: str


@dataclass(frozen=True, slots=True)
class Timetable:
    """What tells, without the database, whether a service is open at a moment of a day.

    ``groups`` are the rows of each place; ``is_closed`` when nobody is there that day, whatever
    they say.
    """

    groups: tuple[tuple[Rule, ...], ...] = ()
    on_holidays: str = ""
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class DayText:
    day: str
    hours: str
    is_today: bool
    note: str


@dataclass(frozen=True, slots=True)
class WeekOnPaper:
    """The hours that can be printed; ``is_changing`` when the weeks are not all the same."""

    days: list[Days]
    is_changing: bool
    is_also_by_appointment: bool


# The library names Belgian holidays in these languages of ours; others read the Dutch name.
HOLIDAY_NAMES = {"fr": "fr", "en": "en_US"}


def belgian_holidays(year: int) -> dict[date, str]:
    """Return the public holidays of two years from a year on, by date, named for the visitor."""
    return _named_holidays(year, HOLIDAY_NAMES.get(spoken(), "nl"))


@lru_cache(maxsize=16)
def _named_holidays(year: int, language: str) -> dict[date, str]:
    return dict(holidays.country_holidays("BE", years=[year, year + 1], language=language))


def opening_now(service: Service, now: datetime | None = None) -> OpeningText:
    """Return whether a service is open now (or at an aware moment), over all its places."""
    now = timezone.localtime(now)
    return opening_at(timetable(service, now.date()), now)


def timetable(service: Service, day: date) -> Timetable:
    """Return what tells when a service is open on a day (today or later)."""
    return Timetable(
        groups=tuple(tuple(row.rule() for row in rows) for rows in _groups(service)),
        on_holidays=service.on_holidays,
        is_closed=service.is_closed_on(day),
    )


def opening_at(hours: Timetable, now: datetime) -> OpeningText:
    """Return whether what keeps these hours is open at a local moment of their day."""
    if hours.is_closed:
        return OpeningText("closed", _("closed for now"))
    known = belgian_holidays(now.year)
    found = [
        state(rules, now, holidays=known, on_holidays=hours.on_holidays) for rules in hours.groups
    ]
    best = min(found, key=_preference, default=None)
    return _in_words(best, now) if best else OpeningText("unknown", "")


def state_now(service: Service, now: datetime | None = None) -> str:
    """Return open when one of its places is, else by_appointment, closed or unknown; quickly."""
    now = timezone.localtime(now)
    if service.is_closed_on(now.date()):
        return "closed"
    known = belgian_holidays(now.year)
    states = {
        state_only(
            [row.rule() for row in rows], now, holidays=known, on_holidays=service.on_holidays
        )
        for rows in _groups(service)
    }
    return next((one for one in ("open", "by_appointment", "closed") if one in states), "unknown")


def _groups(service: Service) -> list[list[Schedule]]:
    """The rows of each place, and those of the service itself when no place has any."""
    at_places = [list(link.schedules.all()) for link in service.service_at_locations.all()]
    found = [rows for rows in at_places if rows]
    own = list(service.schedules.all())
    return found or ([own] if own else [])


def _preference(opening: Opening) -> tuple[int, float]:
    """Open comes first, then what opens soonest, then an appointment, then closed for long."""
    if opening.state == "open":
        return 0, 0.0
    if opening.state == "closed" and opening.opens:
        return 1, opening.opens.timestamp()
    return {"by_appointment": 2, "closed": 3}.get(opening.state, 4), 0.0


def _in_words(opening: Opening, now: datetime) -> OpeningText:
    if opening.state == "open":
        return OpeningText("open", _open_text(opening, now))
    if opening.state == "by_appointment":
        return OpeningText("by_appointment", _("by appointment"))
    if opening.state == "closed":
        text = _opens_text(opening.opens, now) if opening.opens else _("closed now")
        return OpeningText("closed", _with_appointment(text, opening.also_by_appointment))
    return OpeningText("unknown", "")


def _with_appointment(text: str, also: bool) -> str:
    return _("%(opening)s, or by appointment") % {"opening": text} if also else text


def _open_text(opening: Opening, now: datetime) -> str:
    if opening.until is None or opening.until - now > timedelta(days=1):
        return _("open now")
    return _("open now, until %(time)s") % {"time": clock(opening.until)}


def _opens_text(opens: datetime, now: datetime) -> str:
    values = {"time": clock(opens), "day": formats.date_format(opens, "l")}
    days = (opens.date() - now.date()).days
    if days == 0:
        return _("opens today at %(time)s") % values
    if days == 1:
        return _("opens tomorrow at %(time)s") % values
    if days < 7:
        return _("opens on %(day)s at %(time)s") % values
    return _("opens on %(date)s") % {"date": formats.date_format(opens, "j F")}


def clock(moment: datetime) -> str:
    return formats.time_format(timezone.localtime(moment), "G.i")


def opening_rows(
    service: Service, link: ServiceAtLocation, today: date | None = None
) -> list[DayText]:
    """Return the coming seven days of one place, from today; empty when nothing is known."""
    rows = list(link.schedules.all()) or list(service.schedules.all())
    if not rows:
        return []
    today = today or timezone.localdate()
    days = week(
        [row.rule() for row in rows],
        today,
        holidays=belgian_holidays(today.year),
        on_holidays=service.on_holidays,
    )
    return [_day(day, today, is_shut=service.is_closed_on(day.date)) for day in days]


def usual_rows(service: Service, link: ServiceAtLocation) -> list[DayText]:
    """Return an ordinary week of one place, Monday first, without holidays and closed days.

    Where the hours are not the same every week, the coming days say more.
    """
    rows = list(link.schedules.all()) or list(service.schedules.all())
    rules = [rule for rule in (row.rule() for row in rows) if not rule.is_exception]
    return _usual_week(rules) or opening_rows(service, link)


def week_on_paper(service: Service, link: ServiceAtLocation) -> WeekOnPaper:
    """Return what of the hours of one place stays true: the ordinary week, in few lines."""
    rows = list(link.schedules.all()) or list(service.schedules.all())
    rules = [rule for rule in (row.rule() for row in rows) if not rule.is_exception]
    timed = [rule for rule in rules if rule.opens_at is not None]
    days = _usual_week(timed)
    return WeekOnPaper(
        days=in_a_row((one.day, one.hours) for one in days),
        is_changing=bool(timed) and not days,
        is_also_by_appointment=any(
            rule.attending == "by_appointment" for rule in rules if rule.opens_at is None
        ),
    )


def _usual_week(rules: list[Rule]) -> list[DayText]:
    """Return Monday to Sunday; empty without rules, or when the weeks are not all the same."""
    if not rules or not all(is_grid_row(rule, attending=rule.attending) for rule in rules):
        return []
    kinds = sorted({rule.attending for rule in rules}, reverse=True)
    grids = [(kind, grid(rules, attending=kind)) for kind in kinds]
    return [
        DayText(_weekday(day), ", ".join(_usual(grids, day)) or _("closed"), False, "")
        for day in range(7)
    ]


def _weekday(number: int) -> str:
    return str(WEEKDAYS[number])


def _usual(grids: list[tuple[str, dict[int, list[Hours]]]], day: int) -> Iterator[str]:
    for attending, week_of in grids:
        for opens, closes in week_of[day]:
            yield _marked(f"{_time(opens)} – {_time(closes)}", attending)


def _time(moment: time) -> str:
    return formats.time_format(moment, "G.i")


def _day(day: Day, today: date, *, is_shut: bool) -> DayText:
    nothing = _("not known") if day.is_unknown and not is_shut else _("closed")
    hours = ", ".join(_hours(part) for part in day.ranges if not is_shut) or nothing
    note = " · ".join(filter(None, (day.holiday_name, day.note)))
    return DayText(formats.date_format(day.date, "l"), hours, day.date == today, note)


def _hours(part: Range) -> str:
    return _marked(f"{clock(part.start)} – {clock(part.end)}", part.attending)


def _marked(hours: str, attending: str) -> str:
    appointment = _("by appointment")
    return f"{hours} ({appointment})" if attending == "by_appointment" else hours
