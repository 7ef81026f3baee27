"""Organisations in the workspace: the list, one organisation, its history, the archive."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import Conflict, LocalNetwork
from vlaggenlijn.accounts.staff_pages import StaffRequest, back, page_of, page_of_forms, status_of
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.access import networks_to_add_in
from vlaggenlijn.directory.actions.drafts import forget_draft
from vlaggenlijn.directory.contacting import contacts_for_staff
from vlaggenlijn.directory.forms import OrganizationEntry, OrganizationFilter
from vlaggenlijn.directory.history import deeds_about, deeds_since, described
from vlaggenlijn.directory.models import Draft, Organization, Service
from vlaggenlijn.directory.pages import organization_page
from vlaggenlijn.directory.views.conflicts_work import both_sides, chosen_facts
from vlaggenlijn.directory.views.drafts_work import drafts_of, form_data
from vlaggenlijn.directory.views.duplicates_work import asked_first
from vlaggenlijn.directory.views.workspace import say_with_undo

CHANGE = "directory.change_organization"
LISTED = 20


@dataclass(frozen=True, slots=True)
class OrganizationRow:
    """A line of the list: how many services there are, and whether this person may change it."""

    organization: Organization
    service_count: int
    is_editable: bool


def visible_organization(request: StaffRequest, pk: uuid.UUID) -> Organization:
    """Return an organisation this person may see; any other answers as if it were missing."""
    organizations = Organization.objects.for_user(request.user).select_related("network")
    return get_object_or_404(organizations, pk=pk)


@require_safe
def organizations(request: StaffRequest) -> HttpResponse:
    """The organisations this person sees, with the number of services of each."""
    form = OrganizationFilter(request.GET)
    seen = Organization.objects.for_user(request.user).select_related("network")
    page = page_of(request, form.narrowed(seen))
    rows = _rows(request, list(page))
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "may_bulk": any(row.is_editable for row in rows),
        "may_add": bool(networks_to_add_in(request.user)),
    }
    return render(request, "directory/work/organizations.html", context)


def _rows(request: StaffRequest, organizations: list[Organization]) -> list[OrganizationRow]:
    mine = Organization.objects.editable_by(request.user).with_ids(one.pk for one in organizations)
    editable = set(mine.values_list("pk", flat=True))
    counts = Service.objects.current().counted_by_organization(organizations)
    return [
        OrganizationRow(one, counts.get(one.pk, 0), one.pk in editable) for one in organizations
    ]


@page_of_forms
def add_organization(request: StaffRequest) -> HttpResponse:
    """A new organisation, at home in the network in the address, else the one visited."""
    network = _network_asked(request)
    entry = OrganizationEntry(
        network, None, form_data(request, Draft.Kind.NEW_ORGANIZATION, network.pk)
    )
    if request.method != "POST" or not entry.is_valid():
        return _form(request, entry, home_network=network)
    return asked_first(request, entry) or _save_new(request, network, entry)


def _save_new(
    request: StaffRequest, network: LocalNetwork, entry: OrganizationEntry
) -> HttpResponse:
    try:
        made = actions.add_organization(
            by=request.user,
            network=network,
            facts=entry.facts(),
            is_confirmed=entry.is_confirmed,
            idempotency_key=entry.idempotency_key,
        )
    except Conflict as conflict:
        # The page was sent before; what is typed now becomes a change of what was made then.
        found = visible_organization(request, conflict.args[0].pk)
        return _conflict(request, found, OrganizationEntry(network, found, request.POST))
    forget_draft(user=request.user, kind=Draft.Kind.NEW_ORGANIZATION, record=network.pk)
    text = _("“%(name)s” is in the list now. Add what it offers.") % {"name": made.name}
    messages.success(request, text)
    return redirect("directory:edit_organization", made.pk)


def _network_asked(request: StaffRequest) -> LocalNetwork:
    networks = networks_to_add_in(request.user)
    if not networks:
        raise PermissionDenied
    asked = request.GET.get("netwerk", "")
    visited = getattr(request, "network", None)
    slug = asked or (visited.slug if visited else "")
    by_slug = {network.slug: network for network in networks}
    if asked and asked not in by_slug:
        raise Http404
    return by_slug.get(slug, networks[0])


@page_of_forms
def edit_organization(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The form of an organisation; who may not change it reads it instead."""
    organization = visible_organization(request, pk)
    if not request.user.has_perm(CHANGE, organization):
        return _read(request, organization)
    data = form_data(request, Draft.Kind.ORGANIZATION, organization.pk)
    entry = OrganizationEntry(organization.network, organization, data)
    if request.method != "POST" or not entry.is_valid():
        return _form(request, entry, organization=organization)
    try:
        stored = actions.change_organization(
            by=request.user,
            organization=organization,
            version=entry.version or 0,
            facts=chosen_facts(request, organization, entry.facts()),
            is_confirmed=entry.is_confirmed,
            idempotency_key=entry.idempotency_key,
        )
    except Conflict:
        return _conflict(request, visible_organization(request, pk), entry)
    forget_draft(user=request.user, kind=Draft.Kind.ORGANIZATION, record=pk)
    messages.success(request, _("“%(name)s” is saved.") % {"name": stored.name})
    return redirect("directory:edit_organization", pk)


