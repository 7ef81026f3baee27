"""From what UiTdatabank tells to what an import wants, in the places and organisations of here."""

from collections.abc import Iterable, Iterator
from typing import Any

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.agenda.actions.importing_known import KnownHere
from vlaggenlijn.agenda.feed_wishes import LONGEST_TEXT, LONGEST_TITLE, key_of, plain_text, window
from vlaggenlijn.agenda.import_rows import said
from vlaggenlijn.agenda.intake import Wish
from vlaggenlijn.agenda.timing import arranged
from vlaggenlijn.agenda.uitdatabank.reading import Found
from vlaggenlijn.directory.import_rows import Problem
from vlaggenlijn.directory.import_rows import values as values_of
from vlaggenlijn.directory.import_rows.cleaning import by_post_code
from vlaggenlijn.directory.import_rows.values import Wrong
from vlaggenlijn.directory.importing_places import KnownPlaces


class UitWishes:
    """Makes wishes of the events of a search, for one network."""

    def __init__(self, network: LocalNetwork) -> None:
        self._network = network
        self._places = KnownPlaces.load()
        self._here = KnownHere(network, self._places)

    def of(self, found: Iterable[Found]) -> list[Wish]:
        return [wish for one in found for wish in self._wishes(one)]

    def _wishes(self, found: Found) -> Iterator[Wish]:
        facts, problems = self._facts(found)
        for suffix, timing in arranged(found.slots).items():
            more = [*problems]
            if timing.left_out:
                more.append(said("", "days_left_out", count=timing.left_out))
            yield Wish(
                key=key_of(found.key, suffix),
                name=facts["title"],
                url=found.url,
                facts={**facts, "times": timing.plain()},
                exceptions=timing.exceptions,
                problems=tuple(more),
            )

    def _facts(self, found: Found) -> tuple[dict[str, Any], list[Problem]]:
        problems: list[Problem] = []
        title = values_of.tidy(found.title) or found.title
        if len(title) > LONGEST_TITLE:
            problems.append(said("name", "title_cut", limit=LONGEST_TITLE))
        registration = _read(values_of.website, found.registration_url, 200)
        facts: dict[str, Any] = {
            "title": title[:LONGEST_TITLE],
            "description": plain_text(found.description)[:LONGEST_TEXT],
            "kind": found.kind,
            "organizer": self._organizer(found, problems),
            "place": self._place(found, problems),
            "minimum_age_months": None if found.youngest is None else found.youngest * 12,
            "maximum_age_months": None if found.oldest is None else found.oldest * 12 + 11,
            "website": _read(values_of.website, found.website, 200),
            "contact_phone": _read(values_of.phone, found.phone, 40),
            "contact_email": _read(values_of.email, found.email, 254),
            "is_cancelled": found.is_cancelled,
        }
        if found.price is not None:
            facts["price"] = f"{found.price:.2f}"
        if registration:
            facts |= {"coming": "elsewhere", "registration_url": registration}
        return facts, problems

    def _organizer(self, found: Found, problems: list[Problem]) -> str:
        if not found.organizer or self._here.is_network(found.organizer):
            return ""
        ids = self._here.organizers(found.organizer)
        if len(ids) == 1:
            return ids[0]
        problems.append(said("organizer", "uit_organizer", value=found.organizer[:80]))
        return ""

    def _place(self, found: Found, problems: list[Problem]) -> dict[str, str]:
        code = _read(values_of.postal_code, found.postal_code, 4)
        location = self._here.location(found.venue, found.street, code)
        by_post = tuple(self._places.by_postal_code(code, found.city)) if code else ()
        nis = "" if location else by_post_code(code, by_post)[0]
        if found.attendance != "online" and not location and not nis:
            problems.append(said("", "feed_place_unknown", value=found.city[:80] or "–"))
        if nis and not self._here.covers(nis):
            problems.append(said("", "activity_elsewhere"))
        own = {"venue": found.venue[:150], "street": found.street[:200], "postal_code": code}
        return {
            "attendance": found.attendance,
            "online_url": _read(values_of.website, found.online_url, 200),
            "location": location,
            "nis": nis,
            **(dict.fromkeys(own, "") if location else own),
        }


def _read(reader: Any, text: str, limit: int) -> str:
    try:
        found: str = reader(text) if text else ""
    except Wrong:
        return ""
    return found if len(found) <= limit else ""


__all__ = ["UitWishes", "window"]
