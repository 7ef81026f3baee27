"""The times that activities happen."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, LocalNetwork
from vlaggenlijn.agenda.models.activities import Activity, ActivityConcept, ActivityQuerySet, State
from vlaggenlijn.agenda.models.registrations import Registration
from vlaggenlijn.taxonomy.models import Concept


class OccurrenceQuerySet(AuditedQuerySet["Occurrence"]):
    def shown_in(self, network: LocalNetwork | None) -> "OccurrenceQuerySet":
        """What stands on the agenda of a network: its own, and what happens in its municipalities.

        Without a network nothing does.
        """
        if network is None:
            return self.none()
        covered = network.municipalities.all()
        public = Activity.objects.public().filter(
            Q(network=network)
            | Q(location__address__municipality__in=covered)
            | Q(location__isnull=True, municipality__in=covered)
        )
        return self.filter(activity__in=public)

    def of(self, activity: Activity | uuid.UUID) -> "OccurrenceQuerySet":
        return self.filter(activity=activity)

    def of_activities(self, activities: ActivityQuerySet) -> "OccurrenceQuerySet":
        return self.filter(activity__in=activities)

    def of_ids(self, ids: Iterable[uuid.UUID]) -> "OccurrenceQuerySet":
        """Times of the activities with some ids."""
        return self.filter(activity__in=list(ids))

    def ids(self) -> "models.QuerySet[Occurrence, uuid.UUID]":
        return self.values_list("pk", flat=True)

    def with_ids(self, ids: Iterable[uuid.UUID]) -> "OccurrenceQuerySet":
        """The times that have some ids themselves."""
        return self.filter(pk__in=list(ids))

    def of_public(self) -> "OccurrenceQuerySet":
        return self.of_activities(Activity.objects.public())

    def coming(self, now: datetime | None = None) -> "OccurrenceQuerySet":
        """What is not over yet."""
        return self.filter(ends_at__gt=now or timezone.now())

    def ended_before(self, moment: datetime) -> "OccurrenceQuerySet":
        return self.filter(ends_at__lt=moment)

    def ended_after(self, moment: datetime) -> "OccurrenceQuerySet":
        return self.filter(ends_at__gte=moment)

    def beginning_between(self, first: datetime, last: datetime) -> "OccurrenceQuerySet":
        return self.filter(starts_at__gt=first, starts_at__lte=last)

    def on_days(self, first: date, last: date | None) -> "OccurrenceQuerySet":
        found = self.filter(day__gte=first)
        return found if last is None else found.filter(day__lte=last)

    def happening(self) -> "OccurrenceQuerySet":
        """Without what was cancelled, by itself or with the whole activity."""
        return self.filter(is_cancelled=False, activity__state=State.PUBLISHED)

    def in_municipality(self, nis: str) -> "OccurrenceQuerySet":
        return self.filter(
            Q(activity__location__address__municipality=nis)
            | Q(activity__location__isnull=True, activity__municipality=nis)
        )

    def for_ages(self, first: int, last: int) -> "OccurrenceQuerySet":
        """For children between two ages in months; an age that is not said excludes nobody."""
        youngest, oldest = "activity__minimum_age_months", "activity__maximum_age_months"
        return self.filter(
            Q(**{f"{youngest}__isnull": True}) | Q(**{f"{youngest}__lte": last}),
            Q(**{f"{oldest}__isnull": True}) | Q(**{f"{oldest}__gte": first}),
        )

    def about(self, concept: Concept) -> "OccurrenceQuerySet":
        links = ActivityConcept.objects.filter(activity=OuterRef("activity"), concept=concept)
        return self.filter(Exists(links))

    def in_order(self) -> "OccurrenceQuerySet":
        return self.order_by("starts_at", "activity__title", "id")

    def with_activity(self) -> "OccurrenceQuerySet":
        return self.select_related(
            "activity__network",
            "activity__organizer",
            "activity__location__address__municipality",
            "activity__municipality",
        )

    def with_taken(self) -> "OccurrenceQuerySet":
        """Each with ``taken``: how many places are promised; ``waiting``: how many wait."""
        by_state = Registration.objects.filter(occurrence=OuterRef("pk")).order_by()
        return self.annotate(
            taken=by_state.seats_in(Registration.State.IN),
            waiting=by_state.seats_in(Registration.State.WAITING),
        )

    def counts_by_municipality(self) -> dict[str | None, int]:
        """Return {NIS code, None for nowhere: how much ``in_municipality`` finds there}."""
        venue, own = "activity__location__address__municipality", "activity__municipality"
        town = Case(When(activity__location__isnull=True, then=own), default=venue)
        rows = self.order_by().annotate(town=town).values("town")
        return dict(rows.annotate(times=models.Count("id")).values_list("town", "times"))

    def counts_by_day(self) -> dict[date, int]:
        """Return {local day: how much happens}."""
        rows = self.order_by().values("day").annotate(times=models.Count("id"))
        return dict(rows.values_list("day", "times"))


class Occurrence(Audited):
    """One time that an activity happens.

    ``planned_on`` is the day that the pattern gave: by it the row is known again when the pattern
    changes. ``day`` is the local day on which it begins now; moments are instants in UTC.
    """

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="occurrences")
    planned_on = models.DateField()
    day = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_moved = models.BooleanField(default=False)
    is_cancelled = models.BooleanField(default=False)
    is_full = models.BooleanField(_("full"), default=False)
    note = models.CharField(_("what visitors should know"), max_length=200, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = OccurrenceQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["day", "starts_at"], name="occurrence_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["activity", "planned_on"], name="one_time_a_day"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity_id}: {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def is_off(self) -> bool:
        """Whether nobody should come: this time or the whole activity was cancelled."""
        return self.is_cancelled or self.activity.state == State.CANCELLED

    @property
    def places_left(self) -> int | None:
        """How many places are free; None without a limit. Asks for ``with_taken()``."""
        places = self.activity.places
        return None if places is None else max(0, places - self.taken)  # type: ignore[attr-defined]

    @property
    def has_no_room(self) -> bool:
        """Whether it is full: said by hand, or by the registrations."""
        return self.is_full or (self.activity.takes_registrations and self.places_left == 0)

    def hours(self) -> tuple[date, time, time]:
        """Return day, start and end as the clock on the wall shows them."""
        start, end = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        return self.day, start.time(), end.time()
