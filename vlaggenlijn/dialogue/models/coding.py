"""The codebook of a series, what is coded with it, and memos beside it."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, User
from vlaggenlijn.dialogue.models.quotes import Quote, ids_in, of_fallen_quotes
from vlaggenlijn.dialogue.models.sealed import sealed
from vlaggenlijn.dialogue.models.series import Series
from vlaggenlijn.dialogue.models.tables import Table
from vlaggenlijn.taxonomy.models import Concept


class Polarity(models.TextChoices):
    OPPORTUNITY = "opportunity", _("opportunity")
    BOTTLENECK = "bottleneck", _("bottleneck")


class CodeQuerySet(AuditedQuerySet["Code"]):
    def for_user(self, user: Any) -> "CodeQuerySet":
        return self.filter(series__in=Series.objects.for_user(user))

    def of_series(self, series: Series) -> "CodeQuerySet":
        return self.filter(series=series)

    def of_scheme(self, slug: str) -> "CodeQuerySet":
        """Codes that began as a theme of a scheme, with it."""
        return self.filter(concept__scheme=slug).select_related("concept")

    def in_order(self) -> "CodeQuerySet":
        return self.order_by("position", "name", "id")

    def offered(self) -> "CodeQuerySet":
        return self.filter(is_retired=False)

    def named(self, name: str) -> "Code | None":
        return self.filter(name=name).first()

    def with_ids(self, *codes: "Code") -> "CodeQuerySet":
        return self.filter(pk__in=[code.pk for code in codes])

    def without(self, code: "Code") -> "CodeQuerySet":
        return self.exclude(pk=code.pk)

    def below(self, code: "Code") -> "CodeQuerySet":
        return self.filter(parent=code)

    def with_series(self) -> "CodeQuerySet":
        return self.select_related("series__network", "parent")

    def with_counts(self) -> "CodeQuerySet":
        """Adds coding_count, of what still stands; what was given stands in front."""
        own = _codings_of_it().order_by().values("code").annotate(count=models.Count("*"))
        count = Coalesce(models.Subquery(own.values("count")), 0)
        counted = self.annotate(coding_count=count)
        return counted.order_by("is_retired", "-coding_count", "position", "name", "id")

    def used(self) -> "CodeQuerySet":
        return self.filter(models.Exists(_codings_of_it()))

    def used_first(self) -> "CodeQuerySet":
        """What was given before stands in front: a codebook begins with every theme there is."""
        used = self.annotate(is_used=models.Exists(_codings_of_it()))
        return used.order_by("-is_used", "position", "name", "id")


class Code(Audited):
    """One theme of a codebook; ``concept`` says which theme of the field it began as."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="codes")
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children"
    )
    concept = models.ForeignKey(Concept, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=150)
    description = models.TextField(_("what belongs here"), max_length=1000, blank=True)
    colour = models.CharField(_("colour"), max_length=7, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    # Offered no more; what has it keeps it.
    is_retired = models.BooleanField(default=False)

    objects = CodeQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["series", "position", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["series", "name"], name="code_name_once")]

    def __str__(self) -> str:
        return self.name


