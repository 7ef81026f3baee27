"""The offer in the workspace: the list, one service, its history, and what takes one tap."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import Conflict
from vlaggenlijn.accounts.staff_pages import StaffRequest, back, page_of, page_of_forms, status_of
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.access import writable_note_networks
from vlaggenlijn.directory.actions.drafts import forget_draft
from vlaggenlijn.directory.cards import phone_link
from vlaggenlijn.directory.contacting import contacts_for_staff
from vlaggenlijn.directory.forms import ServiceEntry, ServiceFilter
from vlaggenlijn.directory.history import deeds_about, deeds_since, described
from vlaggenlijn.directory.models import (
    Draft,
    Favourite,
    LocalNote,
    Organization,
    PrivateNote,
    Service,
)
from vlaggenlijn.directory.pages import service_page
from vlaggenlijn.directory.trusting import quality_and_hints
from vlaggenlijn.directory.views.conflicts_work import both_sides, chosen_facts
from vlaggenlijn.directory.views.drafts_work import drafts_of, form_data
from vlaggenlijn.directory.views.duplicates_work import asked_first
from vlaggenlijn.directory.views.themes_work import asked_theme
from vlaggenlijn.directory.views.workspace import say_with_undo

CHANGE = "directory.change_service"


def visible_service(request: StaffRequest, pk: uuid.UUID) -> Service:
    """Return a service this person may see; any other answers as if it were missing."""
    services = Service.objects.for_user(request.user).select_related("organization__network")
    return get_object_or_404(services, pk=pk)


def changeable_service(request: StaffRequest, pk: uuid.UUID) -> Service:
    service = visible_service(request, pk)
    require(request.user, CHANGE, service)
    return service


@require_safe
def services(request: StaffRequest) -> HttpResponse:
    """The offer this person sees, what was confirmed longest ago first."""
    form = ServiceFilter(request.GET, user=request.user)
    seen = Service.objects.for_user(request.user).select_related("organization")
    page = page_of(request, form.narrowed(seen))
    _add_own(request, page)
    mine = Service.objects.editable_by(request.user).with_ids(one.pk for one in page)
    context = {
        "form": form,
        "page": page,
        "editable": set(mine.values_list("pk", flat=True)),
        "may_add": Organization.objects.editable_by(request.user).current().exists(),
    }
    return render(request, "directory/work/services.html", context)


@page_of_forms
def add_service(request: StaffRequest) -> HttpResponse:
    """A new service of the organisation in the address; without one, first choose it."""
    organization = _organization_asked(request)
    if organization is None:
        choices = Organization.objects.editable_by(request.user).current().order_by("name")
        context = {"choices": choices, "theme": asked_theme(request)}
        return render(request, "directory/work/choose_organization.html", context)
    require(request.user, "directory.change_organization", organization)
    entry = ServiceEntry(
        organization,
        None,
        form_data(request, Draft.Kind.NEW_SERVICE, organization.pk),
        theme=asked_theme(request),
    )
    if request.method != "POST" or not entry.is_valid():
        return _form(request, entry, organization=organization)
    return _save_new(request, organization, entry)


def _organization_asked(request: StaffRequest) -> Organization | None:
    asked = request.GET.get("organisatie", "")
    try:
        pk = uuid.UUID(asked)
    except ValueError:
        return None
    return get_object_or_404(Organization.objects.for_user(request.user).current(), pk=pk)


def _save_new(
    request: StaffRequest, organization: Organization, entry: ServiceEntry
) -> HttpResponse:
    if question := asked_first(request, entry, organization):
        return question
    try:
        service = actions.add_service(
            by=request.user,
            organization=organization,
            facts=entry.facts(),
            is_confirmed=entry.is_confirmed,
            idempotency_key=entry.idempotency_key,
        )
    except Conflict as conflict:
        # The page was sent before; what is typed now becomes a change of what was made then.
        made = visible_service(request, conflict.args[0].pk)
        return _conflict(request, made, ServiceEntry(organization, made, request.POST))
    forget_draft(user=request.user, kind=Draft.Kind.NEW_SERVICE, record=organization.pk)
    messages.success(request, _("“%(name)s” is in the list now.") % {"name": service.name})
    return redirect("directory:edit_service", service.pk)


@page_of_forms
def edit_service(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The form of a service; who may not change it reads it instead."""
    service = visible_service(request, pk)
    if not request.user.has_perm(CHANGE, service):
        return _read(request, service)
    entry = ServiceEntry(
        service.organization, service, form_data(request, Draft.Kind.SERVICE, service.pk)
    )
    if request.method != "POST" or not entry.is_valid():
        return _form(request, entry, service=service, organization=service.organization)
    try:
        stored = actions.change_service(
            by=request.user,
            service=service,
            version=entry.version or 0,
            facts=chosen_facts(request, service, entry.facts()),
            is_confirmed=entry.is_confirmed,
            refused=entry.refused,
            idempotency_key=entry.idempotency_key,
        )
    except Conflict:
        return _conflict(request, visible_service(request, pk), entry)
    forget_draft(user=request.user, kind=Draft.Kind.SERVICE, record=pk)
    messages.success(request, _("“%(name)s” is saved.") % {"name": stored.name})
    return redirect("directory:edit_service", pk)


