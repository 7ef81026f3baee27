"""No hidden number follows from the shown ones: by hand, and by exact elimination in fractions."""

from collections import Counter
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from vlaggenlijn.dialogue.small_cells import Key, hidden, lines_of

A, B, C = "abc"


def table(counts: dict[tuple[str, str], int]) -> dict[Key, int]:
    """A table of two dimensions with its totals."""
    cells: Counter[Key] = Counter()
    for (row, column), count in counts.items():
        for key in ((row, column), (row, None), (None, column), (None, None)):
            cells[key] += count
    return {key: count for key, count in cells.items() if count}


def test_lines_of_one_row_with_its_total() -> None:
    assert lines_of([(A,), (B,), (None,)]) == [frozenset({(A,), (B,), (None,)})]


def test_no_line_without_its_total() -> None:
    assert lines_of([(A, B), (None, None)]) == []


def test_nothing_small_nothing_hidden() -> None:
    assert hidden(table({(A, A): 3, (A, B): 4, (B, A): 5, (B, B): 6})) == set()


def test_a_zero_is_shown() -> None:
    assert hidden({(A,): 0, (B,): 5, (None,): 5}) == set()


def test_alone_in_its_row_takes_its_totals_along() -> None:
    """One theme that two organisations named: its total is as small, so hidden by itself."""
    found = hidden({(A, A): 2, (A, None): 2, (B, A): 9, (B, None): 9, (None, A): 11,
                    (None, None): 11})  # fmt: skip
    assert {(A, A), (A, None)} <= found
    assert (B, A) in found


def test_the_cheapest_is_hidden_beside_it() -> None:
    counts = table({(A, A): 1, (A, B): 9, (A, C): 4, (B, A): 5, (B, B): 9, (B, C): 7})
    assert hidden(counts) == {(A, A), (A, C), (B, A), (B, C)}


def test_two_rings_joined_by_one_cell() -> None:
    """Every row and column has two hidden cells, and yet one follows from the sums of a half.

    Hidden are two squares of four and the cell that joins them.
    """
    shape = {(0, 0), (0, 1), (1, 0), (1, 1), (1, 2), (2, 2), (2, 3), (3, 2), (3, 3)}
    counts = {
        (str(row), str(column)): 1 if (row, column) in shape else 20
        for row in range(4)
        for column in range(4)
    }
    found = hidden(table(counts))
    assert found > {(str(row), str(column)) for row, column in shape}
    assert determined(table(counts), found) == set()


@given(
    st.dictionaries(
        st.tuples(*[st.sampled_from("abc")] * 2, st.sampled_from("xy")),
        st.integers(min_value=0, max_value=7),
        max_size=14,
    )
)
@settings(deadline=None)
def test_no_hidden_number_can_be_worked_out(counts: dict[Key, int]) -> None:
    cells: Counter[Key] = Counter()
    for (row, column, layer), count in counts.items():
        for one in (row, None):
            for other in (column, None):
                for third in (layer, None):
                    cells[one, other, third] += count
    found = hidden(cells)
    assert {key for key, count in cells.items() if 0 < count < 3} <= found
    assert all(cells[key] for key in found)
    assert determined(cells, found) == set()


def determined(cells: dict[Key, int], found: set[Key]) -> set[Key]:
    """The hidden cells that Gauss finds out of the sums, exactly; zeros are shown."""
    unknown = sorted(found, key=str)
    rows = []
    for line in lines_of(cells):
        total = min(line, key=lambda key: sum(value is not None for value in key))
        rows.append([Fraction((-1 if key == total else 1) * (key in line)) for key in unknown])
    pivots = eliminated(rows)
    return {unknown[at] for row, at in pivots if sum(value != 0 for value in row) == 1}


def eliminated(rows: list[list[Fraction]]) -> list[tuple[list[Fraction], int]]:
    """Reduced row echelon form: each row with the place of its leading one."""
    pivots: list[tuple[list[Fraction], int]] = []
    for at in range(len(rows[0]) if rows else 0):
        lead = next((row for row in rows if row[at] and not any(row is p for p, _ in pivots)), None)
        if lead is None:
            continue
        lead[:] = [value / lead[at] for value in lead]
        for row in rows:
            if row is not lead and row[at]:
                row[:] = [value - row[at] * one for value, one in zip(row, lead, strict=True)]
        pivots.append((lead, at))
    return pivots
