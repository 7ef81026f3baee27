"""Activities: what is offered, where, for whom, and by which pattern it happens."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, LocalNetwork
from vlaggenlijn.agenda.moments import BRUSSELS, Pattern
from vlaggenlijn.directory.models import Location, Organization
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy.lookup import preferred_labels
from vlaggenlijn.taxonomy.models import Concept


class Kind(models.TextChoices):
    MEETING = "meeting", _("meeting place")
    TALK = "talk", _("talk")
    COURSE = "course", _("course or series")
    PLAY = "play", _("games or play")
    OUTING = "outing", _("outing")
    SPORT = "sport", _("sport or movement")
    SHOW = "show", _("film, theatre or music")
    PARTY = "party", _("party")
    OPEN_DAY = "open_day", _("open day")
    OTHER = "other", _("something else")


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("on the agenda")
    CANCELLED = "cancelled", _("cancelled")
    ARCHIVED = "archived", _("archived")


class Attendance(models.TextChoices):
    """Where one takes part, in the words of schema.org and UiTdatabank."""

    OFFLINE = "offline", _("on the spot")
    ONLINE = "online", _("online")
    MIXED = "mixed", _("on the spot and online")


class Coming(models.TextChoices):
    """What somebody does who wants to come."""

    WALK_IN = "walk_in", _("just come")
    HERE = "here", _("register on this page")
    ELSEWHERE = "elsewhere", _("register somewhere else")


class Repeats(models.TextChoices):
    ONCE = "once", _("once")
    WEEKLY = "weekly", _("every week, or every few weeks")
    MONTHLY = "monthly", _("every month, on the same weekday")


class ActivityQuerySet(AuditedQuerySet["Activity"]):
    def for_user(self, user: Any) -> "ActivityQuerySet":
        """Activities of the networks in which a person has a role."""
        return self.filter(network__in=LocalNetwork.objects.for_user(user))

    def of_network(self, network: LocalNetwork) -> "ActivityQuerySet":
        return self.filter(network=network)

    def public(self) -> "ActivityQuerySet":
        """What visitors may see: also what was cancelled, so that nobody comes for nothing."""
        return self.filter(state__in=(State.PUBLISHED, State.CANCELLED))

    def published(self) -> "ActivityQuerySet":
        return self.filter(state=State.PUBLISHED)

    def series(self) -> "ActivityQuerySet":
        return self.exclude(repeats=Repeats.ONCE)

    def in_state(self, state: str) -> "ActivityQuerySet":
        return self.filter(state=state) if state else self.exclude(state=State.ARCHIVED)

    def with_ids(self, ids: Iterable[uuid.UUID]) -> "ActivityQuerySet":
        return self.filter(pk__in=list(ids))

    def with_details(self) -> "ActivityQuerySet":
        return self.select_related(
            "network", "organizer", "location__address__municipality", "municipality"
        )

    def with_next(self) -> "ActivityQuerySet":
        """Each with ``next_at``: when it happens the next time, None when it does no more."""
        is_coming = Q(occurrences__ends_at__gt=timezone.now(), occurrences__is_cancelled=False)
        found = self.annotate(next_at=models.Min("occurrences__starts_at", filter=is_coming))
        return found.order_by(F("next_at").asc(nulls_last=True), "title", "id")


class Activity(Audited):
    """Something that parents and children can come to, once or again and again.

    Its hours are local to ``zone``; the times that follow from them are its occurrences. A venue is
    a place of the directory, or an address of its own.
    """

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="activities")
    organizer = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="activities"
    )
    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.MEETING)
    description = models.TextField(_("description"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)

    attendance = models.CharField(
        max_length=8, choices=Attendance.choices, default=Attendance.OFFLINE
    )
    online_url = models.URLField(_("online address"), blank=True)
    location = models.ForeignKey(
        Location, models.SET_NULL, null=True, blank=True, related_name="activities"
    )
    venue = models.CharField(_("name of the place"), max_length=150, blank=True)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postal_code = models.CharField(_("post code"), max_length=4, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+"
    )

    minimum_age_months = models.PositiveSmallIntegerField(null=True, blank=True)
    maximum_age_months = models.PositiveSmallIntegerField(null=True, blank=True)
    # None: nobody said what it costs.
    price = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    price_note = models.CharField(_("about the price"), max_length=150, blank=True)
    is_uitpas = models.BooleanField(default=False)
    languages = models.JSONField(default=list, blank=True)
    is_wheelchair_accessible = models.BooleanField(null=True, blank=True)
    accessibility = models.CharField(_("accessibility"), max_length=200, blank=True)
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)

    coming = models.CharField(max_length=10, choices=Coming.choices, default=Coming.WALK_IN)
    registration_url = models.URLField(blank=True)
    places = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(2000)]
    )
    has_waiting_list = models.BooleanField(default=True)

    zone = models.CharField(max_length=40, default=BRUSSELS)
    first_on = models.DateField(_("first day"))
    starts_at = models.TimeField(_("from"))
    ends_at = models.TimeField(_("until"))
    repeats = models.CharField(max_length=8, choices=Repeats.choices, default=Repeats.ONCE)
    interval = models.PositiveSmallIntegerField(default=1)
    weekdays = models.JSONField(default=list, blank=True)
    until = models.DateField(null=True, blank=True)
    skips_holidays = models.BooleanField(default=True)
    skipped = models.JSONField(default=list, blank=True)
    also_on = models.JSONField(default=list, blank=True)

    objects = ActivityQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["title", "id"]
        verbose_name_plural = "activities"
        indexes = [models.Index(fields=["network", "state"], name="activity_by_state")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agenda:activity", args=[self.pk])

    @property
    def pattern(self) -> Pattern:
        """The same as plain values, of which the times are reckoned."""
        return Pattern(
            first_on=self.first_on,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            repeats=self.repeats,  # type: ignore[arg-type]
            interval=self.interval,
            weekdays=tuple(self.weekdays),
            until=self.until,
            skips_holidays=self.skips_holidays,
            skipped=frozenset(map(date.fromisoformat, self.skipped)),
            also_on=frozenset(map(date.fromisoformat, self.also_on)),
            zone=self.zone,
        )

    @property
    def place(self) -> Municipality | None:
        """The municipality where it is: that of its venue, else its own."""
        address = getattr(self.location, "address", None)
        return address.municipality if address else self.municipality

    @property
    def takes_registrations(self) -> bool:
        return self.coming == Coming.HERE


class ActivityConceptQuerySet(AuditedQuerySet["ActivityConcept"]):
    def of_activities(self, ids: Iterable[uuid.UUID]) -> "ActivityConceptQuerySet":
        return self.filter(activity__in=list(ids)).select_related("concept")

    def with_names(self) -> "ActivityConceptQuerySet":
        return self.prefetch_related(Prefetch("concept__labels", preferred_labels()))


class ActivityConcept(Audited):
    """An activity is about a theme."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="activity_concepts")
    concept = models.ForeignKey(Concept, models.PROTECT, related_name="+")

    objects = ActivityConceptQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "concept"], name="activity_concept_once")
        ]
