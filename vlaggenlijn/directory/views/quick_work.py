"""The short form of a service, for on a phone."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import Conflict
from vlaggenlijn.accounts.staff_pages import CONFLICT, INVALID, StaffRequest, back, page_of_forms
from vlaggenlijn.directory.actions import change_service
from vlaggenlijn.directory.actions.reading import service_facts
from vlaggenlijn.directory.facts import ServiceFacts
from vlaggenlijn.directory.forms.quick import QuickForm, hours_of, quick_initial
from vlaggenlijn.directory.history import deeds_since
from vlaggenlijn.directory.models import Service
from vlaggenlijn.directory.views.services_work import changeable_service


@page_of_forms
def quick_change(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """What changes most often, on one short page; the rest of the service stays as it is."""
    service = changeable_service(request, pk)
    facts = service_facts(service)
    form = _form(request, service, facts)
    if not form.is_bound or not form.is_valid():
        return _page(request, service, form, INVALID if form.is_bound else 200)
    if _is_saved(request, service, facts, form):
        messages.success(request, _("“%(name)s” is saved.") % {"name": service.name})
        return back(request, reverse("directory:edit_service", args=[pk]))
    deeds = deeds_since(service, form.cleaned_data["version"] or 0)
    now = changeable_service(request, pk)
    form.renew(now.version)
    return _page(request, now, form, CONFLICT, conflict=True, deeds=deeds)


def _form(request: StaffRequest, service: Service, facts: ServiceFacts) -> QuickForm:
    return QuickForm(
        request.POST if request.method == "POST" else None,
        initial=quick_initial(facts, service.version),
        with_hours=hours_of(facts) is not None,
    )


def _is_saved(
    request: StaffRequest, service: Service, facts: ServiceFacts, form: QuickForm
) -> bool:
    try:
        change_service(
            by=request.user,
            service=service,
            version=form.cleaned_data["version"] or 0,
            facts=form.over(facts),
            is_confirmed=form.cleaned_data["is_confirmed"],
            idempotency_key=form.cleaned_data["idempotency_key"],
        )
    except Conflict:
        return False
    return True


def _page(
    request: StaffRequest, service: Service, form: QuickForm, status: int, **more: Any
) -> HttpResponse:
    context = {"service": service, "form": form, "next": _came_from(request), **more}
    return render(request, "directory/work/quick_change.html", context, status=status)


def _came_from(request: StaffRequest) -> str:
    """Return the page of ours that led here, empty when the address is somebody else's."""
    address = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return address if is_ours else ""
