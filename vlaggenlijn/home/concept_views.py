"""The concepts that a network added, for who runs it."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import Conflict, LocalNetwork
from vlaggenlijn.accounts.staff_pages import (
    CONFLICT,
    INVALID,
    StaffRequest,
    page_of,
    page_of_forms,
)
from vlaggenlijn.home.concept_forms import OwnConceptForm
from vlaggenlijn.taxonomy.actions import add_concept, change_concept
from vlaggenlijn.taxonomy.models import ConceptScheme, OwnConcept


def _network(request: StaffRequest, slug: str) -> LocalNetwork:
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, "accounts.change_network", network)
    return network


@require_safe
def concepts(request: StaffRequest, slug: str) -> HttpResponse:
    """The concepts of a network, those that are hidden last."""
    network = _network(request, slug)
    page = page_of(request, OwnConcept.objects.of_network(network).in_order())
    return render(request, "home/concepts.html", {"subject": network, "page": page})


@page_of_forms
def add(request: StaffRequest, slug: str) -> HttpResponse:
    """The form of a new concept."""
    network = _network(request, slug)
    form = OwnConceptForm(request.POST if request.method == "POST" else None, network=network)
    if request.method != "POST" or not form.is_valid():
        return _form(request, network, form, INVALID if form.errors else 200)
    add_concept(
        by=request.user,
        network=network,
        scheme=ConceptScheme.objects.get(slug=form.scheme),
        values=form.values(),
        idempotency_key=form.cleaned_data["idempotency_key"],
    )
    messages.success(request, _("The concept is added. The guide understands it from now on."))
    return redirect("home:concepts", slug)


@page_of_forms
def edit(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The form of a concept that is there."""
    concept = get_object_or_404(OwnConcept.objects.for_user(request.user), pk=pk)
    network = concept.network
    require(request.user, "accounts.change_network", network)
    data = request.POST if request.method == "POST" else None
    form = OwnConceptForm(data, network=network, concept=concept)
    if data is None or not form.is_valid():
        return _form(request, network, form, INVALID if form.errors else 200)
    try:
        change_concept(
            by=request.user,
            concept=concept,
            version=form.cleaned_data["version"] or 0,
            values=form.values(),
            idempotency_key=form.cleaned_data["idempotency_key"],
        )
    except Conflict:
        form.renew(OwnConcept.objects.get(pk=pk).version)
        return _form(request, network, form, CONFLICT)
    messages.success(request, _("The concept is saved."))
    return redirect("home:concepts", network.slug)


def _form(
    request: StaffRequest, network: LocalNetwork, form: OwnConceptForm, status: int
) -> HttpResponse:
    context = {"form": form, "subject": network, "is_conflict": status == CONFLICT}
    return render(request, "home/concept.html", context, status=status)
