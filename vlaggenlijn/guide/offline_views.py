"""The script that keeps a copy of one's list and the helplines, for when there is no network."""

import json

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.context import network

SHARED_FILES = ("vlaggenlijn/style.css", "vlaggenlijn/page.js", "vlaggenlijn/favicon.svg")


@login_not_required
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """A service worker for two pages; nothing else of the site ever passes through it."""
    colours = network(request)["network_stylesheet"]
    values = {
        "list": reverse("guide:shortlist"),
        "pages": [reverse("guide:shortlist"), reverse("directory:helplines")],
        "files": [*map(static, SHARED_FILES), *([colours] if colours else [])],
    }
    response = render(
        request, "guide/offline.js", {"values": json.dumps(values)}, content_type="text/javascript"
    )
    response["Service-Worker-Allowed"] = "/"
    response["Cache-Control"] = "no-cache"
    return response
