"""Favourites and private notes: what somebody keeps for themselves."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.models import Conflict
from vlaggenlijn.accounts.staff_pages import (
    CONFLICT,
    INVALID,
    StaffRequest,
    back,
    page_of,
    page_of_forms,
)
from vlaggenlijn.common.sealing import SealError
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.forms.personal import PersonalForm
from vlaggenlijn.directory.models import Favourite, PrivateNote, Service
from vlaggenlijn.directory.views.services_work import visible_service

FAVOURITES_ON_A_PAGE = 100  # long, since the list is printed


@require_safe
def favourites(request: StaffRequest) -> HttpResponse:
    """What this person starred, also by a label of their own; made to be printed too."""
    mine = Favourite.objects.seen_by(request.user)
    label = request.GET.get("label", "")
    page = page_of(request, mine.labelled(label) if label else mine, FAVOURITES_ON_A_PAGE)
    notes = PrivateNote.objects.of(request.user).about(*(one.service_id for one in page))
    context = {
        "page": page,
        "label": label,
        "labels": mine.labels(),
        "noted": set(notes.values_list("service_id", flat=True)),
    }
    return render(request, "directory/work/favourites.html", context)


@require_POST
def star(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep a service at hand or let it go, in one tap."""
    service = visible_service(request, pk)
    is_kept = request.POST.get("kept", "1") == "1"
    actions.star(by=request.user, service=service, is_kept=is_kept)
    text = _("“%(name)s” is in your favourites.") if is_kept else _("“%(name)s” is out of them.")
    messages.success(request, text % {"name": service.name})
    return back(request, reverse("directory:favourites"))


@page_of_forms
def for_myself(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """An own label and a private note about a service; only this person ever sees them."""
    service = visible_service(request, pk)
    note = PrivateNote.objects.of(request.user).about(pk).first()
    data = request.POST if request.method == "POST" else None
    form = PersonalForm(data, initial=_initial(request, service, note))
    if data is None or not form.is_valid():
        return _page(request, service, form, 200 if data is None else INVALID)
    try:
        _save(request, service, form)
    except Conflict:
        form.renew(note.version if note else None)
        kept = _text_of(note)[0]
        return _page(request, service, form, CONFLICT, is_conflict=True, kept=kept)
    except SealError:
        return _page(request, service, form, INVALID, is_locked=True)
    messages.success(request, _("Saved. Only you see this."))
    return redirect("directory:edit_service", pk)


def _save(request: StaffRequest, service: Service, form: PersonalForm) -> None:
    values = form.cleaned_data
    actions.keep_for_myself(
        by=request.user,
        service=service,
        label=values["label"],
        text=values["text"],
        version=values["version"],
    )


def _page(
    request: StaffRequest, service: Service, form: PersonalForm, status: int, **context: Any
) -> HttpResponse:
    note = PrivateNote.objects.of(request.user).about(service.pk).first()
    context = {"is_locked": _text_of(note)[1], "service": service, "form": form} | context
    return render(request, "directory/work/for_myself.html", context, status=status)


def _initial(request: StaffRequest, service: Service, note: PrivateNote | None) -> dict[str, Any]:
    star = Favourite.objects.of(request.user).among([service]).first()
    return {
        "label": star.label if star else "",
        "text": _text_of(note)[0],
        "version": note.version if note else None,
    }


def _text_of(note: PrivateNote | None) -> tuple[str, bool]:
    """Return the text of a note and whether it is locked: the key that sealed it is not here."""
    try:
        return (actions.private_text(note) if note else ""), False
    except SealError:
        return "", True
