"""Signing in at an identity provider such as ACM/IDM, for people who were invited here."""

import hmac
from typing import Any

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from requests import RequestException

from vlaggenlijn.accounts.models import User

PROVIDER = "outside"
# Signatures with a secret both sides know, and "none", are never accepted.
ALGORITHMS = ["RS256", "PS256", "ES256"]
CLOCKS_DIFFER_SECONDS = 30
WANTED = ("iss", "sub", "aud", "exp", "iat", "nonce")
# All that is kept of what the provider tells; a national number would fall away here.
KEPT = ("sub", "vo_orgcode")
READ = (*KEPT, "email", "email_verified")


class Outside(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The one configured provider; its word is checked in full each time."""

    def __init__(self, request: HttpRequest, provider_id: str = PROVIDER) -> None:
        super().__init__(request, provider_id)
        self.state: dict[str, Any] = {}

    @property
    def openid_config(self) -> dict[str, Any]:
        config: dict[str, Any] = super().openid_config
        if str(config.get("issuer", "")).rstrip("/") != settings.OIDC_URL:
            raise OAuth2Error("The provider calls itself by another name.")
        return config

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return str(build_absolute_uri(request, reverse("account_outside_back")))

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **values: Any) -> Any:
        """Return the checked sign-in; OAuth2Error when anything about it is not right."""
        claims = self._claims(values["response"].get("id_token", ""), app.client_id)
        if not hmac.compare_digest(str(claims["nonce"]), str(self.state.get("nonce"))):
            raise OAuth2Error("The answer belongs to another question.")
        told = claims | self._told(token.token, claims["sub"])
        read = {name: told[name] for name in READ if name in told}
        read["email_verified"] = told.get("email_verified") in (True, "true")
        login = self.get_provider().sociallogin_from_response(request, {"userinfo": read})
        login.account.extra_data = {name: told[name] for name in KEPT if name in told}
        return login

    def _claims(self, id_token: str, client_id: str) -> dict[str, Any]:
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                self._key(jwt.get_unverified_header(id_token).get("kid")),
                algorithms=ALGORITHMS,
                audience=client_id,
                issuer=self.openid_config["issuer"],
                leeway=CLOCKS_DIFFER_SECONDS,
                options={"require": list(WANTED)},
            )
        except jwt.PyJWTError as problem:
            raise OAuth2Error("The provider's word does not hold.") from problem
        if isinstance(claims["aud"], list) and claims.get("azp", client_id) != client_id:
            raise OAuth2Error("The provider's word is meant for another site.")
        return claims

    def _key(self, key_id: str | None) -> jwt.PyJWK:
        with get_adapter().get_requests_session() as session:
            response = session.get(self.openid_config["jwks_uri"])
            response.raise_for_status()
        for key in jwt.PyJWKSet.from_dict(response.json()).keys:
            if key.key_id == key_id:
                return key
        raise OAuth2Error("The provider signed with a key that it does not publish.")

    def _told(self, access_token: str, subject: str) -> dict[str, Any]:
        if "userinfo_endpoint" not in self.openid_config:
            return {}
        told: dict[str, Any] = self._fetch_user_info(access_token)
        if told.get("sub") != subject:
            raise OAuth2Error("The provider told about somebody else.")
        return told


class InvitedFromOutside(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Who was not invited stays outside, and nothing about them is stored."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def authenticate_by_email(self, sociallogin: Any) -> None:
        """allauth's own way would wipe a password; ours is in pre_social_login."""
        return

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("mfa_index")

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the invited person; everybody else gets one page that says whom to ask."""
        if sociallogin.state.get("process") == "connect":
            if not request.user.is_authenticated or _is_linked_otherwise(request.user, sociallogin):
                _refuse(request, "unknown")
            return
        if sociallogin.is_existing:
            if not sociallogin.user.is_active:
                _refuse(request, "unknown")
            return
        person = _invited(sociallogin)
        if person is None or _is_linked_otherwise(person, sociallogin):
            _refuse(request, "unknown")
        sociallogin.connect(request, person)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        if error == AuthError.CANCELLED:
            _refuse(request, "cancelled", status=200)
        if isinstance(exception, RequestException):
            _refuse(request, "silent", status=503)
        _refuse(request, "failed")


def _invited(sociallogin: Any) -> User | None:
    """The active person whose address the provider says it has verified."""
    for address in sociallogin.email_addresses:
        if address.verified is True:
            return User.objects.invited(address.email)
    return None


def _is_linked_otherwise(person: Any, sociallogin: Any) -> bool:
    """A mailbox that passed to somebody else must not open the account of its first owner."""
    links = SocialAccount.objects.filter(user=person, provider=sociallogin.account.provider)
    return bool(links.exclude(uid=sociallogin.account.uid).exists())


def _refuse(request: HttpRequest, why: str, status: int = 403) -> None:
    context = {"why": why, "name": settings.OIDC_NAME}
    page = render(request, "account/outside_refused.html", context, status=status)
    raise ImmediateHttpResponse(page)
