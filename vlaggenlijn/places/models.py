"""Municipalities through time, their post codes and names, and the children who live there."""

import uuid
from collections.abc import Iterable
from typing import Any, Self, cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.places.gazetteer import Area, Entry, Kind
from vlaggenlijn.places.gazetteer import Region as RegionName
from vlaggenlijn.places.plane import Box

_LONGEST_CHAIN = 20  # fusions in a row; more would be a circle in the data


class Region(models.TextChoices):
    FLANDERS = "flanders", _("Flanders")
    BRUSSELS = "brussels", _("Brussels")
    WALLONIA = "wallonia", _("Wallonia")


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def current(self) -> Self:
        """Municipalities that exist today."""
        return self.filter(is_current=True)

    def in_region(self, *regions: str) -> Self:
        """Municipalities in any of these regions ("flanders", "brussels", "wallonia")."""
        return self.filter(region__in=regions)

    def with_nis(self, codes: Iterable[str]) -> Self:
        """Municipalities by their NIS codes, in the order of the table."""
        return self.filter(nis__in=list(codes))

    def in_networks(self, networks: Iterable[Any]) -> Self:
        """Municipalities that belong to any of these networks."""
        return self.filter(networks__in=networks).distinct()

    def inside(self, box: Box) -> Self:
        """Municipalities whose point lies in a box of degrees."""
        return self.filter(
            latitude__range=(box.south, box.north), longitude__range=(box.west, box.east)
        )

    def with_postcode(self, code: str) -> Self:
        """Municipalities in which this post code lies; often one, sometimes two, or none."""
        return self.filter(postcodes__code=code)


class Municipality(models.Model):
    """A municipality of today or one that a fusion ended; never deleted, so that old data holds."""

    nis = models.CharField(max_length=5, primary_key=True)
    name_nl = models.CharField(max_length=100)
    name_fr = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100, blank=True, default="")
    province_nis = models.CharField(max_length=5, blank=True, default="")
    region = models.CharField(max_length=8, choices=Region.choices)
    # Where its people live: the mean point of its neighbourhoods, weighted by inhabitants.
    latitude = models.FloatField()
    longitude = models.FloatField()
    area_km2 = models.FloatField(default=0)
    inhabitants = models.PositiveIntegerField(default=0)
    is_current = models.BooleanField(default=True)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        ordering = ["name_nl", "nis"]
        verbose_name_plural = "municipalities"

    def __str__(self) -> str:
        return self.name_nl

    @classmethod
    def resolve(cls, nis: str) -> "Municipality | None":
        """The municipality of today for a NIS code of any time; None for an unknown code."""
        found = cls.objects.filter(nis=nis).first()
        for _step in range(_LONGEST_CHAIN):
            if found is None or found.is_current:
                return found
            found = cls.objects.filter(predecessions__former=found).order_by("nis").first()
        return None

    def label(self, language: str) -> str:
        """The name in this language (ISO 639-1), else the name that is used on the spot."""
        on_the_spot = self.name_fr if self.region == Region.WALLONIA else self.name_nl
        named = {"nl": self.name_nl, "fr": self.name_fr, "en": self.name_en}
        return named.get(language) or on_the_spot

    def as_area(self) -> Area:
        """This municipality as the gazetteer wants it; one query unless post codes are at hand."""
        return Area(
            nis=self.nis,
            name=self.name_nl,
            region=cast(RegionName, self.region),
            latitude=self.latitude,
            longitude=self.longitude,
            inhabitants=self.inhabitants,
            postcodes=tuple(sorted(row.code for row in self.postcodes.all())),
        )


class SuccessionQuerySet(models.QuerySet["Succession"]):
    def of_today(self) -> dict[str, str]:
        """Return {former NIS code: NIS code of today}, over as many fusions as there were."""
        step = dict(self.order_by().values_list("former", "current"))
        found = {}
        for former in step:
            nis = former
            for _step in range(_LONGEST_CHAIN):
                nis = step.get(nis, nis)
            found[former] = nis
        return found

    def into(self, codes: Iterable[str]) -> Self:
        """What went into these municipalities, by NIS code."""
        return self.filter(current__in=list(codes)).select_related("former")


class Succession(models.Model):
    """One municipality that went into another on a day."""

    former = models.ForeignKey(Municipality, models.CASCADE, related_name="successions")
    current = models.ForeignKey(Municipality, models.CASCADE, related_name="predecessions")
    happened_on = models.DateField()

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        ordering = ["happened_on", "former"]
        constraints = [
            models.UniqueConstraint(fields=["former", "current"], name="one_succession_per_pair"),
            models.CheckConstraint(
                condition=~models.Q(former=models.F("current")),
                name="succeeded_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.former_id} → {self.current_id}"


class Postcode(models.Model):
    """A post code in a municipality; 1040 lies in two of them."""

    code = models.CharField(max_length=4, db_index=True)
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="postcodes")

    class Meta:
        ordering = ["code", "municipality"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "municipality"],
                name="one_row_per_code_and_municipality",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class PlaceName(models.Model):
    """A name that a municipality of today answers to, with its own point where it has one."""

    class Kind(models.TextChoices):
        NAME = "name", _("Municipality")
        SUBMUNICIPALITY = "submunicipality", _("Part of a municipality")
        FORMER = "former", _("Former municipality")
        EXONYM = "exonym", _("Name in another language")

    text = models.CharField(max_length=100)
    folded = models.CharField(max_length=150, db_index=True)
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="names")
    kind = models.CharField(max_length=15, choices=Kind.choices)
    language = models.CharField(max_length=8)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    inhabitants = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["folded", "municipality"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "municipality", "kind"],
                name="one_row_per_name_and_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def as_entry(self) -> Entry:
        """This name as the gazetteer wants it."""
        return Entry(
            text=self.text,
            nis=self.municipality_id,
            kind=cast(Kind, self.kind),
            latitude=self.latitude,
            longitude=self.longitude,
            inhabitants=self.inhabitants,
        )


