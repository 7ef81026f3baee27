"""Finds pairs that may be one record, and keeps what a person says of them."""

import uuid
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import Conflict, Recorder, User, recorded
from vlaggenlijn.directory.access import LOOK
from vlaggenlijn.directory.likeness import Portrait, likely_pairs
from vlaggenlijn.directory.models import LikelyPair, Organization, PairSearch, Service
from vlaggenlijn.directory.portraits import organization_portraits, service_portraits

Kind, State = LikelyPair.Kind, LikelyPair.State
Told = Callable[[str, int, int], object]
Key = tuple[uuid.UUID, uuid.UUID]


def find_likely_pairs(tell: Told = lambda kind, done, total: None) -> int:
    """Look at all records afresh; return how many pairs are open. What was decided stays decided.

    Open pairs that no longer look alike go; a decided one keeps its state for good. ``tell`` hears
    how many comparisons were made of organisations, then of services.
    """
    organizations = Organization.objects.current()
    services = Service.objects.current().filter(organization__archived_at__isnull=True)
    homes = dict(organizations.values_list("pk", "network"))
    of_services = dict(services.values_list("pk", "organization__network"))
    found = _pairs(Kind.ORGANIZATION, organization_portraits(organizations), homes, tell)
    found |= _pairs(Kind.SERVICE, service_portraits(services), of_services, tell)
    return _keep(found)


def _pairs(
    kind: str, portraits: Iterable[Portrait], homes: dict[Any, Any], tell: Told
) -> dict[Key, LikelyPair]:
    found = {}
    for pair in likely_pairs(portraits, partial(tell, kind)):
        keys: list[Any] = [pair.first.key, pair.second.key]
        first, second = sorted(keys)
        found[first, second] = LikelyPair(
            kind=kind,
            first_id=first,
            second_id=second,
            network_id=homes[first],
            other_network_id=homes[second],
            score=pair.likeness.score,
            reasons=[[one.code, one.value] for one in pair.likeness.reasons if one.points > 0],
        )
    return found


def _keep(found: dict[Key, LikelyPair]) -> int:
    known = {(one.first_id, one.second_id): one for one in LikelyPair.objects.all()}
    gone = [one for key, one in known.items() if key not in found and one.state == State.OPEN]
    changed = [
        (known[key], new)
        for key, new in found.items()
        if key in known and _differs(known[key], new)
    ]
    added = [new for key, new in found.items() if key not in known]
    if gone or changed or added:
        with recorded(by=None, network=None, deed="duplicates.find") as recorder:
            _write(recorder, gone, changed, added)
    return LikelyPair.objects.in_state(State.OPEN).count()


def _write(
    recorder: Recorder,
    gone: list[LikelyPair],
    changed: list[tuple[LikelyPair, LikelyPair]],
    added: list[LikelyPair],
) -> None:
    for one in gone:
        one.delete()
    for old, new in changed:
        # A pair that was merged and came apart again is for a person to look at once more.
        old.state = State.OPEN if old.state == State.MERGED else old.state
        old.score, old.reasons = new.score, new.reasons
        old.network_id, old.other_network_id = new.network_id, new.other_network_id
        old.save()
    recorder.add_all(added)


def _differs(old: LikelyPair, new: LikelyPair) -> bool:
    names = ("score", "reasons", "network_id", "other_network_id")
    is_apart = old.state == State.MERGED
    return is_apart or any(getattr(old, name) != getattr(new, name) for name in names)


def ask_to_look(*, by: User) -> None:
    """Have the worker look for likely pairs now; one search for all who ask."""
    require(by, LOOK, None)
    transaction.on_commit(look_for_likely_pairs.enqueue)
    _note(asked_at=timezone.now())


@task()
def look_for_likely_pairs() -> None:
    """Look for pairs; one search at a time, and once more when it was asked for meanwhile."""
    now = timezone.now()
    search = _note(asked_at=now)
    while search.is_waiting and not search.is_underway:
        begun = timezone.now()
        _note(begun_at=begun, touched_at=begun, done=0, total=0)
        find_likely_pairs(_tell)
        search = _note(finished_at=timezone.now())


def _tell(kind: str, done: int, total: int) -> None:
    _note(kind=kind, done=done, total=total, touched_at=timezone.now())


def _note(**values: Any) -> PairSearch:
    return PairSearch.objects.update_or_create(
        pk=1, defaults=values, create_defaults={"asked_at": timezone.now()} | values
    )[0]


def decide_pair(*, by: User, pair: LikelyPair, version: int | None, is_same: bool) -> LikelyPair:
    """Keep that two records are not the same, or (``is_same``) put the question back.

    Raises Conflict when somebody decided in the meantime.
    """
    deed = "duplicates.reopen" if is_same else "duplicates.refuse"
    with recorded(by=by, network=pair.network, deed=deed):
        stored = LikelyPair.locked(pair.pk, version)
        if stored.state == State.MERGED:
            raise Conflict(stored)
        stored.state = State.OPEN if is_same else State.NOT_SAME
        stored.decided_by = None if is_same else by
        stored.decided_at = None if is_same else timezone.now()
        stored.save()
    return stored
