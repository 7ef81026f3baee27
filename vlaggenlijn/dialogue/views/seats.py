"""The pages behind the personal link of a participant; opening them changes nothing."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from vlaggenlijn.accounts.staff_pages import CONFLICT, INVALID, page_of_forms
from vlaggenlijn.dialogue.actions import answering
from vlaggenlijn.dialogue.forms import AddForm, AmendForm, InputForm, ReflectionForm, SeatForm
from vlaggenlijn.dialogue.models import Answer, Hat, Participant, Question, Quote, Reflection
from vlaggenlijn.dialogue.views.reached import sealed_page

View = Callable[..., HttpResponse]


def by_link(view: View) -> View:
    """Open a page with a personal link; one that opens nothing looks the same whatever why."""

    @login_not_required
    @never_cache
    @sealed_page
    @wraps(view)
    def opened(request: HttpRequest, token: str, *args: Any, **values: Any) -> HttpResponse:
        participant = answering.opened(token)
        if participant is None:
            return render(request, "dialogue/link/ended.html", status=404)
        return view(request, token, participant, *args, **values)

    return opened


@by_link
@page_of_forms
def seat(request: HttpRequest, token: str, participant: Participant) -> HttpResponse:
    """What the table is about; take a seat, or see what one can do now."""
    form = SeatForm(request.POST if request.method == "POST" else None, participant=participant)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            answering.register(participant=participant, values=form.cleaned_data)
        except answering.Full:
            form.add_error("table", _("The last seat of this table has just been taken."))
            status = CONFLICT
        except answering.TooLate:
            form.add_error(None, _("This table is over. Call us if something is not right."))
            status = CONFLICT
        else:
            messages.success(request, _("You have a seat. Thank you for coming."))
            return redirect("dialogue:seat", token)
    context = _context(token, participant) | {"form": form}
    context["has_tables"] = form.fields["table"].queryset.exists()  # type: ignore[attr-defined]
    status = INVALID if form.errors and status == 200 else status
    return render(request, "dialogue/link/seat.html", context, status=status)


def _context(token: str, participant: Participant) -> dict[str, Any]:
    was_there = participant.state == Participant.State.PRESENT
    return {
        "token": token,
        "participant": participant,
        "series": participant.series,
        "is_over": participant.state in answering.CLOSED,
        "may_check": was_there and participant.check_asked_at is not None,
        "has_questions": Question.objects.of_series(participant.series).asked().exists(),
    }


@require_POST
@by_link
def excuse(request: HttpRequest, token: str, participant: Participant) -> HttpResponse:
    """Nobody can come."""
    try:
        answering.excuse(participant=participant)
    except answering.TooLate:
        messages.warning(request, _("This table is over. Call us if something is not right."))
    else:
        messages.success(request, _("Thank you for telling us. Your seat is free for others."))
    return redirect("dialogue:seat", token)


@by_link
@page_of_forms
def input_form(request: HttpRequest, token: str, participant: Participant) -> HttpResponse:
    """The short questions before the table."""
    form = InputForm(
        request.POST if request.method == "POST" else None,
        questions=Question.objects.of_series(participant.series).asked(),
        answers=Answer.objects.of_participant(participant),
    )
    if form.is_bound and form.is_valid():
        answering.answer_form(participant=participant, answers=form.answers())
        messages.success(request, _("Thank you. Your answers help us prepare the table."))
        return redirect("dialogue:seat", token)
    return _short_form(request, token, participant, form, _("A few short questions"))


@by_link
@page_of_forms
def reflect(request: HttpRequest, token: str, participant: Participant) -> HttpResponse:
    """A moment for oneself: a few words under each hat."""
    form = ReflectionForm(
        request.POST if request.method == "POST" else None,
        hats=Hat.objects.of_series(participant.series),
        notes=Reflection.objects.of_participant(participant),
    )
    if form.is_bound and form.is_valid():
        answering.reflect(participant=participant, texts=form.texts())
        messages.success(request, _("Your notes are kept."))
        return redirect("dialogue:seat", token)
    return _short_form(request, token, participant, form, _("Your notes for each hat"))


def _short_form(
    request: HttpRequest, token: str, participant: Participant, form: Any, heading: str
) -> HttpResponse:
    context = _context(token, participant) | {"form": form, "heading": heading}
    status = INVALID if form.errors else 200
    return render(request, "dialogue/link/form.html", context, status=status)


@by_link
@page_of_forms
def check(request: HttpRequest, token: str, participant: Participant) -> HttpResponse:
    """One's own quotes: all right as they stand, or add something."""
    if participant.table is None or participant.check_asked_at is None:
        return redirect("dialogue:seat", token)
    quotes = Quote.objects.of_participant(participant).standing().in_order()
    hats = Hat.objects.of_series(participant.series)
    form = AddForm(request.POST if "text" in request.POST else None, hats=hats)
    if request.method == "POST" and not form.is_bound:
        answering.approve(participant=participant, quotes=list(quotes.waiting()))
        messages.success(request, _("Thank you. All your quotes are approved."))
        return redirect("dialogue:check", token)
    if form.is_bound and form.is_valid():
        answering.add_own(participant=participant, **form.cleaned_data)
        messages.success(request, _("It is added."))
        return redirect("dialogue:check", token)
    context = _context(token, participant) | {"quotes": quotes, "form": form}
    context["waiting"] = quotes.waiting().count()
    status = INVALID if form.errors else 200
    return render(request, "dialogue/link/check.html", context, status=status)


@by_link
@page_of_forms
def check_one(
    request: HttpRequest, token: str, participant: Participant, pk: uuid.UUID
) -> HttpResponse:
    """One quote: approve it, put other words, or take it back."""
    quote = Quote.objects.of_participant(participant).standing().with_id(pk)
    if quote is None or participant.check_asked_at is None:
        return render(request, "dialogue/link/ended.html", status=404)
    form = AmendForm(request.POST if "text" in request.POST else None,
                     initial={"text": quote.text})  # fmt: skip
    done = _answered(request, participant, quote, form) if request.method == "POST" else ""
    if done:
        messages.success(request, done)
        return redirect("dialogue:check", token)
    context = _context(token, participant) | {"quote": quote, "form": form}
    status = INVALID if form.errors else 200
    return render(request, "dialogue/link/check_one.html", context, status=status)


def _answered(request: HttpRequest, participant: Participant, quote: Quote, form: AmendForm) -> str:
    """Do what was pressed and return what to say; nothing when the form is not right yet."""
    if "withdraw" in request.POST:
        answering.withdraw(participant=participant, quotes=[quote])
        return _("The quote is taken back and deleted.")
    if "approve" in request.POST:
        answering.approve(participant=participant, quotes=[quote])
        return _("Thank you. The quote is approved.")
    if not form.is_bound or not form.is_valid():
        return ""
    answering.amend(participant=participant, quote=quote, text=form.cleaned_data["text"])
    return _("Your words now stand in its place.")


@by_link
@page_of_forms
def consent(request: HttpRequest, token: str, participant: Participant) -> HttpResponse:
    """Take consent back: asked first, because all quotes go with it."""
    if request.method == "POST":
        answering.revoke_consent(participant=participant)
        messages.success(request, _("Your consent is taken back, and your quotes are deleted."))
        return redirect("dialogue:seat", token)
    context = _context(token, participant)
    context["count"] = Quote.objects.of_participant(participant).standing().count()
    return render(request, "dialogue/link/consent.html", context)
