"""A camp for who has its link: propose, say what one wants to see, the live board, the day book.

Nobody signs in. A device that marks sessions gets a key in a cookie of this camp alone
(docs/decisions/0024); without a tap there is no cookie.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.staff_pages import CONFLICT, INVALID, back, page_of, page_of_forms
from vlaggenlijn.common.limits import may_again
from vlaggenlijn.dialogue.actions import camp_reports
from vlaggenlijn.dialogue.actions import camp_sessions as writing
from vlaggenlijn.dialogue.camp_boards import board_of, changes_in_words
from vlaggenlijn.dialogue.forms.camps import HostForm, ProposalForm, VolunteerForm
from vlaggenlijn.dialogue.models import Camp, CampInterest, CampSession
from vlaggenlijn.dialogue.views.reached import sealed_page

COOKIE = "kamp"
KEPT_AFTER_THE_DAY = timedelta(days=14)
# At a camp everybody comes by the same address, so that these only stop machines.
MOST_PROPOSALS, MOST_DEVICES, MOST_TAPS = 60, 500, 5000
TOO_MANY = 429


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page of a camp for whoever has its link."""

    @login_not_required
    @sealed_page
    @wraps(view)
    def opened(request: HttpRequest, pk: uuid.UUID, *args: Any, **values: Any) -> HttpResponse:
        camp = get_object_or_404(Camp.objects.select_related("network"), pk=pk)
        return view(request, camp, *args, **values)

    return opened


def device(request: HttpRequest, camp: Camp) -> str:
    """Return how the visitor's device stands in the table; "" when it marked nothing yet."""
    return writing.device_of(camp, request.COOKIES.get(COOKIE, "")[:100])


@never_cache
@require_safe
@public
def camp_page(request: HttpRequest, camp: Camp) -> HttpResponse:
    """What the camp is about and everything that was proposed."""
    sessions = CampSession.objects.of_camp(camp).going_on().with_interest()
    mine = CampInterest.objects.of_camp(camp).of_device(device(request, camp)).session_ids()
    context = {"camp": camp, "page": page_of(request, sessions), "mine": mine}
    return render(request, "dialogue/camps/public/camp.html", context)


@never_cache
@page_of_forms
@public
def propose(request: HttpRequest, camp: Camp) -> HttpResponse:
    """Offer a session, or ask for one, without an account."""
    form = ProposalForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = INVALID
        if form.is_valid():
            made = _kept(request, camp, form)
            if made is not None:
                return _with_its_link(request, camp, made)
            status = TOO_MANY
        form.renew()
    context = {"camp": camp, "form": form}
    return render(request, "dialogue/camps/public/propose.html", context, status=status)


def _with_its_link(request: HttpRequest, camp: Camp, session: CampSession) -> HttpResponse:
    """Show the personal link of a host, once."""
    token = writing.link_for(session, writing.HOST_LINK)
    address = request.build_absolute_uri(reverse("dialogue:host", args=[token]))
    context = {"camp": camp, "session": session, "address": address}
    return render(request, "dialogue/camps/public/proposed.html", context)


def _kept(request: HttpRequest, camp: Camp, form: ProposalForm) -> CampSession | None:
    key = form.cleaned_data["key"]
    try:
        if not may_again(request, "camp-propose", MOST_PROPOSALS):
            raise writing.CampIsFull
        return writing.propose(by=None, camp=camp, values=form.cleaned_data, idempotency_key=key,
                               is_by_visitor=True)  # fmt: skip
    except writing.CampIsFull:
        form.add_error(None, _("There are more proposals than fit. Please call us."))
    except writing.TooLate:
        form.add_error(None, _("Proposals are closed: the grid is being made. Please call us."))
    return None


def _session(camp: Camp, pk: uuid.UUID) -> CampSession:
    rows = CampSession.objects.of_camp(camp).with_interest().with_report()
    return get_object_or_404(rows, pk=pk)


@never_cache
@require_safe
@public
def session(request: HttpRequest, camp: Camp, session_pk: uuid.UUID) -> HttpResponse:
    """One session: what, where, when, and what came of it."""
    found = _session(camp, session_pk)
    mine = CampInterest.objects.of_camp(camp).of_device(device(request, camp)).session_ids()
    context = {"camp": camp, "session": found, "mine": mine}
    return render(request, "dialogue/camps/public/session.html", context)


@never_cache
@page_of_forms
@public
def host_session(request: HttpRequest, camp: Camp, session_pk: uuid.UUID) -> HttpResponse:
    """Host what somebody asked for."""
    found = _session(camp, session_pk)
    form = HostForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = INVALID
        if form.is_valid():
            made = _hosted(request, found, form)
            if made is not None:
                return _with_its_link(request, camp, made)
            status = CONFLICT
        form.renew()
    context = {"camp": camp, "session": found, "form": form}
    return render(request, "dialogue/camps/public/host_session.html", context, status=status)


