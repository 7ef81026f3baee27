"""Writes what an import found: new activities in few statements, changed ones with their times."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from vlaggenlijn.accounts.models import Recorder
from vlaggenlijn.agenda.actions.occurrences import (
    add_times,
    follow_pattern,
    tell_who_registered,
)
from vlaggenlijn.agenda.actions.registrations import let_in_who_waits
from vlaggenlijn.agenda.actions.telling import place_of, tell_of_state
from vlaggenlijn.agenda.indexing import index_activities
from vlaggenlijn.agenda.models import (
    Activity,
    ActivityConcept,
    ActivitySource,
    Occurrence,
    State,
)

BATCH = 500


@dataclass(slots=True)
class Writing:
    """What is ready to be written; ``themes`` are ids of concepts by activity, if they change."""

    added: list[Activity] = field(default_factory=list)
    changed: list[Activity] = field(default_factory=list)
    themes: dict[uuid.UUID, Sequence[uuid.UUID]] = field(default_factory=dict)
    sources: list[ActivitySource] = field(default_factory=list)
    changed_sources: list[ActivitySource] = field(default_factory=list)

    def write(self, recorder: Recorder) -> None:
        """Write all of it inside the deed of an import."""
        recorder.add_all(self.added)
        self._add_themes(recorder)
        add_times(recorder, self.added)
        for activity in self.changed:
            self._change(recorder, activity)
        recorder.add_all(self.sources)
        for source in self.changed_sources:
            source.save()
        self._index()

    def _add_themes(self, recorder: Recorder) -> None:
        new = {one.pk for one in self.added}
        recorder.add_all(
            ActivityConcept(activity_id=pk, concept_id=concept)
            for pk, concepts in self.themes.items()
            if pk in new
            for concept in concepts
        )

    def _change(self, recorder: Recorder, activity: Activity) -> None:
        stored = Activity.objects.get(pk=activity.pk)
        activity.save()
        if activity.pk in self.themes:
            _keep_themes(activity, self.themes[activity.pk])
        followed = follow_pattern(recorder, activity)
        is_told = tell_of_state(activity, was_on=stored.state == State.PUBLISHED)
        if activity.state == State.PUBLISHED and not is_told:
            is_other_place = place_of(stored) != place_of(activity)
            tell_who_registered(activity, followed, is_other_place=is_other_place)
        if activity.takes_registrations:
            for occurrence in Occurrence.objects.of(activity).coming():
                let_in_who_waits(occurrence)

    def _index(self) -> None:
        touched = [one for one in self.added if one.state == State.PUBLISHED] + self.changed
        for start in range(0, len(touched), BATCH):
            index_activities(touched[start : start + BATCH])


def _keep_themes(activity: Activity, wanted: Iterable[uuid.UUID]) -> None:
    missing = set(wanted)
    for link in ActivityConcept.objects.of_activities([activity.pk]):
        if link.concept_id in missing:
            missing.discard(link.concept_id)
        else:
            link.delete()
    for concept in missing:
        ActivityConcept(activity=activity, concept_id=concept).save()
