"""An import in the browser: send a file, choose columns, look, decide, write, read the report."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.staff_pages import INVALID, StaffRequest, page_of_forms
from vlaggenlijn.common.spreadsheets import MESSAGES, Table, UnreadableSpreadsheet
from vlaggenlijn.directory.actions import importing_jobs as actions
from vlaggenlijn.directory.actions.importing import Wish, mapping_of
from vlaggenlijn.directory.exporting_files import as_download, wrong_rows_file
from vlaggenlijn.directory.forms.imports import SpreadsheetForm
from vlaggenlijn.directory.importing_hsds_report import counted_words
from vlaggenlijn.directory.importing_kinds import candidates_for, chosen_by_hand, list_kind
from vlaggenlijn.directory.importing_pages import (
    KINDS,
    column_choices,
    field_choices,
    outcome_of_job,
)
from vlaggenlijn.directory.importing_report import ImportRefused, message
from vlaggenlijn.directory.models import ImportJob, Service

ROWS_ON_A_PAGE = 50
LISTED = 20
# What a person looks at first: what needs them.
FIRST_KINDS = ("doubtful", "wrong", "changed", "new", "unchanged", "skipped")
State = ImportJob.State
PREVIEW, REPORT = "directory/work/import_preview.html", "directory/work/import_report.html"


def visible_job(request: StaffRequest, pk: uuid.UUID) -> ImportJob:
    """Return an import of a network that this person runs; any other is missing."""
    jobs = ImportJob.objects.for_user(request.user).select_related("network", "by", "change_set")
    return get_object_or_404(jobs, pk=pk)


def untagged_in(job: ImportJob) -> int:
    """Return how many services of the network of an import wait for their themes."""
    return Service.objects.at_home_in(job.network).current().without_themes().count()


@page_of_forms
def imports(request: StaffRequest) -> HttpResponse:
    """Send a spreadsheet, or go on with one that was sent before."""
    networks = list(LocalNetwork.objects.run_by(request.user).order_by("name"))
    if not networks:
        raise PermissionDenied
    visited = getattr(request, "network", None)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    chosen = request.GET.get("netwerk") or (visited.slug if visited else "")
    form = SpreadsheetForm(networks, *given, chosen=chosen, what=request.GET.get("wat", ""))
    if given and form.is_valid():
        job = _started(request, form)
        if job:
            return redirect("directory:import_columns", job.pk)
    jobs = ImportJob.objects.for_user(request.user).listed()[:LISTED]
    context = {"form": form, "jobs": jobs, "added": chosen_by_hand()}
    status = INVALID if given else 200
    return render(request, "directory/work/imports.html", context, status=status)


def _started(request: StaffRequest, form: SpreadsheetForm) -> ImportJob | None:
    file = form.cleaned_data["file"]
    try:
        return actions.start_import(
            by=request.user,
            network=form.chosen_network,
            content=file.read(),
            file_name=file.name,
            what=form.cleaned_data["what"],
        )
    except UnreadableSpreadsheet as refused:
        form.add_error("file", _(MESSAGES[refused.code]) % refused.values)
        return None


@page_of_forms
def columns(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Which column of the file holds what; guessed, or as it was chosen last time."""
    job = visible_job(request, pk)
    if job.is_busy or job.state == State.DONE:
        return redirect("directory:import_job", pk)
    table = job.read_table()
    if request.method != "POST":
        return _columns_page(request, job, table, job.mapping or _guess(job, table))
    chosen = {
        one.name: request.POST.get(one.field_name, "")
        for one in column_choices(table, {})
        if request.POST.get(one.field_name)
    }
    try:
        actions.choose_columns(by=request.user, job=job, mapping=chosen)
    except ImportRefused as refused:
        text = message(refused.problem, _)
        return _columns_page(request, job, table, chosen, error=text)
    return redirect("directory:import_job", pk)


