"""The national action: metres of bunting that were hung and counted."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from vlaggenlijn.accounts.models import Audited
from vlaggenlijn.directory.models import Organization
from vlaggenlijn.partnership.models.belonging import InNetworkQuerySet
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.week.bunting import MOST_METRES, Hung
from vlaggenlijn.week.models.campaigns import Campaign


class BuntingMetresQuerySet(InNetworkQuerySet["BuntingMetres"]):
    way = "campaign__network"

    def with_places(self) -> "BuntingMetresQuerySet":
        return self.select_related("municipality", "organization", "campaign__network")

    def hung(self) -> list[Hung[Municipality]]:
        """Return the metres by municipality, as they were counted."""
        rows = self.select_related("municipality")
        return [Hung(one.municipality, one.metres) for one in rows]


class BuntingMetres(Audited):
    """So many metres that an organisation, or the network itself, hung in a municipality."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="bunting")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+")
    organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="bunting"
    )
    metres = models.PositiveIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_METRES)]
    )
    remark = models.CharField(max_length=200, blank=True)

    objects = BuntingMetresQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-metres", "created_at", "id"]
        verbose_name_plural = "metres of bunting"

    def __str__(self) -> str:
        return f"{self.metres} m"
