"""A large delivery with everything that real ones get wrong, and how often each thing is in it.

The counts are those of the loops below, written down by hand; nothing of the importer is used.
"""

import json
from collections.abc import Mapping
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from tests.directory import hsds_files

Rows = list[dict[str, str]]
NOTHING = ("", "nan", "NULL")
STATES = ("active", "", "Active", "nan", "inactive")
DAYS = ("2024-03-01", "01/03/2024", "1.3.2024", "2024-03-01T10:00:00Z", "2024/03/01", "20240301",
        "nan", "March 2024")  # fmt: skip
POINTS = (("51.05", "3.72"), ("51,05", "3,72"), ("3.72", "51.05"), ("north", "3.72"), ("nan", ""))
HOURS = ("weekdays, ring the bell", "9u-12u & 13u30-16u", "nan")

ORGANIZATIONS, SERVICES = 60, 500
NEW_ORGANIZATIONS, NEW_SERVICES = 57, 420
BROKEN = {
    "address.location_id": 20,
    "attribute.taxonomy_term_id": 40,
    "language.service_id": 15,
    "location.organization_id": 10,
    "phone.service_id": 60,
    "schedule.service_id": 30,
    "service.organization_id": 30,
    "service_at_location.location_id": 50,
    "service_at_location.service_id": 25,
}
READ = {
    "address": 220, "attribute": 150, "contact": 40, "cost_option": 100, "language": 215,
    "location": 200, "organization": 60, "phone": 415, "schedule": 250, "service": 500,
    "service_area": 100, "service_at_location": 300, "taxonomy_term": 5,
}  # fmt: skip
LEFT_OUT = {
    "address": {"broken_reference": 20},
    "attribute": {"broken_reference": 50},
    "language": {"broken_reference": 15},
    "phone": {"broken_reference": 60, "no_owner": 15},
    "schedule": {"broken_reference": 30},
    "service": {"repeated_id": 10},
    "service_at_location": {"broken_reference": 25},
}
NOT_HELD = {"contact.name": 40, "contact.title": 40, "organization.faxnummer": 60,
            "service.eigenaardigheid": 98}  # of 100, two are of an id that comes again  # fmt: skip
# What is said of how many records.
SAID = {
    "-: hsds_no_organization": 20,
    "-: hsds_organization_absent": 30,
    "-: hsds_organization_left_out": 10,
    "-: hsds_repeated": 10,
    "organization.name: hsds_no_name": 3,
    "service.name: hsds_no_name": 10,
    "service.organization_id: hsds_reference": 30,
    "service_at_location.location_id: hsds_no_place": 50,
    "location.latitude: hsds_swapped": 45,
    "location.latitude: hsds_unreadable": 45,
    "service.assured_date: hsds_unreadable": 60,  # 62 with a month alone, two of a repeated id
    "service.status: hsds_no_status": 196,  # 200, of which four are of a repeated id
    "organization.email: hsds_unreadable": 15,
    "cost_option.amount: hsds_unreadable": 25,
    "schedule: hsds_hours_in_words": 74,
    "language.code: hsds_unreadable": 50,
    "service_area: hsds_area_unknown": 50,
    "attribute: hsds_term_unknown": 100,
}


def some(number: int, *values: Any) -> list[Any]:
    """Return as many values, over and over."""
    return list(islice(cycle(values), number))


def package() -> dict[str, Rows]:
    """Return the rows of every table."""
    return {
        "organizations": _organizations(),
        "services": _services(),
        "locations": [_location(number) for number in range(200)],
        "addresses": [_address(number) for number in range(220)],
        "service_at_location": [_link(number) for number in range(300)],
        "phones": [_phone(number) for number in range(415)],
        "contacts": [_contact(number) for number in range(40)],
        "schedules": [_schedule(number) for number in range(250)],
        "languages": [_language(number) for number in range(215)],
        "cost_options": [_cost(number) for number in range(100)],
        "service_areas": [_area(number) for number in range(100)],
        "taxonomy_terms": [{"id": f"t{n}", "name": f"Ding {n}", "taxonomy": "Eigen lijst"}
                           for n in range(5)],
        "attributes": [_attribute(number) for number in range(150)],
    }  # fmt: skip


def _organizations() -> Rows:
    """57 with a name, the first ten in pairs of the same one; three without."""
    names = [f"Huis {n // 2 if n < 10 else n}" for n in range(57)] + list(NOTHING)
    mails = some(ORGANIZATIONS, "info@huis.example", "nan", "info at huis", "")
    return [
        {"id": f"o{n}", "name": name, "description": "Café voor ouders – altijd welkom",
         "email": mail, "Faxnummer": "none of ours"}
        for n, (name, mail) in enumerate(zip(names, mails, strict=True))
    ]  # fmt: skip


def _services() -> Rows:
    """400 good ones, 80 that cannot be written, each kind in a block, and 20 good ones."""
    owners = some(400, *(f"o{n}" for n in range(57)))
    owners += [f"gone{n}" for n in range(30)] + some(20, *NOTHING)
    owners += some(10, "o57", "o58", "o59") + some(10, "o1") + some(10, "o2") + some(20, "o3")
    rows = [_service(n, owner) for n, owner in enumerate(owners)]
    for row, name in zip(rows[460:470], some(10, *NOTHING, "-"), strict=True):
        row["name"] = name
    for number, row in enumerate(rows[470:480]):
        row["id"] = f"s{number}"
    return rows


