"""Mails to who registered, each with a link to a page of their own."""

from collections.abc import Iterable

from django.utils import timezone, translation

from vlaggenlijn.accounts.actions import give_link
from vlaggenlijn.agenda.models import KEPT_AFTER, Occurrence, Registration
from vlaggenlijn.agenda.wording import letter
from vlaggenlijn.common.mail import send_after_commit

PURPOSE = "registration"


def own_link(registration: Registration) -> str:
    """Make a link to the page of a registration and return its token; it may be used again."""
    term = registration.occurrence.ends_at + KEPT_AFTER - timezone.now()
    return give_link(
        purpose=PURPOSE,
        subject_id=registration.pk,
        term=term,
        email=registration.email,
        is_single_use=False,
    )


def tell(registration: Registration, kind: str, site: str = "") -> None:
    """Mail one registration after the transaction; who left no address is not mailed."""
    if not registration.email:
        return
    with translation.override(registration.language):
        subject, body = letter(registration, kind, own_link(registration), site)
    send_after_commit(to=registration.email, subject=subject, body=body)


def tell_all(occurrences: Iterable[Occurrence], kind: str) -> int:
    """Mail everybody who comes to or waits for some occurrences; return how many there are."""
    count = 0
    for occurrence in occurrences:
        for registration in Registration.objects.of(occurrence).counting():
            registration.occurrence = occurrence
            tell(registration, kind)
            count += 1
    return count
