"""Figures and imports of figures in words."""

from collections.abc import Iterator

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.needs.figure_rows import UnclearFigures
from vlaggenlijn.needs.models import Figure
from vlaggenlijn.needs.trends import Trend
from vlaggenlijn.places.statbel import Reasons

REFUSALS = {
    "no_place": lazy(
        "No column says the municipality. Call one “gemeente” or “NIS-code”. These are there:"
        " %(columns)s."
    ),
    "no_figures": lazy("No column holds figures. These are there: %(columns)s."),
    "no_name": lazy("The file does not say what is counted. Give it a name."),
    "no_year": lazy("The file does not say of which year it is. Give the year."),
    "no_such_column": lazy("There is no column %(columns)s."),
}
REASONS = {
    "short_row": lazy("rows with too few columns"),
    "other_level": lazy("rows about something else than a municipality"),
    "no_year": lazy("figures without a year"),
    "no_value": lazy("cells that are no number"),
    "twice": lazy("figures that stand there twice and differ; the last one counts"),
    "unknown_municipality": lazy("figures of municipalities that we do not know"),
}


def refusal(refused: UnclearFigures) -> str:
    """Return in a sentence why a table cannot be read, and what to do."""
    return str(REFUSALS[refused.code]) % refused.values


def reason_lines(reasons: Reasons) -> Iterator[str]:
    """Return a line for each reason, with how often and the first examples."""
    for code, count in sorted(reasons.counts.items()):
        yield _("%(count)s %(why)s: %(examples)s") % {
            "count": count,
            "why": REASONS[code],
            "examples": ", ".join(reasons.examples[code]),
        }


def shown(value: float, unit: str = "") -> str:
    """Return a figure as people write it, with two decimals under ten and one above."""
    places = 0 if value == round(value) else 2 if abs(value) < 10 else 1
    text = formats.number_format(round(value, places), places, force_grouping=True)
    return f"{text} {unit}".strip()


def lack_text(trend: Trend, is_fused: bool) -> str:
    """Return why there is no newest figure ("" when there is one)."""
    if trend.newest is not None:
        return ""
    if trend.is_waiting or (is_fused and trend.lack == Figure.Lack.NOT_YET):
        return _("no figure yet after the fusion")
    return str(Figure.Lack(trend.lack).label) if trend.lack else _("no figure")
