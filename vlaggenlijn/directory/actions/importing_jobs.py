"""Steps of an import in the browser: send, choose columns, decide, write.

Small files are worked out at once, others by the worker. The step a job is in only moves by
``ImportJobQuerySet.move``, so a button that is pressed twice does its work once.
"""

import logging
import time
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import LocalNetwork, User
from vlaggenlijn.common.spreadsheets import Table, read_content
from vlaggenlijn.directory.access import IMPORT
from vlaggenlijn.directory.actions.importing import Progress, Wish, import_records, mapping_of
from vlaggenlijn.directory.importing_hsds_report import counted
from vlaggenlijn.directory.importing_pages import is_offered, plain_report
from vlaggenlijn.directory.importing_report import ImportReport
from vlaggenlijn.directory.models import ImportJob
from vlaggenlijn.directory.models.importing import packed, unpacked

State = ImportJob.State
AT_ONCE = 300  # rows; about a second
LONGEST_NAME = 200
SECONDS_BETWEEN_SIGNS = 1.0
log = logging.getLogger(__name__)


def start_import(
    *,
    by: User,
    network: LocalNetwork,
    content: bytes,
    file_name: str,
    what: str = ImportJob.What.ORGANIZATIONS,
) -> ImportJob:
    """Keep a spreadsheet that was sent; raise UnreadableSpreadsheet when it cannot be read."""
    require(by, IMPORT, network)
    table = read_content(content, file_name)
    sheets = list(table.sheets)
    job = ImportJob(
        what=what,
        network=network,
        by=by,
        file_name=file_name[-LONGEST_NAME:],
        content=content if sheets else None,
        sheets=sheets,
        sheet=sheets[0][:LONGEST_NAME] if sheets else "",
    )
    job.keep_table(table)
    job.save()
    return job


def start_ready(
    *,
    by: User,
    network: LocalNetwork,
    table: Table,
    what: str,
    file_name: str,
    mapping: Mapping[str, str] | None,
) -> ImportJob:
    """Keep records that were read already and make the preview.

    ``mapping`` says which column holds what; None leaves it to what is remembered.
    """
    require(by, IMPORT, network)
    job = ImportJob(
        what=what,
        network=network,
        by=by,
        file_name=file_name[-LONGEST_NAME:],
        mapping=None if mapping is None else dict(mapping),
        state=State.PREPARING,
    )
    job.keep_table(table)
    job.save()
    _run(job, preview_in_background)
    return job


def choose_sheet(*, by: User, job: ImportJob, sheet: str) -> None:
    """Read another sheet of the workbook; what was chosen for the first one is forgotten."""
    require(by, IMPORT, job.network)
    if job.content is None or sheet not in job.sheets:
        return
    table = read_content(bytes(job.content), job.file_name, sheet=sheet)
    if ImportJob.objects.move(job, [State.COLUMNS, State.PREVIEW], State.COLUMNS):
        job.refresh_from_db()
        job.keep_table(table)
        job.sheet, job.mapping, job.decisions = sheet[:LONGEST_NAME], None, {}
        job.save()


def choose_columns(*, by: User, job: ImportJob, mapping: Mapping[str, str]) -> None:
    """Keep which column holds what and make the preview; raise ImportRefused if it cannot be."""
    require(by, IMPORT, job.network)
    mapping_of(job.network, job.read_table(), Wish(mapping=mapping), job.what)
    if ImportJob.objects.move(job, [State.COLUMNS, State.PREVIEW], State.PREPARING):
        job.refresh_from_db()
        job.mapping = dict(mapping)
        job.save(update_fields=["mapping"])
        _run(job, preview_in_background)


def decide(*, by: User, job: ImportJob, decisions: Mapping[int, str]) -> None:
    """Keep what somebody decided about rows; an empty decision takes one back.

    What was not offered for a row is not kept.
    """
    require(by, IMPORT, job.network)
    with transaction.atomic():
        job = ImportJob.objects.select_for_update().get(pk=job.pk)
        if job.state != State.PREVIEW:
            return
        job.decisions = _with_decisions(job, decisions)
        job.save(update_fields=["decisions"])
    if job.row_count <= AT_ONCE:
        renew_preview(by=by, job=job)


def _with_decisions(job: ImportJob, decisions: Mapping[int, str]) -> dict[str, str]:
    rows = {row["number"]: row for row in unpacked(job.preview)["rows"]}
    kept = dict(job.decisions) | {str(number): "" for number in decisions}
    kept |= {
        str(number): text
        for number, text in decisions.items()
        if number in rows and is_offered(rows[number], text)
    }
    return {number: text for number, text in kept.items() if text}


