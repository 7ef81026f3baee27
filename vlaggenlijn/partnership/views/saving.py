"""How every form of this room is shown, saved, and given back when it could not be."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import Conflict, LocalNetwork
from vlaggenlijn.accounts.staff_pages import CONFLICT, INVALID, StaffRequest, chosen_network
from vlaggenlijn.partnership.access import CHANGE


@dataclass(frozen=True, slots=True)
class Page:
    """A page with one form: its title, where Cancel leads, and the words when it is saved."""

    title: str
    back: str
    saved: str
    template: str = "partnership/form.html"


def saved_or_shown(
    request: StaffRequest,
    form: Any,
    page: Page,
    save: Callable[[Any], Any],
    leads_to: Callable[[Any], str] | None = None,
    **context: Any,
) -> HttpResponse:
    """Show the form, or save it and lead on; one that crosses another comes back whole."""
    context |= {"form": form, "page": page}
    if request.method != "POST" or not form.is_valid():
        return render(request, page.template, context, status=INVALID if form.errors else 200)
    try:
        record = save(form)
    except Conflict as conflict:
        stored = conflict.args[0]
        form.renew(stored.version if form.cleaned_data["version"] else None)
        context |= {"is_conflict": True, "stored": stored}
        return render(request, page.template, context, status=CONFLICT)
    messages.success(request, page.saved)
    return redirect(leads_to(record) if leads_to else page.back)


def form_data(request: StaffRequest) -> Any:
    return request.POST if request.method == "POST" else None


def run_network(request: StaffRequest, slug: str, permission: str = CHANGE) -> LocalNetwork:
    """Return a network of the person in which they may change the table; else 404 or 403."""
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, permission, network)
    return network


def record_of(
    request: StaffRequest, rows: Any, pk: Any, permission: str = "", of: str = "network"
) -> Any:
    """Return a record that the person may see (404) and, where asked, may change (403)."""
    record = get_object_or_404(rows.for_user(request.user), pk=pk)
    if permission:
        require(request.user, permission, getattr(record, of))
    return record


def chosen(request: StaffRequest) -> dict[str, Any]:
    """Return what every list of this room shows: the network, the others, and what one may."""
    network = chosen_network(request)
    return {
        "networks": LocalNetwork.objects.for_user(request.user),
        "network_shown": network,
        "may_change": network is not None and request.user.has_perm(CHANGE, network),
    }
