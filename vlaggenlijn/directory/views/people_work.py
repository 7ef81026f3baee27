"""Who comes and who leaves: inviting with organisations, handing over at the end of a role."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.actions import (
    MOST_A_DAY,
    AlreadyThere,
    LastCoordinator,
    TooManyInvitations,
)
from vlaggenlijn.accounts.models import LocalNetwork, Membership, Role
from vlaggenlijn.accounts.role_words import IN_SHORT
from vlaggenlijn.accounts.sites import site_of
from vlaggenlijn.accounts.staff_pages import INVALID, StaffRequest, page_of_forms
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.forms import HandoverForm, InvitationForm


@page_of_forms
def invite(request: StaffRequest, slug: str) -> HttpResponse:
    """Invite somebody by mail; known and unknown addresses are answered alike."""
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, "accounts.change_members", network)
    form = InvitationForm(request.POST if request.method == "POST" else None, network=network)
    if form.is_valid() and _invited(request, network, form):
        is_start = "start" in request.GET
        return redirect("home:first_day" if is_start else "accounts:members", slug=slug)
    roles = [(role.label, IN_SHORT[role]) for role in Role]
    context = {"form": form, "subject": network, "roles": roles}
    status = INVALID if form.errors else 200
    return render(request, "directory/work/invite.html", context, status=status)


def _invited(request: StaffRequest, network: LocalNetwork, form: InvitationForm) -> bool:
    try:
        actions.invite(
            by=request.user,
            network=network,
            email=form.cleaned_data["email"],
            name=form.cleaned_data["name"],
            role=form.cleaned_data["role"],
            organizations=form.chosen(),
            site=site_of(network, request),
            key=form.cleaned_data["idempotency_key"],
        )
    except AlreadyThere:
        form.add_error("email", _("This person has this role here already, or is invited to it."))
    except TooManyInvitations:
        text = _("This network sent %(most)s invitations in a day. Go on tomorrow.")
        form.add_error(None, text % {"most": MOST_A_DAY})
    else:
        text = _("We sent an invitation to %(email)s. It can be accepted for fourteen days.")
        messages.success(request, text % {"email": form.cleaned_data["email"]})
        return True
    return False


@page_of_forms
def end_membership(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """End a role, of somebody else or one's own, and say who takes over what."""
    networks = LocalNetwork.objects.for_user(request.user)
    membership = get_object_or_404(Membership.objects.current().in_networks(networks), pk=pk)
    require(request.user, "directory.end_role", membership)
    form = HandoverForm(request.POST if request.method == "POST" else None, membership=membership)
    if form.is_valid() and _ended(request, membership, form):
        return _after_the_end(request, membership)
    context = {
        "form": form,
        "membership": membership,
        "is_mine": membership.user == request.user,
        "runs": request.user.has_perm("accounts.change_members", membership.network),
    }
    status = INVALID if form.errors else 200
    return render(request, "directory/work/end_membership.html", context, status=status)


def _ended(request: StaffRequest, membership: Membership, form: HandoverForm) -> bool:
    try:
        actions.end_role(
            by=request.user,
            membership=membership,
            heirs=form.heirs(),
            withdrawn=form.withdrawn(),
            successor=form.successor(),
            key=form.cleaned_data["idempotency_key"],
        )
    except LastCoordinator:
        form.add_error(
            None, _("Somebody left just now. Name another coordinator: a network needs one.")
        )
        return False
    messages.success(request, _("The role of %(name)s has ended.") % {"name": membership.user})
    return True


def _after_the_end(request: StaffRequest, membership: Membership) -> HttpResponse:
    """The page of a network that somebody just left may no longer be theirs."""
    if request.user.has_perm("accounts.change_members", membership.network):
        return redirect("accounts:members", membership.network.slug)
    return redirect("home:desk")
