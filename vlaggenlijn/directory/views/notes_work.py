"""What a network adds for its own professionals to a service of any network."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.models import Conflict, LocalNetwork
from vlaggenlijn.accounts.staff_pages import CONFLICT, INVALID, StaffRequest, page_of_forms
from vlaggenlijn.directory.access import writable_note_networks
from vlaggenlijn.directory.actions import write_note
from vlaggenlijn.directory.forms import NoteForm, note_initial
from vlaggenlijn.directory.models import LocalNote, Service
from vlaggenlijn.directory.views.services_work import visible_service


@page_of_forms
def note(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The note of one of this person's networks about a service; ?netwerk= names which."""
    service = visible_service(request, pk)
    networks = writable_note_networks(request.user)
    if not networks:
        raise PermissionDenied
    network = _network_asked(request, networks)
    stored = LocalNote.objects.of_network(network).about(service).first()
    data = request.POST if request.method == "POST" else None
    form = NoteForm(data, initial=note_initial(stored))
    context = {"service": service, "network_of_note": network, "networks": networks, "form": form}
    if data is None or not form.is_valid():
        status = 200 if data is None else INVALID
        return render(request, "directory/work/note.html", context, status=status)
    if _save(request, service, network, form):
        return redirect("directory:edit_service", pk)
    form.renew(stored.version if stored else None)
    context |= {"stored": stored, "is_conflict": True}
    return render(request, "directory/work/note.html", context, status=CONFLICT)


def _network_asked(request: StaffRequest, networks: list[LocalNetwork]) -> LocalNetwork:
    """Return the network named in the address, else the one visited, else the first."""
    asked = request.GET.get("netwerk", "")
    visited = getattr(request, "network", None)
    slug = asked or (visited.slug if visited else "")
    by_slug = {network.slug: network for network in networks}
    if asked and asked not in by_slug:
        raise Http404
    return by_slug.get(slug, networks[0])


def _save(request: StaffRequest, service: Service, network: LocalNetwork, form: NoteForm) -> bool:
    cleaned = form.cleaned_data
    try:
        write_note(by=request.user, network=network, service=service, **cleaned)
    except Conflict:
        return False
    messages.success(request, _("The note is saved."))
    return True
