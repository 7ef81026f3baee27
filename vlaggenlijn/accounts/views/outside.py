"""To the identity provider and back."""

import secrets
from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from requests import RequestException

from vlaggenlijn.accounts.outside import PROVIDER, Outside

# What a provider that answers nonsense makes of allauth's reading.
NONSENSE = (OAuth2Error, RequestException, KeyError, TypeError, ValueError, AttributeError)


class _Return(OAuth2CallbackView):  # type: ignore[misc]
    def _get_state(self, request: HttpRequest, provider: Any) -> Any:
        """Let the adapter know what was asked, so that it can compare the nonce."""
        state, answer = super()._get_state(request, provider)
        self.adapter.state = state or {}
        return state, answer


def _provider(request: HttpRequest) -> Any:
    if not settings.OIDC_URL:
        raise Http404
    provider = get_adapter().get_provider(request, PROVIDER)
    provider.oauth2_adapter_class = Outside
    return provider


@login_not_required
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Go to the provider: to sign in, or to connect it when one is signed in already."""
    provider = _provider(request)
    process = "login"
    if request.user.is_authenticated:
        raise_if_reauthentication_required(request, app="allauth.socialaccount")
        process = "connect"
    nonce = secrets.token_urlsafe(32)
    wanted = {"nonce": nonce, "auth_params": {"nonce": nonce}}
    try:
        answer: HttpResponse = provider.redirect(
            request, process, next_url=get_next_redirect_url(request), **wanted
        )
    except NONSENSE as problem:
        return _problem(request, provider, problem)
    return answer


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def back(request: HttpRequest) -> HttpResponse:
    """Come back: opening the address changes nothing, the form on the page signs in."""
    provider = _provider(request)
    if request.method != "POST":
        return render(request, "account/outside_back.html", {"name": settings.OIDC_NAME})
    try:
        answer: HttpResponse = _Return.adapter_view(Outside(request))(request)
    except NONSENSE as problem:
        return _problem(request, provider, problem)
    return answer


def _problem(request: HttpRequest, provider: Any, problem: Exception) -> HttpResponse:
    try:
        get_adapter().on_authentication_error(request, provider, exception=problem)
    except ImmediateHttpResponse as page:
        answer: HttpResponse = page.response
        return answer
    raise problem


@require_POST
@reauthentication_required(app="allauth.socialaccount")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the provider off one's account."""
    get_object_or_404(SocialAccount, user=request.user.pk, pk=pk).delete()
    notice = "socialaccount/email/account_disconnected"
    get_account_adapter().send_notification_mail(notice, request.user)
    messages.success(request, _("It is taken off your account."))
    return redirect("mfa_index")
