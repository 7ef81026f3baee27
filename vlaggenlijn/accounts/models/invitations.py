import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from vlaggenlijn.accounts.models.changes import Audited, AuditedQuerySet
from vlaggenlijn.accounts.models.networks import LocalNetwork, Membership
from vlaggenlijn.accounts.models.people import User


class InvitationQuerySet(AuditedQuerySet["Invitation"]):
    def for_network(self, network: LocalNetwork) -> "InvitationQuerySet":
        return self.filter(membership__network=network).select_related(
            "membership__user", "membership__network", "by"
        )

    def unanswered(self) -> "InvitationQuerySet":
        """Neither accepted, declined nor withdrawn; the term may be over."""
        return self.filter(
            accepted_at__isnull=True, declined_at__isnull=True, withdrawn_at__isnull=True
        )

    def open(self) -> "InvitationQuerySet":
        """Invitations that can still be accepted."""
        return self.unanswered().filter(expires_at__gt=timezone.now())

    def sent_by(self, user: User) -> "InvitationQuerySet":
        return self.filter(by=user)

    def in_networks(self, networks: models.QuerySet[LocalNetwork]) -> "InvitationQuerySet":
        return self.filter(membership__network__in=networks).select_related(
            "membership__network", "membership__user"
        )

    def with_id(self, pk: uuid.UUID) -> "Invitation | None":
        wanted = self.filter(pk=pk).select_related("membership__network", "membership__user", "by")
        return wanted.first()

    def over_for(self, term: timedelta) -> "InvitationQuerySet":
        """Never accepted, and so long after their term that they are to be forgotten."""
        return self.filter(accepted_at__isnull=True, expires_at__lt=timezone.now() - term)


class Invitation(Audited):
    """The offer of a role: its membership does not count before the person accepts it.

    ``name`` is what the inviter typed; the person's own name stays theirs until they accept.
    """

    TERM = timedelta(days=14)

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="invitation")
    name = models.CharField(max_length=150, blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="invitations_sent")
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-sent_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, declined_at__isnull=True)
                | Q(accepted_at__isnull=True, withdrawn_at__isnull=True)
                | Q(declined_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_answered_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} ({self.sent_at:%Y-%m-%d})"

    @property
    def is_answered(self) -> bool:
        return any((self.accepted_at, self.declined_at, self.withdrawn_at))

    @property
    def is_over(self) -> bool:
        """Nobody answered within the term."""
        return not self.is_answered and self.expires_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        return not self.is_answered and not self.is_over

    def send_again(self, now: datetime) -> None:
        """Give a new term; the caller saves and sends."""
        self.sent_at, self.expires_at = now, now + self.TERM
