"""Pages behind a link in a mail, without signing in. Opening them changes nothing; a button does.

A link that opens nothing (any more) looks the same whatever the reason.
"""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from vlaggenlijn.accounts.staff_pages import INVALID, page_of_forms
from vlaggenlijn.partnership import actions
from vlaggenlijn.partnership.forms import AnswersForm, InvitationAnswerForm
from vlaggenlijn.partnership.models import Task


@login_not_required
@never_cache
@page_of_forms
def answer_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The invitation in its own words, with yes, let us talk, or not now."""
    invitation = actions.opened_invitation(token)
    if invitation is None:
        return _ended(request)
    form = InvitationAnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        answer, words = form.cleaned_data["answer"], form.cleaned_data["words"]
        actions.answer_invitation(token=token, answer=answer, words=words)
        return _quiet(redirect("partnership:answer_invitation", token))
    context = {"invitation": invitation, "form": form}
    status = INVALID if form.errors else 200
    return _quiet(render(request, "partnership/by_link/invitation.html", context, status=status))


@login_not_required
@never_cache
@page_of_forms
def tasks(request: HttpRequest, token: str) -> HttpResponse:
    """The tasks of a partner, each with one button: done, or open again."""
    partner = actions.opened_partner(token)
    if partner is None:
        return _ended(request)
    if request.method == "POST":
        actions.do_by_link(
            token=token,
            task_id=_id(request.POST.get("task", "")),
            is_done="reopen" not in request.POST,
            remark=request.POST.get("remark", "").strip()[:500],
        )
        return _quiet(redirect("partnership:tasks_by_link", token))
    found = Task.objects.of_partners([partner]).with_owners().soonest_first()
    context = {"partner": partner, "open": found.open(), "done": found.done()[:10]}
    return _quiet(render(request, "partnership/by_link/tasks.html", context))


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)


@login_not_required
@never_cache
@page_of_forms
def answer_consultation(request: HttpRequest, token: str) -> HttpResponse:
    """What do you see? Up to three sentences, in two minutes."""
    asked = actions.opened_asked(token)
    if asked is None:
        return _ended(request)
    form = AnswersForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        actions.answer_consultation(token=token, seen=form.seen())
        return _quiet(redirect("partnership:answer_consultation", token))
    context = {"asked": asked, "form": form, "is_again": "opnieuw" in request.GET}
    status = INVALID if form.errors else 200
    return _quiet(render(request, "partnership/by_link/consultation.html", context, status=status))


def _ended(request: HttpRequest) -> HttpResponse:
    return _quiet(render(request, "partnership/by_link/ended.html", status=404))


def _quiet(response: HttpResponse) -> HttpResponse:
    response["Referrer-Policy"] = "no-referrer"
    return response
