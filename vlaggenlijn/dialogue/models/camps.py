"""A camp: a day of sessions that the participants themselves offer; its slots and its rooms."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, LocalNetwork, User

BRUSSELS = ZoneInfo("Europe/Brussels")


class RoomNeed(models.TextChoices):
    """What a session may need of its room, and what a room may have."""

    SCREEN = "screen", _("a screen")
    QUIET = "quiet", _("a quiet room")
    ACCESSIBLE = "accessible", _("no steps on the way")


class CampQuerySet(AuditedQuerySet["Camp"]):
    def for_user(self, user: Any) -> "CampQuerySet":
        """Camps that a person runs or leads."""
        if user.is_administrator:
            return self.all()
        led = Q(leader=user) & Q(network__in=LocalNetwork.objects.for_user(user))
        return self.filter(led | Q(network__in=LocalNetwork.objects.run_by(user))).distinct()

    def of_network(self, network: LocalNetwork) -> "CampQuerySet":
        return self.filter(network=network)

    def with_counts(self) -> "CampQuerySet":
        """Adds session_count, without those that were cancelled."""
        going_on = Q(sessions__is_cancelled=False)
        counted = self.annotate(session_count=models.Count("sessions", filter=going_on))
        return counted.select_related("network").order_by("-day", "-created_at", "id")

    def past_their_term(self, today: date) -> "CampQuerySet":
        """Camps whose names are to be deleted by now."""
        return self.filter(names_until__lt=today, names_deleted_at__isnull=True)


class Camp(Audited):
    """One day; anybody who has the link offers a session or says which ones they want to see.

    ``names_until`` is the term: after that day the names of hosts and note takers, and which device
    wanted to see what, are deleted, also from the history. ``last_run`` is what the last placement
    was worth: {"before": [placed, visits, wished, standing] or None, "after": the same}.
    """

    class State(models.TextChoices):
        COLLECTING = "collecting", _("proposals come in")
        PLACING = "placing", _("the grid is being made")
        LIVE = "live", _("the grid is public")
        OVER = "over", _("over")

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="camps")
    leader = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=150)
    about = models.TextField(_("what it is about"), max_length=2000, blank=True)
    day = models.DateField(_("day"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.COLLECTING)
    names_until = models.DateField(_("names are kept until"))
    names_deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_run = models.JSONField(default=dict, blank=True, editable=False)

    objects = CampQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-day", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def has_names(self) -> bool:
        return self.names_deleted_at is None and self.names_until >= timezone.localdate()

    @property
    def takes_proposals(self) -> bool:
        return self.state == self.State.COLLECTING and self.has_names

    @property
    def is_public(self) -> bool:
        """Whether everybody who has the link sees where and when each session is."""
        return self.state in (self.State.LIVE, self.State.OVER)


class CampSlotQuerySet(AuditedQuerySet["CampSlot"]):
    def for_user(self, user: Any) -> "CampSlotQuerySet":
        return self.filter(camp__in=Camp.objects.for_user(user)).select_related("camp__network")

    def of_camp(self, camp: Camp) -> "CampSlotQuerySet":
        return self.filter(camp=camp).select_related("camp").order_by("starts_at", "id")

    def for_sessions(self) -> "CampSlotQuerySet":
        """Slots that are not for everybody together."""
        return self.filter(title="")

    def at_the_same_time(self, slot: "CampSlot") -> "CampSlotQuerySet":
        """Other slots of the camp that share a minute with this one."""
        same = self.filter(camp=slot.camp, starts_at__lt=slot.ends_at, ends_at__gt=slot.starts_at)
        return same.exclude(pk=slot.pk)


class CampSlot(Audited):
    """A part of the day, in the hours of Brussels. With a title it is for everybody (lunch)."""

    camp = models.ForeignKey(Camp, models.CASCADE, related_name="slots")
    starts_at = models.TimeField(_("begins at"))
    ends_at = models.TimeField(_("ends at"))
    title = models.CharField(_("for everybody together"), max_length=100, blank=True)

    objects = CampSlotQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["camp", "starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")),
                name="camp_slot_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%H:%M} - {self.ends_at:%H:%M}"

    @property
    def start(self) -> datetime:
        return datetime.combine(self.camp.day, self.starts_at, BRUSSELS)

    @property
    def end(self) -> datetime:
        return datetime.combine(self.camp.day, self.ends_at, BRUSSELS)


class CampRoomQuerySet(AuditedQuerySet["CampRoom"]):
    def for_user(self, user: Any) -> "CampRoomQuerySet":
        return self.filter(camp__in=Camp.objects.for_user(user)).select_related("camp__network")

    def of_camp(self, camp: Camp) -> "CampRoomQuerySet":
        return self.filter(camp=camp).order_by("-seats", "name", "id")


class CampRoom(Audited):
    """A room of a camp: how many sit in it, and what it has (values of RoomNeed)."""

    camp = models.ForeignKey(Camp, models.CASCADE, related_name="rooms")
    name = models.CharField(_("name"), max_length=60)
    seats = models.PositiveSmallIntegerField(
        _("seats"), validators=[MinValueValidator(1), MaxValueValidator(2000)]
    )
    has = models.JSONField(_("what it has"), default=list, blank=True)

    objects = CampRoomQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["camp", "-seats", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["camp", "name"], name="camp_room_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def has_words(self) -> list[str]:
        return needs_in_words(self.has)


def needs_in_words(needs: list[str]) -> list[str]:
    """Return needs as people read them, in their fixed order."""
    return [str(one.label) for one in RoomNeed if one.value in needs]
