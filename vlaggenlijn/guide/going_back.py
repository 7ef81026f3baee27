"""Going back from an offer to an answer: what the visitor's own browser may keep of it.

A browser that kept nothing shows an error and asks to send the question again
(docs/decisions/0004).
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

IN_OWN_BROWSER = "private, max-age=0"


def say_who_may_keep(response: HttpResponse, *, may_go_back: bool) -> None:
    """Leave the page to the visitor's own browser, or to nobody."""
    if may_go_back:
        response["Cache-Control"] = IN_OWN_BROWSER
    else:
        add_never_cache_headers(response)


def kept_after_a_cookie(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Let a browser find what it kept, also when a language or a form set a cookie since.

    It asks for a page anew whenever it does not go back, so another's cookie meets nothing here.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        if response.get("Cache-Control") == IN_OWN_BROWSER:
            response["Vary"] = "Accept-Encoding"
        return response

    return middleware
