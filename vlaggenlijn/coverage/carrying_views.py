"""Travel times carried over to other codes by a table of links: looked at first, then kept."""

import uuid
from contextlib import ExitStack
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.staff_pages import INVALID, StaffRequest, page_of_forms
from vlaggenlijn.common import spreadsheets
from vlaggenlijn.coverage.forms import LinksForm
from vlaggenlijn.coverage.models import TravelTimes
from vlaggenlijn.coverage.promises import is_too_long, promise, promised
from vlaggenlijn.coverage.travel_carrying import Carrying, carry_over, carrying, links_of
from vlaggenlijn.coverage.travel_importing import SENT
from vlaggenlijn.needs.access import CHANGE
from vlaggenlijn.places.import_words import refusal
from vlaggenlijn.places.open_files import OpenTable, UnreadableFile

PROMISE = "carry_times"


@page_of_forms
def carry_travel_times(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """A table of links for travel times whose codes changed: first look, then keep all of it."""
    listed = TravelTimes.objects.for_user(request.user).with_network()
    times = get_object_or_404(listed, pk=pk)
    require(request.user, CHANGE, times.network)
    if "load" in request.POST:
        return _keep(request, times)
    is_sent = request.method == "POST"
    form = LinksForm(request.POST if is_sent else None, request.FILES or None)
    seen = _seen(times, form) if is_sent and form.is_valid() else None
    status = INVALID if is_sent and seen is None else 200
    context = {"times": times, "subject": times.network} | (seen or {"form": form})
    return render(request, "coverage/carry_times.html", context, status=status)


def _seen(times: TravelTimes, form: LinksForm) -> dict[str, Any] | None:
    """Return what carrying would do; None where the table cannot be read, which the form says."""
    try:
        found = carrying(times, links_of(_table(form)))
    except spreadsheets.UnreadableSpreadsheet as refused:
        form.add_error("file", _(spreadsheets.MESSAGES[refused.code]) % refused.values)
    except UnreadableFile as refused:
        form.add_error("file", refusal(refused))
    else:
        load = _load(times, found)
        if not is_too_long(load):
            return {"found": found, "load": load}
        form.add_error("file", _("These are too many times for a page; use the command."))
    return None


def _table(form: LinksForm) -> OpenTable:
    sent = form.cleaned_data["file"]
    table = spreadsheets.read_content(sent.read(SENT.bytes + 1), sent.name, limits=SENT)
    rows = ((row.number, list(row.cells)) for row in table.rows)
    return OpenTable(tuple(table.header), rows, ExitStack())


def _load(times: TravelTimes, found: Carrying) -> str:
    about = (times.version, found.links_digest)
    return promise(PROMISE, times.pk, about, found.content)


def _keep(request: StaffRequest, times: TravelTimes) -> HttpResponse:
    """Write what the preview promised, unless other times came in meanwhile."""
    told = promised(PROMISE, times.pk, request.POST["load"])
    if told is None or not _is_of_now(times, *told[0]):
        messages.error(request, _("This page was open too long. Choose the file again."))
        return redirect("coverage:carry_travel_times", times.pk)
    (_version, links_digest), content = told
    carry_over(by=request.user, times=times, content=content, links_digest=links_digest)
    messages.success(request, _("The travel times go with the codes of today."))
    return redirect("coverage:travel_times", times.network.slug)


def _is_of_now(times: TravelTimes, version: int, links_digest: str) -> bool:
    """Whether the times are as they were looked at, or carried over by the same links already."""
    return links_digest == times.links_digest or version == times.version
