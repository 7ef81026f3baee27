"""The quotes of a series as one table: who, where, under which hat, what, and how it was coded."""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from vlaggenlijn.common.spreadsheets_writing import Cell, xlsx_bytes
from vlaggenlijn.dialogue.models import Coding, Polarity, Quote, Series


def quotes_xlsx(series: Series) -> bytes:
    """Return a workbook with a row per quote; names of people and withdrawn quotes are not in it.

    A quote with several codes stays one row: every polarity has a column with its codes.
    """
    given: dict[uuid.UUID, list[Coding]] = defaultdict(list)
    for coding in Coding.objects.of_series(series).with_codes().order_by("code__name", "id"):
        given[coding.quote_id].append(coding)
    quotes = Quote.objects.of_series(series).standing().with_subjects().in_order()
    rows = [_row(quote, given[quote.pk]) for quote in quotes]
    return xlsx_bytes(_header(), rows, series.title)


def _header() -> list[str]:
    return [
        _("number"),
        _("table"),
        _("region"),
        _("kind of organisation"),
        _("speaker"),
        _("hat"),
        _("quote"),
        _("word for word"),
        _("state"),
        *(str(label) for label in Polarity.labels),
        _("themes without a side"),
        _("memos"),
    ]


def _row(quote: Quote, given: Iterable[Coding]) -> list[Cell]:
    codings = list(given)
    speaker = quote.participant
    names = {
        polarity: "; ".join(
            dict.fromkeys(str(one.code) for one in codings if one.polarity == polarity)
        )
        for polarity in (*Polarity.values, "")
    }
    return [
        quote.position,
        str(quote.table),
        quote.table.region,
        speaker.kind if speaker else "",
        speaker.pseudonym if speaker else "",
        quote.hat.name if quote.hat else "",
        quote.text,
        _("yes") if quote.is_verbatim else _("no"),
        str(quote.standing),
        *names.values(),
        "\n\n".join(one.memo for one in codings if one.memo),
    ]
