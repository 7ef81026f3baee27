"""Activities as a calendar or a database of others tells them, as a kind of import.

A record is a row whose one cell is JSON (a Wish), so preview, outcome by row, one deed, undo and
locks are those of the spreadsheet import. Without a person to ask nothing that stands here is
overwritten: what was changed on both sides is told, and stays.
"""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork, Recorder
from vlaggenlijn.agenda.actions.importing import state_of_agenda
from vlaggenlijn.agenda.actions.importing_known import (
    Known,
    Match,
    activities_with_themes,
)
from vlaggenlijn.agenda.actions.importing_writing import Writing
from vlaggenlijn.agenda.actions.intake_times import follow_exceptions
from vlaggenlijn.agenda.import_rows import said
from vlaggenlijn.agenda.intake import Merge, Wish, merged, wish_in
from vlaggenlijn.agenda.intake_facts import facts_here, put_facts
from vlaggenlijn.agenda.intake_words import fact_alterations, fact_names
from vlaggenlijn.agenda.models import Activity, ActivitySource, Feed, Origin, State, UitSending
from vlaggenlijn.common.spreadsheets import Row, Table
from vlaggenlijn.directory.actions.importing_plan import Compare, OfOurMaking, Planned, wrong
from vlaggenlijn.directory.import_rows import CleanRow, Problem, RowOutcome, skipped
from vlaggenlijn.directory.import_rows.decisions import LEAVE
from vlaggenlijn.directory.importing_sectors import KnownSectors
from vlaggenlijn.places.folding import fold

HEADER = ("record",)