def _hosted(request: HttpRequest, session: CampSession, form: HostForm) -> CampSession | None:
    if not may_again(request, "camp-propose", MOST_PROPOSALS):
        form.add_error(None, _("That is too much at once from here. Try again tomorrow."))
        return None
    try:
        return writing.host_it(session=session, host=form.cleaned_data["host"])
    except writing.TooLate:
        form.add_error(None, _("Somebody hosts it already, or the grid is being made."))
        return None


@never_cache
@page_of_forms
@public
def volunteer(request: HttpRequest, camp: Camp, session_pk: uuid.UUID) -> HttpResponse:
    """Take notes in a session where nobody does yet."""
    found = _session(camp, session_pk)
    form = VolunteerForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = INVALID
        if form.is_valid():
            if _takes_notes(request, found, form):
                token = writing.link_for(found, writing.REPORT_LINK)
                link = request.build_absolute_uri(reverse("dialogue:camp_report", args=[token]))
                context = {"camp": camp, "session": found, "address": link}
                return render(request, "dialogue/camps/public/takes_notes.html", context)
            status = CONFLICT
        form.renew()
    context = {"camp": camp, "session": found, "form": form}
    return render(request, "dialogue/camps/public/volunteer.html", context, status=status)


def _takes_notes(request: HttpRequest, session: CampSession, form: VolunteerForm) -> bool:
    if not may_again(request, "camp-propose", MOST_PROPOSALS):
        form.add_error(None, _("That is too much at once from here. Try again tomorrow."))
        return False
    try:
        camp_reports.volunteer(session=session, name=form.cleaned_data["name"])
    except writing.TooLate:
        form.add_error(None, _("Somebody takes notes already, or the report is there."))
        return False
    return True


@require_POST
@public
def want(request: HttpRequest, camp: Camp, session_pk: uuid.UUID) -> HttpResponse:
    """Mark a session, or take the mark back."""
    found, known = _session(camp, session_pk), request.COOKIES.get(COOKIE, "")[:100]
    answer = back(request, reverse("dialogue:camp_page", args=[camp.pk]))  # type: ignore[arg-type]
    if not camp.has_names or not _may_tap(request, camp, is_new=not known):
        messages.warning(request, _("That is too much at once from here. Try again tomorrow."))
        return answer
    key = known or writing.new_device_key()
    is_wanted = "want" in request.POST
    writing.want(session=found, device=writing.device_of(camp, key), is_wanted=is_wanted)
    until = timezone.now().replace(hour=0, minute=0) + (camp.day - timezone.localdate())
    answer.set_cookie(
        COOKIE, key, expires=max(until, timezone.now()) + KEPT_AFTER_THE_DAY, httponly=True,
        samesite="Lax", secure=request.is_secure(),
        path=reverse("dialogue:camp_page", args=[camp.pk]),
    )  # fmt: skip
    return answer


def _may_tap(request: HttpRequest, camp: Camp, *, is_new: bool) -> bool:
    if is_new and not may_again(request, f"camp-device:{camp.pk}", MOST_DEVICES):
        return False
    return may_again(request, f"camp-tap:{camp.pk}", MOST_TAPS)


@never_cache
@require_safe
@public
def mine(request: HttpRequest, camp: Camp) -> HttpResponse:
    """The sessions that this device marked, in the order of the day."""
    wanted = CampSession.objects.of_camp(camp).wanted_by(device(request, camp))
    context = {"camp": camp, "sessions": wanted.in_order_of_time()}
    return render(request, "dialogue/camps/public/mine.html", context)


def _board(camp: Camp) -> dict[str, Any]:
    board = board_of(camp, timezone.now())
    return {"camp": camp, "board": board, "changes": changes_in_words(board)}


@never_cache
@require_safe
@public
def board(request: HttpRequest, camp: Camp) -> HttpResponse:
    """The grid with where now is; it renews itself, and has a link for who wants to do that."""
    return render(request, "dialogue/camps/public/board.html", _board(camp))


@require_safe
@public
def board_now(request: HttpRequest, camp: Camp) -> HttpResponse:
    """The part of the board that changes; 304 for who has it already."""
    answer = render(request, "dialogue/camps/public/_board.html", _board(camp))
    etag = f'"{sha256(answer.content).hexdigest()[:32]}"'
    answer["ETag"], answer["Cache-Control"] = etag, "no-cache"
    return get_conditional_response(request, etag=etag, response=answer) or answer


@never_cache
@require_safe
@public
def day_book(request: HttpRequest, camp: Camp) -> HttpResponse:
    """What came of each session, in the order of the day."""
    context = {"camp": camp, "board": board_of(camp)}
    return render(request, "dialogue/camps/public/day_book.html", context)
