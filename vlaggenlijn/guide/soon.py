"""Activities that happen soon and are about the question: beside the offers, never among them."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from vlaggenlijn.agenda.cards import Line, line_of
from vlaggenlijn.agenda.indexing import strengths, strongest
from vlaggenlijn.agenda.models import Activity, Attendance, Occurrence
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.guide.matching import Here
from vlaggenlijn.taxonomy import lookup

MOST_SOON, MOST_READ, MOST_TIMES = 3, 40, 200
AHEAD = timedelta(days=60)
# Less than this is a word in passing, not what an activity is about.
LEAST_STRENGTH = 0.5


@dataclass(frozen=True, slots=True)
class Soon:
    """The next time of an activity, and why it stands there."""

    line: Line
    reason: str

    @property
    def activity(self) -> Activity:
        return self.line.occurrence.activity


def soon(
    about: Sequence[str], ages: Sequence[int], here: Here | None, around: Sequence[str]
) -> list[Soon]:
    """Return at most three activities of the next sixty days about some themes, in three queries.

    ``ages`` are months; ``around`` holds the municipalities (NIS) of the visitor's network, where
    it is looked when the question names no place. The most telling stands first, then the soonest.
    """
    ids = strongest(dict.fromkeys(about, 1.0), MOST_READ) if about else []
    terms = _telling(strengths(ids, about)) if ids else {}
    if not terms:
        return []
    near = {here.nis, *here.next_door} if here else set(around)
    found: dict[uuid.UUID, Occurrence] = {}
    for occurrence in _coming(terms):
        if _fits(occurrence.activity, ages, near) and not occurrence.has_no_room:
            found.setdefault(occurrence.activity_id, occurrence)
    best = sorted(found.values(), key=lambda one: (-terms[one.activity_id][1], one.starts_at))
    names = lookup.labels({terms[one.activity_id][0] for one in best[:MOST_SOON]}, spoken())
    return [
        Soon(line_of(one), _reason(names, terms[one.activity_id][0])) for one in best[:MOST_SOON]
    ]


def _telling(
    weights: Mapping[uuid.UUID, Mapping[str, float]],
) -> dict[uuid.UUID, tuple[str, float]]:
    """Return for each activity the theme it is most about, with how much."""
    best = {
        record: max(terms.items(), key=lambda pair: pair[1])
        for record, terms in weights.items()
        if terms
    }
    return {record: pair for record, pair in best.items() if pair[1] >= LEAST_STRENGTH}


def _coming(ids: Mapping[uuid.UUID, object]) -> list[Occurrence]:
    now = timezone.now()
    rows = Occurrence.objects.of_ids(ids).happening().beginning_between(now, now + AHEAD)
    return list(rows.with_activity().with_taken().in_order()[:MOST_TIMES])


def _fits(activity: Activity, ages: Sequence[int], near: set[str]) -> bool:
    youngest, oldest = activity.minimum_age_months, activity.maximum_age_months
    is_for_them = not ages or any(
        (youngest is None or youngest <= months) and (oldest is None or months <= oldest)
        for months in ages
    )
    place = activity.place
    is_near = activity.attendance != Attendance.OFFLINE or (place is not None and place.nis in near)
    return is_for_them and is_near


def _reason(names: Mapping[str, str], term: str) -> str:
    return _("about: %(theme)s") % {"theme": names.get(term, "")}
