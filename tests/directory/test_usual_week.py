"""Days with the same hours on one line; nothing is lost and nothing is made up."""

from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.directory.usual_week import Days, in_a_row

DAYS = ["ma", "di", "wo", "do", "vr", "za", "zo"]
hours = st.sampled_from(["gesloten", "9.00 – 12.00", "13.00 – 17.00"])


def test_same_hours_in_a_row_stand_on_one_line() -> None:
    week = [("ma", "9 – 12"), ("di", "9 – 12"), ("wo", "gesloten"), ("do", "9 – 12"), ("vr", "14")]
    found = in_a_row(week)
    assert found == [Days("ma", "di", "9 – 12"), Days("do", "do", "9 – 12"), Days("vr", "vr", "14")]
    assert [one.name for one in found] == ["ma – di", "do", "vr"]


@given(st.lists(hours, min_size=7, max_size=7))
def test_every_open_day_is_in_one_line_with_its_own_hours(texts: list[str]) -> None:
    said = {
        day: line.hours
        for line in in_a_row(zip(DAYS, texts, strict=True))
        for day in DAYS[DAYS.index(line.first) : DAYS.index(line.last) + 1]
    }
    assert said == {day: text for day, text in zip(DAYS, texts, strict=True) if text != "gesloten"}
