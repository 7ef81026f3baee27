"""Own areas, travel times and links between codes: looked at first, then kept, and put away."""

import uuid
from contextlib import ExitStack
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vlaggenlijn.accounts.models import LocalNetwork, User
from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of_forms
from vlaggenlijn.common import spreadsheets
from vlaggenlijn.coverage import area_importing, promises, travel_importing, travel_rows
from vlaggenlijn.coverage import own_areas as areas_read
from vlaggenlijn.coverage.area_words import reason_lines
from vlaggenlijn.coverage.forms import AreasForm, LinksForm, TravelForm
from vlaggenlijn.coverage.looking_first import (
    TooLong,
    kept_to_change,
    looked_first,
    network_to_change,
)
from vlaggenlijn.coverage.models import AreaFile, Means, TravelTimes
from vlaggenlijn.coverage.reach_words import stale_told
from vlaggenlijn.coverage.travel_carrying import (
    carry_over,
    carrying,
    links_of,
    stale_codes,
    times_kept,
)
from vlaggenlijn.coverage.travel_words import left_out_lines
from vlaggenlijn.places.open_files import OpenTable

AREAS, TIMES = "coverage/own_areas.html", "coverage/travel_times.html"
LINKS = "coverage/carry_times.html"


@page_of_forms
def own_areas(request: StaffRequest, slug: str) -> HttpResponse:
    """The own areas of a network, and a file with others: first look, then keep all of it."""
    network = network_to_change(request, slug)
    kept = AreaFile.objects.of_network(network).first()
    return looked_first(
        request, AREAS, network, AreasForm, _areas_seen, _areas_kept, subject=network, kept=kept
    )


def _areas_seen(network: LocalNetwork, form: AreasForm) -> dict[str, Any]:
    about = form.about()
    sent = form.cleaned_data["file"].file
    areas, reasons = area_importing.read_areas(network, sent, about.year)
    content = areas_read.packed(areas)
    told = (about.source, about.year, about.file_name)
    load = promises.promise(AREAS, network.pk, told, content)
    if promises.is_too_long(load):
        raise TooLong(_("The areas have too many corners for one time. Simplify them."))
    report = area_importing.report_of(network, areas, content, about, reasons)
    return {
        "report": report, "about": about, "reasons": list(reason_lines(reasons)),
        "load": load if report.homes or report.outlines else "",
    }  # fmt: skip


def _areas_kept(
    by: User, network: LocalNetwork, told: list[Any], content: bytes
) -> tuple[str, str]:
    about = area_importing.AboutAreas(*told)
    area_importing.import_areas(by=by, network=network, content=content, about=about)
    address = f"{reverse('coverage:gaps')}?netwerk={network.slug}"
    return _("The areas count from now on."), address


@require_POST
def archive_own_areas(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Reckon no longer with own areas with one tap, or again; the button says which."""
    found = kept_to_change(request, AreaFile, pk)
    is_away = "back" not in request.POST
    area_importing.archive_areas(by=request.user, areas=found, is_archived=is_away)
    text = _("These areas count no longer.") if is_away else _("These areas count again.")
    messages.success(request, text)
    return redirect("coverage:own_areas", found.network.slug)


@page_of_forms
def travel_times(request: StaffRequest, slug: str) -> HttpResponse:
    """The travel times of a network, and a file with others: first look, then keep all of it."""
    network = network_to_change(request, slug)
    kept = TravelTimes.objects.of_network(network).with_network()
    told = [(one, stale_told(len(stale_codes(network, times_kept(one))))) for one in kept]
    return looked_first(
        request, TIMES, network, TravelForm, _times_seen, _times_kept, subject=network, kept=told
    )


def _times_seen(network: LocalNetwork, form: TravelForm) -> dict[str, Any]:
    about = form.about()
    read = travel_importing.of_table(_table(form))
    times = travel_importing.known_times(read, network)
    told = (about.means, about.source, about.year, about.file_name)
    load = promises.promise(TIMES, network.pk, told, travel_rows.packed(times))
    if promises.is_too_long(load):
        most = len(times) * promises.LONGEST // len(load)
        raise travel_rows.UnclearTimes("too_many", pairs=len(times), most=most)
    report = travel_importing.report_of(network, read, times, about)
    return {
        "report": report, "about": about, "load": load, "means": Means(about.means).label,
        "reasons": list(left_out_lines(report.left_out)),
    }  # fmt: skip


def _times_kept(
    by: User, network: LocalNetwork, told: list[Any], content: bytes
) -> tuple[str, str]:
    about = travel_importing.About(*told)
    travel_importing.import_times(by=by, network=network, content=content, about=about)
    address = f"{reverse('coverage:gaps')}?netwerk={network.slug}&met={about.means}&min=15"
    return _("The travel times count from now on."), address


@require_POST
def archive_travel_times(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Reckon no longer with a table with one tap, or again; the button says which."""
    found = kept_to_change(request, TravelTimes, pk)
    is_away = "back" not in request.POST
    travel_importing.archive_times(by=request.user, times=found, is_archived=is_away)
    text = _("These times count no longer.") if is_away else _("These times count again.")
    messages.success(request, text)
    return redirect("coverage:travel_times", found.network.slug)


@page_of_forms
def carry_travel_times(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """A table of links for travel times whose codes changed: first look, then keep all of it."""
    times = kept_to_change(request, TravelTimes, pk)
    return looked_first(
        request, LINKS, times, LinksForm, _links_seen, _links_kept,
        subject=times.network, times=times,
    )  # fmt: skip


def _links_seen(times: TravelTimes, form: LinksForm) -> dict[str, Any]:
    table = _table(form)
    rows = ((row.number, list(row.cells)) for row in table.rows)
    found = carrying(times, links_of(OpenTable(tuple(table.header), rows, ExitStack())))
    load = promises.promise(LINKS, times.pk, (times.version, found.links_digest), found.content)
    if promises.is_too_long(load):
        raise TooLong(_("These are too many times for a page; use the command."))
    return {"found": found, "load": load}


def _links_kept(
    by: User, times: TravelTimes, told: list[Any], content: bytes
) -> tuple[str, str] | None:
    """Write what was looked at, unless other times came in meanwhile."""
    version, links_digest = told
    if links_digest != times.links_digest and version != times.version:
        return None
    carry_over(by=by, times=times, content=content, links_digest=links_digest)
    address = reverse("coverage:travel_times", args=[times.network.slug])
    return _("The travel times go with the codes of today."), address


def _table(form: TravelForm | LinksForm) -> spreadsheets.Table:
    sent, limits = form.cleaned_data["file"], travel_importing.SENT
    return spreadsheets.read_content(sent.read(limits.bytes + 1), sent.name, limits=limits)
