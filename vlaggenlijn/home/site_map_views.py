"""What search engines read first."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.middleware import regime
from vlaggenlijn.guide.theme_pages import indexed_in
from vlaggenlijn.home.site_map import SiteMap, index, lines, robots

XML = "application/xml"


def _site_map(request: HttpRequest) -> SiteMap:
    network = request.network or None  # type: ignore[attr-defined]
    return SiteMap(network, indexed_in(regime(request)))


@login_not_required
@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """The parts of the site map: there may be more pages than one may hold."""
    parts = _site_map(request).parts()
    paths = (reverse("home:site_map_part", args=part) for part in parts)
    return HttpResponse(index([request.build_absolute_uri(one) for one in paths]), content_type=XML)


@login_not_required
@require_safe
def site_map_part(request: HttpRequest, name: str, number: int) -> HttpResponseBase:
    """The pages of one part, written out as they are read."""
    found = _site_map(request)
    if (name, number) not in found.parts():
        raise Http404
    site = request.build_absolute_uri("/").removesuffix("/")
    return StreamingHttpResponse(lines(found.places(name, number), site), content_type=XML)


@login_not_required
@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    network = request.network or None  # type: ignore[attr-defined]
    is_demo = settings.DEMO or (network is not None and network.is_demo)
    text = robots(request.build_absolute_uri(reverse("home:site_map")), is_demo=is_demo)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
