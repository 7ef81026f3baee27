"""Calendars that a network follows: the list, the form, how it goes, and what was changed twice."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of
from vlaggenlijn.agenda.access import CHANGE
from vlaggenlijn.agenda.actions import settling
from vlaggenlijn.agenda.feed_run_words import run_words
from vlaggenlijn.agenda.forms.feeds import FeedForm
from vlaggenlijn.agenda.models import ActivitySource
from vlaggenlijn.directory.followed_pages import Pages, one_page

PAGES = Pages(
    form=FeedForm,
    words={
        "followed": lazy("Calendars that we follow"),
        "follow": lazy("Follow a calendar"),
        "how": lazy("How we follow this calendar"),
        "about": lazy(
            "A library, a school or a partner has a calendar of its own. We read it each day, and"
            " what is in it comes onto our agenda by itself. What you change here stays."
        ),
        "one": lazy("Calendar"),
        "nothing_yet": lazy("No calendar is followed yet"),
        "ask_for_one": lazy(
            "Ask a partner for the iCalendar address of their calendar, and add it here."
        ),
        "only_a_coordinator": lazy("Only a coordinator follows calendars"),
        "stopped": lazy("It is not read any more. The activities that came of it stay."),
        "added": lazy("This calendar is followed from now on."),
        "saved": lazy("Saved. The calendar is read again."),
        "being_read": lazy("The calendar is being read. Look here again in a minute."),
        "back": lazy("Agenda"),
        "whose": lazy("Organiser"),
    },
    listed="agenda:feeds",
    add="agenda:add_feed",
    one="agenda:followed",
    edit="agenda:edit_feed",
    read="agenda:read_feed",
    follow="agenda:set_followed",
    back="agenda:activities",
)


@require_safe
def feed(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One calendar: what came of it, and how the last readings went."""
    found = PAGES.found(request, pk)
    page = page_of(request, ActivitySource.objects.of_feed(found).with_activity())
    runs = [run_words(one) for one in PAGES.runs_of(found)]
    return one_page(request, PAGES, "agenda/work/feed.html", found, runs=runs, page=page)


@require_POST
def settle(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """What was changed on both sides: take it over from the source, or keep it as it is here."""
    sources = ActivitySource.objects.for_user(request.user).with_activity()
    source = get_object_or_404(sources, pk=pk)
    require(request.user, CHANGE, source.activity)
    name, takes = request.POST.get("name", ""), request.POST.get("take") == "1"
    settling.settle(by=request.user, source=source, name=name, takes=takes)
    messages.success(request, _("Done."))
    return redirect("agenda:work", source.activity_id)
