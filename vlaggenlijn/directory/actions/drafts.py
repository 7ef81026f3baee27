"""Scratch paper of the forms: kept while somebody types, gone when it is saved."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from vlaggenlijn.accounts.models import User
from vlaggenlijn.directory.models import Draft
from vlaggenlijn.directory.models.drafts import FRESH

LARGEST = 200_000  # bytes of what the form sends
NOT_KEPT = ("csrfmiddlewaretoken", "idempotency_key", "draft", "throw_away")


class TooLarge(Exception):
    """More was typed than a draft can hold; nothing was kept."""


def keep_draft(
    *, user: User, kind: str, record: uuid.UUID, data: Mapping[str, Sequence[str]]
) -> Draft:
    """Keep what was typed, in place of an earlier draft of the same form; raises TooLarge."""
    kept = {name: list(values) for name, values in data.items() if name not in NOT_KEPT}
    if sum(len(name) + sum(map(len, values)) for name, values in kept.items()) > LARGEST:
        raise TooLarge
    now, version = timezone.now(), "".join(kept.get("version", ["", ""])[:1])
    values: dict[str, Any] = {
        "data": kept,
        "saved_at": now,
        "version": int(version) if version.isdecimal() and len(version) < 9 else None,
    }
    with transaction.atomic():
        draft, is_new = Draft.objects.get_or_create(
            user=user, kind=kind, record_id=record, defaults=values | {"started_at": now}
        )
        if not is_new:
            if draft.saved_at < now - FRESH:
                draft.started_at = now
            draft.data, draft.saved_at, draft.version = kept, now, values["version"]
            draft.save()
    return draft


def forget_draft(*, user: User, kind: str, record: uuid.UUID) -> None:
    Draft.objects.filter(user=user, kind=kind, record_id=record).delete()


def forget_old_drafts() -> int:
    """Delete drafts that nobody touched for 30 days; return how many."""
    return Draft.objects.outdated().delete()[0]
