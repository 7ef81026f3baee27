"""Memos of who codes: thoughts about a series, a table or a code, sealed as quotes are."""

import uuid

from vlaggenlijn.accounts.actions import forget_in_history
from vlaggenlijn.accounts.models import User, recorded
from vlaggenlijn.dialogue.actions.series import made_before
from vlaggenlijn.dialogue.models import Code, Memo, Series, Table


def write_memo(
    *,
    by: User,
    series: Series,
    text: str,
    table: Table | None = None,
    code: Code | None = None,
    idempotency_key: uuid.UUID | None = None,
) -> Memo:
    """Keep a thought; the same form twice is one memo."""
    network, key = series.network, idempotency_key
    with recorded(by=by, network=network, deed="dialogue.memo", key=key) as recorder:
        if recorder.is_repeat:
            return made_before(recorder, Memo)
        memo = Memo(series=series, table=table, code=code, writer=by)
        memo.text = text
        memo.save()
    return memo


def take_away_memo(*, by: User, memo: Memo) -> None:
    """Delete a memo, its text also from the history; done twice is done once."""
    with recorded(by=by, network=memo.series.network, deed="dialogue.forget.memo"):
        for stored in Memo.objects.select_for_update().filter(pk=memo.pk):
            stored.delete()
    forget_in_history(Memo(pk=memo.pk), {"sealed_text": ""})
