"""Own areas by GeoJSON: looked at first, then kept; and those that are there."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.staff_pages import INVALID, StaffRequest, page_of_forms
from vlaggenlijn.coverage.area_importing import (
    AboutAreas,
    archive_areas,
    import_areas,
    read_areas,
    report_of,
)
from vlaggenlijn.coverage.area_words import reason_lines
from vlaggenlijn.coverage.forms import AreasForm
from vlaggenlijn.coverage.models import AreaFile
from vlaggenlijn.coverage.own_areas import packed
from vlaggenlijn.coverage.promises import is_too_long, promise, promised
from vlaggenlijn.needs.access import CHANGE
from vlaggenlijn.places.import_words import refusal
from vlaggenlijn.places.open_files import UnreadableFile

PROMISE = "areas"


@page_of_forms
def own_areas(request: StaffRequest, slug: str) -> HttpResponse:
    """The own areas of a network, and a file with others: first look, then keep all of it."""
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, CHANGE, network)
    if "load" in request.POST:
        return _keep(request, network)
    is_sent = request.method == "POST"
    form = AreasForm(request.POST if is_sent else None, request.FILES or None)
    seen = _seen(network, form) if is_sent and form.is_valid() else None
    if seen is None:
        return _page(request, network, form=form, status=INVALID if is_sent else 200)
    return _page(request, network, **seen)


def _seen(network: LocalNetwork, form: AreasForm) -> dict[str, Any] | None:
    """Return what the page shows of a file; None when it cannot be read, which the form says."""
    about = form.about()
    try:
        areas, reasons = read_areas(network, form.cleaned_data["file"].file, about.year)
    except UnreadableFile as refused:
        form.add_error("file", refusal(refused))
        return None
    content = packed(areas)
    told = (about.source, about.year, about.file_name)
    load = promise(PROMISE, network.pk, told, content)
    if is_too_long(load):
        form.add_error("file", _("The areas have too many corners for one time. Simplify them."))
        return None
    report = report_of(network, areas, content, about, reasons)
    is_of_use = bool(report.homes or report.outlines)
    return {
        "report": report, "about": about, "load": load if is_of_use else "",
        "reasons": list(reason_lines(reasons)),
    }  # fmt: skip


def _keep(request: StaffRequest, network: LocalNetwork) -> HttpResponse:
    """Write what the preview promised."""
    told = promised(PROMISE, network.pk, request.POST["load"])
    if told is None:
        messages.error(request, _("This page was open too long. Choose the file again."))
        return redirect("coverage:own_areas", network.slug)
    about, content = told
    import_areas(by=request.user, network=network, content=content, about=AboutAreas(*about))
    messages.success(request, _("The areas count from now on."))
    return redirect(f"{reverse('coverage:gaps')}?netwerk={network.slug}")


def _page(
    request: StaffRequest, network: LocalNetwork, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"subject": network, "kept": AreaFile.objects.of_network(network).first()}
    return render(request, "coverage/own_areas.html", context, status=status)


@require_POST
def archive_own_areas(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Reckon no longer with own areas with one tap, or again; the button says which."""
    listed = AreaFile.objects.for_user(request.user).with_network()
    found = get_object_or_404(listed, pk=pk)
    require(request.user, CHANGE, found.network)
    is_away = "back" not in request.POST
    archive_areas(by=request.user, areas=found, is_archived=is_away)
    text = _("These areas count no longer.") if is_away else _("These areas count again.")
    messages.success(request, text)
    return redirect("coverage:own_areas", found.network.slug)
