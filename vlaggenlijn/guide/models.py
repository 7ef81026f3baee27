"""Counts of what the guide answered: how often an offer was found, what was asked for.

No row stands for a question: rows are sums over a month or a week, without a person, without a
place finer than a municipality. Words are kept only by a network that chose to, each by itself and
for a month. docs/decisions/0010 gives the reasons.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.small_counts import FEW
from vlaggenlijn.directory.models import Service
from vlaggenlijn.guide.rollup import Unmet

NO_THEME, CRISIS = "", "crisis"


class FoundCountQuerySet(models.QuerySet["FoundCount"]):
    def in_month(self, month: date, services: Iterable[Any]) -> dict[Any, int]:
        """Return {service id: times shown} for a month, named by its first day."""
        rows = self.filter(month=month, service__in=list(services))
        return dict(rows.values_list("service", "shown"))

    def before(self, day: date) -> "FoundCountQuerySet":
        return self.filter(month__lt=day)


class FoundCount(models.Model):
    """How often a service was among the first ten of an answer, in one calendar month."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="found_counts")
    month = models.DateField()
    shown = models.PositiveIntegerField(default=0)

    objects = FoundCountQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "month"], name="found_once")]


class AskedCountQuerySet(models.QuerySet["AskedCount"]):
    def of_network(self, network: LocalNetwork) -> "AskedCountQuerySet":
        return self.filter(network=network)

    def between(self, first: date, last: date) -> "AskedCountQuerySet":
        """Weeks whose Monday lies between two days, both included."""
        return self.filter(week__gte=first, week__lte=last)

    def before(self, day: date) -> "AskedCountQuerySet":
        return self.filter(week__lt=day)

    def unmet(self) -> list[Unmet]:
        """Return what was asked and not found, by week, theme, municipality and age band."""
        rows = self.filter(unanswered__gt=0).exclude(theme=CRISIS).order_by("pk")
        return [
            Unmet(*row)
            for row in rows.values_list("week", "theme", "area", "age_band", "unanswered")
        ]

    def summed(self, *names: str) -> list[dict[str, Any]]:
        """Return {name: value, asked: n, unanswered: n} for each value of these columns."""
        rows = self.order_by().values(*names)
        return list(rows.annotate(asked=models.Sum("asked"), unanswered=models.Sum("unanswered")))


class AskedCount(models.Model):
    """Questions in one week (its Monday) on the site of a network, by theme, age band and area.

    ``theme`` is a slug, empty when none was recognised, and "crisis" for questions that asked for
    a helpline: those have neither theme nor age nor area. ``area`` is the municipality (NIS code)
    of the network that was asked about, empty for another one or none. ``unanswered`` are those
    without a good answer.
    """

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="asked_counts")
    week = models.DateField()
    theme = models.CharField(max_length=80, blank=True)
    age_band = models.CharField(max_length=10, blank=True)
    area = models.CharField(max_length=5, blank=True, default="")
    asked = models.PositiveIntegerField(default=0)
    unanswered = models.PositiveIntegerField(default=0)

    objects = AskedCountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "week", "theme", "age_band", "area"], name="asked_once"
            )
        ]


class AskedWordQuerySet(models.QuerySet["AskedWord"]):
    def of_network(self, network: LocalNetwork) -> "AskedWordQuerySet":
        return self.filter(network=network)

    def in_weeks_before(self, monday: date) -> "AskedWordQuerySet":
        return self.filter(week__lt=monday)

    def no_older_than(self, day: date) -> "AskedWordQuerySet":
        return self.filter(week__gte=day)

    def said_often(self) -> list[tuple[str, str]]:
        """Return (theme, word) for words that at least five questions without answer hold."""
        said = self.order_by().values("theme", "word").annotate(said=models.Sum("times"))
        often = said.filter(said__gte=FEW).order_by("theme", "-said", "word")
        return list(often.values_list("theme", "word"))

    def no_longer_kept(self, day: date) -> "AskedWordQuerySet":
        """Words of weeks that began before a day, and of networks that do not keep any."""
        return self.filter(models.Q(week__lt=day) | models.Q(network__keeps_words=False))


class AskedWord(models.Model):
    """How often a word stood in questions without a good answer, in one week (its Monday).

    Only of networks that chose to keep words, only words that guide.redaction lets through.
    """

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="asked_words")
    week = models.DateField()
    theme = models.CharField(max_length=80, blank=True)
    word = models.CharField(max_length=40)
    times = models.PositiveIntegerField(default=0)

    objects = AskedWordQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "week", "theme", "word"], name="asked_word_once"
            )
        ]
