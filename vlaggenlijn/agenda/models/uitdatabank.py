"""What goes to UiTdatabank: who approved it, how sending goes, and which places are there."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, LocalNetwork, User
from vlaggenlijn.agenda.models.activities import Activity


class UitApprovalQuerySet(AuditedQuerySet["UitApproval"]):
    def of_network(self, network: LocalNetwork) -> "UitApprovalQuerySet":
        return self.filter(activity__network=network)

    def of(self, activity: Activity) -> "UitApprovalQuerySet":
        return self.filter(activity=activity)


class UitApproval(Audited):
    """Somebody of the network says that an activity may go to UiTdatabank, as its organiser wants.

    Without one nothing is ever sent. Withdrawn, it is taken off there.
    """

    activity = models.OneToOneField(Activity, models.CASCADE, related_name="uit_approval")
    approved_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(default=timezone.now)
    is_withdrawn = models.BooleanField(default=False)

    objects = UitApprovalQuerySet.as_manager()  # type: ignore[misc]

    def __str__(self) -> str:
        return str(self.activity)


class UitSendingQuerySet(models.QuerySet["UitSending"]):
    def due(self, now: datetime) -> "UitSendingQuerySet":
        return self.filter(state=UitSending.State.WAITING, next_at__lte=now)

    def claim(self, pk: int, now: datetime, until: datetime) -> bool:
        """Take one that is due for oneself until a moment; of two workers one has it."""
        return bool(self.due(now).filter(pk=pk).update(next_at=until))

    def of_network(self, network: LocalNetwork) -> "UitSendingQuerySet":
        return self.filter(approval__activity__network=network)


class UitSending(models.Model):
    """How far the sending of one activity is. Not audited: the approval is, this follows from it.

    The id there is chosen here, so that what is sent twice is there once.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        REFUSED = "refused"

    approval = models.OneToOneField(UitApproval, models.CASCADE, related_name="sending")
    uit_id = models.UUIDField(default=uuid.uuid4)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    next_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(null=True)
    code = models.CharField(max_length=30, blank=True)
    detail = models.CharField(max_length=300, blank=True)

    objects = UitSendingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["next_at"], name="uit_waiting", condition=Q(state="waiting"))
        ]

    def __str__(self) -> str:
        return f"{self.approval_id}: {self.state}"


class UitPlace(models.Model):
    """A place as UiTdatabank knows it, by name and address; found there once."""

    key = models.CharField(max_length=64, unique=True)
    url = models.URLField(max_length=300)

    def __str__(self) -> str:
        return self.url
