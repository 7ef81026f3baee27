"""Give what changed its place in the feed for other programs, out of the record of changes.

One writer numbers, so that numbers follow each other as they become readable; a transaction that
ends late cannot slip in behind a program's back.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice

from django.db import OperationalError, connection, transaction
from django.db.models import Max
from django.utils import timezone

from vlaggenlijn.accounts.models import Change
from vlaggenlijn.directory.hsds.feed import ORGANIZATION, SERVICE, moved
from vlaggenlijn.directory.hsds.touching import touched_by
from vlaggenlijn.directory.models import (
    Contact,
    Organization,
    Publication,
    PublicationMark,
    Service,
)
from vlaggenlijn.directory.models.contacts import SHOWN_AFTER_REVIEW

Touched = Iterator[tuple[str, uuid.UUID]]
BATCH = 500
LONGEST_WAIT = "2s"


def number_changes() -> int:
    """Number what changed since the last time; return how many records moved.

    While somebody keeps writing nothing is numbered: the next round tries again.
    """
    try:
        until, today = _settled(), timezone.localdate()
    except OperationalError:
        return 0
    mark, is_new = PublicationMark.objects.get_or_create(defaults={"told_on": today})
    if is_new:
        return _number_all(mark.pk, until)
    moves = 0
    while _is_behind(mark.pk, until):
        moves += _number_next(mark.pk, until)
    return moves + _number_passed_days(mark.pk, today)


def _settled() -> int:
    """Return the last change before which none can appear any more."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Numbers are given out before a transaction ends: wait for those who are writing.
            cursor.execute(f"SET LOCAL lock_timeout = '{LONGEST_WAIT}'")
            cursor.execute(f'LOCK TABLE "{Change._meta.db_table}" IN SHARE MODE')
        return Change.objects.aggregate(last=Max("id"))["last"] or 0


def _is_behind(mark: int, until: int) -> bool:
    return PublicationMark.objects.filter(pk=mark, change_id__lt=until).exists()


@transaction.atomic
def _number_next(mark_id: int, until: int) -> int:
    mark = PublicationMark.objects.select_for_update().get(pk=mark_id)
    rows = Change.objects.filter(id__gt=mark.change_id, id__lte=until).order_by("id")
    changes = list(rows[:BATCH])
    mark.change_id = changes[-1].pk if changes else until
    return _move(mark, touched_by(changes))


@transaction.atomic
def _number_passed_days(mark_id: int, today: date) -> int:
    """Number what changed because a day went by: who may be shown, and "closed this week"."""
    mark = PublicationMark.objects.select_for_update().get(pk=mark_id)
    if mark.told_on >= today:
        return 0
    touched = list(_touched_by_days(mark.told_on, today))
    mark.told_on = today
    return _move(mark, touched)


def _touched_by_days(since: date, today: date) -> Touched:
    opened = Service.objects.filter(closed_until__gte=since, closed_until__lt=today)
    yield from ((SERVICE, pk) for pk in opened.values_list("pk", flat=True))
    hidden = Contact.objects.filter(
        is_public=True,
        review_on__gte=since - SHOWN_AFTER_REVIEW,
        review_on__lt=today - SHOWN_AFTER_REVIEW,
    )
    for service, organization in hidden.values_list("service", "organization"):
        yield (SERVICE, service) if service else (ORGANIZATION, organization)


def _number_all(mark_id: int, until: int) -> int:
    """Give everything that is public its first number."""
    moves = 0
    for kind, records in (
        (ORGANIZATION, Organization.objects.published()),
        (SERVICE, Service.objects.published()),
    ):
        ids = iter(list(records.order_by("created_at", "id").values_list("pk", flat=True)))
        while batch := list(islice(ids, BATCH)):
            with transaction.atomic():
                mark = PublicationMark.objects.select_for_update().get(pk=mark_id)
                moves += _move(mark, [(kind, pk) for pk in batch])
    with transaction.atomic():
        mark = PublicationMark.objects.select_for_update().get(pk=mark_id)
        mark.change_id = until
        mark.save()
    return moves


def _move(mark: PublicationMark, touched: Iterable[tuple[str, uuid.UUID]]) -> int:
    """Write the new places of what was touched, and the mark; return how many moved."""
    wanted = list(dict.fromkeys(touched))
    total = 0
    for start in range(0, len(wanted), BATCH):
        part = wanted[start : start + BATCH]
        known = Publication.objects.places(pk for _, pk in part)
        places = moved(part, _public(part), known, mark.sequence)
        mark.sequence += len(places)
        _write([Publication.at(place, timezone.now()) for place in places])
        total += len(places)
    mark.save()
    return total


def _write(rows: list[Publication]) -> None:
    Publication.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["record_id"],
        update_fields=["sequence", "is_gone", "modified_at"],
    )


def _public(touched: Iterable[tuple[str, uuid.UUID]]) -> set[uuid.UUID]:
    ids: dict[str, list[uuid.UUID]] = defaultdict(list)
    for kind, pk in touched:
        ids[kind].append(pk)
    services = Service.objects.published().with_ids(ids[SERVICE]).order_by()
    organizations = Organization.objects.published().with_ids(ids[ORGANIZATION]).order_by()
    found = services.values_list("pk", flat=True), organizations.values_list("pk", flat=True)
    return {pk for rows in found for pk in rows}
