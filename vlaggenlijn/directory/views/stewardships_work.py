"""Which organisations a partner of a network may change."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import LocalNetwork, Membership, Role
from vlaggenlijn.accounts.staff_pages import INVALID, StaffRequest, page_of_forms
from vlaggenlijn.directory.actions import set_stewardships
from vlaggenlijn.directory.forms import StewardshipsForm


@page_of_forms
def stewardships(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The organisations of a network, with a tick for each that this partner tends."""
    networks = LocalNetwork.objects.for_user(request.user)
    partners = Membership.objects.current().with_role(Role.PARTNER).in_networks(networks)
    membership = get_object_or_404(partners, pk=pk)
    require(request.user, "accounts.change_members", membership.network)
    data = request.POST if request.method == "POST" else None
    form = StewardshipsForm(data, membership=membership)
    if form.is_valid():
        key = form.cleaned_data["idempotency_key"]
        chosen = form.chosen()
        set_stewardships(by=request.user, membership=membership, organizations=chosen, key=key)
        text = _("The organisations of %(name)s are saved.") % {"name": membership.user}
        messages.success(request, text)
        return redirect("accounts:members", membership.network.slug)
    context = {"form": form, "membership": membership}
    status = INVALID if form.errors else 200
    return render(request, "directory/work/stewardships.html", context, status=status)
