import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, Change, LocalNetwork
from vlaggenlijn.directory.models.locations import Location
from vlaggenlijn.directory.models.organization import Organization
from vlaggenlijn.directory.models.reckoned import ReckonedQuerySet
from vlaggenlijn.directory.models.trust import ServiceQuality
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy.lookup import preferred_labels
from vlaggenlijn.taxonomy.models import Posting

STALE_AFTER = timedelta(days=365)
STALEST = (F("assured_on").asc(nulls_first=True), "name", "id")


class Status(models.TextChoices):
    """The four states of HSDS."""

    ACTIVE = "active", _("active")
    INACTIVE = "inactive", _("not active")
    DEFUNCT = "defunct", _("stopped")
    TEMPORARILY_CLOSED = "temporarily closed", _("closed for a time")


class OnHolidays(models.TextChoices):
    CLOSED = "closed", _("closed on public holidays")
    AS_USUAL = "as_usual", _("open as usual on public holidays")
    UNKNOWN = "unknown", _("we do not know")


def last_change() -> models.Subquery:
    """The moment a record was last written, as a column of a query."""
    changes = Change.objects.filter(object_id=OuterRef("pk")).order_by("-id")
    return models.Subquery(changes.values("change_set__at")[:1])


def is_published(path: str = "") -> Q:
    """What a visitor may see; ``path`` leads from a record to its service."""
    return Q(
        **{
            f"{path}archived_at__isnull": True,
            f"{path}organization__archived_at__isnull": True,
            f"{path}status__in": [Status.ACTIVE, Status.TEMPORARILY_CLOSED],
        }
    )


PUBLISHED = is_published()