def _form(request: StaffRequest, entry: ServiceEntry, **context: Any) -> HttpResponse:
    service, organization = context.get("service"), context["organization"]
    kind = Draft.Kind.SERVICE if service else Draft.Kind.NEW_SERVICE
    context |= drafts_of(request, kind, service.pk if service else organization.pk)
    context |= {"entry": entry, "form": entry.form, **entry.rows}
    context["may_write_note"] = bool(service and writable_note_networks(request.user))
    if service and request.method != "POST":
        context["quality"], context["hints"] = quality_and_hints(service)
    context["theirs"] = [] if context.get("conflict") else request.POST.getlist("theirs")
    status = status_of(request, bool(context.get("conflict")))
    return render(request, "directory/work/edit_service.html", context, status=status)


def _conflict(request: StaffRequest, service: Service, entry: ServiceEntry) -> HttpResponse:
    """Show what was typed again, with what somebody else saved in the meantime."""
    context: dict[str, Any] = {"service": service, "organization": service.organization}
    if entry.is_valid():
        context |= both_sides(service, entry.facts(), entry.version)
        context["deeds"] = deeds_since(service, entry.version or 0)
    entry.renew(service.version)
    return _form(request, entry, conflict=True, **context)


def _read(request: StaffRequest, service: Service) -> HttpResponse:
    if request.method == "POST":
        raise PermissionDenied
    detailed = Service.objects.with_details().get(pk=service.pk)
    context = {
        "service": detailed,
        "page": service_page(detailed),
        "phones_for_professionals": [
            phone_link(phone) for phone in detailed.phones.all() if phone.is_for_professionals
        ],
        "notes": notes_about(request, service),
        "is_kept": Favourite.objects.of(request.user).among([service]).exists(),
        "has_private_note": PrivateNote.objects.of(request.user).about(service.pk).exists(),
        "contacts": contacts_for_staff(detailed),
        "may_write_note": bool(writable_note_networks(request.user)),
    }
    return render(request, "directory/work/read_service.html", context)


def notes_about(request: StaffRequest, service: Service) -> list[LocalNote]:
    """Return the notes of this person's networks about a service."""
    return list(LocalNote.objects.for_user(request.user).about(service).with_writer())


def _add_own(request: StaffRequest, page: Iterable[Service]) -> None:
    """Tell of each service on a page which notes there are and whether this person starred it."""
    notes = LocalNote.objects.for_user(request.user).about(*page).with_writer()
    by_service: dict[uuid.UUID, list[LocalNote]] = {}
    for note in notes:
        by_service.setdefault(note.service_id, []).append(note)
    stars = Favourite.objects.of(request.user).among(page).values_list("service_id", flat=True)
    kept = set(stars)
    for service in page:
        service.notes_here = by_service.get(service.pk, [])  # type: ignore[attr-defined]
        service.is_kept = service.pk in kept  # type: ignore[attr-defined]


@require_safe
def service_history(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Who changed what and when."""
    service = visible_service(request, pk)
    page = page_of(request, deeds_about(service), 20)
    context = {"record": service, "page": page, "deeds": described(service, list(page))}
    return render(request, "directory/work/history.html", context)


@require_POST
def confirm_service(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep in one tap that everything is right; the message has the way back."""
    service = changeable_service(request, pk)
    name = {"name": service.name}
    if request.POST.get("confirmed", "1") == "1":
        actions.confirm_service(by=request.user, service=service)
        text = _("Thank you: “%(name)s” is confirmed as right today.") % name
        address = reverse("directory:confirm_service", args=[pk])
        say_with_undo(request, text, address, "confirmed", "0")
    elif actions.take_back_confirmation(by=request.user, service=service):
        messages.success(request, _("“%(name)s” is no longer confirmed.") % name)
    else:
        messages.error(request, _("Too late: “%(name)s” was changed after that.") % name)
    return back(request, reverse("directory:services"))


@require_POST
def close_service_this_week(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Close up to and including Sunday in one tap; the message has the way back."""
    service = changeable_service(request, pk)
    is_closed = request.POST.get("closed", "1") == "1"
    stored = actions.close_service_this_week(
        by=request.user,
        service=service,
        is_closed=is_closed,
    )
    name = {"name": service.name}
    if stored.closed_until:
        name["day"] = formats.date_format(stored.closed_until, "l j F")
        text = _("“%(name)s” is closed up to and including %(day)s.") % name
    else:
        text = _("“%(name)s” is open as usual again.") % name
    address = reverse("directory:close_service_this_week", args=[pk])
    say_with_undo(request, text, address, "closed", "0" if is_closed else "1")
    return back(request, reverse("directory:services"))


@page_of_forms
def archive_service(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask, then archive or put back; nothing is ever deleted."""
    service = changeable_service(request, pk)
    if request.method != "POST":
        return render(request, "directory/work/archive_service.html", {"service": service})
    is_archived = request.POST.get("archived", "1") == "1"
    actions.archive_service(
        by=request.user,
        service=service,
        is_archived=is_archived,
    )
    text = _("“%(name)s” is archived.") if is_archived else _("“%(name)s” is back.")
    address = reverse("directory:archive_service", args=[pk])
    undo = "0" if is_archived else "1"
    say_with_undo(request, text % {"name": service.name}, address, "archived", undo)
    return back(request, reverse("directory:services"))
