"""The directory for other programs, in HSDS 3.0 and 3.1; anybody may read it, from any site.

A list holds what belongs to the network of the host name, as the public pages do; one record by its
id is found at every host name, as its page is.
"""

import json
from collections.abc import Callable, Iterator
from functools import wraps
from hashlib import sha256
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    JsonResponse,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt

from vlaggenlijn.directory.hsds import lists, profile
from vlaggenlijn.directory.hsds.asked import Refused, read
from vlaggenlijn.directory.hsds.description import document

View = Callable[..., HttpResponseBase]
READING = ("GET", "HEAD", "OPTIONS")
NO_SUCH = "There is no such thing here."
NO_CURSOR = "This cursor was not given out here: begin again without one."


def for_programs(view: View) -> View:
    """Open a view to every program: without signing in, from every site, errors as JSON."""

    @login_not_required
    @csrf_exempt
    @wraps(view)
    def opened(request: HttpRequest, **values: str) -> HttpResponseBase:
        methods = _methods(view, values)
        if request.method == "OPTIONS":
            return _shared(HttpResponse(status=204), methods)
        if request.method not in methods:
            return _shared(HttpResponseNotAllowed(methods), methods)
        try:
            response = view(request, **values)
        except Refused as refused:
            response = JsonResponse({"detail": str(refused)}, status=400)
        return _shared(response, methods)

    return opened


def _methods(view: View, values: dict[str, str]) -> tuple[str, ...]:
    """Lists have POST twins since HSDS 3.1."""
    has_twin = getattr(view, "has_twin", False) and values.get("version") != "3.0"
    return (*READING, "POST") if has_twin else READING


def _shared(response: HttpResponseBase, methods: tuple[str, ...]) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = ", ".join(methods)
    response["Access-Control-Allow-Headers"] = "Content-Type, If-None-Match"
    response["Access-Control-Expose-Headers"] = "ETag"
    response["Access-Control-Max-Age"] = "86400"
    response["Content-Language"] = "nl"
    return response


def _answered(request: HttpRequest, found: Any) -> HttpResponseBase:
    """Return JSON with an ETag of its content, or 304 when the program has it already."""
    if found is None:
        return JsonResponse({"detail": NO_SUCH}, status=404)
    body = json.dumps(found, ensure_ascii=False).encode()
    response = HttpResponse(body, content_type="application/json")
    response["Cache-Control"] = "no-cache"
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    response["ETag"] = etag
    if request.method == "POST":
        return response
    return get_conditional_response(request, etag=etag, response=response) or response


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _network(request: HttpRequest) -> Any:
    return request.network or None  # type: ignore[attr-defined]


@for_programs
def about(request: HttpRequest, version: str) -> HttpResponseBase:
    """What this API is: HSDS wants its version, profile and description."""
    found = {
        "version": version,
        "profile": _site(request) + reverse("directory:hsds_profile"),
        "openapi_url": _site(request) + reverse("directory:hsds_openapi", args=[version]),
    }
    return _answered(request, found)


def _lines(found: Iterator[Any]) -> Iterator[bytes]:
    return (json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in found)


def _collection(request: HttpRequest, version: str, name: str) -> HttpResponseBase:
    """A numbered page of a list, or all of it as a stream of lines."""
    asked = read(name, request.GET.dict())
    network = _network(request)
    if asked.format == "json":
        return _answered(request, lists.page(name, asked, network, version))
    lines = _lines(lists.stream(name, asked, network, version))
    return StreamingHttpResponse(lines, content_type="application/x-ndjson")


_collection.has_twin = True  # type: ignore[attr-defined]
collection = for_programs(_collection)


@for_programs
def item(request: HttpRequest, version: str, name: str, pk: str) -> HttpResponseBase:
    """One record with everything under it."""
    kind = "organization" if name == "organizations" else "taxonomies"
    asked = read(kind, request.GET.dict() if name == "organizations" else {})
    return _answered(request, lists.item(name, pk, asked, version))


@for_programs
def changes(request: HttpRequest, version: str) -> HttpResponseBase:
    """What changed after a cursor, with what is gone; the profile's own address."""
    asked = read("changes", request.GET.dict())
    found = lists.changes(asked, _network(request), version)
    if found is None:
        return JsonResponse({"detail": NO_CURSOR}, status=404)
    return _answered(request, found)


@for_programs
def profile_overview(request: HttpRequest) -> HttpResponseBase:
    return _answered(request, profile.overview(request.build_absolute_uri(request.path)))


@for_programs
def profile_part(request: HttpRequest, name: str) -> HttpResponseBase:
    """One part of the profile: a merge patch upon a schema of HSDS."""
    return _answered(request, profile.part(name))


@for_programs
def openapi(request: HttpRequest, version: str) -> HttpResponseBase:
    return _answered(request, document(version, _site(request)))


@for_programs
def unknown(request: HttpRequest, rest: str) -> HttpResponseBase:
    """An address that HSDS does not have."""
    return _answered(request, None)
