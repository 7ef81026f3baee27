"""Merges two organisations or two services into one: one deed, nothing deleted, undoable."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from vlaggenlijn.accounts.models import Conflict, LocalNetwork, User, recorded
from vlaggenlijn.directory.actions.duplicates import look_for_likely_pairs
from vlaggenlijn.directory.actions.merging_rows import joined, move_rows
from vlaggenlijn.directory.indexing import index_organization, index_service
from vlaggenlijn.directory.models import LikelyPair, Organization, Service

Record = TypeVar("Record", Organization, Service)
COLUMNS: dict[type, tuple[str, ...]] = {
    Organization: ("name", "alternate_name", "description", "email", "website", "assured_on"),
    Service: (
        "name", "alternate_name", "summary", "description", "application_process", "what_happens",
        "status", "minimum_age_months", "maximum_age_months", "eligibility_description",
        "fees_description", "interpretation_services", "wait_time", "alert", "closed_until",
        "on_holidays", "email", "url", "assured_on",
    ),
}  # fmt: skip
# What belongs to the moment or the person of another column goes where that goes.
TOGETHER = {"wait_time": ("wait_time_on",), "assured_on": ("assurer_id",)}
LISTS: dict[type, tuple[str, ...]] = {
    Organization: ("phones", "identifiers", "concepts", "hours"),
    Service: ("phones", "languages", "concepts", "areas", "cost", "capacity", "hours"),
}


class MergeRefused(Exception):
    """These two may not become one; ``code`` says why, ``record`` is what it is about."""

    def __init__(self, code: str, record: Any = None) -> None:
        super().__init__(code)
        self.code, self.record = code, record


@dataclass(frozen=True, slots=True)
class Choices:
    """Columns to take from the other, columns in which both texts are kept, and lists by name."""

    taken: frozenset[str] = frozenset()
    both: frozenset[str] = frozenset()
    lists: Mapping[str, str] = field(default_factory=dict)


def refusal(kept: Organization | Service, other: Organization | Service) -> str:
    """Why two records may not become one, whoever asks; empty when they may."""
    if kept.pk == other.pk:
        return "itself"
    if _network(kept) != _network(other):
        return "other_network"
    if any(one.archived_at for one in (kept, other)):
        is_merged = any(one.archived_at and one.merged_into_id for one in (kept, other))
        return "already_merged" if is_merged else "archived"
    if isinstance(kept, Service) and isinstance(other, Service):
        return "other_organization" if kept.organization_id != other.organization_id else ""
    return ""


def merge(
    *,
    by: User | None,
    kept: Record,
    other: Record,
    versions: tuple[int | None, int | None] = (None, None),
    choices: Choices | None = None,
    idempotency_key: uuid.UUID | None = None,
) -> Record:
    """Merge ``other`` into ``kept`` and archive it; its address leads to ``kept`` from then on.

    Raises Conflict when one is no longer the version (of kept, of other) that the editor saw, and
    MergeRefused when the two may not become one.
    """
    choices = choices or Choices()
    kind = "organization" if isinstance(kept, Organization) else "service"
    network = _network(kept)
    with recorded(
        by=by, network=network, deed=f"{kind}.merge", reason=_reason(kept, other),
        key=idempotency_key,
    ) as recorder:  # fmt: skip
        locked = _locked(kept, other)
        kept, other = locked[kept.pk], locked[other.pk]
        if recorder.is_repeat:
            return kept
        if code := refusal(kept, other):
            raise MergeRefused(code, other)
        _refuse_old(kept, versions[0])
        _refuse_old(other, versions[1])
        _write(kept, other, choices)
        _settle_pairs(by, kept.pk, other.pk)
        _index(kept, other)
        transaction.on_commit(look_for_likely_pairs.enqueue)
    return kept


def _reason(kept: Any, other: Any) -> str:
    return f"{other.name} → {kept.name}"[:300]


def _network(record: Organization | Service) -> LocalNetwork:
    return record.network if isinstance(record, Organization) else record.organization.network


def _locked(kept: Record, other: Record) -> dict[uuid.UUID, Record]:
    # In one order, so that two people who merge the same pair crosswise do not wait for each other.
    return {pk: type(kept).locked(pk) for pk in sorted({kept.pk, other.pk})}


def _refuse_old(record: Organization | Service, version: int | None) -> None:
    if version is not None and record.version != version:
        raise Conflict(record)


def _write(kept: Any, other: Any, choices: Choices) -> None:
    # First the other out of the way, then what it had: no list shows both for a moment.
    other.archived_at = timezone.now()
    other.merged_into = kept
    other.save()
    for name in COLUMNS[type(kept)]:
        if name in choices.both:
            setattr(kept, name, joined(getattr(kept, name), getattr(other, name)))
        elif name in choices.taken:
            for column in (name, *TOGETHER.get(name, ())):
                setattr(kept, column, getattr(other, column))
    kept.merged_into = None
    kept.version += 1
    kept.save()
    move_rows(kept, other, choices.lists)


def _settle_pairs(by: User | None, kept: uuid.UUID, other: uuid.UUID) -> None:
    for pair in LikelyPair.objects.of(kept, other):
        pair.state, pair.decided_by, pair.decided_at = "merged", by, timezone.now()
        pair.save()
    for pair in LikelyPair.objects.refused_about(other):
        _refuse_too(pair, kept, other)


def _refuse_too(pair: LikelyPair, kept: uuid.UUID, other: uuid.UUID) -> None:
    """What was said of the other ("not the same as a third") holds for what it became."""
    third = pair.second_id if pair.first_id == other else pair.first_id
    known = LikelyPair.objects.of(kept, third).first()
    first, second = sorted((kept, third))
    pair_now = known or LikelyPair(first_id=first, second_id=second, score=pair.score)
    if third == kept or pair_now.state == "merged":
        return
    names = ("kind", "network_id", "other_network_id", "reasons", "decided_by_id", "decided_at")
    for name in names:
        setattr(pair_now, name, getattr(pair, name))
    pair_now.state = pair.state
    pair_now.save()


def _index(kept: Record, other: Record) -> None:
    if isinstance(kept, Service) and isinstance(other, Service):
        index_service(other)
        index_service(kept)
    elif isinstance(kept, Organization) and isinstance(other, Organization):
        index_organization(other)
        index_organization(kept)
        for service in kept.services.all():
            index_service(service)
