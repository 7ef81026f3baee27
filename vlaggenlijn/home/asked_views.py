"""What was asked and not found, for who runs a network."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.guide.tallies import WEEKS
from vlaggenlijn.home.counts import last_period

PERIODS_BACK = 12


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Themes that parents asked for in four weeks, and how often nothing good was found."""
    networks = list(LocalNetwork.objects.run_by(request.user))
    if not networks:
        raise PermissionDenied
    network = _network_asked(request, networks)
    back = _periods_back(request.GET.get("terug", ""))
    day = timezone.localdate() - timedelta(weeks=WEEKS * back)
    context = {
        "networks": networks,
        "network_shown": network,
        "period": last_period(network, day),
        "earlier": back + 1 if back < PERIODS_BACK else None,
        "later": back - 1 if back else None,
    }
    return render(request, "home/asked.html", context)


def _network_asked(request: HttpRequest, networks: list[LocalNetwork]) -> LocalNetwork:
    """Return the network named in the address, else the one visited, else the first."""
    by_slug = {network.slug: network for network in networks}
    wanted = request.GET.get("netwerk", "")
    if wanted and wanted not in by_slug:
        raise Http404
    visited = getattr(request, "network", None)
    return by_slug.get(wanted or (visited.slug if visited else ""), networks[0])


def _periods_back(text: str) -> int:
    return min(int(text), PERIODS_BACK) if text.isascii() and text.isdecimal() else 0
