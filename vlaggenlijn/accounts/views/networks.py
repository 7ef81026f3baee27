"""A network: its colours, its own page, its contact and its beginning."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vlaggenlijn.accounts import actions
from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.colours import stylesheet
from vlaggenlijn.accounts.forms import AddNetworkForm, ContactForm, HostForm, LogoForm, NetworkForm
from vlaggenlijn.accounts.models import Conflict, LocalNetwork, NetworkLogo
from vlaggenlijn.accounts.sites import site_of
from vlaggenlijn.common.forms import VersionedForm

A_YEAR = 365 * 24 * 60 * 60
ROWS_ON_A_PAGE = 50


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
    run = LocalNetwork.objects.run_by(request.user).order_by("name", "slug")
    context = {
        "page": Paginator(run, ROWS_ON_A_PAGE).get_page(request.GET.get("page")),
        "may_add": request.user.has_perm("accounts.add_network"),
    }
    return render(request, "accounts/networks.html", context)


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
    context = {
        "form": form,
        "logo_form": logo_form,
        "subject": found,
        "may_change_host": request.user.has_perm("accounts.change_host"),
    }
    status = 422 if form.errors or logo_form.errors else 200
    return render(request, "accounts/network.html", context, status=status)


def _initial(found: LocalNetwork, form: type[VersionedForm] = NetworkForm) -> dict[str, object]:
    return {name: getattr(found, name) for name in form.base_fields if hasattr(found, name)}


def _saved(
    request: HttpRequest, found: LocalNetwork, form: NetworkForm | ContactForm | HostForm
) -> bool:
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
def contact(request: HttpRequest, slug: str) -> HttpResponse:
    """Only the person to turn to and the form of address: light enough for a first day."""
    found = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, "accounts.change_network", found)
    form = ContactForm(request.POST or None, initial=_initial(found, ContactForm))
    if request.method == "POST" and form.is_valid() and _saved(request, found, form):
        return onwards(request, slug, "accounts:network")
    context = {"form": form, "subject": found}
    return render(request, "accounts/contact.html", context, status=422 if form.errors else 200)


def onwards(request: HttpRequest, slug: str, otherwise: str) -> HttpResponse:
    """Return to the steps of the first day for whoever came from there, else to another page."""
    return redirect("home:first_day" if "start" in request.GET else otherwise, slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
def host(request: HttpRequest, slug: str) -> HttpResponse:
    """The host name of a network."""
    found = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, "accounts.change_host", found)
    form = HostForm(request.POST or None, network=found, initial=_initial(found, HostForm))
    if request.method == "POST" and form.is_valid() and _saved(request, found, form):
        return redirect("accounts:network", slug=slug)
    context = {"form": form, "subject": found}
    return render(request, "accounts/host.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def add_network(request: HttpRequest) -> HttpResponse:
    """A new network with its area; its first coordinator is invited by mail."""
    require(request.user, "accounts.add_network", None)
    form = AddNetworkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        network = actions.found_network(
            by=request.user,  # type: ignore[arg-type]
            slug=typed["slug"],
            name=typed["name"],
            municipalities=typed["municipalities"],
            coordinator=typed["coordinator"],
            coordinator_name=typed["coordinator_name"],
            site=lambda made: site_of(made, request),
        )
        text = _("%(network)s is there. We sent an invitation to %(email)s.")
        messages.success(request, text % {"network": network, "email": typed["coordinator"]})
        return redirect("home:first_day", slug=network.slug)
    context = {"form": form}
    return render(request, "accounts/add_network.html", context, status=422 if form.errors else 200)
