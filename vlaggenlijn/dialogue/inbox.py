"""The quotes that a coder goes through, and what comes after the one at hand."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from vlaggenlijn.dialogue.evidence import with_words
from vlaggenlijn.dialogue.models import Code, Coding, Quote, Series
from vlaggenlijn.dialogue.models.quotes import QuoteQuerySet
from vlaggenlijn.taxonomy.words import normal

Ids = list[uuid.UUID] | QuerySet[Any]
OPEN, NOT_BY_ME, CODED, ALL = "open", "not_by_me", "coded", "all"
LEAVE_WHEN_CODED = (OPEN, NOT_BY_ME)
ON_A_PAGE = 20
MOST_SEARCHED = 5_000  # every text is opened to be searched


@dataclass(frozen=True, slots=True)
class Asked:
    """Which quotes a coder wants; with a code, those that somebody gave it."""

    which: str = OPEN
    code: Code | None = None
    words: str = ""

    @property
    def is_left_when_coded(self) -> bool:
        """Whether a quote leaves the list as soon as it is coded."""
        return self.code is None and self.which in LEAVE_WHEN_CODED


@dataclass(frozen=True, slots=True)
class Card:
    """One quote with its codings: one's own, and what others gave once one gave something."""

    quote: Quote
    mine: list[Coding]
    others: list[Coding]

    @property
    def shown(self) -> list[Coding]:
        """Who codes for the second time must not be led by the first."""
        return self.mine + self.others if self.mine else []


@dataclass(frozen=True, slots=True)
class Next:
    """What follows in a list, and on which page; no quote when it was the last one."""

    quote: uuid.UUID | None
    page: int


def inbox(series: Series, asked: Asked, coder: Any) -> Ids:
    """Return the ids of the quotes that are asked for, as they were said."""
    rows = _asked_for(series, asked, coder).in_order()
    words = normal(asked.words).split()
    return with_words(rows[:MOST_SEARCHED], words) if words else rows.ids()


def _asked_for(series: Series, asked: Asked, coder: Any) -> QuoteQuerySet:
    rows, book = Quote.objects.of_series(series).standing(), Coding.objects.in_book(series)
    if asked.code is not None:
        return rows.coded_in(book.of_code(asked.code))
    if asked.which == CODED:
        return rows.coded_in(book)
    if asked.which == ALL:
        return rows
    return rows.not_coded_in(book if asked.which == OPEN else book.by_coder(coder))


def is_cut(series: Series, asked: Asked, coder: Any) -> bool:
    """Whether there are more quotes than are searched."""
    return bool(asked.words) and _asked_for(series, asked, coder).count() > MOST_SEARCHED


def card_of(series: Series, text: str, otherwise: Quote | None, coder: Any) -> Card | None:
    """Return the quote of a series with an id as the address says it, else the other one."""
    standing = Quote.objects.of_series(series).standing().with_subjects()
    quote = standing.with_ids_in([text]).first() if text else None
    quote = quote or otherwise
    if quote is None:
        return None
    codings = list(Coding.objects.on([quote]))
    mine = [one for one in codings if one.coder_id == coder.pk]
    return Card(quote, mine, [one for one in codings if one.coder_id != coder.pk])


def next_after(rows: Ids, pk: uuid.UUID, *, leaves: bool) -> Next:
    """Return what follows a quote; after the last comes the first.

    ``leaves`` says that the quote itself goes from the list, so that all after it move up.
    """
    ids = list(rows)
    here = ids.index(pk) if pk in ids else -1
    rest = ids[here + 1 :] + ids[: max(here, 0)]
    if not rest:
        return Next(None, 1)
    place = ids.index(rest[0])
    return Next(rest[0], (place - (leaves and 0 <= here < place)) // ON_A_PAGE + 1)
