"""The page of gaps and overlaps, and the same as a file."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.staff_pages import StaffRequest, chosen_network
from vlaggenlijn.common.drawing import NoLetters
from vlaggenlijn.common.paper import NoPango
from vlaggenlijn.coverage.asking import offered, slice_asked, within_asked
from vlaggenlijn.coverage.council import council, council_pdf
from vlaggenlijn.coverage.files import FORMS, as_file
from vlaggenlijn.coverage.gathering import BANDS
from vlaggenlijn.coverage.looking_into import looked_into
from vlaggenlijn.coverage.models import TravelTimes
from vlaggenlijn.coverage.overview import overview
from vlaggenlijn.coverage.reach_words import ways_told, within_text
from vlaggenlijn.coverage.reckoning import Reckoned, reckoned
from vlaggenlijn.coverage.together import together
from vlaggenlijn.coverage.unknowns import fused_told
from vlaggenlijn.coverage.within import Within
from vlaggenlijn.directory.exporting_files import as_download
from vlaggenlijn.needs.access import ADD, CHANGE


@require_safe
def gaps(request: StaffRequest) -> HttpResponse:
    """Where the offer of a network falls short or doubles, for whom, and how sure that is."""
    network, found, within = asked(request)
    context: dict[str, Any] = {
        "networks": LocalNetwork.objects.for_user(request.user),
        "network_shown": network, "within": within, "reaches": reaches(network, within),
    }  # fmt: skip
    if found is None or found.ground.is_without_children:
        return nothing(request, context, network)
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
        "may_import": request.user.has_perm(CHANGE, network),
        "ways": ways_told(found),
        "within_text": within_text(within),
    }
    return render(request, "coverage/gaps.html", context)


def nothing(
    request: StaffRequest, context: dict[str, Any], network: LocalNetwork | None
) -> HttpResponse:
    """Say why there is no picture of a network."""
    context["fused"] = fused_told(network) if network else []
    return render(request, "coverage/nothing.html", context)


def asked(request: StaffRequest) -> tuple[LocalNetwork | None, Reckoned | None, Within]:
    """Return the network and the reach that an address asks for, and what was reckoned."""
    network = chosen_network(request)
    within = within_asked(request.GET, means_of(network))
    found = reckoned(network, within.reach, within.means) if network else None
    return network, found, within


def means_of(network: LocalNetwork | None) -> list[str]:
    """Return the means of travelling of which a network has times."""
    return TravelTimes.objects.of_network(network).current().means() if network else []


def reaches(network: LocalNetwork | None, chosen: Within) -> list[tuple[Within, str, bool]]:
    """Return the reaches to choose from: each, in words, and whether it is the one shown."""
    return [(one, within_text(one), one == chosen) for one in offered(means_of(network))]


@require_safe
def file(request: StaffRequest) -> HttpResponse:
    """The neighbourhoods of one slice as a file."""
    network, found, within = asked(request)
    form = request.GET.get("vorm", "")
    if network is None or found is None or form not in FORMS:
        raise Http404
    try:
        content = as_file(found, slice_asked(request.GET, found), form)
    except NoLetters as missing:
        return _without(request, missing, "coverage:gaps", network, within)
    return as_download(content, form, _("gaps and overlaps"))


@require_safe
def council_page(request: StaffRequest) -> HttpResponse:
    """The same in five sentences and three pictures, for who decides and has five minutes."""
    network, found, within = asked(request)
    context: dict[str, Any] = {
        "networks": LocalNetwork.objects.for_user(request.user),
        "network_shown": network, "within": within,
    }  # fmt: skip
    if found is None or found.ground.is_without_children:
        return nothing(request, context, network)
    context["council"] = council(found, slice_asked({}, found))
    return render(request, "coverage/council.html", context)


@require_safe
def council_paper(request: StaffRequest) -> HttpResponse:
    """The page for the council as PDF; where the server cannot draw one, the page says why."""
    network, found, within = asked(request)
    if network is None or found is None or found.ground.is_without_children:
        raise Http404
    try:
        made = council_pdf(council(found, slice_asked({}, found)), get_language() or "nl")
    except NoPango as missing:
        return _without(request, missing, "coverage:council", network, within)
    name = f"{slugify(network.name) or 'vlaggenlijn'}-{slugify(_('For the council'))}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _without(
    request: StaffRequest, missing: Exception, page: str, network: LocalNetwork, within: Within
) -> HttpResponse:
    """Say on the page where something was asked for what this machine lacks to make it."""
    messages.warning(request, str(missing))
    return redirect(f"{reverse(page)}?{urlencode({'netwerk': network.slug})}&{within.query}")
