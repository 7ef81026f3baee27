"""Tables, and the organisations that are asked to send one person to one of them."""

import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, User
from vlaggenlijn.dialogue.models.sealed import sealed
from vlaggenlijn.dialogue.models.series import Hat, Series
from vlaggenlijn.directory.models import Organization


class TableQuerySet(AuditedQuerySet["Table"]):
    def for_user(self, user: Any) -> "TableQuerySet":
        """Tables of the series that a person has something to do with."""
        return self.filter(series__in=Series.objects.for_user(user))

    def of_series(self, series: Series) -> "TableQuerySet":
        return self.filter(series=series)

    def real(self) -> "TableQuerySet":
        """Tables that count: no rehearsals."""
        return self.filter(is_rehearsal=False)

    def held(self) -> "TableQuerySet":
        return self.real().filter(state=Table.State.HELD)

    def open_for_registration(self) -> "TableQuerySet":
        now = timezone.now()
        return self.real().filter(state=Table.State.PLANNED, starts_at__gt=now)

    def with_people(self) -> "TableQuerySet":
        return self.select_related("series__network", "moderator", "note_taker")

    def in_order(self) -> "TableQuerySet":
        return self.order_by("number", "id")


class Table(Audited):
    """One conversation of 4 to 12 people about the question of a series.

    A rehearsal has mock participants and never counts. ``hat`` is the one that is on
    now, since ``hat_since``.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        CANCELLED = "cancelled", _("cancelled")

    series = models.ForeignKey(Series, models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField(_("number"))
    place = models.CharField(_("place"), max_length=150)
    region = models.CharField(_("region"), max_length=60, blank=True)
    starts_at = models.DateTimeField(_("begins at"), null=True, blank=True)
    seats = models.PositiveSmallIntegerField(
        _("seats"), default=12, validators=[MinValueValidator(4), MaxValueValidator(12)]
    )
    host = models.CharField(_("host"), max_length=150, blank=True)
    moderator = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    note_taker = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    is_rehearsal = models.BooleanField(default=False)
    check_until = models.DateTimeField(null=True, blank=True)
    hat = models.ForeignKey(Hat, models.SET_NULL, null=True, blank=True, related_name="+")
    hat_since = models.DateTimeField(null=True, blank=True)

    objects = TableQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["series", "number"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="table_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.place}"

    @property
    def is_past_check(self) -> bool:
        return self.check_until is not None and self.check_until <= timezone.now()


class ParticipantQuerySet(AuditedQuerySet["Participant"]):
    def for_user(self, user: Any) -> "ParticipantQuerySet":
        return self.filter(series__in=Series.objects.for_user(user))

    def of_series(self, series: Series) -> "ParticipantQuerySet":
        return self.filter(series=series)

    def at_table(self, table: Table) -> "ParticipantQuerySet":
        return self.filter(table=table).order_by("pseudonym", "id")

    def real(self) -> "ParticipantQuerySet":
        return self.filter(is_mock=False)

    def in_state(self, *states: str) -> "ParticipantQuerySet":
        return self.filter(state__in=states)

    def seated(self) -> "ParticipantQuerySet":
        """Who has, or had, a seat at a table."""
        return self.exclude(pseudonym="").exclude(state=Participant.State.EXCUSED)

    def noted(self) -> "ParticipantQuerySet":
        """Whose words may be noted: who agreed and did not take that back; mock people always."""
        agreed = Q(consented_at__isnull=False, consent_revoked_at__isnull=True)
        return self.filter(agreed | Q(is_mock=True))

    def not_noted(self) -> "ParticipantQuerySet":
        return self.exclude(pk__in=self.noted().values("pk"))

    def with_consent_revoked(self, ids: Iterable[Any]) -> set[uuid.UUID]:
        """Which of these people took their consent back."""
        rows = self.filter(pk__in={pk for pk in ids if pk}, consent_revoked_at__isnull=False)
        return set(rows.values_list("pk", flat=True))

    def with_id(self, pk: uuid.UUID) -> "Participant | None":
        return self.select_related("series__network", "table", "organization").filter(pk=pk).first()

    def with_series(self) -> "ParticipantQuerySet":
        return self.select_related("series__network")

    def with_tables(self) -> "ParticipantQuerySet":
        return self.select_related("table", "organization").order_by("region", "code", "id")


class Participant(Audited):
    """An organisation that is addressed, and the one person who comes for it.

    Purpose: inviting, the input form, reading back. Name and mail address are sealed and deleted at
    the series' term (``names_until``), also from the history; the pseudonym stays.
    """

    class State(models.TextChoices):
        ADDRESSED = "addressed", _("not invited yet")
        INVITED = "invited", _("invited")
        REGISTERED = "registered", _("registered")
        EXCUSED = "excused", _("excused")
        NO_SHOW = "no_show", _("registered, did not come")
        PRESENT = "present", _("took part")

    series = models.ForeignKey(Series, models.CASCADE, related_name="participants")
    table = models.ForeignKey(
        Table, models.SET_NULL, null=True, blank=True, related_name="participants"
    )
    organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # How the organisation is named in this series: its name, or a code such as OCMW-001.
    code = models.CharField(_("organisation"), max_length=150)
    kind = models.CharField(_("kind of organisation"), max_length=60, blank=True)
    region = models.CharField(_("region"), max_length=60, blank=True)
    pseudonym = models.CharField(_("pseudonym"), max_length=12, blank=True)
    sealed_name = models.TextField(blank=True, editable=False)
    sealed_email = models.TextField(blank=True, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ADDRESSED)
    is_mock = models.BooleanField(default=False)
    invited_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_form_at = models.DateTimeField(null=True, blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    consent_revoked_at = models.DateTimeField(null=True, blank=True)
    check_asked_at = models.DateTimeField(null=True, blank=True)
    check_answered_at = models.DateTimeField(null=True, blank=True)

    name = sealed("sealed_name")
    email = sealed("sealed_email")

    objects = ParticipantQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["series", "code", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "pseudonym"],
                condition=~Q(pseudonym=""),
                name="pseudonym_once",
            ),
            models.UniqueConstraint(
                fields=["series", "code"], condition=Q(is_mock=False), name="organization_once"
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym or self.code

    @property
    def has_consent(self) -> bool:
        return self.consented_at is not None and self.consent_revoked_at is None


class HatTime(Audited):
    """How long a hat was on at a table, in seconds; added up when the moderator changes hats."""

    table = models.ForeignKey(Table, models.CASCADE, related_name="hat_times")
    hat = models.ForeignKey(Hat, models.CASCADE, related_name="+")
    seconds = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["table", "hat"]
        constraints = [models.UniqueConstraint(fields=["table", "hat"], name="hat_time_once")]

    @property
    def duration(self) -> timedelta:
        return timedelta(seconds=self.seconds)
