"""What participants write beforehand: the input form, and reflections for each hat."""

import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet
from vlaggenlijn.dialogue.models.sealed import sealed
from vlaggenlijn.dialogue.models.series import Hat, Series
from vlaggenlijn.dialogue.models.tables import Participant, Table


class QuestionQuerySet(AuditedQuerySet["Question"]):
    def for_user(self, user: Any) -> "QuestionQuerySet":
        mine = Series.objects.for_user(user)
        return self.filter(series__in=mine).select_related("series__network")

    def of_series(self, series: Series) -> "QuestionQuerySet":
        return self.filter(series=series)

    def asked(self) -> "QuestionQuerySet":
        """Questions that stand on the form now."""
        return self.filter(is_retired=False)

    def with_use(self) -> "QuestionQuerySet":
        """Adds answer_count: how many people answered, in the order of the form."""
        counted = self.annotate(answer_count=models.Count("answers"))
        return counted.order_by("position", "id")


class Question(Audited):
    """One short question of the input form; ``choices`` holds one possible answer a line."""

    class Kind(models.TextChoices):
        MANY = "many", _("tick what fits")
        ONE = "one", _("choose one")
        TEXT = "text", _("a few words")

    series = models.ForeignKey(Series, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("question"), max_length=300)
    kind = models.CharField(_("kind"), max_length=4, choices=Kind.choices, default=Kind.MANY)
    choices = models.TextField(_("possible answers, one a line"), max_length=2000, blank=True)
    # Asked no more; what was answered stays.
    is_retired = models.BooleanField(default=False)

    objects = QuestionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["series", "position", "id"]

    def __str__(self) -> str:
        return self.text

    @property
    def options(self) -> list[str]:
        return [line.strip() for line in self.choices.splitlines() if line.strip()]


class AnswerQuerySet(AuditedQuerySet["Answer"]):
    def of_participant(self, participant: Participant) -> "AnswerQuerySet":
        return self.filter(participant=participant).select_related("question")

    def of_series(self, series: Series) -> "AnswerQuerySet":
        return self.filter(question__series=series, participant__is_mock=False)

    def at_table(self, table: Table) -> "AnswerQuerySet":
        return self.filter(participant__table=table).select_related("question")

    def to(self, question: Question) -> "AnswerQuerySet":
        return self.filter(question=question)


class Answer(Audited):
    """What one participant answered to one question: a list of choices, or of one text.

    ``wording`` is how the question read then: who rewords it later puts no words in their mouth.
    """

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    sealed_value = models.TextField(blank=True, editable=False)
    wording = models.CharField(max_length=300, blank=True, editable=False)

    _value = sealed("sealed_value")

    objects = AnswerQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "question"], name="answer_once")
        ]

    @property
    def is_to_other_words(self) -> bool:
        """Whether somebody said something to this question as it no longer reads."""
        return bool(self.value) and self.wording not in ("", self.question.text)

    @property
    def value(self) -> list[str]:
        return [str(one) for one in json.loads(self._value or "[]")]

    @value.setter
    def value(self, value: list[str]) -> None:
        self._value = json.dumps(value, ensure_ascii=False)


class ReflectionQuerySet(AuditedQuerySet["Reflection"]):
    def of_participant(self, participant: Participant) -> "ReflectionQuerySet":
        return self.filter(participant=participant)

    def at_table(self, table: Table) -> "ReflectionQuerySet":
        rows = self.filter(participant__table=table).select_related("participant", "hat")
        return rows.order_by("hat__key", "participant__pseudonym")


class Reflection(Audited):
    """What a participant notes for themselves under a hat before the talk; sealed.

    Purpose: a support for the note taker afterwards. It goes with the participant's consent.
    """

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="reflections")
    hat = models.ForeignKey(Hat, models.CASCADE, related_name="+")
    sealed_text = models.TextField(blank=True, editable=False)

    text: Any = sealed("sealed_text")

    objects = ReflectionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "hat"], name="reflection_once")
        ]
