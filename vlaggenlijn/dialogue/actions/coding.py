"""Quotes get codes, and lose them again."""

import uuid
from collections.abc import Iterable

from vlaggenlijn.accounts.models import User, recorded
from vlaggenlijn.dialogue.models import Code, Coding, Quote


class NoLongerStands(Exception):
    """The quote was withdrawn or taken back meanwhile."""


def code_quote(
    *,
    by: User,
    quote: Quote,
    codes: Iterable[Code],
    polarity: str = "",
    memo: str = "",
    idempotency_key: uuid.UUID | None = None,
) -> None:
    """Give a quote codes, all with one polarity; what this coder gave before is not given twice.

    A memo is kept with each of them; without one an earlier memo stays. Raises NoLongerStands.
    """
    network = quote.table.series.network
    with recorded(by=by, network=network, deed="dialogue.code", key=idempotency_key) as recorder:
        if recorder.is_repeat:
            return
        stored = Quote.locked(quote.pk)
        if not stored.stands:
            raise NoLongerStands
        there = _given(by, stored)
        for code in codes:
            coding = there.get((code.pk, polarity))
            coding = coding or Coding(quote=stored, code=code, polarity=polarity, coder=by)
            if memo:
                coding.memo = memo
            coding.save()


def _given(by: User, quote: Quote) -> dict[tuple[uuid.UUID, str], Coding]:
    """Return what a coder gave a quote as a whole, by code and polarity."""
    own = Coding.objects.by_coder(by).on([quote])
    return {(one.code_id, one.polarity): one for one in own if one.start is None}


def uncode(*, by: User, coding: Coding) -> None:
    """Take a code from a quote; done twice is done once."""
    with recorded(by=by, network=coding.quote.table.series.network, deed="dialogue.code"):
        for stored in Coding.objects.select_for_update().with_same_id(coding):
            stored.delete()
