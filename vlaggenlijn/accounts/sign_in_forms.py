"""allauth's forms in our own words."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ResetPasswordForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import User
from vlaggenlijn.common.forms import PlainForm, TextField


class ResetPassword(ResetPasswordForm):  # type: ignore[misc]
    """Asks as much time of an unknown address as of a known one."""

    def save(self, request: HttpRequest, **options: Any) -> str:
        email: str = super().save(request, **options)
        if not self.users:
            address = request.build_absolute_uri("/account/wachtwoord/nieuw/1-x/")
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


class AppCode(AuthenticateForm):  # type: ignore[misc]
    code = _code_field(_("Code"), _("From your code app, or one of your recovery codes."))


class AppCodeAgain(ReauthenticateForm):  # type: ignore[misc]
    code = _code_field(_("Code"), _("From your code app, or one of your recovery codes."))


class AddPasskey(AddWebAuthnForm):  # type: ignore[misc]
    name = TextField(
        label=_("Name of this passkey"),
        help_text=_("So that you know it again, for example: my telephone."),
        max_length=60,
        required=False,
    )
    passwordless = None


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
