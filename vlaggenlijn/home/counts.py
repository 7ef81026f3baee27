"""What was found and what was asked, as staff may see it: nothing under five, rounded to fives."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.small_counts import told
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.guide.models import CRISIS, NO_THEME, AskedCount, FoundCount
from vlaggenlijn.guide.tallies import month_before, period_before
from vlaggenlijn.guide.weighing import THEME
from vlaggenlijn.taxonomy import lookup

SUNDAY = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Line:
    """Questions about something: at least so many; 0 says fewer than five. Widths are percents."""

    label: str
    asked: int
    unanswered: int
    asked_width: int = 0
    unanswered_width: int = 0


@dataclass(frozen=True, slots=True)
class Period:
    """Four weeks that are over: what was asked by theme and by age, and in a crisis."""

    first: date
    last: date
    themes: list[Line]
    ages: list[Line]
    crisis: int


def found_last_month(services: Iterable[UUID], today: date) -> tuple[date, dict[UUID, int]]:
    """Return the last month that is over and {service: at least so often found in it}.

    Only whole months, each by itself: a running number, seen twice, would tell of one visitor.
    """
    month = month_before(today)
    counts = FoundCount.objects.in_month(month, services)
    return month, {service: told(count) for service, count in counts.items()}


def asked_in(network: LocalNetwork, first: date, last: date) -> Period:
    """Return what was asked in the weeks from one Monday to another, most missed first."""
    rows = AskedCount.objects.of_network(network).between(first, last)
    themes = rows.summed("theme")
    crisis = sum(row["asked"] for row in themes if row["theme"] == CRISIS)
    about = [row for row in themes if row["theme"] != CRISIS]
    ages = [row for row in rows.summed("theme", "age_band") if row["theme"] != CRISIS]
    bands = age_labels()
    return Period(
        first=first,
        last=last + SUNDAY,
        themes=_lines({_theme_label(row["theme"]): [row] for row in about}),
        ages=_lines(
            {
                label: [row for row in ages if row["age_band"] == band]
                for band, label in bands.items()
            }
        ),
        crisis=told(crisis),
    )


def last_period(network: LocalNetwork, today: date) -> Period:
    return asked_in(network, *period_before(today))


def most_missed(period: Period, most: int = 3) -> list[Line]:
    """Return the themes that were asked for and not found, five times or more."""
    return [line for line in period.themes if line.unanswered][:most]


def age_labels() -> dict[str, str]:
    return {
        "unborn": _("pregnant"),
        "0-2": _("0 to 2 years"),
        "3-5": _("3 to 5 years"),
        "6-11": _("6 to 11 years"),
        "12-17": _("12 to 17 years"),
        "18": _("18 years and older"),
        "": _("age not said"),
    }


def _theme_label(slug: str) -> str:
    return _("no theme recognised") if slug == NO_THEME else lookup.label(THEME + slug, spoken())


def _lines(grouped: dict[str, list[dict[str, Any]]]) -> list[Line]:
    """Lines of five or more questions, what was missed most on top; no sum of all of them."""
    counted = [
        (label, _told_of(rows, "asked"), _told_of(rows, "unanswered"))
        for label, rows in grouped.items()
    ]
    shown = [one for one in counted if one[1]]
    most = max((asked for _, asked, _ in shown), default=1)
    shown.sort(key=lambda one: (-one[2], -one[1], one[0]))
    return [
        Line(label, asked, missed, asked * 100 // most, missed * 100 // most)
        for label, asked, missed in shown
    ]


def _told_of(rows: list[dict[str, Any]], name: str) -> int:
    return told(sum(row[name] for row in rows))
