"""Pages behind a personal link: opened without signing in, and told to no cache and no other site.

A link that opens nothing (any more) looks the same whatever the reason.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

LOOKING = ("GET", "HEAD")
FILLING_IN = (*LOOKING, "POST")
Page = Callable[..., HttpResponse]


def by_link(
    opens: Callable[[str], Any], *, ended: str, methods: tuple[str, ...] = FILLING_IN
) -> Callable[[Callable[..., HttpResponse | None]], Page]:
    """Let a view be opened by the token in its address; it gets what ``opens`` finds for it.

    The page ``ended`` answers where that is None, and where the view itself returns None.
    """

    def opened_by_token(view: Callable[..., HttpResponse | None]) -> Page:
        @wraps(view)
        def opened(request: HttpRequest, token: str, **rest: Any) -> HttpResponse:
            found = opens(token)
            answer = None if found is None else view(request, found, token, **rest)
            answer = answer or render(request, ended, status=404)
            answer["Referrer-Policy"] = "no-referrer"
            return answer

        return login_not_required(never_cache(require_http_methods(methods)(opened)))

    return opened_by_token
