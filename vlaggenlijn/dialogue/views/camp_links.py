"""Behind a personal link of a camp: the host's own proposal, and the report of a note taker."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from vlaggenlijn.accounts.models import Conflict
from vlaggenlijn.accounts.staff_pages import CONFLICT, INVALID, page_of_forms
from vlaggenlijn.dialogue.actions import camp_reports
from vlaggenlijn.dialogue.actions import camp_sessions as writing
from vlaggenlijn.dialogue.forms.camps import ReportForm, SessionForm
from vlaggenlijn.dialogue.forms.series import initial_of
from vlaggenlijn.dialogue.models import CampSession
from vlaggenlijn.dialogue.views.reached import sealed_page

View = Callable[..., HttpResponse]


def by_link(*purposes: str) -> Callable[[View], View]:
    """Open a page with a personal link; one that opens nothing looks the same whatever why."""

    def decorated(view: View) -> View:
        @login_not_required
        @never_cache
        @sealed_page
        @page_of_forms
        @wraps(view)
        def opened(request: HttpRequest, token: str) -> HttpResponse:
            session = writing.opened(token, *purposes)
            if session is None:
                return render(request, "dialogue/link/ended.html", status=404)
            return view(request, token, session)

        return opened

    return decorated


@by_link(writing.HOST_LINK)
def host(request: HttpRequest, token: str, session: CampSession) -> HttpResponse:
    """The host changes the proposal or takes it back, and later writes the report."""
    if "withdraw" in request.POST:
        return _withdrawn(request, token, session)
    data = request.POST if request.method == "POST" else None
    form = SessionForm(data, initial=initial_of(session, writing.SESSION_COLUMNS))
    is_conflict = False
    if form.is_bound and form.is_valid() and session.camp.takes_proposals:
        values = form.cleaned_data
        try:
            writing.change_session(
                by=None, session=session, version=values["version"] or 0, values=values,
                idempotency_key=values["idempotency_key"],
            )  # fmt: skip
        except Conflict as conflict:
            form.renew(conflict.args[0].version)
            is_conflict = True
        else:
            messages.success(request, _("It is saved."))
            return redirect("dialogue:host", token)
    return _page(request, "dialogue/camps/public/host.html", token, session, form, is_conflict)


def _withdrawn(request: HttpRequest, token: str, session: CampSession) -> HttpResponse:
    try:
        writing.withdraw(by=None, session=session)
    except writing.TooLate:
        messages.error(request, _("The grid is public already. Please call us."))
        return redirect("dialogue:host", token)
    messages.success(request, _("Your proposal is deleted."))
    return redirect("dialogue:camp_page", session.camp_id)


def _page(
    request: HttpRequest, template: str, token: str, session: CampSession, form: Any,
    is_conflict: bool,
) -> HttpResponse:  # fmt: skip
    context = {"token": token, "session": session, "camp": session.camp, "form": form,
               "is_conflict": is_conflict}  # fmt: skip
    status = CONFLICT if is_conflict else INVALID if form.errors else 200
    return render(request, template, context, status=status)


@by_link(writing.REPORT_LINK, writing.HOST_LINK)
def report(request: HttpRequest, token: str, session: CampSession) -> HttpResponse:
    """Four questions, on a phone."""
    stored = session.report if session.has_report else None
    initial = initial_of(stored, camp_reports.REPORT_COLUMNS) if stored else {}
    form = ReportForm(request.POST if request.method == "POST" else None, initial=initial)
    is_conflict = False
    if form.is_bound and form.is_valid():
        try:
            camp_reports.write_report(by=None, session=session, answers=form.cleaned_data,
                                      version=form.cleaned_data["version"])  # fmt: skip
        except Conflict as conflict:
            form.renew(conflict.args[0].version if conflict.args[0] else None)
            is_conflict = True
        except writing.TooLate:
            form.add_error(None, _("The camp has not begun yet. Come back after the session."))
        else:
            messages.success(request, _("Thank you. Your report is in the day book."))
            return redirect("dialogue:camp_report", token)
    template = "dialogue/camps/public/report.html"
    return _page(request, template, token, session, form, is_conflict)
