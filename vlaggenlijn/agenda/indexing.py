"""What of the agenda the guide can find; called by every action that writes an activity.

Activities are searched by themselves, under terms of their own: services are ranked as if there
were none.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence

from vlaggenlijn.agenda.models import Activity, ActivityConcept, State
from vlaggenlijn.taxonomy.actions import index_many
from vlaggenlijn.taxonomy.index import Entry
from vlaggenlijn.taxonomy.models import Posting

ACTIVITY, APART = "activity", "activity/"
BATCH = 500


def index_activity(activity: Activity) -> None:
    """Renew what is found of an activity; call it inside the action's transaction."""
    index_activities([activity])


def index_activities(activities: Sequence[Activity]) -> None:
    """Renew what is found of many activities; only those on the agenda are found at all."""
    themes = _themes(activities)
    entries = {
        one.pk: entry_of(one, themes[one.pk]) if one.state == State.PUBLISHED else None
        for one in activities
    }
    index_many(kind=ACTIVITY, entries=entries, apart=APART)


def index_all() -> int:
    """Renew everything, after the words of the thesaurus changed; return how many."""
    rows = list(Activity.objects.order_by("id").select_related("organizer"))
    for start in range(0, len(rows), BATCH):
        index_activities(rows[start : start + BATCH])
    return len(rows)


def _themes(activities: Iterable[Activity]) -> dict[uuid.UUID, list[str]]:
    found: dict[uuid.UUID, list[str]] = {one.pk: [] for one in activities}
    for link in ActivityConcept.objects.of_activities(found):
        found[link.activity_id].append(link.concept.term)
    return found


def entry_of(activity: Activity, terms: Iterable[str]) -> Entry:
    organizer = activity.organizer.name if activity.organizer else ""
    return Entry(activity.title, f"{activity.description}\n{organizer}", tuple(terms))


def strongest(terms: Mapping[str, float], most: int) -> list[uuid.UUID]:
    """Return the activities with the most of some terms (weights by term), the best first."""
    asked = {f"{APART}{term}": weight for term, weight in terms.items()}
    return Posting.objects.strongest(asked, most)


def strengths(ids: Iterable[uuid.UUID], terms: Iterable[str]) -> dict[uuid.UUID, dict[str, float]]:
    """Return {activity id: {term: weight}} for the activities and terms asked."""
    found = Posting.objects.weights(ids, [f"{APART}{term}" for term in terms])
    return {
        record: {term.removeprefix(APART): weight for term, weight in weights.items()}
        for record, weights in found.items()
    }
