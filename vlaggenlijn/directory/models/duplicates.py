"""Pairs of records that may be one, and what a person decided about them."""

import uuid
from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, LocalNetwork
from vlaggenlijn.directory.models.organization import Organization
from vlaggenlijn.directory.models.service import Service

LONGEST_CHAIN = 50


class LikelyPairQuerySet(AuditedQuerySet["LikelyPair"]):
    def for_user(self, user: Any) -> Self:
        """Pairs of a person's networks of which they may see both records."""
        networks = LocalNetwork.objects.for_user(user)
        mine = self.filter(Q(network__in=networks) | Q(other_network__in=networks))
        return mine.filter(
            _both(LikelyPair.Kind.ORGANIZATION, Organization.objects.for_user(user))
            | _both(LikelyPair.Kind.SERVICE, Service.objects.for_user(user))
        )

    def editable_by(self, user: Any) -> Self:
        """Pairs that a person may decide about: they may change one of the two."""
        organizations = Organization.objects.editable_by(user).values("pk")
        services = Service.objects.editable_by(user).values("pk")
        return self.filter(
            _either(LikelyPair.Kind.ORGANIZATION, organizations)
            | _either(LikelyPair.Kind.SERVICE, services)
        )

    def in_state(self, state: str) -> Self:
        return self.filter(state=state)

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def refused_about(self, pk: uuid.UUID) -> Self:
        about = Q(first_id=pk) | Q(second_id=pk)
        return self.filter(about, state=LikelyPair.State.NOT_SAME)

    def of(self, one: uuid.UUID, other: uuid.UUID) -> Self:
        first, second = sorted((one, other))
        return self.filter(first_id=first, second_id=second)


def _both(kind: str, seen: models.QuerySet[Any]) -> Q:
    ids = seen.filter(archived_at__isnull=True).values("pk")
    merged = Q(state=LikelyPair.State.MERGED, kind=kind)
    everything = seen.values("pk")
    return Q(kind=kind, first_id__in=ids, second_id__in=ids) | (
        merged & Q(first_id__in=everything, second_id__in=everything)
    )


def _either(kind: str, changed: Any) -> Q:
    return Q(kind=kind) & (Q(first_id__in=changed) | Q(second_id__in=changed))


class LikelyPair(Audited):
    """Two records that look like one; "not the same" is kept for good, also after a new search."""

    class Kind(models.TextChoices):
        ORGANIZATION = "organization", _("organisations")
        SERVICE = "service", _("services")

    class State(models.TextChoices):
        OPEN = "open", _("to look at")
        NOT_SAME = "not_same", _("not the same")
        MERGED = "merged", _("merged")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    # No foreign keys: the answer outlives the records, and one column serves both kinds.
    first_id = models.UUIDField(db_index=True)
    second_id = models.UUIDField(db_index=True)
    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="likely_pairs")
    other_network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    decided_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = LikelyPairQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-score", "id"]
        constraints = [
            models.UniqueConstraint(fields=["first_id", "second_id"], name="likely_pair_once"),
            models.CheckConstraint(
                condition=Q(first_id__lt=models.F("second_id")), name="likely_pair_in_order"
            ),
        ]

    @property
    def model(self) -> type[Organization] | type[Service]:
        return Organization if self.kind == self.Kind.ORGANIZATION else Service


class PairSearch(models.Model):
    """The last search for likely pairs, over all networks: one row. Not audited: counts only."""

    STUCK_AFTER = timedelta(minutes=10)

    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    touched_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    # Comparisons made of those that are worth making, of organisations or of services.
    kind = models.CharField(max_length=12, choices=LikelyPair.Kind.choices, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.done} / {self.total}"

    @classmethod
    def last(cls) -> "PairSearch | None":
        return cls.objects.order_by("pk").first()

    @property
    def is_waiting(self) -> bool:
        """True when somebody asked for a search that the worker did not begin."""
        return self.begun_at is None or self.begun_at < self.asked_at

    @property
    def is_underway(self) -> bool:
        """True while the worker is at it; one that was stopped half-way is no longer at it."""
        if self.begun_at is None or self.touched_at is None:
            return False
        is_open = self.finished_at is None or self.finished_at < self.begun_at
        return is_open and self.touched_at > timezone.now() - self.STUCK_AFTER


def successor(record: Organization | Service) -> Organization | Service | None:
    """Return the living record that a merged one became; None when it was not, or that is gone."""
    seen = {record.pk}
    current: Any = record
    for _step in range(LONGEST_CHAIN):
        if current.archived_at is None or current.merged_into_id is None:
            break
        current = current.merged_into
        if current.pk in seen:
            return None
        seen.add(current.pk)
    return current if current.pk != record.pk and current.archived_at is None else None