class ServiceQuerySet(ReckonedQuerySet["Service"]):
    def published(self) -> "ServiceQuerySet":
        """What a visitor may see: neither archived nor stopped, of a living organisation."""
        return self.filter(PUBLISHED)

    def active(self) -> "ServiceQuerySet":
        return self.filter(status=Status.ACTIVE)

    def for_network(self, network: LocalNetwork) -> "ServiceQuerySet":
        """Services at home in a network, and those that reach its municipalities."""
        return self._belonging_to([network])

    def for_user(self, user: Any) -> "ServiceQuerySet":
        """Services a person may see in the workspace."""
        if user.is_administrator:
            return self.all()
        networks = LocalNetwork.objects.for_user(user)
        at_home = Q(organization__network__in=networks)
        return self._belonging_to(networks).filter(at_home | PUBLISHED)

    def _belonging_to(self, networks: Iterable[LocalNetwork]) -> "ServiceQuerySet":
        covered = Municipality.objects.filter(networks__in=networks)
        return self.filter(
            Q(organization__network__in=networks)
            | Q(service_areas__municipality__in=covered)
            | Q(service_areas__region__in=covered.values("region"))
            | Q(service_at_locations__location__address__municipality__in=covered)
        ).distinct()

    def editable_by(self, user: Any) -> "ServiceQuerySet":
        return self.filter(organization__in=Organization.objects.editable_by(user))

    def kept_by(self, user: Any) -> "ServiceQuerySet":
        """Services that a person keeps true by their role in a network."""
        return self.filter(organization__in=Organization.objects.kept_by(user))

    def tended_by(self, user: Any) -> "ServiceQuerySet":
        return self.filter(organization__in=Organization.objects.tended_by(user))

    def opening_again(self, first: date, last: date) -> "ServiceQuerySet":
        """Services that were closed with one tap and open again between two days, both included."""
        day = timedelta(days=1)
        return self.filter(closed_until__gte=first - day, closed_until__lte=last - day)

    def added_since(self, moment: datetime) -> "ServiceQuerySet":
        return self.filter(created_at__gte=moment)

    def with_ids(self, ids: Iterable[uuid.UUID]) -> "ServiceQuerySet":
        return self.filter(pk__in=list(ids))

    def of_organization(self, organization: Organization | uuid.UUID) -> "ServiceQuerySet":
        return self.filter(organization=organization)

    def of_organizations(self, organizations: Iterable[Organization]) -> "ServiceQuerySet":
        return self.filter(organization__in=list(organizations))

    def at_home_in(self, network: LocalNetwork) -> "ServiceQuerySet":
        return self.filter(organization__network=network)

    def reaching(self, nis: str, next_door: Iterable[str], region: str) -> "ServiceQuerySet":
        """Services that stand in or serve a municipality, its neighbours or its whole region."""
        codes = [nis, *next_door]
        return self.filter(
            Q(service_areas__municipality__in=codes)
            | Q(service_areas__region=region)
            | Q(locations__address__municipality__in=codes)
        ).distinct()

    def stalest_first(self) -> "ServiceQuerySet":
        return self.order_by(*STALEST)

    def stalest_first_by_organization(self) -> "ServiceQuerySet":
        return self.order_by("organization__name", "organization", *STALEST)

    def named(self, words: str) -> "ServiceQuerySet":
        return self.filter(
            Q(name__icontains=words)
            | Q(organization__name__icontains=words)
            | Q(summary__icontains=words)
        )

    def stale(self, today: date) -> "ServiceQuerySet":
        return self.unconfirmed_since(today - STALE_AFTER)

    def unconfirmed_since(self, day: date) -> "ServiceQuerySet":
        return self.filter(Q(assured_on__isnull=True) | Q(assured_on__lt=day))

    def confirmed(self, today: date) -> "ServiceQuerySet":
        """Services that somebody confirmed in the past year."""
        return self.filter(assured_on__gte=today - STALE_AFTER)

    def current(self) -> "ServiceQuerySet":
        return self.filter(archived_at__isnull=True)

    def archived(self) -> "ServiceQuerySet":
        return self.filter(archived_at__isnull=False)

    def closed_on(self, day: date) -> "ServiceQuerySet":
        """Services that are closed for a time, or for the week this day is in."""
        return self.filter(Q(closed_until__gte=day) | Q(status=Status.TEMPORARILY_CLOSED))

    def about(self, concept: Any) -> "ServiceQuerySet":
        """Services that an editor put under a concept."""
        return self.filter(
            service_concepts__concept=concept, service_concepts__is_confirmed=True
        ).distinct()

    def about_any(self, concepts: Iterable[Any]) -> "ServiceQuerySet":
        """Services that an editor put under any of these concepts, with their organisation."""
        links = Service.concepts.through.objects.confirmed().filter(concept__in=list(concepts))
        return self.filter(pk__in=links.values("service")).select_related("organization")

    def without(self, links: models.QuerySet[Any]) -> "ServiceQuerySet":
        """Services that none of these rows belongs to."""
        return self.exclude(pk__in=links.values("service"))

    def without_themes(self) -> "ServiceQuerySet":
        """Services of which no editor confirmed a theme yet."""
        links = Service.concepts.through.objects.confirmed_themes()
        return self.without(links)

    def newest_first(self) -> "ServiceQuerySet":
        return self.order_by("-created_at", "name", "id")

    def said_to_be_about(self, term: str) -> "ServiceQuerySet":
        """Services whose text has to do with a term of the index, most of all first."""
        weight = Posting.objects.weight_of(term, OuterRef("pk"))
        found = self.annotate(weight=models.Subquery(weight)).filter(weight__isnull=False)
        return found.order_by("-weight", "name", "id")

    def counted_by_organization(self, organizations: Iterable[Organization]) -> dict[Any, int]:
        """Return {organization id: number of services} for those that have any."""
        mine = self.filter(organization__in=list(organizations)).order_by()
        return dict(mine.values_list("organization").annotate(models.Count("pk")))

    def last_changed_first(self) -> "ServiceQuerySet":
        return self.annotate(changed_at=last_change()).order_by(
            F("changed_at").desc(nulls_last=True), "name", "id"
        )

    def weakest_first(self) -> "ServiceQuerySet":
        """The lowest score first; a service that was not reckoned yet comes last."""
        score = ServiceQuality.objects.filter(pk=OuterRef("pk")).values("score")
        return self.annotate(quality=models.Subquery(score)).order_by(
            F("quality").asc(nulls_last=True), "name", "id"
        )

    def out_of_reach(self) -> "ServiceQuerySet":
        """Services of which, last night, a website did not answer or a number was none."""
        broken = ServiceQuality.objects.filter(is_broken=True)
        return self.filter(pk__in=broken.values("pk"))

    def with_hours(self) -> "ServiceQuerySet":
        """What hours.py needs to say whether a service is open, in three queries."""
        return self.prefetch_related("schedules", "service_at_locations__schedules")

    def with_phones(self) -> "ServiceQuerySet":
        return self.select_related("organization").prefetch_related(
            "phones", "organization__phones"
        )

    def with_card(self) -> "ServiceQuerySet":
        """What a card shows, in a fixed number of queries: far less than a page does."""
        return self.select_related("organization").prefetch_related(
            "phones", "organization__phones", "languages", "schedules", "cost_options",
            "translations", "service_at_locations__schedules", "service_at_locations__phones",
            "service_at_locations__location__address",
        )  # fmt: skip

    def with_details(self) -> "ServiceQuerySet":
        """Everything a card or a page shows, in a fixed number of queries."""
        return self.select_related("organization__network").prefetch_related(
            "phones",
            "organization__phones",
            "languages",
            "schedules",
            "cost_options",
            "service_areas__municipality",
            Prefetch("service_concepts__concept__labels", preferred_labels()),
            "service_concepts__concept__scheme",
            "translations",
            "service_at_locations__schedules",
            "service_at_locations__phones",
            "service_at_locations__location__address__municipality",
            "service_at_locations__location__accessibility",
            Prefetch("service_at_locations__location__setting__labels", preferred_labels()),
        )


