"""Rules by which something comes back (RRULE), followed day by day within a window.

Every step is bounded by the length of the window (or of thirty years, for a rule that counts), so
that a rule without an end, or one that never falls, costs no more than any other.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PLACED = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
NUMBER = re.compile(r"[+-]?\d{1,6}", re.ASCII)
MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?", re.ASCII)
KNOWN = {"FREQ", "INTERVAL", "UNTIL", "COUNT", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
LONGEST_COUNT_DAYS = 10_958  # thirty years
MOST_TIMES = 1_000
ONE_DAY = timedelta(days=1)


class UnreadableRule(Exception):
    """We have no way to follow this rule."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule; ``start`` is in local hours of the zone of the event, ``byday`` (place, weekday 0-6).

    ``until`` is so too, or in UTC; place 0 stands for each such weekday.
    """

    freq: str
    start: datetime
    interval: int = 1
    until: datetime | None = None
    is_until_utc: bool = False
    count: int | None = None
    byday: tuple[tuple[int, int], ...] = ()
    bymonthday: tuple[int, ...] = ()
    bymonth: tuple[int, ...] = ()
    bysetpos: tuple[int, ...] = ()
    week_start: int = 0

    def moved(self, start: datetime) -> "Rule":
        return replace(self, start=start)


def read_rule(text: str, start: datetime) -> Rule:
    """Return the rule in a text like FREQ=WEEKLY;BYDAY=MO; raise UnreadableRule."""
    parts = dict(_parts(text))
    unknown = parts.keys() - KNOWN - _harmless(parts, start)
    if unknown or parts.get("FREQ") not in FREQUENCIES:
        raise UnreadableRule
    rule = Rule(
        freq=parts["FREQ"],
        start=start,
        interval=_one(parts, "INTERVAL", 1, 1, 1000) or 1,
        until=_until(parts.get("UNTIL", "")),
        is_until_utc=parts.get("UNTIL", "").endswith("Z"),
        count=_one(parts, "COUNT", None, 1, 100_000),
        byday=_byday(parts.get("BYDAY", "")),
        bymonthday=_numbers(parts.get("BYMONTHDAY", ""), 31),
        bymonth=_numbers(parts.get("BYMONTH", ""), 12),
        bysetpos=_numbers(parts.get("BYSETPOS", ""), 366),
        week_start=WEEKDAYS.index(parts["WKST"]) if parts.get("WKST") in WEEKDAYS else 0,
    )
    has_places = any(place for place, _ in rule.byday)
    if has_places and rule.freq in ("DAILY", "WEEKLY"):
        raise UnreadableRule
    if rule.bysetpos and not (rule.byday or rule.bymonthday or rule.bymonth):
        raise UnreadableRule
    return rule


def _parts(text: str) -> Iterator[tuple[str, str]]:
    for part in text.strip().upper().strip(";").split(";"):
        name, equals, value = part.partition("=")
        if not equals or len(value) > 400:
            raise UnreadableRule
        yield name.strip(), value.strip()


def _harmless(parts: dict[str, str], start: datetime) -> set[str]:
    """Return parts that say again at what hour it begins."""
    own = {"BYHOUR": start.hour, "BYMINUTE": start.minute, "BYSECOND": start.second}
    return {name for name, value in own.items() if parts.get(name) == str(value)}


def _one(
    parts: dict[str, str], name: str, otherwise: int | None, least: int, most: int
) -> int | None:
    text = parts.get(name)
    if text is None:
        return otherwise
    if not NUMBER.fullmatch(text) or not least <= int(text) <= most:
        raise UnreadableRule
    return int(text)


def _numbers(text: str, most: int) -> tuple[int, ...]:
    parts = [part for part in text.split(",") if part]
    if not all(NUMBER.fullmatch(part) for part in parts):
        raise UnreadableRule
    found = tuple(int(part) for part in parts)
    if any(not 1 <= abs(one) <= most for one in found):
        raise UnreadableRule
    return found


def _byday(text: str) -> tuple[tuple[int, int], ...]:
    found = [PLACED.fullmatch(part.strip()) for part in text.split(",") if part.strip()]
    if any(one is None or one[1] in ("0", "+0", "-0", "00") for one in found):
        raise UnreadableRule
    return tuple((int(one[1] or 0), WEEKDAYS.index(one[2])) for one in found if one)


def _until(text: str) -> datetime | None:
    """Return the last moment; a day counts whole."""
    if not text:
        return None
    found = MOMENT.fullmatch(text)
    if found is None:
        raise UnreadableRule
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        at = time(int(found[4]), int(found[5]), min(int(found[6]), 59)) if found[4] else time.max
    except ValueError:
        raise UnreadableRule from None
    return datetime.combine(day, at)


def days_of(rule: Rule, *, first: date, last: date) -> list[date]:
    """Return the days of a rule from ``first`` to ``last``, at most a thousand.

    COUNT is followed for thirty years from the start. An end in UTC is only known to the day here:
    one more is given, and whoever knows the zone takes it off.
    """
    found: list[date] = []
    until = rule.until + ONE_DAY if rule.until and rule.is_until_utc else rule.until
    for counted, day in enumerate(_days(rule, first, last), 1):
        moment = datetime.combine(day, rule.start.time())
        if until is not None and moment > until:
            break
        if rule.count is not None and counted > rule.count:
            break
        if day >= first:
            found.append(day)
        if len(found) == MOST_TIMES:
            break
    return found


def _days(rule: Rule, first: date, last: date) -> Iterator[date]:
    start = rule.start.date()
    if rule.count is not None:
        last = min(last, _plus(start, LONGEST_COUNT_DAYS))
        first = start
    for period in _periods(rule, max(first, start), last):
        days = [day for day in period if _falls(rule, day)]
        for day in _chosen(rule, days):
            if start <= day <= last:
                yield day


def _plus(day: date, days: int) -> date:
    return day + timedelta(days=min(days, (date.max - day).days))


def _periods(rule: Rule, first: date, last: date) -> Iterator[list[date]]:
    """Yield the days of each period that counts, from the one with ``first`` in it."""
    begin = _period_start(rule, rule.start.date())
    day = _period_start(rule, first)
    while day <= last:
        after = _next_period(rule, day)
        if _distance(rule, begin, day) % rule.interval == 0:
            yield [day + timedelta(days=number) for number in range((after - day).days)]
        if after <= day or after == date.max:
            return
        day = after


def _period_start(rule: Rule, day: date) -> date:
    if rule.freq == "DAILY":
        return day
    if rule.freq == "WEEKLY":
        back = (day.weekday() - rule.week_start) % 7
        return day - timedelta(days=min(back, (day - date.min).days))
    return day.replace(day=1) if rule.freq == "MONTHLY" else day.replace(month=1, day=1)


def _next_period(rule: Rule, day: date) -> date:
    if rule.freq == "DAILY":
        return _plus(day, 1)
    if rule.freq == "WEEKLY":
        return _plus(day, 7)
    if rule.freq == "MONTHLY":
        return _plus(day, monthrange(day.year, day.month)[1])
    return _plus(day, (day.replace(month=12, day=31) - day).days + 1)


def _distance(rule: Rule, begin: date, day: date) -> int:
    """Return how many periods lie between two first days of one."""
    if rule.freq in ("DAILY", "WEEKLY"):
        return (day - begin).days // (1 if rule.freq == "DAILY" else 7)
    years = day.year - begin.year
    return years * 12 + day.month - begin.month if rule.freq == "MONTHLY" else years


def _falls(rule: Rule, day: date) -> bool:
    start = rule.start
    if not (rule.byday or rule.bymonthday):
        return _falls_as_start(rule, day, start)
    return (
        (not rule.bymonth or day.month in rule.bymonth)
        and (not rule.bymonthday or _is_numbered(rule, day))
        and (not rule.byday or any(_is_placed(rule, day, *one) for one in rule.byday))
    )


def _falls_as_start(rule: Rule, day: date, start: datetime) -> bool:
    months = rule.bymonth or ((start.month,) if rule.freq == "YEARLY" else ())
    if months and day.month not in months:
        return False
    if rule.freq == "DAILY":
        return True
    if rule.freq == "WEEKLY":
        return day.weekday() == start.weekday()
    return day.day == start.day


def _is_numbered(rule: Rule, day: date) -> bool:
    left = monthrange(day.year, day.month)[1] - day.day
    return day.day in rule.bymonthday or -left - 1 in rule.bymonthday


def _is_placed(rule: Rule, day: date, place: int, weekday: int) -> bool:
    if day.weekday() != weekday:
        return False
    # With days of the month beside it, a weekday only narrows them.
    if place == 0:
        return True
    if rule.freq == "YEARLY" and not rule.bymonth:
        number = (day - day.replace(month=1, day=1)).days
        left = (day.replace(month=12, day=31) - day).days
    else:
        number, left = day.day - 1, monthrange(day.year, day.month)[1] - day.day
    return place in (number // 7 + 1, -(left // 7 + 1))


def _chosen(rule: Rule, days: list[date]) -> list[date]:
    if not rule.bysetpos:
        return days
    places = {place - 1 if place > 0 else len(days) + place for place in rule.bysetpos}
    return [day for index, day in enumerate(days) if index in places]
