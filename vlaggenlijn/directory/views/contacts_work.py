"""Contact persons in the workspace: of an organisation, of a service, whom to ask about again."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import Conflict
from vlaggenlijn.accounts.staff_pages import (
    CONFLICT,
    INVALID,
    StaffRequest,
    back,
    page_of,
    page_of_forms,
)
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.forms import ContactForm, contact_initial
from vlaggenlijn.directory.models import Contact, Organization, Service
from vlaggenlijn.directory.views.organizations_work import CHANGE, visible_organization
from vlaggenlijn.directory.views.services_work import changeable_service


@page_of_forms
def organization_contacts(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The people of an organisation as a whole, and a form to add one."""
    organization = visible_organization(request, pk)
    require(request.user, CHANGE, organization)
    return _people(request, organization, None)


@page_of_forms
def service_contacts(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The people of one service, and a form to add one."""
    service = changeable_service(request, pk)
    return _people(request, service.organization, service)


def _people(
    request: StaffRequest, organization: Organization, service: Service | None
) -> HttpResponse:
    form = ContactForm(request.POST if request.method == "POST" else None)
    is_late = False
    if request.method == "POST" and form.is_valid():
        try:
            return _added(request, organization, service, form)
        except Conflict:
            # The page was sent before: what is typed now becomes another person, if so wished.
            form.renew(None)
            is_late = True
    of = Contact.objects
    people = of.of_service(service) if service else of.of_organization(organization)
    context = {
        "page": page_of(request, people),
        "form": form,
        "record": service or organization,
        "is_service": service is not None,
        "organization": organization,
        "is_late": is_late,
    }
    status = CONFLICT if is_late else INVALID if form.errors else 200
    return render(request, "directory/work/contacts_of.html", context, status=status)


def _added(
    request: StaffRequest, organization: Organization, service: Service | None, form: ContactForm
) -> HttpResponse:
    person = actions.add_contact(
        by=request.user,
        organization=organization,
        service=service,
        values=form.values(),
        idempotency_key=form.cleaned_data["idempotency_key"],
    )
    text = _("%(name)s is in the list. We ask again in a year whether it is still right.")
    messages.success(request, text % {"name": person.name})
    return redirect(people_url(person))


def people_url(contact: Contact) -> str:
    """Return the page of the people among whom a person stands."""
    if contact.service_id:
        return reverse("directory:service_contacts", args=[contact.service_id])
    return reverse("directory:organization_contacts", args=[contact.organization_id])


def changeable_contact(request: StaffRequest, pk: uuid.UUID) -> Contact:
    """Return a person whom one may change; what one may not see answers as missing."""
    seen = Contact.objects.for_user(request.user).with_places()
    contact = get_object_or_404(seen, pk=pk)
    require(request.user, CHANGE, contact.organization)
    return contact


@require_safe
def contacts(request: StaffRequest) -> HttpResponse:
    """Everybody of one's own organisations about whom it is time to ask again; or everybody."""
    is_all = request.GET.get("wie") == "alle"
    mine = Contact.objects.editable_by(request.user).with_places().longest_waiting_first()
    late = mine.past_review(timezone.localdate())
    context: dict[str, Any] = {
        "page": page_of(request, mine if is_all else late),
        "is_all": is_all,
        "late_count": late.count(),
    }
    return render(request, "directory/work/contacts.html", context)


@page_of_forms
def edit_contact(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The form of one person."""
    contact = changeable_contact(request, pk)
    data = request.POST if request.method == "POST" else None
    form = ContactForm(data, initial=contact_initial(contact))
    if data is None or not form.is_valid():
        return _form(request, contact, form, 200 if data is None else INVALID)
    try:
        actions.change_contact(
            by=request.user,
            contact=contact,
            version=form.cleaned_data["version"] or 0,
            values=form.values(),
            idempotency_key=form.cleaned_data["idempotency_key"],
        )
    except Conflict:
        stored = changeable_contact(request, pk)
        form.renew(stored.version)
        return _form(request, stored, form, CONFLICT)
    messages.success(request, _("“%(name)s” is saved.") % {"name": form.cleaned_data["name"]})
    return redirect(people_url(contact))


def _form(request: StaffRequest, contact: Contact, form: ContactForm, status: int) -> HttpResponse:
    context = {
        "contact": contact,
        "form": form,
        "is_conflict": status == CONFLICT,
        "people_url": people_url(contact),
    }
    return render(request, "directory/work/edit_contact.html", context, status=status)


@require_POST
def confirm_contact(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Still right: asked again in a year."""
    contact = changeable_contact(request, pk)
    actions.confirm_contact(by=request.user, contact=contact)
    messages.success(request, _("Noted: %(name)s is still right.") % {"name": contact.name})
    return back(request, people_url(contact))


@require_POST
def remove_contact(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a person out with one tap."""
    contact = changeable_contact(request, pk)
    actions.remove_contact(by=request.user, contact=contact)
    messages.success(
        request,
        _("%(name)s is removed. In a month the history forgets the name too.")
        % {"name": contact.name},
    )
    return back(request, people_url(contact))
