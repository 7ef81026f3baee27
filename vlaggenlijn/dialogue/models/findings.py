"""Findings backed by quotes, recommendations backed by findings, and the parts of a report."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet
from vlaggenlijn.dialogue.models.coding import Code
from vlaggenlijn.dialogue.models.quotes import Quote, of_fallen_quotes
from vlaggenlijn.dialogue.models.series import Series
from vlaggenlijn.needs.models import Need


class FindingQuerySet(AuditedQuerySet["Finding"]):
    def for_user(self, user: Any) -> "FindingQuerySet":
        return self.filter(series__in=Series.objects.for_user(user))

    def of_series(self, series: Series) -> "FindingQuerySet":
        return self.filter(series=series)

    def of_code(self, code: Code) -> "FindingQuerySet":
        return self.filter(code=code)

    def with_need(self) -> "FindingQuerySet":
        return self.select_related("series__network", "code", "need")

    def in_order(self) -> "FindingQuerySet":
        return self.order_by("position", "created_at", "id")


class Finding(Audited):
    """A sentence that quotes back; without names it may be published.

    ``counted`` holds {"tables", "organizations", "people"} as they were when the sentence was last
    saved, by which words of quantity are held to what is still true.
    """

    series = models.ForeignKey(Series, models.CASCADE, related_name="findings")
    code = models.ForeignKey(Code, models.SET_NULL, null=True, blank=True, related_name="findings")
    sentence = models.CharField(_("finding"), max_length=300)
    position = models.PositiveSmallIntegerField(default=0)
    counted = models.JSONField(default=dict, blank=True)
    need = models.ForeignKey(Need, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = FindingQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["series", "position", "created_at", "id"]

    def __str__(self) -> str:
        return self.sentence


class FindingQuoteQuerySet(AuditedQuerySet["FindingQuote"]):
    def of_series(self, series: Series) -> "FindingQuoteQuerySet":
        return self.filter(finding__series=series)

    def standing(self) -> "FindingQuoteQuerySet":
        """Only quotes that still stand."""
        return self.exclude(quote__state__in=Quote.FALLEN)

    def of_finding(self, finding: Finding) -> "FindingQuoteQuerySet":
        return self.filter(finding=finding)


class FindingQuote(Audited):
    """A quote that backs a finding."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="backing")
    quote = models.ForeignKey(Quote, models.CASCADE, related_name="backed")

    objects = FindingQuoteQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "quote"], name="backing_quote_once")
        ]

    @classmethod
    def staying(
        cls, rows: Mapping[uuid.UUID, Mapping[str, Any] | None], *, is_locking: bool = False
    ) -> set[uuid.UUID]:
        return of_fallen_quotes(rows, is_locking=is_locking)


class RecommendationQuerySet(AuditedQuerySet["Recommendation"]):
    def for_user(self, user: Any) -> "RecommendationQuerySet":
        return self.filter(series__in=Series.objects.for_user(user))

    def of_series(self, series: Series) -> "RecommendationQuerySet":
        return self.filter(series=series)

    def in_order(self) -> "RecommendationQuerySet":
        return self.order_by("position", "created_at", "id")


class Recommendation(Audited):
    """What should follow, and to whom it is said."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="recommendations")
    sentence = models.CharField(_("recommendation"), max_length=300)
    addressee = models.CharField(_("to whom"), max_length=150)
    position = models.PositiveSmallIntegerField(default=0)

    objects = RecommendationQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["series", "position", "created_at", "id"]

    def __str__(self) -> str:
        return self.sentence


class RecommendationFinding(Audited):
    """A finding on which a recommendation rests."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="grounds")
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="grounded")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "finding"], name="ground_once")
        ]


class ReportPartQuerySet(AuditedQuerySet["ReportPart"]):
    def of_series(self, series: Series) -> "ReportPartQuerySet":
        return self.filter(series=series).select_related("code")

    def named(self, kind: str, code: Code | None) -> "ReportPart | None":
        return self.filter(kind=kind, code=code).first()

    def of_code(self, code: Code) -> "ReportPartQuerySet":
        return self.filter(code=code)


class ReportPart(Audited):
    """What somebody wrote in one part of the report of a series; numbers and quotes are marks.

    ``kind`` names its place (aim, practice, theme, expectations, advice, data); of a theme there
    is one for each code. A part of which nothing was written has no row.
    """

    class Kind(models.TextChoices):
        AIM = "aim", _("Aim and method")
        PRACTICE = "practice", _("What is done")
        THEME = "theme", _("Opportunities and bottlenecks")
        EXPECTATIONS = "expectations", _("Expectations")
        ADVICE = "advice", _("Recommendations")
        DATA = "data", _("About the data")

    series = models.ForeignKey(Series, models.CASCADE, related_name="report_parts")
    kind = models.SlugField(max_length=30, choices=Kind.choices)
    code = models.ForeignKey(
        Code, models.CASCADE, null=True, blank=True, related_name="report_parts"
    )
    heading = models.CharField(_("heading"), max_length=150, blank=True)
    text = models.TextField(_("text"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = ReportPartQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["series", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "kind"], condition=Q(code__isnull=True), name="report_part_once"
            ),
            models.UniqueConstraint(fields=["series", "code"], name="report_theme_once"),
        ]
