"""The parts of a report are written, and the report is shared."""

import uuid

from django.utils import timezone

from vlaggenlijn.accounts.models import Conflict, User, recorded
from vlaggenlijn.dialogue.actions.typed_over import WordsOfAQuote, refuse_words_of_quotes
from vlaggenlijn.dialogue.models import Code, ReportPart, Series

DEED = "dialogue.report"
__all__ = ["WordsOfAQuote", "share", "write_part"]


def write_part(
    *,
    by: User,
    series: Series,
    kind: str,
    code: Code | None,
    text: str,
    version: int,
    idempotency_key: uuid.UUID | None = None,
) -> ReportPart:
    """Write the text of one part; version 0 is that of a part of which nothing was written yet.

    Raises Conflict (with the part as it is now) when somebody was first, and WordsOfAQuote: words
    that were typed over would stay when whoever said them takes them back.
    """
    refuse_words_of_quotes(series, text)
    with recorded(by=by, network=series.network, deed=DEED, key=idempotency_key) as recorder:
        Series.locked(series.pk)
        stored = ReportPart.objects.of_series(series).named(kind, code)
        if recorder.is_repeat:
            if stored is None or stored.text != text:
                raise Conflict(stored)
            return stored
        if version != (stored.version if stored else 0):
            raise Conflict(stored)
        part = stored or ReportPart(series=series, kind=kind, code=code)
        part.text = text
        part.save()
    return part


def share(*, by: User, series: Series, is_shared: bool) -> Series:
    """Let every member of the network read the report, or no longer; said twice changes nothing."""
    with recorded(by=by, network=series.network, deed=f"{DEED}.share"):
        stored = Series.locked(series.pk)
        if is_shared != (stored.report_shared_at is not None):
            stored.report_shared_at = timezone.now() if is_shared else None
            stored.save()
    return stored
