"""From the events of a calendar to what an import wants, in the places and themes of here."""

import html
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from vlaggenlijn.agenda.actions.importing_known import KnownHere
from vlaggenlijn.agenda.icalendar_in import Event
from vlaggenlijn.agenda.import_rows import said
from vlaggenlijn.agenda.intake import Wish
from vlaggenlijn.agenda.models import LONGEST_KEY, Feed
from vlaggenlijn.agenda.moments import HORIZON_DAYS
from vlaggenlijn.agenda.timing import arranged
from vlaggenlijn.agenda.venues import Venue, venue_in
from vlaggenlijn.directory.import_rows import Problem
from vlaggenlijn.directory.import_rows.cleaning import by_post_code
from vlaggenlijn.directory.import_rows.values import Wrong, tidy, tidy_lines, website
from vlaggenlijn.directory.importing_places import KnownPlaces

LONGEST_TEXT = 4_000
LONGEST_TITLE = 120
TAG = re.compile(r"<(?:br|/p|/li|/div)\s*/?>", re.IGNORECASE)
ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")


def window() -> tuple[date, date]:
    """Return the days of which times are read: from last month on, as long as series are shown.

    It begins on the first of a month, so that the same calendar gives the same days for a month.
    """
    today = timezone.localdate()
    last_month = today.replace(day=1) - timedelta(days=1)
    return last_month.replace(day=1), today + timedelta(days=HORIZON_DAYS)


class FeedWishes:
    """Makes wishes of the events of one feed."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._places = KnownPlaces.load()
        self._here = KnownHere(feed.network, self._places)

    def of(self, events: Iterable[Event]) -> list[Wish]:
        """Return a wish for each event; for two a day when it happens twice on one day."""
        return [wish for event in events for wish in self._wishes(event)]

    def _wishes(self, event: Event) -> Iterator[Wish]:
        facts, problems = self._facts(event)
        found = arranged(event.slots, event.likely, window())
        for suffix, timing in found.items():
            more = [*problems]
            if timing.left_out:
                more.append(said("", "days_left_out", count=timing.left_out))
            yield Wish(
                key=key_of(event.uid, suffix),
                name=facts["title"],
                url=_address(event.url),
                facts={**facts, "times": timing.plain()},
                exceptions=timing.exceptions,
                problems=tuple(more),
            )

    def _facts(self, event: Event) -> tuple[dict[str, Any], list[Problem]]:
        place, problems = self._place(event)
        themes = {self._here.concept(word) for word in event.categories}
        title = tidy(event.title) or event.title
        if len(title) > LONGEST_TITLE:
            problems.append(said("name", "title_cut", limit=LONGEST_TITLE))
        facts: dict[str, Any] = {
            "title": title[:LONGEST_TITLE],
            "description": plain_text(event.description)[:LONGEST_TEXT],
            "organizer": str(self._feed.organizer_id or ""),
            "place": place,
            "is_cancelled": event.is_cancelled,
        }
        if themes - {""}:
            facts["themes"] = sorted(themes - {""})
        if _address(event.url):
            facts["website"] = _address(event.url)
        return facts, problems

    def _place(self, event: Event) -> tuple[dict[str, str], list[Problem]]:
        venue = venue_in(event.location)
        location = self._here.location(venue.name, venue.street, venue.postal_code)
        nis = "" if location else self._municipality(venue)
        is_somewhere = bool(location or nis)
        attendance = "mixed" if venue.is_online and is_somewhere else "offline"
        attendance = "online" if venue.is_online and not is_somewhere else attendance
        problems = []
        if attendance != "online" and not is_somewhere:
            nis = self._feed.municipality_id or ""
            if not nis:
                problems.append(said("", "feed_place_unknown", value=event.location[:80] or "–"))
        own = {} if location else {"venue": venue.name, "street": venue.street,
                                   "postal_code": venue.postal_code}  # fmt: skip
        empty = dict.fromkeys(("venue", "street", "postal_code"), "")
        return {
            "attendance": attendance,
            "online_url": _address(venue.online_url),
            "location": location,
            "nis": nis,
            **empty,
            **own,
        }, problems

    def _municipality(self, venue: Venue) -> str:
        if venue.postal_code:
            by_post = tuple(self._places.by_postal_code(venue.postal_code, venue.city))
            return by_post_code(venue.postal_code, by_post)[0]
        last = venue.name.split(", ")[-1] if venue.name else ""
        return self._here.municipality(last) if last else ""


def key_of(uid: str, suffix: str) -> str:
    """Return the key of an event, and of the later hour of one that happens twice a day."""
    room = LONGEST_KEY - len(suffix)
    return uid[:room] + suffix


def plain_text(text: str) -> str:
    """Return a text without the marks of a web page that some programs put in it."""
    if ANY_TAG.search(text):
        text = html.unescape(ANY_TAG.sub("", TAG.sub("\n", text)))
    return tidy_lines(text)


def _address(text: str) -> str:
    try:
        found = website(text) if text else ""
    except Wrong:
        return ""
    return found if len(found) <= 200 else ""
