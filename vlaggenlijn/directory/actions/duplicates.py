"""Finds pairs that may be one record, and keeps what a person says of them."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django_tasks import task

from vlaggenlijn.accounts.models import Conflict, Recorder, User, recorded
from vlaggenlijn.directory.likeness import Pair, likely_pairs
from vlaggenlijn.directory.models import LikelyPair, Organization, Service
from vlaggenlijn.directory.portraits import organization_portraits, service_portraits

State = LikelyPair.State
Key = tuple[uuid.UUID, uuid.UUID]


def find_likely_pairs() -> int:
    """Look at all records afresh; return how many pairs are open. What was decided stays decided.

    Open pairs that no longer look alike go; a decided one keeps its state for good.
    """
    found: dict[Key, LikelyPair] = {}
    organizations = Organization.objects.current()
    services = Service.objects.current().filter(organization__archived_at__isnull=True)
    homes = dict(organizations.values_list("pk", "network"))
    found |= _pairs(
        LikelyPair.Kind.ORGANIZATION, likely_pairs(organization_portraits(organizations)), homes
    )
    homes = dict(services.values_list("pk", "organization__network"))
    found |= _pairs(LikelyPair.Kind.SERVICE, likely_pairs(service_portraits(services)), homes)
    return _keep(found)


def _pairs(kind: str, pairs: Iterable[Pair], homes: dict[Any, Any]) -> dict[Key, LikelyPair]:
    found = {}
    for pair in pairs:
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


@task()
def look_for_likely_pairs() -> None:
    find_likely_pairs()


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
