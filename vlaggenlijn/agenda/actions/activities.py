"""What is written about activities: added, changed, put on the agenda, taken off it."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from vlaggenlijn.accounts.models import Conflict, LocalNetwork, Recorder, User, recorded
from vlaggenlijn.agenda.actions.occurrences import (
    add_times,
    follow_pattern,
    tell_who_registered,
)
from vlaggenlijn.agenda.actions.registrations import let_in_who_waits
from vlaggenlijn.agenda.actions.telling import place_of, tell_of_state
from vlaggenlijn.agenda.indexing import index_activity
from vlaggenlijn.agenda.models import Activity, ActivityConcept, Occurrence, State
from vlaggenlijn.taxonomy.models import Concept

COLUMNS = (
    *("organizer", "title", "kind", "description", "attendance", "online_url"),
    *("location", "venue", "street", "postal_code", "municipality"),
    *("minimum_age_months", "maximum_age_months", "price", "price_note", "is_uitpas"),
    *("languages", "is_wheelchair_accessible", "accessibility"),
    *("contact_phone", "contact_email", "website"),
    *("coming", "registration_url", "places", "has_waiting_list"),
    *("first_on", "starts_at", "ends_at", "repeats", "interval", "weekdays", "until"),
    *("skips_holidays", "skipped", "also_on"),
)


def add_activity(
    *,
    by: User | None,
    network: LocalNetwork,
    values: Mapping[str, Any],
    themes: Sequence[Concept] = (),
    state: str = State.DRAFT,
    idempotency_key: uuid.UUID | None = None,
) -> Activity:
    """Add an activity with its times; the same key again returns the one of the first time.

    Raises Conflict when the key comes back with other values.
    """
    with recorded(by=by, network=network, deed="activity.add", key=idempotency_key) as recorder:
        if recorder.is_repeat:
            first = recorder.change_set.changes.get(model=Activity._meta.label_lower)
            return _same_or_conflict(Activity.locked(first.object_id), values)
        activity = Activity(network=network, state=state)
        _write(recorder, activity, values, themes)
    return activity


def add_drafts(
    *,
    recorder: Recorder,
    drafts: Sequence[Activity],
    themes: Mapping[uuid.UUID, Sequence[uuid.UUID]],
) -> None:
    """Add many drafts with their times in few statements, inside the deed of another action.

    ``themes`` are the ids of concepts by the id of the draft. A draft is found by nobody yet, so
    nothing is indexed.
    """
    recorder.add_all(drafts)
    recorder.add_all(
        ActivityConcept(activity_id=pk, concept_id=concept)
        for pk, concepts in themes.items()
        for concept in concepts
    )
    add_times(recorder, drafts)


def change_activity(
    *,
    by: User | None,
    activity: Activity,
    version: int | None,
    values: Mapping[str, Any],
    themes: Sequence[Concept] = (),
    idempotency_key: uuid.UUID | None = None,
) -> Activity:
    """Write what an editor filled in; the times follow, and who registered is told.

    Raises Conflict when someone was first.
    """
    network, deed = activity.network, "activity.change"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            return _same_or_conflict(Activity.locked(activity.pk), values)
        stored = Activity.locked(activity.pk, version)
        _write(recorder, stored, values, themes)
        _let_in(stored)
    return stored


def set_state(*, by: User | None, activity: Activity, state: str) -> Activity:
    """Put an activity on the agenda, cancel, archive it or bring it back.

    Who registered for a coming time is told that it is off, or on after all; done twice it happens
    once.
    """
    deed = f"activity.{state}"
    with recorded(by=by, network=activity.network, deed=deed) as recorder:
        stored = Activity.locked(activity.pk)
        was_on = stored.state == State.PUBLISHED
        stored.state = state
        stored.save()
        follow_pattern(recorder, stored)
        index_activity(stored)
        tell_of_state(stored, was_on=was_on)
        _let_in(stored)
    return stored


def _let_in(activity: Activity) -> None:
    if activity.takes_registrations:
        for occurrence in Occurrence.objects.of(activity).coming():
            let_in_who_waits(occurrence)


def _write(
    recorder: Recorder, activity: Activity, values: Mapping[str, Any], themes: Sequence[Concept]
) -> None:
    place = place_of(activity)
    for name in COLUMNS:
        setattr(activity, name, values[name])
    activity.save()
    _keep_themes(activity, themes)
    followed = follow_pattern(recorder, activity)
    index_activity(activity)
    if activity.state == State.PUBLISHED:
        tell_who_registered(activity, followed, is_other_place=place != place_of(activity))


def _keep_themes(activity: Activity, themes: Sequence[Concept]) -> None:
    wanted = {theme.pk: theme for theme in themes}
    for link in ActivityConcept.objects.of_activities([activity.pk]):
        if wanted.pop(link.concept_id, None) is None:
            link.delete()
    for theme in wanted.values():
        ActivityConcept(activity=activity, concept=theme).save()


def _same_or_conflict(stored: Activity, values: Mapping[str, Any]) -> Activity:
    if any(getattr(stored, name) != values[name] for name in COLUMNS):
        raise Conflict(stored)
    return stored
