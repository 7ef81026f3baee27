"""Groups and their meetings: agenda, attendance, minutes and decisions."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of, page_of_forms
from vlaggenlijn.partnership import actions
from vlaggenlijn.partnership.access import CHANGE
from vlaggenlijn.partnership.forms import GroupForm, MeetingForm, MinutesForm
from vlaggenlijn.partnership.models import AgendaPoint, Group, Meeting
from vlaggenlijn.partnership.views.saving import (
    Page,
    chosen,
    form_data,
    record_of,
    run_network,
    saved_or_shown,
)


@require_safe
def groups(request: StaffRequest) -> HttpResponse:
    """The groups of a network, what comes, and the last decisions."""
    context, now = chosen(request), timezone.now()
    network = context["network_shown"]
    if network is not None:
        meetings = Meeting.objects.of_network(network).with_group()
        context |= {
            "page": page_of(request, Group.objects.of_network(network).current().with_seats()),
            "to_come": meetings.to_come(now)[:10],
            "past": meetings.past(now)[:10],
            "decided": AgendaPoint.objects.of_network(network).decided()[:10],
        }
    return render(request, "partnership/groups.html", context)


def list_url(network: LocalNetwork) -> str:
    return f"{reverse('partnership:groups')}?netwerk={network.slug}"


def group_url(found: Group) -> str:
    return reverse("partnership:group", args=[found.pk])


@require_safe
def group(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One group: who sits in it, its meetings, its decisions."""
    found = record_of(request, Group.objects.select_related("network"), pk)
    context = {
        "group": found,
        "partners": found.partners.with_people(),
        "page": page_of(request, found.meetings.with_group()),
        "decided": AgendaPoint.objects.of_group(found).decided()[:20],
        "may_change": request.user.has_perm(CHANGE, found.network),
        "back": list_url(found.network),
    }
    return render(request, "partnership/group.html", context)


@page_of_forms
def add_group(request: StaffRequest, slug: str) -> HttpResponse:
    network = run_network(request, slug)
    form = GroupForm(form_data(request), network=network)
    page = Page(_("Add a group"), list_url(network), _("The group is there."))
    return _group_form(request, form, page, Group(network=network))


@page_of_forms
def edit_group(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    found = record_of(request, Group.objects.select_related("network"), pk, CHANGE)
    form = GroupForm(form_data(request), network=found.network, initial=GroupForm.shown(found))
    return _group_form(request, form, Page(str(found), group_url(found), _("Saved.")), found)


def _group_form(request: StaffRequest, form: GroupForm, page: Page, found: Group) -> HttpResponse:
    return saved_or_shown(
        request,
        form,
        page,
        lambda one: actions.keep_group(
            by=request.user,
            group=found,
            values=one.values(),
            partners=one.cleaned_data["partners"],
            **one.key(),
        ),
        group_url,
    )


@require_POST
def end_group(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """A group ends, or goes on again; the button says which."""
    found = record_of(request, Group.objects.select_related("network"), pk, CHANGE)
    stored = actions.end_group(by=request.user, group=found, is_ended="back" not in request.POST)
    text = _("The group ended.") if stored.ended_on else _("The group goes on.")
    messages.success(request, text)
    return redirect(group_url(stored))


def meeting_url(found: Meeting) -> str:
    return reverse("partnership:meeting", args=[found.pk])


@require_safe
def meeting(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One meeting: agenda or minutes, who was there, and the tasks that follow."""
    found = record_of(request, Meeting.objects.with_group(), pk)
    context = {
        "meeting": found,
        "points": found.points.all(),
        "attendances": found.attendances.select_related("partner__organization"),
        "tasks": found.tasks.with_owners().soonest_first(),
        "may_change": request.user.has_perm(CHANGE, found.network),
        "back": group_url(found.group),
    }
    return render(request, "partnership/meeting.html", context)


@page_of_forms
def add_meeting(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Plan a meeting of a group; its agenda begins with what the last one left open."""
    found = record_of(request, Group.objects.select_related("network"), pk, CHANGE)
    form = MeetingForm(form_data(request), initial={"time": "13:30"})
    page = Page(_("Plan a meeting"), group_url(found), _("The meeting is planned."))
    return _meeting_form(request, form, page, Meeting(group=found))


@page_of_forms
def edit_meeting(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    found = record_of(request, Meeting.objects.with_group(), pk, CHANGE)
    form = MeetingForm(form_data(request), initial=MeetingForm.shown(found))
    return _meeting_form(request, form, Page(str(found), meeting_url(found), _("Saved.")), found)


def _meeting_form(
    request: StaffRequest, form: MeetingForm, page: Page, found: Meeting
) -> HttpResponse:
    return saved_or_shown(
        request,
        form,
        page,
        lambda one: actions.keep_meeting(
            by=request.user,
            meeting=found,
            values=one.values(),
            agenda=one.agenda_lines(),
            **one.key(),
        ),
        meeting_url,
        lead=str(found.group),
    )


@page_of_forms
def minutes(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Who was there, and what was said and decided at each point."""
    found = record_of(request, Meeting.objects.with_group(), pk, CHANGE)
    form = MinutesForm(form_data(request), meeting=found)
    page = Page(
        str(found), meeting_url(found), _("The minutes are saved."), "partnership/minutes.html"
    )
    return saved_or_shown(
        request,
        form,
        page,
        lambda one: actions.keep_minutes(
            by=request.user,
            meeting=found,
            version=one.cleaned_data["version"],
            guests=one.cleaned_data["guests"],
            attendance=one.attendance(),
            points=one.written(),
            idempotency_key=one.cleaned_data["idempotency_key"],
        ),
    )
