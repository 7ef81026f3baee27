"""allauth's forms in our own words."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ResetPasswordForm
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import User
from vlaggenlijn.common.forms import PlainForm, TextField

# What reading an answer that no passkey ever gave may raise.
NONSENSE = (KeyError, TypeError, ValueError, AttributeError, IndexError)


class ResetPassword(ResetPasswordForm):  # type: ignore[misc]
    """Asks as much time of an unknown address as of a known one."""

    def save(self, request: HttpRequest, **options: Any) -> str:
        email: str = super().save(request, **options)
        if not self.users:
            nowhere = {"uidb36": "0" * 25, "key": "0" * 39}
            address = request.build_absolute_uri(
                reverse("account_reset_password_from_key", kwargs=nowhere)
            )
            get_adapter().send_nothing(
                "account/email/password_reset_key", password_reset_url=address
            )
        return email


def _code_field(label: Any, help_text: Any) -> forms.CharField:
    attributes = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "off"}
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=30,
        widget=forms.TextInput(attrs=attributes),
        error_messages={"required": _("Fill this in.")},
    )


class ActivateApp(ActivateTOTPForm):  # type: ignore[misc]
    code = _code_field(_("Code from the app"), _("Six figures, new every half minute."))


class OnlyOnce:
    """A code counts once, also in the minute in which a slow clock would still make it."""

    user: User

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        used = f"used-code-{self.user.pk}-{normalize_user_code(code)}"
        if not cache.add(used, True, timeout=4 * mfa_settings.TOTP_PERIOD):
            raise get_mfa_adapter().validation_error("incorrect_code")
        return code


class AppCode(OnlyOnce, AuthenticateForm):  # type: ignore[misc]
    code = _code_field(_("Code"), _("From your code app, or one of your recovery codes."))


class AppCodeAgain(OnlyOnce, ReauthenticateForm):  # type: ignore[misc]
    code = _code_field(_("Code"), _("From your code app, or one of your recovery codes."))


class Readable:
    """Nonsense in place of a passkey's answer is a wrong answer, not a fault of ours."""

    def clean_credential(self) -> Authenticator:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except NONSENSE as problem:
            raise get_mfa_adapter().validation_error("incorrect_code") from problem


class PasskeySignIn(Readable, LoginWebAuthnForm):  # type: ignore[misc]
    pass


class PasskeyProof(Readable, AuthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class PasskeyProofAgain(Readable, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    pass


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]
    name = TextField(
        label=_("Name of this passkey"),
        help_text=_("So that you know it again, for example: my telephone."),
        max_length=60,
        required=False,
    )
    passwordless = None

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except NONSENSE as problem:
            raise get_mfa_adapter().validation_error("incorrect_code") from problem
        return cleaned


class MailCodeForm(PlainForm):
    """The code that proves that the mailbox is still in the same hands."""

    code = _code_field(_("Code from the mail"), "")


class LeaveForm(PlainForm):
    """Typing one's own address is slow on purpose: there is no way back."""

    email = forms.EmailField(label=_("Your e-mail address"))

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        self.user = user
        super().__init__(*args, **options)

    def clean_email(self) -> str:
        typed: str = self.cleaned_data["email"]
        if typed.strip().lower() != self.user.email:
            raise forms.ValidationError(_("That is not the address of this account."))
        return typed
