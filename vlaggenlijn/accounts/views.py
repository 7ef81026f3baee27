"""A network's colours, its own page and its people."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vlaggenlijn.accounts import actions
from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.colours import stylesheet
from vlaggenlijn.accounts.forms import LogoForm, MemberForm, NetworkForm
from vlaggenlijn.accounts.models import Conflict, LocalNetwork, Membership, NetworkLogo, Role

A_YEAR = 365 * 24 * 60 * 60


@login_not_required
@require_safe
def colours(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """The address changes with every change of the network, so browsers may keep it for ever."""
    network = get_object_or_404(LocalNetwork, slug=slug)
    response = HttpResponse(stylesheet(network.accent), content_type="text/css")
    # An old page, or a guessed number, gets today's colours but may not keep them.
    kept: dict[str, Any] = {"max_age": 0}
    if version == network.version:
        kept = {"max_age": A_YEAR, "immutable": True}
    patch_cache_control(response, public=True, **kept)
    return response


@login_not_required
@require_safe
@cache_control(public=True, max_age=A_YEAR, immutable=True)
def logo(request: HttpRequest, slug: str, digest: str) -> HttpResponse:
    """The address names the picture by its content, so browsers may keep it for ever."""
    found = get_object_or_404(NetworkLogo, network__slug=slug, digest=digest)
    return HttpResponse(bytes(found.content), content_type="image/png")


@require_safe
def networks(request: HttpRequest) -> HttpResponse:
    """The networks that a person runs."""
    found = LocalNetwork.objects.run_by(request.user)
    return render(request, "accounts/networks.html", {"networks": found})


@require_http_methods(["GET", "HEAD", "POST"])
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """Name, colour, contact and statements of a network."""
    found = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, "accounts.change_network", found)
    form = NetworkForm(request.POST or None, initial=_initial(found))
    if request.method == "POST" and form.is_valid() and _saved(request, found, form):
        return redirect("accounts:network", slug=slug)
    return _network_page(request, found, form, LogoForm(initial={"version": found.version}))


@require_POST
def change_logo(request: HttpRequest, slug: str) -> HttpResponse:
    """A new logo for a network, or none."""
    found = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, "accounts.change_network", found)
    form = LogoForm(request.POST, request.FILES)
    if form.is_valid() and _logo_saved(request, found, form):
        return redirect("accounts:network", slug=slug)
    return _network_page(request, found, NetworkForm(initial=_initial(found)), form)


def _network_page(
    request: HttpRequest, found: LocalNetwork, form: NetworkForm, logo_form: LogoForm
) -> HttpResponse:
    context = {"form": form, "logo_form": logo_form, "subject": found}
    status = 422 if form.errors or logo_form.errors else 200
    return render(request, "accounts/network.html", context, status=status)


def _initial(found: LocalNetwork) -> dict[str, object]:
    return {name: getattr(found, name) for name in NetworkForm.base_fields if hasattr(found, name)}


def _saved(request: HttpRequest, found: LocalNetwork, form: NetworkForm) -> bool:
    try:
        actions.change_network(
            by=request.user,  # type: ignore[arg-type]
            network=found,
            values=form.values(),
            version=form.cleaned_data["version"] or 0,
            key=form.cleaned_data["idempotency_key"],
        )
    except Conflict:
        found.refresh_from_db()
        form.renew(found.version)
        form.add_error(
            None,
            _(
                "Somebody else changed this page just now. Look at it and save again if you are"
                " sure."
            ),
        )
        return False
    messages.success(request, _("Saved."))
    return True


def _logo_saved(request: HttpRequest, found: LocalNetwork, form: LogoForm) -> bool:
    try:
        actions.change_logo(
            by=request.user,  # type: ignore[arg-type]
            network=found,
            picture=form.cleaned_data["picture"],
            version=form.cleaned_data["version"] or 0,
            key=form.cleaned_data["idempotency_key"],
        )
    except Conflict:
        found.refresh_from_db()
        form.renew(found.version)
        # A browser does not send a file twice by itself.
        form.add_error(
            "picture",
            _("Somebody else changed this page just now. Look at it and choose once more."),
        )
        return False
    messages.success(request, _("Saved."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """The people of a network, and a form to add one."""
    found = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, "accounts.change_members", found)
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = actions.add_member(
            by=request.user,  # type: ignore[arg-type]
            network=found,
            email=form.cleaned_data["email"],
            name=form.cleaned_data["name"],
            role=form.cleaned_data["role"],
            key=form.cleaned_data["idempotency_key"],
        )
        messages.success(request, _welcome(person))
        return redirect("accounts:members", slug=slug)
    context = {
        "form": form,
        "subject": found,
        "memberships": Membership.objects.current().for_network(found),
    }
    return render(request, "accounts/members.html", context, status=422 if form.errors else 200)


def _welcome(person: Membership) -> str:
    """Return what was done, and for a partner what comes next: alone they can change nothing."""
    text = _("%(name)s can now sign in.")
    if person.role == Role.PARTNER:
        text = _("%(name)s can now sign in. Now choose their organisations in the list.")
    return text % {"name": person.user}


@require_POST
def end_membership(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """End somebody's role; the last coordinator of a network stays."""
    networks = LocalNetwork.objects.for_user(request.user)
    membership = get_object_or_404(Membership.objects.current().in_networks(networks), pk=pk)
    require(request.user, "accounts.change_members", membership.network)
    try:
        actions.end_membership(by=request.user, membership=membership)  # type: ignore[arg-type]
    except actions.LastCoordinator:
        messages.error(request, _("Name another coordinator first: a network cannot do without."))
    else:
        messages.success(request, _("The role of %(name)s has ended.") % {"name": membership.user})
        if membership.user == request.user:
            # The page of a network that somebody just left is no longer theirs.
            return redirect("accounts:networks")
    return redirect("accounts:members", slug=membership.network.slug)
