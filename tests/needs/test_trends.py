from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.needs.figure_rows import Known, Lack
from vlaggenlijn.needs.trends import EDGE, HEIGHT, WIDTH, Former, Line, Moment, drawn, middle, trend

YEARS = st.dictionaries(st.integers(2010, 2025), st.floats(0, 1e6))


def told(**years: float) -> dict[int, Known]:
    return {int(year[1:]): Known(value) for year, value in years.items()}


def test_figures_of_a_municipality_that_never_fused() -> None:
    found = trend(told(y2020=1, y2022=3) | {2023: Known(None, Lack.HIDDEN)}, [], is_count=False)
    assert [(one.year, one.value) for one in found.moments] == [(2020, 1), (2022, 3), (2023, None)]
    assert (found.newest, found.oldest) == (Moment(2022, 3.0), Moment(2020, 1.0))
    assert (found.lack, found.is_waiting) == ("hidden", False)


def test_nothing_at_all() -> None:
    found = trend({}, [Former("A", 2025, {})], is_count=True)
    assert (found.moments, found.newest, found.oldest, found.lack) == ((), None, None, "")
    assert (found.is_waiting, found.formers) == (False, ())


def test_counts_of_a_fusion_are_added_up_when_all_are_there() -> None:
    formers = [
        Former("A", 2025, told(y2023=10, y2024=11)),
        Former("B", 2025, told(y2024=20)),
    ]
    found = trend(told(y2025=32), formers, is_count=True)
    assert found.moments == (Moment(2024, 31.0, parts=("A", "B")), Moment(2025, 32.0))
    assert found.oldest == found.moments[0]
    without = trend({}, formers, is_count=True)
    assert (without.newest, without.is_waiting) == (Moment(2024, 31.0, parts=("A", "B")), False)


def test_code_that_went_on_had_people_of_its_own() -> None:
    formers = [Former("Borsbeek", 2025, told(y2023=1, y2024=1))]
    found = trend(told(y2024=500, y2025=502), formers, is_count=True)
    assert found.moments == (Moment(2024, 501.0, parts=("Borsbeek",)), Moment(2025, 502.0))
    lacking = trend({2024: Known(None, Lack.HIDDEN)}, formers, is_count=True)
    assert [one.value for one in lacking.moments] == [None]


def test_shares_of_before_a_fusion_are_not_added_up() -> None:
    formers = [Former("A", 2025, told(y2023=4.0, y2024=5.0)), Former("B", 2025, told(y2024=9))]
    found = trend({}, formers, is_count=False)
    assert (found.moments, found.newest, found.is_waiting) == ((), None, True)
    assert [one.newest for one in found.formers] == [(2024, 5.0), (2024, 9)]
    assert Former("C", 2025, {2024: Known(None, Lack.HIDDEN)}).newest is None


def test_share_of_a_code_that_went_on_is_of_another_area() -> None:
    formers = [Former("A", 2025, told(y2024=5.0))]
    waiting = trend(told(y2023=7, y2024=7), formers, is_count=False)
    assert (waiting.is_waiting, waiting.newest) == (True, None)
    assert [one.is_before for one in waiting.moments] == [True, True]
    after = trend(told(y2024=7, y2025=8), formers, is_count=False)
    assert (after.newest, after.oldest) == (Moment(2025, 8.0), None)


def test_file_in_the_areas_of_today_needs_no_sum() -> None:
    found = trend(told(y2020=1, y2025=2), [Former("A", 2025, {})], is_count=False)
    assert [one.is_before for one in found.moments] == [False, False]


@given(YEARS, YEARS)
def test_count_is_never_less_than_its_parts(own: dict[int, float], part: dict[int, float]) -> None:
    former = Former("A", 2020, {year: Known(value) for year, value in part.items()})
    found = trend({year: Known(v) for year, v in own.items()}, [former], is_count=True)
    for one in found.moments:
        if one.parts:
            assert one.value == own.get(one.year, 0) + part[one.year]
            assert one.year < 2020


def test_middle_of_several() -> None:
    trends = [trend(told(y2020=value), [], is_count=False) for value in (1, 5, 9)]
    assert middle([*trends, trend({2021: Known(None, "hidden")}, [], is_count=False)]) == {2020: 5}


def test_drawing_leaves_gaps_and_marks_the_last() -> None:
    here, there = drawn({2020: 0.0, 2022: 10.0, 2023: 5.0}, {2021: 5.0, 2022: 5.0})
    assert here.runs == ("78.7,4.0 116.0,18.0",)
    assert (here.dots, there.runs) == (((116.0, 18.0),), ("41.3,18.0 78.7,18.0",))
    assert drawn({}, {}) == [Line((), ()), Line((), ())]
    assert drawn({2020: 3.0})[0] == Line((), ((60.0, 18.0),))
    assert len(drawn({2020: 1.0, 2021: 2.0, 2023: 3.0}, {2022: 1.0})[0].runs) == 1


@given(YEARS, YEARS)
def test_drawing_stays_inside(one: dict[int, float], other: dict[int, float]) -> None:
    for line in drawn(one, other):
        for x, y in [tuple(map(float, p.split(","))) for run in line.runs for p in run.split()]:
            assert EDGE <= x <= WIDTH - EDGE
            assert EDGE <= y <= HEIGHT - EDGE
