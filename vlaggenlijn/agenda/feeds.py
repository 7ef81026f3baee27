"""The times of an agenda as a calendar file."""

import uuid
from collections import defaultdict
from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from vlaggenlijn.agenda.cards import event_of
from vlaggenlijn.agenda.icalendar_text import calendar
from vlaggenlijn.agenda.models import ActivityConcept, Occurrence, OccurrenceQuerySet
from vlaggenlijn.common.tongues import spoken

LOOK_BACK = timedelta(days=30)
MOST_EVENTS = 2000


def feed_of(request: HttpRequest, rows: OccurrenceQuerySet, name: str) -> str:
    """Return the calendar of some times: from a month back, at most the first two thousand."""
    recent = rows.ended_after(timezone.now() - LOOK_BACK).with_activity().in_order()
    occurrences = list(recent[:MOST_EVENTS])
    themes = _themes(occurrences)
    site = f"{request.scheme}://{request.get_host()}"
    events = (event_of(one, site, tuple(themes[one.activity_id])) for one in occurrences)
    return calendar(events, name=name, language=spoken())


def _themes(occurrences: list[Occurrence]) -> dict[uuid.UUID, list[str]]:
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    activities = {one.activity_id for one in occurrences}
    for link in ActivityConcept.objects.of_activities(activities).with_names():
        found[link.activity_id].append(link.concept.label)
    return found
