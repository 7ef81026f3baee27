"""Travel times by spreadsheet: looked at first, then kept; and those that are there."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.staff_pages import INVALID, StaffRequest, page_of_forms
from vlaggenlijn.common import spreadsheets
from vlaggenlijn.coverage import promises
from vlaggenlijn.coverage.forms import TravelForm
from vlaggenlijn.coverage.models import Means, TravelTimes
from vlaggenlijn.coverage.reach_words import stale_told
from vlaggenlijn.coverage.travel_carrying import stale_codes, times_kept
from vlaggenlijn.coverage.travel_importing import (
    SENT,
    About,
    archive_times,
    import_times,
    known_times,
    of_table,
    report_of,
)
from vlaggenlijn.coverage.travel_rows import UnclearTimes, packed
from vlaggenlijn.coverage.travel_words import left_out_lines, refusal
from vlaggenlijn.needs.access import CHANGE

PROMISE = "travel_times"


@page_of_forms
def travel_times(request: StaffRequest, slug: str) -> HttpResponse:
    """The travel times of a network, and a file with others: first look, then keep all of it."""
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, CHANGE, network)
    if "load" in request.POST:
        return _keep(request, network)
    is_sent = request.method == "POST"
    form = TravelForm(request.POST if is_sent else None, request.FILES or None)
    seen = _seen(network, form) if is_sent and form.is_valid() else None
    if seen is None:
        return _page(request, network, form=form, status=INVALID if is_sent else 200)
    return _page(request, network, **seen)


def _seen(network: LocalNetwork, form: TravelForm) -> dict[str, Any] | None:
    """Return what the page shows of a file; None when it cannot be read, which the form says."""
    try:
        return _read(network, form.about(), form.cleaned_data["file"])
    except spreadsheets.UnreadableSpreadsheet as refused:
        form.add_error("file", _(spreadsheets.MESSAGES[refused.code]) % refused.values)
    except UnclearTimes as unclear:
        form.add_error("file", refusal(unclear))
    return None


def _read(network: LocalNetwork, about: About, sent: UploadedFile) -> dict[str, Any]:
    content = sent.read(SENT.bytes + 1)
    read = of_table(spreadsheets.read_content(content, about.file_name, limits=SENT))
    times = known_times(read, network)
    told = (getattr(about, one) for one in About.__slots__)
    load = promises.promise(PROMISE, network.pk, told, packed(times))
    if promises.is_too_long(load):
        most = len(times) * promises.LONGEST // len(load)
        raise UnclearTimes("too_many", pairs=len(times), most=most)
    report = report_of(network, read, times, about)
    return {
        "report": report, "about": about, "load": load, "means": Means(about.means).label,
        "reasons": list(left_out_lines(report.left_out)),
    }  # fmt: skip


def _keep(request: StaffRequest, network: LocalNetwork) -> HttpResponse:
    """Write what the preview promised."""
    told = promises.promised(PROMISE, network.pk, request.POST["load"])
    if told is None:
        messages.error(request, _("This page was open too long. Choose the file again."))
        return redirect("coverage:travel_times", network.slug)
    about, content = About(*told[0]), told[1]
    import_times(by=request.user, network=network, content=content, about=about)
    messages.success(request, _("The travel times count from now on."))
    return redirect(f"{reverse('coverage:gaps')}?netwerk={network.slug}&met={about.means}&min=15")


def _page(
    request: StaffRequest, network: LocalNetwork, status: int = 200, **context: Any
) -> HttpResponse:
    kept = TravelTimes.objects.of_network(network).with_network()
    context |= {"subject": network, "kept": [(one, _stale(one)) for one in kept]}
    return render(request, "coverage/travel_times.html", context, status=status)


def _stale(times: TravelTimes) -> str:
    return stale_told(len(stale_codes(times.network, times_kept(times))))


@require_POST
def archive_travel_times(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Reckon no longer with a table with one tap, or again; the button says which."""
    listed = TravelTimes.objects.for_user(request.user).with_network()
    found = get_object_or_404(listed, pk=pk)
    require(request.user, CHANGE, found.network)
    is_away = "back" not in request.POST
    archive_times(by=request.user, times=found, is_archived=is_away)
    text = _("These times count no longer.") if is_away else _("These times count again.")
    messages.success(request, text)
    return redirect("coverage:travel_times", found.network.slug)
