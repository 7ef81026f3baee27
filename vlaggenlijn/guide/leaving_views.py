"""The way out: what this site kept is cleared, and a neutral page takes its place."""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from vlaggenlijn.accounts.middleware import LANGUAGE_COOKIE

# A page that anybody may have open, and that says nothing of who looks at it.
NEUTRAL_URL = "https://www.meteo.be/"
COOKIES = (LANGUAGE_COOKIE, settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)


# A token would need a cookie; a forged request from elsewhere carries no session to end.
@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Clear (POST only) and go on to a neutral page, without JavaScript too."""
    if request.method == "POST":
        logout(request)
    response = render(request, "guide/leave.html", {"neutral_url": NEUTRAL_URL})
    response["Referrer-Policy"] = "no-referrer"
    if request.method == "POST" and _is_from_here(request):
        # Not "cookies": that would reach every site of the municipality. Ours are named.
        response["Clear-Site-Data"] = _cleared(request)
        for name in COOKIES:
            response.delete_cookie(name)
    return response


def _cleared(request: HttpRequest) -> str:
    """Answers that the browser kept to go back to, where a script sends this in the background.

    To empty its cache takes a browser seconds, and who leaves by a form alone would wait for it.
    """
    is_waited_for = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    return '"storage"' if is_waited_for else '"cache", "storage"'


def _is_from_here(request: HttpRequest) -> bool:
    """Whether no other site sent this; old browsers do not say."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") != "cross-site"
