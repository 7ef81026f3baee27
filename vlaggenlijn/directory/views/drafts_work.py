"""Drafts of the forms: kept while typing, continued or thrown away; and who else is typing."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.staff_pages import StaffRequest
from vlaggenlijn.directory.actions.drafts import TooLarge, forget_draft, keep_draft
from vlaggenlijn.directory.models import Draft, Organization, Service

TOO_LARGE = 413
Kind = Draft.Kind


@require_POST
def draft(request: StaffRequest, kind: str, pk: uuid.UUID) -> HttpResponse:
    """Keep what was typed so far, or throw it away; only who sees the record has a form of it."""
    _require_seen(request, kind, pk)
    if request.POST.get("throw_away"):
        forget_draft(user=request.user, kind=kind, record=pk)
        messages.success(request, _("Your draft is thrown away."))
        return redirect(form_address(kind, pk))
    try:
        kept = keep_draft(user=request.user, kind=kind, record=pk, data=dict(request.POST.lists()))
    except TooLarge:
        return _said(request, kind, pk, _("This is too much to keep as a draft."), TOO_LARGE)
    text = _("Draft saved %(time)s. Nothing was published.") % {"time": _time(kept.saved_at)}
    return _said(request, kind, pk, text)


def _said(
    request: StaffRequest, kind: str, pk: uuid.UUID, text: str, status: int = 200
) -> HttpResponse:
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"said": text}, status=status)
    say = messages.success if status != TOO_LARGE else messages.error
    say(request, text)
    address = form_address(kind, pk)
    return redirect(f"{address}{'&' if '?' in address else '?'}concept=1")


def _require_seen(request: StaffRequest, kind: str, pk: uuid.UUID) -> None:
    seen: Any = {
        Kind.SERVICE.value: Service.objects.for_user,
        Kind.ORGANIZATION.value: Organization.objects.for_user,
        Kind.NEW_SERVICE.value: Organization.objects.editable_by,
        Kind.NEW_ORGANIZATION.value: LocalNetwork.objects.run_by,
    }.get(kind)
    if seen is None:
        raise Http404
    get_object_or_404(seen(request.user), pk=pk)


def form_address(kind: str, pk: uuid.UUID) -> str:
    """Return the page of the form that a draft is of."""
    if kind == Kind.SERVICE:
        return reverse("directory:edit_service", args=[pk])
    if kind == Kind.ORGANIZATION:
        return reverse("directory:edit_organization", args=[pk])
    if kind == Kind.NEW_SERVICE:
        return reverse("directory:add_service", query={"organisatie": str(pk)})
    slug = get_object_or_404(LocalNetwork, pk=pk).slug
    return reverse("directory:add_organization", query={"netwerk": slug})


def _time(moment: Any) -> str:
    return formats.date_format(timezone.localtime(moment), "G.i")


def form_data(request: StaffRequest, kind: str, pk: uuid.UUID) -> QueryDict | None:
    """Return what a form is filled with: what was sent, the draft asked for, else None."""
    if request.method == "POST":
        return request.POST
    found = Draft.objects.of(request.user, kind, pk) if request.GET.get("concept") else None
    if found is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in found.data.items():
        data.setlist(name, values)
    data["idempotency_key"] = str(uuid.uuid4())
    return data


def drafts_of(request: StaffRequest, kind: str, pk: uuid.UUID) -> dict[str, Any]:
    """Return what the page of a form tells of drafts: one's own, and who else is typing."""
    return {
        "draft_address": reverse("directory:draft", args=[kind, pk]),
        "draft": Draft.objects.of(request.user, kind, pk),
        "is_draft": bool(request.method != "POST" and request.GET.get("concept")),
        "others_typing": list(Draft.objects.of_others(request.user, kind, pk)),
    }
