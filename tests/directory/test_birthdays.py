import pytest

from vlaggenlijn.directory.birthdays import age_after, last_month_before


@pytest.mark.parametrize(
    ("said", "kept"), [(144, 143), (30, 29), (6, 5), (10, 10), (1, 1), (0, 0), (-9, -9)]
)
def test_age_as_said_and_as_kept(said: int, kept: int) -> None:
    assert last_month_before(said) == kept
    assert age_after(kept) == said


@pytest.mark.parametrize("kept", range(-9, 301))
def test_what_is_kept_means_the_same_after_being_said(kept: int) -> None:
    again = last_month_before(age_after(kept))
    assert again == (kept - 1 if kept > 0 and kept % 6 == 0 else kept)
