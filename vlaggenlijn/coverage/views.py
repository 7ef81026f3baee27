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
from vlaggenlijn.coverage.asking import REACHES, reach_asked, slice_asked
from vlaggenlijn.coverage.council import council, council_pdf
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
    network, found, km = _asked(request)
    form = request.GET.get("vorm", "")
    if network is None or found is None or form not in FORMS:
        raise Http404
    try:
        content = as_file(found, slice_asked(request.GET, found), form)
    except NoLetters as missing:
        return _without(request, missing, "coverage:gaps", network, km)
    return as_download(content, form, _("gaps and overlaps"))


@require_safe
def council_page(request: StaffRequest) -> HttpResponse:
    """The same in five sentences and three pictures, for who decides and has five minutes."""
    network, found, km = _asked(request)
    context: dict[str, Any] = {
        "networks": LocalNetwork.objects.for_user(request.user), "network_shown": network, "km": km,
    }  # fmt: skip
    if found is None or found.ground.is_without_children:
        return render(request, "coverage/nothing.html", context)
    context["council"] = council(found, slice_asked({}, found))
    return render(request, "coverage/council.html", context)


@require_safe
def council_paper(request: StaffRequest) -> HttpResponse:
    """The page for the council as PDF; where the server cannot draw one, the page says why."""
    network, found, km = _asked(request)
    if network is None or found is None or found.ground.is_without_children:
        raise Http404
    try:
        made = council_pdf(council(found, slice_asked({}, found)), get_language() or "nl")
    except NoPango as missing:
        return _without(request, missing, "coverage:council", network, km)
    name = f"{slugify(network.name) or 'vlaggenlijn'}-{slugify(_('For the council'))}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _without(
    request: StaffRequest, missing: Exception, page: str, network: LocalNetwork, km: int
) -> HttpResponse:
    """Say on the page where something was asked for what this machine lacks to make it."""
    messages.warning(request, str(missing))
    asked = urlencode({"netwerk": network.slug, "km": km})
    return redirect(f"{reverse(page)}?{asked}")
