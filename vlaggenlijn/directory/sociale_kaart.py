"""Organisations out of the Sociale Kaart, as a table for the import; a thinking module.

The shape was seen at programs that read it, not in a description by its maker: when the real export
differs, correct ``PATHS`` (where each field stands) and ``LISTS`` (where the records stand).
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vlaggenlijn.common.spreadsheets_table import MEGABYTE, Row, Table, UnreadableSpreadsheet

LARGEST = 20 * MEGABYTE
MOST_RECORDS = 20_000
# A path goes down by name; [primary] is the one that is marked so, else the first; [a=b] the first
# of which a is b; [] all of them, one after the other.
PATHS: dict[str, str] = {
    "identifier": "id.id",
    "name": "legalName.description",
    "description": "activities[].name.description",
    "kbo": "administrativeData[type=CBE_ID].value",
    "street": "addresses[primary].street.name.description",
    "number": "addresses[primary].number",
    "box": "addresses[primary].box",
    "postal_code": "addresses[primary].municipality.postalCode",
    "city": "addresses[primary].municipality.name.description",
    "latitude": "addresses[primary].location.lat",
    "longitude": "addresses[primary].location.lon",
    "phone": "contactInfo.phones[primary].value",
    "email": "contactInfo.emails[primary].value",
    "website": "contactInfo.websites[primary].value",
}
LISTS = ("_embedded.healthOfferProviderRepresentationList[]", "_embedded.leaflets[]")
# Who works alone is a person: no data of theirs come in. What is not active is not there any more.
WANTED = {"type": "ORGANISATION", "state": "ACTIVE"}
PREFIX = "sociale-kaart-"
SITE = "https://www.desocialekaart.be/"
STEP = re.compile(r"(?P<name>\w+)(?P<choice>\[(?P<key>\w*)(?:=(?P<value>\w+))?\])?")


def table_of(data: bytes) -> Table:
    """Return the organisations in one page of the export, or in a list of pages or records.

    Raises UnreadableSpreadsheet.
    """
    if len(data) > LARGEST:
        raise UnreadableSpreadsheet("too_large", limit=LARGEST // MEGABYTE)
    records = list(_records(_read(data)))
    if len(records) > MOST_RECORDS:
        raise UnreadableSpreadsheet("too_many_rows", limit=MOST_RECORDS)
    rows = [
        Row(number, cells_of(one))
        for number, one in enumerate(records, 1)
        if all(one.get(name) in (None, value) for name, value in WANTED.items())
    ]
    if not rows:
        raise UnreadableSpreadsheet("no_records")
    return Table(tuple(PATHS), rows, "utf-8", ",")


def _read(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise UnreadableSpreadsheet("not_json") from None


def _records(found: Any) -> Iterator[Mapping[str, Any]]:
    for one in found if isinstance(found, list) else [found]:
        if not isinstance(one, Mapping):
            continue
        inside = [record for path in LISTS for record in at(one, path)]
        if inside:
            yield from (record for record in inside if isinstance(record, Mapping))
        elif "legalName" in one:
            yield one


def cells_of(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the cells of one record in the order of PATHS."""
    cells = {name: _text(at(record, path)) for name, path in PATHS.items()}
    if cells["identifier"]:
        cells["identifier"] = PREFIX + cells["identifier"]
    if cells["website"] and "://" not in cells["website"]:
        cells["website"] = f"https://{cells['website']}"
    return tuple(cells.values())


def _text(values: Iterable[Any]) -> str:
    texts = (str(one).strip() for one in values if isinstance(one, str | int | float))
    return ", ".join(dict.fromkeys(text for text in texts if text))


def at(record: Any, path: str) -> list[Any]:
    """Return what stands at a path: nothing, one value, or all values of a list."""
    found = [record]
    for step in path.split("."):
        parts = STEP.fullmatch(step)
        assert parts is not None, path  # noqa: S101  (a mistake in PATHS)
        inside = [one.get(parts["name"]) for one in found if isinstance(one, Mapping)]
        found = [value for value in inside if value is not None]
        if parts["choice"]:
            found = [
                one for rows in found if isinstance(rows, list) for one in _chosen(rows, parts)
            ]
    return found


def _chosen(rows: list[Any], parts: re.Match[str]) -> list[Any]:
    if not parts["key"]:
        return rows
    wanted: Any = parts["value"] or True
    marked = [one for one in rows if isinstance(one, Mapping) and one.get(parts["key"]) == wanted]
    # Somebody always is the first; who has no such number has none.
    return marked[:1] if marked or parts["value"] else rows[:1]


def page_of(identifiers: Iterable[str], name: str) -> str:
    """Return the address of the page of an organisation there, or "" when it is not from there."""
    for one in identifiers:
        number = one.removeprefix(PREFIX)
        if number != one and re.fullmatch(r"\w+", number):
            plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
            words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
            return f"{SITE}{words}-{number}" if words else f"{SITE}{number}"
    return ""
