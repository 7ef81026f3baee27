import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, LocalNetwork, User
from vlaggenlijn.directory.models.organization import Organization
from vlaggenlijn.directory.models.service import Service


class ProposalQuerySet(AuditedQuerySet["Proposal"]):
    def for_user(self, user: Any) -> "ProposalQuerySet":
        """Proposals a person answers, made, or that came out of a network they run."""
        if user.is_administrator:
            return self.all()
        mine = Q(by=user) | Q(network__in=LocalNetwork.objects.run_by(user))
        return self.filter(mine | self._answered_by(user))

    def _answered_by(self, user: Any) -> Q:
        organizations = Organization.objects.editable_by(user).values("pk")
        return Q(service__organization__in=organizations) | Q(organization__in=organizations)

    def to_answer(self, user: Any) -> "ProposalQuerySet":
        """Open proposals about records that this person may change."""
        return self.filter(self._answered_by(user), state=Proposal.State.OPEN)

    def about(self, record: Any) -> "ProposalQuerySet":
        key = "service" if isinstance(record, Service) else "organization"
        return self.filter(**{key: record})

    def with_records(self) -> "ProposalQuerySet":
        return self.select_related(
            "service__organization__network", "organization__network", "by", "network",
            "answered_by",
        ).order_by("-created_at", "id")  # fmt: skip


class Proposal(Audited):
    """A change of a record that somebody who may not change it proposes to its owner.

    ``base`` is what they saw and ``wanted`` what they would have it say, both as facts_json.
    """

    class State(models.TextChoices):
        OPEN = "open", _("waits for an answer")
        ACCEPTED = "accepted", _("taken over")
        PARTLY = "partly", _("taken over in part")
        DECLINED = "declined", _("not taken over")
        WITHDRAWN = "withdrawn", _("withdrawn")

    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="proposals"
    )
    organization = models.ForeignKey(
        Organization, models.CASCADE, null=True, blank=True, related_name="proposals"
    )
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="proposals")
    network = models.ForeignKey(
        LocalNetwork, models.SET_NULL, null=True, blank=True, related_name="proposals"
    )
    base: Any = models.JSONField()
    wanted: Any = models.JSONField()
    reason = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(service__isnull=True) ^ Q(organization__isnull=True),
                name="proposal_is_about_one_record",
            )
        ]

    @property
    def record(self) -> Any:
        return self.service or self.organization

    @property
    def home(self) -> LocalNetwork:
        """The network whose people answer it."""
        organization = self.service.organization if self.service else self.organization
        assert organization is not None  # noqa: S101  (the table refuses it)
        return organization.network

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN


class ProposerAddress(models.Model):
    """The mail address of somebody without account, for the answer to a proposal.

    Not audited: it is forgotten 90 days after the answer, so it may not stay in the history.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="address")
    email = models.EmailField()