def _service(number: int, owner: str) -> dict[str, str]:
    return {
        "id": f"s{number}",
        "organization_id": owner,
        "name": f"Aanbod {number // 3}",  # three of one name, never at one organisation
        "status": STATES[number % 5],
        "description": "Voor élk gezin.\nOok ’s avonds.",
        "assured_date": DAYS[number % 8],
        "minimum_age": ("0", "nan", "2.5")[number % 3],
        "Eigenaardigheid": "iets" if number % 5 == 0 else "",
    }


def _location(number: int) -> dict[str, str]:
    latitude, longitude = POINTS[number % 5]
    return {
        "id": f"l{number}",
        "location_type": ("physical", "Physical", "nan")[number % 3],
        "name": f"Zaal {number}",
        "latitude": latitude,
        "longitude": longitude,
        "organization_id": f"gone{number}" if number < 10 else "",
    }


def _address(number: int) -> dict[str, str]:
    return {
        "id": f"a{number}", "location_id": f"l{number}", "address_1": f"Dorpsstraat {number}",
        "city": "Gent", "postal_code": "9000", "country": ("BE", "België", "nan")[number % 3],
    }  # fmt: skip


def _link(number: int) -> dict[str, str]:
    """225 good ones (services 0-224 at locations 0-199), then what points to nothing."""
    service, location = f"s{number}", f"l{number % 200}"
    if 225 <= number < 275:
        location = f"gone{number}"
    if number >= 275:
        service = f"gone{number}"
    return {"id": f"sl{number}", "service_id": service, "location_id": location}


def _phone(number: int) -> dict[str, str]:
    service = f"s{number}" if number < 340 else f"gone{number}" if number < 400 else "NULL"
    text = ("09 210 00 00", "+32 9 210 00 01", "bel Ann")[number % 3]
    return {"id": f"p{number}", "service_id": service, "number": text}


def _contact(number: int) -> dict[str, str]:
    return {"id": f"c{number}", "service_id": f"s{number}", "name": "Ann", "title": "Onthaal"}


def _schedule(number: int) -> dict[str, str]:
    service = f"s{number}" if number < 220 else f"gone{number}"
    if number % 2:
        return {"id": f"h{number}", "service_id": service, "description": HOURS[number % 3]}
    hours = {"byday": "ma, WE", "opens_at": "9:00", "closes_at": "12:00:00"}
    return {"id": f"h{number}", "service_id": service, "freq": "weekly", **hours}


def _language(number: int) -> dict[str, str]:
    code = ("nl", "fra", "Arabisch", "Klingon")[number % 4]
    service = f"s{number}" if number < 200 else f"gone{number}"
    told = ("True", "false", "yes")[number % 3]
    return {"id": f"g{number}", "service_id": service, "code": code, "is_by_interpreter": told}


def _cost(number: int) -> dict[str, str]:
    amount = ("12,50", "0", "1.250,00", "gratis")[number % 4]
    return {"id": f"k{number}", "service_id": f"s{number}", "option": "Gezin", "amount": amount,
            "currency": "EUR"}  # fmt: skip


def _area(number: int) -> dict[str, str]:
    return {"id": f"w{number}", "service_id": f"s{number}", "name": ("Gent", "Overal")[number % 2]}


def _attribute(number: int) -> dict[str, str]:
    """100 good ones (20 at a service without its organisation), 40 of no term, 10 at nothing."""
    link = f"s{number if number < 80 else 400 + number - 80}"
    if number >= 140:
        link = f"gone{number}"
    term = f"gone{number}" if 100 <= number < 140 else f"t{number % 5}"
    return {"id": f"x{number}", "link_id": link, "link_entity": "service",
            "taxonomy_term_id": term}  # fmt: skip


def as_tables(folder: Path, *, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    """Write the package as CSV, with a table beside it that nobody knows."""
    tables = package() | {"volunteers": [{"id": "v", "name": "Ann"}]}
    return hsds_files.written(folder, tables, encoding, delimiter)


def as_json(path: Path) -> Path:
    """Write the package as JSON, as a program that counts writes it: NaN, numbers, signs of zero.

    Ids are those of the tables, so it is the same delivery.
    """
    tables = {name: [_loose(row) for row in rows] for name, rows in package().items()}
    path.write_text(json.dumps(tables), encoding="utf-8")
    return path


def _loose(row: Mapping[str, str]) -> dict[str, Any]:
    return {name: _value(name, text) for name, text in row.items()}


def _value(name: str, text: str) -> Any:
    if text in ("nan", "NULL"):
        return float("nan") if text == "nan" else None
    if name in ("latitude", "longitude") and text.replace(".", "").isdecimal():
        return float(text)
    if text in ("True", "false"):
        return text == "True"
    return f"{text}\0" if name == "description" else text
