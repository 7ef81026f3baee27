"""The mail on Monday: sent once to each, tried again where it failed, answered by its links."""

import logging
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from vlaggenlijn.accounts.actions.links import give_link, use_link
from vlaggenlijn.accounts.models import LocalNetwork, PersonalLink, User
from vlaggenlijn.common.mail import deliver
from vlaggenlijn.directory.actions import confirm_service
from vlaggenlijn.directory.models import Service
from vlaggenlijn.guide.tallies import monday_of
from vlaggenlijn.home import digest_text
from vlaggenlijn.home.addresses import whole_address
from vlaggenlijn.home.digests import Digest, digest_of, people_with_digests
from vlaggenlijn.home.models import DigestMail

logger = logging.getLogger(__name__)
STILL_RIGHT, STOP = "digest", "digest-stop"
TERM, STOP_TERM = timedelta(days=14), timedelta(days=90)
KEPT = timedelta(weeks=9)


class DigestsFailed(Exception):
    """Some digests did not leave; the duty is done again, for those alone."""


def send_digests() -> int:
    """Send today's digests that were not sent yet; return how many mails left.

    Raises DigestsFailed when some could not be sent and may be tried again. Who has theirs gets no
    second one, whichever clock tries again.
    """
    monday = monday_of(timezone.localdate())
    DigestMail.objects.before(monday - KEPT).delete()
    sent = sum(_sent(person, monday) for person in people_with_digests())
    if DigestMail.objects.waiting(monday).exists():
        raise DigestsFailed
    return sent


def _sent(person: User, monday: object) -> bool:
    row = DigestMail.objects.taken(person, monday)  # type: ignore[arg-type]
    if row is None:
        return False
    try:
        is_sent = _send(person)
    except Exception:
        # One address that fails may not keep the mail from the others.
        logger.exception("The digest of person %s did not leave; it is tried again.", person.pk)
        return False
    DigestMail.objects.filter(pk=row.pk).update(settled_at=timezone.now())
    return is_sent


def _send(person: User) -> bool:
    digest = digest_of(person)
    if digest.is_empty:
        return False
    with translation.override(person.language):
        subject = digest_text.subject(digest)
        text = digest_text.body(digest, _links(digest), _stop_link(digest))
    deliver(to=person.email, subject=subject, body=text)
    return True


def _links(digest: Digest) -> dict[UUID, str]:
    return {
        service.pk: _address(
            "home:still_right",
            give_link(
                purpose=STILL_RIGHT,
                subject_id=service.pk,
                term=TERM,
                user=digest.person,
                is_single_use=False,
            ),
            digest.person,
            digest.network,
        )
        for service in digest.stalest
    }


def _stop_link(digest: Digest) -> str:
    person = digest.person
    token = give_link(
        purpose=STOP, subject_id=person.pk, term=STOP_TERM, user=person, is_single_use=False
    )
    return _address("home:stop_digest", token, person, digest.network)


def _address(name: str, token: str, person: User, network: LocalNetwork | None) -> str:
    path = reverse(name, args=[token])
    if person.language != "nl":
        path += f"?taal={person.language}"
    return whole_address(path, network)


def service_of(link: PersonalLink | None) -> Service | None:
    """Return the service of a link, when its person may still change it; else None."""
    if link is None or link.user is None or not link.user.is_active:
        return None
    mine = Service.objects.editable_by(link.user).current()
    return mine.select_related("organization__network").with_ids([link.subject_id]).first()


def confirm_by_link(token: str) -> Service | None:
    """Confirm the service of a digest's link in the name of its person; None: it opens nothing."""
    with transaction.atomic():
        link = use_link(token=token, purpose=STILL_RIGHT)
        service = service_of(link)
        if link is None or service is None:
            return None
        return confirm_service(by=link.user, service=service)


def stop_by_link(token: str) -> bool:
    """Switch the digest off for the person of a link; False: it opens nothing."""
    with transaction.atomic():
        link = use_link(token=token, purpose=STOP)
        if link is None or link.user is None:
            return False
        set_preferences(person=link.user, wants_digest=False)
    return True


def set_preferences(*, person: User, wants_digest: bool, language: str = "") -> None:
    """Keep whether a person wants the digest and, when given, the language of their mails."""
    person.wants_digest = wants_digest
    person.language = language or person.language
    person.save(update_fields=["wants_digest", "language"])
