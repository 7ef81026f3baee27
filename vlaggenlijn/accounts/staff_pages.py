"""What all pages of the workspace share: who asks, a page of a list, and the way back."""

import uuid
from collections.abc import Iterable
from typing import Any, Protocol

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from vlaggenlijn.accounts.models import LocalNetwork, User

ROWS_ON_A_PAGE = 50
INVALID, CONFLICT = 422, 409


class StaffRequest(HttpRequest):
    """A request to a page that only people who signed in can reach."""

    user: User


def chosen_network(request: StaffRequest) -> LocalNetwork | None:
    """Return the one of a person's networks that is asked for; None for somebody without any."""
    return chosen_among(request, LocalNetwork.objects.for_user(request.user))


def chosen_among(request: HttpRequest, networks: Iterable[LocalNetwork]) -> LocalNetwork | None:
    """Return the network that ``?netwerk=`` names, else the one visited, else the first.

    None without any; one that is named and not among them is missing.
    """
    by_slug = {one.slug: one for one in networks}
    wanted = request.GET.get("netwerk", "")
    if wanted and wanted not in by_slug:
        raise Http404
    visited = getattr(request, "network", None)
    first = next(iter(by_slug.values()), None)
    return by_slug.get(wanted or (visited.slug if visited else ""), first)


page_of_forms = require_http_methods(["GET", "HEAD", "POST"])


class Rows(Protocol):
    """Rows that are read a page at a time."""

    def __len__(self) -> int: ...
    def __getitem__(self, part: slice, /) -> Any: ...


def page_of(
    request: HttpRequest, rows: QuerySet[Any] | list[Any] | Rows, size: int = ROWS_ON_A_PAGE
) -> Page[Any]:
    """Return the page of rows that the address asks for; a page that is not there is the last."""
    # Django asks its rows for no more than a length and parts; its types say lists.
    return Paginator(rows, size).get_page(request.GET.get("page"))  # type: ignore[arg-type]


def status_of(request: StaffRequest, is_conflict: bool) -> int:
    """Return how a page with a form answers: a form that comes back was not saved."""
    if is_conflict:
        return CONFLICT
    return INVALID if request.method == "POST" else 200


def sent_key(request: StaffRequest) -> uuid.UUID:
    """Return the key that a page gave its button, so that two taps are one deed; else a new one."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid.uuid4()


def back(request: StaffRequest, otherwise: str) -> HttpResponse:
    """Return to where a button was pressed, when that is a page of ours."""
    address = request.POST.get("next", "")
    is_ours = "/" in address and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(address if is_ours else otherwise)
