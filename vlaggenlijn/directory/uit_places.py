"""Organisers and places out of UiTdatabank, as a table for the import; a thinking module.

Read is an answer of its search (JSON-LD with ``embed=true``), a list of records, or one record. An
event stands for its organiser. When the real shape differs, correct ``cells_of``.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vlaggenlijn.common.spreadsheets_table import MEGABYTE, Row, Table, UnreadableSpreadsheet

LARGEST = 20 * MEGABYTE
MOST_RECORDS = 20_000
HEADER = (
    *("identifier", "name", "description", "street", "postal_code", "city"),
    *("latitude", "longitude", "phone", "email", "website"),
)
LANGUAGES = ("nl", "fr", "en", "de")
PREFIX = "uitdatabank-"
KNOWN = re.compile(r"/(?P<kind>organi[sz]ers?|places?)/(?P<id>[0-9a-fA-F-]{32,36})/?$")
PAGE = "https://io.uitdatabank.be/"
Record = Mapping[str, Any]


def table_of(data: bytes) -> Table:
    """Return the organisers and places in an answer, each once; raise UnreadableSpreadsheet."""
    if len(data) > LARGEST:
        raise UnreadableSpreadsheet("too_large", limit=LARGEST // MEGABYTE)
    found = dict.fromkeys(filter(None, map(cells_of, _records(_read(data)))))
    if len(found) > MOST_RECORDS:
        raise UnreadableSpreadsheet("too_many_rows", limit=MOST_RECORDS)
    if not found:
        raise UnreadableSpreadsheet("no_places")
    rows = [Row(number, cells) for number, cells in enumerate(found, 1)]
    return Table(HEADER, rows, "utf-8", ",")


def _read(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise UnreadableSpreadsheet("not_json") from None


def _records(found: Any) -> Iterator[Record]:
    members = found.get("member", [found]) if isinstance(found, Mapping) else found
    for one in members if isinstance(members, list) else []:
        if not isinstance(one, Mapping):
            continue
        is_event = "organizer" in one or "location" in one
        inside = one.get("organizer") if is_event else one
        if isinstance(inside, Mapping):
            yield inside


def cells_of(record: Record) -> tuple[str, ...]:
    """Return the cells of one record in the order of HEADER; none without a name.

    What was deleted there, or is a stand-in that others replace, is left out.
    """
    name = _translated(record.get("name"), record)
    if not name or record.get("workflowStatus") == "DELETED" or record.get("duplicateOf"):
        return ()
    address, contact, geo = _address(record), _part(record, "contactPoint"), _part(record, "geo")
    websites = [_text(record.get("url")), *_texts(contact.get("url"))]
    return (
        _identifier(_text(record.get("@id"))),
        name,
        _translated(record.get("description"), record),
        _text(address.get("streetAddress")),
        _text(address.get("postalCode")),
        _text(address.get("addressLocality")),
        _number(geo.get("latitude")),
        _number(geo.get("longitude")),
        _first(_texts(contact.get("phone"))),
        _first(_texts(contact.get("email"))),
        _first(websites),
    )


def _identifier(address: str) -> str:
    """Return uitdatabank-place-ID for an address of theirs, or an empty string."""
    found = KNOWN.search(address)
    if found is None:
        return ""
    kind = "place" if found["kind"].startswith("place") else "organizer"
    return f"{PREFIX}{kind}-{found['id'].lower()}"


def page_of(identifiers: Iterable[str]) -> str:
    """Return the address of a record there, or "" when it is not from there."""
    for one in identifiers:
        found = re.fullmatch(rf"{PREFIX}(place|organizer)-([0-9a-f-]{{32,36}})", one)
        if found is not None:
            return f"{PAGE}{found[1]}s/{found[2]}"
    return ""


def _part(record: Record, name: str) -> Record:
    found = record.get(name)
    return found if isinstance(found, Mapping) else {}


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _texts(value: Any) -> list[str]:
    return [_text(one) for one in value] if isinstance(value, list) else [_text(value)]


def _first(texts: Iterable[str]) -> str:
    return next(filter(None, texts), "")


def _number(value: Any) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else ""


def _translated(value: Any, record: Record) -> str:
    """Return a text in Dutch, else in its main language, else in any."""
    if not isinstance(value, Mapping):
        return _text(value)
    order = ("nl", _text(record.get("mainLanguage")), *LANGUAGES)
    return _first(_text(value.get(name)) for name in order)


def _address(record: Record) -> Record:
    """Return the one address of an old record, or that in the first language of a new one."""
    found = _part(record, "address")
    inside = (found.get(name) for name in LANGUAGES)
    return next((one for one in inside if isinstance(one, Mapping)), found)
