"""Code apps, passkeys and recovery codes: sealed in the database, asked of whom they must be."""

import base64
import hashlib
import secrets
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.devices import device
from vlaggenlijn.accounts.letters import device_in_words
from vlaggenlijn.accounts.models import Membership, Role

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of code apps are sealed with a key made of SECRET_KEY: a stolen backup opens none."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("That did not work. Try again."),
        "cannot_generate_recovery_codes": _("Add a passkey or a code app first."),
    }

    def get_totp_issuer(self) -> str:
        network = getattr(context.request, "network", None)
        return network.name if network else "Vlaggenlijn"

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        return device_in_words(*device(context.request.headers.get("User-Agent", "")))

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret; one of another SECRET_KEY becomes a secret that nobody knows."""
        try:
            return _seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()


def _seal() -> Fernet:
    digest = hashlib.sha256(b"second factors:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def has_second_factor(user: Any) -> bool:
    return bool(is_mfa_enabled(user, FACTORS))


def must_have_second_factor(user: Any) -> bool:
    """Whether the installation asks it of this person: coordinators and administrators."""
    if not settings.REQUIRE_SECOND_FACTOR or settings.DEMO:
        return False
    runs = Membership.objects.current().of(user).with_role(Role.COORDINATOR)
    return bool(user.is_administrator) or runs.exists()
