"""Minutes of a table and minutes that are guessed: by hand over small worlds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.coverage.points import Bundle, Points
from vlaggenlijn.coverage.travel import Travel, Ways, joined, known_pairs
from vlaggenlijn.coverage.travel_rows import Times, read_times, times_of
from vlaggenlijn.coverage.within import minutes_of

HOMES = (["h1", "h2", "h3"], ["t1", "t1", "t2"])
DOORS = (["p1", "", ""], ["s1", "s1", "s2"], ["h1", "h2", "h3"], ["t1", "t1", "t2"])


def times(rows: dict[tuple[str, str], float]) -> Times:
    read = read_times(
        ["van", "naar", "min"],
        (
            (at, [start, end, str(minutes)])
            for at, ((start, end), minutes) in enumerate(rows.items())
        ),
    )
    return times_of(read, {start for start, _ in rows}, {end for _, end in rows})


def by_pair(bundle: Bundle) -> dict[tuple[int, int], float]:
    return dict(
        zip(
            zip(bundle.near.tolist(), bundle.far.tolist(), strict=True),
            bundle.distance.tolist(),
            strict=True,
        )
    )


def points(*metres: float) -> Points:
    return Points(np.array(metres, float), np.zeros(len(metres)))


def test_most_precise_row_counts() -> None:
    rows = {("t1", "t1"): 30.0, ("h1", "t1"): 20.0, ("h1", "s1"): 10.0, ("h1", "p1"): 5.0}
    found = by_pair(known_pairs(times(rows), HOMES, DOORS))
    assert found == {(0, 0): 5.0, (0, 1): 10.0, (1, 0): 30.0, (1, 1): 30.0}


def test_code_that_is_nowhere_asks_nothing() -> None:
    found = known_pairs(times({("h1", "s9"): 5.0}), HOMES, DOORS)
    assert (len(found.near), len(known_pairs(times({}), HOMES, DOORS).near)) == (0, 0)
    assert len(known_pairs(times({("h1", "h1"): 1.0}), ([],), ([],)).near) == 0


def ways(rows: dict[tuple[str, str], float], widest: float = 30.0) -> Ways:
    homes, doors = points(0, 1000, 90_000), points(0, 2000, 90_000)
    return Travel("bike", times(rows)).between(homes, HOMES, doors, DOORS, widest)


def test_what_the_table_does_not_say_is_guessed_and_never_nothing() -> None:
    found = ways({("h1", "s1"): 12.0})
    kilometre = minutes_of(1000.0, "bike")
    assert by_pair(joined(found.table, 30.0)) == {
        (0, 0): 12.0, (0, 1): 12.0, (1, 0): pytest.approx(kilometre),
        (1, 1): pytest.approx(kilometre), (2, 2): 0.0,
    }  # fmt: skip
    everybody = np.ones(3, bool)
    assert found.share_known(30.0, everybody) == pytest.approx(2 / 5)
    assert found.share_known(12.0, np.array([True, False, False])) == 1.0
    assert found.share_known(30.0, ~everybody) == 1.0


def test_known_to_be_far_is_far_however_near_it_lies() -> None:
    found = ways({("h1", "s1"): 45.0})
    assert (0, 0) not in by_pair(joined(found.table, 30.0))
    near = ways({("h3", "p1"): 20.0})
    assert by_pair(joined(near.table, 30.0))[2, 0] == 20.0


some_rows = st.dictionaries(
    st.tuples(
        st.sampled_from(["h1", "h2", "h3", "t1", "t2"]),
        st.sampled_from(["p1", "s1", "s2", "h1", "h3", "t1", "t2"]),
    ),
    st.integers(0, 60).map(float),
    max_size=8,
)


@given(some_rows)
def test_every_pair_once_and_as_by_hand(rows: dict[tuple[str, str], float]) -> None:
    homes, doors = (0, 1000, 90_000), (0, 2000, 90_000)
    expected = {}
    for near in range(3):
        for far in range(3):
            told = [
                rows[mine[near], theirs[far]]
                for theirs in DOORS
                for mine in HOMES
                if theirs[far] and (mine[near], theirs[far]) in rows
            ]
            guess = minutes_of(float(abs(homes[near] - doors[far])), "bike")
            minutes = told[0] if told else guess
            if minutes <= 30:
                expected[near, far] = pytest.approx(minutes)
    assert by_pair(joined(ways(rows).table, 30.0)) == expected
