"""Money is right to the cent, however it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.partnership.sums import HIGHEST, Amounts, cents, euros, total, totals

AMOUNTS = st.integers(0, HIGHEST)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("0", 0), ("12", 1200), ("12,5", 1250), ("12.50", 1250), ("1234,56", 123456),
        ("1.234", 123400), ("1.234,5", 123450), ("1,234.50", 123450), ("1 234,50", 123450),
        ("€ 1.234.567,89", 123456789), (" 7 ", 700), ("0,01", 1), ("1\u00a0000", 100000),
    ],
)  # fmt: skip
def test_what_people_type(typed: str, expected: int) -> None:
    assert cents(typed) == expected


@pytest.mark.parametrize(
    "typed", ["", "-5", "1,2,3", "12,345,6", "1.23.456", "a", "1e3", "12,", ",5", "1.2345", "٣x",
              str(HIGHEST)],
)  # fmt: skip
def test_what_is_no_amount(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        cents(typed)


@given(AMOUNTS)
def test_shown_and_read_again(amount: int) -> None:
    assert cents(euros(amount)) == amount


def test_shortage_has_a_minus() -> None:
    assert (euros(-123456), euros(-5), euros(0)) == ("-1.234,56", "-0,05", "0,00")


ROWS = st.lists(
    st.tuples(st.sampled_from("abc"), st.builds(Amounts, AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS))
)


@given(ROWS)
def test_parts_add_up_to_the_whole(rows: list[tuple[str, Amounts]]) -> None:
    whole = total(amounts for _, amounts in rows)
    assert total(totals(rows).values()) == whole
    assert whole.left == sum(one.granted - one.spent for _, one in rows)
    assert whole.free == sum(one.granted for _, one in rows) - whole.planned
    assert list(totals(rows)) == list(dict.fromkeys(key for key, _ in rows))


def test_tenths_of_a_cent_do_not_creep_in() -> None:
    assert total(Amounts(spent=cents("0,10")) for _ in range(30)).spent == cents("3,00")
