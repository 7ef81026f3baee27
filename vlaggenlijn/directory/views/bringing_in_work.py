"""What comes from other systems: a file is sent, and its terms get a meaning."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.staff_pages import INVALID, StaffRequest, page_of_forms
from vlaggenlijn.common.spreadsheets import MESSAGES as SPREADSHEET_MESSAGES
from vlaggenlijn.common.spreadsheets import UnreadableSpreadsheet
from vlaggenlijn.directory.actions import importing_jobs
from vlaggenlijn.directory.actions.bringing_in import ConceptsRefused, bring_in
from vlaggenlijn.directory.actions.importing_terms import meanings_of, tell_meanings
from vlaggenlijn.directory.forms.bringing_in import SystemFileForm, TermsForm
from vlaggenlijn.directory.hsds_in.refusals import MESSAGES, Unreadable
from vlaggenlijn.directory.importing_pages import outcome_of_job
from vlaggenlijn.directory.models import ImportJob
from vlaggenlijn.directory.views.imports_work import visible_job
from vlaggenlijn.taxonomy.skos_report import REFUSED as SKOS_MESSAGES

TERMS_ON_A_PAGE = 50


@page_of_forms
def bring(request: StaffRequest) -> HttpResponse:
    """Send a file of another system."""
    networks = list(LocalNetwork.objects.run_by(request.user).order_by("name"))
    if not networks:
        raise PermissionDenied
    given: Any = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SystemFileForm(networks, *given, chosen=request.GET.get("netwerk", ""))
    if given and form.is_valid():
        job = _started(request, form)
        if job:
            return redirect("directory:import_job", job.pk)
    status = INVALID if given else 200
    return render(request, "directory/work/bring_in.html", {"form": form}, status=status)


def _started(request: StaffRequest, form: SystemFileForm) -> ImportJob | None:
    file = form.cleaned_data["file"]
    try:
        return bring_in(
            by=request.user,
            network=form.chosen_network,
            system=form.cleaned_data["system"],
            content=file.read(),
            file_name=file.name,
        )
    except UnreadableSpreadsheet as refused:
        form.add_error("file", _(SPREADSHEET_MESSAGES[refused.code]) % refused.values)
    except ConceptsRefused as refused:
        form.add_error("file", str(SKOS_MESSAGES[refused.code]))
    except Unreadable as refused:
        form.add_error("file", _(MESSAGES[refused.code]) % refused.values)
    return None


@page_of_forms
def terms(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """What the terms in an import mean here; remembered for the next time."""
    job = visible_job(request, pk)
    if job.state != ImportJob.State.PREVIEW:
        return redirect("directory:import_job", pk)
    counts = dict(outcome_of_job(job).counted.get("unknown_terms", {}))
    return terms_page(
        request, job.network, counts, reverse("directory:import_job", args=[pk]), job=job
    )


def terms_page(
    request: StaffRequest,
    network: LocalNetwork,
    counts: dict[str, int],
    back_url: str,
    job: ImportJob | None = None,
) -> HttpResponse:
    """Ask what terms mean: those without a meaning by how often they are used, then the others."""
    known = meanings_of(network)
    wanted = [*sorted(counts, key=lambda term: (-counts[term], term)), *sorted(known)]
    pages = Paginator(list(dict.fromkeys(wanted)), TERMS_ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    data = request.POST if request.method == "POST" else None
    form = TermsForm(data, network=network, terms=page.object_list, known=known)
    if data is not None and form.is_valid():
        tell_meanings(by=request.user, network=network, meanings=form.meanings)
        if job is not None:
            importing_jobs.renew_preview(by=request.user, job=job)
        messages.success(request, _("We remember what these terms mean."))
        return redirect(back_url)
    context = {"form": form, "page": page, "network_shown": network, "back_url": back_url}
    status = INVALID if data is not None else 200
    return render(request, "directory/work/import_terms.html", context, status=status)
