"""How long something lasts, as a calendar writes it: PT1H30M, P2D, P1W."""

import re
from datetime import timedelta

SPAN = re.compile(
    r"\+?P(?:(\d{1,4})W|(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?)",
    re.ASCII,
)


def span_of(text: str, otherwise: timedelta) -> timedelta:
    """Return the span in a text, or another for none, a negative one or one that says nothing."""
    found = SPAN.fullmatch(text.strip().upper())
    if found is None:
        return otherwise
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    span = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    return span or otherwise
