"""What every page shows of the network and the languages."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from vlaggenlijn.accounts.middleware import ACCOUNT_PATH, LANGUAGE_PARAMETER, regime
from vlaggenlijn.accounts.models import LocalNetwork, Regime
from vlaggenlijn.common.phones import dialled, shown


def network(request: HttpRequest) -> dict[str, Any]:
    """Return the context variables network, its colours and logo, and the language choice."""
    visited = getattr(request, "network", None) or None
    if not hasattr(request, "LANGUAGE_CODE"):
        return {"network": visited}
    values = {
        "network": visited,
        "is_staff_page": request.is_staff_page,  # type: ignore[attr-defined]
        "languages": _languages(request),
        "is_translation": _is_translation(request),
        "is_unread": request.LANGUAGE_CODE in settings.UNREAD_LANGUAGES,
        "dutch_url": _address(request, "nl"),
        "repost": _posted(request),
        "demo": settings.DEMO,
        "network_stylesheet": "",
        "network_logo": "",
    }
    if visited:
        visited.contact_phone_href = dialled(visited.contact_phone)
        visited.contact_phone_text = shown(visited.contact_phone)
        values["network_stylesheet"] = reverse(
            "accounts:colours", args=[visited.slug, visited.version]
        )
        values["network_logo"] = _logo(visited)
    return values


def _logo(visited: LocalNetwork) -> str:
    if not visited.logo_digest:
        return ""
    return reverse("accounts:logo", args=[visited.slug, visited.logo_digest])


def _languages(request: HttpRequest) -> list[dict[str, Any]]:
    is_staff = request.is_staff_page  # type: ignore[attr-defined]
    offered = [
        (code, name)
        for code, name in settings.LANGUAGES
        if not is_staff or code in settings.WORKSPACE_LANGUAGES
    ]
    return [
        {
            "code": code,
            "name": name,
            "url": "" if _is_reposted(request) else _address(request, code),
            "is_current": code == request.LANGUAGE_CODE,
        }
        for code, name in offered
    ]


def _address(request: HttpRequest, language: str) -> str:
    query = request.GET.copy()
    query[LANGUAGE_PARAMETER] = language
    return f"{request.path}?{query.urlencode()}"


def _is_translation(request: HttpRequest) -> bool:
    is_staff = request.is_staff_page  # type: ignore[attr-defined]
    return not is_staff and request.LANGUAGE_CODE != "nl" and regime(request) == Regime.NL


def _is_reposted(request: HttpRequest) -> bool:
    """What was posted comes along to another language, but never a password or a code."""
    return request.method == "POST" and not request.path.startswith(ACCOUNT_PATH)


def _posted(request: HttpRequest) -> list[tuple[str, str]]:
    if not _is_reposted(request):
        return []
    return [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
