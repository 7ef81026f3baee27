"""The feed of new and changed offers."""

from hashlib import sha256

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.middleware import regime
from vlaggenlijn.directory import atom

ATOM = "application/atom+xml; charset=utf-8"


@login_not_required
@require_safe
@cache_control(public=True, max_age=900)
def feed(request: HttpRequest) -> HttpResponse:
    """What is new or changed in a network, or in one theme or municipality of it."""
    followed = atom.read(request.GET, request.network or None)  # type: ignore[attr-defined]
    address = request.build_absolute_uri(reverse("directory:feed") + followed.query)
    site = request.build_absolute_uri("/").removesuffix("/")
    body = atom.feed(followed, site=site, address=address, regime=regime(request)).encode()
    response = HttpResponse(body, content_type=ATOM)
    response["ETag"] = etag = f'"{sha256(body).hexdigest()[:32]}"'
    response["Access-Control-Allow-Origin"] = "*"
    return get_conditional_response(request, etag=etag, response=response) or response
