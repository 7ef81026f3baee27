"""What search engines read first."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.middleware import regime
from vlaggenlijn.guide.theme_pages import indexed_in
from vlaggenlijn.home.site_map import places, robots


@login_not_required
@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    network = request.network or None  # type: ignore[attr-defined]
    context = {
        "places": places(network, indexed_in(regime(request))),
        "site": request.build_absolute_uri("/").removesuffix("/"),
    }
    return render(request, "home/sitemap.xml", context, content_type="application/xml")


@login_not_required
@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    network = request.network or None  # type: ignore[attr-defined]
    is_demo = settings.DEMO or (network is not None and network.is_demo)
    text = robots(request.build_absolute_uri(reverse("home:site_map")), is_demo=is_demo)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
