"""The first ten services of a new network, on one light page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.staff_pages import INVALID, StaffRequest, page_of_forms
from vlaggenlijn.common.forms import error_links
from vlaggenlijn.directory.actions import add_first_services
from vlaggenlijn.directory.forms import FirstServicesForm


@page_of_forms
def first_services(request: StaffRequest, slug: str) -> HttpResponse:
    """Ten rows at once; empty rows do not count, and one wrong row keeps all of them here."""
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, "directory.add_organization", network)
    form = FirstServicesForm(request.POST if request.method == "POST" else None, network=network)
    if form.is_valid():
        count = add_first_services(
            by=request.user,
            network=network,
            rows=form.services(),
            key=form.cleaned_data["idempotency_key"],
        )
        text = ngettext("%(count)s offer is there.", "%(count)s offers are there.", count)
        messages.success(request, text % {"count": count})
        is_start = "start" in request.GET
        return redirect(*(("home:first_day", slug) if is_start else ("directory:services",)))
    rows = form.rows if form.is_bound else []
    context = {"form": form, "subject": network, "links": error_links(form, *rows)}
    status = INVALID if form.errors else 200
    return render(request, "directory/work/first_services.html", context, status=status)
