"""Rows of the directory as HSDS objects; a thinking module.

A row is {column: plain value}; what comes out can be written as JSON. Empty values are left out,
but for texts that HSDS requires: those stay, empty. Only ``for_version`` knows that 3.0 and 3.1
differ. Keys that HSDS has not are those of ``profile``.
"""

import re
import uuid
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import quote

Row = Mapping[str, Any]
Json = dict[str, Any]

MADE_HERE = uuid.UUID("8d7c2f0e-3a55-5a0b-8a53-0c6b7f0d9e21")
ASSURED_FOR = timedelta(days=365)
MONTHS_IN_A_YEAR = 12
FREQUENCIES = ("WEEKLY", "MONTHLY")
PUBLIC_IDENTIFIERS = ("kbo", "ovo", "nis", "uri")
TEMPORARILY_CLOSED = "temporarily closed"
BRUSSELS, REGIONS = "brussels", {"flanders": "Vlaanderen", "brussels": "Brussel"}
PROVINCES = {
    "10000": "Antwerpen",
    "20001": "Vlaams-Brabant",
    "20002": "Waals-Brabant",
    "30000": "West-Vlaanderen",
    "40000": "Oost-Vlaanderen",
    "50000": "Henegouwen",
    "60000": "Luik",
    "70000": "Limburg",
    "80000": "Luxemburg",
    "90000": "Namen",
}
URI_SIGNS = ":/?#@!$&'()*+,;=%-._~"
STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
# What 3.1 has more, by kind of object; ``for_version`` takes it out for 3.0.
SINCE_3_1 = frozenset({"capacities", "label"})


def pruned(values: Row, *required: str) -> Json:
    """Return the values without empty ones; a required text that is empty stays."""
    return {
        key: value
        for key, value in values.items()
        if key in required or not (value is None or value == "" or value == [] or value == {})
    }


def for_version(value: Any, version: str) -> Any:
    """Return a mapped object as this version of HSDS has it: 3.0 knows less than 3.1."""
    if version != "3.0":
        return value
    if isinstance(value, dict):
        return {
            key: for_version(part, version) for key, part in value.items() if key not in SINCE_3_1
        }
    if isinstance(value, list):
        return [for_version(part, version) for part in value]
    return value


def years(months: int | None) -> float | int | None:
    """Return an age in years, to two decimals; before birth is 0, since HSDS has no younger."""
    if months is None:
        return None
    whole, rest = divmod(max(months, 0), MONTHS_IN_A_YEAR)
    return whole if rest == 0 else round(whole + rest / MONTHS_IN_A_YEAR, 2)


def uri(text: str) -> str:
    """Return a web address with only the signs that RFC 3986 allows, or "" for what is none."""
    if not re.match(r"https?://[^/\s]", text):
        return ""
    head, mark, fragment = STRAY_PERCENT.sub("%25", text).partition("#")
    encoded = quote(head, safe=URI_SIGNS) + mark + quote(fragment.replace("#", ""), safe=URI_SIGNS)
    has_plain_host = re.match(r"https?://[A-Za-z0-9.%_~@-]+(:\d*)?([/?#]|$)", encoded)
    return encoded if has_plain_host else ""


def email(text: str) -> str:
    return text if EMAIL.fullmatch(text) else ""


def day(value: date | None) -> str:
    return value.isoformat() if value else ""


def hour(value: time | None) -> str:
    return value.strftime("%H:%M") if value else ""


def moment(value: datetime | None) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value else ""


