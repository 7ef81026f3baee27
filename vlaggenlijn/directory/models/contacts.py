"""The people of an organisation whom one may ask for by name."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet
from vlaggenlijn.common.phones import shown
from vlaggenlijn.directory.models.organization import Organization
from vlaggenlijn.directory.models.service import Service

REVIEWED_EVERY = timedelta(days=365)
# Visitors see nobody whose name was left unchecked for longer than this.
SHOWN_AFTER_REVIEW = timedelta(days=90)


class ContactQuerySet(AuditedQuerySet["Contact"]):
    def of_organization(self, organization: Organization) -> "ContactQuerySet":
        """People of the organisation as a whole, not of one of its services."""
        return self.filter(organization=organization, service__isnull=True)

    def of_service(self, service: Service) -> "ContactQuerySet":
        return self.filter(service=service)

    def around(self, service: Service) -> "ContactQuerySet":
        """People of a service and, after them, those of its organisation as a whole."""
        of_house = Q(organization=service.organization_id, service__isnull=True)
        return self.filter(Q(service=service) | of_house).order_by(
            models.F("service").asc(nulls_last=True), "name", "id"
        )

    def for_visitors(self, today: date) -> "ContactQuerySet":
        """People who may stand on a public page, looked at in time."""
        return self.filter(is_public=True, review_on__gte=today - SHOWN_AFTER_REVIEW)

    def editable_by(self, user: Any) -> "ContactQuerySet":
        return self.filter(organization__in=Organization.objects.editable_by(user))

    def for_user(self, user: Any) -> "ContactQuerySet":
        """People whom somebody may see in the workspace: those of organisations they see."""
        return self.filter(organization__in=Organization.objects.for_user(user))

    def past_review(self, today: date) -> "ContactQuerySet":
        """People about whom it is time to ask again."""
        return self.filter(review_on__lt=today)

    def with_places(self) -> "ContactQuerySet":
        return self.select_related("organization__network", "service")

    def longest_waiting_first(self) -> "ContactQuerySet":
        return self.order_by("review_on", "name", "id")


class Contact(Audited):
    """HSDS contact: a person of an organisation, with the purpose and the day to look again."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="contacts")
    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="contacts"
    )
    name = models.CharField(_("name"), max_length=150)
    title = models.CharField(_("role"), max_length=150, blank=True)
    department = models.CharField(_("department"), max_length=150, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    purpose = models.CharField(_("what for"), max_length=200)
    review_on = models.DateField(_("to ask again on"))
    is_public = models.BooleanField(_("for visitors too"), default=False)

    objects = ContactQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def phone_text(self) -> str:
        return shown(self.phone)

    @property
    def is_past_review(self) -> bool:
        """True when it is time to ask whether this is still right."""
        return self.review_on < timezone.localdate()
