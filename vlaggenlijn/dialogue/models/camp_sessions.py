"""What participants offer or ask for at a camp, who wants to see it, and what came of it."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet
from vlaggenlijn.dialogue.models.camps import Camp, CampRoom, CampSlot, needs_in_words
from vlaggenlijn.dialogue.models.sealed import sealed


class CampSessionQuerySet(AuditedQuerySet["CampSession"]):
    def for_user(self, user: Any) -> "CampSessionQuerySet":
        mine = Camp.objects.for_user(user)
        return self.filter(camp__in=mine).select_related("camp__network", "slot__camp", "room")

    def of_camp(self, camp: Camp) -> "CampSessionQuerySet":
        found = self.filter(camp=camp).select_related("camp", "slot__camp", "room")
        return found.order_by("created_at", "id")

    def going_on(self) -> "CampSessionQuerySet":
        return self.filter(is_cancelled=False)

    def placed(self) -> "CampSessionQuerySet":
        return self.filter(slot__isnull=False, room__isnull=False)

    def in_place(self, slot: Any, room: Any) -> "CampSessionQuerySet":
        return self.going_on().filter(slot=slot, room=room)

    def wanted_by(self, device: str) -> "CampSessionQuerySet":
        """Sessions that a device marked; none for a device without a key."""
        return self.filter(interests__device=device) if device else self.none()

    def in_order_of_time(self) -> "CampSessionQuerySet":
        return self.order_by("slot__starts_at", "-room__seats", "room__name", "id")

    def with_interest(self) -> "CampSessionQuerySet":
        """Adds interest_count: how many devices want to see it."""
        return self.annotate(interest_count=models.Count("interests"))

    def with_report(self) -> "CampSessionQuerySet":
        return self.select_related("report")

    def with_written_report(self) -> "CampSessionQuerySet":
        return self.filter(report__isnull=False).select_related("report")

    def without_report(self) -> "CampSessionQuerySet":
        return self.filter(report__isnull=True)

    def with_id(self, pk: uuid.UUID) -> "CampSession | None":
        found = self.select_related("camp__network", "slot__camp", "room", "report")
        return found.filter(pk=pk).first()


class CampSession(Audited):
    """A proposal, and the session that it becomes once it has a slot and a room.

    Purpose of the names: so that people find who hosts, and the note taker gets a link. They are
    sealed, and deleted at the camp's term (``Camp.names_until``), also from the history.
    ``moved_from`` says in words where it was, once the grid was public. Who puts sessions
    somewhere locks the camp first, so that two do not end up in one place. ``version`` also grows
    when its slot, its room or the day changes: calendars see by it that something is new.
    """

    class Kind(models.TextChoices):
        DISCUSSION = "discussion", _("discussion")
        PRESENTATION = "presentation", _("presentation")
        DEMO = "demo", _("demo")

    class Direction(models.TextChoices):
        OFFERED = "offered", _("I host it myself")
        ASKED = "asked", _("I would like to hear of it; somebody else may host it")

    camp = models.ForeignKey(Camp, models.CASCADE, related_name="sessions")
    title = models.CharField(_("title"), max_length=120)
    about = models.TextField(_("what it is about"), max_length=1000, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.DISCUSSION)
    direction = models.CharField(max_length=7, choices=Direction.choices, default=Direction.OFFERED)
    needs = models.JSONField(_("what it needs"), default=list, blank=True)
    sealed_host = models.TextField(blank=True, editable=False)
    sealed_note_taker = models.TextField(blank=True, editable=False)
    sealed_email = models.TextField(blank=True, editable=False)
    slot = models.ForeignKey(
        CampSlot, models.SET_NULL, null=True, blank=True, related_name="sessions"
    )
    room = models.ForeignKey(
        CampRoom, models.SET_NULL, null=True, blank=True, related_name="sessions"
    )
    is_pinned = models.BooleanField(default=False)
    is_cancelled = models.BooleanField(default=False)
    moved_from = models.CharField(max_length=100, blank=True)
    is_by_visitor = models.BooleanField(default=False, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)

    changed_at = models.DateTimeField(auto_now=True)

    host = sealed("sealed_host")
    note_taker = sealed("sealed_note_taker")
    email = sealed("sealed_email")

    objects = CampSessionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["camp", "created_at", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def needs_words(self) -> list[str]:
        return needs_in_words(self.needs)

    @property
    def waits_for_a_host(self) -> bool:
        """Whether somebody asked for it and nobody hosts it yet."""
        is_asked = self.direction == self.Direction.ASKED
        return is_asked and not self.sealed_host and not self.is_cancelled

    @property
    def waits_for_a_note_taker(self) -> bool:
        """Whether the session stands in the grid, and nobody takes notes or has written yet."""
        goes_on = self.is_placed and not self.is_cancelled
        return goes_on and not self.sealed_note_taker and not self.has_report

    @property
    def is_placed(self) -> bool:
        return self.slot_id is not None and self.room_id is not None

    @property
    def place_words(self) -> str:
        """Where and when in one line; "" without a place."""
        return f"{self.slot}, {self.room}" if self.is_placed else ""

    @property
    def has_report(self) -> bool:
        return hasattr(self, "report")


class CampInterestQuerySet(models.QuerySet["CampInterest"]):
    def of_camp(self, camp: Camp) -> "CampInterestQuerySet":
        return self.filter(session__camp=camp)

    def of_device(self, device: str) -> "CampInterestQuerySet":
        return self.filter(device=device)

    def session_ids(self) -> set[uuid.UUID]:
        return set(self.values_list("session_id", flat=True))


class CampInterest(models.Model):
    """A device wants to see a session. ``device`` is the SHA-256 of a key that the device keeps.

    The key is made at the first tap, for this camp alone (docs/decisions/0024). It is no work of
    staff, and stands in no record of changes: who takes a tap back leaves no trace.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(CampSession, models.CASCADE, related_name="interests")
    device = models.CharField(max_length=64)

    objects = CampInterestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "device"], name="camp_interest_once")
        ]


class CampReport(Audited):
    """What came of a session, in four answers of who took notes; it names nobody."""

    session = models.OneToOneField(CampSession, models.CASCADE, related_name="report")
    heard = models.TextField(_("What was it about?"), max_length=3000)
    insight = models.TextField(_("What do we take along?"), max_length=3000, blank=True)
    agreed = models.TextField(_("What did we agree, and who does it?"), max_length=3000, blank=True)
    open_question = models.TextField(_("Which question stays open?"), max_length=3000, blank=True)

    objects = AuditedQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["session"]
