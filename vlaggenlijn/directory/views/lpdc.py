"""The public services of a network, for the product catalogue of Flanders."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from vlaggenlijn.directory.exporting_lpdc import exported


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def public_services(request: HttpRequest) -> HttpResponseBase:
    """All of it as one JSON-LD document, written out as it is read."""
    network = request.network or None  # type: ignore[attr-defined]
    parts = exported(network, request.build_absolute_uri("/").removesuffix("/"))
    response = StreamingHttpResponse(parts, content_type="application/ld+json; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response
