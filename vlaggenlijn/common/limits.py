"""How often somebody may do something in a day, without keeping who it was.

Counted in the cache alone, under a hash of the internet address with salt that is new each day and
never stored elsewhere: after midnight nobody can tell which address a count belonged to.
"""

import hashlib
import secrets
from datetime import date

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

A_DAY = 24 * 60 * 60


def may_again(request: HttpRequest, deed: str, most: int) -> bool:
    """Count one more time today for the visitor's address; False when that is too often."""
    return times(f"{deed}:{_visitor(request, timezone.localdate())}", A_DAY) <= most


def times(name: str, seconds: int) -> int:
    """Count one more time and return how often it happened within some seconds of the first."""
    key = f"limit:{name}"
    if cache.add(key, 1, seconds):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # it expired between the two lines
        cache.set(key, 1, seconds)
        return 1


def _visitor(request: HttpRequest, today: date) -> str:
    salt = cache.get_or_set(f"limit-salt:{today}", secrets.token_hex, A_DAY)
    return hashlib.sha256(f"{salt} {address_of(request)}".encode()).hexdigest()


def address_of(request: HttpRequest) -> str:
    """Return the address a request came from; behind a proxy the one that the proxy wrote last."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.ALLAUTH_TRUSTED_PROXY_COUNT and forwarded:
        return str(forwarded.split(",")[-1].strip())
    return str(request.META.get("REMOTE_ADDR", ""))
