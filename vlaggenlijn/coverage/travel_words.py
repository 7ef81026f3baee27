"""What an import of travel times says in words: why a file is refused, and what is left out."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.coverage.travel_rows import LeftOut, UnclearTimes

REFUSALS = {
    "no_columns": lazy(
        "We look for three columns: from, to and minutes (“van”, “naar”, “minuten”). These are"
        " there: %(columns)s."
    ),
    "too_many": lazy(
        "The file holds %(pairs)s times; we take at most %(most)s at once here. Leave out what is"
        " far away, or ask your administrator for the command import_travel_times."
    ),
}
REASONS = {
    "short_row": lazy("rows with too few columns"),
    "unknown": lazy("rows without a time: that way stays unknown"),
    "no_time": lazy("rows of which the time is no number, or a code is missing"),
    "strange": lazy("times under 0 or over ten hours"),
    "twice": lazy("ways that stand there twice and differ; the shorter time counts"),
    "unknown_start": lazy("from a code that is no neighbourhood or municipality we know"),
    "unknown_end": lazy(
        "to a code that is no place, service, neighbourhood or municipality we know"
    ),
}


def refusal(refused: UnclearTimes) -> str:
    """Return in a sentence why a table cannot be read, and what to do."""
    return str(REFUSALS[refused.code]) % refused.values


def left_out_lines(left_out: LeftOut) -> Iterator[str]:
    """Return a line for each reason, with how often and the first rows or codes."""
    for code, count in sorted(left_out.counts.items()):
        yield _("%(count)s %(why)s: %(examples)s") % {
            "count": count,
            "why": REASONS[code],
            "examples": ", ".join(left_out.examples[code]),
        }
