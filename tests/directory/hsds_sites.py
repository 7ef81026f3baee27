"""A site of somebody else that tells HSDS, as a file or page after page, and can misbehave."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.stand_in import Heard, Said
from vlaggenlijn.accounts.models import LocalNetwork, User
from vlaggenlijn.directory.actions import following_hsds as following
from vlaggenlijn.directory.actions.followed import add_followed
from vlaggenlijn.directory.models import DataReading, DataSource


def service(number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "id": f"s{number}", "name": f"Help {number}", "status": "active", "email": "a@b.example",
        "organization": {"id": "o1", "name": "Rest vzw", "description": "Help."},
    } | more  # fmt: skip


class Site:
    """What the other site says: ``services`` as a file, or in pages; ``said`` overrules by path."""

    def __init__(self) -> None:
        self.services: list[dict[str, Any]] = [service()]
        self.said: dict[str, Said] = {}
        self.etag = ""
        self.rows = 2

    def __call__(self, heard: Heard) -> Said:
        parts = urlsplit(heard.path)
        asked = parse_qs(parts.query)
        if parts.path in self.said:
            return self.said[parts.path]
        if parts.path == "/feed.json":
            return self._file(heard)
        if parts.path == "/api/":
            address = f"http://{heard.headers['host']}"
            return told({"version": "3.1", "profile": "x", "openapi_url": f"{address}/api/o"})
        if parts.path == "/api/services":
            return self._page(int(asked["page"][0]), asked)
        return Said(404)

    def _file(self, heard: Heard) -> Said:
        if self.etag and heard.headers.get("if-none-match") == self.etag:
            return Said(304)
        return told(self.services, {"ETag": self.etag} if self.etag else {})

    def _page(self, page: int, asked: dict[str, list[str]]) -> Said:
        assert asked["full"] == ["true"]
        pages = -(-len(self.services) // self.rows)
        if f"/page/{page}" in self.said:
            return self.said[f"/page/{page}"]
        first = (page - 1) * self.rows
        contents = self.services[first : first + self.rows]
        return told({"total_pages": pages, "page_number": page, "contents": contents})


def told(value: Any, headers: dict[str, str] | None = None) -> Said:
    return Said(body=json.dumps(value).encode(), headers=headers or {})


def add(by: User, network: LocalNetwork, url: str) -> DataSource:
    values = {"name": "Harbor", "url": url}
    found: DataSource = add_followed(following.SOURCES, by=by, network=network, values=values)
    return found


def read(source: DataSource, code: str = "read") -> DataReading:
    source.refresh_from_db()
    reading = following.follow_source(source)
    assert reading.code == code
    return reading
