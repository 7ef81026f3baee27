"""A form that arrives too late is given back to its sender: what was typed is never lost.

Somebody was signed out while typing, or signed in anew in another tab. The page holds what was
sent, and a button that sends it again; nothing of it is kept here. Only for forms that a page of
this very site sent, which no other site can pretend: else a trap could be laid with such a page.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

WORK, ACCOUNT = "/werk/", "/account/"
TOKEN = "csrfmiddlewaretoken"  # noqa: S105
FORBIDDEN = 403


def give_back_late_forms(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give a form of the workspace back to who was signed out, in place of the sign-in page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        was_turned_away = response.headers.get("Location", "").startswith(f"{ACCOUNT}login/")
        if was_turned_away and request.path.startswith(WORK) and _can_be_given_back(request):
            return _given_back(request, is_signed_out=True)
        return response

    return middleware


def form_without_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose hidden token is wrong: an old page, or another site."""
    if not request.path.startswith(ACCOUNT) and _can_be_given_back(request):
        return _given_back(request)
    return _page(request, fields=[])


def _can_be_given_back(request: HttpRequest) -> bool:
    wants_page = "text/html" in request.headers.get("Accept", "")
    return bool(wants_page and _is_from_here(request) and _fields(request)) and not request.FILES


def _is_from_here(request: HttpRequest) -> bool:
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin", "") in (own, *settings.CSRF_TRUSTED_ORIGINS)


def _fields(request: HttpRequest) -> list[tuple[str, str]]:
    sent = request.POST.lists()
    return [(name, str(one)) for name, values in sent for one in values if name != TOKEN]


def _given_back(request: HttpRequest, *, is_signed_out: bool = False) -> HttpResponse:
    return _page(request, fields=_fields(request), is_signed_out=is_signed_out)


def _page(request: HttpRequest, **context: object) -> HttpResponse:
    response = render(request, "late_form.html", context, status=FORBIDDEN)
    add_never_cache_headers(response)
    return response
