"""What local organisations see, asked in two minutes."""

import uuid
from datetime import date, datetime, timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, LocalNetwork
from vlaggenlijn.directory.models import Organization
from vlaggenlijn.needs.models import Need
from vlaggenlijn.partnership.models.belonging import InNetworkQuerySet
from vlaggenlijn.taxonomy.models import Concept

REMINDED_AFTER = timedelta(days=7)
LINK_TERM = timedelta(days=60)
REMEMBERED_FOR = timedelta(days=90)
DOMAINS = "life-domains"


class ConsultationQuerySet(InNetworkQuerySet["Consultation"]):
    def with_counts(self) -> "ConsultationQuerySet":
        answered = models.Count("asked", filter=Q(asked__answered_at__isnull=False))
        # Counting drops the order of the table.
        counted = self.annotate(asked_count=models.Count("asked"), answered_count=answered)
        return counted.select_related("network").order_by("-sent_at", "id")


class Consultation(Audited):
    """One round of the question "what do you see?" among local organisations."""

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="consultations")
    title = models.CharField(max_length=150)
    text = models.TextField(max_length=1000, blank=True)
    closes_on = models.DateField(_("answers until"))
    sent_at = models.DateTimeField()

    objects = ConsultationQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-sent_at", "id"]

    def __str__(self) -> str:
        return self.title

    def is_running(self, today: date) -> bool:
        return today <= self.closes_on


class AskedQuerySet(InNetworkQuerySet["Asked"]):
    way = "consultation__network"

    def to_remind(self, now: datetime, today: date) -> "AskedQuerySet":
        """Those who were mailed a week ago, did not answer and were not reminded; running ones."""
        return self.filter(
            answered_at__isnull=True,
            reminded_at__isnull=True,
            consultation__closes_on__gte=today,
            consultation__sent_at__lte=now - REMINDED_AFTER,
        ).exclude(email="")

    def to_forget(self, today: date) -> "AskedQuerySet":
        return self.filter(consultation__closes_on__lt=today - REMEMBERED_FOR).exclude(email="")

    def with_id(self, pk: uuid.UUID) -> "Asked | None":
        return self.filter(pk=pk).first()

    def with_places(self) -> "AskedQuerySet":
        return self.select_related("consultation__network", "organization")


class Asked(Audited):
    """One organisation in a consultation.

    The address serves to ask, and is forgotten 90 days after the round (``forget_asked``).
    """

    LINK = "consultation"

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="asked")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    email = models.EmailField(blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = AskedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["organization__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "organization"], name="asked_once_each")
        ]

    def __str__(self) -> str:
        return str(self.organization)


class ObservationQuerySet(InNetworkQuerySet["Observation"]):
    way = "asked__consultation__network"

    def of_consultation(self, consultation: Consultation) -> "ObservationQuerySet":
        found = self.filter(asked__consultation=consultation)
        return found.select_related("domain", "need", "asked").order_by(
            "domain", "created_at", "id"
        )


class Observation(Audited):
    """One thing that an organisation sees; ``need`` is what the coordinator made of it."""

    asked = models.ForeignKey(Asked, models.CASCADE, related_name="observations")
    sentence = models.CharField(max_length=300)
    domain = models.ForeignKey(Concept, models.PROTECT, related_name="+")
    weight = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(3)]
    )
    need = models.ForeignKey(Need, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ObservationQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weight__gte=1) & Q(weight__lte=3), name="seen_sometimes_to_very_often"
            )
        ]

    def __str__(self) -> str:
        return self.sentence
