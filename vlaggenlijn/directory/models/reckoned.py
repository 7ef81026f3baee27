"""Services as gaps and overlaps look at them: where they stand, whom they serve, or neither."""

from collections.abc import Iterable
from typing import Self, TypeVar

from django.db.models import Model, Q

from vlaggenlijn.accounts.models import AuditedQuerySet
from vlaggenlijn.directory.models.locations import LocationType
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.places.plane import Box

Record = TypeVar("Record", bound=Model)
_PLACE = "service_at_locations__location__"
_IS_ONLINE = Q(**{f"{_PLACE}location_type": LocationType.VIRTUAL})
_NO_AREA = Q(service_areas__isnull=True)


class ReckonedQuerySet(AuditedQuerySet[Record]):
    def around(self, box: Box, codes: Iterable[str]) -> Self:
        """Services that stand in a box of degrees, serve municipalities, or are online for all."""
        towns = Municipality.objects.with_nis(codes)
        inside = {
            f"{_PLACE}latitude__range": (box.south, box.north),
            f"{_PLACE}longitude__range": (box.west, box.east),
        }
        return self.filter(
            Q(**inside)
            | Q(service_areas__municipality__in=towns)
            | Q(service_areas__region__in=towns.values("region"))
            | (_IS_ONLINE & _NO_AREA)
        ).distinct()

    def nowhere(self) -> Self:
        """Services that no map can show: without a point, an area or a place online."""
        located = self.filter(**{f"{_PLACE}latitude__isnull": False})
        online = self.filter(_IS_ONLINE)
        ids = (located.order_by().values("pk"), online.order_by().values("pk"))
        return self.filter(_NO_AREA).exclude(pk__in=ids[0]).exclude(pk__in=ids[1])

    def for_reckoning(self) -> Self:
        """What coverage asks of services, in a fixed number of queries, in a fixed order."""
        rows = self.select_related("organization").order_by("name", "pk")
        return rows.prefetch_related(
            "service_concepts", "service_areas", "capacities", "service_at_locations__location"
        )
