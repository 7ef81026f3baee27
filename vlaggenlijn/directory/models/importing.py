"""An import in the browser, kept from step to step so that nothing is lost."""

import json
import uuid
import zlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, User
from vlaggenlijn.common.spreadsheets import CellProblem, Note, Row, Table

FORGOTTEN_AFTER = timedelta(days=30)
STUCK_AFTER = timedelta(minutes=15)


def packed(value: Any) -> bytes:
    """Return plain values as compressed JSON."""
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpacked(data: Any) -> Any:
    return json.loads(zlib.decompress(bytes(data)))


class ImportJobQuerySet(models.QuerySet["ImportJob"]):
    def for_user(self, user: Any) -> "ImportJobQuerySet":
        """Imports into networks that a person runs."""
        return self.filter(network__in=LocalNetwork.objects.run_by(user))

    def listed(self) -> "ImportJobQuerySet":
        """Newest first, without what makes a row heavy."""
        heavy = ("content", "table", "preview", "result")
        return self.select_related("network", "by").defer(*heavy).order_by("-created_at")

    def move(self, job: "ImportJob", states: Iterable[str], to: str) -> bool:
        """Bring a job from one of some states into another; False when it was moved before.

        Of two presses on one button only one moves it.
        """
        found = self.filter(pk=job.pk, state__in=list(states))
        return bool(found.update(state=to, touched_at=timezone.now(), done=0, has_failed=False))

    def old(self) -> "ImportJobQuerySet":
        return self.filter(created_at__lt=timezone.now() - FORGOTTEN_AFTER)


class ImportJob(models.Model):
    """A spreadsheet on its way in. Not audited: what it writes is, as one deed of its own."""

    class State(models.TextChoices):
        COLUMNS = "columns", _("choose columns")
        PREPARING = "preparing", _("preview is being made")
        PREVIEW = "preview", _("look at the preview")
        WRITING = "writing", _("is being written")
        DONE = "done", _("written")

    class What(models.TextChoices):
        ORGANIZATIONS = "organizations", _("organisations")
        SERVICES = "services", _("services")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Without choices: rooms above add kinds of their own (importing_kinds).
    what = models.CharField(max_length=15, default=What.ORGANIZATIONS)
    network = models.ForeignKey(LocalNetwork, models.CASCADE, related_name="import_jobs")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="import_jobs")
    file_name = models.CharField(max_length=200)
    # The file itself, only while another of its sheets can be chosen.
    content = models.BinaryField(null=True)
    sheets = models.JSONField(default=list)
    sheet = models.CharField(max_length=200, blank=True)
    table = models.BinaryField()
    row_count = models.PositiveIntegerField()
    mapping = models.JSONField(null=True)
    decisions = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.COLUMNS)
    has_failed = models.BooleanField(default=False)
    done = models.PositiveIntegerField(default=0)
    preview = models.BinaryField(null=True)
    result = models.BinaryField(null=True)
    totals = models.JSONField(default=dict)
    change_set = models.ForeignKey(ChangeSet, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)

    objects = ImportJobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_busy(self) -> bool:
        return self.state in (self.State.PREPARING, self.State.WRITING)

    @property
    def is_stuck(self) -> bool:
        """True when the worker was stopped half-way: nothing was written, it can be asked again."""
        return self.is_busy and self.touched_at < timezone.now() - STUCK_AFTER

    def keep_table(self, table: Table) -> None:
        rows = [
            [row.number, row.cells, [_plain(one) for one in row.problems]] for row in table.rows
        ]
        notes = [[note.code, dict(note.values)] for note in table.warnings]
        self.table = packed([table.header, rows, table.encoding, table.delimiter, notes])
        self.row_count = len(rows)

    def read_table(self) -> Table:
        header, rows, encoding, delimiter, notes = unpacked(self.table)
        return Table(
            tuple(header),
            [
                Row(number, tuple(cells), tuple(CellProblem(*one) for one in problems))
                for number, cells, problems in rows
            ],
            encoding,
            delimiter,
            tuple(Note(code, values) for code, values in notes),
        )


def _plain(problem: CellProblem) -> list[Any]:
    return [problem.column, problem.code, dict(problem.values)]
