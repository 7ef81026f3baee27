"""What the mails about signing in say: plain text, short lines, who to turn to."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from vlaggenlijn.accounts.devices import device

# What happened to an account; whoever did not do it themselves must know within the minute.
NEWS: dict[str, str | Promise] = {
    "account/email/password_changed": gettext_lazy("Your password was changed"),
    "account/email/password_set": gettext_lazy("A password was set for your account"),
    "account/email/password_reset": gettext_lazy("Your password was changed"),
    "mfa/email/totp_activated": gettext_lazy("A code app was added to your account"),
    "mfa/email/totp_deactivated": gettext_lazy("The code app was removed from your account"),
    "mfa/email/webauthn_added": gettext_lazy("A passkey was added to your account"),
    "mfa/email/webauthn_removed": gettext_lazy("A passkey was removed from your account"),
    "mfa/email/recovery_codes_generated": gettext_lazy("New recovery codes were made"),
    "socialaccount/email/account_connected": gettext_lazy(
        "Another way to sign in was connected to your account"
    ),
    "socialaccount/email/account_disconnected": gettext_lazy(
        "A way to sign in was taken off your account"
    ),
}


def letter(kind: str, request: HttpRequest, values: dict[str, Any]) -> tuple[str, str]:
    """Return subject and text of a mail; KeyError for a kind that we never send."""
    if kind in ("account/email/login_code", "account/email/confirm_code"):
        return _code(request, values["code"])
    if kind == "account/email/password_reset_key":
        return _reset(request, values["password_reset_url"])
    return _news(request, str(NEWS[kind]))


def _code(request: HttpRequest, code: str) -> tuple[str, str]:
    minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
    works = ngettext(
        "It works for %(minutes)d minute, in the browser where you asked for it.",
        "It works for %(minutes)d minutes, in the browser where you asked for it.",
        minutes,
    ) % {"minutes": minutes}
    subject = _("Your code to sign in: %(code)s") % {"code": code}
    body = _paragraphs(
        _("Hello,"),
        _("This is your code:"),
        code,
        works,
        _("You did not ask for it? Then you need do nothing. Never pass a code on to anybody."),
        _signed(request),
    )
    return subject, body


def _reset(request: HttpRequest, address: str) -> tuple[str, str]:
    body = _paragraphs(
        _("Hello,"),
        _("Choose a new password here. The link works for one hour:"),
        address,
        _("You did not ask for it? Then you need do nothing: your password stays as it is."),
        _signed(request),
    )
    return _("Choose a new password"), body


def _news(request: HttpRequest, what: str) -> tuple[str, str]:
    moment = date_format(timezone.localtime(), "DATETIME_FORMAT")
    body = _paragraphs(
        _("Hello,"),
        f"{what}.\n{moment}. {device_in_words(*device(_user_agent(request)))}.",
        _("Was it you? Then you need do nothing."),
        _("Not you? Look at your account now and sign out what you do not know:"),
        request.build_absolute_uri(reverse("mfa_index")),
        _("Can you not get in any more? Call or write to your coordinator at once."),
        _signed(request),
    )
    return what, body


def device_in_words(browser: str, system: str) -> str:
    """Return for example "Firefox on Windows"; an unknown device is called just that."""
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("a device we do not recognise")


def _user_agent(request: HttpRequest) -> str:
    return request.headers.get("User-Agent", "")


def _signed(request: HttpRequest) -> str:
    network = getattr(request, "network", None)
    name = network.name if network else "Vlaggenlijn"
    contact = (
        [one for one in (network.contact_email, network.contact_phone) if one] if network else []
    )
    address = request.build_absolute_uri("/")
    why = _("You get this mail because this address has, or was filled in for, an account at")
    return "\n".join([name, *contact, "", why, address])


def _paragraphs(*texts: str) -> str:
    return "\n\n".join(texts) + "\n"
