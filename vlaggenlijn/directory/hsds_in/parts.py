"""What belongs to a record: its places, hours, languages, prices, ages and free places."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from babel.core import get_global

from vlaggenlijn.directory.hsds_in.cells import (
    Cells,
    a_day,
    amount,
    byday,
    clock,
    country,
    degrees,
    is_yes,
    months,
    number,
    years,
)
from vlaggenlijn.directory.hsds_in.linking import Record
from vlaggenlijn.directory.import_rows import values as values_of
from vlaggenlijn.directory.import_rows.values import Wrong, tidy

Row = Mapping[str, str]
Values = dict[str, Any]
OLDEST = 300  # months; what a service may say
LOCATION_TYPES = ("physical", "postal", "virtual")
ACCESS_KINDS = ("wheelchair", "pram", "bus", "other")
ATTENDING = {
    "in_person": "in_person", "in-person": "in_person", "in person": "in_person",
    "phone": "phone", "telephone": "phone", "by phone": "phone",
    "online": "online", "virtual": "online", "by_appointment": "by_appointment",
    "by appointment": "by_appointment", "appointment": "by_appointment",
}  # fmt: skip
TIMES = ("opens_at", "closes_at")
DAYS = ("valid_from", "valid_to", "dtstart", "until")


def with_ages(columns: Values, row: Row, cells: Cells) -> Values:
    """Return the columns with ages in months; above those of children, words say the rest."""
    youngest = _age(row, "minimum_age", cells)
    oldest = _age(row, "maximum_age", cells)
    if youngest is not None and oldest is not None and youngest > oldest:
        cells.say("service.minimum_age", "hsds_ages")
        return columns
    if youngest is not None and youngest > OLDEST:
        cells.say("service.minimum_age", "hsds_older_than_children")
        words = [f"{youngest // 12}+", columns["eligibility_description"]]
        text = {"text": ". ".join(filter(None, words))}
        columns["eligibility_description"] = cells.text(
            text, "text", "service", "eligibility_description"
        )
        youngest = OLDEST
    # Without an end it goes on for the oldest there are.
    oldest = None if oldest is not None and oldest > OLDEST else oldest
    return columns | {"minimum_age_months": youngest, "maximum_age_months": oldest}


def _age(row: Row, name: str, cells: Cells) -> int | None:
    exact = cells.read(row, f"{name}_months", "service", months)
    return cells.read(row, name, "service", years) if exact is None else exact


def languages(rows: Iterable[Row], cells: Cells) -> list[Values]:
    """Return languages by their code of two letters; each once, spoken before interpreted."""
    found: dict[str, Values] = {}
    for row in rows:
        text = tidy(row.get("code", "")) or tidy(row.get("name", ""))
        codes, unknown = _codes(text)
        if not codes and row.get("name"):
            codes, unknown = _codes(tidy(row["name"]))
        for word in unknown:
            cells.unreadable("language.code", word)
        note, is_by_interpreter = (
            cells.text(row, "note", "language"),
            is_yes(row.get("is_by_interpreter", "")),
        )
        for code in codes:
            one = {"code": code, "note": note, "is_by_interpreter": is_by_interpreter}
            if code not in found or found[code]["is_by_interpreter"]:
                found[code] = one
    return list(found.values())


def _codes(text: str) -> tuple[list[str], list[str]]:
    """Return the codes in a text, also of those with three letters or a country behind them."""
    plain = text.lower().replace("_", "-")
    known = get_global("language_aliases").get(plain.partition("-")[0])
    if known and len(known) == 2:
        return [str(known)], []
    head = plain.partition("-")[0]
    return values_of.languages(head if len(head) == 2 and "-" in plain else text)


def costs(rows: Iterable[Row], cells: Cells) -> list[Values]:
    """Return prices; an amount in another money than the euro is said in words."""
    found = []
    for row in rows:
        value = cells.read(row, "amount", "cost_option", amount)
        words = row.get("amount_description", "")
        currency = tidy(row.get("currency", "")).upper()
        if value and currency not in ("EUR", "€"):
            words = " ".join(filter(None, (f"{value.normalize():f}", currency, words)))
            value = None
        one = {
            "option": cells.text(row, "option", "cost_option"),
            "amount": value,
            "amount_description": cells.text(
                {"text": words}, "text", "cost_option", "amount_description"
            ),
            "is_uitpas": is_yes(row.get("is_uitpas", "")),
        }
        if (value is not None or one["option"] or one["amount_description"]) and one not in found:
            found.append(one)
    return found


def capacities(rows: Iterable[Row], cells: Cells, today: date) -> list[Values]:
    """Return free places by unit."""
    found = []
    for row in rows:
        values = {
            name: cells.read(row, name, "service_capacity", number)
            for name in ("available", "maximum")
        }
        unit = cells.text(row, "unit", "service_capacity")
        if unit and any(value is not None for value in values.values()):
            day = cells.read(row, "updated", "service_capacity", a_day) or today
            found.append(values | {"unit": unit, "updated_on": day})
    return found


def schedules(rows: Iterable[Row], cells: Cells) -> list[Values]:
    """Return hours; those in words alone stay words."""
    found: list[Values] = []
    for row in rows:
        one = _schedule(row, cells)
        says_when = any(one[name] for name in (*TIMES, *DAYS, "byday", "bymonthday"))
        if not says_when and one["description"] and one["attending_type"] != "by_appointment":
            cells.say("schedule", "hsds_hours_in_words", value=one["description"][:80])
        is_general = one["attending_type"] == "by_appointment" or one["is_closed"]
        if (says_when or one["description"] or is_general) and one not in found:
            found.append(one)
    return found


def _schedule(row: Row, cells: Cells) -> Values:
    days = cells.read(row, "byday", "schedule", byday) or ""
    attending = tidy(row.get("attending_type", ""))
    known = ATTENDING.get(attending.casefold(), "")
    texts = [row.get("description", ""), row.get("notes", ""), "" if known else attending]
    words = {"text": " ".join(dict.fromkeys(filter(None, map(tidy, texts))))}
    freq = row.get("freq", "").strip().upper()
    if freq not in ("WEEKLY", "MONTHLY"):
        freq = _freq(freq, days, row, cells)
    kind = row.get("kind", "")
    return {
        **{name: cells.read(row, name, "schedule", a_day) for name in DAYS},
        **{name: cells.read(row, name, "schedule", clock) for name in TIMES},
        "freq": freq,
        "interval": cells.read(row, "interval", "schedule", number) or 1,
        "count": cells.read(row, "count", "schedule", number) or None,
        "byday": days[:60] if freq else "",
        "bymonthday": tidy(row.get("bymonthday", ""))[:60] if freq == "MONTHLY" else "",
        "attending_type": known or "in_person",
        "description": cells.text(words, "text", "schedule", "description"),
        "kind": kind if kind in ("regular", "exception") else "regular",
        "is_closed": is_yes(row.get("is_closed", "")),
    }


def _freq(freq: str, days: str, row: Row, cells: Cells) -> str:
    """Return weekly for days without a rhythm, as most files mean it."""
    if freq and freq != "DAILY":
        cells.unreadable("schedule.freq", freq)
    return "WEEKLY" if days else ""


def place_of(
    record: Record, cells: Cells, home: str, municipality: Callable[[str, str], str]
) -> Values:
    """Return a place: the values of its location, its address (None without one) and the rest."""
    row = record["location"]["row"]
    kind = row.get("location_type", "").lower()
    location: Values = {
        "location_type": kind if kind in LOCATION_TYPES else "physical",
        "name": cells.text(row, "name", "location"),
        "transportation": cells.text(row, "transportation", "location"),
    }
    address = _address(record["location"]["addresses"], cells, home, municipality)
    return {
        "location": location | _point(row, cells, home),
        "address": address,
        "access": _access(record["location"]["accessibility"], cells),
        "schedules": schedules(record.get("schedules", []), cells),
        "description": cells.text(record.get("row", {}), "description", "service_at_location"),
    }


def _point(row: Row, cells: Cells, home: str) -> Values:
    """Return a point; one that can only lie where it should with its halves changed places."""
    found = [cells.read(row, name, "location", _degrees) for name in ("latitude", "longitude")]
    latitude, longitude = found
    if latitude is None or longitude is None or latitude == longitude == 0:
        return {}
    if _is_swapped(latitude, longitude, home):
        cells.say("location.latitude", "hsds_swapped")
        latitude, longitude = longitude, latitude
    if abs(latitude) > 90:
        cells.unreadable("location.latitude", row["latitude"])
        return {}
    return {"latitude": latitude, "longitude": longitude, "is_point_approximate": False}


def _degrees(text: str) -> float:
    return degrees(text.replace(",", ".") if text.count(",") == 1 else text, 180)


def _is_swapped(latitude: float, longitude: float, home: str) -> bool:
    if abs(latitude) > 90:
        return abs(longitude) <= 90
    is_here, would_be_here = (
        values_of.SOUTH <= one <= values_of.NORTH and values_of.WEST <= other <= values_of.EAST
        for one, other in ((latitude, longitude), (longitude, latitude))
    )
    return home == "BE" and would_be_here and not is_here


def _address(
    rows: list[Row], cells: Cells, home: str, municipality: Callable[[str, str], str]
) -> Values | None:
    """Return the address where something is; one abroad keeps its state behind the city."""
    row = next((one for one in rows if one.get("address_type", "") != "postal"), None)
    row = row or next(iter(rows), None)
    if row is None:
        return None
    code = country(row.get("country", "")) or home
    postal_code, city = cells.text(row, "postal_code", "address"), tidy(row.get("city", ""))
    nis = ""
    if code == "BE":
        postal_code = _belgian(postal_code)
        nis = municipality(postal_code, city)
    else:
        state = tidy(row.get("state_province", ""))
        city = f"{city}, {state}" if city and state and state != city else city or state
    found = {
        "address_1": cells.text(row, "address_1", "address"),
        "address_2": cells.text(row, "address_2", "address"),
        "postal_code": postal_code,
        "city": cells.text({"city": city}, "city", "address"),
    }
    if not any(found.values()):
        return None
    return found | {"country": code, "municipality_id": nis or None}


def _belgian(text: str) -> str:
    try:
        return values_of.postal_code(text)
    except Wrong:
        return text


def _access(rows: Iterable[Row], cells: Cells) -> list[Values]:
    """Return what helps or hinders getting in; in words alone it is something else."""
    found: dict[tuple[str, str], Values] = {}
    for row in rows:
        texts = filter(None, (tidy(row.get(name, "")) for name in ("description", "details")))
        words = {"text": " ".join(texts)}
        kind = row.get("kind", "")
        one: Values = {
            "kind": kind if kind in ACCESS_KINDS else "other",
            "is_possible": is_yes(row.get("is_possible", "true")),
            "description": cells.text(words, "text", "accessibility", "description"),
        }
        if kind in ACCESS_KINDS or one["description"]:
            found[one["kind"], one["description"]] = one
    return list(found.values())
