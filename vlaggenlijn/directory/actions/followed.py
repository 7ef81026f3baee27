"""What every room does with an address that it follows: adds it, changes it, asks it politely."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import LocalNetwork, User, recorded
from vlaggenlijn.common.fetching import MEGABYTE, Answer, Asked, Limits, Refused, fetch, judged
from vlaggenlijn.directory.models import Reading

CALENDAR_BYTES, CALENDAR_SECONDS = 5 * MEGABYTE, 30.0


@dataclass(frozen=True, slots=True)
class Way:
    """How a room follows: the table of it, who may, the names of the deeds, and what is filled in.

    ``read_soon`` lets the worker read one.
    """

    kind: Any
    permission: str
    add_deed: str
    change_deed: str
    columns: tuple[str, ...]
    read_soon: Callable[[Any], None]


def limits(size: int = CALENDAR_BYTES, seconds: float = CALENDAR_SECONDS) -> Limits:
    """Return how much may be fetched, and from where."""
    hosts, inside = settings.FEED_HOSTS, settings.INSIDE_HOSTS
    return Limits(size=size, seconds=seconds, hosts=hosts, inside=inside)


def add_followed(
    way: Way,
    *,
    by: User,
    network: LocalNetwork,
    values: Mapping[str, Any],
    idempotency_key: uuid.UUID | None = None,
) -> Any:
    """Follow an address from now on, and read it soon; raises Refused for the address."""
    require(by, way.permission, network)
    judged(values["url"], limits())
    with recorded(by=by, network=network, deed=way.add_deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            first = recorder.change_set.changes.get(model=way.kind._meta.label_lower)
            return way.kind.locked(first.object_id)
        made = way.kind(network=network, **{name: values[name] for name in way.columns})
        made.save()
    way.read_soon(made)
    return made


def change_followed(
    way: Way, *, by: User, followed: Any, version: int | None, values: Mapping[str, Any]
) -> Any:
    """Change how an address is followed; raises Conflict when somebody was first."""
    judged(values["url"], limits())
    wanted = {name: values[name] for name in way.columns}
    return _changed(way, by, followed, version, wanted)


def set_followed(way: Way, *, by: User, followed: Any, is_followed: bool) -> Any:
    """Stop following an address, or begin again; what came of it stays."""
    return _changed(way, by, followed, None, {"is_followed": is_followed})


def _changed(
    way: Way, by: User, followed: Any, version: int | None, values: Mapping[str, Any]
) -> Any:
    require(by, way.permission, followed.network)
    with recorded(by=by, network=followed.network, deed=way.change_deed):
        stored = way.kind.locked(followed.pk, version)
        for name, value in values.items():
            setattr(stored, name, value)
        stored.save()
    if stored.is_followed:
        way.read_soon(stored)
    return stored


def fetched(url: str, last: Reading | None, accept: str, wanted: Limits) -> Answer:
    """Return an answer with status 200, or 304 when nothing changed since the last reading."""
    headers = {"Accept": accept}
    if last is not None and last.etag:
        headers["If-None-Match"] = last.etag
    if last is not None and last.modified:
        headers["If-Modified-Since"] = last.modified
    answer = fetch(Asked(url, headers=headers), wanted)
    if answer.status not in (200, 304):
        raise Refused("fetch_status", status=answer.status)
    return answer


def told_by(answer: Answer) -> dict[str, str]:
    """Return what an answer gives to ask again with, as columns of a reading."""
    etag, modified = (
        answer.headers.get(name, "").replace("\0", "") for name in ("etag", "last-modified")
    )
    return {"etag": etag[:200], "modified": modified[:100]}
