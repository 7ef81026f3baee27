"""How staff sign in: code by mail, password, passkey, ACM/IDM; nobody makes their own account."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.actions import end_session, note_session
from vlaggenlijn.accounts.letters import letter
from vlaggenlijn.accounts.models import User
from vlaggenlijn.common.mail import send

# What is said after a deed; of allauth's other messages none is shown.
SAID = {
    "account/messages/logged_out.txt": _("You are signed out."),
    "account/messages/password_changed.txt": _(
        "Your password is changed. Other devices are signed out."
    ),
    "account/messages/password_set.txt": _("You can now sign in with your password too."),
    "mfa/messages/totp_activated.txt": _("Your code app is on."),
    "mfa/messages/totp_deactivated.txt": _("Your code app is off."),
    "mfa/messages/webauthn_added.txt": _("Your passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": _("You have new recovery codes. Keep them safe."),
    "socialaccount/messages/account_connected.txt": _("It is connected."),
    "socialaccount/messages/account_connected_updated.txt": _("It was connected already."),
    "socialaccount/messages/account_connected_other.txt": _(
        "That sign-in already belongs to somebody else here. Ask your coordinator."
    ),
}


class InvitedPeopleOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's doors, with the one for new accounts closed and the words our own."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("You can no longer sign in here. Ask your coordinator."),
        "email_password_mismatch": _(
            "That address and password do not belong together. Try again, or ask for a code."
        ),
        "enter_current_password": _("Fill in the password you have now."),
        "incorrect_code": _("That is not the right code. Look at it again."),
        "incorrect_password": _("That is not your password."),
        "too_many_login_attempts": _(
            "That was wrong too often. Wait five minutes, or ask for a new code."
        ),
        "rate_limited": _("That was too often in a short time. Wait a moment and try again."),
        "invalid_password_reset": _("This link no longer works. Ask for a new one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Leave a mail for the worker, so that no page waits for the mail server."""
        subject, body = letter(template_prefix, self.request, context)
        send.enqueue(to=email, subject=subject, body=body)

    def send_nothing(self, template_prefix: str, **context: str) -> None:
        """Do for an unknown address the work that a known one takes: the clock tells nothing."""
        self.send_mail(template_prefix, "", context)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        self.send_mail(template_prefix, email or user.email, context or {})

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        text = message or SAID.get(message_template or "")
        if text:
            messages.add_message(request, level, str(text), extra_tags=extra_tags)

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        note_session(request=request, user=user)

    def logout(self, request: HttpRequest) -> None:
        end_session(request.session.session_key)
        super().logout(request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """How somebody shows that it is still them; a mail proves less than a second factor."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        for method in methods:
            method["description"] = WAYS[method["id"]]
        if user.is_authenticated and not is_mfa_enabled(user):
            address = reverse("account_reauthenticate_by_mail")
            methods.append({"id": "mail", "description": WAYS["mail"], "url": address})
        return methods

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Whoever just signed in need not do it again; nobody else is let through.

        allauth lets people without password or second factor through; ours get a code by mail.
        """
        request = context.request
        records = get_authentication_records(request, request.user)
        oldest = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        if any(record["at"] > oldest for record in records):
            return False
        if not super().get_reauthentication_methods(request.user):
            raise ReauthenticationRequired
        return True


WAYS = {
    "reauthenticate": _("With my password"),
    "mfa_reauthenticate": _("With my code app or a recovery code"),
    "mfa_reauthenticate:webauthn": _("With a passkey"),
    "mail": _("With a code by mail"),
}


def sign_in_invited(request: HttpRequest, user: User) -> bool:
    """Sign in whoever opened their own mailbox, under a new session key; False: not this one.

    Administrators and people with a second factor go through the sign-in page.
    """
    if user.is_administrator or is_mfa_enabled(user):
        return False
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    note_session(request=request, user=user)
    return True
