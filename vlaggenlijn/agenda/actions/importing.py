"""Activities as a kind of import: a row is an activity with its days and hours."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Count, Max, Sum
from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork, Recorder
from vlaggenlijn.agenda.actions.importing_known import (
    KnownActivities,
    KnownHere,
    Match,
    activities_with_themes,
    put,
    values_of,
)
from vlaggenlijn.agenda.actions.importing_writing import Writing
from vlaggenlijn.agenda.import_rows import (
    ACTIVITY_FIELDS,
    ActivityCleaner,
    ActivityValues,
    check_activity_mapping,
    compare_activities,
    merged_activity,
    said,
)
from vlaggenlijn.agenda.importing_words import alterations_of
from vlaggenlijn.agenda.models import Activity, ActivityConcept, ActivitySource, Occurrence, Origin
from vlaggenlijn.common.spreadsheets import Row, Table
from vlaggenlijn.directory.actions.importing_mappings import remembered
from vlaggenlijn.directory.actions.importing_plan import Compare, Planned, wrong
from vlaggenlijn.directory.import_rows import (
    CleanRow,
    Comparison,
    Problem,
    RowOutcome,
    guess_mapping,
    outcome_of,
    skipped,
)
from vlaggenlijn.directory.import_rows.decisions import LEAVE
from vlaggenlijn.directory.importing_places import KnownPlaces
from vlaggenlijn.directory.importing_report import ImportRefused, about_file

MOST_ROWS = 2_000  # with thirteen months of a weekly series behind each that is a hundred thousand


class Activities:
    """The activities of one network, with what their rows need to know."""

    deed = "activities.import"
    what = "activities"

    def __init__(self, network: LocalNetwork) -> None:
        self.network = network
        self._places = KnownPlaces.load()
        self._here = KnownHere(network, self._places)

    def start(self) -> None:
        self._known = KnownActivities(self.network)
        self._writing = Writing()
        self._taken: dict[uuid.UUID, int] = {}

    def mapping(
        self, table: Table, rows: Sequence[Row], given: Mapping[str, str] | None
    ) -> dict[str, str]:
        if given is not None:
            return dict(given)
        known = remembered(self.network, table.header, self.what)
        if known and not check_activity_mapping(table.header, known.mapping):
            return dict(known.mapping)
        return guess_mapping(table.header, ACTIVITY_FIELDS)

    def refuse_unusable(
        self, table: Table, mapping: Mapping[str, str], name_pattern: str
    ) -> list[Problem]:
        if len(table.rows) > MOST_ROWS:
            count = len(table.rows)
            raise ImportRefused(said("", "too_many_activities", count=count, limit=MOST_ROWS))
        for found in check_activity_mapping(table.header, mapping):
            raise ImportRefused(found, mapping)
        return [*map(about_file, table.warnings)]

    def rows(
        self, table: Table, rows: Sequence[Row], mapping: Mapping[str, str], name_pattern: str
    ) -> tuple[list[CleanRow], list[Problem]]:
        cleaner = ActivityCleaner(
            tuple(table.header),
            mapping,
            self._places,
            self._here,
            timezone.localdate(),
            self.network.is_demo,
        )
        return cleaner.rows(rows), []

    def batch(self, rows: Sequence[CleanRow], *, is_locking: bool) -> Compare:
        """Read the stored activities of a batch; ``is_locking`` adds nothing, lock() holds them."""
        matches = {row.number: self._known.match(row.values) for row in rows}
        possible = {match.activity for match in matches.values() if match.activity} | {
            one.pk for match in matches.values() for one in match.candidates
        }
        known, themes = activities_with_themes(possible)

        def compared(row: CleanRow, decision: str) -> Planned:
            match = matches[row.number].decided(decision)
            planned = (
                Planned(skipped(row.number, row.values.name), row.values)
                if decision == LEAVE
                else self._matched(row, match, known, themes)
            )
            candidates = tuple((str(one.pk), one.name) for one in match.candidates)
            outcome = replace(planned.outcome, candidates=candidates, may_be_new=match.may_be_new)
            return replace(planned, outcome=outcome)

        return compared

    def _matched(
        self,
        row: CleanRow,
        match: Match,
        known: Mapping[uuid.UUID, Activity],
        themes: Mapping[uuid.UUID, list[str]],
    ) -> Planned:
        row = replace(row, problems=[*row.problems, *match.problems])
        if match.is_blocked:
            outcome = RowOutcome(row.number, "doubtful", row.values.name, row.problems)
            return Planned(outcome, row.values)
        if match.activity is None:
            return Planned(outcome_of(row, Comparison("new")), row.values)
        activity = known[match.activity]
        first = self._taken.setdefault(activity.pk, row.number)
        if first != row.number:
            found = said("", "same_activity", row=first, name=activity.title)
            return wrong(replace(row, problems=[*row.problems, found]))
        return self._changes(row, activity, themes[activity.pk])

    def _changes(self, row: CleanRow, activity: Activity, themes: Sequence[str]) -> Planned:
        before = values_of(activity, themes)
        comparison = compare_activities(before, row.values)
        after = replace(merged_activity(before, row.values), identifier=row.values.identifier)
        outcome = outcome_of(row, comparison)
        altered = alterations_of(before, after, comparison.changed, self._label)
        return Planned(outcome, after, activity, altered if outcome.action else ())

    def _label(self, slug: str) -> str:
        found = self._here.themes.by_slug.get(slug)
        return found.label if found else slug

    def make_ready(self, planned: Sequence[Planned]) -> None:
        for one in planned:
            if one.known is None:
                activity = Activity(network=self.network)
                self._writing.added.append(activity)
            else:
                activity = one.known
                self._writing.changed.append(activity)
            put(one.values, activity)
            if one.known is None or "themes" in one.outcome.changed:
                self._writing.themes[activity.pk] = self._concepts(one.values)
            if one.values.identifier and not self._known.is_known(one.values.identifier):
                self._writing.sources.append(
                    ActivitySource(
                        network=self.network,
                        activity=activity,
                        origin=Origin.SHEET,
                        key=one.values.identifier,
                    )
                )

    def _concepts(self, values: ActivityValues) -> list[uuid.UUID]:
        known = self._here.themes.by_slug
        return [known[slug].pk for slug in values.themes if slug in known]

    def lock(self) -> None:
        ids = sorted(one.pk for one in self._writing.changed)
        list(Activity.objects.with_ids(ids).order_by("pk").select_for_update().values_list("pk"))

    def state(self) -> Any:
        return state_of_agenda(self.network)

    def write(self, recorder: Recorder) -> None:
        self._writing.write(recorder)


def state_of_agenda(network: LocalNetwork) -> tuple[Any, ...]:
    """Return values that differ as soon as anybody writes what an import of activities compares."""
    rows: Iterable[Any] = (
        Activity.objects.of_network(network),
        Occurrence.objects.filter(activity__network=network),
        ActivityConcept.objects.filter(activity__network=network),
        ActivitySource.objects.filter(network=network),
    )
    return tuple(
        tuple(
            one.order_by()
            .aggregate(rows=Count("pk"), versions=Sum("version"), last=Max("created_at"))
            .values()
        )
        for one in rows
    )
