import uuid
from typing import Any

from django.db import models
from django.utils import timezone

from vlaggenlijn.accounts.models.changes import ChangeSet
from vlaggenlijn.accounts.models.people import User


class UndoRun(models.Model):
    """An undo that somebody asked for: waiting, under way, done; with what it kept and why.

    Not audited: the trace is the ChangeSet that the undo makes.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        BUSY = "busy"
        DONE = "done"
        NOTHING = "nothing"
        ALREADY = "already"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    change_set = models.ForeignKey(ChangeSet, models.CASCADE, related_name="undo_runs")
    undo = models.ForeignKey(ChangeSet, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    key = models.UUIDField(unique=True, default=uuid.uuid4)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    report: Any = models.JSONField(default=dict)
    asked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "id"]

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.WAITING, self.State.BUSY)
