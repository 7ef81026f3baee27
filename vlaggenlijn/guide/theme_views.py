"""The pages to read: one for each theme, and the list of them."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.middleware import regime
from vlaggenlijn.directory.sharing import share_of
from vlaggenlijn.guide import theme_pages
from vlaggenlijn.guide.forms import QuestionForm


@login_not_required
@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """Every theme under its life domain."""
    network = request.network or None  # type: ignore[attr-defined]
    context = {"domains": theme_pages.index(network)} | _found_at(request)
    return render(request, "guide/themes.html", context)


@login_not_required
@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    """A theme in plain language: what it is, what helps, when to call whom, what is nearby."""
    network = request.network or None  # type: ignore[attr-defined]
    page = theme_pages.page(slug, regime=regime(request), network=network)
    if page is None:
        raise Http404
    context = {
        "page": page,
        "form": QuestionForm(initial={"theme": slug}),
        "share": share_of(request.build_absolute_uri(request.path), page.link.label),
    } | _found_at(request)
    return render(request, "guide/theme.html", context)


def _found_at(request: HttpRequest) -> dict[str, Any]:
    """What search engines are told: this page in its languages, or not to keep this one."""
    addresses = theme_pages.addresses(request.path, regime(request))
    for one in addresses:
        one["url"] = request.build_absolute_uri(one.pop("path"))
    codes = [one["code"] for one in addresses]
    is_indexed = request.LANGUAGE_CODE in codes  # type: ignore[attr-defined]
    here = next((one["url"] for one in addresses if one["code"] == request.LANGUAGE_CODE), "")  # type: ignore[attr-defined]
    return {"addresses": addresses, "is_indexed": is_indexed, "canonical": here}
