"""An answer that was just given, given again to who asks exactly the same.

For the rest of the minute, as long as no record changes, in the memory of the process alone. It
is sealed with a key that is made of the question itself: who does not ask it cannot read it, nor
what was asked, not even with the whole memory before them. Where a crisis was heard nothing is kept
(docs/decisions/0035).
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from secrets import token_bytes
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from vlaggenlijn.accounts.middleware import LANGUAGE_COOKIE
from vlaggenlijn.accounts.models import Change
from vlaggenlijn.guide.actions import count_soon
from vlaggenlijn.guide.actions.counting import Counts

PATH = "/antwoord/"
LONGEST_BODY = 8_000
MOST_KEPT = 500  # some 20 kB each, packed
NONCE = 12
# All that an answer hangs on besides the question itself.
HEADERS = (
    *("HTTP_HOST", "HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT_ENCODING", "HTTP_HX_REQUEST"),
    *("HTTP_HX_BOOSTED", "CONTENT_TYPE", "QUERY_STRING", "wsgi.url_scheme"),
)
_secret = token_bytes(32)


@dataclass(frozen=True, slots=True)
class Kept:
    """A sealed answer: its headers, nonce and body, and what it adds to the counts."""

    headers: dict[str, str]
    body: bytes
    counts: Counts


class Memory:
    """What is kept of one moment: nothing of another minute, or of before a change."""

    def __init__(self) -> None:
        self._moment: Any = None
        self._kept: dict[bytes, Kept] = {}

    def at(self, moment: Any) -> dict[bytes, Kept]:
        if moment != self._moment or len(self._kept) >= MOST_KEPT:
            self._moment, self._kept = moment, {}
        return self._kept


_memory = Memory()


def answers_again(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a question that was just answered out of memory."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _may_be_kept(request):
            return answer(request)
        name, key = _name_and_key(request)
        minute = timezone.now().replace(second=0, microsecond=0)
        kept = _memory.at((Change.objects.stamp(), minute))
        if found := kept.get(name):
            count_soon(found.counts)
            return HttpResponse(_opened(found.body, key), headers=found.headers)
        response = answer(request)
        counts = getattr(response, "counts", None)
        if counts is not None and response.status_code == 200 and not response.cookies:
            body = _sealed(response.content, key)
            kept[name] = Kept(dict(response.items()), body, counts)
        return response

    return middleware


def _may_be_kept(request: HttpRequest) -> bool:
    """Whether it is a question of somebody who is not signed in."""
    return (
        request.method == "POST"
        and request.path == PATH
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and (request.META.get("CONTENT_LENGTH") or "0").isdigit()
        and int(request.META.get("CONTENT_LENGTH") or 0) <= LONGEST_BODY
    )


def _name_and_key(request: HttpRequest) -> tuple[bytes, bytes]:
    """Return under which name an answer is kept, and the key that seals it."""
    made = blake2b(key=_secret)
    parts = [request.META.get(name, "") for name in HEADERS]
    for part in (*parts, request.COOKIES.get(LANGUAGE_COOKIE, "")):
        made.update(f"{len(part)}:{part}".encode())
    made.update(request.body)
    digest = made.digest()
    return digest[:32], digest[32:]


def _sealed(content: bytes, key: bytes) -> bytes:
    nonce = token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, None)


def _opened(body: bytes, key: bytes) -> bytes:
    return AESGCM(key).decrypt(body[:NONCE], body[NONCE:], None)
