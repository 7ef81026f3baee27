"""Sources of data that a network follows: the list, the form, how it goes, what to choose."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import Conflict, LocalNetwork
from vlaggenlijn.accounts.staff_pages import (
    CONFLICT,
    INVALID,
    StaffRequest,
    chosen_network,
    page_of,
    page_of_forms,
)
from vlaggenlijn.directory.access import IMPORT
from vlaggenlijn.directory.actions import following_hsds as following
from vlaggenlijn.directory.forms.sources import SourceForm, source_initial
from vlaggenlijn.directory.models import DataReading, DataSource, SourceRecord
from vlaggenlijn.directory.source_words import open_parts, reading_words
from vlaggenlijn.directory.views.bringing_in_work import terms_page

RUNS_SHOWN = 10


@require_safe
def sources(request: StaffRequest) -> HttpResponse:
    """The sources that a network follows."""
    network = chosen_network(request)
    may_follow = network is not None and request.user.has_perm(IMPORT, network)
    rows = DataSource.objects.none()
    if may_follow and network is not None:
        rows = DataSource.objects.of_network(network).with_details().with_last_run()
    page = page_of(request, rows)
    context = {"network_shown": network, "may_follow": may_follow, "page": page}
    return render(request, "directory/work/sources.html", context)


@page_of_forms
def add(request: StaffRequest, slug: str) -> HttpResponse:
    """Follow a source from now on."""
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, IMPORT, network)
    data = request.POST if request.method == "POST" else None
    form = SourceForm(data, network=network)
    if data is None or not form.is_valid():
        return _form_page(request, network, form, INVALID if form.errors else 200)
    key = form.cleaned_data["idempotency_key"]
    made = following.add_source(
        by=request.user, network=network, values=form.values(), idempotency_key=key
    )
    messages.success(request, _("This source is followed from now on."))
    return redirect("directory:source", made.pk)


def _form_page(
    request: StaffRequest, network: LocalNetwork, form: SourceForm, status: int, **more: Any
) -> HttpResponse:
    context = {"form": form, "subject": network, "back_url": _list_url(network)} | more
    return render(request, "directory/work/source_edit.html", context, status=status)


def _list_url(network: LocalNetwork) -> str:
    return f"{reverse('directory:sources')}?netwerk={network.slug}"


def _source(request: StaffRequest, pk: uuid.UUID) -> DataSource:
    rows = DataSource.objects.for_user(request.user).with_details()
    found: DataSource = get_object_or_404(rows, pk=pk)
    return found


@require_safe
def source(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One source: how the last readings went, what to choose, and what is gone there."""
    found = _source(request, pk)
    runs = list(DataReading.objects.of(found)[:RUNS_SHOWN])
    last = next((run for run in runs if run.code == "read"), None)
    records = SourceRecord.objects.of_source(found).with_records()
    page = page_of(request, records.to_settle().order_by("created_at", "id"))
    context = {
        "source": found,
        "runs": [reading_words(one) for one in runs],
        "last": last,
        "page": page,
        "to_settle": open_parts(page),
        "missing": following.records_of(found, last.missing) if last else [],
        "record_count": records.count(),
        "back_url": _list_url(found.network),
    }
    return render(request, "directory/work/source.html", context)


@page_of_forms
def edit(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Change how a source is followed."""
    found = _source(request, pk)
    data = request.POST if request.method == "POST" else None
    form = SourceForm(data, network=found.network, source=found, initial=source_initial(found))
    if data is None or not form.is_valid():
        status = INVALID if form.errors else 200
        return _form_page(request, found.network, form, status, source=found)
    version = form.cleaned_data["version"] or 0
    try:
        following.change_source(
            by=request.user, source=found, version=version, values=form.values()
        )
    except Conflict:
        form.renew(_source(request, pk).version)
        more = {"source": found, "is_conflict": True}
        return _form_page(request, found.network, form, CONFLICT, **more)
    messages.success(request, _("Saved. The source is read again."))
    return redirect("directory:source", pk)


@require_POST
def read(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Let the worker read a source now."""
    following.read_soon(_source(request, pk))
    messages.success(request, _("The source is being read. Look here again in a minute."))
    return redirect("directory:source", pk)


@require_POST
def set_followed(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Stop following a source, or begin again."""
    is_followed = request.POST.get("followed") == "1"
    following.set_source_followed(
        by=request.user, source=_source(request, pk), is_followed=is_followed
    )
    return redirect("directory:source", pk)


@require_POST
def look(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Show what the last reading found as the preview of an import, to decide about rows."""
    job = following.look_into(by=request.user, source=_source(request, pk))
    if job is None:
        messages.error(request, _("It was not read yet."))
        return redirect("directory:source", pk)
    return redirect("directory:import_job", job.pk)


@page_of_forms
def terms(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """What the terms of a source mean here."""
    found = _source(request, pk)
    last = DataReading.objects.of(found).read().newest()
    counts = dict(last.values.get("unknown_terms", {})) if last else {}
    back_url = reverse("directory:source", args=[pk])
    return terms_page(request, found.network, counts, back_url)


@require_POST
def settle(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """What was changed on both sides: take it over from the source, or keep it as it is here."""
    records = SourceRecord.objects.for_user(request.user).with_records()
    record: SourceRecord = get_object_or_404(records, pk=pk)
    part, takes = request.POST.get("name", ""), request.POST.get("take") == "1"
    following.settle_source(by=request.user, record=record, part=part, takes=takes)
    messages.success(request, _("Done."))
    return redirect("directory:source", record.source_id)
