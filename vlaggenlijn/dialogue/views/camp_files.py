"""The programme of a camp as a file: PDF to print, calendar, schedule.xml."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.staff_pages import StaffRequest
from vlaggenlijn.common.paper import NoPango
from vlaggenlijn.dialogue.camp_boards import board_of
from vlaggenlijn.dialogue.camp_feeds import calendar_of, schedule_of
from vlaggenlijn.dialogue.camp_papers import PAPERS, own_sheet, paper
from vlaggenlijn.dialogue.camp_papers import day_book as day_book_pdf
from vlaggenlijn.dialogue.models import Camp, CampSession
from vlaggenlijn.dialogue.views.camp_public import device, public
from vlaggenlijn.dialogue.views.reached import run_camp, sealed_page

CALENDAR = "text/calendar; charset=utf-8"


def _as_pdf(
    request: HttpRequest, make: Callable[[], bytes], name: str, otherwise: str, camp: Camp
) -> HttpResponse:
    """Send a PDF; where the server cannot draw one, the page to go back to says why."""
    try:
        made = make()
    except NoPango as missing:
        messages.warning(request, str(missing))
        return redirect(otherwise, camp.pk)
    filename = f"{slugify(camp.name) or 'kamp'}-{name}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{filename}"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _address(request: HttpRequest, camp: Camp, name: str) -> str:
    return request.build_absolute_uri(reverse(f"dialogue:{name}", args=[camp.pk]))


@sealed_page
@require_safe
def print_out(request: StaffRequest, pk: uuid.UUID, kind: str) -> HttpResponse:
    """The grid on A3, a sheet for every door, or a card for every session."""
    camp = run_camp(request, pk)
    if kind not in PAPERS:
        raise Http404
    address = _address(request, camp, "camp_board")
    return _as_pdf(request, lambda: paper(camp, kind, address), kind, "dialogue:camp", camp)


@require_safe
@public
def day_book(request: HttpRequest, camp: Camp) -> HttpResponse:
    """The day book on paper."""
    address = _address(request, camp, "day_book")
    return _as_pdf(request, lambda: day_book_pdf(camp, address), "dagboek", "dialogue:day_book",
                   camp)  # fmt: skip


@never_cache
@require_safe
@public
def own(request: HttpRequest, camp: Camp) -> HttpResponse:
    """One's own day on paper."""
    sessions = list(_mine(request, camp))
    address = _address(request, camp, "camp_board")
    return _as_pdf(request, lambda: own_sheet(camp, sessions, address), "mijn-dag",
                   "dialogue:my_camp", camp)  # fmt: skip


def _mine(request: HttpRequest, camp: Camp) -> list[CampSession]:
    wanted = CampSession.objects.of_camp(camp).wanted_by(device(request, camp))
    return list(wanted.in_order_of_time()) if camp.is_public else []


@never_cache
@require_safe
@public
def own_calendar(request: HttpRequest, camp: Camp) -> HttpResponse:
    """One's own day as a calendar, once the grid is public."""
    return _calendar(request, camp, _mine(request, camp))


@require_safe
@public
def calendar(request: HttpRequest, camp: Camp) -> HttpResponse:
    """The whole programme as a calendar to subscribe to; empty until the grid is public."""
    rows = CampSession.objects.of_camp(camp).placed().in_order_of_time()
    return _calendar(request, camp, list(rows) if camp.is_public else [])


def _calendar(request: HttpRequest, camp: Camp, sessions: list[CampSession]) -> HttpResponse:
    site = f"{request.scheme}://{request.get_host()}"
    answer = HttpResponse(calendar_of(camp, sessions, site), content_type=CALENDAR)
    answer["Content-Disposition"] = 'attachment; filename="kamp.ics"'
    return answer


@require_safe
@public
def schedule(request: HttpRequest, camp: Camp) -> HttpResponse:
    """The programme as schedule.xml; without sessions until the grid is public."""
    site = f"{request.scheme}://{request.get_host()}"
    return HttpResponse(
        schedule_of(board_of(camp), site), content_type="application/xml; charset=utf-8"
    )
