"""The needs board of a network, the form of a need and the short vote."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import Conflict, LocalNetwork
from vlaggenlijn.accounts.staff_pages import (
    CONFLICT,
    INVALID,
    StaffRequest,
    chosen_network,
    page_of_forms,
)
from vlaggenlijn.needs import actions
from vlaggenlijn.needs.access import ADD, CHANGE
from vlaggenlijn.needs.board import lines_of
from vlaggenlijn.needs.forms import NeedForm, VoteForm, asked_initial, need_initial
from vlaggenlijn.needs.models import Need, Vote


def board_url(network: LocalNetwork) -> str:
    return f"{reverse('needs:board')}?netwerk={network.slug}"


@require_safe
def board(request: StaffRequest) -> HttpResponse:
    """What is lacking in a network, beside who already does something about it."""
    network = chosen_network(request)
    networks = LocalNetwork.objects.for_user(request.user)
    context: dict[str, Any] = {"networks": networks, "network_shown": network}
    if network is not None:
        context |= {
            "lines": lines_of(network),
            "may_add": request.user.has_perm(ADD, network),
            "may_change": request.user.has_perm(CHANGE, network),
        }
    return render(request, "needs/board.html", context)


def _network(request: StaffRequest, slug: str) -> LocalNetwork:
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, ADD, network)
    return network


@page_of_forms
def add(request: StaffRequest, slug: str) -> HttpResponse:
    """A new need; the address may bring along what it is about."""
    network = _network(request, slug)
    data = request.POST if request.method == "POST" else None
    form = NeedForm(data, network=network, initial=asked_initial(request.GET))
    context = {"form": form, "subject": network, "board_url": board_url(network)}
    if data is None or not form.is_valid():
        return render(request, "needs/edit.html", context, status=INVALID if form.errors else 200)
    key = form.cleaned_data["idempotency_key"]
    try:
        actions.add_need(
            by=request.user, network=network, values=form.values(), idempotency_key=key
        )
    except Conflict:
        form.renew(None)
        return render(request, "needs/edit.html", context | {"is_late": True}, status=CONFLICT)
    messages.success(request, _("The need stands on the board. Others can vote on it now."))
    return redirect(board_url(network))


def _need(request: StaffRequest, pk: uuid.UUID) -> Need:
    need = get_object_or_404(Need.objects.for_user(request.user).with_subjects(), pk=pk)
    require(request.user, CHANGE, need.network)
    return need


@page_of_forms
def edit(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The form of a need that is there."""
    need = _need(request, pk)
    data = request.POST if request.method == "POST" else None
    form = NeedForm(data, network=need.network, initial=need_initial(need))
    if data is None or not form.is_valid():
        return _form(request, need, form, INVALID if form.errors else 200)
    try:
        actions.change_need(
            by=request.user,
            need=need,
            version=form.cleaned_data["version"] or 0,
            values=form.values(),
            idempotency_key=form.cleaned_data["idempotency_key"],
        )
    except Conflict:
        stored = _need(request, pk)
        form.renew(stored.version)
        return _form(request, stored, form, CONFLICT)
    messages.success(request, _("The need is saved."))
    return redirect(board_url(need.network))


def _form(request: StaffRequest, need: Need, form: NeedForm, status: int) -> HttpResponse:
    context = {
        "form": form,
        "need": need,
        "subject": need.network,
        "board_url": board_url(need.network),
        "is_conflict": status == CONFLICT,
    }
    return render(request, "needs/edit.html", context, status=status)


@require_POST
def archive(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Off the board with one tap, or back on it; the button says which."""
    is_off = "back" not in request.POST
    need = actions.archive_need(by=request.user, need=_need(request, pk), is_archived=is_off)
    text = _("The need is off the board.") if is_off else _("The need is back on the board.")
    messages.success(request, text)
    return redirect("needs:edit", pk) if is_off else redirect(board_url(need.network))


@page_of_forms
def vote(request: StaffRequest, slug: str) -> HttpResponse:
    """The short vote: what each need weighs, for one person."""
    network = _network(request, slug)
    needs = list(Need.objects.of_network(network).current().not_met())
    weights = Vote.objects.of_person(request.user).on(needs).weights()
    form = VoteForm(request.POST or None, needs=needs, weights=weights)
    if request.method == "POST" and form.is_valid():
        actions.vote(by=request.user, network=network, weights=form.weights())
        messages.success(request, _("Thank you. Your vote counts."))
        return redirect(board_url(network))
    context = {"form": form, "subject": network, "board_url": board_url(network)}
    return render(request, "needs/vote.html", context, status=INVALID if form.errors else 200)
