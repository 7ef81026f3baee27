"""How staff sign in: by a code in a mail or a password; nobody makes an account for themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedPeopleOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's doors, with the one for new accounts closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
