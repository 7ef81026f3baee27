"""What the addressee of a freshness mail does with the link, without signing in."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.actions import end_links, use_link
from vlaggenlijn.accounts.models import PersonalLink, recorded
from vlaggenlijn.common.limits import times
from vlaggenlijn.directory.actions.freshness import mail_link
from vlaggenlijn.directory.actions.service import confirm_service
from vlaggenlijn.directory.actions.suggestions import suggest_as_organization
from vlaggenlijn.directory.models import FreshnessItem, FreshnessRequest
from vlaggenlijn.directory.models.freshness import LINK_PURPOSE
from vlaggenlijn.directory.suggested import STATUS

AN_HOUR = 60 * 60


class LinkEnded(Exception):
    """The link opens nothing any more; nothing was saved."""


def opened_request(token: str) -> FreshnessRequest | None:
    """Return the request that a link opens, while its round runs; reading only."""
    link = PersonalLink.objects.opened_by(token, LINK_PURPOSE)
    request = FreshnessRequest.objects.with_id(link.subject_id) if link else None
    return request if request and request.campaign.is_running else None


@transaction.atomic
def say_right(*, token: str, items: Iterable[FreshnessItem]) -> None:
    """Confirm services as right today, in the name of the addressee. Raises LinkEnded."""
    request = _used(token)
    reason = _("by mail of %(email)s") % {"email": request.email}
    for item in items:
        if item.request_id != request.pk:
            raise LinkEnded
        confirm_service(by=None, service=item.service, reason=reason)
        _answer(request, item, FreshnessItem.Answer.RIGHT)


@transaction.atomic
def say_different(
    *, token: str, item: FreshnessItem, changes: dict[str, Any], text: str, key: uuid.UUID
) -> bool:
    """Keep what is different as a suggestion; False when nothing is. Raises LinkEnded."""
    request = _used(token)
    if item.request_id != request.pk:
        raise LinkEnded
    made = suggest_as_organization(
        service=item.service, changes=changes, text=text, key=key, email=request.email
    )
    if made is None:
        return False
    is_stopped = STATUS in changes
    answer = FreshnessItem.Answer.STOPPED if is_stopped else FreshnessItem.Answer.CHANGED
    _answer(request, item, answer)
    return True


def _answer(request: FreshnessRequest, item: FreshnessItem, answer: str) -> None:
    with recorded(by=None, network=request.campaign.network, deed="freshness.answer"):
        stored = FreshnessItem.locked(item.pk)
        stored.answer, stored.answered_at = answer, timezone.now()
        stored.save()


@transaction.atomic
def pass_on(*, token: str, email: str = "") -> None:
    """Say "not for me", perhaps with who knows it; the coordinator decides. Raises LinkEnded."""
    request = _used(token)
    with recorded(by=None, network=request.campaign.network, deed="freshness.pass_on"):
        stored = FreshnessRequest.locked(request.pk)
        stored.declined_at, stored.passed_to = timezone.now(), email
        stored.save()
    end_links(subject_id=request.pk, purpose=LINK_PURPOSE)


def _used(token: str) -> FreshnessRequest:
    link = use_link(token=token, purpose=LINK_PURPOSE)
    request = FreshnessRequest.objects.with_id(link.subject_id) if link else None
    if request is None or not request.campaign.is_running:
        raise LinkEnded
    return request


def renew_link(*, token: str) -> None:
    """Mail a new link to the address of an old one, at most once an hour; say nothing of it."""
    link = PersonalLink.objects.known_by(token, LINK_PURPOSE)
    request = FreshnessRequest.objects.with_id(link.subject_id) if link else None
    if link is None or request is None or not request.campaign.is_running:
        return
    is_theirs = link.email == request.email and request.declined_at is None
    if is_theirs and times(f"freshness-link:{request.pk}", AN_HOUR) == 1:
        mail_link(request=request)
