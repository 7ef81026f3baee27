"""Who is being visited, in which language, and whether the one who signed in may go on."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

from vlaggenlijn.accounts.actions import SIGNED_IN_AT, move_session
from vlaggenlijn.accounts.languages import chosen
from vlaggenlijn.accounts.models import LAST_SEEN, LocalNetwork, Regime
from vlaggenlijn.accounts.remembering import Remembered
from vlaggenlijn.accounts.second_factor import has_second_factor, must_have_second_factor

LANGUAGE_PARAMETER = "taal"
LANGUAGE_COOKIE = "taal"
SEEN_AGAIN_AFTER = 10 * 60
ACCOUNT_PATH = "/account/"
MOST_HOSTS = 500
STAFF_PATHS = ("/werk/", ACCOUNT_PATH, "/demo/")
# What is visited is only read; staff pages, which also write, read it anew.
_networks: Remembered[tuple[str, str], LocalNetwork | None] = Remembered(MOST_HOSTS)


def visitor(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set request.network and the language; keep a language choice in a cookie."""

    def middleware(request: HttpRequest) -> HttpResponse:
        _refuse_other_hosts(request)
        request.network = SimpleLazyObject(lambda: visited_network(request))  # type: ignore[attr-defined]
        request.is_staff_page = request.path.startswith(STAFF_PATHS)  # type: ignore[attr-defined]
        language = _language(request)
        request.LANGUAGE_CODE = language
        with translation.override(_wording(request, language)):
            response = answer(request)
        response.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Accept-Language"])
        if request.is_staff_page:  # type: ignore[attr-defined]
            response.setdefault("Cache-Control", "private, no-store")
        _keep_choice(request, response, language)
        return response

    return middleware


def _refuse_other_hosts(request: HttpRequest) -> None:
    """Raise DisallowedHost for a host that is not ours; the page that says so has no network."""
    request.network = None  # type: ignore[attr-defined]
    request.get_host()


def visited_network(request: HttpRequest) -> LocalNetwork | None:
    """The network of the host name, else the installation's default, else None."""
    host = request.get_host().rsplit(":", 1)[0]
    if getattr(request, "is_staff_page", True):
        return _network_of(host)
    return _networks.one((host, settings.DEFAULT_NETWORK), lambda: _network_of(host))


def _network_of(host: str) -> LocalNetwork | None:
    networks = LocalNetwork.objects.with_area()
    return networks.for_host(host) or networks.default(settings.DEFAULT_NETWORK)


def regime(request: HttpRequest) -> str:
    network = request.network  # type: ignore[attr-defined]
    return network.regime if network else Regime.NL


def area(request: HttpRequest) -> list[str]:
    """The NIS codes of the municipalities of the visited network."""
    network = request.network  # type: ignore[attr-defined]
    return [one.municipality_id for one in network.areas.all()] if network else []


def _language(request: HttpRequest) -> str:
    is_staff = request.is_staff_page  # type: ignore[attr-defined]
    offered = settings.WORKSPACE_LANGUAGES if is_staff else [code for code, _ in settings.LANGUAGES]
    return chosen(
        asked=request.GET.get(LANGUAGE_PARAMETER, ""),
        kept=request.COOKIES.get(LANGUAGE_COOKIE, ""),
        browser=request.headers.get("Accept-Language", ""),
        regime=regime(request),
        offered=offered,
    )


def _wording(request: HttpRequest, language: str) -> str:
    """The catalogue to use: a network that says "u" has its own Dutch, falling back to the rest."""
    network = request.network  # type: ignore[attr-defined]
    is_staff = request.is_staff_page  # type: ignore[attr-defined]
    if language == "nl" and not is_staff and network and network.form_of_address == "u":
        return "nl-be"
    return language


def _keep_choice(request: HttpRequest, response: HttpResponse, language: str) -> None:
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    # A page in a frame of another site keeps nothing in the browser of who reads it there.
    is_framed = getattr(response, "xframe_options_exempt", False)
    if is_page and not is_framed and request.GET.get(LANGUAGE_PARAMETER) == language:
        response.set_cookie(
            LANGUAGE_COOKIE,
            language,
            max_age=365 * 24 * 60 * 60,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def session_of_staff(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """End a sign-in after its hours, however busy, and keep in it when it was last used."""

    def middleware(request: HttpRequest) -> HttpResponse:
        before = request.session.session_key
        if before is None:
            return answer(request)
        _age(request)
        response = answer(request)
        after = request.session.session_key
        if after and after != before and request.user.is_authenticated:
            move_session(user=request.user, before=before, after=after)
        return response

    return middleware


def _age(request: HttpRequest) -> None:
    started = request.session.get(SIGNED_IN_AT)
    if started is None:
        return
    now = int(time.time())
    if now - started > settings.SESSION_COOKIE_AGE:
        request.session.flush()
    elif now - request.session.get(LAST_SEEN, started) > SEEN_AGAIN_AFTER:
        request.session[LAST_SEEN] = now


def second_factor(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Lead those who must have a second factor to the page where they can add one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        is_account = request.path.startswith(ACCOUNT_PATH)
        if request.is_staff_page and not is_account and _lacks_factor(request.user):  # type: ignore[attr-defined]
            return redirect("mfa_index")
        return answer(request)

    return middleware


def _lacks_factor(user: Any) -> bool:
    return user.is_authenticated and must_have_second_factor(user) and not has_second_factor(user)
