"""What a program asks of the HSDS addresses, and how a numbered page answers; a thinking module.

Filters add up: every one that is given narrows what is found. What cannot be read is refused with
a sentence; a parameter that an address does not know is left alone, as HSDS wants.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

MOST_ON_A_PAGE, USUAL_ON_A_PAGE = 500, 50
MOST_WORDS = 12
FARTHEST = 1_000_000  # metres
NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
YES, NO = "true", "false"
LOST_PLUS = re.compile(r" (?=\d\d:?\d\d$)")
PAGING = ("search", "page", "per_page", "format")
FILTERS = ("taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after")
# By address, the parameters it knows.
PARAMETERS: dict[str, tuple[str, ...]] = {
    "services": (*PAGING, *FILTERS, "minimal", "full"),
    "organizations": (
        *PAGING, "full_service", "full", "taxonomy_term_id", "taxonomy_id", "modified_after",
    ),
    "service_at_locations": (*PAGING, *FILTERS, "full", "postcode", "proximity"),
    "taxonomies": PAGING,
    "taxonomy_terms": (*PAGING, "taxonomy_id", "top_only", "parent_id"),
    "organization": ("full_service",),
    "changes": ("cursor", "per_page"),
}  # fmt: skip
FORMATS = ("json", "ndjson")


class Refused(Exception):
    """What is asked cannot be read; the text says what to mend."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question; empty texts and None narrow nothing."""

    search: str = ""
    page: int = 1
    per_page: int = USUAL_ON_A_PAGE
    format: str = "json"
    taxonomy_term_id: str = ""
    taxonomy_id: str = ""
    organization_id: str = ""
    modified_after: datetime | None = None
    minimal: bool = False
    full: bool = False
    full_service: bool = False
    top_only: bool = False
    parent_id: str = ""
    postcode: str = ""
    proximity: int | None = None
    cursor: int = 0

    @property
    def words(self) -> list[str]:
        """The words that must all be there; those beyond MOST_WORDS do not count."""
        return self.search.split()[:MOST_WORDS]

    @property
    def first(self) -> int:
        """The position of the first row of the page asked, from 0."""
        return (self.page - 1) * self.per_page


def read(address: str, values: Mapping[str, str]) -> Asked:
    """Return what is asked of an address (a key of PARAMETERS); raise Refused."""
    known = {name: values[name] for name in PARAMETERS[address] if name in values}
    return Asked(**{name: READERS.get(name, _text)(name, value) for name, value in known.items()})


def _text(name: str, value: str) -> str:
    return value.replace("\x00", "").strip()


def _number(name: str, value: str) -> int:
    if not NUMBER.fullmatch(value.strip()):
        raise Refused(f"{name} must be a whole number.")
    return int(value)


def _from_one(name: str, value: str) -> int:
    number = _number(name, value)
    if number < 1:
        raise Refused(f"{name} begins at 1.")
    return number


def _per_page(name: str, value: str) -> int:
    return min(_from_one(name, value), MOST_ON_A_PAGE)


def _metres(name: str, value: str) -> int:
    return min(_number(name, value), FARTHEST)


def _cursor(name: str, value: str) -> int:
    return _number(name, value)


def _yes(name: str, value: str) -> bool:
    folded = value.strip().lower()
    if folded not in (YES, NO):
        raise Refused(f"{name} must be true or false.")
    return folded == YES


def _format(name: str, value: str) -> str:
    folded = value.strip().lower()
    if folded not in FORMATS:
        raise Refused(f"{name} must be json or ndjson.")
    return folded


def _moment(name: str, value: str) -> datetime:
    """A date or a moment of ISO 8601, UTC without a zone; a plus that became a space holds."""
    text = LOST_PLUS.sub("+", value.strip())
    try:
        found = datetime.fromisoformat(text.replace("Z", "+00:00").replace("z", "+00:00"))
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refused(f"{name} must be a date or a moment, such as 2026-11-28T09:00:00Z.") from None


READERS: dict[str, Any] = {
    "page": _from_one,
    "per_page": _per_page,
    "format": _format,
    "modified_after": _moment,
    "minimal": _yes,
    "full": _yes,
    "full_service": _yes,
    "top_only": _yes,
    "proximity": _metres,
    "cursor": _cursor,
}


def numbered(contents: Sequence[Any], total: int, asked: Asked) -> dict[str, Any]:
    """Return a page as HSDS wants it; beyond the last page it is empty."""
    pages = -(-total // asked.per_page)
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(contents),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not contents,
        "contents": list(contents),
    }


def everything(contents: Sequence[Any]) -> dict[str, Any]:
    """Return one page that holds all there is."""
    return numbered(contents, len(contents), Asked(per_page=max(len(contents), 1)))
