"""UiTdatabank in the workspace: what may go there, approval, files, and what comes in."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
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
from vlaggenlijn.agenda.access import APPROVE
from vlaggenlijn.agenda.actions import uit_importing, uitdatabank
from vlaggenlijn.agenda.forms.uitdatabank import UitImportForm
from vlaggenlijn.agenda.models import Activity
from vlaggenlijn.agenda.uit_client import Declined, TryLater, may_push, may_search
from vlaggenlijn.agenda.uit_words import problem_text, reason_texts, standings
from vlaggenlijn.agenda.uitdatabank.reading import Unreadable
from vlaggenlijn.directory.access import IMPORT

MEDIA_TYPE = "application/ld+json"


@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """The activities of a network: which went to UiTdatabank, which may go, and why others not."""
    network = chosen_network(request)
    may_see = network is not None and request.user.has_perm(APPROVE, network)
    rows = Activity.objects.none()
    if may_see and network is not None:
        rows = Activity.objects.of_network(network).public().with_details().with_next()
    page = page_of(request, rows)
    context = {
        "network_shown": network,
        "may_see": may_see,
        "page": page,
        "rows": standings(list(page)),
        "may_push": may_push(),
    }
    return render(request, "agenda/work/uitdatabank.html", context)


def _activity(request: StaffRequest, pk: uuid.UUID) -> Activity:
    found = get_object_or_404(Activity.objects.for_user(request.user).with_details(), pk=pk)
    require(request.user, APPROVE, found.network)
    return found


@require_POST
def approve(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Approve an activity for UiTdatabank, or take that back."""
    found = _activity(request, pk)
    if request.POST.get("approve") != "1":
        uitdatabank.withdraw(by=request.user, activity=found)
        messages.success(request, _("Taken back. What was sent is taken off UiTdatabank."))
    elif request.POST.get("agreed") != "1":
        messages.error(
            request, _("Tick that the organiser wants this; without it nothing is sent.")
        )
    else:
        _approved(request, found)
    return redirect("agenda:work", pk)


def _approved(request: StaffRequest, found: Activity) -> None:
    try:
        uitdatabank.approve(by=request.user, activity=found)
    except uitdatabank.MayNotGo as stopped:
        messages.error(request, " ".join(reason_texts(stopped.reasons)))
        return
    messages.success(request, _("Approved. It is noted who did so, and when."))


@require_safe
def event_file(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One activity as UiTdatabank's JSON-LD."""
    found = _activity(request, pk)
    events = uitdatabank.events_of([found])
    if not events:
        return redirect("agenda:work", pk)
    return _download(uit_importing.as_file(events), f"uitdatabank-{found.pk}.jsonld")


@require_safe
def all_files(request: StaffRequest, slug: str) -> HttpResponse:
    """Every activity that may go, as one file in the shape of an answer of the search."""
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, APPROVE, network)
    rows = Activity.objects.of_network(network).published().with_details().with_next()
    events = uitdatabank.events_of(list(rows[: uitdatabank.MOST_IN_A_FILE]))
    return _download(uit_importing.as_file(events), f"uitdatabank-{network.slug}.jsonld")


def _download(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


@page_of_forms
def bring_in(request: StaffRequest, slug: str) -> HttpResponse:
    """Bring in activities of UiTdatabank: a preview first, then one step."""
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, IMPORT, network)
    given: Any = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UitImportForm(*given, may_search=may_search())
    if given and form.is_valid():
        try:
            job = _started(request, network, form)
            return redirect("directory:import_job", job.pk)
        except (Unreadable, TryLater, Declined) as stopped:
            form.add_error(None, problem_text(stopped))
    status = INVALID if given else 200
    context = {"form": form, "subject": network, "may_search": may_search()}
    return render(request, "agenda/work/uit_import.html", context, status=status)


def _started(request: StaffRequest, network: LocalNetwork, form: UitImportForm) -> Any:
    file = form.cleaned_data["file"]
    if file is None:
        words = form.cleaned_data["words"]
        return uit_importing.start_from_search(by=request.user, network=network, words=words)
    return uit_importing.start_from_file(
        by=request.user, network=network, content=file.read(), file_name=file.name
    )
