"""What people told us: read beside what visitors see, and answered."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.models import Conflict
from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.corrections import corrections_of
from vlaggenlijn.directory.forms.suggestions import AnswerForm, SuggestionFilter
from vlaggenlijn.directory.hours import usual_rows
from vlaggenlijn.directory.hours_text import HoursError
from vlaggenlijn.directory.models import Service, Suggestion
from vlaggenlijn.directory.pages import service_page
from vlaggenlijn.directory.views.workspace import say_with_undo


def visible_suggestion(request: StaffRequest, pk: uuid.UUID) -> Suggestion:
    suggestions = Suggestion.objects.for_user(request.user).with_record()
    return get_object_or_404(suggestions, pk=pk)


@require_safe
def suggestions(request: StaffRequest) -> HttpResponse:
    """What waits for an answer of this person, and what was answered; new ones first."""
    form = SuggestionFilter(request.GET)
    mine = Suggestion.objects.for_user(request.user)
    found = mine.in_state(form.state_chosen).new_first().with_record()
    context = {"form": form, "page": page_of(request, found), "open_count": mine.open().count()}
    return render(request, "directory/work/suggestions.html", context)


@require_safe
def suggestion(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One message beside what visitors see of the record."""
    found = visible_suggestion(request, pk)
    return _shown(request, found, AnswerForm(initial={"version": found.version}))


def _shown(
    request: StaffRequest, found: Suggestion, form: AnswerForm, status: int = 200
) -> HttpResponse:
    context = {"suggestion": found, "form": form}
    if found.service:
        detailed = Service.objects.with_details().get(pk=found.service.pk)
        context |= {"service": detailed, "page": service_page(detailed, hours=usual_rows)}
        context["corrections"] = corrections_of(found)
    return render(request, "directory/work/suggestion.html", context, status=status)


@require_POST
def answer_suggestion(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Handled or declined, with an answer if there is one; or new again."""
    found = visible_suggestion(request, pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, form, status=422)
    try:
        actions.answer_suggestion(by=request.user, suggestion=found, **form.cleaned_data)
    except Conflict:
        messages.error(request, _("Somebody else answered just now. Look again."))
        newest = visible_suggestion(request, pk)
        form.renew(newest.version)
        return _shown(request, newest, form, status=409)
    if form.cleaned_data["state"] == Suggestion.State.NEW:
        messages.success(request, _("This message waits for an answer again."))
        return redirect("directory:suggestion", pk)
    undo = reverse("directory:reopen_suggestion", args=[pk])
    say_with_undo(request, _("Done: this message is answered."), undo, "state", "new")
    return redirect("directory:suggestions")


@require_POST
def reopen_suggestion(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Undo "handled": the message waits for an answer again."""
    found = visible_suggestion(request, pk)
    actions.answer_suggestion(
        by=request.user,
        suggestion=found,
        version=found.version,
        state=Suggestion.State.NEW,
    )
    messages.success(request, _("This message waits for an answer again."))
    return redirect("directory:suggestion", pk)


@require_POST
def take_over(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Write one value of the organisation into the record."""
    found = visible_suggestion(request, pk)
    name, version = request.POST.get("name", ""), request.POST.get("version", "")
    if not version.isdecimal() or len(version) > 9:
        raise Http404
    try:
        actions.take_over(by=request.user, suggestion=found, name=name, version=int(version))
    except KeyError:
        raise Http404 from None
    except Conflict:
        messages.error(request, _("The record changed just now. Look again."))
    except HoursError:
        messages.error(request, _("The hours in the record cannot be read. Mend them there."))
    else:
        messages.success(request, _("Taken over. Visitors see it now."))
    return redirect("directory:suggestion", pk)
