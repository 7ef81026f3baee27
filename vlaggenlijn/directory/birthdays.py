"""Where an age ends; a thinking module.

The last month in which a child is welcome is kept ("until the 12th birthday" is 143 months); people
write and read the birthday after it. Other ends, such as ten months, are said as they are kept.
"""

YEAR, HALF_YEAR = 12, 6  # months


def last_month_before(age: int) -> int:
    """Return the last month of "up to" an age in months, as it is kept."""
    return age - 1 if age > 0 and age % HALF_YEAR == 0 else age


def age_after(last_month: int) -> int:
    """Return the age in months that people say for a kept last month."""
    return last_month + 1 if last_month > 0 and (last_month + 1) % HALF_YEAR == 0 else last_month