def table_of(wishes: Iterable[Wish]) -> Table:
    """Return wishes as a table that an import can keep."""
    rows = [
        Row(number, (json.dumps(wish.plain(), ensure_ascii=False),))
        for number, wish in enumerate(wishes, 1)
    ]
    return Table(HEADER, rows, "utf-8", "")


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done for one wish: a new activity, or a merge into one that is there."""

    wish: Wish
    activity: Activity | None = None
    source: ActivitySource | None = None
    merge: Merge = field(default_factory=Merge)


class Wishes(OfOurMaking):
    """What a source tells of the activities of one network.

    ``state`` is that of new ones. ``asks`` says that somebody decides about what looks like one
    that is here; without, it is taken for the same. What is gone at the source is archived.
    """

    def __init__(
        self,
        network: LocalNetwork,
        *,
        origin: str,
        feed: Feed | None = None,
        state: str = State.DRAFT,
        asks: bool = False,
    ) -> None:
        self.network = network
        self.what = "feed" if feed else "uitdatabank"
        self.deed = "feed.follow" if feed else "uit.import"
        self._origin, self._feed = origin, feed
        self._state, self._asks = state, asks
        self._themes = KnownSectors.load(network, "themes")

    def rows(
        self, table: Table, rows: Sequence[Row], mapping: Mapping[str, str], name_pattern: str
    ) -> tuple[list[CleanRow], list[Problem]]:
        wishes = [(row.number, wish_in(json.loads(row.cells[0]))) for row in rows]
        return [CleanRow(number, wish, [*wish.problems]) for number, wish in wishes], []

    def start(self) -> None:
        self._steps: list[Step] = []
        self._taken: dict[uuid.UUID, int] = {}
        mine = ActivitySource.objects.of_network(self.network, self._origin)
        mine = mine.filter(feed=self._feed)
        self._sources = {one.key: one for one in mine}
        self._ours: set[str] = set()
        if self._origin == Origin.UIT:
            self._ours = {str(pk) for pk in UitSending.objects.values_list("uit_id", flat=True)}
        linked = {one.activity_id for one in self._sources.values()}
        self._alike: dict[tuple[str, date], list[Known]] = defaultdict(list)
        rows = Activity.objects.of_network(self.network).order_by("created_at", "id")
        columns = ("pk", "title", "first_on", "version", "state")
        for pk, title, day, version, state in rows.values_list(*columns):
            if pk not in linked and state != State.ARCHIVED:
                known = Known(pk, title, version, is_archived=False)
                self._alike[fold(title), day].append(known)

    def batch(self, rows: Sequence[CleanRow], *, is_locking: bool) -> Compare:
        """Read the stored activities of a batch; ``is_locking`` adds nothing, lock() holds them."""
        matches = {row.number: self._match(row.values) for row in rows}
        possible = {match.activity for match in matches.values() if match.activity} | {
            one.pk for match in matches.values() for one in match.candidates
        }
        known, themes = activities_with_themes(possible)

        def compared(row: CleanRow, decision: str) -> Planned:
            match = matches[row.number].decided(decision)
            if decision == LEAVE:
                return _with_choices(
                    Planned(skipped(row.number, row.values.name), row.values), match
                )
            return _with_choices(self._matched(row, match, known, themes), match)

        return compared

    def _match(self, wish: Wish) -> Match:
        source = self._sources.get(wish.key)
        if source is not None:
            return Match(source.activity_id)
        if is_gone(wish) or self._is_ours(wish):
            return Match()
        day = date.fromisoformat(wish.facts["times"]["first_on"])
        alike = tuple(self._alike.get((fold(wish.name), day), ()))
        if not alike:
            return Match()
        if not self._asks:
            return Match(alike[0].pk) if len(alike) == 1 else Match()
        found = (said("", "uit_twin", name=alike[0].name),)
        return Match(None, found, True, alike, may_be_new=True)

    def _is_ours(self, wish: Wish) -> bool:
        """Tell whether a record there is one that this site sent there itself."""
        return wish.key.rpartition("/")[2].partition("#")[0] in self._ours

    def _matched(
        self,
        row: CleanRow,
        match: Match,
        known: Mapping[uuid.UUID, Activity],
        themes: Mapping[uuid.UUID, list[str]],
    ) -> Planned:
        wish: Wish = row.values
        problems = [*row.problems, *match.problems]
        if match.is_blocked:
            return Planned(RowOutcome(row.number, "doubtful", wish.name, problems), wish)
        if match.activity is None:
            if wish.facts.get("is_cancelled") or is_gone(wish) or self._is_ours(wish):
                return Planned(skipped(row.number, wish.name), wish)
            return Planned(_outcome(row, problems, "new"), wish, Step(wish))
        activity = known[match.activity]
        if activity.state == State.ARCHIVED:
            return Planned(skipped(row.number, wish.name), wish)
        first = self._taken.setdefault(activity.pk, row.number)
        if first != row.number:
            found = said("", "same_activity", row=first, name=activity.title)
            return wrong(CleanRow(row.number, wish, [*problems, found]))
        if is_gone(wish):
            step = Step(wish, activity, self._sources[wish.key])
            return Planned(_outcome(row, problems, "changed"), wish, step)
        return self._changes(row, problems, activity, themes[activity.pk])

    def _changes(
        self, row: CleanRow, problems: list[Problem], activity: Activity, themes: Sequence[str]
    ) -> Planned:
        wish: Wish = row.values
        source = self._sources.get(wish.key)
        told, open_ = (source.told, source.conflicts) if source else ({}, {})
        here = facts_here(activity, themes)
        merge = merged(told, here, wish.facts, open_)
        fresh = {name for name in merge.conflicts if name not in open_}
        if fresh:
            names = ", ".join(fact_names(fresh))
            problems = [*problems, said("", "kept_as_here", fields=names)]
        told_now = {**wish.facts, "exceptions": plain_exceptions(wish)}
        is_changed = bool(merge.taken) or source is None or told_now != told
        is_changed = is_changed or wish.url != source.url  # type: ignore[union-attr]
        outcome = _outcome(row, problems, "changed" if is_changed else "")
        altered = fact_alterations(here, merge.taken)
        step = Step(wish, activity, source, merge)
        return Planned(outcome, wish, step, altered if is_changed else ())

    def make_ready(self, planned: Sequence[Planned]) -> None:
        self._steps += [one.known for one in planned]

    def lock(self) -> None:
        ids = sorted(one.activity.pk for one in self._steps if one.activity)
        list(Activity.objects.with_ids(ids).order_by("pk").select_for_update().values_list("pk"))

    def state(self) -> Any:
        return state_of_agenda(self.network)

    def write(self, recorder: Recorder) -> None:
        writing = Writing()
        told_steps = [step for step in self._steps if not is_gone(step.wish)]
        pairs = [self._prepared(writing, step) for step in told_steps]
        for step in self._steps:
            if is_gone(step.wish) and step.activity is not None:
                step.activity.state = State.ARCHIVED
                writing.changed.append(step.activity)
        writing.write(recorder)
        for source, step, told in pairs:
            kept = follow_exceptions(source.activity, told, step.wish.exceptions)
            if kept:
                source.conflicts = {**source.conflicts, "exceptions": kept}
                source.save()

    def _prepared(
        self, writing: Writing, step: Step
    ) -> tuple[ActivitySource, Step, Mapping[str, Any]]:
        """Put one step in what is to be written; return its source and what that told before."""
        facts, wish = step.wish.facts, step.wish
        activity = step.activity or Activity(network=self.network, state=self._state)
        taken = step.merge.taken if step.activity else facts
        put_facts(activity, taken)
        if step.activity is None:
            writing.added.append(activity)
        elif taken:
            writing.changed.append(activity)
        if "themes" in taken:
            known = self._themes.by_slug
            writing.themes[activity.pk] = [
                known[slug].pk for slug in taken["themes"] if slug in known
            ]
        source = step.source or ActivitySource(
            network=self.network,
            activity=activity,
            origin=self._origin,
            feed=self._feed,
            key=wish.key,
        )
        source.activity = activity
        told = dict(source.told).get("exceptions", {})
        source.told = {**facts, "exceptions": plain_exceptions(wish)}
        source.conflicts, source.url = dict(step.merge.conflicts), wish.url
        (writing.changed_sources if step.source else writing.sources).append(source)
        return source, step, told


def is_gone(wish: Wish) -> bool:
    """Tell whether a wish only says that its source has it no more."""
    return bool(wish.facts.get("is_gone"))


def plain_exceptions(wish: Wish) -> dict[str, Any]:
    """Return single times from today on; those of before change nothing any more."""
    today = timezone.localdate().isoformat()
    return {day: dict(one) for day, one in wish.exceptions.items() if day >= today}


def _outcome(
    row: CleanRow, problems: list[Problem], action: Literal["new", "changed", ""]
) -> RowOutcome:
    is_doubtful = any(one.level == "doubt" for one in problems)
    kind: Any = "unchanged" if not action else "doubtful" if is_doubtful else action
    return RowOutcome(row.number, kind, row.values.name, problems, action)


def _with_choices(planned: Planned, match: Match) -> Planned:
    candidates = tuple((str(one.pk), one.name) for one in match.candidates)
    outcome = replace(planned.outcome, candidates=candidates, may_be_new=match.may_be_new)
    return replace(planned, outcome=outcome)
