"""The pages of the directory that anybody may read."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from vlaggenlijn.directory.models import Organization, Service, successor
from vlaggenlijn.directory.pages import organization_page, service_page


@login_not_required
@require_safe
def service(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One service; the first line says what to do and what happens then."""
    found = Service.objects.published().with_details().with_ids([pk]).first()
    if found is None:
        return _led_on(get_object_or_404(Service, pk=pk))
    context = {"service": found, "page": service_page(found)}
    return render(request, "directory/service.html", context)


@login_not_required
@require_safe
def organization(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = Organization.objects.published().with_details().with_ids([pk]).first()
    if found is None:
        return _led_on(get_object_or_404(Organization, pk=pk))
    services = Service.objects.published().of_organization(found).with_details()
    context = {"organization": found, "page": organization_page(found, services)}
    return render(request, "directory/organization.html", context)


def _led_on(merged: Organization | Service) -> HttpResponse:
    """Lead from a merged record to what it became; for now only, since a merge can be undone."""
    record = successor(merged)
    if record is None:
        raise Http404
    return redirect(record.get_absolute_url())


@login_not_required
@require_safe
def helplines(request: HttpRequest) -> HttpResponse:
    """All helplines; the list itself comes from the context of every page."""
    return render(request, "directory/helplines.html")
