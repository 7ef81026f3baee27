"""The input form and the hats of a series: what is asked beforehand, and under what one looks."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import Conflict
from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of_forms
from vlaggenlijn.dialogue.access import RUN
from vlaggenlijn.dialogue.actions import preparing as writing
from vlaggenlijn.dialogue.forms import HatForm, QuestionForm, initial_of
from vlaggenlijn.dialogue.in_use import used_hats
from vlaggenlijn.dialogue.models import Answer, Hat, Question, Series
from vlaggenlijn.dialogue.views.reached import run_series, sealed_page
from vlaggenlijn.dialogue.views.series import form_page


@require_safe
def questions(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The input form and the hats of a series."""
    series = run_series(request, pk)
    every = list(Question.objects.of_series(series).with_use())
    hats = list(Hat.objects.of_series(series))
    context = {
        "series": series,
        "questions": [one for one in every if not one.is_retired],
        "retired": [one for one in every if one.is_retired],
        "hats": hats,
        "used": used_hats(series),
        "has_room_for_a_question": len(every) < writing.MOST_QUESTIONS,
        "has_room_for_a_hat": len(hats) < len(writing.KEYS),
    }
    return render(request, "dialogue/questions.html", context)


def _question(request: StaffRequest, pk: uuid.UUID) -> Question:
    record = get_object_or_404(Question.objects.for_user(request.user), pk=pk)
    require(request.user, RUN, record.series)
    return record


def _hat(request: StaffRequest, pk: uuid.UUID) -> Hat:
    record = get_object_or_404(Hat.objects.for_user(request.user), pk=pk)
    require(request.user, RUN, record.series)
    return record


def _to_all(series: Series) -> HttpResponse:
    return redirect("dialogue:questions", series.pk)


@page_of_forms
def add_question(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One more question for the form."""
    series = run_series(request, pk)
    form = QuestionForm(request.POST or None)
    return _added(request, series, form, writing.add_question, _("Add a question"))


@page_of_forms
def add_hat(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One more way of looking."""
    series = run_series(request, pk)
    form = HatForm(request.POST or None, initial={"minutes": 20, "colour": "#4a90d9"})
    return _added(request, series, form, writing.add_hat, _("Add a hat"))


def _added(
    request: StaffRequest, series: Series, form: Any, add: Any, heading: str
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            add(by=request.user, series=series, values=values,
                idempotency_key=values["idempotency_key"])  # fmt: skip
        except writing.TooMany:
            form.add_error(None, _("There is no place for one more. Take another away first."))
        else:
            messages.success(request, _("It is saved."))
            return _to_all(series)
    back_url = reverse("dialogue:questions", args=[series.pk])
    return form_page(request, form, heading, back_url, subject=series.title)


@sealed_page
@page_of_forms
def question(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One question of the input form."""
    record = _question(request, pk)
    form = QuestionForm(request.POST or None, initial=initial_of(record, writing.QUESTION_COLUMNS))
    form.tell_of_answers(Answer.objects.to(record).count())
    return _changed(request, form, record, writing.change_question, _("Question"), "question")


@page_of_forms
def hat(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One hat of a series."""
    record = _hat(request, pk)
    form = HatForm(request.POST or None, initial=initial_of(record, writing.HAT_COLUMNS))
    return _changed(request, form, record, writing.change_hat, _("Hat"), "hat")


def _changed(
    request: StaffRequest, form: Any, record: Any, change: Any, heading: str, name: str
) -> HttpResponse:
    """Show a form of a record, or save it and go back to all of them."""
    is_conflict = False
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            change(by=request.user, version=values["version"] or 0, values=values,
                   idempotency_key=values["idempotency_key"], **{name: record})  # fmt: skip
            messages.success(request, _("It is saved."))
            return _to_all(record.series)
        except Conflict as conflict:
            form.renew(conflict.args[0].version)
            is_conflict = True
        except (writing.KindIsFixed, writing.AnswersMissing) as problem:
            _say(form, problem)
    back_url = reverse("dialogue:questions", args=[record.series_id])
    return form_page(request, form, heading, back_url, is_conflict=is_conflict,
                     subject=record.series.title)  # fmt: skip


def _say(form: Any, problem: Exception) -> None:
    if isinstance(problem, writing.KindIsFixed):
        words = _("There are answers already, so the way of answering stays as it is.")
        form.add_error("kind", words)
        return
    told = {"answers": "; ".join(problem.args[0])}
    words = _("Somebody chose this already, so it stays among the answers: %(answers)s")
    form.add_error("choices", words % told)


@require_POST
def take_away_question(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a question away, or ask it no more; with ``terug`` ask it again."""
    record = _question(request, pk)
    if "terug" in request.POST:
        writing.ask_again(by=request.user, question=record)
        messages.success(request, _("The question is asked again."))
    elif writing.take_away_question(by=request.user, question=record):
        messages.success(request, _("The question is gone."))
    else:
        messages.success(request, _("The question is asked no more. Its answers stay."))
    return _to_all(record.series)


@require_POST
def take_away_hat(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a hat away that nobody used."""
    record = _hat(request, pk)
    try:
        writing.take_away_hat(by=request.user, hat=record)
    except writing.InUse:
        messages.warning(request, _("Something stands under this hat, so it stays. Rename it."))
    else:
        messages.success(request, _("The hat is gone."))
    return _to_all(record.series)


@require_POST
def move_question(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Move a question one place up, or down."""
    record = _question(request, pk)
    writing.move_question(by=request.user, question=record, is_up="op" in request.POST)
    return _to_all(record.series)


@require_POST
def move_hat(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Give a hat the key of the one before it, or after it."""
    record = _hat(request, pk)
    writing.move_hat(by=request.user, hat=record, is_up="op" in request.POST)
    return _to_all(record.series)