class CodingQuerySet(AuditedQuerySet["Coding"]):
    def of_series(self, series: Series) -> "CodingQuerySet":
        """Codings of what still stands at the real tables of a series."""
        quotes = Quote.objects.of_series(series).standing()
        return self.filter(quote__in=quotes)

    def of_code(self, code: Code) -> "CodingQuerySet":
        return self.filter(code=code)

    def on_fallen_quotes(self) -> "CodingQuerySet":
        """Codings of what was withdrawn or taken back; only an undo can have brought them."""
        return self.filter(quote__state__in=Quote.FALLEN)

    def with_ids_in(self, texts: Iterable[str]) -> "CodingQuerySet":
        return self.filter(pk__in=ids_in(texts))

    def in_book(self, series: Series) -> "CodingQuerySet":
        """Every coding with a code of a series, whatever became of its quote."""
        return self.filter(code__series=series)

    def with_same_id(self, coding: "Coding") -> "CodingQuerySet":
        return self.filter(pk=coding.pk)

    def with_id(self, text: str) -> "Coding | None":
        """The coding with an id as a page sent it; None also for what is no id."""
        return self.filter(pk__in=ids_in([text])).select_related("quote__table__series").first()

    def on(self, quotes: Iterable[Quote]) -> "CodingQuerySet":
        rows = self.filter(quote__in=[quote.pk for quote in quotes])
        return rows.select_related("code", "coder").order_by("code__position", "code__name", "id")

    def by_coder(self, user: Any) -> "CodingQuerySet":
        return self.filter(coder=user)

    def as_labels(self) -> models.QuerySet[Any]:
        """(quote, name of the code, polarity, coder, name of a coder elsewhere)."""
        return self.values_list("quote", "code__name", "polarity", "coder", "coder_name")

    def with_codes(self) -> "CodingQuerySet":
        return self.select_related("code")

    def as_counted(self) -> models.QuerySet[Any]:
        """(quote, table, who spoke, their kind, name of the hat, name of the code, polarity)."""
        return self.values_list(
            "quote", "quote__table", "quote__participant", "quote__participant__kind",
            "quote__hat__name", "code__name", "polarity",
        )  # fmt: skip

    def elsewhere_than(self, quote: Quote) -> "CodingQuerySet":
        """Codings of other quotes, with a code that is in use."""
        return self.exclude(quote=quote).filter(code__is_retired=False)

    def newest(self, most: int) -> models.QuerySet[Any]:
        """(quote, code) of the latest ones."""
        return self.order_by("-created_at", "-id").values_list("quote", "code")[:most]

    def as_said(self) -> "CodingQuerySet":
        return self.order_by("quote__table__number", "quote__position", "created_at", "id")

    def with_subjects(self) -> "CodingQuerySet":
        return self.select_related(
            "code", "coder", "quote__hat", "quote__participant", "quote__table"
        )


def _codings_of_it() -> models.QuerySet[Any]:
    own = Coding.objects.filter(code=models.OuterRef("pk"))
    return own.exclude(quote__state__in=Quote.FALLEN)


class Coding(Audited):
    """One coder finds that a quote is about a theme, as an opportunity or a bottleneck or neither.

    ``start`` and ``end`` count codepoints of the quote; without them the whole quote is meant.
    """

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="codings")
    code = models.ForeignKey(Code, models.CASCADE, related_name="codings")
    polarity = models.CharField(max_length=11, choices=Polarity.choices, blank=True)
    coder = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    # Who coded in a file of another tool, where that is nobody here.
    coder_name = models.CharField(max_length=150, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    sealed_memo = models.TextField(blank=True, editable=False)

    memo: Any = sealed("sealed_memo")

    objects = CodingQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["quote", "code", "polarity", "coder"],
                condition=Q(start__isnull=True),
                name="coding_once",
            )
        ]

    @classmethod
    def staying(
        cls, rows: Mapping[uuid.UUID, Mapping[str, Any] | None], *, is_locking: bool = False
    ) -> set[uuid.UUID]:
        return of_fallen_quotes(rows, is_locking=is_locking)


class MemoQuerySet(AuditedQuerySet["Memo"]):
    def of_code(self, code: Code) -> "MemoQuerySet":
        return self.filter(code=code)

    def of_series(self, series: Series) -> "MemoQuerySet":
        return self.filter(series=series).select_related("writer", "table", "code")

    def newest_first(self) -> "MemoQuerySet":
        return self.order_by("-created_at", "-id")

    def with_id(self, text: str) -> "Memo | None":
        """The memo with an id as a page sent it; None also for what is no id."""
        return self.filter(pk__in=ids_in([text])).first()


class Memo(Audited):
    """A thought of a coder about a series, a table or a code; sealed, as it may quote people."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="memos")
    table = models.ForeignKey(Table, models.CASCADE, null=True, blank=True, related_name="memos")
    code = models.ForeignKey(Code, models.CASCADE, null=True, blank=True, related_name="memos")
    title = models.CharField(_("title"), max_length=150, blank=True)
    writer = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    sealed_text = models.TextField(blank=True, editable=False)

    text: Any = sealed("sealed_text")

    objects = MemoQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-created_at", "id"]
