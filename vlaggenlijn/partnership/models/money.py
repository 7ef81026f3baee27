"""Where money comes from and what it goes to, in whole cents."""

from datetime import date

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, LocalNetwork
from vlaggenlijn.partnership.models.belonging import InNetworkQuerySet
from vlaggenlijn.partnership.models.undertakings import Undertaking
from vlaggenlijn.partnership.sums import HIGHEST, Amounts

HIGH_ENOUGH = MaxValueValidator(HIGHEST)


class FundingSourceQuerySet(InNetworkQuerySet["FundingSource"]):
    def of_year(self, year: int | None) -> "FundingSourceQuerySet":
        return self if year is None else self.filter(year=year)

    def years(self) -> list[int]:
        return list(self.values_list("year", flat=True).distinct().order_by("-year"))

    def with_deadline(self) -> "FundingSourceQuerySet":
        """Calls with a day, the first first."""
        return self.filter(deadline_on__isnull=False).order_by("deadline_on", "name", "id")

    def to_ask(self, today: date) -> "FundingSourceQuerySet":
        """Calls that still take a file, and for which nothing was granted."""
        return self.with_deadline().filter(deadline_on__gte=today, granted_cents=0)


class FundingSource(Audited):
    """A budget that comes back, the budget of a service, or a project call with its deadline."""

    class Kind(models.TextChoices):
        RECURRING = "recurring", _("recurring budget")
        SERVICE = "service", _("budget of a service or partner")
        CALL = "call", _("project call")

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="funding_sources")
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=9, choices=Kind.choices, default=Kind.RECURRING)
    year = models.PositiveSmallIntegerField(_("year"))
    deadline_on = models.DateField(null=True, blank=True)
    url = models.URLField(blank=True)
    asked_cents = models.PositiveBigIntegerField(default=0, validators=[HIGH_ENOUGH])
    granted_cents = models.PositiveBigIntegerField(default=0, validators=[HIGH_ENOUGH])
    remark = models.CharField(max_length=300, blank=True)

    objects = FundingSourceQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-year", "kind", "name", "id"]

    def __str__(self) -> str:
        return f"{self.name} ({self.year})"

    @property
    def amounts(self) -> Amounts:
        return Amounts(asked=self.asked_cents, granted=self.granted_cents)


class MoneyLineQuerySet(InNetworkQuerySet["MoneyLine"]):
    way = "source__network"

    def with_places(self) -> "MoneyLineQuerySet":
        return self.select_related("source__network", "undertaking")

    def of_sources(self, sources: models.QuerySet[FundingSource]) -> "MoneyLineQuerySet":
        return self.filter(source__in=sources)


class MoneyLine(Audited):
    """What part of a source is for: an undertaking, one activity in it, or running costs."""

    source = models.ForeignKey(FundingSource, models.CASCADE, related_name="lines")
    undertaking = models.ForeignKey(
        Undertaking, models.SET_NULL, null=True, blank=True, related_name="money_lines"
    )
    what = models.CharField(max_length=200)
    planned_cents = models.PositiveBigIntegerField(default=0, validators=[HIGH_ENOUGH])
    spent_cents = models.PositiveBigIntegerField(default=0, validators=[HIGH_ENOUGH])
    spent_on = models.DateField(null=True, blank=True)

    objects = MoneyLineQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.what

    @property
    def network(self) -> LocalNetwork:
        return self.source.network

    @property
    def amounts(self) -> Amounts:
        return Amounts(planned=self.planned_cents, spent=self.spent_cents)
