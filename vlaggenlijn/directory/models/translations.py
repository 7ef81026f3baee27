"""Translations of the Dutch text of a record; the Dutch itself is the record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited
from vlaggenlijn.directory.models.organization import Organization
from vlaggenlijn.directory.models.service import Service
from vlaggenlijn.directory.translating import (
    FIELDS,
    LONGEST,
    ORGANIZATION,
    SERVICE,
    State,
    Translated,
    digest_of_all,
    state_of,
)


class RecordTranslation(Audited):
    """What one record says in one language: what visitors read, and beside it perhaps a draft.

    ``source`` holds the Dutch wording that each field was made from, so that one can tell which
    piece the Dutch has left behind, and how. ``source_on`` is the day of that Dutch text.
    """

    KIND: ClassVar[str]

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        APPROVED = "approved", _("approved")

    language = models.CharField(max_length=2)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    source = models.JSONField(default=dict)
    source_on = models.DateField(default=timezone.localdate)

    class Meta:
        abstract = True

    @property
    def is_approved(self) -> bool:
        return self.state == self.State.APPROVED

    def said(self) -> Translated:
        """Return the plain values for directory.translating."""
        return Translated({name: getattr(self, name) for name in FIELDS[self.KIND]}, self.source)


class ServiceTranslation(RecordTranslation):
    """A translation of the Dutch text of a service; never more than the Dutch says."""

    KIND = SERVICE

    service = models.ForeignKey(Service, models.CASCADE, related_name="translations")
    name = models.CharField(max_length=LONGEST["name"], blank=True)
    summary = models.CharField(max_length=LONGEST["summary"], blank=True)
    description = models.TextField(blank=True)
    application_process = models.CharField(max_length=LONGEST["application_process"], blank=True)
    what_happens = models.CharField(max_length=LONGEST["what_happens"], blank=True)
    eligibility_description = models.CharField(
        max_length=LONGEST["eligibility_description"], blank=True
    )
    fees_description = models.CharField(max_length=LONGEST["fees_description"], blank=True)
    alert = models.CharField(max_length=LONGEST["alert"], blank=True)

    class Meta:
        ordering = ["language", "state"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "language", "state"], name="service_translation_once"
            )
        ]


class OrganizationTranslation(RecordTranslation):
    """A translation of what an organisation says of itself; its name is a name."""

    KIND = ORGANIZATION

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="translations")
    description = models.TextField(blank=True)

    class Meta:
        ordering = ["language", "state"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "language", "state"], name="organization_translation_once"
            )
        ]


APPROVED, DRAFT = RecordTranslation.State.APPROVED, RecordTranslation.State.DRAFT
Translatable = Service | Organization


def kind_of(record: Translatable) -> str:
    return SERVICE if isinstance(record, Service) else ORGANIZATION


def dutch_of(record: Translatable) -> dict[str, str]:
    """Return the Dutch wording of what is translated of a record, by field."""
    return {name: getattr(record, name) for name in FIELDS[kind_of(record)]}


def in_state(
    translations: Iterable[Any], language: str, state: RecordTranslation.State
) -> RecordTranslation | None:
    """Pick one out of the translations of a record that were read before; no query."""
    return next(
        (one for one in translations if (one.language, one.state) == (language, state)), None
    )


@dataclass(frozen=True, slots=True)
class InLanguage:
    """One record in one language: the Dutch of now, what visitors read and the draft beside it."""

    record: Translatable
    language: str
    dutch: Mapping[str, str]
    approved: RecordTranslation | None
    draft: RecordTranslation | None

    @property
    def latest(self) -> RecordTranslation | None:
        return self.draft or self.approved

    @property
    def state(self) -> State:
        approved, draft = (one.said() if one else None for one in (self.approved, self.draft))
        return state_of(approved, draft, self.dutch)

    @property
    def seen(self) -> str:
        """Return what changes when the Dutch or either text is no longer what somebody read."""
        rows = [f"{one.pk}.{one.version}" if one else "" for one in (self.approved, self.draft)]
        return digest_of_all(self.dutch, {"approved": rows[0], "draft": rows[1]})


def in_language(record: Translatable, language: str) -> InLanguage:
    """Return a record in a language; no query when its translations were read before."""
    rows = list(record.translations.all())
    approved, draft = (in_state(rows, language, state) for state in (APPROVED, DRAFT))
    return InLanguage(record, language, dutch_of(record), approved, draft)
