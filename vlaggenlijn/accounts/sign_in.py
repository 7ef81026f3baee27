"""How staff sign in: by a code in a mail or a password; nobody makes an account for themselves."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.apps import apps
from django.contrib.auth import login
from django.http import HttpRequest

from vlaggenlijn.accounts.models import User


class InvitedPeopleOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's doors, with the one for new accounts closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def has_second_factor(user: Any) -> bool:
    """Whether a person must show more than a mailbox: then no link signs them in."""
    return apps.is_installed("allauth.mfa") and user.authenticator_set.exists()


def sign_in_invited(request: HttpRequest, user: User) -> bool:
    """Sign in whoever opened their own mailbox, under a new session key; False: not this one.

    Administrators and people with a second factor go through the sign-in page.
    """
    if user.is_administrator or has_second_factor(user):
        return False
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return True
