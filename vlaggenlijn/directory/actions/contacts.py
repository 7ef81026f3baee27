"""The contact persons of an organisation or a service: personal data, so with a term."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from vlaggenlijn.accounts.models import Change, Conflict, User, recorded
from vlaggenlijn.directory.actions.service import first_made
from vlaggenlijn.directory.models import Contact, Organization, Service
from vlaggenlijn.directory.models.contacts import REVIEWED_EVERY

# As long can a removal be taken back; then the history forgets who it was.
REMEMBERED_FOR = timedelta(days=30)
PERSONAL = ("name", "title", "department", "phone", "email", "purpose")
COLUMNS = (*PERSONAL, "is_public")


def add_contact(
    *,
    by: User | None,
    organization: Organization,
    service: Service | None = None,
    values: Mapping[str, Any],
    idempotency_key: uuid.UUID | None = None,
) -> Contact:
    """Add a person; the same key again returns the one of the first time.

    Raises Conflict when the key comes back with other values (somebody went back and typed on).
    """
    network, deed = organization.network, "contact.add"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            return _same_or_conflict(first_made(recorder, Contact), values)
        person = Contact(organization=organization, service=service, review_on=_next_review())
        _write(person, values)
    return person


def change_contact(
    *,
    by: User | None,
    contact: Contact,
    version: int | None,
    values: Mapping[str, Any],
    idempotency_key: uuid.UUID | None = None,
) -> Contact:
    """Write what an editor filled in: a review too. Raises Conflict when someone was first."""
    network, deed = contact.organization.network, "contact.change"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            return _same_or_conflict(Contact.locked(contact.pk), values)
        stored = Contact.locked(contact.pk, version)
        stored.review_on = _next_review()
        _write(stored, values)
    return stored


def confirm_contact(*, by: User | None, contact: Contact) -> Contact:
    """Keep that somebody found a person still right; in a year it is asked again."""
    with recorded(by=by, network=contact.organization.network, deed="contact.confirm"):
        stored = Contact.locked(contact.pk)
        stored.review_on = _next_review()
        stored.save()
    return stored


def remove_contact(*, by: User | None, contact: Contact) -> None:
    """Take a person out; the history forgets them a month later (forget_removed_contacts)."""
    with recorded(by=by, network=contact.organization.network, deed="contact.remove"):
        Contact.locked(contact.pk).delete()


def forget_removed_contacts() -> int:
    """Empty the personal data of people who are gone out of the history; return how many lines.

    That something was removed, when and by whom stays; whom it was about does not.
    """
    about_people = Change.objects.filter(model=Contact._meta.label_lower)
    known = Contact.objects.values("pk")
    long_gone = about_people.filter(
        after__isnull=True, change_set__at__lt=timezone.now() - REMEMBERED_FOR
    ).exclude(object_id__in=known)
    lines = list(about_people.filter(object_id__in=long_gone.values("object_id")))
    told = [line for line in lines if _names_somebody(line)]
    for line in told:
        line.before, line.after = _without_person(line.before), _without_person(line.after)
        line.save(update_fields=["before", "after"])
    return len(told)


def _names_somebody(line: Change) -> bool:
    return any(row and any(row.get(name) for name in PERSONAL) for row in (line.before, line.after))


def _without_person(row: dict[str, Any] | None) -> dict[str, Any] | None:
    return row and row | dict.fromkeys(PERSONAL, "")


def _write(person: Contact, values: Mapping[str, Any]) -> None:
    for name in COLUMNS:
        setattr(person, name, values[name])
    person.save()


def _same_or_conflict(stored: Contact, values: Mapping[str, Any]) -> Contact:
    if any(getattr(stored, name) != values[name] for name in COLUMNS):
        raise Conflict(stored)
    return stored


def _next_review() -> Any:
    return timezone.localdate() + REVIEWED_EVERY
