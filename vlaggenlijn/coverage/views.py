"""The page of gaps and overlaps, and the same as a file."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.staff_pages import StaffRequest, chosen_network
from vlaggenlijn.coverage.asking import REACHES, reach_asked, slice_asked
from vlaggenlijn.coverage.files import FORMS, as_file
from vlaggenlijn.coverage.gathering import BANDS
from vlaggenlijn.coverage.looking_into import looked_into
from vlaggenlijn.coverage.overview import overview
from vlaggenlijn.coverage.reckoning import Reckoned, reckoned
from vlaggenlijn.coverage.together import together
from vlaggenlijn.directory.exporting_files import as_download
from vlaggenlijn.needs.access import ADD


@require_safe
def gaps(request: StaffRequest) -> HttpResponse:
    """Where the offer of a network falls short or doubles, for whom, and how sure that is."""
    network, found, km = _asked(request)
    networks = LocalNetwork.objects.for_user(request.user)
    context: dict[str, Any] = {
        "networks": networks,
        "network_shown": network,
        "km": km,
        "reaches": REACHES,
    }
    if found is None or found.ground.is_without_children:
        return render(request, "coverage/nothing.html", context)
    one = slice_asked(request.GET, found)
    context |= {
        "found": found,
        "overview": overview(found, one),
        "slice": looked_into(found, one),
        "together": together(found, one),
        "chosen_function": found.ground.functions[one.function].slug,
        "chosen_age": BANDS[one.age],
        "chosen_group": found.ground.groups[one.group].slug,
        "forms": FORMS,
        "may_add": request.user.has_perm(ADD, network),
    }
    return render(request, "coverage/gaps.html", context)


def _asked(request: StaffRequest) -> tuple[LocalNetwork | None, Reckoned | None, int]:
    network, km = chosen_network(request), reach_asked(request.GET)
    return network, reckoned(network, km * 1000.0) if network else None, km


@require_safe
def file(request: StaffRequest) -> HttpResponse:
    """The neighbourhoods of one slice as a file."""
    _network, found, _km = _asked(request)
    form = request.GET.get("vorm", "")
    if found is None or form not in FORMS:
        raise Http404
    content = as_file(found, slice_asked(request.GET, found), form)
    return as_download(content, form, _("gaps and overlaps"))
