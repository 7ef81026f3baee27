"""Links in mails: given, used, forgotten."""

import secrets
import uuid
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from vlaggenlijn.accounts.models import PersonalLink, User
from vlaggenlijn.accounts.models.links import digest_of

KEPT_AFTER_TERM = timedelta(days=30)
LAST_MINUTE = time(23, 59)


def give_link(
    *,
    purpose: str,
    subject_id: uuid.UUID,
    term: timedelta,
    email: str = "",
    user: User | None = None,
    is_single_use: bool = True,
) -> str:
    """Make a link and return its token: 43 signs of an address, told once and never stored."""
    token = secrets.token_urlsafe(32)
    PersonalLink.objects.create(
        digest=digest_of(token),
        purpose=purpose,
        subject_id=subject_id,
        email=email,
        user=user,
        is_single_use=is_single_use,
        expires_at=timezone.now() + term,
    )
    return token


def term_through(day: date) -> timedelta:
    """Return how long until the last minute of a day begins here; negative after that.

    The minute is left out so that a link which is made a moment later still ends on that day.
    """
    return timezone.make_aware(datetime.combine(day, LAST_MINUTE)) - timezone.now()


def use_link(*, token: str, purpose: str) -> PersonalLink | None:
    """Mark a link as used and return it; None when it opens nothing (any more).

    Call it inside the transaction of what the link is for: two taps at once take turns.
    """
    with transaction.atomic():
        links = PersonalLink.objects.select_for_update()
        link = links.opened_by(token, purpose)
        if link is None:
            return None
        link.used_at = timezone.now()
        link.save()
    return link


def end_links(*, subject_id: uuid.UUID, purpose: str) -> int:
    """Close every link about a record for one purpose; return how many were open."""
    open_links = PersonalLink.objects.current().about(subject_id, purpose)
    return open_links.update(ended_at=timezone.now())


def forget_old_links() -> int:
    """Delete links whose term ended a month ago, with the addresses in them."""
    old = PersonalLink.objects.filter(expires_at__lt=timezone.now() - KEPT_AFTER_TERM)
    return old.delete()[0]
