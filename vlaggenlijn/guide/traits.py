"""What is known of offers that somebody may wish for; a bounded number of queries, whatever comes.

Only what is wished is read: a question without wishes costs no query here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from vlaggenlijn.directory.hours import state_now
from vlaggenlijn.directory.models import (
    Accessibility,
    CostOption,
    Language,
    Location,
    Organization,
    Service,
    ServiceCapacity,
    ServiceConcept,
)
from vlaggenlijn.directory.models.locations import LocationType
from vlaggenlijn.guide import filters
from vlaggenlijn.guide.filters import Traits, Wish

RECENT_FOR = timedelta(days=365)
Known = dict[UUID, Traits]
PLACED = (filters.WHEELCHAIR, filters.PRAM, filters.ONLINE, filters.AT_HOME)


def traits_of(ids: Sequence[UUID], wishes: Iterable[Wish]) -> Mapping[UUID, Traits]:
    """Return the traits of services and organisations, as far as the wishes ask for them."""
    kinds = {wish.kind for wish in wishes}
    known: Known = {one: Traits() for one in ids}
    for readers, asked in _READERS:
        if kinds.intersection(asked):
            for read in readers:
                read(known, ids)
    return known


def _rows(rows: QuerySet[Any], *columns: str) -> dict[UUID, list[Any]]:
    """Return {owner: [the other columns]}; the first column is the owner."""
    found: dict[UUID, list[Any]] = defaultdict(list)
    for owner, *values in rows.values_list(*columns).order_by():
        found[owner].append(values)
    return found


def _concepts(known: Known, ids: Sequence[UUID]) -> None:
    rows = ServiceConcept.objects.filter(
        service__in=ids, is_confirmed=True, concept__scheme__in=filters.SCHEMES
    )
    columns = ("service_id", "concept__scheme_id", "concept__slug")
    for one, terms in _rows(rows, *columns).items():
        concepts = frozenset(f"{scheme}:{slug}" for scheme, slug in terms)
        known[one] = replace(known[one], concepts=concepts)


def _languages(known: Known, ids: Sequence[UUID]) -> None:
    rows = Language.objects.filter(service__in=ids)
    for one, codes in _rows(rows, "service_id", "code", "is_by_interpreter").items():
        spoken = frozenset(code for code, is_by_interpreter in codes if not is_by_interpreter)
        others = frozenset(code for code, is_by_interpreter in codes if is_by_interpreter)
        known[one] = replace(known[one], languages=spoken, interpreted=others)


def _interpreters(known: Known, ids: Sequence[UUID]) -> None:
    telling = Service.objects.with_ids(ids).exclude(interpretation_services="")
    for one in telling.values_list("pk", flat=True):
        known[one] = replace(known[one], tells_of_interpreter=True)


def _costs(known: Known, ids: Sequence[UUID]) -> None:
    rows = CostOption.objects.filter(service__in=ids, amount__isnull=False)
    for one, amounts in _rows(rows, "service_id", "amount").items():
        known[one] = replace(known[one], amounts=tuple(amount for (amount,) in amounts))


def _openings(known: Known, ids: Sequence[UUID]) -> None:
    for service in Service.objects.with_ids(ids).with_hours():
        known[service.pk] = replace(known[service.pk], opening=state_now(service))


def _access(known: Known, ids: Sequence[UUID]) -> None:
    """An organisation is reached at its own places, a service at the places where it is given."""
    rows = Accessibility.objects.filter(kind__in=(filters.WHEELCHAIR, filters.PRAM))
    columns = ("kind", "is_possible")
    owners = ("location__service_at_locations__service", "location__organization")
    for owner in owners:
        for one, told in _rows(rows.filter(**{f"{owner}__in": ids}), owner, *columns).items():
            access: dict[str, bool] = {}
            for kind, is_possible in told:
                access[kind] = access.get(kind, False) or is_possible
            known[one] = replace(known[one], access=access)


def _places(known: Known, ids: Sequence[UUID]) -> None:
    rows = Location.objects.filter(service_at_locations__service__in=ids)
    columns = ("service_at_locations__service", "location_type", "setting__slug")
    for one, places in _rows(rows, *columns).items():
        is_virtual = any(kind == LocationType.VIRTUAL for kind, _ in places)
        known[one] = replace(
            known[one],
            settings=frozenset(slug for _, slug in places if slug)
            | (filters.DISTANT_SETTINGS if is_virtual else frozenset()),
            has_place=any(kind == LocationType.PHYSICAL for kind, _ in places),
        )


def _own_settings(known: Known, ids: Sequence[UUID]) -> None:
    """A kind of place under which an editor put the service itself ("at home")."""
    rows = ServiceConcept.objects.filter(
        service__in=ids, is_confirmed=True, concept__scheme="settings"
    )
    for one, slugs in _rows(rows, "service_id", "concept__slug").items():
        settings = known[one].settings | {slug for (slug,) in slugs}
        known[one] = replace(known[one], settings=settings)


def _freshness(known: Known, ids: Sequence[UUID]) -> None:
    least = timezone.localdate() - RECENT_FOR
    for records in (Service.objects, Organization.objects):
        recent = records.with_ids(ids).filter(assured_on__gte=least)
        for one in recent.values_list("pk", flat=True):
            known[one] = replace(known[one], is_recent=True)


def _room(known: Known, ids: Sequence[UUID]) -> None:
    rows = ServiceCapacity.objects.filter(service__in=ids, available__isnull=False)
    for one, free in _rows(rows, "service_id", "available").items():
        known[one] = replace(known[one], room=sum(places for (places,) in free))


_READERS: tuple[
    tuple[tuple[Callable[[Known, Sequence[UUID]], None], ...], tuple[str, ...]], ...
] = (
    ((_concepts,), filters.SCHEMES),
    ((_languages, _interpreters), (filters.LANGUAGE, filters.SPOKEN)),
    ((_costs,), (filters.FREE,)),
    ((_openings,), (filters.OPEN,)),
    ((_access,), (filters.WHEELCHAIR, filters.PRAM)),
    ((_places, _own_settings), PLACED),
    ((_freshness,), (filters.RECENT,)),
    ((_room,), (filters.ROOM,)),
)
