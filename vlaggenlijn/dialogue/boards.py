"""What the pages of a series and a table show, gathered in few questions."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from vlaggenlijn.dialogue.models import (
    Answer,
    Hat,
    HatTime,
    Participant,
    Question,
    Quote,
    Series,
    Table,
)
from vlaggenlijn.dialogue.response import (
    Addressee,
    Gatherings,
    Response,
    gatherings_of,
    response_of,
)

COLUMNS = ("region", "kind", "state", "answered_form_at", "check_answered_at", "check_asked_at")


@dataclass(frozen=True, slots=True)
class Told:
    """One question with how often each answer was given, or the texts as they are.

    ``earlier`` tells how many answered it under words that it no longer has.
    """

    question: Question
    counts: list[tuple[str, int]]
    texts: list[str]
    answered: int
    earlier: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Worn:
    """A hat at a table: how many quotes it has, how long it was on, and whether it is on now."""

    hat: Hat
    quotes: int
    duration: timedelta
    is_on: bool

    @property
    def seconds(self) -> int:
        return int(self.duration.total_seconds())

    @property
    def minutes(self) -> int:
        return self.seconds // 60

    @property
    def is_over(self) -> bool:
        return self.minutes >= self.hat.minutes


def response_of_series(series: Series) -> Response:
    rows = Participant.objects.of_series(series).real().values_list(*COLUMNS)
    return response_of(
        Addressee(region, kind, state, form is not None, checked is not None, asked is not None)
        for region, kind, state, form, checked, asked in rows
    )


def tables_of(series: Series) -> list[Table]:
    """The tables of a series with ``taken`` seats and ``quote_count``."""
    rows = Table.objects.of_series(series).with_people().in_order()
    comes = Participant.objects.in_state("registered", "present")
    return list(rows.annotate(
        taken=_how_many(comes), quote_count=_how_many(Quote.objects.standing())
    ))  # fmt: skip


def _how_many(rows: QuerySet[Any]) -> Coalesce:
    """Count what a table has, apart from all else: two joins would multiply seats by quotes."""
    of_table = rows.filter(table=OuterRef("pk")).order_by().values("table")
    return Coalesce(Subquery(of_table.annotate(count=Count("*")).values("count")), 0)


def gatherings_among(tables: Iterable[Table]) -> Gatherings:
    return gatherings_of(table.state for table in tables if not table.is_rehearsal)


def told_beforehand(table: Table) -> list[Told]:
    """The input form of a table, question by question, with the commonest answers first."""
    given: dict[uuid.UUID, list[Answer]] = defaultdict(list)
    for answer in Answer.objects.at_table(table):
        given[answer.question_id].append(answer)
    questions = Question.objects.of_series(table.series)
    return [
        _told(question, given[question.pk])
        for question in questions
        if not question.is_retired or given[question.pk]
    ]


def _told(question: Question, answers: list[Answer]) -> Told:
    said = [answer.value for answer in answers if answer.value]
    earlier = _most_first(answer.wording for answer in answers if answer.is_to_other_words)
    if question.kind == Question.Kind.TEXT:
        texts = [text for value in said for text in value]
        return Told(question, [], texts, len(said), earlier)
    counts = _most_first(one for value in said for one in value)
    return Told(question, counts, [], len(said), earlier)


def _most_first(words: Iterable[str]) -> list[tuple[str, int]]:
    counted = Counter(words)
    return sorted(counted.items(), key=lambda row: (-row[1], row[0]))


def worn_at(table: Table) -> list[Worn]:
    """The hats of a table with their quotes and their time, that of the one that is on included."""
    rows = Quote.objects.at_table(table).standing().order_by().values_list("hat")
    counts = dict(rows.annotate(count=Count("pk")))
    times = {one.hat_id: one.duration for one in HatTime.objects.filter(table=table)}
    now = timezone.now()
    return [
        Worn(
            hat=hat,
            quotes=counts.get(hat.pk, 0),
            duration=times.get(hat.pk, timedelta()) + _running(table, hat, now),
            is_on=table.hat_id == hat.pk,
        )
        for hat in Hat.objects.of_series(table.series)
    ]


def _running(table: Table, hat: Hat, now: datetime) -> timedelta:
    if table.hat_id != hat.pk or table.hat_since is None:
        return timedelta()
    return max(now - table.hat_since, timedelta())
