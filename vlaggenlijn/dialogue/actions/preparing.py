"""The questions of the input form and the hats of a series: added, changed, moved, taken away.

What somebody answered or said is never touched by it: a question with answers keeps them, under the
words that they answered to; a hat in use stays, under whatever name.
"""

import uuid
from collections.abc import Mapping
from typing import Any

from vlaggenlijn.accounts.models import Recorder, User, recorded
from vlaggenlijn.dialogue.actions.series import changed_record, made_before
from vlaggenlijn.dialogue.in_use import given_answers, is_used
from vlaggenlijn.dialogue.models import Answer, Hat, Question, Series

QUESTION_COLUMNS = ("text", "kind", "choices")
HAT_COLUMNS = ("name", "prompt", "minutes", "colour")
MOST_QUESTIONS = 20
KEYS = range(1, 10)
ASIDE = 0  # where a hat waits while another takes its key


class TooMany(Exception):
    """There is no place for one more."""


class InUse(Exception):
    """Something was said or noted under the hat; it can be renamed."""


class KindIsFixed(Exception):
    """The question has answers, which fit only the way of answering that it had."""


class AnswersMissing(Exception):
    """Answers that were chosen are no longer among those to choose; args[0] names them."""


def _deed(by: User, series: Series, key: uuid.UUID | None = None) -> Any:
    return recorded(by=by, network=series.network, deed="dialogue.series", key=key)


def add_question(
    *, by: User, series: Series, values: Mapping[str, Any], idempotency_key: uuid.UUID | None = None
) -> Question:
    """Add a question at the end of the form. Raises TooMany."""
    with _deed(by, series, idempotency_key) as recorder:
        if recorder.is_repeat:
            return made_before(recorder, Question)
        Series.locked(series.pk)
        there = list(Question.objects.of_series(series))
        if len(there) >= MOST_QUESTIONS:
            raise TooMany
        position = max((one.position for one in there), default=0) + 1
        columns = {name: values[name] for name in QUESTION_COLUMNS}
        question = Question(series=series, position=position, **columns)
        question.save()
    return question


def change_question(
    *,
    by: User,
    question: Question,
    version: int | None,
    values: Mapping[str, Any],
    idempotency_key: uuid.UUID | None = None,
) -> Question:
    """Write another question. Raises Conflict, KindIsFixed, AnswersMissing."""

    def check(stored: Question) -> None:
        if not Answer.objects.to(stored).exists():
            return
        if values["kind"] != stored.kind:
            raise KindIsFixed
        offered = Question(choices=values["choices"]).options
        missing = [one for one in given_answers(stored) if one not in offered]
        if stored.kind != Question.Kind.TEXT and missing:
            raise AnswersMissing(missing)

    return changed_record(
        by=by, record=question, network=question.series.network, deed="dialogue.series",
        version=version, values={name: values[name] for name in QUESTION_COLUMNS},
        key=idempotency_key, check=check,
    )  # fmt: skip


def take_away_question(*, by: User, question: Question) -> bool:
    """Let a question go; one with answers is only asked no more. Return whether it is gone."""
    with _deed(by, question.series):
        stored = Question.locked(question.pk)
        if not Answer.objects.to(stored).exists():
            stored.delete()
            return True
        stored.is_retired = True
        stored.save()
    return False


def ask_again(*, by: User, question: Question) -> None:
    """Put a question that was asked no more on the form again."""
    with _deed(by, question.series):
        stored = Question.locked(question.pk)
        stored.is_retired = False
        stored.save()


def move_question(*, by: User, question: Question, is_up: bool) -> None:
    """Change places with the question above or below; at the end nothing happens."""
    with _deed(by, question.series):
        Series.locked(question.series_id)
        rows = _swapped(list(Question.objects.of_series(question.series)), question, is_up)
        for position, stored in enumerate(rows, start=1):
            stored.position = position
            stored.save()


def _swapped(rows: list[Any], record: Any, is_up: bool) -> list[Any]:
    ids = [one.pk for one in rows]
    if record.pk not in ids:
        return rows
    here = ids.index(record.pk)
    there = here - 1 if is_up else here + 1
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    return rows


def add_hat(
    *, by: User, series: Series, values: Mapping[str, Any], idempotency_key: uuid.UUID | None = None
) -> Hat:
    """Add a hat on the first key that is free. Raises TooMany."""
    with _deed(by, series, idempotency_key) as recorder:
        if recorder.is_repeat:
            return made_before(recorder, Hat)
        Series.locked(series.pk)
        taken = set(Hat.objects.of_series(series).values_list("key", flat=True))
        key = next((one for one in KEYS if one not in taken), None)
        if key is None:
            raise TooMany
        hat = Hat(series=series, key=key, **{name: values[name] for name in HAT_COLUMNS})
        hat.save()
    return hat


def change_hat(
    *,
    by: User,
    hat: Hat,
    version: int | None,
    values: Mapping[str, Any],
    idempotency_key: uuid.UUID | None = None,
) -> Hat:
    """Write another hat. Raises Conflict when someone was first."""
    return changed_record(
        by=by, record=hat, network=hat.series.network, deed="dialogue.series", version=version,
        values={name: values[name] for name in HAT_COLUMNS}, key=idempotency_key,
    )  # fmt: skip


def take_away_hat(*, by: User, hat: Hat) -> None:
    """Let a hat go that nobody used; the keys of the others stay. Raises InUse."""
    with _deed(by, hat.series):
        stored = Hat.locked(hat.pk)
        if is_used(stored):
            raise InUse
        stored.delete()


def move_hat(*, by: User, hat: Hat, is_up: bool) -> None:
    """Change keys with the hat before or after; at the end nothing happens."""
    with _deed(by, hat.series) as recorder:
        Series.locked(hat.series_id)
        rows = list(Hat.objects.of_series(hat.series))
        keys = [one.key for one in rows]
        moved = [(one, key) for one, key in zip(_swapped(rows, hat, is_up), keys, strict=True)
                 if one.key != key]  # fmt: skip
        _change_keys(recorder, moved)


def _change_keys(recorder: Recorder, moved: list[tuple[Hat, int]]) -> None:
    """Two hats never have one key, not even in between: the first steps aside."""
    if not moved:
        return
    (first, first_key), (second, second_key) = moved
    first.key = ASIDE
    first.save()
    for one, key in ((second, second_key), (first, first_key)):
        one.key = key
        one.save()
