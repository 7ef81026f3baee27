"""Consultations: to start one, to read what came in, to make needs of it."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.sites import site_of
from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of, page_of_forms
from vlaggenlijn.directory.models import Organization
from vlaggenlijn.partnership import actions
from vlaggenlijn.partnership.access import CHANGE
from vlaggenlijn.partnership.forms import ConsultationForm, NeedSentenceForm
from vlaggenlijn.partnership.forms.consultation import PARTNERS
from vlaggenlijn.partnership.models import Consultation, Observation, Partner
from vlaggenlijn.partnership.summary import Seen, tallies
from vlaggenlijn.partnership.views.saving import (
    Page,
    chosen,
    form_data,
    record_of,
    run_network,
    saved_or_shown,
)


@require_safe
def consultations(request: StaffRequest) -> HttpResponse:
    """The rounds of a network, with how many answered."""
    context = chosen(request)
    network = context["network_shown"]
    if network is not None:
        rounds = Consultation.objects.of_network(network).with_counts()
        context |= {"page": page_of(request, rounds), "today": timezone.localdate()}
    return render(request, "partnership/consultations.html", context)


def list_url(network: LocalNetwork) -> str:
    return f"{reverse('partnership:consultations')}?netwerk={network.slug}"


def consultation_url(found: Consultation) -> str:
    return reverse("partnership:consultation", args=[found.pk])


@page_of_forms
def add_consultation(request: StaffRequest, slug: str) -> HttpResponse:
    """Choose whom to ask, in which words, until when; saving mails them."""
    network = run_network(request, slug)
    form = ConsultationForm(form_data(request))
    page = Page(_("Ask what they see"), list_url(network), _("The question is on its way."))
    return saved_or_shown(
        request,
        form,
        page,
        lambda one: actions.start_consultation(
            by=request.user,
            network=network,
            title=one.cleaned_data["title"],
            text=one.cleaned_data["text"],
            closes_on=one.cleaned_data["closes_on"],
            organizations=_asked(network, one.cleaned_data["whom"]),
            address=site_of(None, request),
            idempotency_key=one.cleaned_data["idempotency_key"],
        ),
        consultation_url,
        send=True,
    )


def _asked(network: LocalNetwork, whom: str) -> list[Organization]:
    if whom == PARTNERS:
        partners = Partner.objects.of_network(network).current().with_people()
        return [one.organization for one in partners]
    return list(Organization.objects.at_home_in(network).current())


@require_safe
def consultation(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """What is seen, by theme, for everybody; the sentences for who runs the network."""
    found = record_of(request, Consultation.objects.with_counts(), pk)
    may_change = request.user.has_perm(CHANGE, found.network)
    observations = list(Observation.objects.of_consultation(found))
    seen = [Seen(one.domain, one.asked_id, one.weight) for one in observations]
    context = {
        "consultation": found,
        "tallies": tallies(seen),
        "observations": observations if may_change else [],
        "asked": found.asked.select_related("organization") if may_change else [],
        "is_running": found.is_running(timezone.localdate()),
        "may_change": may_change,
        "back": list_url(found.network),
    }
    return render(request, "partnership/consultation.html", context)


@require_POST
def close_consultation(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    found = record_of(request, Consultation.objects.select_related("network"), pk, CHANGE)
    actions.close_consultation(by=request.user, consultation=found)
    messages.success(request, _("The round is closed. Its links open nothing any more."))
    return redirect(consultation_url(found))


@require_POST
def make_need(request: StaffRequest, pk: uuid.UUID, seen: uuid.UUID) -> HttpResponse:
    """Put what was seen on the needs board, in the words of the coordinator."""
    found = record_of(request, Consultation.objects.select_related("network"), pk, CHANGE)
    observation = get_object_or_404(Observation.objects.of_consultation(found), pk=seen)
    form = NeedSentenceForm(request.POST)
    if form.is_valid():
        sentence = form.cleaned_data["sentence"]
        actions.make_need(
            by=request.user, consultation=found, observation=observation, sentence=sentence
        )
        messages.success(request, _("The need stands on the board. Others can vote on it now."))
    else:
        messages.error(request, _("Write the need in one sentence."))
    return redirect(consultation_url(found))
