"""Adding to the counts when the guide has answered: cheap, and never at the cost of an answer."""

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from typing import Any

from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.small_counts import FEW
from vlaggenlijn.directory.indexing import SERVICE
from vlaggenlijn.guide.answers import Answer
from vlaggenlijn.guide.listening import crisis_data
from vlaggenlijn.guide.models import CRISIS, NO_THEME, AskedCount, AskedWord, FoundCount
from vlaggenlijn.guide.redaction import crisis_words, kept_words
from vlaggenlijn.guide.tallies import FIRST_SHOWN, Tally, age_band, is_good, monday_of
from vlaggenlijn.guide.weighing import THEME, Asked
from vlaggenlijn.places.lookup import find
from vlaggenlijn.taxonomy import lookup
from vlaggenlijn.taxonomy.models import Posting
from vlaggenlijn.taxonomy.words import stem

logger = logging.getLogger(__name__)
# The message of a database may hold values: only that it failed is told.
NOT_COUNTED = "An answer was given but not counted."
Counts = dict[type[models.Model], dict[tuple[Any, ...], tuple[int, ...]]]
ADDING: dict[type[models.Model], tuple[str, ...]] = {
    FoundCount: ("shown",),
    AskedCount: ("asked", "unanswered"),
    AskedWord: ("times",),
}
PATIENCE_MS = 250
KEPT = timedelta(days=2 * 366)
WORDS_KEPT = timedelta(days=30)


def count_answer(asked: Asked, answer: Answer, *, network: LocalNetwork | None) -> bool:
    """Count what was shown and what was asked; False when it could not be written.

    A parent's answer comes whatever happens here, and waits a quarter of a second at most.
    """
    if not (asked.text or asked.theme):
        return False
    counts = counts_of(asked, answer, network=network)
    return bool(counts) and write_counts(counts)


def counts_of(asked: Asked, answer: Answer, *, network: LocalNetwork | None) -> Counts:
    """Return what an answer adds to the counts: {table: {key of a row: numbers to add}}.

    Nothing when the database does not answer in time.
    """
    try:
        return _counts_of(asked, answer, network)
    except DatabaseError:
        logger.warning(NOT_COUNTED)
        return {}


def _counts_of(asked: Asked, answer: Answer, network: LocalNetwork | None) -> Counts:
    today = timezone.localdate()
    shown = [card.id for card in answer.cards[:FIRST_SHOWN] if card.kind == SERVICE]
    counts: Counts = {FoundCount: {(service, today.replace(day=1)): (1,) for service in shown}}
    if network is not None:
        one = tally_of(asked, answer, network)
        week = monday_of(today)
        key = (network.pk, week, one.theme, one.age_band, one.area)
        said = _words(asked, answer, one, network)
        counts[AskedCount] = {key: (1, int(not one.is_answered))}
        counts[AskedWord] = {(network.pk, week, one.theme, word): (1,) for word in said}
    return counts


def write_counts(counts: Counts) -> bool:
    """Add to the counts in one transaction; False when it could not be written."""
    try:
        with _in_a_hurry(), transaction.atomic():
            for model, adding in ADDING.items():
                rows = sorted(counts.get(model, {}).items(), key=lambda row: str(row[0]))
                _add(model, [(*key, *numbers) for key, numbers in rows], adding=adding)
    except DatabaseError:
        logger.warning(NOT_COUNTED)
        return False
    return True


def tally_of(asked: Asked, answer: Answer, network: LocalNetwork) -> Tally:
    """Return how a question is counted: one in a crisis without theme, age, place or judgement."""
    if answer.is_in_crisis:
        return Tally(CRISIS, "", is_answered=True)
    recognised = next((term.removeprefix(THEME) for term in answer.about), NO_THEME)
    reasons = [[reason.kind for reason in card.reasons] for card in answer.cards]
    return Tally(
        theme=asked.theme or recognised,
        age_band=age_band(next(iter(asked.all_ages), None)),
        is_answered=is_good(reasons, knows_place=answer.here is not None),
        area=answer.here.nis if answer.here and network.covers(answer.here.nis) else "",
    )


def _words(asked: Asked, answer: Answer, tally: Tally, network: LocalNetwork) -> list[str]:
    """Return the words to keep of a question: none but where a network chose to, and of misses.

    None either where anything in the question, however softly, sounded like a crisis.
    """
    if not network.keeps_words or tally.is_answered or answer.crisis is not None:
        return []
    return kept_words(asked.text, known=_known, is_place=_is_place, crisis=_crisis_words())


def _known(candidates: Collection[str]) -> set[str]:
    """Return the words that labels, lessons or at least five records hold."""
    understanding = lookup.understanding()
    found = {word for word in candidates if understanding.knows(word)}
    terms = {f"w:{stem(word, 'nl')}": word for word in candidates if word not in found}
    times = Posting.objects.counts(terms)
    return found | {word for term, word in terms.items() if times.get(term, 0) >= FEW}


def _is_place(word: str) -> bool:
    return find(word).kind in ("found", "ambiguous", "outside")


@cache
def _crisis_words() -> Callable[[str], bool]:
    return crisis_words(crisis_data())


def forget_asked_words() -> int:
    """Delete words of weeks that began a month ago, and of networks that keep none any more."""
    day = timezone.localdate() - WORDS_KEPT
    return AskedWord.objects.no_longer_kept(day).delete()[0]


def forget_old_counts() -> int:
    """Delete counts of more than two years ago; return how many rows."""
    day = timezone.localdate() - KEPT
    old = FoundCount.objects.before(day).delete()[0]
    return old + AskedCount.objects.before(day).delete()[0]


def _add(
    model: type[models.Model], rows: Sequence[tuple[Any, ...]], *, adding: tuple[str, ...]
) -> None:
    """Add numbers to rows, made where there are none, in one statement.

    The database adds, so that two answers at once lose nothing; the rows come in a fixed order, so
    that they do not wait for each other crosswise. Django has no words for this yet.
    """
    if not rows:
        return
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    name, table = connection.ops.quote_name, connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(name(str(field.column)) for field in fields)
    keys = ", ".join(name(str(field.column)) for field in fields if field.name not in adding)
    sums = ", ".join(f"{name(one)} = {table}.{name(one)} + excluded.{name(one)}" for one in adding)
    places = ", ".join(["(" + ", ".join(["%s"] * len(fields)) + ")"] * len(rows))
    sql = f"INSERT INTO {table} ({columns}) VALUES {places}"  # noqa: S608  (names of our columns)
    values = [
        field.get_db_prep_save(value, connection)
        for row in rows
        for field, value in zip(fields, row, strict=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ON CONFLICT ({keys}) DO UPDATE SET {sums}", values)


@contextmanager
def _in_a_hurry() -> Iterator[None]:
    """Let a locked database be given up soon: a count may be lost, an answer may not be late."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SET lock_timeout = {PATIENCE_MS}")
            usual = "RESET lock_timeout"
        else:
            (before,) = cursor.execute("PRAGMA busy_timeout").fetchone()
            cursor.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")
            usual = f"PRAGMA busy_timeout = {before}"
        try:
            yield
        finally:
            cursor.execute(usual)
