"""A series out to other tools, a project of another tool in, and what a series said in numbers."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.staff_pages import INVALID, StaffRequest, page_of_forms
from vlaggenlijn.common.spreadsheets_writing import MEDIA_TYPES
from vlaggenlijn.dialogue.access import START
from vlaggenlijn.dialogue.actions.bringing_in import TooManyTexts, bring_in
from vlaggenlijn.dialogue.counting import curve, overview
from vlaggenlijn.dialogue.exchange.problems import MESSAGES, Remark
from vlaggenlijn.dialogue.forms.exchange import ProjectForm
from vlaggenlijn.dialogue.handing_out import file_of
from vlaggenlijn.dialogue.views.reached import read_series, sealed_page

KINDS = {
    "qdpx": "application/zip",
    "qdc": "application/xml",
    "csv": MEDIA_TYPES["csv"],
    "xlsx": MEDIA_TYPES["xlsx"],
}


@require_safe
@sealed_page
def counts(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Themes in numbers: who named them, how, and what each table brought."""
    series = read_series(request, pk)
    found = overview(series)
    context = {"series": series, "overview": found, "curve": curve(found.steps)}
    return render(request, "dialogue/counts.html", context)


@require_safe
def exchange(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The files in which a series goes out."""
    return render(request, "dialogue/exchange.html", {"series": read_series(request, pk)})


@require_safe
@sealed_page
def download(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One file of a series; the address says which kind, ?als=qdc, csv or xlsx."""
    series = read_series(request, pk)
    kind = request.GET.get("als", "qdpx")
    if kind not in KINDS:
        raise Http404
    try:
        content = file_of(series, f".{kind}", (get_language() or "nl")[:2])
    except ValueError:
        messages.warning(request, _("This series has no codes yet."))
        return redirect("dialogue:exchange", series.pk)
    name = f"{slugify(series.title) or 'reeks'}.{kind}"
    answer = HttpResponse(content, content_type=KINDS[kind])
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


@page_of_forms
@sealed_page
def bring_project(request: StaffRequest, slug: str) -> HttpResponse:
    """A project of another tool becomes a series of a network."""
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, START, network)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ProjectForm(*given)
    if form.is_bound and form.is_valid():
        try:
            return _brought(request, network, form)
        except TooManyTexts:
            form.add_error("file", _("There are too many texts for one series."))
    context = {"form": form, "subject": network}
    status = INVALID if form.errors else 200
    return render(request, "dialogue/bring_project.html", context, status=status)


def _brought(request: StaffRequest, network: LocalNetwork, form: ProjectForm) -> HttpResponse:
    """Make the series and say what was left out."""
    made = bring_in(
        by=request.user,
        network=network,
        project=form.read.project,
        idempotency_key=form.cleaned_data["idempotency_key"],
    )
    text = _("%(quotes)s quotes with %(codings)s codings are in.")
    messages.success(request, text % {"quotes": made.quotes, "codings": made.codings})
    for remark in form.read.remarks:
        messages.warning(request, _remark(remark))
    return redirect("dialogue:series", made.series.pk)


def _remark(remark: Remark) -> str:
    values = {"count": remark.count, "names": ", ".join(remark.names)}
    return str(_(MESSAGES[remark.code]) % values)
