"""The municipalities of a network."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.actions import change_areas, change_regime
from vlaggenlijn.accounts.areas import OURS, municipalities_like, reason_of
from vlaggenlijn.accounts.models import LocalNetwork, Regime
from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of_forms
from vlaggenlijn.directory.models import Organization
from vlaggenlijn.places.models import Municipality


@page_of_forms
def areas(request: StaffRequest, slug: str) -> HttpResponse:
    """Search (GET ``q``), add the ticked ones, remove one, or give one another language regime."""
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, "accounts.change_network", network)
    leaving = None
    if request.method == "POST":
        leaving = _to_be_sure_of(request.POST, network)
        if leaving is None:
            _change(request, network)
            start = "?start" if "start" in request.GET else ""
            return redirect(reverse("directory:areas", args=[slug]) + start)
    context = _page(request, network) | {"leaving": leaving}
    return render(request, "directory/work/areas.html", context)


def _to_be_sure_of(sent: QueryDict, network: LocalNetwork) -> dict[str, Any] | None:
    """Who removes a municipality where organisations of the network stand is told what it means."""
    nis = sent.get("remove", "")
    if not nis or "sure" in sent:
        return None
    standing = Organization.objects.at_home_in(network).current().standing_in(nis).count()
    one = Municipality.objects.with_nis([nis]).first()
    return {"municipality": one, "count": standing} if standing and network.covers(nis) else None


def _change(request: StaffRequest, network: LocalNetwork) -> None:
    sent = request.POST
    may_set_regime = request.user.has_perm("accounts.change_host", network)
    if "regime" in sent and may_set_regime and sent["regime"] in Regime.values:
        regime = sent["regime"]
        change_regime(by=request.user, network=network, nis=sent.get("nis", ""), regime=regime)
    else:
        ours = Municipality.objects.current().in_region(*OURS)
        add = list(ours.with_nis(sent.getlist("add")))
        remove = [sent["remove"]] if sent.get("remove") else []
        change_areas(by=request.user, network=network, add=add, remove=remove)
    messages.success(request, _("Saved."))


def _page(request: StaffRequest, network: LocalNetwork) -> dict[str, Any]:
    rows = network.areas.select_related("municipality")
    words = request.GET.get("q", "").strip()[:100]
    choice = municipalities_like(words) if words else None
    present = {row.municipality_id for row in rows}
    return {
        "subject": network,
        "rows": [(row, reason_of(row.municipality_id, row.municipality.region)) for row in rows],
        "words": words,
        "found": [one for one in choice.found if one.nis not in present] if choice else [],
        "is_all_there": bool(choice and choice.found),
        "regimes": Regime.choices,
        "may_set_regime": request.user.has_perm("accounts.change_host", network),
    }
