"""Who sits at the table, and who was asked to."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, LocalNetwork
from vlaggenlijn.directory.models import Contact, Organization
from vlaggenlijn.needs.models import Need
from vlaggenlijn.partnership.models.belonging import InNetworkQuerySet

LINK_TERM = timedelta(days=60)
REMEMBERED_FOR = timedelta(days=90)


class Chair(models.TextChoices):
    """The seat that a partner chose: policy, doing, both, or not chosen yet."""

    STEERING = "steering", _("steering group")
    WORKING = "working", _("working group")
    BOTH = "both", _("steering and working group")
    NOT_YET = "not_yet", _("not chosen yet")


class PartnerQuerySet(InNetworkQuerySet["Partner"]):
    def current(self) -> "PartnerQuerySet":
        """Who did not leave; of two organisations that became one, one chair is left."""
        return self.filter(left_on__isnull=True, organization__merged_into__isnull=True)

    def organizations(self) -> "models.QuerySet[Organization]":
        """The organisations of these partners that still have their chair."""
        return Organization.objects.filter(pk__in=self.current().values("organization"))

    def with_people(self) -> "PartnerQuerySet":
        return self.select_related("organization", "network", "contact")

    def tended_by(self, user: Any) -> "PartnerQuerySet":
        """Partners whose organisation a person tends: their own chair."""
        mine = Organization.objects.tended_by(user)
        return self.filter(organization__in=mine.values("pk"))

    def without_account(self) -> "PartnerQuerySet":
        """Partners for whose organisation nobody signs in, so that tasks come by mail."""
        tended = Q(
            organization__stewardships__membership__started_on__isnull=False,
            organization__stewardships__membership__ended_on__isnull=True,
        )
        return self.exclude(pk__in=self.model._base_manager.filter(tended).values("pk"))

    def at(self, network: LocalNetwork, organization: Organization) -> "Partner | None":
        """The chair of an organisation in a network, also one that it left."""
        return self.filter(network=network, organization=organization).first()

    def with_id(self, pk: uuid.UUID) -> "Partner | None":
        return self.filter(pk=pk).first()

    def with_tasks(self, tasks: models.QuerySet[Any]) -> "PartnerQuerySet":
        return self.filter(tasks__in=tasks).distinct()


class Partner(Audited):
    """An organisation at the table of a network, with its chair and mandate.

    ``contact`` is one of the directory's contact persons, who have their purpose and yearly review
    there; without one, mail goes to the organisation itself.
    """

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="partners")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="partnerships")
    chair = models.CharField(max_length=8, choices=Chair.choices, default=Chair.NOT_YET)
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="partnerships"
    )
    mandate = models.CharField(max_length=200, blank=True)
    mandate_from = models.DateField(null=True, blank=True)
    mandate_until = models.DateField(null=True, blank=True)
    brings = models.CharField(max_length=300, blank=True)
    left_on = models.DateField(null=True, blank=True)
    tasks_mailed_on = models.DateField(null=True, blank=True, editable=False)

    objects = PartnerQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["organization__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["network", "organization"], name="one_chair_each")
        ]

    def __str__(self) -> str:
        return str(self.organization)

    @property
    def email(self) -> str:
        """Where mail for this partner goes; empty when nobody can be mailed."""
        return (self.contact.email if self.contact else "") or self.organization.email


class TableInvitationQuerySet(InNetworkQuerySet["TableInvitation"]):
    def unanswered(self) -> "TableInvitationQuerySet":
        return self.filter(answer="")

    def answered_since(self, moment: datetime) -> "TableInvitationQuerySet":
        return self.filter(answered_at__gte=moment).order_by("-answered_at", "id")

    def to_forget(self, now: datetime) -> "TableInvitationQuerySet":
        """Invitations with an address that is of no use any more."""
        term = Q(answered_at__lt=now - REMEMBERED_FOR) | Q(sent_at__lt=now - LINK_TERM * 2)
        return self.filter(term).exclude(email="", answer_words="")

    def with_id(self, pk: uuid.UUID) -> "TableInvitation | None":
        return self.filter(pk=pk).first()

    def with_organizations(self) -> "TableInvitationQuerySet":
        return self.select_related("organization", "network", "need")


class TableInvitation(Audited):
    """A personal mail that asks an organisation to the table, answered by its link.

    Purpose of the address and the words: to ask and to hear the answer. Forgotten 90 days after the
    answer, or after 120 days without one (``forget_invited``); who was asked and said what stays.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("yes, we join")
        TALK = "talk", _("let us talk first")
        NO = "no", _("not now")

    LINK = "table-invitation"

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="+")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    need = models.ForeignKey(Need, models.SET_NULL, null=True, blank=True, related_name="+")
    email = models.EmailField(blank=True)
    text = models.TextField(max_length=1500)
    sent_at = models.DateTimeField()
    answer = models.CharField(max_length=4, choices=Answer.choices, blank=True)
    answer_words = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = TableInvitationQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-sent_at", "id"]

    def __str__(self) -> str:
        return str(self.organization)
