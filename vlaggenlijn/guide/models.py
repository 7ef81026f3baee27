"""Counts of what the guide answered: how often an offer was found, what was asked for.

No row stands for a question: rows are sums over a month or a week, without words, without a person,
without a place finer than a network of municipalities. docs/decisions/0010 gives the reasons.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.models import Service

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

    def summed(self, *names: str) -> list[dict[str, Any]]:
        """Return {name: value, asked: n, unanswered: n} for each value of these columns."""
        rows = self.order_by().values(*names)
        return list(rows.annotate(asked=models.Sum("asked"), unanswered=models.Sum("unanswered")))


class AskedCount(models.Model):
    """Questions in one week (its Monday) on the site of a network, by theme and age band.

    ``theme`` is a slug, empty when none was recognised, and "crisis" for questions that asked for
    a helpline: those have neither theme nor age. ``unanswered`` are those without a good answer.
    """

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="asked_counts")
    week = models.DateField()
    theme = models.CharField(max_length=80, blank=True)
    age_band = models.CharField(max_length=10, blank=True)
    asked = models.PositiveIntegerField(default=0)
    unanswered = models.PositiveIntegerField(default=0)

    objects = AskedCountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["network", "week", "theme", "age_band"], name="asked_once"
            )
        ]
