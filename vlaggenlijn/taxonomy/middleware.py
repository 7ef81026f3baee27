"""One look at the labels per request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from vlaggenlijn.taxonomy import lookup


def words_held(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a whole request see the same words, compared with the database once."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with lookup.held():
            return answer(request)

    return middleware
