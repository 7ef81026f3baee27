"""Families that will come, or wait for a place."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.common.phones import shown

KEPT_AFTER = timedelta(days=30)


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def of(self, occurrence: Any) -> "RegistrationQuerySet":
        return self.filter(occurrence=occurrence)

    def with_occurrence(self) -> "RegistrationQuerySet":
        return self.select_related(
            "occurrence__activity__network",
            "occurrence__activity__location__address__municipality",
            "occurrence__activity__municipality",
        )

    def inside(self) -> "RegistrationQuerySet":
        return self.filter(state=Registration.State.IN)

    def in_line(self) -> "RegistrationQuerySet":
        """Who waits, the first first."""
        return self.filter(state=Registration.State.WAITING).order_by("created_at", "id")

    def of_activities(self, activities: Any) -> "RegistrationQuerySet":
        return self.filter(occurrence__activity__in=activities)

    def by_state(self) -> "RegistrationQuerySet":
        """Who comes first; then who waits, the first of the line first."""
        return self.order_by("state", "created_at", "id")

    def counting(self) -> "RegistrationQuerySet":
        return self.exclude(state=Registration.State.CANCELLED)

    def with_address(self) -> "RegistrationQuerySet":
        """Who left a mail address."""
        return self.exclude(email="")

    def with_key(self, key: uuid.UUID) -> "Registration | None":
        return self.filter(key=key).first()

    def seats(self) -> int:
        total: int = self.aggregate(total=Coalesce(Sum("seats"), 0))["total"]
        return total

    def seats_in(self, state: str) -> Any:
        """The sum of places of one state, to be set beside each row of another query."""
        sums = self.filter(state=state).values("occurrence").annotate(total=Sum("seats"))
        return Coalesce(models.Subquery(sums.values("total")), 0)

    def to_remind(self, occurrences: Any) -> "RegistrationQuerySet":
        """Who comes to some occurrences, has an address and was not reminded yet."""
        found = self.inside().filter(occurrence__in=occurrences, reminded_at=None)
        return found.with_address()

    def past_their_term(self, now: datetime) -> "RegistrationQuerySet":
        return self.filter(occurrence__ends_at__lt=now - KEPT_AFTER)


class Registration(models.Model):
    """One family that will come; no account, no more than is needed to keep a place and to call.

    Purpose: to keep places and to tell when something changes. Term: 30 days after the occurrence
    ended it is deleted with its links. Only who may change the activity sees it. Not audited: it is
    a parent's own, and what is forgotten may not stay in the history.
    """

    class State(models.TextChoices):
        IN = "in", _("comes")
        WAITING = "waiting", _("on the waiting list")
        CANCELLED = "cancelled", _("cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    occurrence = models.ForeignKey("Occurrence", models.CASCADE, related_name="registrations")
    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    seats = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    language = models.CharField(max_length=5, default="nl")
    state = models.CharField(max_length=9, choices=State.choices)
    created_at = models.DateTimeField(default=timezone.now)
    # Came in from the waiting list; who left no mail address has to be called.
    let_in_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    key = models.UUIDField(unique=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["occurrence", "state"], name="registration_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone=""), name="registration_can_be_reached"
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=1) & Q(seats__lte=10), name="seats_one_to_ten"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def phone_text(self) -> str:
        return shown(self.phone)
