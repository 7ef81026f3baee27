"""What must happen by itself: each duty once in its period, also after a night switched off.

The home room lists the duties of all rooms (home/duties.py); ``python -m vlaggenlijn duties`` does
those that are due, and the clock beside the web server calls that every minute.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from vlaggenlijn.common.models import DutyRun

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to do from ``hour`` o'clock (local time), each day or on one weekday (Monday 0)."""

    name: str
    run: Callable[[], object]
    hour: int
    weekday: int | None = None

    def last_due(self, now: datetime) -> date:
        """The latest day on which this duty was due, at a moment in local time."""
        day = now.date() if now.hour >= self.hour else now.date() - timedelta(days=1)
        if self.weekday is not None:
            day -= timedelta(days=(day.weekday() - self.weekday) % 7)
        return day


def do_what_is_due(duties: Iterable[Duty], now: datetime | None = None) -> list[str]:
    """Do what was not done since it was last due; return the names of what was done.

    Two clocks at once do a duty once. One that fails is logged and tried again the next time.
    """
    local = timezone.localtime(now)
    return [duty.name for duty in duties if _do(duty, duty.last_due(local))]


def _do(duty: Duty, due: date) -> bool:
    # A new installation has nothing to catch up with: it starts with what is due next.
    row, is_new = DutyRun.objects.get_or_create(name=duty.name, defaults={"done_on": due})
    if is_new or row.done_on >= due:
        return False
    mine = DutyRun.objects.filter(name=duty.name)
    if not mine.filter(done_on=row.done_on).update(done_on=due):
        return False
    try:
        duty.run()
    except Exception:
        logger.exception("The duty %s failed; it will be tried again.", duty.name)
        mine.update(done_on=row.done_on)
        return False
    return True
