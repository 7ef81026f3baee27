"""People who leave: everything about them goes, what they did for the network stays nameless."""

from datetime import date, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.actions.members import end_membership
from vlaggenlijn.accounts.actions.sessions import end_sessions
from vlaggenlijn.accounts.models import Membership, OpenSession, PersonalLink, User
from vlaggenlijn.accounts.sites import site_of
from vlaggenlijn.common.mail import send_after_commit
from vlaggenlijn.common.models import OutboxMail

KEPT_WITHOUT_ROLE = timedelta(days=730)
ANNOUNCED_BEFORE = timedelta(days=30)


class LastAdministrator(Exception):
    """The platform would be left without anybody who looks after it."""


def personal_rows(user: User) -> list[Any]:
    """The rows of other tables that are about a person alone: their models say ``is_personal``."""
    return [
        row
        for relation in User._meta.related_objects
        if getattr(relation.related_model, "is_personal", False)
        for row in relation.related_model._base_manager.filter(**{relation.field.name: user})
    ]


@transaction.atomic
def forget_person(*, user: User) -> None:
    """Delete what is kept about a person, for good; they become "former member" in the history.

    Raises LastCoordinator or LastAdministrator when somebody must take over first.
    """
    stored = User.objects.select_for_update().get(pk=user.pk)
    _refuse_last_administrator(stored)
    for membership in Membership.objects.current().of(stored).select_related("network"):
        end_membership(by=stored, membership=membership)
    for row in personal_rows(stored):
        row.delete()
    end_sessions(OpenSession.objects.filter(user=stored))
    for model in (Authenticator, SocialAccount, EmailAddress):
        model.objects.filter(user=stored).delete()
    PersonalLink.objects.filter(user=stored).delete()
    PersonalLink.objects.filter(email__iexact=stored.email).delete()
    OutboxMail.objects.filter(to__iexact=stored.email).delete()
    _strip(stored)


def _refuse_last_administrator(user: User) -> None:
    others = User.objects.present().filter(is_administrator=True, is_active=True)
    if user.is_administrator and not others.exclude(pk=user.pk).exists():
        raise LastAdministrator


def _strip(user: User) -> None:
    user.name = ""
    # ".invalid" is reserved: no mail can ever reach it, and nobody else can have it.
    user.email = f"{user.pk.hex}@former-member.invalid"
    user.set_unusable_password()
    user.is_active = user.is_administrator = user.is_superuser = False
    user.last_login = user.farewell_announced_at = None
    user.left_at = timezone.now()
    user.save()


def say_farewells(today: date | None = None) -> dict[str, int]:
    """Warn people without any role for 23 months, and forget those warned a month ago."""
    day = today or timezone.localdate()
    warned = forgotten = 0
    for user, since in without_role(day):
        announced = user.farewell_announced_at
        if announced is None or timezone.localdate(announced) < since:
            _announce(user, day)
            warned += 1
        elif _may_go(since, announced, day):
            forget_person(user=user)
            forgotten += 1
    return {"warned": warned, "forgotten": forgotten}


def _may_go(since: date, announced: datetime, day: date) -> bool:
    is_long_ago = since <= day - KEPT_WITHOUT_ROLE
    return is_long_ago and timezone.localdate(announced) <= day - ANNOUNCED_BEFORE


def without_role(day: date) -> list[tuple[User, date]]:
    """People without any role for 23 months or more, each with the day it began."""
    busy = Membership.objects.filter(user__isnull=False).exclude(ended_on__lte=day)
    people = (
        User.objects.present()
        .filter(is_administrator=False)
        .exclude(pk__in=busy.values("user"))
        .annotate(last_role_ended_on=Max("memberships__ended_on"))
    )
    oldest = day - KEPT_WITHOUT_ROLE + ANNOUNCED_BEFORE
    since = [(one, one.last_role_ended_on or timezone.localdate(one.joined_at)) for one in people]
    return [(one, start) for one, start in since if start <= oldest]


def _announce(user: User, day: date) -> None:
    with transaction.atomic(), translation.override(user.language):
        user.farewell_announced_at = timezone.make_aware(datetime.combine(day, datetime.min.time()))
        user.save()
        send_after_commit(
            to=user.email,
            subject=_("Your account will be deleted in a month"),
            body=_farewell_text(user, day + ANNOUNCED_BEFORE),
        )


def _farewell_text(user: User, day: date) -> str:
    membership = Membership.objects.of(user).select_related("network").last()
    network = membership.network if membership else None
    told = {
        "name": network.name if network else "Vlaggenlijn",
        "day": date_format(day, "DATE_FORMAT"),
    }
    return "\n\n".join(
        one
        for one in (
            _("Hello,"),
            _("You have an account at %(name)s, but no role there for two years now.") % told,
            _("We do not keep what we do not need. On %(day)s we delete your account.") % told,
            _("Do you want that? Then you need do nothing."),
            _("Do you still work in the network? Then ask the coordinator for a role before."),
            network.contact_email if network else "",
            site_of(network) + reverse("account_my_data"),
            str(told["name"]),
        )
        if one
    )
