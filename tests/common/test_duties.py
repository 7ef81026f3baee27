from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from vlaggenlijn.common.duties import Duty, do_what_is_due
from vlaggenlijn.common.models import DutyRun

BRUSSELS = ZoneInfo("Europe/Brussels")
MONDAY = 0


def at(day: int, hour: int) -> datetime:
    """A moment in November 2026; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        (at(23, 6), date(2026, 11, 22)),
        (at(23, 7), date(2026, 11, 23)),
        (at(25, 1), date(2026, 11, 24)),
    ],
)
def test_daily_duty_is_due_from_its_hour(moment: datetime, due: date) -> None:
    assert Duty("x", list, hour=7).last_due(moment) == due


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        (at(23, 6), date(2026, 11, 16)),
        (at(23, 7), date(2026, 11, 23)),
        (at(29, 23), date(2026, 11, 23)),
    ],
)
def test_weekly_duty_is_due_on_its_day(moment: datetime, due: date) -> None:
    assert Duty("x", list, hour=7, weekday=MONDAY).last_due(moment) == due


@pytest.mark.django_db
def test_duty_is_done_once_and_also_after_days_switched_off() -> None:
    done: list[str] = []
    duties = [Duty("mail", lambda: done.append("mail"), hour=7, weekday=MONDAY)]
    assert do_what_is_due(duties, at(20, 12)) == []
    assert do_what_is_due(duties, at(25, 9)) == ["mail"]
    assert do_what_is_due(duties, at(25, 10)) == []
    assert done == ["mail"]


@pytest.mark.django_db
def test_duty_that_fails_is_tried_again_and_does_not_stop_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    done: list[str] = []
    is_broken = [True]

    def break_once() -> None:
        if is_broken.pop():
            raise ValueError("no mail server")
        done.append("broken")

    duties = [
        Duty("broken", break_once, hour=7),
        Duty("whole", lambda: done.append("whole"), hour=7),
    ]
    do_what_is_due(duties, at(20, 12))
    assert do_what_is_due(duties, at(21, 12)) == ["whole"]
    assert "broken failed" in caplog.text
    is_broken.append(False)
    assert do_what_is_due(duties, at(21, 12)) == ["broken"]
    assert done == ["whole", "broken"]


@pytest.mark.django_db
def test_duty_that_another_clock_has_taken_is_left_to_it() -> None:
    done: list[str] = []
    duty = Duty("mail", lambda: done.append("mail"), hour=7)
    DutyRun.objects.create(name="mail", done_on=date(2026, 11, 25))
    assert do_what_is_due([duty], at(25, 12)) == []
    assert done == []
