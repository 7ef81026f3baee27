"""How many records a question chooses and where its pages begin, kept while nothing changes.

To count among very many records takes longer than to read a page of them, and so does walking to a
page far behind. Both stay the same until somebody writes, and every write leaves a Change.
"""

import uuid
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from threading import Lock
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Max, QuerySet
from django.utils import timezone

from vlaggenlijn.accounts.models import Change, LocalNetwork
from vlaggenlijn.directory.hsds.asked import Asked
from vlaggenlijn.directory.models import PublicationMark

STEP = 500  # records from one milestone to the next
MOST_LISTED = 5000  # records of which all ids are kept
MOST_KEPT = 128  # answers; the largest is a list of 80 kB
ID_SIZE = 16  # bytes
BY_ID = frozenset({"services", "organizations", "service_at_locations"})
MILESTONES = (
    # Materialized: else SQLite reads the whole records in the order of their ids.
    "WITH chosen (id) AS MATERIALIZED ({chosen}),"
    " placed (id, place) AS (SELECT id, ROW_NUMBER() OVER (ORDER BY id) FROM chosen)"
    " SELECT id FROM placed WHERE place %% {step} = 1 ORDER BY place"
)
Key = tuple[Any, ...]
Choose = Callable[..., QuerySet[Any]]

_kept: "OrderedDict[Key, Any]" = OrderedDict()
_lock = Lock()


def page(
    name: str, choose: Choose, asked: Asked, network: LocalNetwork | None
) -> tuple[int, QuerySet[Any]]:
    """Return how many records are chosen, and the query of those of the page asked."""
    first, chosen = asked.first, choose(asked, network)
    if name not in BY_ID:
        return chosen.count(), chosen[first : first + asked.per_page]
    key = (name, network and network.pk, _narrowing(asked), state())
    whole = choose(asked, network, is_whole=True)
    listed = _remembered(("ids", *key), lambda: _few(whole))
    if listed is not None:
        ids = _unpacked(listed, first, first + asked.per_page)
        return len(listed) // ID_SIZE, choose(Asked(), None).filter(pk__in=ids)
    total = _remembered(("total", *key), whole.count)
    if first >= total:
        return total, chosen.none()
    before, rest = divmod(first, STEP)
    if before:
        stones = _remembered(("milestones", *key), lambda: milestones(whole))
        chosen = chosen.filter(pk__gte=stones[before])
    return total, chosen[rest : rest + asked.per_page]


def _few(chosen: QuerySet[Any]) -> bytes | None:
    """Return all ids that are chosen, one after the other, or None when they are many."""
    ids = list(chosen.values_list("pk", flat=True)[: MOST_LISTED + 1])
    return b"".join(one.bytes for one in ids) if len(ids) <= MOST_LISTED else None


def _unpacked(listed: bytes, first: int, last: int) -> list[uuid.UUID]:
    here = listed[first * ID_SIZE : last * ID_SIZE]
    starts = range(0, len(here), ID_SIZE)
    return [uuid.UUID(bytes=here[start : start + ID_SIZE]) for start in starts]


def _narrowing(asked: Asked) -> Asked:
    """What is asked without what only tells how the answer looks."""
    return replace(asked, page=1, per_page=1, full=False, full_service=False)


def state() -> Key:
    """Return a value that is another one after every write of what is public.

    A database with many writers may show their numbers in another order, for a moment: then a count
    is that moment too old, as a numbered page always may be.
    """
    last = Change.objects.aggregate(last=Max("id"))["last"]
    mark = PublicationMark.objects.values_list("sequence", "told_on").first()
    return (last, mark, timezone.localdate())


def milestones(chosen: QuerySet[Any]) -> list[uuid.UUID]:
    """Return the first of every STEP ids that are chosen, in order."""
    try:
        sql, values = chosen.order_by().values_list("pk").query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(MILESTONES.format(chosen=sql, step=STEP), values)
        return [one if isinstance(one, uuid.UUID) else uuid.UUID(one) for (one,) in cursor]


def _remembered(key: Key, make: Callable[[], Any]) -> Any:
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = make()
    with _lock:
        _kept[key] = found
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found
