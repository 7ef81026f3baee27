from collections.abc import Iterable

from babel import Locale
from django.db import models

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet
from vlaggenlijn.common.tongues import spoken


class HelplineQuerySet(AuditedQuerySet["Helpline"]):
    def in_regime(self, regime: str) -> list["Helpline"]:
        """Helplines for a language regime, in the order in which they are shown."""
        return [line for line in self.order_by("order", "slug") if regime in line.regimes]

    def not_among(self, slugs: Iterable[str]) -> "HelplineQuerySet":
        return self.exclude(slug__in=list(slugs))

    def unverified(self) -> "HelplineQuerySet":
        return self.filter(verified_on__isnull=True)


class Helpline(Audited):
    """A number that is always there; verified_on is empty until a person has checked it."""

    slug = models.SlugField(unique=True)
    names = models.JSONField()
    number = models.CharField(max_length=30, blank=True)
    tel = models.CharField(max_length=30, blank=True)
    purposes = models.JSONField()
    hours = models.JSONField()
    is_round_the_clock = models.BooleanField(default=False)
    chat_url = models.URLField(blank=True)
    website = models.URLField(blank=True)
    languages = models.JSONField(default=list)
    regimes = models.JSONField(default=list)
    categories = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField(default=100)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    source = models.CharField(max_length=300, blank=True)

    objects = HelplineQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["order", "slug"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_visitors_language(self.names)

    @property
    def purpose(self) -> str:
        return in_visitors_language(self.purposes)

    @property
    def languages_text(self) -> str:
        """The languages spoken there, by their names in the visitor's language."""
        names = Locale.parse(spoken()).languages
        return ", ".join(str(names.get(code, code)) for code in self.languages)

    @property
    def hours_text(self) -> str:
        return in_visitors_language(self.hours)


def in_visitors_language(texts: dict[str, str]) -> str:
    """The text in the visitor's language, else in Dutch."""
    return texts.get(spoken()) or texts.get("nl", "")
