"""What was supposed and kept to talk about, and the travel times that a network brought in."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, LocalNetwork
from vlaggenlijn.coverage.within import Within


class Deed(models.TextChoices):
    """What is supposed to happen."""

    OPENS = "opens", _("an offer opens")
    STOPS = "stops", _("a service stops")
    MOVES = "moves", _("a service moves")
    WIDENS = "widens", _("a service widens")


class Means(models.TextChoices):
    """How people travel; the codes are those of ``within.SPEEDS``."""

    FOOT = "foot", _("on foot")
    BIKE = "bike", _("by bike")
    TRANSIT = "transit", _("by public transport")
    CAR = "car", _("by car")


class WhatIfQuerySet(AuditedQuerySet["WhatIf"]):
    def for_user(self, user: Any) -> "WhatIfQuerySet":
        """Proposals of the networks in which a person has a role."""
        return self.filter(network__in=LocalNetwork.objects.for_user(user))

    def of_network(self, network: LocalNetwork) -> "WhatIfQuerySet":
        return self.filter(network=network)

    def current(self) -> "WhatIfQuerySet":
        return self.filter(archived_at__isnull=True)

    def with_network(self) -> "WhatIfQuerySet":
        return self.select_related("network")


class WhatIf(Audited):
    """A supposition that a network keeps, with its story and what it would change, as of a day.

    ``asked`` holds what was supposed, as in the address of the page; ``lines`` what came of it, in
    fives (``supposing.Line``). No person is in it; the story says so beside the field.
    """

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="what_ifs")
    title = models.CharField(_("proposal"), max_length=150)
    story = models.TextField(_("story"), max_length=2000, blank=True)
    deed = models.CharField(_("what happens"), max_length=6, choices=Deed.choices)
    # Kilometres by road, or minutes where a means of travelling is named.
    km = models.PositiveSmallIntegerField()
    means = models.CharField(max_length=7, choices=Means.choices, blank=True, default="")
    asked = models.JSONField(default=dict)
    lines = models.JSONField(default=list)
    reckoned_on = models.DateField()
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = WhatIfQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-created_at", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def within(self) -> Within:
        """How far counted as near when it was reckoned."""
        return Within(self.km, self.means)


class TravelTimesQuerySet(AuditedQuerySet["TravelTimes"]):
    def for_user(self, user: Any) -> "TravelTimesQuerySet":
        """Travel times of the networks in which a person has a role."""
        return self.filter(network__in=LocalNetwork.objects.for_user(user))

    def of_network(self, network: LocalNetwork) -> "TravelTimesQuerySet":
        return self.filter(network=network)

    def of_slug(self, slug: str) -> "TravelTimesQuerySet":
        return self.with_network().filter(network__slug=slug)

    def current(self) -> "TravelTimesQuerySet":
        return self.filter(archived_at__isnull=True)

    def with_network(self) -> "TravelTimesQuerySet":
        return self.select_related("network")

    def by(self, means: str) -> "TravelTimes | None":
        """The times of a means of travelling; None without any."""
        return self.filter(means=means).first()

    def means(self) -> list[str]:
        """The means of which there are times, in the order of ``Means``."""
        there = set(self.order_by().values_list("means", flat=True))
        return [one for one in Means.values if one in there]


class TravelTimes(Audited):
    """A table of travel times that a network brought in; the newest of each means counts.

    The times are no rows of ours: ``digest`` names the packed table (``TravelPairs``), so that an
    older table comes back whole when an import is undone.
    """

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="travel_times")
    means = models.CharField(_("by what"), max_length=7, choices=Means.choices)
    source = models.CharField(_("source"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"))
    file_name = models.CharField(max_length=150, blank=True)
    pairs = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    # The table of links by which its codes were carried last, by its content: once is enough.
    links_digest = models.CharField(max_length=64, blank=True, default="")
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = TravelTimesQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["network", "means"]
        verbose_name_plural = "travel times"
        constraints = [
            models.UniqueConstraint(fields=["network", "means"], name="one_table_per_means")
        ]

    def __str__(self) -> str:
        return f"{self.get_means_display()}, {self.year}"


class TravelPairsQuerySet(models.QuerySet["TravelPairs"]):
    def content_of(self, digest: str) -> bytes:
        """The packed table of this name."""
        return bytes(self.values_list("content", flat=True).get(digest=digest))


class TravelPairs(models.Model):
    """A packed table (``travel_rows.packed``), named by its content and never changed."""

    digest = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()

    objects = TravelPairsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "travel pairs"

    def __str__(self) -> str:
        return self.digest


class AreaFileQuerySet(AuditedQuerySet["AreaFile"]):
    def for_user(self, user: Any) -> "AreaFileQuerySet":
        """Own areas of the networks in which a person has a role."""
        return self.filter(network__in=LocalNetwork.objects.for_user(user))

    def of_network(self, network: LocalNetwork) -> "AreaFileQuerySet":
        return self.filter(network=network)

    def current(self) -> "AreaFileQuerySet":
        return self.filter(archived_at__isnull=True)

    def with_network(self) -> "AreaFileQuerySet":
        return self.select_related("network")


class AreaFile(Audited):
    """The own neighbourhoods and outlines that a network brought in; they count for it alone.

    ``digest`` names the packed areas (``AreaShapes``), so that undoing an import brings the ones
    before back whole.
    """

    network = models.OneToOneField(LocalNetwork, models.CASCADE, related_name="area_file")
    source = models.CharField(_("source"), max_length=200)
    year = models.PositiveSmallIntegerField(_("year"))
    file_name = models.CharField(max_length=150, blank=True)
    areas = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = AreaFileQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["network"]

    def __str__(self) -> str:
        return f"{self.source}, {self.year}"


class AreaShapesQuerySet(models.QuerySet["AreaShapes"]):
    def content_of(self, digest: str) -> bytes:
        """The packed areas of this name."""
        return bytes(self.values_list("content", flat=True).get(digest=digest))


class AreaShapes(models.Model):
    """Packed areas (``own_areas.packed``), named by their content and never changed."""

    digest = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()

    objects = AreaShapesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "area shapes"

    def __str__(self) -> str:
        return self.digest
