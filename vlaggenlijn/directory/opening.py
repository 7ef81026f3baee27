"""When a service is open: the one place that computes it; a thinking module.

Badge, list filter, week table and feeds all stand on `_plan`, so they cannot disagree. A row
belongs to the local day on which it begins, also when it ends after midnight. For each day, a
closed day wins over hours of an exception row, these over a longer closed period, that over a
public holiday, and a holiday over the regular hours. Rows that cannot be read are left out, and
then "unknown" stands where we would have said "closed": no parent loses a door by a typing mistake.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from vlaggenlijn.directory.recurrence import (
    Problem,
    Rule,
    has_begun,
    has_ended,
    occurs,
    problems,
)

__all__ = [
    "Day",
    "Opening",
    "Problem",
    "Range",
    "Rule",
    "problems",
    "ranges",
    "state",
    "state_only",
    "week",
]

BRUSSELS = ZoneInfo("Europe/Brussels")
ON_HOLIDAYS = ("closed", "as_usual", "unknown")
MOST_DAYS = 366
FIRST_YEAR, LAST_YEAR = 1900, 2900
# Most services open again within a week; only for the others do we look two months ahead.
NEAR_DAYS, FAR_DAYS = 7, 60
ONE_DAY = timedelta(days=1)

State = Literal["open", "closed", "by_appointment", "unknown"]
Reason = Literal["", "holiday", "exception", "temporarily_closed"]


@dataclass(frozen=True, slots=True)
class Range:
    """A stretch from start up to end, aware moments in Brussels time, with the manner of coming."""

    start: datetime
    end: datetime
    attending: str = ""
    note: str = ""

    @property
    def is_by_appointment(self) -> bool:
        """Whether people must ask for an appointment first."""
        return self.attending == "by_appointment"


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the week table; is_unknown when nobody told us what happens on that holiday."""

    date: date
    ranges: list[Range]
    is_holiday: bool
    holiday_name: str
    is_exception: bool
    is_unknown: bool
    note: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What to say now: until is the closing time, opens the next opening within 60 days.

    Either is None when there is none in that time, so an open service without until stays open.
    reason is why the usual hours do not hold; attending the ways to come in now ("phone").
    """

    state: State
    until: datetime | None = None
    opens: datetime | None = None
    reason: Reason = ""
    note: str = ""
    holiday_name: str = ""
    also_by_appointment: bool = False
    attending: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Calendar:
    """The readable rows by kind, and what to do on holidays."""

    regular: list[Rule]
    exceptions: list[Rule]
    unreadable: list[Rule]
    holidays: Mapping[date, str]
    on_holidays: str


@dataclass(frozen=True, slots=True)
class _Plan:
    """What holds on one day; rules are its exception rows with hours, cuts the hours taken out.

    Its moments are UTC, as all inside this module: Python compares two moments of one zone by the
    clock on the wall, which is wrong in the night the clock goes back.
    """

    ranges: list[Range]
    rules: list[Rule] = field(default_factory=list)
    cuts: list[Range] = field(default_factory=list)
    reason: Reason = ""
    note: str = ""
    is_closed: bool = False
    is_unknown: bool = False


@dataclass(frozen=True, slots=True)
class _Outlook:
    """The days around one moment: yesterday (hours past midnight), today, and on to the horizon."""

    moment: datetime
    day: date
    yesterday: _Plan
    today: _Plan
    walk_in: list[Range]
    asked_for: list[Range]
    horizon: datetime

    @property
    def opens(self) -> datetime | None:
        starts = (part.start for part in self.walk_in if part.start > self.moment)
        return next(starts, None)

    def held(self, parts: Iterable[Range]) -> list[Range]:
        return [part for part in parts if part.start <= self.moment < part.end]

    def until(self, stretches: list[Range]) -> datetime | None:
        end = self.held(stretches)[0].end
        return _local(end) if end < self.horizon else None


def state(
    rules: Iterable[Rule],
    now: datetime,
    *,
    holidays: Mapping[date, str],
    on_holidays: str = "closed",
) -> Opening:
    """Return whether people can come in at this moment; unknown without (readable) rows.

    now is aware, ValueError otherwise; holidays are the public holidays by date; on_holidays is one
    of ON_HOLIDAYS and holds where no exception row does.
    """
    if now.utcoffset() is None:
        raise ValueError("The moment needs a time zone.")
    calendar = _calendar(rules, holidays, on_holidays)
    outlook = _look_ahead(calendar, now)
    opening, opens = _now(calendar, outlook), outlook.opens
    rows = (*outlook.today.rules, *_lasting(calendar, outlook.day))
    may_ask = not outlook.today.is_closed and opening.state != "by_appointment"
    return replace(
        opening,
        opens=_local(opens) if opens else None,
        holiday_name=holidays.get(outlook.day, ""),
        also_by_appointment=may_ask and any(rule.is_by_appointment for rule in rows),
    )


def state_only(
    rules: Iterable[Rule],
    now: datetime,
    *,
    holidays: Mapping[date, str],
    on_holidays: str = "closed",
) -> State:
    """Return the state alone, without looking ahead; for who asks it of hundreds at once."""
    calendar = _calendar(rules, holidays, on_holidays)
    outlook = _outlook(calendar, now.astimezone(UTC), now.astimezone(BRUSSELS).date(), 0)
    return _now(calendar, outlook).state


def ranges(
    rules: Iterable[Rule],
    first: date,
    last: date,
    *,
    holidays: Mapping[date, str],
    on_holidays: str = "closed",
) -> list[Range]:
    """Return the stretches that begin on the days first to last (at most 366), sorted.

    Stretches that touch and have the same attending and note are one, also across midnight. Hours
    by appointment are among them; a holiday of which we know nothing has none. Raises ValueError
    for too many days or none.
    """
    calendar = _calendar(rules, holidays, on_holidays)
    plans = [_plan(calendar, day) for day in _days(first, last)]
    return _shown(part for plan in plans for part in plan.ranges)


def week(
    rules: Iterable[Rule],
    monday: date,
    *,
    holidays: Mapping[date, str],
    on_holidays: str = "closed",
) -> list[Day]:
    """Return seven days from monday, each with the stretches that begin on it."""
    calendar = _calendar(rules, holidays, on_holidays)
    return [_day(calendar, day) for day in _days(monday, monday + 6 * ONE_DAY)]


def _day(calendar: _Calendar, day: date) -> Day:
    plan = _plan(calendar, day)
    return Day(
        date=day,
        ranges=_shown(plan.ranges),
        is_holiday=day in calendar.holidays,
        holiday_name=calendar.holidays.get(day, ""),
        is_exception=bool(plan.cuts) or plan.reason in ("exception", "temporarily_closed"),
        is_unknown=plan.is_unknown,
        note=plan.note or _first_note(plan.cuts),
    )


def _calendar(rules: Iterable[Rule], holidays: Mapping[date, str], on_holidays: str) -> _Calendar:
    if on_holidays not in ON_HOLIDAYS:
        raise ValueError("on_holidays is closed, as_usual or unknown.")
    rows = list(rules)
    readable = [rule for rule in rows if not problems(rule)]
    return _Calendar(
        regular=[rule for rule in readable if not rule.is_exception],
        exceptions=[rule for rule in readable if rule.is_exception],
        unreadable=[rule for rule in rows if problems(rule)],
        holidays=holidays,
        on_holidays=on_holidays,
    )


def _days(first: date, last: date) -> list[date]:
    if first.year < FIRST_YEAR or last.year > LAST_YEAR:
        raise ValueError("These days lie too far away.")
    if not 0 <= (last - first).days < MOST_DAYS:
        raise ValueError("Ask for at least one day and at most 366.")
    return [first + number * ONE_DAY for number in range((last - first).days + 1)]


def _plan(calendar: _Calendar, day: date) -> _Plan:
    exceptions = [rule for rule in calendar.exceptions if occurs(rule, day)]
    closed = [rule for rule in exceptions if rule.is_closed]
    closed_all_day = [rule for rule in closed if rule.opens_at is None]
    closed_this_day = [rule for rule in closed_all_day if rule.is_for_single_days]
    hours = [rule for rule in exceptions if not rule.is_closed]
    cuts = _ranges_on(closed, day)
    if closed_this_day:
        note = _first_note(closed_this_day)
        return _Plan([], reason="exception", note=note, is_closed=True)
    if hours:
        open_parts = _without(_ranges_on(hours, day), cuts)
        return _Plan(open_parts, hours, cuts, reason="exception", note=_first_note(hours))
    if closed_all_day:
        note = _first_note(closed_all_day)
        return _Plan([], reason="temporarily_closed", note=note, is_closed=True)
    return _usual_plan(calendar, day, cuts)


def _usual_plan(calendar: _Calendar, day: date, cuts: list[Range]) -> _Plan:
    usual = _ranges_on([rule for rule in calendar.regular if occurs(rule, day)], day)
    if usual and day in calendar.holidays and calendar.on_holidays != "as_usual":
        return _Plan([], reason="holiday", is_unknown=calendar.on_holidays == "unknown")
    return _Plan(_without(usual, cuts), cuts=cuts)


def _ranges_on(rules: Iterable[Rule], day: date) -> list[Range]:
    found = []
    for rule in rules:
        if rule.opens_at is not None and rule.closes_at is not None:
            last_day = day if rule.closes_at > rule.opens_at else day + ONE_DAY
            start, end = _utc(day, rule.opens_at), _utc(last_day, rule.closes_at)
            found.append(Range(start, end, rule.attending, rule.note))
    # In the night the clock goes forward, hours between 2 and 3 may be no time at all.
    return [part for part in found if part.start < part.end]


def _utc(day: date, moment: time) -> datetime:
    # As in RFC 5545: an hour that comes twice is the first one, an hour that is skipped moves on.
    return datetime.combine(day, moment.replace(fold=0), BRUSSELS).astimezone(UTC)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(BRUSSELS)


def _shown(parts: Iterable[Range]) -> list[Range]:
    return [
        replace(part, start=_local(part.start), end=_local(part.end)) for part in _merged(parts)
    ]


def _without(parts: list[Range], cuts: list[Range]) -> list[Range]:
    for cut in cuts:
        before = [replace(part, end=min(part.end, cut.start)) for part in parts]
        after = [replace(part, start=max(part.start, cut.end)) for part in parts]
        parts = [part for part in before + after if part.start < part.end]
    return parts


def _merged(parts: Iterable[Range]) -> list[Range]:
    merged: list[Range] = []
    for part in sorted(parts, key=lambda part: (part.attending, part.note, part.start)):
        last = merged[-1] if merged else part
        is_same = (last.attending, last.note) == (part.attending, part.note)
        if merged and is_same and part.start <= last.end:
            merged[-1] = replace(last, end=max(last.end, part.end))
        else:
            merged.append(part)
    return sorted(merged, key=lambda part: (part.start, part.end, part.attending, part.note))


def _look_ahead(calendar: _Calendar, now: datetime) -> _Outlook:
    day = now.astimezone(BRUSSELS).date()
    near = _outlook(calendar, now.astimezone(UTC), day, NEAR_DAYS)
    return near if near.opens else _outlook(calendar, near.moment, day, FAR_DAYS)


def _outlook(calendar: _Calendar, moment: datetime, day: date, ahead: int) -> _Outlook:
    plans = [_plan(calendar, each) for each in _days(day - ONE_DAY, day + ahead * ONE_DAY)]
    # All ways to come in are one here: the door stays open when only the manner changes.
    parts = [replace(part, note="") for plan in plans for part in plan.ranges]
    walk_in = [replace(part, attending="") for part in parts if not part.is_by_appointment]
    return _Outlook(
        moment=moment,
        day=day,
        yesterday=plans[0],
        today=plans[1],
        walk_in=_merged(walk_in),
        asked_for=_merged(part for part in parts if part.is_by_appointment),
        horizon=_utc(day + (ahead + 1) * ONE_DAY, time(0)),
    )


def _now(calendar: _Calendar, outlook: _Outlook) -> Opening:
    held = outlook.held(outlook.yesterday.ranges + outlook.today.ranges)
    walk_in = [part for part in held if not part.is_by_appointment]
    if walk_in and any(rule.is_exception for rule in calendar.unreadable):
        return Opening("unknown")
    if walk_in:
        is_from_today = walk_in[-1] in outlook.today.ranges
        return Opening(
            "open",
            until=outlook.until(outlook.walk_in),
            reason=(outlook.today if is_from_today else outlook.yesterday).reason,
            note=_first_note(walk_in),
            attending=tuple(sorted({part.attending for part in walk_in})),
        )
    if held:
        until = outlook.until(outlook.asked_for)
        return Opening("by_appointment", until=until, note=_first_note(held))
    return _closed(outlook) or _by_rows(calendar, outlook)


def _closed(outlook: _Outlook) -> Opening | None:
    today = outlook.today
    if today.is_closed:
        return Opening("closed", reason=today.reason, note=today.note)
    cuts = outlook.held(outlook.yesterday.cuts + today.cuts)
    return Opening("closed", reason="exception", note=_first_note(cuts)) if cuts else None


def _by_rows(calendar: _Calendar, outlook: _Outlook) -> Opening:
    today, lasting = outlook.today, _lasting(calendar, outlook.day)
    for rows in (today.rules, lasting):
        if rows and all(rule.is_by_appointment for rule in rows):
            return Opening("by_appointment", note=_first_note(rows))
    is_told = bool(lasting or today.rules) and not (calendar.unreadable or today.is_unknown)
    return Opening("closed" if is_told else "unknown", reason=today.reason, note=today.note)


def _lasting(calendar: _Calendar, day: date) -> list[Rule]:
    """Return the regular rows in force, else those still to begin; none when all have ended."""
    lasting = [rule for rule in calendar.regular if not has_ended(rule, day)]
    return [rule for rule in lasting if has_begun(rule, day)] or lasting


def _first_note(rows: Iterable[Range | Rule]) -> str:
    return next((row.note for row in rows if row.note), "")
