"""The people of a network, those invited and those who left."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts import actions
from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import Invitation, LocalNetwork, Membership, Role
from vlaggenlijn.accounts.sites import site_of

ROWS_ON_A_PAGE = 50
LATELY = timedelta(days=30)
FORMER = "vroeger"


@dataclass(frozen=True, slots=True)
class Person:
    """A line of the list. Of somebody who has not accepted yet it says only what was typed."""

    membership: Membership
    name: str
    last_seen: str

    @property
    def invitation(self) -> Invitation | None:
        if self.membership.started_on is not None:
            return None
        return getattr(self.membership, "invitation", None)

    @property
    def tends_organizations(self) -> bool:
        return self.membership.role == Role.PARTNER and self.invitation is None


@require_safe
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """The people who have a role now or are invited, or (``?lijst=vroeger``) those who left."""
    found = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, "accounts.change_members", found)
    words = request.GET.get("q", "").strip()[:100]
    is_former = request.GET.get("lijst") == FORMER
    everybody = Membership.objects.for_network(found).with_invitation()
    rows = everybody.ended() if is_former else everybody.current_or_invited()
    page = Paginator(rows.of_somebody_like(words) if words else rows, ROWS_ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "subject": found,
        "page": page,
        "people": [_person(one) for one in page],
        "words": words,
        "is_former": is_former,
        "found": ngettext("%(count)s person", "%(count)s people", page.paginator.count)
        % {"count": page.paginator.count},
    }
    return render(request, "accounts/members.html", context)


def _person(membership: Membership) -> Person:
    user = membership.user
    if membership.started_on is None:
        invitation = getattr(membership, "invitation", None)
        return Person(membership, invitation.name if invitation else "", "")
    return Person(membership, user.name, _last_seen(user.last_login))


def _last_seen(at: object) -> str:
    """Say no more than a coordinator needs: who still looks in, not when."""
    if not at:
        return _("not yet")
    return _("this month") if at > timezone.now() - LATELY else _("longer ago")  # type: ignore[operator]


@require_POST
def resend_invitation(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Send a new link with a new term."""
    invitation = _invitation(request, pk)
    network = invitation.membership.network
    try:
        actions.resend_invitation(
            by=request.user,  # type: ignore[arg-type]
            invitation=invitation,
            site=site_of(network, request),
        )
    except actions.NotOpen:
        messages.error(request, _("This invitation was answered just now."))
    except actions.TooManyInvitations:
        messages.error(request, too_many())
    else:
        text = _("Sent again to %(email)s. The earlier link no longer works.")
        messages.success(request, text % {"email": invitation.membership.user.email})
    return redirect("accounts:members", slug=network.slug)


@require_POST
def withdraw_invitation(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """End an invitation that was not answered."""
    invitation = _invitation(request, pk)
    try:
        actions.withdraw_invitation(by=request.user, invitation=invitation)  # type: ignore[arg-type]
    except actions.NotOpen:
        messages.error(request, _("This invitation was answered just now."))
    else:
        text = _("The invitation of %(email)s is withdrawn. The link no longer works.")
        messages.success(request, text % {"email": invitation.membership.user.email})
    return redirect("accounts:members", slug=invitation.membership.network.slug)


def _invitation(request: HttpRequest, pk: uuid.UUID) -> Invitation:
    networks = LocalNetwork.objects.for_user(request.user)
    found = get_object_or_404(Invitation.objects.unanswered().in_networks(networks), pk=pk)
    require(request.user, "accounts.change_members", found.membership.network)
    return found


def too_many() -> str:
    text = _("This network sent %(most)s invitations in a day. Go on tomorrow.")
    return text % {"most": actions.MOST_A_DAY}
