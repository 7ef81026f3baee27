from django.db import models
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited
from vlaggenlijn.directory.models.organization import Organization
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy.models import Concept


class LocationType(models.TextChoices):
    PHYSICAL = "physical", _("a place")
    POSTAL = "postal", _("post only")
    VIRTUAL = "virtual", _("online or by phone")


class Location(Audited):
    """HSDS location. A confidential place (a shelter) has no address and no point."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="locations")
    location_type = models.CharField(
        max_length=10, choices=LocationType.choices, default=LocationType.PHYSICAL
    )
    name = models.CharField(_("name of the place"), max_length=200, blank=True)
    setting = models.ForeignKey(
        Concept, models.SET_NULL, null=True, blank=True, related_name="locations"
    )
    transportation = models.CharField(_("how to get there"), max_length=300, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    is_point_approximate = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name or str(getattr(self, "address", "")) or str(self.pk)


class Address(Audited):
    """HSDS address (Belgian: no state; the municipality is a row of places)."""

    location = models.OneToOneField(Location, models.CASCADE, related_name="address")
    address_1 = models.CharField(_("street and number"), max_length=200, blank=True)
    address_2 = models.CharField(_("box or floor"), max_length=100, blank=True)
    postal_code = models.CharField(_("post code"), max_length=10, blank=True)
    city = models.CharField(_("place"), max_length=100, blank=True)
    country = models.CharField(max_length=2, default="BE")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="addresses"
    )

    class Meta:
        # The guide asks what stands in a place without a look at each address.
        indexes = [models.Index(fields=["municipality", "location"], name="address_by_place")]

    def __str__(self) -> str:
        street = " ".join(part for part in (self.address_1, self.address_2) if part)
        place = " ".join(part for part in (self.postal_code, self.city) if part)
        return ", ".join(part for part in (street, place) if part)


class Accessibility(Audited):
    """HSDS accessibility: one fact about getting in; kind is wheelchair, pram, bus or other."""

    class Kind(models.TextChoices):
        WHEELCHAIR = "wheelchair", _("wheelchair")
        PRAM = "pram", _("pram")
        BUS = "bus", _("bus, tram or train")
        OTHER = "other", _("other")

    location = models.ForeignKey(Location, models.CASCADE, related_name="accessibility")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    is_possible = models.BooleanField(default=True)
    description = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["kind"]
        verbose_name_plural = "accessibility"