class ChildrenCountQuerySet(models.QuerySet["ChildrenCount"]):
    def latest_year(self) -> int | None:
        """The newest year with figures; None when there are none."""
        newest: int | None = self.aggregate(newest=models.Max("year"))["newest"]
        return newest

    def of_year(self, year: int) -> Self:
        return self.filter(year=year)

    def of_towns(self, codes: Iterable[str]) -> Self:
        """Counts of these municipalities, by NIS code."""
        return self.filter(municipality__in=list(codes))

    def from_elsewhere(self, source: str) -> set[str]:
        """The NIS codes of the municipalities with counts of another source."""
        return set(self.exclude(source=source).values_list("municipality", flat=True))

    def totals_nearest(self, year: int) -> dict[str, int]:
        """Return {NIS code: children of all bands} in the year nearest to this one, of each."""
        rows = self.order_by().values_list("municipality", "year")
        sums = list(rows.annotate(models.Sum("count")))
        sums.sort(key=lambda row: -abs(row[1] - year))
        return {nis: total for nis, _, total in sums}

    def newest_totals(self) -> dict[str, int]:
        """Return {NIS code: children of all bands} in the newest year of each."""
        return self.totals_nearest(9999)

    def latest_of(self, codes: Iterable[str]) -> dict[tuple[str, str], int]:
        """Return {(NIS code, band): children} of the newest year that each municipality has."""
        rows = self.of_towns(codes).order_by("year")
        return {
            (nis, band): count
            for nis, band, count in rows.values_list("municipality", "band", "count")
        }

    def by_band(self) -> dict[str, int]:
        """The number of children in each band over all these rows, youngest band first."""
        sums = dict(self.order_by().values_list("band").annotate(models.Sum("count")))
        return {band: sums[band] for band in ChildrenCount.Band.values if band in sums}


class ChildrenCount(models.Model):
    """How many children of an age band lived in a municipality on 1 January of a year."""

    class Band(models.TextChoices):
        BABIES = "0-2", _("0 to 2 years")
        TODDLERS = "3-5", _("3 to 5 years")
        PRIMARY = "6-11", _("6 to 11 years")
        TEENS = "12-17", _("12 to 17 years")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="children")
    year = models.PositiveSmallIntegerField()
    band = models.CharField(max_length=5, choices=Band.choices)
    count = models.PositiveIntegerField()
    source = models.CharField(max_length=200)

    objects = ChildrenCountQuerySet.as_manager()

    class Meta:
        ordering = ["municipality", "year", "band"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "year", "band"],
                name="one_count_per_year_and_band",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.year} {self.band}: {self.count}"


class NeighbourhoodQuerySet(models.QuerySet["Neighbourhood"]):
    def in_municipalities(self, codes: Iterable[str]) -> Self:
        """Neighbourhoods of these municipalities, by NIS code."""
        return self.filter(municipality__in=list(codes))

    def with_municipality(self) -> Self:
        return self.select_related("municipality")

    def from_elsewhere(self, source: str) -> set[str]:
        """The NIS codes of the municipalities with neighbourhoods of another source."""
        return set(self.exclude(source=source).values_list("municipality", flat=True))

    def inhabitants_by_municipality(self) -> dict[str, int]:
        """Return {NIS code: inhabitants of all its neighbourhoods}."""
        rows = self.order_by().values_list("municipality")
        return dict(rows.annotate(models.Sum("inhabitants")))

    def inside(self, box: Box) -> Self:
        """Neighbourhoods whose middle lies in a box of degrees."""
        return self.filter(
            latitude__range=(box.south, box.north), longitude__range=(box.west, box.east)
        )


class Neighbourhood(models.Model):
    """A part of a municipality small enough to walk through, and how many people live there."""

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=150)
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="neighbourhoods")
    latitude = models.FloatField()
    longitude = models.FloatField()
    inhabitants = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=250)

    objects = NeighbourhoodQuerySet.as_manager()

    class Meta:
        ordering = ["municipality", "name", "code"]

    def __str__(self) -> str:
        return self.name


class OutlineQuerySet(models.QuerySet["Outline"]):
    def paths_of(self, codes: Iterable[str]) -> dict[str, str]:
        """Return {code: SVG path} of the areas with these codes that have an outline."""
        return dict(self.filter(code__in=list(codes)).values_list("code", "path"))

    def source_of(self, codes: Iterable[str]) -> str:
        """Return where the outlines of these areas come from; "" without any."""
        found = self.filter(code__in=list(codes)).order_by("source")
        return "; ".join(found.values_list("source", flat=True).distinct())


class Outline(models.Model):
    """The shape of a neighbourhood or a municipality, by its code, as an SVG path on the grid of
    ``outline``; brought in from GeoJSON, it outlives the rows of people of a year."""

    code = models.CharField(max_length=20, primary_key=True)
    path = models.TextField()
    source = models.CharField(max_length=250)

    objects = OutlineQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Edition(models.Model):
    """The one row that changes whenever the places change, so that caches know they are old."""

    digest = models.UUIDField(default=uuid.uuid4)
    loaded_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return str(self.digest)

    @classmethod
    def renew(cls) -> None:
        """Tell every process that the places have changed."""
        cls.objects.update_or_create(pk=1, defaults={"digest": uuid.uuid4()})

    @classmethod
    def current_digest(cls) -> uuid.UUID | None:
        """What caches compare with; None before the first load."""
        return cls.objects.filter(pk=1).values_list("digest", flat=True).first()
