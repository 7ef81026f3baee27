"""How a service is reached: phones, hours, languages, cost, area, places left."""

from dataclasses import fields
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet
from vlaggenlijn.directory.models.locations import Address
from vlaggenlijn.directory.models.organization import Organization
from vlaggenlijn.directory.models.service import Service, ServiceAtLocation
from vlaggenlijn.directory.opening import Rule
from vlaggenlijn.places.models import Municipality

# What a row and a plain rule call the same.
OTHERWISE_NAMED = {"attending", "notes"}
RULE_FIELDS = tuple(field.name for field in fields(Rule) if field.name not in OTHERWISE_NAMED)


class Phone(Audited):
    """HSDS phone; number is E.164 when it can be dialled, else as it was given."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, null=True, blank=True, related_name="phones"
    )
    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="phones"
    )
    service_at_location = models.ForeignKey(
        ServiceAtLocation, models.CASCADE, null=True, blank=True, related_name="phones"
    )
    number = models.CharField(_("phone"), max_length=40)
    description = models.CharField(max_length=100, blank=True)
    is_for_professionals = models.BooleanField(default=False)

    class Meta:
        ordering = ["is_for_professionals", "created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=False)
                | Q(service__isnull=False)
                | Q(service_at_location__isnull=False),
                name="phone_belongs_somewhere",
            )
        ]


class Schedule(Audited):
    """HSDS schedule, one row a rule; kind and is_closed are ours (HSDS knows no exceptions)."""

    class Kind(models.TextChoices):
        REGULAR = "regular", _("regular")
        EXCEPTION = "exception", _("exception")

    organization = models.ForeignKey(
        Organization, models.CASCADE, null=True, blank=True, related_name="schedules"
    )
    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="schedules"
    )
    service_at_location = models.ForeignKey(
        ServiceAtLocation, models.CASCADE, null=True, blank=True, related_name="schedules"
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    dtstart = models.DateField(null=True, blank=True)
    freq = models.CharField(max_length=10, blank=True)
    interval = models.PositiveSmallIntegerField(default=1)
    byday = models.CharField(max_length=60, blank=True)
    bymonthday = models.CharField(max_length=60, blank=True)
    until = models.DateField(null=True, blank=True)
    count = models.PositiveSmallIntegerField(null=True, blank=True)
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(null=True, blank=True)
    attending_type = models.CharField(max_length=20, default="in_person")
    description = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.REGULAR)
    is_closed = models.BooleanField(default=False)

    class Meta:
        ordering = ["kind", "byday", "opens_at", "id"]

    @classmethod
    def from_rule(cls, rule: Rule, **owner: Any) -> Self:
        """A row for a plain rule, of the service, place or organisation named in owner."""
        values = {name: getattr(rule, name) for name in RULE_FIELDS}
        values |= {"freq": rule.freq or "", "attending_type": rule.attending}
        return cls(**values, **owner)

    def rule(self) -> Rule:
        """The row as a plain value for the opening module."""
        values = {name: getattr(self, name) for name in RULE_FIELDS}
        return Rule(**values | {"freq": self.freq or None, "attending": self.attending_type})


class Language(Audited):
    """HSDS language: code is ISO 639-1; note for instance 'call first'."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="languages")
    code = models.CharField(max_length=3)
    note = models.CharField(max_length=100, blank=True)
    is_by_interpreter = models.BooleanField(default=False)

    class Meta:
        ordering = ["is_by_interpreter", "code"]
        constraints = [models.UniqueConstraint(fields=["service", "code"], name="language_once")]


class CostOption(Audited):
    """HSDS cost_option; amount in euro, 0 is free."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="cost_options")
    option = models.CharField(max_length=100, blank=True)
    amount = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    amount_description = models.CharField(max_length=200, blank=True)
    is_uitpas = models.BooleanField(default=False)

    class Meta:
        ordering = ["amount", "id"]


class ServiceAreaQuerySet(AuditedQuerySet["ServiceArea"]):
    def services_in(self, nis: str, most: int) -> "models.QuerySet[Any, Any]":
        """A query of the ids of at most so many services that serve a municipality or stand in it.

        Of both parts apart: with OR a database looks through all services. By the links alone,
        without the services themselves: a place may have hundreds, each in another corner.
        """
        serving = self.filter(municipality=nis).order_by()
        there = Address.objects.filter(municipality=nis).order_by()
        standing = ServiceAtLocation.objects.filter(location__in=there.values("location"))
        ids = standing.order_by().values_list("service")
        return serving.values_list("service").union(ids)[:most]


class ServiceArea(Audited):
    """HSDS service_area: a municipality served, or a whole region (flanders, brussels)."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="service_areas")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="service_areas"
    )
    region = models.CharField(max_length=10, blank=True)

    objects = ServiceAreaQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["region", "municipality"]
        constraints = [
            models.CheckConstraint(
                condition=Q(municipality__isnull=False) ^ ~Q(region=""),
                name="area_is_municipality_or_region",
            ),
            models.UniqueConstraint(
                fields=["service", "municipality"],
                condition=Q(municipality__isnull=False),
                name="service_municipality_once",
            ),
            models.UniqueConstraint(
                fields=["service", "region"], condition=~Q(region=""), name="service_region_once"
            ),
        ]
        indexes = [models.Index(fields=["municipality", "service"], name="service_by_place")]


class ServiceCapacity(Audited):
    """HSDS 3.1 service_capacity: places in a unit (families, children), now free and in all."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="capacities")
    unit = models.CharField(max_length=60)
    available = models.PositiveIntegerField(null=True, blank=True)
    maximum = models.PositiveIntegerField(null=True, blank=True)
    updated_on = models.DateField()

    class Meta:
        ordering = ["unit"]
