"""The agenda that anybody may read: a list, a month, one activity, and calendars to follow."""

import uuid
from datetime import date, timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.staff_pages import page_of
from vlaggenlijn.agenda import asking, cards
from vlaggenlijn.agenda.feeds import feed_of
from vlaggenlijn.agenda.models import Activity, ActivityConcept
from vlaggenlijn.agenda.months import is_month, next_month, weeks
from vlaggenlijn.agenda.paging import Times
from vlaggenlijn.directory.sharing import share_of

TIMES_ON_A_PAGE = 30
TIMES_OF_ONE = 25
CALENDAR = "text/calendar; charset=utf-8"


def visited(request: HttpRequest) -> LocalNetwork | None:
    return request.network or None  # type: ignore[attr-defined]


@login_not_required
@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """What happens soon, or on the days that are asked for."""
    network = visited(request)
    asked = asking.read(request.GET, network)
    page = page_of(request, Times(asking.listed(asked, network)), TIMES_ON_A_PAGE)
    today = timezone.localdate()
    context = {
        "asked": asked,
        "page": page,
        "days": cards.by_day(cards.lines(page)),
        "choices": asking.choices(network),
        "this_month": (today.year, today.month),
        "is_dutch_text": cards.has_translation_note(),
    }
    return render(request, "agenda/agenda.html", context)


@login_not_required
@require_safe
def month(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """A month as a calendar; each day with something leads to its list."""
    if not is_month(year, number):
        raise Http404
    network = visited(request)
    asked = asking.read(request.GET, network)
    first = date(year, number, 1)
    counts = asking.matching(asked, network).on_days(
        first - timedelta(days=7), first + timedelta(days=38)
    )
    context = {
        "asked": asked,
        "first": first,
        "weeks": weeks(year, number, counts.counts_by_day(), timezone.localdate()),
        "before": next_month(year, number, -1),
        "after": next_month(year, number),
    }
    return render(request, "agenda/month.html", context)


@login_not_required
@require_safe
def activity(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One activity with the times that are still to come."""
    found = get_object_or_404(Activity.objects.public().with_details(), pk=pk)
    page = page_of(request, asking.of_activity(pk), TIMES_OF_ONE)
    links = ActivityConcept.objects.of_activities([pk]).with_names()
    context = {
        "activity": found,
        "facts": cards.facts_of(found),
        "page": page,
        "lines": cards.lines(page),
        "themes": [link.concept for link in links],
        "phone": cards.phone_of(found),
        "share": share_of(request.build_absolute_uri(request.path), found.title),
        "is_dutch_text": cards.has_translation_note(),
    }
    return render(request, "agenda/activity.html", context)


@login_not_required
@require_safe
@cache_control(public=True, max_age=900)
def feed(request: HttpRequest) -> HttpResponse:
    """The agenda of a network, or a part of it, for a program that follows it."""
    network = visited(request)
    asked = asking.read(request.GET, network)
    title = " · ".join(filter(None, [network.name if network else "Vlaggenlijn", _part(asked)]))
    rows = asking.matching(asked, network)
    return HttpResponse(feed_of(request, rows, title), content_type=CALENDAR)


def _part(asked: asking.Asked) -> str:
    chosen = [asked.place, asked.age, asked.theme]
    return ", ".join(str(one) for one in chosen if one)


@login_not_required
@require_safe
@cache_control(public=True, max_age=900)
def activity_feed(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The times of one activity, to put in one's own calendar."""
    found = get_object_or_404(Activity.objects.public(), pk=pk)
    rows = asking.of_activity(pk)
    response = HttpResponse(feed_of(request, rows, found.title), content_type=CALENDAR)
    response["Content-Disposition"] = 'attachment; filename="agenda.ics"'
    return response
