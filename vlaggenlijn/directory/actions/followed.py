"""What every room does with an address that it follows: adds it, changes it, asks it politely."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.conf import settings

from vlaggenlijn.accounts.models import LocalNetwork, User, recorded
from vlaggenlijn.common.fetching import MEGABYTE, Answer, Asked, Limits, Refused, fetch, judged
from vlaggenlijn.directory.models import Followed, Reading

Kind = TypeVar("Kind", bound=Followed)
CALENDAR_BYTES, CALENDAR_SECONDS = 5 * MEGABYTE, 30.0


def limits(size: int = CALENDAR_BYTES, seconds: float = CALENDAR_SECONDS) -> Limits:
    """Return how much may be fetched, and from where."""
    hosts, inside = settings.FEED_HOSTS, settings.INSIDE_HOSTS
    return Limits(size=size, seconds=seconds, hosts=hosts, inside=inside)


def add_followed(
    kind: type[Kind],
    *,
    by: User,
    network: LocalNetwork,
    deed: str,
    values: Mapping[str, Any],
    read_soon: Callable[[Kind], None],
    idempotency_key: uuid.UUID | None = None,
) -> Kind:
    """Follow an address from now on, and read it soon; raises Refused for the address."""
    judged(values["url"], limits())
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            first = recorder.change_set.changes.get(model=kind._meta.label_lower)
            return kind.locked(first.object_id)
        made = kind(network=network, **values)
        made.save()
    read_soon(made)
    return made


def change_followed(
    followed: Kind,
    *,
    by: User,
    deed: str,
    version: int | None,
    values: Mapping[str, Any],
    read_soon: Callable[[Kind], None],
) -> Kind:
    """Change how an address is followed; raises Conflict when somebody was first."""
    if "url" in values:
        judged(values["url"], limits())
    network: LocalNetwork = followed.network  # type: ignore[attr-defined]
    with recorded(by=by, network=network, deed=deed):
        stored = type(followed).locked(followed.pk, version)
        for name, value in values.items():
            setattr(stored, name, value)
        stored.save()
    if stored.is_followed:
        read_soon(stored)
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
