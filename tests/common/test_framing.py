from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils.module_loading import import_string

from vlaggenlijn.common.framing import framable

WALLS = (
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
)


def answer(request: HttpRequest) -> HttpResponse:
    return HttpResponse("answered")


def headers_of(view: object) -> tuple[str, str | None]:
    for wall in reversed(WALLS):
        view = import_string(wall)(view)
    response = view(RequestFactory().get("/"))  # type: ignore[operator]
    return response["Content-Security-Policy"], response.headers.get("X-Frame-Options")


def test_other_pages_stand_in_no_frame() -> None:
    policy, options = headers_of(answer)
    assert ("frame-ancestors 'none'" in policy, options) == (True, "DENY")


def test_framable_page_may_be_framed_and_keeps_the_rest_of_the_policy() -> None:
    closed, _options = headers_of(answer)
    policy, options = headers_of(framable(answer))
    assert options is None
    assert policy == closed.replace("frame-ancestors 'none'", "frame-ancestors *")


def test_framable_keeps_the_name_of_the_view() -> None:
    assert framable(answer).__name__ == "answer"