def renew_preview(*, by: User, job: ImportJob) -> None:
    """Work the preview out again, with what was decided and what is stored by now."""
    require(by, IMPORT, job.network)
    is_stuck = job.is_stuck and job.state == State.PREPARING
    states = [State.PREVIEW, State.PREPARING] if is_stuck else [State.PREVIEW]
    if ImportJob.objects.move(job, states, State.PREPARING):
        _run(job, preview_in_background)


def write_import(*, by: User, job: ImportJob) -> None:
    """Write the import as one deed, once; who presses twice does it once."""
    require(by, IMPORT, job.network)
    is_stuck = job.is_stuck and job.state == State.WRITING
    states = [State.PREVIEW, State.WRITING] if is_stuck else [State.PREVIEW]
    if ImportJob.objects.move(job, states, State.WRITING):
        ImportJob.objects.filter(pk=job.pk).update(by=by)
        _run(job, write_in_background)


def forget_import(*, by: User, job: ImportJob) -> None:
    """Throw an import away that is not being written; what was written stays."""
    require(by, IMPORT, job.network)
    ImportJob.objects.filter(pk=job.pk).exclude(state=State.WRITING).delete()


def forget_old_imports() -> None:
    """Forget every import, with the file in it, after 30 days."""
    ImportJob.objects.old().delete()


def _run(job: ImportJob, step: Any) -> None:
    if job.row_count <= AT_ONCE:
        step.func(str(job.pk))
    else:
        transaction.on_commit(lambda: step.enqueue(str(job.pk)))


@task()
def preview_in_background(pk: str) -> None:
    """Make the preview of a job that is being prepared."""
    job = ImportJob.objects.select_related("network").get(pk=pk)
    if job.state != State.PREPARING:
        return
    with _Step(job, back_to=State.COLUMNS):
        table = job.read_table()
        report = _imported(job, table, is_dry_run=True)
        job.preview = packed(plain_report(report, job.decisions, counted(report, table)))
        job.totals, job.state = report.totals, State.PREVIEW
        job.save(update_fields=["preview", "totals", "state"])


@task()
def write_in_background(pk: str) -> None:
    """Write a job that was asked to be written."""
    job = ImportJob.objects.select_related("network", "by").get(pk=pk)
    if job.state != State.WRITING:
        return
    with _Step(job, back_to=State.PREVIEW):
        table = job.read_table()
        report = _imported(job, table, is_dry_run=False)
        if report.is_stopped:
            _look_again(job)
            return
        plain = plain_report(report, job.decisions, counted(report, table))
        plain["differs"] = _different(unpacked(job.preview), plain)
        job.result, job.totals = packed(plain), report.totals
        job.change_set_id, job.state, job.content = report.change_set, State.DONE, None
        job.save(update_fields=["result", "totals", "change_set", "state", "content"])


def _look_again(job: ImportJob) -> None:
    """Make the preview anew: what was chosen for a row had lapsed, so nothing was written."""
    if ImportJob.objects.move(job, [State.WRITING], State.PREPARING):
        preview_in_background.func(str(job.pk))


def _imported(job: ImportJob, table: Table, *, is_dry_run: bool) -> ImportReport:
    return import_records(
        what=job.what,
        by=job.by,
        network=job.network,
        table=table,
        file_name=job.file_name,
        mapping=job.mapping,
        decisions={int(number): text for number, text in job.decisions.items()},
        is_dry_run=is_dry_run,
        key=None if is_dry_run else job.pk,
        progress=_signs_of(job.pk),
    )


def _different(preview: dict[str, Any], result: dict[str, Any]) -> list[int]:
    """Return the numbers of rows that turned out otherwise than the preview said."""
    before = {row["number"]: (row["outcome"], row["changes"]) for row in preview["rows"]}
    decided = {int(one) for one, text in result["decisions"].items()
               if preview["decisions"].get(one) != text}  # fmt: skip
    return [
        row["number"]
        for row in result["rows"]
        if row["number"] not in decided
        and before.get(row["number"]) != (row["outcome"], row["changes"])
    ]


def _signs_of(pk: UUID) -> Progress:
    """Return a function that tells at most once a second how far a job is."""
    last = time.monotonic()

    def sign(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= SECONDS_BETWEEN_SIGNS:
            last = time.monotonic()
            ImportJob.objects.filter(pk=pk).update(done=done, touched_at=timezone.now())

    return sign


class _Step:
    """A step of a job: when it breaks, the job goes back to where it can be asked again."""

    def __init__(self, job: ImportJob, *, back_to: str) -> None:
        self._job, self._back_to = job, back_to

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            log.warning("An import of a spreadsheet stopped in state %s.", self._job.state)
            found = ImportJob.objects.filter(pk=self._job.pk)
            found.update(state=self._back_to, has_failed=True)
