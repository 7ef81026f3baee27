"""The figures of one's municipalities, one of them looked into, and a spreadsheet of one's own."""

import uuid
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.staff_pages import (
    INVALID,
    StaffRequest,
    chosen_network,
    page_of,
    page_of_forms,
)
from vlaggenlijn.common import spreadsheets
from vlaggenlijn.needs.access import ADD, CHANGE
from vlaggenlijn.needs.figure_board import Land, detail, rows_of
from vlaggenlijn.needs.figure_importing import (
    About,
    Report,
    archive_indicator,
    import_figures,
    kept,
    of_table,
    promised,
)
from vlaggenlijn.needs.figure_rows import Gathered, UnclearFigures
from vlaggenlijn.needs.figure_words import reason_lines, refusal
from vlaggenlijn.needs.forms import OwnSeriesForm
from vlaggenlijn.needs.models import Indicator
from vlaggenlijn.places.models import Municipality

ON_A_PAGE = 20
SALT, KEPT_FOR = "needs.series", 24 * 60 * 60
LONGEST_LOAD = 900_000  # Django takes at most a megabyte of form


def figures_url(network: LocalNetwork) -> str:
    return f"{reverse('needs:figures')}?netwerk={network.slug}"


def _towns(
    request: StaffRequest, network: LocalNetwork | None
) -> tuple[list[Municipality], Municipality | None]:
    """Return the municipalities of a network, and the one that is asked for, else the first."""
    towns = list(network.municipalities.all()) if network else []
    asked = request.GET.get("gemeente", "")
    found = next((one for one in towns if asked in ("", one.nis)), None)
    if asked and found is None:
        raise Http404
    return towns, found


@require_safe
def figures(request: StaffRequest) -> HttpResponse:
    """Every indicator of one municipality, with its trend and similar municipalities."""
    network = chosen_network(request)
    towns, town = _towns(request, network)
    networks = list(LocalNetwork.objects.for_user(request.user))
    context: dict[str, Any] = {"networks": networks, "network_shown": network, "town": town}
    if network is not None:
        listed = Indicator.objects.for_network(network).current()
        page = page_of(request, listed.select_related("network"), ON_A_PAGE)
        context |= {"page": page, "may_import": request.user.has_perm(CHANGE, network)}
        context["towns"] = towns
    if network is not None and town is not None:
        land = Land(town)
        context |= {"rows": rows_of(land, context["page"]), "land": land}
    return render(request, "needs/figures.html", context)


@require_safe
def indicator(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One indicator in one municipality: every year, similar municipalities, where it is from."""
    listed = Indicator.objects.for_user(request.user).select_related("network")
    found = get_object_or_404(listed, pk=pk)
    network = found.network or chosen_network(request)
    _all, town = _towns(request, network)
    if network is None or town is None:
        raise Http404
    land = Land(town)
    context = {
        "indicator": found,
        "network_shown": network,
        "town": town,
        "land": land,
        "detail": detail(land, found),
        "figures_url": f"{figures_url(network)}&gemeente={town.nis}",
        "may_add": request.user.has_perm(ADD, network),
        "may_archive": found.network is not None and request.user.has_perm(CHANGE, network),
    }
    return render(request, "needs/indicator.html", context)


@require_POST
def archive(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """A network's own series off the page with one tap, or back on it; the button says which."""
    own = Indicator.objects.for_user(request.user).select_related("network")
    found = get_object_or_404(own, pk=pk, network__isnull=False)
    require(request.user, CHANGE, found.network)
    is_off = "back" not in request.POST
    archive_indicator(by=request.user, indicator=found, is_archived=is_off)
    text = _("The series is off the page.") if is_off else _("The series is back.")
    messages.success(request, text)
    return redirect("needs:indicator", pk)


@page_of_forms
def import_series(request: StaffRequest, slug: str) -> HttpResponse:
    """Figures of one's own by spreadsheet: first look, then keep all of it."""
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, CHANGE, network)
    if "load" in request.POST:
        return _keep(request, network)
    is_sent = request.method == "POST"
    form = OwnSeriesForm(request.POST if is_sent else None, request.FILES or None)
    found = _read(form) if is_sent and form.is_valid() else None
    if found is None:
        return _page(request, network, form=form, status=INVALID if is_sent else 200)
    about = form.about() | {"file_name": form.cleaned_data["file"].name}
    report = import_figures(
        by=request.user, network=network, found=found, about=About(**about), is_dry_run=True
    )
    load = signing.dumps([str(network.pk), about, promised(found)], salt=SALT, compress=True)
    return _page(request, network, about=about, report=report, load=load)


def _read(form: OwnSeriesForm) -> Gathered | None:
    """Return what a spreadsheet holds; None when it cannot be read, which the form then says."""
    sent = form.cleaned_data
    content = sent["file"].read(spreadsheets.LIMITS.bytes + 1)
    try:
        table = spreadsheets.read_content(content, sent["file"].name)
        found = of_table(table, name=sent["name"], year=sent["year"])
    except spreadsheets.UnreadableSpreadsheet as refused:
        form.add_error("file", _(spreadsheets.MESSAGES[refused.code]) % refused.values)
    except UnclearFigures as unclear:
        field = {"no_name": "name", "no_year": "year"}.get(unclear.code, "file")
        form.add_error(field, refusal(unclear))
    else:
        return found
    return None


def _keep(request: StaffRequest, network: LocalNetwork) -> HttpResponse:
    """Write what the preview promised."""
    try:
        pk, about, promise = signing.loads(request.POST["load"], salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        pk = ""
    if pk != str(network.pk):
        messages.error(request, _("This page was open too long. Choose the file again."))
        return redirect("needs:import_series", network.slug)
    import_figures(by=request.user, network=network, found=kept(promise), about=About(**about))
    messages.success(request, _("The figures are on the page."))
    return redirect(figures_url(network))


def _page(
    request: StaffRequest,
    network: LocalNetwork,
    status: int = 200,
    report: Report | None = None,
    load: str = "",
    **context: Any,
) -> HttpResponse:
    is_too_much = len(load) > LONGEST_LOAD
    context |= {
        "subject": network,
        "figures_url": figures_url(network),
        "report": report,
        "reasons": list(reason_lines(report.reasons)) if report else [],
        "load": "" if is_too_much else load,
        "is_too_much": is_too_much,
    }
    return render(request, "needs/import_series.html", context, status=status)
