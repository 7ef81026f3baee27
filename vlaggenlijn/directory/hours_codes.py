"""Rows of hours as one text that no language owns, to keep, to compare, and to say in words later.

"MO,TU 09:00-17:00; 2WE by_appointment": days, times, how, and whatever else was said.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

COLUMNS = ("freq", "byday", "bymonthday", "opens_at", "closes_at", "attending_type", "is_closed",
           "valid_from", "valid_to", "description")  # fmt: skip
BETWEEN = "; "
PLACED = r"(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)"
CODE = re.compile(
    rf"(?:(?P<days>{PLACED}(?:,{PLACED})*|day [\d,-]+)(?= |$) ?)?"
    r"(?:(?P<times>\d\d:\d\d-(?:\d\d:\d\d)?)(?= |$) ?)?"
    r"(?:(?P<how>by_appointment|closed)(?= |$) ?)?(?P<rest>.*)", re.DOTALL | re.ASCII,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """What one code says: days as codes, times as "09:00", and the rest as it was written."""

    days: tuple[str, ...] = ()
    month_days: str = ""
    opens: str = ""
    closes: str = ""
    how: str = ""
    rest: str = ""


def code_of(row: Any) -> str:
    """Return one row of hours, or the values of one that is wanted, as text."""
    wanted = isinstance(row, Mapping)
    one = {name: row.get(name) if wanted else getattr(row, name) for name in COLUMNS}
    days = one["byday"] or (f"day {one['bymonthday']}" if one["bymonthday"] else "")
    opens, closes = (str(one[name] or "")[:5] for name in ("opens_at", "closes_at"))
    times = f"{opens}-{closes}" if opens else ""
    how = "closed" if one["is_closed"] else one["attending_type"]
    between = "/".join(str(one[name]) for name in ("valid_from", "valid_to") if one[name])
    parts = (days, times, how if how in ("closed", "by_appointment") else "", between)
    return " ".join(filter(None, (*parts, one["description"].replace(BETWEEN, ", "))))


def said_in(code: str) -> Said:
    """Return what a code says; any other text is words only."""
    found = CODE.fullmatch(code)
    assert found is not None  # noqa: S101  (its last part takes whatever there is)
    days, times = found["days"] or "", found["times"] or "-"
    opens, _dash, closes = times.partition("-")
    is_month = days.startswith("day ")
    return Said(
        () if is_month or not days else tuple(days.split(",")),
        days.removeprefix("day ") if is_month else "",
        opens,
        closes,
        found["how"] or "",
        found["rest"],
    )
