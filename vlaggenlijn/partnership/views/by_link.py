"""Pages behind a link in a mail, without signing in: opening changes nothing, a button does."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from vlaggenlijn.accounts.link_pages import by_link
from vlaggenlijn.accounts.staff_pages import INVALID
from vlaggenlijn.partnership import actions
from vlaggenlijn.partnership.forms import AnswersForm, InvitationAnswerForm
from vlaggenlijn.partnership.models import Asked, Partner, TableInvitation, Task

ENDED = "partnership/by_link/ended.html"


@by_link(actions.opened_invitation, ended=ENDED)
def answer_invitation(
    request: HttpRequest, invitation: TableInvitation, token: str
) -> HttpResponse:
    """The invitation in its own words, with yes, let us talk, or not now."""
    form = InvitationAnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        answer, words = form.cleaned_data["answer"], form.cleaned_data["words"]
        actions.answer_invitation(token=token, answer=answer, words=words)
        return redirect("partnership:answer_invitation", token)
    context = {"invitation": invitation, "form": form}
    status = INVALID if form.errors else 200
    return render(request, "partnership/by_link/invitation.html", context, status=status)


@by_link(actions.opened_partner, ended=ENDED)
def tasks(request: HttpRequest, partner: Partner, token: str) -> HttpResponse:
    """The tasks of a partner, each with one button: done, or open again."""
    if request.method == "POST":
        actions.do_by_link(
            token=token,
            task_id=_id(request.POST.get("task", "")),
            is_done="reopen" not in request.POST,
            remark=request.POST.get("remark", "").strip()[:500],
        )
        return redirect("partnership:tasks_by_link", token)
    found = Task.objects.of_partners([partner]).with_owners().soonest_first()
    context = {"partner": partner, "open": found.open(), "done": found.done()[:10]}
    return render(request, "partnership/by_link/tasks.html", context)


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)


@by_link(actions.opened_asked, ended=ENDED)
def answer_consultation(request: HttpRequest, asked: Asked, token: str) -> HttpResponse:
    """What do you see? Up to three sentences, in two minutes."""
    form = AnswersForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        actions.answer_consultation(token=token, seen=form.seen())
        return redirect("partnership:answer_consultation", token)
    context = {"asked": asked, "form": form, "is_again": "opnieuw" in request.GET}
    status = INVALID if form.errors else 200
    return render(request, "partnership/by_link/consultation.html", context, status=status)
