"""Calendars of others, followed: added by a coordinator, read each day by the worker.

A reading is worked out whole and written as one deed. One that fails writes nothing, says why, and
is tried again the next day; what stands here stays.
"""

import hashlib
import logging
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django_tasks import task

from vlaggenlijn.agenda.access import FOLLOW
from vlaggenlijn.agenda.actions.intake import Wishes, table_of
from vlaggenlijn.agenda.feed_wishes import FeedWishes, window
from vlaggenlijn.agenda.icalendar_in import Read, Unreadable, read_calendar
from vlaggenlijn.agenda.intake import Wish
from vlaggenlijn.agenda.models import ActivitySource, Feed, FeedRun, Occurrence, Origin
from vlaggenlijn.common.fetching import Answer, Refused
from vlaggenlijn.directory.actions.followed import Way, fetched, limits, told_by
from vlaggenlijn.directory.actions.importing import import_records

MOST_REFUSED_TOLD = 50
ACCEPT = "text/calendar, text/plain;q=0.5, */*;q=0.1"
log = logging.getLogger(__name__)


def plain_address(url: str) -> str:
    """Return the address behind webcal:, which calendars use for themselves."""
    text = url.strip()
    for name in ("webcals:", "webcal:"):
        if text.lower().startswith(name):
            return "https:" + text[len(name) :]
    return text


def read_soon(feed: Feed) -> None:
    """Let the worker read a calendar."""
    transaction.on_commit(lambda: follow_in_background.enqueue(str(feed.pk)))


FEEDS = Way(
    kind=Feed,
    permission=FOLLOW,
    add_deed="feed.add",
    change_deed="feed.change",
    columns=("name", "url", "new_state", "organizer", "municipality"),
    read_soon=read_soon,
)


def follow_feeds() -> int:
    """Let the worker read every calendar that is followed, each by itself; return how many."""
    feeds = list(Feed.objects.followed().values_list("pk", flat=True))
    for pk in feeds:
        follow_in_background.enqueue(str(pk))
    FeedRun.objects.old().delete()
    return len(feeds)


@task()
def follow_in_background(pk: str) -> None:
    """Read one calendar, if it is still followed."""
    feed = Feed.objects.followed().with_details().filter(pk=pk).first()
    if feed is not None:
        follow(feed)


def follow(feed: Feed) -> FeedRun:
    """Read a calendar now and write what changed; the run tells how it went."""
    last = FeedRun.objects.of(feed).read().first()
    first = window()[0].isoformat()
    is_current = last is not None and last.window == first and not _was_changed(feed, last)
    try:
        answer = fetched(feed.url, last if is_current else None, ACCEPT, limits())
        if answer.status == 304:
            return _kept(feed, "same")
        digest = hashlib.sha256(answer.body).hexdigest()
        if is_current and last is not None and last.digest == digest and not last.missing:
            return _kept(feed, "same")
        found = read_calendar(answer.body, first=window()[0], last=window()[1])
    except (Refused, Unreadable) as refused:
        return _kept(feed, refused.code, values=dict(refused.values))
    return _written(feed, last, found, answer, digest)


def _was_changed(feed: Feed, last: FeedRun) -> bool:
    return bool(last.values.get("version") != feed.version)


def _kept(feed: Feed, code: str, **values: Any) -> FeedRun:
    return FeedRun.objects.create(feed=feed, code=code, **values)


def _written(feed: Feed, last: FeedRun | None, found: Read, answer: Answer, digest: str) -> FeedRun:
    wishes = FeedWishes(feed).of(found.events)
    missing = _missing(feed, wishes)
    gone = missing & set(last.missing) if last is not None else set()
    wishes += [Wish(key, name, facts={"is_gone": True}) for key, name in _named(feed, gone)]
    kind = Wishes(feed.network, origin=Origin.FEED, feed=feed, state=feed.new_state)
    report = None
    if wishes:
        report = import_records(
            what=kind.what, kind=kind, by=None, network=feed.network, table=table_of(wishes),
            file_name=feed.name,
        )  # fmt: skip
    return _kept(
        feed,
        "read",
        values={
            "version": feed.version, "past": found.past, "private": found.private,
            "zones": ", ".join(found.unknown_zones)[:200],
        },
        totals=report.totals if report else {},
        refused=[[*one] for one in found.refused[:MOST_REFUSED_TOLD]],
        missing=sorted(missing - gone),
        window=window()[0].isoformat(),
        digest=digest,
        **told_by(answer),
        change_set_id=report.change_set if report else None,
    )  # fmt: skip


def _named(feed: Feed, keys: set[str]) -> list[tuple[str, str]]:
    rows = ActivitySource.objects.filter(feed=feed, key__in=sorted(keys)[:500])
    return list(rows.values_list("key", "activity__title"))


def _missing(feed: Feed, wishes: Iterable[Wish]) -> set[str]:
    """Return keys that still have times to come and are not in the calendar any more.

    Nothing is missing from one that lost more than half of them: then something is wrong with it.
    """
    coming = Occurrence.objects.coming().values("activity")
    sources = ActivitySource.objects.filter(feed=feed, activity__in=coming)
    known = set(sources.in_use().values_list("key", flat=True))
    missing = known - {wish.key for wish in wishes}
    return missing if 2 * len(missing) <= len(known) or len(known) < 3 else set()