class Service(Audited):
    """HSDS service: one thing an organisation does for families."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="services")
    name = models.CharField(_("name"), max_length=200)
    alternate_name = models.CharField(_("other name"), max_length=200, blank=True)
    summary = models.CharField(
        _("in one sentence"), max_length=200, blank=True, help_text=_("What is it, for whom?")
    )
    description = models.TextField(_("description"), blank=True, max_length=5000)
    application_process = models.CharField(
        _("what must a parent do?"),
        max_length=300,
        blank=True,
        help_text=_("For example: call, just walk in, register on the website."),
    )
    what_happens = models.CharField(
        _("what happens then?"),
        max_length=300,
        blank=True,
        help_text=_("For example: Someone listens and looks for a solution with you."),
    )
    status = models.CharField(
        _("state"), max_length=20, choices=Status.choices, default=Status.ACTIVE
    )
    minimum_age_months = models.SmallIntegerField(
        _("youngest child (months)"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(300)],
    )
    maximum_age_months = models.SmallIntegerField(
        _("oldest child (months)"), null=True, blank=True, validators=[MaxValueValidator(300)]
    )
    eligibility_description = models.CharField(_("for whom exactly?"), max_length=300, blank=True)
    fees_description = models.CharField(_("cost, in words"), max_length=200, blank=True)
    interpretation_services = models.CharField(_("interpreter"), max_length=200, blank=True)
    wait_time = models.CharField(_("waiting time"), max_length=100, blank=True)
    wait_time_on = models.DateField(null=True, blank=True)
    alert = models.CharField(_("notice"), max_length=200, blank=True)
    closed_until = models.DateField(_("closed up to and including"), null=True, blank=True)
    on_holidays = models.CharField(
        _("public holidays"), max_length=10, choices=OnHolidays.choices, default=OnHolidays.CLOSED
    )
    email = models.EmailField(_("e-mail"), blank=True)
    url = models.URLField(_("website"), blank=True)
    # How a list of the network itself calls it; an import recognises a service by it.
    own_identifier = models.CharField(_("own identifier"), max_length=250, blank=True)
    concepts: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        "taxonomy.Concept", through="ServiceConcept", related_name="services"
    )
    locations: models.ManyToManyField[Location, "ServiceAtLocation"] = models.ManyToManyField(
        Location, through="ServiceAtLocation", related_name="services"
    )
    assured_on = models.DateField(_("last confirmed on"), null=True, blank=True)
    assurer = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    archived_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name=_("merged into"),
        related_name="merged",
    )

    objects = ServiceQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum_age_months__isnull=True)
                | Q(maximum_age_months__isnull=True)
                | Q(minimum_age_months__lte=F("maximum_age_months")),
                name="ages_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:service", args=[self.pk])

    @property
    def is_stale(self) -> bool:
        """True when nobody confirmed the entry in the past year."""
        return self.assured_on is None or self.assured_on < timezone.localdate() - STALE_AFTER

    @property
    def is_closed_this_week(self) -> bool:
        """True when somebody closed it with one tap, and the last day has not passed."""
        return self.closed_until is not None and self.closed_until >= timezone.localdate()

    @property
    def is_closed_for_now(self) -> bool:
        return self.is_closed_on(timezone.localdate())

    def is_closed_on(self, day: date) -> bool:
        """True when nobody is there on that day (today or later), whatever the hours say."""
        is_within = self.closed_until is not None and self.closed_until >= day
        return is_within or self.status == Status.TEMPORARILY_CLOSED


class ServiceAtLocation(Audited):
    """HSDS service_at_location: a service as it is given at one place."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="service_at_locations")
    location = models.ForeignKey(Location, models.CASCADE, related_name="service_at_locations")
    description = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["service", "location"], name="service_once_at_location")
        ]
        indexes = [models.Index(fields=["location", "service"], name="service_by_location")]
