import pytest

from vlaggenlijn.coverage.within import Within, metres_of, minutes_of, within_of


def test_reach_in_kilometres_or_minutes() -> None:
    by_road, by_bike = Within(5), Within(15, "bike")
    assert (by_road.reach, by_road.query) == (5000.0, "km=5")
    assert (by_bike.reach, by_bike.query) == (15.0, "met=bike&min=15")
    assert [within_of(one.reach, one.means) for one in (by_road, by_bike)] == [by_road, by_bike]


def test_minutes_are_metres_at_a_stated_speed() -> None:
    assert metres_of(800.0, "") == 800.0
    assert metres_of(15.0, "bike") == pytest.approx(3500.0)
    assert minutes_of(metres_of(15.0, "car"), "car") == pytest.approx(15.0)
