"""Tasks: what is open and late, whose it is, and that it is done."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.staff_pages import StaffRequest, back, page_of, page_of_forms
from vlaggenlijn.partnership import actions
from vlaggenlijn.partnership.access import CHANGE, DO_TASK
from vlaggenlijn.partnership.forms import TaskForm
from vlaggenlijn.partnership.models import Meeting, Task, Undertaking
from vlaggenlijn.partnership.models.work import TaskQuerySet
from vlaggenlijn.partnership.views.saving import (
    Page,
    chosen,
    form_data,
    record_of,
    run_network,
    saved_or_shown,
)

OPEN, MINE, LATE, DONE = "open", "mijn", "laat", "klaar"


@require_safe
def tasks(request: StaffRequest) -> HttpResponse:
    """The tasks of a network; ``?toon=`` narrows to mine, late or done ones."""
    context = chosen(request)
    network = context["network_shown"]
    if network is not None:
        shown = request.GET.get("toon", OPEN)
        mine = Task.objects.of_network(network).of_person(request.user)
        rows = _shown(request, Task.objects.of_network(network), shown)
        page = page_of(request, rows.with_owners().soonest_first())
        own = set(mine.values_list("pk", flat=True))
        context |= {
            "page": page,
            "rows": [(task, context["may_change"] or task.pk in own) for task in page],
            "shown": shown,
            "choices": [
                (OPEN, _("open")), (MINE, _("mine")), (LATE, _("late")), (DONE, _("done"))
            ],
        }  # fmt: skip
    return render(request, "partnership/tasks.html", context)


def _shown(request: StaffRequest, rows: TaskQuerySet, shown: str) -> TaskQuerySet:
    if shown == MINE:
        return rows.of_person(request.user).open()
    if shown == LATE:
        return rows.late(timezone.localdate())
    return rows.done() if shown == DONE else rows.open()


def list_url(network: LocalNetwork) -> str:
    return f"{reverse('partnership:tasks')}?netwerk={network.slug}"


@page_of_forms
def add_task(request: StaffRequest, slug: str) -> HttpResponse:
    """A new task; the address may name the meeting or the undertaking it follows from."""
    network = run_network(request, slug)
    meetings = Meeting.objects.of_network(network).with_group()
    meeting = {str(one.pk): one for one in meetings}.get(request.GET.get("vergadering", ""))
    undertakings = Undertaking.objects.of_network(network)
    asked = {str(one.pk): one for one in undertakings}.get(request.GET.get("initiatief", ""))
    form = TaskForm(form_data(request), network=network, initial={"undertaking": asked})
    back_to = reverse("partnership:meeting", args=[meeting.pk]) if meeting else list_url(network)
    page = Page(_("Add a task"), back_to, _("The task is there."))
    return _task_form(request, form, page, Task(network=network, meeting=meeting))


@page_of_forms
def edit_task(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    found = record_of(request, Task.objects.with_owners(), pk, CHANGE)
    form = TaskForm(form_data(request), network=found.network, initial=TaskForm.shown(found))
    page = Page(_("Change a task"), list_url(found.network), _("Saved."))
    return _task_form(request, form, page, found)


def _task_form(request: StaffRequest, form: TaskForm, page: Page, found: Task) -> HttpResponse:
    return saved_or_shown(
        request,
        form,
        page,
        lambda one: actions.keep_task(
            by=request.user, task=found, values=one.values(), **one.key()
        ),
        lead=str(found.meeting or ""),
    )


@require_POST
def do_task(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One tap: done. The page says which is wanted, so that a second tap does not open it."""
    found = record_of(request, Task.objects.with_owners(), pk)
    require(request.user, DO_TASK, found)
    stored = actions.do_task(by=request.user, task=found, is_done="reopen" not in request.POST)
    text = _("The task is open again.") if stored.is_open else _("Done. Thank you.")
    messages.success(request, text)
    return back(request, list_url(found.network))
