"""What is written about needs: added, changed, archived, voted on, and what came of what."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from vlaggenlijn.accounts.models import Conflict, LocalNetwork, User, recorded
from vlaggenlijn.needs.models import SCHEMES, Need, Trace, Vote
from vlaggenlijn.needs.threads import End

COLUMNS = ("sentence", *SCHEMES, "municipality", "source", "evidence", "state")


def add_need(
    *,
    by: User | None,
    network: LocalNetwork,
    values: Mapping[str, Any],
    idempotency_key: uuid.UUID | None = None,
) -> Need:
    """Add a need; the same key again returns the one of the first time.

    Raises Conflict when the key comes back with other values (somebody went back and typed on).
    """
    with recorded(by=by, network=network, deed="need.add", key=idempotency_key) as recorder:
        if recorder.is_repeat:
            first = recorder.change_set.changes.get(model=Need._meta.label_lower)
            return _same_or_conflict(Need.locked(first.object_id), values)
        need = Need(network=network)
        _write(need, values)
    return need


def change_need(
    *,
    by: User | None,
    need: Need,
    version: int | None,
    values: Mapping[str, Any],
    idempotency_key: uuid.UUID | None = None,
) -> Need:
    """Write what an editor filled in. Raises Conflict when someone was first."""
    network, deed = need.network, "need.change"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            return _same_or_conflict(Need.locked(need.pk), values)
        stored = Need.locked(need.pk, version)
        _write(stored, values)
    return stored


def archive_need(*, by: User | None, need: Need, is_archived: bool = True) -> Need:
    """Take a need off the board, or put it back; said twice changes nothing."""
    deed = "need.archive" if is_archived else "need.restore"
    with recorded(by=by, network=need.network, deed=deed):
        stored = Need.locked(need.pk)
        stored.archived_at = (stored.archived_at or timezone.now()) if is_archived else None
        stored.save()
    return stored


def vote(*, by: User, network: LocalNetwork, weights: Mapping[uuid.UUID, int]) -> int:
    """Keep what one person finds the needs of a network to weigh; 0 takes a vote back.

    Needs of another network and archived ones are passed over. Returns how many votes changed.
    """
    needs = {need.pk: need for need in Need.objects.of_network(network).current()}
    with recorded(by=by, network=network, deed="need.vote") as recorder:
        kept = {vote.need_id: vote for vote in Vote.objects.of_person(by).on(needs.values())}
        for pk, weight in weights.items():
            if pk in needs:
                _keep_vote(kept.get(pk), needs[pk], by, weight)
    return len(recorder.changes)


def trace(
    *, by: User | None, network: LocalNetwork, source: End, target: End, label: str = ""
) -> Trace:
    """Keep that ``target`` came of ``source``; a step that is there gets the words of now.

    Words and label are shortened to what fits. Raises ValueError for two ends that are the same
    record, and for a url that is no path of this site.
    """
    if source.key == target.key:
        raise ValueError("A step leads from one record to another.")
    if any(end.url and not _is_path(end.url) for end in (source, target)):
        raise ValueError("An end is shown with a path of this site only.")
    with recorded(by=by, network=network, deed="trace.add"):
        steps = Trace.objects.of_network(network).around(*source.key)
        step = steps.around(*target.key).arriving([target.id]).first() or Trace(network=network)
        step.from_model, step.from_id = source.key
        step.from_words, step.from_url = source.words[:300], source.url
        step.to_model, step.to_id = target.key
        step.to_words, step.to_url = target.words[:300], target.url
        step.label = label[:100]
        step.save()
    return step


def untrace(*, by: User | None, network: LocalNetwork, model: str, pk: uuid.UUID) -> int:
    """Take away every step from or to a record that is no more; return how many there were."""
    with recorded(by=by, network=network, deed="trace.remove"):
        steps = list(Trace.objects.of_network(network).around(model, pk))
        for step in steps:
            step.delete()
    return len(steps)


def _is_path(url: str) -> bool:
    return url.startswith("/") and not url.startswith("//")


def _keep_vote(kept: Vote | None, need: Need, user: User, weight: int) -> None:
    if weight == 0:
        if kept is not None:
            kept.delete()
        return
    kept = kept or Vote(need=need, user=user)
    kept.weight = weight
    kept.save()


def _write(need: Need, values: Mapping[str, Any]) -> None:
    for name in COLUMNS:
        setattr(need, name, values[name])
    need.save()


def _same_or_conflict(stored: Need, values: Mapping[str, Any]) -> Need:
    if any(getattr(stored, name) != values[name] for name in COLUMNS):
        raise Conflict(stored)
    return stored