def _form(request: StaffRequest, entry: OrganizationEntry, **context: Any) -> HttpResponse:
    if organization := context.get("organization"):
        context |= _offer_of(organization)
        context |= drafts_of(request, Draft.Kind.ORGANIZATION, organization.pk)
    else:
        context |= drafts_of(request, Draft.Kind.NEW_ORGANIZATION, context["home_network"].pk)
    context |= {"entry": entry, "form": entry.form, **entry.rows}
    context["theirs"] = [] if context.get("conflict") else request.POST.getlist("theirs")
    status = status_of(request, bool(context.get("conflict")))
    return render(request, "directory/work/edit_organization.html", context, status=status)


def _conflict(
    request: StaffRequest, organization: Organization, entry: OrganizationEntry
) -> HttpResponse:
    """Show what was typed again, with what somebody else saved in the meantime."""
    context: dict[str, Any] = {"organization": organization}
    if entry.is_valid():
        context |= both_sides(organization, entry.facts(), entry.version)
        context["deeds"] = deeds_since(organization, entry.version or 0)
    entry.renew(organization.version)
    return _form(request, entry, conflict=True, **context)


def _read(request: StaffRequest, organization: Organization) -> HttpResponse:
    if request.method == "POST":
        raise PermissionDenied
    detailed = Organization.objects.with_details().get(pk=organization.pk)
    context = {
        "organization": detailed,
        "page": organization_page(detailed, []),
        "contacts": contacts_for_staff(detailed),
    }
    context |= _offer_of(detailed)
    return render(request, "directory/work/read_organization.html", context)


def _offer_of(organization: Organization) -> dict[str, Any]:
    """The first services of an organisation by name; the list of all offers has the others."""
    services = Service.objects.current().of_organization(organization)
    return {"services": services[:LISTED], "service_count": services.count(), "listed": LISTED}


@require_safe
def organization_history(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Who changed what and when."""
    organization = visible_organization(request, pk)
    page = page_of(request, deeds_about(organization), 20)
    context = {"record": organization, "page": page, "deeds": described(organization, list(page))}
    return render(request, "directory/work/history.html", context | {"is_organization": True})


@page_of_forms
def archive_organization(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask, then archive or put back; nothing is ever deleted."""
    organization = visible_organization(request, pk)
    require(request.user, CHANGE, organization)
    if request.method != "POST":
        context = {
            "organization": organization,
            "service_count": organization.services.count(),
        }
        return render(request, "directory/work/archive_organization.html", context)
    is_archived = request.POST.get("archived", "1") == "1"
    actions.archive_organization(
        by=request.user,
        organization=organization,
        is_archived=is_archived,
    )
    text = _("“%(name)s” is archived.") if is_archived else _("“%(name)s” is back.")
    address = reverse("directory:archive_organization", args=[pk])
    undo = "0" if is_archived else "1"
    say_with_undo(request, text % {"name": organization.name}, address, "archived", undo)
    return back(request, reverse("directory:organizations"))
