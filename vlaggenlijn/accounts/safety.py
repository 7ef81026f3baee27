"""What stands on the page "Sign-in and safety": which doors to an account are open."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.http import HttpRequest

from vlaggenlijn.accounts.devices import device
from vlaggenlijn.accounts.letters import device_in_words
from vlaggenlijn.accounts.models import OpenSession
from vlaggenlijn.accounts.second_factor import has_second_factor, must_have_second_factor


@dataclass(frozen=True, slots=True)
class Place:
    """A device where somebody is signed in; ``pk`` is None for the one that asks."""

    pk: Any
    device: str
    started_at: datetime | None
    last_seen_at: datetime | None


def safety_of(request: HttpRequest) -> dict[str, Any]:
    """Return what is on for the person who asks, and where they are signed in."""
    factors = list(Authenticator.objects.filter(user=request.user.pk).order_by("created_at"))
    by_type = {one.type: one for one in factors}
    codes = by_type.get(Authenticator.Type.RECOVERY_CODES)
    return {
        "app": by_type.get(Authenticator.Type.TOTP),
        "passkeys": [one for one in factors if one.type == Authenticator.Type.WEBAUTHN],
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else None,
        "is_asked": must_have_second_factor(request.user) and not has_second_factor(request.user),
        "outside_name": settings.OIDC_NAME if settings.OIDC_URL else "",
        "outside": SocialAccount.objects.filter(user=request.user.pk).first(),
        "here": _here(request),
        "elsewhere": [
            Place(one.pk, device_in_words(one.browser, one.system), one.started_at,
                  one.last_seen_at())
            for one in OpenSession.objects.of(request.user).except_for(request.session.session_key)
        ],
    }  # fmt: skip


def _here(request: HttpRequest) -> Place:
    noted = OpenSession.objects.filter(session_key=request.session.session_key).first()
    words = device_in_words(*device(request.headers.get("User-Agent", "")))
    return Place(None, words, noted.started_at if noted else None, None)