def amount(value: Decimal | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def phones(rows: Iterable[Row]) -> list[Json]:
    """Return the lines that everybody may call; those for professionals are left out."""
    return [
        pruned({
            "id": str(row["id"]),
            "number": row["number"],
            "description": row["description"],
        })
        for row in rows
        if not row["is_for_professionals"]
    ]  # fmt: skip


def contact(row: Row) -> Json:
    """A person whom visitors may ask for; the caller leaves out those they may not."""
    own = made_id(f"phone of {row['id']}")
    numbers = [{"id": str(own), "number": row["phone"]}] if row["phone"] else []
    return pruned({
        "id": str(row["id"]),
        "name": row["name"],
        "title": row["title"],
        "department": row["department"],
        "email": email(row["email"]),
        "phones": numbers,
    })  # fmt: skip


def schedule(row: Row) -> Json:
    return pruned({
        "id": str(row["id"]),
        "valid_from": day(row["valid_from"]),
        "valid_to": day(row["valid_to"]),
        "dtstart": day(row["dtstart"]),
        "until": day(row["until"]),
        "count": row["count"],
        "freq": row["freq"] if row["freq"] in FREQUENCIES else "",
        "interval": row["interval"] if row["freq"] else None,
        "byday": row["byday"],
        "bymonthday": row["bymonthday"],
        "description": row["description"],
        "opens_at": hour(row["opens_at"]),
        "closes_at": hour(row["closes_at"]),
        "attending_type": row["attending_type"],
        "kind": row["kind"],
        "is_closed": row["is_closed"],
    })  # fmt: skip


def language(row: Row) -> Json:
    return pruned({
        "id": str(row["id"]),
        "code": row["code"],
        "note": row["note"],
        "is_by_interpreter": row["is_by_interpreter"],
    })  # fmt: skip


def cost_option(row: Row) -> Json:
    return pruned({
        "id": str(row["id"]),
        "option": row["option"],
        "currency": "" if row["amount"] is None else "EUR",
        "amount": amount(row["amount"]),
        "amount_description": row["amount_description"],
        "is_uitpas": row["is_uitpas"],
    })  # fmt: skip


def capacities(rows: Iterable[Row]) -> list[Json]:
    """HSDS 3.1; a unit has no row of its own here, so its id follows from its name.

    Without a number of free places there is no capacity to tell: HSDS requires it.
    """
    return [
        pruned({
            "id": str(row["id"]),
            "unit": {"id": str(made_id(f"unit {row['unit']}")), "name": row["unit"]},
            "available": row["available"],
            "maximum": row["maximum"],
            "updated": f"{day(row['updated_on'])}T00:00:00Z",
        })
        for row in rows
        if row["available"] is not None
    ]  # fmt: skip


def service_area(row: Row, municipality: Row | None) -> Json:
    """A municipality (extent is its NIS code) or a whole region."""
    if municipality:
        name, extent, kind = municipality["name_nl"], municipality["nis"], "nis"
    else:
        name, extent, kind = REGIONS.get(row["region"], row["region"]), row["region"], "region"
    return {"id": str(row["id"]), "name": name, "extent": extent, "extent_type": kind}


def address(row: Row, municipality: Row | None, kind: str) -> Json:
    return pruned(
        {
            "id": str(row["id"]),
            "address_1": row["address_1"],
            "address_2": row["address_2"],
            "city": row["city"] or (municipality["name_nl"] if municipality else ""),
            "region": REGIONS.get(municipality["region"], "") if municipality else "",
            "state_province": province(municipality),
            "postal_code": row["postal_code"],
            "country": row["country"],
            "address_type": kind,
        },
        "address_1", "city", "state_province", "postal_code",
    )  # fmt: skip


def province(municipality: Row | None) -> str:
    """Return the province, the region for Brussels (which has none), or "" when not known."""
    if municipality is None:
        return ""
    if municipality["region"] == BRUSSELS:
        return REGIONS[BRUSSELS]
    return PROVINCES.get(municipality["province_nis"], "")


def accessibility(row: Row) -> Json:
    return pruned({
        "id": str(row["id"]),
        "description": row["description"],
        "kind": row["kind"],
        "is_possible": row["is_possible"],
    })  # fmt: skip


def location(row: Row, **parts: list[Json]) -> Json:
    """A place; a point that was guessed from a post code is no point, and stays out.

    Without ``addresses`` a place may be a shelter: then its point stays out too.
    """
    is_told = bool(parts.get("addresses")) and not row["is_point_approximate"]
    return pruned({
        "id": str(row["id"]),
        "location_type": row["location_type"],
        "name": row["name"],
        "transportation": row["transportation"],
        "latitude": row["latitude"] if is_told else None,
        "longitude": row["longitude"] if is_told else None,
        **parts,
    })  # fmt: skip


def taxonomy(row: Row, own_id: uuid.UUID) -> Json:
    return pruned(
        {
            "id": str(own_id),
            "name": row["titles"].get("nl") or row["slug"],
            "description": row["definitions"].get("nl", ""),
            "version": str(row["release"]),
        },
        "description",
    )


def taxonomy_term(row: Row, name: str, scheme: Json, *, is_nested: bool = False) -> Json:
    """A concept; nested in an attribute it names its taxonomy without describing it again."""
    return pruned(
        {
            "id": str(row["id"]),
            "code": row["slug"],
            "name": name or row["slug"],
            "description": row["definitions"].get("nl", ""),
            "parent_id": str(row["broader_id"] or ""),
            "taxonomy": scheme["name"],
            "taxonomy_detail": {} if is_nested else scheme,
            "language": "nl",
            "taxonomy_id": scheme["id"],
        },
        "description",
    )


def made_id(what: str) -> uuid.UUID:
    """Return the id of something that has no row of its own; always the same for the same."""
    return uuid.uuid5(MADE_HERE, what)


def attribute(row: Row, owner: str, term: Json, scheme_slug: str) -> Json:
    """That a record (``owner`` is service, organization or location) belongs under a term."""
    return {
        "id": str(row["id"]),
        "link_entity": owner,
        "link_type": scheme_slug,
        "label": term["name"],
        "taxonomy_term": term,
    }


def identifiers(rows: Iterable[Row]) -> list[Json]:
    """Return the identifiers that mean something outside; those of somebody's own list do not."""
    return [
        {"id": str(row["id"]), "identifier_type": kind, "identifier": row["identifier"]}
        for row in rows
        if (kind := row["identifier_type"]) in PUBLIC_IDENTIFIERS
    ]


def organization(row: Row, **parts: Any) -> Json:
    assured = row["assured_on"]
    return pruned(
        {
            "id": str(row["id"]),
            "name": row["name"],
            "alternate_name": row["alternate_name"],
            "description": row["description"],
            "email": email(row["email"]),
            "website": uri(row["website"]),
            "assured_date": day(assured),
            "assured_until": day(assured + ASSURED_FOR) if assured else "",
            **parts,
        },
        "description",
    )


def status_on(row: Row, today: date) -> str:
    """The status of HSDS; "closed this week" is a state that ends by itself."""
    closed_until = row["closed_until"]
    return TEMPORARILY_CLOSED if closed_until and closed_until >= today else str(row["status"])


def service(row: Row, *, today: date, modified_at: datetime | None = None, **parts: Any) -> Json:
    """A service; ``parts`` are the objects under it, mapped before."""
    assured = row["assured_on"]
    return pruned({
        "id": str(row["id"]),
        "organization_id": str(row["organization_id"]),
        "name": row["name"],
        "alternate_name": row["alternate_name"],
        "description": row["description"],
        "url": uri(row["url"]),
        "email": email(row["email"]),
        "status": status_on(row, today),
        "interpretation_services": row["interpretation_services"],
        "application_process": row["application_process"],
        "fees_description": row["fees_description"],
        "wait_time": row["wait_time"],
        "eligibility_description": row["eligibility_description"],
        "minimum_age": years(row["minimum_age_months"]),
        "maximum_age": years(row["maximum_age_months"]),
        "assured_date": day(assured),
        "alert": row["alert"],
        "last_modified": moment(modified_at),
        "summary": row["summary"],
        "what_happens": row["what_happens"],
        "minimum_age_months": row["minimum_age_months"],
        "maximum_age_months": row["maximum_age_months"],
        "wait_time_on": day(row["wait_time_on"]) if row["wait_time"] else "",
        "closed_until": day(row["closed_until"]),
        "on_holidays": row["on_holidays"],
        "assured_until": day(assured + ASSURED_FOR) if assured else "",
        **parts,
    })  # fmt: skip


def service_at_location(row: Row, **parts: Any) -> Json:
    return pruned({
        "id": str(row["id"]),
        "service_id": str(row["service_id"]),
        "location_id": str(row["location_id"]),
        "description": row["description"],
        **parts,
    })  # fmt: skip
