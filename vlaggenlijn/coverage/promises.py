"""What a preview promises to keep, carried by its own form: signed, and not for long."""

import base64
import uuid
from collections.abc import Iterable
from typing import Any

from django.core import signing

KEPT_FOR = 24 * 60 * 60  # seconds
LONGEST = 900_000  # signs; Django takes at most a megabyte of form


def promise(what: str, whose: uuid.UUID, about: Iterable[Any], content: bytes) -> str:
    """Return what the form of a preview carries: about whom and what it is, and the content."""
    told = [str(whose), *about, base64.b85encode(content).decode()]
    return signing.dumps(told, salt=f"coverage.{what}")


def is_too_long(load: str) -> bool:
    return len(load) > LONGEST


def promised(what: str, whose: uuid.UUID, load: str) -> tuple[list[Any], bytes] | None:
    """Return (about, content) of a promise; None where it is too old, changed or of another."""
    try:
        whom, *about, content = signing.loads(load, salt=f"coverage.{what}", max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    return (about, base64.b85decode(content)) if whom == str(whose) else None
