"""From a record of HSDS to what is to stand in our rows; empty means that nothing is known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from vlaggenlijn.directory.hsds_in.cells import Cells, a_day, country, email, phone, pruned
from vlaggenlijn.directory.hsds_in.linking import Record, identity
from vlaggenlijn.directory.hsds_in.parts import (
    capacities,
    costs,
    languages,
    place_of,
    schedules,
    with_ages,
)
from vlaggenlijn.directory.hsds_in.schema import LONGEST_ID
from vlaggenlijn.directory.import_rows import values as values_of
from vlaggenlijn.directory.import_rows.service_values import STATE_OF
from vlaggenlijn.directory.import_rows.values import Wrong, tidy
from vlaggenlijn.places.folding import fold

Values = Mapping[str, Any]
KNOWN_NUMBERS = {"kbo": values_of.kbo, "ovo": values_of.ovo, "uri": values_of.uri}
SERVICE_TEXTS = (
    "alternate_name",
    "summary",
    "application_process",
    "what_happens",
    "eligibility_description",
    "fees_description",
    "interpretation_services",
    "wait_time",
    "alert",
)
ON_HOLIDAYS = ("closed", "as_usual", "unknown")


class Lookup(Protocol):
    """What a wish asks about places and words."""

    def concept(self, scheme: str, term: Mapping[str, str], /) -> tuple[str, str] | None:
        """Return scheme and slug of what a term means here, or None."""

    def area(self, text: str, /) -> str:
        """Return the NIS code of today or the region that a text means, or an empty string."""

    def municipality(self, postal_code: str, city: str, /) -> str:
        """Return the NIS code of today of the one municipality at a post code, or ""."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a record is to become. ``key`` is its id in the file, also when that is a made one,
    ``identity`` the id that the source gave it, ``owner`` the key of its organisation.

    ``rows`` are values of rows that belong to it, by kind; ``concepts`` (scheme, slug).
    """

    kind: str
    key: str
    identity: str
    name: str
    owner: str = ""
    columns: Values = field(default_factory=dict)
    rows: Mapping[str, list[Values]] = field(default_factory=dict)
    concepts: tuple[tuple[str, str], ...] = ()
    unknown_terms: tuple[str, ...] = ()

    @property
    def record(self) -> str:
        """The id as one of our own, which it is in an export of ours; else an empty string."""
        try:
            return str(UUID(self.identity))
        except ValueError:
            return ""


class Wisher:
    """Makes wishes; ``country`` is the one most addresses of the file are in."""

    def __init__(self, lookup: Lookup, today: date, home: str = "BE") -> None:
        self._lookup, self._today, self._home = lookup, today, home

    def wish(self, record: Record) -> tuple[Wish, Cells]:
        """Return what a record is to become, with what is to be said about it."""
        cells, row, kind = Cells(), record["row"], record["kind"]
        key, own = row.get("id", ""), tidy(identity(row))[:LONGEST_ID]
        wish = Wish(kind, key, own, cells.text(row, "name", kind), record.get("organization", ""))
        if record.get("is_repeated"):
            cells.say("", "hsds_repeated", value=own)
            return wish, cells
        if not wish.name:
            cells.say(f"{kind}.name", "hsds_no_name")
        if not own:
            cells.say("", "hsds_no_id")
        broken = record["broken"]
        for column in broken:
            cells.say(f"{kind}.{column}", "hsds_reference", value=column)
        if kind == "organization":
            return self._organization(wish, record, cells), cells
        if not wish.owner:
            is_broken = "organization_id" in broken
            cells.say("", "hsds_organization_absent" if is_broken else "hsds_no_organization")
        return self._service(wish, record, cells), cells

    def _organization(self, wish: Wish, record: Record, cells: Cells) -> Wish:
        row, kind = record["row"], "organization"
        columns = {
            "name": wish.name,
            "alternate_name": cells.text(row, "alternate_name", kind),
            "description": cells.lines(row, "description", kind),
            "email": cells.read(row, "email", kind, email),
            "website": cells.read(row, "website", kind, _website),
            "assured_on": cells.read(row, "assured_date", kind, self._past),
        }
        places = self._places([{"location": one} for one in record["locations"]], cells)
        concepts, unknown = self._concepts(record["terms"], cells)
        rows: dict[str, Sequence[Values]] = {
            "phones": self._phones(record["phones"], places, cells),
            "identifiers": _identifiers(record["identifiers"], cells),
            "places": places,
        }
        return _filled(wish, columns, rows, concepts, unknown)

    def _service(self, wish: Wish, record: Record, cells: Cells) -> Wish:
        row = record["row"]
        columns = {"name": wish.name, "own_identifier": wish.identity}
        columns |= self._texts(row, cells) | self._states(row, cells)
        columns = with_ages(columns, row, cells)
        places = self._places(record["places"], cells)
        concepts, unknown = self._concepts(record["terms"], cells)
        rows: dict[str, Sequence[Values]] = {
            "phones": self._phones(record["phones"], places, cells),
            "languages": languages(record["languages"], cells),
            "schedules": schedules(record["schedules"], cells),
            "costs": costs(record["costs"], cells),
            "areas": self._areas(record["areas"], cells),
            "capacities": capacities(record["capacities"], cells, self._today),
            "places": places,
        }
        return _filled(wish, columns, rows, concepts, unknown)

    def _texts(self, row: Mapping[str, str], cells: Cells) -> dict[str, Any]:
        found = {name: cells.text(row, name, "service") for name in SERVICE_TEXTS}
        return found | {
            "description": cells.lines(row, "description", "service"),
            "email": cells.read(row, "email", "service", email),
            "url": cells.read(row, "url", "service", _website),
        }

    def _states(self, row: Mapping[str, str], cells: Cells) -> dict[str, Any]:
        """Return state and days; a state is never made up for a record that is known already."""
        closed_until = cells.read(row, "closed_until", "service", a_day)
        text = tidy(row.get("status", ""))
        status = STATE_OF.get(fold(text), "")
        if closed_until and status == "temporarily closed":
            status = "active"  # the last day says it; the state itself does not end
        if text and not status:
            cells.unreadable("service.status", text)
        elif not text:
            cells.say("service.status", "hsds_no_status")
        on_holidays = row.get("on_holidays", "")
        return {
            "status": status,
            "closed_until": closed_until,
            "assured_on": cells.read(row, "assured_date", "service", self._past),
            "wait_time_on": cells.read(row, "wait_time_on", "service", a_day),
            "on_holidays": on_holidays if on_holidays in ON_HOLIDAYS else "",
        }

    def _past(self, text: str) -> date:
        found = a_day(text)
        if found > self._today:
            raise Wrong("day_wrong", text)
        return found

    def _places(self, records: Iterable[Record], cells: Cells) -> list[Values]:
        """Return places, each once; two with the same name and address are one here."""
        found: dict[Any, Values] = {}
        for record in records:
            if record["location"] is None:
                cells.say("service_at_location.location_id", "hsds_no_place")
                continue
            place = place_of(record, cells, self._home, self._lookup.municipality)
            phones = self._phones(record.get("phones", []), [place], cells)
            setting = self._concepts(record["location"]["terms"], cells)[0]
            one = place | {"phones": phones, "setting": next(iter(setting), None)}
            key = place_key(one)
            found[key] = _together(found[key], one) if key in found else one
        return list(found.values())

    def _phones(
        self, rows: Iterable[Mapping[str, str]], places: list[Values], cells: Cells
    ) -> list[Values]:
        """Return numbers, read as those of the country that the record is in."""
        countries = [one["address"]["country"] for one in places if one["address"]]
        region = next(iter(countries), self._home)
        found: dict[str, Values] = {}
        for row in rows:
            text = cells.text(row, "number", "phone")
            if row.get("extension") and text:
                text = cells.text({"number": f"{text} x{row['extension']}"}, "number", "phone")
            kind = row.get("type", "") if row.get("type", "").lower() not in ("voice", "") else ""
            words = ", ".join(filter(None, (tidy(kind), tidy(row.get("description", "")))))
            description = cells.text({"description": words}, "description", "phone")
            if text:
                number = phone(text, region)
                found.setdefault(number, {"number": number, "description": description})
        return list(found.values())

    def _areas(self, rows: Iterable[Mapping[str, str]], cells: Cells) -> list[Values]:
        found: dict[str, Values] = {}
        for row in rows:
            words = [row.get("extent", ""), row.get("name", "")]
            area = next(filter(None, (self._area(one) for one in words)), "")
            if not area:
                cells.say(
                    "service_area", "hsds_area_unknown", value=tidy(words[1] or words[0])[:80]
                )
                continue
            is_nis = area.isdecimal()
            found[area] = {
                "municipality_id": area if is_nis else None,
                "region": "" if is_nis else area,
            }
        return list(found.values())

    def _area(self, text: str) -> str:
        return text if text in ("flanders", "brussels") else self._lookup.area(text[:200])

    def _concepts(
        self, terms: Iterable[Mapping[str, str]], cells: Cells
    ) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
        known: dict[tuple[str, str], None] = {}
        unknown: dict[str, None] = {}
        for term in terms:
            meaning = self._lookup.concept(term["scheme"], term)
            if meaning:
                known[meaning] = None
            elif term["name"] or term["code"]:
                unknown[term_name(term)] = None
                cells.say("attribute", "hsds_term_unknown", value=term_name(term)[:80])
        return tuple(known), tuple(unknown)


def _together(first: Values, second: Values) -> Values:
    """Return two places that are one here as one, with what only the second one tells."""
    told = {name: value or second[name] for name, value in first.items()}
    return told | {"location": pruned(second["location"]) | pruned(first["location"])}


def term_name(term: Mapping[str, str]) -> str:
    """Return how a term is called that somebody has to give a meaning: "taxonomy: term"."""
    name = tidy(term["name"] or term["code"])
    return f"{tidy(term['taxonomy'])}: {name}" if term["taxonomy"] else name


def place_key(place: Values) -> tuple[str, ...]:
    """Return by what two places are the same one; of values as place_of gives them."""
    location, address = place["location"], place["address"] or {}
    texts = [location.get("name", "")]
    texts += [address.get(name, "") for name in ("address_1", "address_2", "postal_code", "city")]
    return (location["location_type"], *map(fold, texts))


def home_of(records: Iterable[Record]) -> str:
    """Return the country most addresses are in; Belgium when none says so."""
    counts: dict[str, int] = {}
    for record in records:
        for place in [*record.get("places", []), *record.get("locations", [])]:
            location = place.get("location", place) or {"addresses": []}
            for row in location["addresses"]:
                code = country(row.get("country", ""))
                counts[code] = counts.get(code, 0) + bool(code)
    return max(counts, key=lambda code: counts[code], default="BE") or "BE"


def _website(text: str) -> str:
    address = values_of.website(text)
    if len(address) > 200:
        raise Wrong("website_wrong", text)
    return address


def _identifiers(rows: Iterable[Mapping[str, str]], cells: Cells) -> list[Values]:
    """Return the numbers of an organisation; those we know are checked."""
    found: list[Values] = []
    for row in rows:
        kind = tidy(row.get("identifier_type", "") or row.get("identifier_scheme", ""))[:40]
        text = tidy(row.get("identifier", ""))
        if kind.lower() in KNOWN_NUMBERS:
            kind = kind.lower()
            text = cells.read(
                row, "identifier", "organization_identifier", KNOWN_NUMBERS[kind]
            ) or ""  # fmt: skip
        if text and kind:
            found.append({"identifier_type": kind, "identifier": text[:LONGEST_ID]})
    return found


def _filled(
    wish: Wish,
    columns: Values,
    rows: Mapping[str, Sequence[Values]],
    concepts: tuple[tuple[str, str], ...],
    unknown: tuple[str, ...],
) -> Wish:
    kept = {name: list(value) for name, value in rows.items() if value}
    return Wish(
        wish.kind, wish.key, wish.identity, wish.name, wish.owner,
        pruned(columns), kept, concepts, unknown,
    )  # fmt: skip
