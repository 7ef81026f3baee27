"""Groups that meet, what they decide, and the tasks that follow."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, LocalNetwork, User
from vlaggenlijn.partnership.models.belonging import InNetworkQuerySet
from vlaggenlijn.partnership.models.partners import Partner
from vlaggenlijn.partnership.models.undertakings import Undertaking

SOON = timedelta(days=7)


class GroupQuerySet(InNetworkQuerySet["Group"]):
    def current(self) -> "GroupQuerySet":
        return self.filter(ended_on__isnull=True)

    def with_seats(self) -> "GroupQuerySet":
        """With ``seat_count``, of partners that did not leave."""
        seated = models.Count("seats", filter=Q(seats__partner__left_on__isnull=True))
        return self.annotate(seat_count=seated).order_by("kind", "name", "id")


class Group(Audited):
    """A steering group (policy), a working group (doing), or a group of its own around a theme."""

    class Kind(models.TextChoices):
        STEERING = "steering", _("steering group")
        WORKING = "working", _("working group")
        THEME = "theme", _("theme group")

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="groups")
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.WORKING)
    purpose = models.CharField(max_length=300, blank=True)
    partners: models.ManyToManyField[Partner, "Seat"] = models.ManyToManyField(
        Partner, through="Seat", related_name="groups"
    )
    ended_on = models.DateField(null=True, blank=True)

    objects = GroupQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["kind", "name", "id"]

    def __str__(self) -> str:
        return self.name


class Seat(Audited):
    """A partner in a group."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="seats")
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="seats")

    class Meta:
        ordering = ["partner__organization__name", "id"]
        constraints = [models.UniqueConstraint(fields=["group", "partner"], name="one_seat_each")]


class MeetingQuerySet(InNetworkQuerySet["Meeting"]):
    way = "group__network"

    def to_come(self, now: datetime) -> "MeetingQuerySet":
        return self.filter(starts_at__gte=now).order_by("starts_at", "id")

    def past(self, now: datetime) -> "MeetingQuerySet":
        return self.filter(starts_at__lt=now)

    def with_group(self) -> "MeetingQuerySet":
        return self.select_related("group__network")


class Meeting(Audited):
    """One meeting of a group; its points carry the minutes and the decisions."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField(_("when"))
    place = models.CharField(max_length=200, blank=True)
    guests = models.CharField(max_length=300, blank=True)
    partners: models.ManyToManyField[Partner, "Attendance"] = models.ManyToManyField(
        Partner, through="Attendance", related_name="+"
    )

    objects = MeetingQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-starts_at", "id"]

    def __str__(self) -> str:
        return f"{self.group}, {timezone.localtime(self.starts_at):%d/%m/%Y}"

    @property
    def network(self) -> LocalNetwork:
        return self.group.network

    @property
    def is_past(self) -> bool:
        return self.starts_at < timezone.now()


class Attendance(Audited):
    """Whether a partner was at a meeting."""

    class State(models.TextChoices):
        PRESENT = "present", _("present")
        EXCUSED = "excused", _("excused")
        ABSENT = "absent", _("absent")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="+")
    state = models.CharField(max_length=7, choices=State.choices)

    class Meta:
        ordering = ["partner__organization__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "partner"], name="one_attendance_each")
        ]


class AgendaPointQuerySet(InNetworkQuerySet["AgendaPoint"]):
    way = "meeting__group__network"

    def of_group(self, group: Group) -> "AgendaPointQuerySet":
        return self.filter(meeting__group=group)

    def decided(self) -> "AgendaPointQuerySet":
        """Points with a decision, newest meeting first."""
        decided = self.exclude(decision="").select_related("meeting__group__network")
        return decided.order_by("-meeting__starts_at", "order", "id")


class AgendaPoint(Audited):
    """A point of a meeting: what it was about, what was said, what was decided."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="points")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    minutes = models.TextField(max_length=4000, blank=True)
    decision = models.CharField(max_length=500, blank=True)

    objects = AgendaPointQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title


class TaskQuerySet(InNetworkQuerySet["Task"]):
    def open(self) -> "TaskQuerySet":
        return self.filter(state=Task.State.OPEN)

    def done(self) -> "TaskQuerySet":
        return self.filter(state=Task.State.DONE)

    def late(self, today: date) -> "TaskQuerySet":
        return self.open().filter(due_on__lt=today)

    def asking(self, today: date) -> "TaskQuerySet":
        """Open tasks that are late or due within a week."""
        return self.open().filter(due_on__lte=today + SOON)

    def of_person(self, user: Any) -> "TaskQuerySet":
        """Tasks of a person: their own, and those of the partners they tend."""
        mine = Partner.objects.tended_by(user)
        return self.filter(Q(person=user) | Q(partner__in=mine.values("pk")))

    def of_partners(self, partners: Iterable[Partner]) -> "TaskQuerySet":
        return self.filter(partner__in=list(partners))

    def with_id(self, pk: uuid.UUID) -> "Task | None":
        return self.select_related("network").filter(pk=pk).first()

    def to_tie(
        self, network: LocalNetwork, undertaking: Undertaking | None, also: "Task | None"
    ) -> "TaskQuerySet":
        """Open tasks of a network, of one undertaking where there is one, and one that is kept."""
        found = self.open().of_network(network)
        found = found.filter(undertaking=undertaking) if undertaking else found
        kept = self.filter(pk=also.pk) if also else self.none()
        return (found | kept).soonest_first()

    def soonest_first(self) -> "TaskQuerySet":
        return self.order_by(F("due_on").asc(nulls_last=True), "created_at", "id")

    def with_owners(self) -> "TaskQuerySet":
        return self.select_related(
            "network", "partner__organization", "person", "undertaking", "meeting__group"
        )


class Task(Audited):
    """Something that one partner or one person of the network does by a day."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    LINK = "partner-tasks"

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="tasks")
    what = models.CharField(max_length=300)
    partner = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, related_name="tasks"
    )
    person = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    remark = models.CharField(max_length=500, blank=True)
    meeting = models.ForeignKey(
        Meeting, models.SET_NULL, null=True, blank=True, related_name="tasks"
    )
    undertaking = models.ForeignKey(
        Undertaking, models.SET_NULL, null=True, blank=True, related_name="tasks"
    )
    done_at = models.DateTimeField(null=True, blank=True)

    objects = TaskQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(partner__isnull=True) | Q(person__isnull=True), name="one_owner_at_most"
            )
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def owner(self) -> str:
        """Whose task it is, as shown; empty for nobody's."""
        return str(self.partner or self.person or "")

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < timezone.localdate()


def seats_of(partners: AuditedQuerySet[Partner]) -> dict[Any, list[Group]]:
    """Return {partner id: current groups in which they sit}, in one query."""
    found: dict[Any, list[Group]] = {}
    seats = Seat.objects.filter(partner__in=partners, group__ended_on__isnull=True)
    for seat in seats.select_related("group"):
        found.setdefault(seat.partner_id, []).append(seat.group)
    return found
