"""How a source of HSDS is read step by step: one file, page after page, or what changed.

A step is an answer that came; it says what to keep and which address comes next. Nothing here asks
anybody.
"""

import json
from codecs import BOM_UTF8
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from vlaggenlijn.directory.hsds_in.refusals import Unreadable, refuse_too_many
from vlaggenlijn.directory.hsds_in.unnesting import clean

FILE, PAGES, CHANGES = "file", "pages", "changes"
ROWS_ON_A_PAGE = 100
MOST_PAGES = 5_000
PROFILE_OF_OURS = "/hsds/profile/"
SERVICES, ORGANIZATIONS = "services", "organizations"


@dataclass(frozen=True, slots=True)
class Step:
    """What an answer means: ``content`` to keep under a name, and the address to ask next ("" when
    there is no more). ``gone`` are ids of which the source says that it has them no longer."""

    way: str
    name: str = ""
    content: bytes = b""
    next_url: str = ""
    cursor: str = ""
    gone: tuple[str, ...] = ()
    total: int = 0


def step_of(body: bytes, url: str, cursor: str = "") -> Step:
    """Return what an answer from an address means; ``cursor`` is where we were last time.

    Raises Unreadable for pages that never end, and for more than the memory holds.
    """
    value = _value(body, _name_of(url))
    if not isinstance(value, dict):
        return Step(FILE, _name_of(url), body)
    if isinstance(value.get("profile"), str) and isinstance(value.get("openapi_url"), str):
        return _root(value, url, cursor)
    contents = value.get("contents", value.get("content"))
    total = value.get("total_pages", value.get("totalPages"))  # as older versions have it
    if isinstance(contents, list) and "next_cursor" in value:
        return _changes(value, contents, url)
    if isinstance(contents, list) and isinstance(total, int):
        return _page(total, contents, url)
    return Step(FILE, _name_of(url), body)


def first_url(url: str, cursor: str = "") -> str:
    """Return the address to begin with: of a list of services the first page, with all in it."""
    if urlsplit(url).path.rstrip("/").endswith("/changes"):
        return from_cursor(url, cursor)
    if not urlsplit(url).path.rstrip("/").endswith(f"/{SERVICES}"):
        return url
    query = dict(parse_qsl(urlsplit(url).query))
    per_page = query.get("per_page", str(ROWS_ON_A_PAGE))
    return with_query(url, full="true", per_page=per_page, page="1")


def from_cursor(url: str, cursor: str) -> str:
    """Return the address of what changed after a cursor; of everything without one."""
    return with_query(url, cursor=cursor)


def with_query(url: str, **values: str) -> str:
    """Return an address with these values in its query; an empty one is taken out."""
    parts = urlsplit(url)
    query = {**dict(parse_qsl(parts.query, keep_blank_values=True)), **values}
    text = urlencode({name: value for name, value in query.items() if value})
    return urlunsplit((parts.scheme, parts.netloc, parts.path, text, ""))


def _value(body: bytes, name: str) -> Any:
    if not body.removeprefix(BOM_UTF8).lstrip().startswith(b"{"):
        return None
    refuse_too_many(body, name)
    try:
        return json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None  # whoever reads the file says what is wrong with it


def _name_of(url: str) -> str:
    name = urlsplit(url).path.rstrip("/").rpartition("/")[2]
    return name[:200] or "file"


def _root(value: Mapping[str, Any], url: str, cursor: str) -> Step:
    """The front door of an API: ours tells what changed, of any other all services are read."""
    base = url.partition("?")[0].rstrip("/") + "/"
    if urlsplit(value["profile"]).path.endswith(PROFILE_OF_OURS):
        return Step(CHANGES, next_url=from_cursor(urljoin(base, "changes"), cursor))
    first = with_query(urljoin(base, SERVICES), full="true", per_page=str(ROWS_ON_A_PAGE), page="1")
    return Step(PAGES, next_url=first)


def _changes(value: Mapping[str, Any], contents: list[Any], url: str) -> Step:
    found: dict[str, list[Any]] = {SERVICES: [], ORGANIZATIONS: []}
    gone = []
    for one in filter(_is_object, contents):
        record, kind = one.get("record"), one.get("kind")
        if one.get("is_gone") is True and isinstance(one.get("id"), str):
            gone.append(clean(one["id"]))
        elif isinstance(record, dict):
            found[ORGANIZATIONS if kind == "organization" else SERVICES].append(record)
    cursor = clean(str(value["next_cursor"]))[:20]
    before = dict(parse_qsl(urlsplit(url).query)).get("cursor", "")
    # A page without an end that leads to itself: there is more, but not yet.
    has_more = value.get("has_more") is True and cursor != before
    return Step(
        CHANGES,
        "changes",
        json.dumps(found).encode(),
        from_cursor(url, cursor) if has_more else "",
        cursor,
        tuple(gone),
    )


def _page(total: int, contents: list[Any], url: str) -> Step:
    if total > MOST_PAGES:
        raise Unreadable("too_many_pages", limit=MOST_PAGES)
    number = _page_number(url)
    name = _name_of(url)
    following = with_query(url, page=str(number + 1)) if number < total and contents else ""
    if not following and name == SERVICES and not _tell_organizations(contents):
        base = url.partition("?")[0].rstrip("/").removesuffix(SERVICES)
        following = with_query(f"{base}{ORGANIZATIONS}", per_page=str(ROWS_ON_A_PAGE), page="1")
    table = name if name in (SERVICES, ORGANIZATIONS) else "page"
    return Step(PAGES, table, json.dumps(contents).encode(), following, total=total)


def _page_number(url: str) -> int:
    text = dict(parse_qsl(urlsplit(url).query)).get("page", "1")
    return int(text) if text.isdecimal() and len(text) < 6 else 1


def _tell_organizations(contents: list[Any]) -> bool:
    """Tell whether services hold their organisation whole; of none there is nothing to ask."""
    services = [one for one in contents if _is_object(one)]
    return all(_is_object(one.get("organization")) for one in services)


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)