def _guess(job: ImportJob, table: Table) -> dict[str, str]:
    try:
        return mapping_of(job.network, table, Wish(), job.what)
    except ImportRefused as refused:
        return dict(refused.mapping)


def _columns_page(
    request: StaffRequest, job: ImportJob, table: Table, mapping: Any, error: str = ""
) -> HttpResponse:
    context = {
        "job": job,
        "columns": column_choices(table, mapping),
        "fields": field_choices(job.what),
        "error": error,
        "row_count": len(table.rows),
        "guessed": not error and job.mapping is None and bool(mapping),
        "added": list_kind(job.what),
    }
    status = INVALID if error else 200
    return render(request, "directory/work/import_columns.html", context, status=status)


@require_safe
def import_job(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Where an import is: columns to choose, at work, a preview, or its report."""
    job = visible_job(request, pk)
    if job.is_busy:
        return render(request, "directory/work/import_progress.html", {"job": job})
    if request.headers.get("HX-Request"):
        # The page that was waiting has something to show now.
        return HttpResponse(headers={"HX-Refresh": "true"})
    if job.state == State.COLUMNS:
        return redirect("directory:import_columns", pk)
    outcome = outcome_of_job(job)
    kind = _kind(request, job)
    page: Any = Paginator(outcome.of_kind(kind), ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"job": job, "outcome": outcome, "kind": kind, "kinds": KINDS, "page": page}
    context["added"] = list_kind(job.what)
    candidates = candidates_for(job, page.object_list)
    context["rows"] = outcome.shown(page.object_list, candidates)
    context["counted"] = list(counted_words(outcome.counted, _)) if outcome.counted else []
    context["untagged"] = untagged_in(job)
    context["has_choices"] = any(row.choices for row in context["rows"])
    context["to_write"] = sum(bool(row["action"]) for row in outcome.rows)
    is_done = job.state == State.DONE
    return render(request, REPORT if is_done else PREVIEW, context)


def _kind(request: StaffRequest, job: ImportJob) -> str:
    asked = request.GET.get("kind", "")
    if asked in (*KINDS, "differs", "all"):
        return asked
    return next((kind for kind in FIRST_KINDS if job.totals.get(kind)), "all")


@require_POST
def sheet(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Read another sheet of the workbook."""
    job = visible_job(request, pk)
    try:
        actions.choose_sheet(by=request.user, job=job, sheet=request.POST.get("sheet", ""))
    except UnreadableSpreadsheet as refused:
        messages.error(request, _(MESSAGES[refused.code]) % refused.values)
    return redirect("directory:import_columns", pk)


@require_POST
def decide(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep what was decided about the rows of one page."""
    job = visible_job(request, pk)
    given = {
        int(name.removeprefix("row-")): str(text)
        for name, text in request.POST.items()
        if name.startswith("row-") and name.removeprefix("row-").isdecimal()
    }
    actions.decide(by=request.user, job=job, decisions=given)
    messages.success(request, _("Your choices are kept."))
    return redirect(f"{reverse('directory:import_job', args=[pk])}?kind={_kind(request, job)}")


@require_POST
def renew(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Make the preview again."""
    actions.renew_preview(by=request.user, job=visible_job(request, pk))
    return redirect("directory:import_job", pk)


@require_POST
def write(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Write the import, once."""
    actions.write_import(by=request.user, job=visible_job(request, pk))
    return redirect("directory:import_job", pk)


@require_POST
def forget(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Throw an import away."""
    job = visible_job(request, pk)
    actions.forget_import(by=request.user, job=job)
    messages.success(request, _("“%(name)s” is thrown away.") % {"name": job.file_name})
    return redirect("directory:imports")


@require_safe
def wrong_rows(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The rows that were not taken over, as a file to mend and to send again."""
    job = visible_job(request, pk)
    if job.preview is None:
        return redirect("directory:import_job", pk)
    return as_download(wrong_rows_file(job), "xlsx", f"{_('to mend')} {job.file_name}")
