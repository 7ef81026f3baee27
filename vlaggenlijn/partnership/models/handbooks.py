"""Handbooks: living checklists of a network, and the versions that it shares with others."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import Audited, AuditedQuerySet, LocalNetwork
from vlaggenlijn.partnership.handbooks import Step
from vlaggenlijn.partnership.models.belonging import InNetworkQuerySet
from vlaggenlijn.partnership.models.undertakings import Undertaking
from vlaggenlijn.partnership.models.work import Task

IS_DONE = Q(steps__task__state=Task.State.DONE) | Q(
    steps__task__isnull=True, steps__done_on__isnull=False
)


class HandbookQuerySet(InNetworkQuerySet["Handbook"]):
    def in_use(self) -> "HandbookQuerySet":
        return self.filter(put_away_on__isnull=True)

    def put_away(self) -> "HandbookQuerySet":
        return self.filter(put_away_on__isnull=False).order_by("-put_away_on", "id")

    def with_progress(self) -> "HandbookQuerySet":
        """Each with ``step_count`` and ``done_count``."""
        return self.annotate(
            step_count=models.Count("steps", distinct=True),
            done_count=models.Count("steps", filter=IS_DONE, distinct=True),
        )

    def with_places(self) -> "HandbookQuerySet":
        return self.select_related("network", "undertaking", "taken_from__handbook__network")


class Handbook(Audited):
    """A handbook that a network uses as its checklist, and betters as it learns.

    ``origin`` is the key of the ready handbook it descends from, empty for one of their own; it is
    ``taken_from`` the version of another network, or from a ready one.
    """

    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="handbooks")
    name = models.CharField(max_length=120)
    about = models.CharField(max_length=400, blank=True)
    language = models.CharField(max_length=5, default="nl")
    origin = models.SlugField(max_length=60, blank=True)
    taken_from = models.ForeignKey(
        "HandbookVersion", models.SET_NULL, null=True, blank=True, related_name="copies"
    )
    undertaking = models.ForeignKey(
        Undertaking, models.SET_NULL, null=True, blank=True, related_name="handbooks"
    )
    put_away_on = models.DateField(null=True, blank=True)

    objects = HandbookQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["name", "created_at", "id"]

    def __str__(self) -> str:
        return self.name


class HandbookStepQuerySet(InNetworkQuerySet["HandbookStep"]):
    way = "handbook__network"

    def with_tasks(self) -> "HandbookStepQuerySet":
        return self.select_related(
            "handbook__network", "handbook__undertaking",
            "task__partner__organization", "task__person", "task__network",
        )  # fmt: skip

    def of_handbooks(self, handbooks: Iterable[Handbook]) -> "HandbookStepQuerySet":
        return self.filter(handbook__in=handbooks).order_by("handbook__name", "handbook", "order")


class HandbookStep(Audited):
    """One step; ticked by itself, or done when the task that it is tied to is done.

    ``line`` travels along with every copy, so that two networks can compare their words for it.
    """

    handbook = models.ForeignKey(Handbook, models.CASCADE, related_name="steps")
    line = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField()
    chapter = models.CharField(max_length=120, blank=True)
    what = models.CharField(max_length=300)
    tip = models.CharField(max_length=600, blank=True)
    task = models.ForeignKey(
        Task, models.SET_NULL, null=True, blank=True, related_name="handbook_steps"
    )
    done_on = models.DateField(null=True, blank=True)

    objects = HandbookStepQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["order", "created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["handbook", "line"], name="one_step_a_line")]

    def __str__(self) -> str:
        return self.what

    @property
    def words(self) -> Step:
        return Step(self.line, self.what, self.chapter, self.tip)

    @property
    def is_done(self) -> bool:
        return not self.task.is_open if self.task else self.done_on is not None


class HandbookVersionQuerySet(AuditedQuerySet["HandbookVersion"]):
    def for_user(self, user: Any) -> "HandbookVersionQuerySet":
        """What networks share, for who has a role in one; their own also when taken back."""
        mine = LocalNetwork.objects.for_user(user)
        shared = Q(is_withdrawn=False) & models.Exists(mine)
        return self.filter(shared | Q(handbook__network__in=mine))

    def at_home(self, user: Any) -> "HandbookVersionQuerySet":
        """What the networks of a person shared themselves."""
        return self.filter(handbook__network__in=LocalNetwork.objects.for_user(user))

    def shared(self) -> "HandbookVersionQuerySet":
        return self.filter(is_withdrawn=False)

    def newest_of_others(self, network: LocalNetwork) -> "HandbookVersionQuerySet":
        """The last version that each handbook of other networks shares, the newest first."""
        newer = HandbookVersion.objects.shared().filter(
            handbook=models.OuterRef("handbook"), number__gt=models.OuterRef("number")
        )
        last = self.shared().filter(~models.Exists(newer)).exclude(handbook__network=network)
        return last.with_places().order_by("-shared_at", "id")

    def akin_to(self, handbook: Handbook) -> "HandbookVersionQuerySet":
        """Versions to compare a handbook with: its own, and those of its family."""
        family = Q(handbook=handbook) | Q(handbook__taken_from__handbook=handbook)
        if handbook.origin:
            family |= Q(handbook__origin=handbook.origin)
        if handbook.taken_from:
            family |= Q(handbook=handbook.taken_from.handbook_id)
        return self.filter(family).with_places().order_by("-shared_at", "id")

    def with_places(self) -> "HandbookVersionQuerySet":
        return self.select_related("handbook__network")


class HandbookVersion(Audited):
    """A handbook as it was when its network shared it; ticks and tasks never come along.

    ``steps`` are rows of words: line, what, chapter, tip.
    """

    handbook = models.ForeignKey(Handbook, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    about = models.CharField(max_length=400, blank=True)
    better = models.CharField(max_length=400, blank=True)
    steps = models.JSONField(default=list)
    shared_at = models.DateTimeField()
    is_withdrawn = models.BooleanField(default=False)

    objects = HandbookVersionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["-number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["handbook", "number"], name="version_number_once")
        ]

    def __str__(self) -> str:
        return _("%(name)s, version %(number)s") % {"name": self.name, "number": self.number}

    @property
    def words(self) -> list[Step]:
        return [Step(**one) for one in self.steps]
