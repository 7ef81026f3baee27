"""Talks with UiTdatabank: a token, its Entry API and its search; nothing here writes in ours.

The token is kept in this process until it is refused; it is never stored or logged.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from vlaggenlijn.common.fetching import Answer, Asked, Limits, Refused, fetch

AUDIENCE = "https://api.publiq.be"
MEGABYTE = 1024 * 1024
MARGIN = 120  # seconds before its end in which a token is not used any more
LONGEST_DETAIL = 300


class TryLater(Exception):
    """It did not work now and may later; ``seconds`` is what the other side asks, or 0."""

    def __init__(self, code: str, seconds: int = 0) -> None:
        super().__init__(code)
        self.code, self.seconds = code, seconds


class Declined(Exception):
    """The other side does not take it, now or later; ``detail`` is what it says."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail[:LONGEST_DETAIL]


def limits() -> Limits:
    return Limits(size=20 * MEGABYTE, redirects=0, inside=settings.INSIDE_HOSTS)


def may_push() -> bool:
    """Tell whether whoever runs the site turned sending on."""
    return bool(settings.UIT_PUSH and settings.UIT_CLIENT_ID and settings.UIT_CLIENT_SECRET)


def may_search() -> bool:
    return bool(settings.UIT_SEARCH_KEY)


@dataclass(slots=True)
class _Held:
    token: str = ""
    until: float = 0.0


HELD = _Held()


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of the Entry API."""

    method: str
    path: str
    body: Mapping[str, Any] = field(default_factory=dict)


def send(request: Request) -> dict[str, Any]:
    """Return the answer of the Entry API; raise TryLater or Declined.

    A token that is refused is asked anew, once.
    """
    answer = _sent(request, _token())
    if answer.status == 401:
        HELD.token = ""
        answer = _sent(request, _token())
    if answer.status == 401:
        raise TryLater("uit_token")
    return _read(answer)


def _sent(request: Request, token: str) -> Answer:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/ld+json"}
    body = json.dumps(request.body, ensure_ascii=False).encode()
    return _ask(Asked(settings.UIT_ENTRY_URL + request.path, request.method, body, headers))


def _token() -> str:
    if HELD.token and time.monotonic() < HELD.until:
        return HELD.token
    body = {
        "client_id": settings.UIT_CLIENT_ID,
        "client_secret": settings.UIT_CLIENT_SECRET,
        "audience": AUDIENCE,
        "grant_type": "client_credentials",
    }
    headers = {"Content-Type": "application/json"}
    answer = _ask(Asked(settings.UIT_TOKEN_URL, "POST", json.dumps(body).encode(), headers))
    if answer.status in (400, 401, 403):
        raise TryLater("uit_credentials")
    found = _read(answer)
    token = found.get("access_token")
    if not isinstance(token, str) or not token.isprintable() or not token:
        raise TryLater("uit_token")
    HELD.token = token
    seconds = found.get("expires_in")
    HELD.until = time.monotonic() + (seconds if isinstance(seconds, int) else 0) - MARGIN
    return token


def search(path: str, query: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer of the search; raise TryLater or Declined."""
    address = f"{settings.UIT_SEARCH_URL}{path}?{urlencode(query, doseq=True)}"
    return _read(_ask(Asked(address, headers={"x-client-id": settings.UIT_SEARCH_KEY})))


def _ask(asked: Asked) -> Answer:
    try:
        return fetch(asked, limits())
    except Refused as refused:
        raise TryLater(refused.code) from None


def _read(answer: Answer) -> dict[str, Any]:
    if answer.status == 429 or answer.status >= 500:
        after = answer.headers.get("retry-after", "")
        seconds = int(after) if after.isdecimal() and len(after) < 6 else 0
        raise TryLater("uit_busy" if answer.status == 429 else "uit_down", seconds)
    try:
        found = json.loads(answer.body) if answer.body.strip() else {}
    except (ValueError, RecursionError):
        raise TryLater("uit_answer") from None
    if not isinstance(found, dict):
        raise TryLater("uit_answer")
    if answer.status >= 300:
        raise Declined("uit_declined", _detail(answer.status, found))
    return found


def _detail(status: int, found: Mapping[str, Any]) -> str:
    """Return what the other side says is wrong, as its problem document has it."""
    errors = found.get("schemaErrors")
    told = [
        f"{one.get('jsonPointer', '')} {one.get('error', '')}".strip()
        for one in (errors if isinstance(errors, list) else [])
        if isinstance(one, dict)
    ]
    title = str(found.get("detail") or found.get("title") or "")
    return "; ".join(filter(None, [f"{status}", title, *told]))
