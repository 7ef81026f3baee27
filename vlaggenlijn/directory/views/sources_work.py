"""Sources of data that a network follows: the list, the form, how it goes, what to choose."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of, page_of_forms
from vlaggenlijn.directory.actions import following_hsds as following
from vlaggenlijn.directory.followed_pages import Pages, one_page
from vlaggenlijn.directory.forms.sources import SourceForm
from vlaggenlijn.directory.models import DataReading, SourceRecord
from vlaggenlijn.directory.source_words import open_parts, reading_words
from vlaggenlijn.directory.views.bringing_in_work import terms_page

PAGES = Pages(
    form=SourceForm,
    words={
        "followed": lazy("Sources that we follow"),
        "follow": lazy("Follow a source"),
        "how": lazy("How we follow this source"),
        "about": lazy(
            "Another directory offers its organisations and services as HSDS. We read it each day."
            " What you change here stays; what was changed on both sides waits for your choice."
        ),
        "one": lazy("Source"),
        "nothing_yet": lazy("No source is followed yet"),
        "ask_for_one": lazy(
            "Ask the owner of another directory for the address of its HSDS, and add it here."
        ),
        "only_a_coordinator": lazy("Only a coordinator follows sources"),
        "stopped": lazy("It is not read any more. What came of it stays."),
        "added": lazy("This source is followed from now on."),
        "saved": lazy("Saved. The source is read again."),
        "being_read": lazy("The source is being read. Look here again in a minute."),
        "back": lazy("Imports"),
    },
    listed="directory:sources",
    add="directory:add_source",
    one="directory:source",
    edit="directory:edit_source",
    read="directory:read_source",
    follow="directory:follow_source",
    back="directory:imports",
)


@require_safe
def source(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One source: how the last readings went, what to choose, and what is gone there."""
    found = PAGES.found(request, pk)
    runs = PAGES.runs_of(found)
    last = next((run for run in runs if run.code == "read"), None)
    records = SourceRecord.objects.of_source(found).with_records()
    page = page_of(request, records.to_settle().order_by("created_at", "id"))
    more = {
        "runs": [reading_words(one) for one in runs],
        "last": last,
        "page": page,
        "to_settle": open_parts(page),
        "missing": following.records_of(found, last.missing) if last else [],
        "record_count": records.count(),
    }
    return one_page(request, PAGES, "directory/work/source.html", found, **more)


@require_POST
def look(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Show what the last reading found as the preview of an import, to decide about rows."""
    job = following.look_into(by=request.user, source=PAGES.found(request, pk))
    if job is None:
        messages.error(request, _("It was not read yet."))
        return redirect("directory:source", pk)
    return redirect("directory:import_job", job.pk)


@page_of_forms
def terms(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """What the terms of a source mean here."""
    found = PAGES.found(request, pk)
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
