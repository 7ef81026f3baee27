"""A helpline's number counts as right from the day a person checked it."""

import uuid

from django.utils import timezone

from vlaggenlijn.accounts.models import User, recorded
from vlaggenlijn.directory.models import Helpline


def verify_helpline(
    *, by: User, helpline: Helpline, number: str, idempotency_key: uuid.UUID | None = None
) -> bool:
    """Keep that a person checked the number today; False when it is no longer that number."""
    with recorded(by=by, network=None, deed="helpline.verify", key=idempotency_key) as recorder:
        stored = Helpline.locked(helpline.pk)
        if stored.number != number:
            return False
        if not recorder.is_repeat:
            stored.verified_on = timezone.localdate()
            stored.verified_by = by
            stored.save()
    return True
