"""The people of a record as a page shows them: to visitors, and to who works in the network."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from vlaggenlijn.common.phones import dialled, shown
from vlaggenlijn.directory.cards import PhoneLink
from vlaggenlijn.directory.models import Contact, Organization, Service
from vlaggenlijn.directory.models.contacts import ContactQuerySet


@dataclass(frozen=True, slots=True)
class PersonText:
    """One person; empty texts are left out on the page."""

    name: str
    role: str
    purpose: str
    phone: PhoneLink | None
    email: str
    is_public: bool
    is_past_review: bool


def contacts_for_visitors(record: Service | Organization) -> list[PersonText]:
    """Return the people who may stand on a public page, in one query."""
    return _texts(_of(record).for_visitors(timezone.localdate()))


def contacts_for_staff(record: Service | Organization) -> list[PersonText]:
    """Return all people of a record, also those for professionals only."""
    return _texts(_of(record))


def _of(record: Service | Organization) -> ContactQuerySet:
    if isinstance(record, Service):
        return Contact.objects.around(record)
    return Contact.objects.of_organization(record)


def _texts(contacts: Iterable[Contact]) -> list[PersonText]:
    return [
        PersonText(
            name=one.name,
            role=", ".join(part for part in (one.title, one.department) if part),
            purpose=one.purpose,
            phone=PhoneLink(shown(one.phone), dialled(one.phone)) if one.phone else None,
            email=one.email,
            is_public=one.is_public,
            is_past_review=one.is_past_review,
        )
        for one in contacts
    ]
