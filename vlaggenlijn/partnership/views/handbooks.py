"""Handbooks: those of a network, those to take into use, and what is shared."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.staff_pages import (
    StaffRequest,
    chosen_network,
    page_of,
    page_of_forms,
    sent_key,
)
from vlaggenlijn.partnership import actions
from vlaggenlijn.partnership.access import CHANGE
from vlaggenlijn.partnership.forms import HandbookForm, ShareForm
from vlaggenlijn.partnership.handbooks import regrouped
from vlaggenlijn.partnership.models import Handbook, HandbookVersion
from vlaggenlijn.partnership.ready_handbooks import Ready, ready_handbooks
from vlaggenlijn.partnership.views.saving import (
    Page,
    chosen,
    form_data,
    record_of,
    run_network,
    saved_or_shown,
)

VERSIONS_SHOWN = 20


@require_safe
def handbooks(request: StaffRequest) -> HttpResponse:
    """The handbooks of a network, the ready ones, and what other networks share."""
    context: dict[str, Any] = chosen(request)
    network = context["network_shown"]
    if network is not None:
        rows = Handbook.objects.of_network(network)
        in_use = list(rows.in_use().with_progress().with_places())
        taken = {one.origin for one in in_use}
        context |= {
            "handbooks": in_use,
            "put_away": rows.put_away()[:VERSIONS_SHOWN],
            "ready": [(one, one.key in taken) for one in _ready().values()],
            "page": page_of(request, HandbookVersion.objects.newest_of_others(network)),
        }
    return render(request, "partnership/handbooks.html", context)


def _ready() -> dict[str, Ready]:
    return ready_handbooks((get_language() or "nl")[:2])


def list_url(network: LocalNetwork) -> str:
    return f"{reverse('partnership:handbooks')}?netwerk={network.slug}"


def handbook_url(found: Handbook) -> str:
    return reverse("partnership:handbook", args=[found.pk])


def handbook_of(request: StaffRequest, pk: uuid.UUID, permission: str = "") -> Handbook:
    found: Handbook = record_of(request, Handbook.objects.with_places(), pk, permission)
    return found


@require_safe
def handbook(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The checklist, chapter by chapter."""
    found = handbook_of(request, pk)
    steps = list(found.steps.with_tasks())
    context = {
        "handbook": found,
        "steps": steps,
        "done_count": sum(one.is_done for one in steps),
        "versions": found.versions.all()[:VERSIONS_SHOWN],
        "may_change": request.user.has_perm(CHANGE, found.network),
        "network_shown": found.network,
        "back": list_url(found.network),
    }
    return render(request, "partnership/handbook.html", context)


@require_safe
def ready_handbook(request: StaffRequest, key: str) -> HttpResponse:
    """A ready handbook to read before it is taken into use."""
    if key not in _ready():
        raise Http404
    found = _ready()[key]
    context = {"name": found.name, "about": found.about, "source": found.key}
    return _to_take(request, context | {"groups": regrouped(found.steps)})


@require_safe
def version(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """What a network shares, to read before it is taken into use."""
    found = get_object_or_404(HandbookVersion.objects.for_user(request.user).with_places(), pk=pk)
    context = {"name": str(found), "about": found.about, "source": found.pk, "shared": found}
    return _to_take(request, context | {"groups": regrouped(found.words)})


def _to_take(request: StaffRequest, context: dict[str, Any]) -> HttpResponse:
    """Show words to read, with a button for a network that the person runs."""
    network = chosen_network(request)
    may_take = network is not None and request.user.has_perm(CHANGE, network)
    context |= {"network_shown": network, "may_change": may_take, "key": uuid.uuid4()}
    return render(request, "partnership/handbook_to_take.html", context)


@require_POST
def take(request: StaffRequest, slug: str) -> HttpResponse:
    """Copy a ready or shared handbook for a network."""
    network = run_network(request, slug)
    source = _source(request, request.POST.get("source", ""))
    try:
        made = actions.take_into_use(
            by=request.user, network=network, source=source, idempotency_key=sent_key(request)
        )
    except actions.HandbookFull:
        messages.warning(request, _("You have very many handbooks. Put one away first."))
        return redirect(list_url(network))
    messages.success(request, _("The handbook is yours now. Better it as you go."))
    return redirect(handbook_url(made))


def _source(request: StaffRequest, asked: str) -> Ready | HandbookVersion:
    if asked in _ready():
        return _ready()[asked]
    try:
        pk = uuid.UUID(asked)
    except ValueError:
        raise Http404 from None
    return get_object_or_404(HandbookVersion.objects.for_user(request.user).with_places(), pk=pk)


@page_of_forms
def add_handbook(request: StaffRequest, slug: str) -> HttpResponse:
    """A handbook of one's own, empty."""
    network = run_network(request, slug)
    form = HandbookForm(form_data(request), network=network)
    page = Page(_("Begin a handbook"), list_url(network), _("The handbook is there. Add steps."))
    return _form(request, form, page, Handbook(network=network))


@page_of_forms
def edit_handbook(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    found = handbook_of(request, pk, CHANGE)
    form = HandbookForm(
        form_data(request), network=found.network, initial=HandbookForm.shown(found)
    )
    return _form(request, form, Page(str(found), handbook_url(found), _("Saved.")), found)


def _form(request: StaffRequest, form: HandbookForm, page: Page, found: Handbook) -> HttpResponse:
    return saved_or_shown(
        request,
        form,
        page,
        lambda one: actions.keep_handbook(
            by=request.user, handbook=found, values=one.values(), **one.key()
        ),
        handbook_url,
    )


@require_POST
def put_away(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Out of the list, or back in it."""
    found = handbook_of(request, pk, CHANGE)
    stored = actions.put_away(by=request.user, handbook=found)
    text = _("The handbook is put away.") if stored.put_away_on else _("The handbook is back.")
    messages.success(request, text)
    return redirect(list_url(found.network))


@require_POST
def start_again(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Every step open again, for the next time."""
    found = handbook_of(request, pk, CHANGE)
    actions.start_again(by=request.user, handbook=found)
    messages.success(request, _("Every step is open again. Your tips stayed."))
    return redirect(handbook_url(found))


@page_of_forms
def share(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Share the words of a handbook with all other networks."""
    found = handbook_of(request, pk, CHANGE)
    page = Page(_("Share this handbook"), handbook_url(found), _("Other networks see it now."))
    return saved_or_shown(
        request,
        ShareForm(form_data(request)),
        page,
        lambda one: actions.share(
            by=request.user,
            handbook=found,
            better=one.cleaned_data["better"],
            idempotency_key=one.cleaned_data["idempotency_key"],
        ),
        lead=_("Every network can read its steps and tips. Ticks, tasks and names stay with you."),
    )


@require_POST
def withdraw(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a version to no other network any more, or again."""
    mine = HandbookVersion.objects.for_user(request.user).with_places()
    found = get_object_or_404(mine.at_home(request.user), pk=pk)
    require(request.user, CHANGE, found.handbook.network)
    stored = actions.withdraw_version(by=request.user, shared=found)
    text = _("Other networks see it no longer.") if stored.is_withdrawn else _("Shared again.")
    messages.success(request, text)
    return redirect(handbook_url(found.handbook))
