"""Ages, prices, states and days as people write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.directory.import_rows import service_values as reading
from vlaggenlijn.directory.import_rows.values import Wrong


def wrong(read: object, text: str) -> tuple[str, str]:
    assert callable(read)
    with pytest.raises(Wrong) as caught:
        read(text)
    return caught.value.code, caught.value.value


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("0", 0),
        ("3", 36),
        ("2,5", 30),
        ("2.5 jaar", 30),
        ("18 maanden", 18),
        ("18m", 18),
        ("6 mois", 6),
        ("12 jr.", 144),
        ("3 jaar oud", 36),
        ("26 weken", 6),
        ("geboorte", 0),
        ("Zwangerschap", -9),
        ("-9 maanden", -9),
        ("25", 300),
    ],
)
def test_age_in_years(text: str, months: int) -> None:
    assert reading.age_in_years(text) == months


@pytest.mark.parametrize(("text", "months"), [("30", 30), ("3 jaar", 36), ("+6", 6)])
def test_age_in_months(text: str, months: int) -> None:
    assert reading.age_in_months(text) == months


@pytest.mark.parametrize("text", ["26", "-1", "jong", "3 tot 6", "3 appels", "1000", "301 maanden"])
def test_age_that_is_none(text: str) -> None:
    assert wrong(reading.age_in_years, text) == ("age_wrong", text)


@given(st.integers(-9, 300))
def test_age_in_months_is_any_age_a_service_may_say(months: int) -> None:
    assert reading.age_in_months(str(months)) == months


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("gratis", Decimal(0)),
        ("Gratuit", Decimal(0)),
        ("2,50", Decimal("2.50")),
        ("€ 2.5", Decimal("2.5")),
        ("10 euro", Decimal("10.0")),
        ("EUR 3", Decimal("3.0")),
        ("naar inkomen", None),
        ("2 of 3 euro", None),
        ("-2", None),
    ],
)
def test_price(text: str, amount: Decimal | None) -> None:
    assert reading.price(text) == amount


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Actief", "active"),
        ("niet actief", "inactive"),
        ("Stopgezet", "defunct"),
        ("Tijdelijk gesloten", "temporarily closed"),
        ("fermé temporairement", "temporarily closed"),
    ],
)
def test_status(text: str, state: str) -> None:
    assert reading.status(text) == state


def test_status_that_is_none() -> None:
    assert wrong(reading.status, "misschien") == ("status_wrong", "misschien")


@pytest.mark.parametrize(
    "text",
    ["2026-01-31", "31/01/2026", "31-1-2026", "31.01.2026", "2026-01-31T00:00:00",
     "2026-01-31 12:30"],
)  # fmt: skip
def test_day(text: str) -> None:
    assert reading.day(text) == date(2026, 1, 31)


@pytest.mark.parametrize("text", ["01/31/2026", "gisteren", "2026"])
def test_day_that_is_none(text: str) -> None:
    assert wrong(reading.day, text) == ("day_wrong", text)


@given(st.dates(min_value=date(1900, 1, 1)))
def test_day_as_workbooks_write_it(day: date) -> None:
    assert reading.day(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "answer"), [("Ja", True), ("x", True), ("OUI", True), ("nee", False), ("0", False)]
)
def test_is_yes(text: str, answer: bool) -> None:
    assert reading.is_yes(text) is answer


def test_neither_yes_nor_no() -> None:
    assert wrong(reading.is_yes, "ooit") == ("yes_wrong", "ooit")
