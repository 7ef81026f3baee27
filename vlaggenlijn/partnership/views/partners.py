"""Partners, the partner finder, and the mails that ask an organisation to the table."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.sites import site_of
from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of, page_of_forms
from vlaggenlijn.directory.models import Contact, Organization
from vlaggenlijn.needs.models import Need
from vlaggenlijn.partnership import actions, finder
from vlaggenlijn.partnership.access import CHANGE
from vlaggenlijn.partnership.forms import InviteForm, PartnerForm
from vlaggenlijn.partnership.models import Partner, TableInvitation, Task, Undertaking
from vlaggenlijn.partnership.models.work import seats_of
from vlaggenlijn.partnership.views.saving import (
    Page,
    chosen,
    form_data,
    record_of,
    run_network,
    saved_or_shown,
)


@require_safe
def partners(request: StaffRequest) -> HttpResponse:
    """Who sits at the table of a network, and who was asked."""
    context = chosen(request)
    network = context["network_shown"]
    if network is not None:
        page = page_of(request, Partner.objects.of_network(network).current().with_people())
        seats = seats_of(Partner.objects.of_network(network).current())
        asked = TableInvitation.objects.of_network(network).with_organizations()
        context |= {
            "page": page,
            "rows": [(one, seats.get(one.pk, [])) for one in page],
            "invitations": asked[:20] if context["may_change"] else [],
        }
    return render(request, "partnership/partners.html", context)


@require_safe
def partner(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One partner: chair, mandate, people, tasks and undertakings."""
    found = record_of(request, Partner.objects.with_people(), pk)
    context = {
        "partner": found,
        "people": Contact.objects.of_organization(found.organization),
        "tasks": Task.objects.of_partners([found]).open().with_owners().soonest_first(),
        "undertakings": Undertaking.objects.of_network(found.network).shared_by(found),
        "may_change": request.user.has_perm(CHANGE, found.network),
        "may_change_people": request.user.has_perm(
            "directory.change_organization", found.organization
        ),
        "back": list_url(found.network),
    }
    return render(request, "partnership/partner.html", context)


def list_url(network: LocalNetwork) -> str:
    return f"{reverse('partnership:partners')}?netwerk={network.slug}"


def partner_url(found: Partner) -> str:
    return reverse("partnership:partner", args=[found.pk])


@page_of_forms
def add_partner(request: StaffRequest, slug: str, pk: uuid.UUID) -> HttpResponse:
    """Give an organisation of the directory a chair; one that left comes back."""
    network = run_network(request, slug)
    organization = get_object_or_404(Organization.objects.for_network(network).current(), pk=pk)
    there = Partner.objects.at(network, organization)
    if there is not None and there.left_on is None:
        return redirect(partner_url(there))
    record = there or Partner(network=network, organization=organization)
    form = PartnerForm(form_data(request), organization=organization)
    page = Page(str(organization), finder_url(network), _("The partner sits at the table."))
    return saved_or_shown(
        request,
        form,
        page,
        lambda one: actions.keep_partner(
            by=request.user, partner=record, values=one.values() | {"left_on": None}, **one.key()
        ),
        partner_url,
        lead=_("A chair at the table"),
    )


@page_of_forms
def edit_partner(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The chair, the mandate and the contact person of a partner."""
    found = record_of(request, Partner.objects.with_people(), pk, CHANGE)
    form = PartnerForm(
        form_data(request), organization=found.organization, initial=PartnerForm.shown(found)
    )
    page = Page(str(found), partner_url(found), _("Saved."))
    return saved_or_shown(
        request,
        form,
        page,
        lambda one: actions.keep_partner(
            by=request.user, partner=found, values=one.values(), **one.key()
        ),
    )


@require_POST
def leave(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """A partner leaves the table, or is back at it; the button says which."""
    found = record_of(request, Partner.objects, pk, CHANGE)
    stored = actions.let_leave(by=request.user, partner=found, has_left="back" not in request.POST)
    has_left = stored.left_on is not None
    text = _("The partner left the table.") if has_left else _("The partner is back at the table.")
    messages.success(request, text)
    return redirect(partner_url(stored))


@require_POST
def mail_tasks(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Mail a partner its open tasks with a personal link; once a day at most."""
    found = record_of(request, Partner.objects.with_people(), pk, CHANGE)
    try:
        is_mailed = actions.mail_tasks(
            by=request.user, partner=found, address=site_of(None, request)
        )
    except actions.NobodyToMail:
        messages.warning(request, _("No mail left: there is no address, or nothing to do."))
    else:
        if is_mailed:
            messages.success(request, _("The tasks are mailed, with a link to say what is done."))
        else:
            messages.warning(request, _("No mail left: this partner got one today already."))
    return redirect(partner_url(found))


def finder_url(network: LocalNetwork, need: Need | None = None) -> str:
    address = reverse("partnership:finder", args=[network.slug])
    return f"{address}?nood={need.pk}" if need else address


@require_safe
def find(request: StaffRequest, slug: str) -> HttpResponse:
    """Who could join: for a need, by name, and the unusual ones."""
    network = run_network(request, slug)
    needs = Need.objects.of_network(network).current().not_met()
    need = {str(one.pk): one for one in needs}.get(request.GET.get("nood", ""))
    words = request.GET.get("naam", "").strip()[:100]
    context = {
        "subject": network,
        "back": list_url(network),
        "needs": needs,
        "need": need,
        "words": words,
        "touching": finder.touching(network, need) if need else [],
        "named": finder.named(network, words),
        "unusual": finder.unusual(network),
    }
    return render(request, "partnership/finder.html", context)


@page_of_forms
def invite(request: StaffRequest, slug: str, pk: uuid.UUID) -> HttpResponse:
    """Write to an organisation, in one's own words; they answer by link."""
    network = run_network(request, slug)
    organization = get_object_or_404(Organization.objects.for_network(network).current(), pk=pk)
    needs = {str(one.pk): one for one in Need.objects.of_network(network).current()}
    need = needs.get(request.GET.get("nood", ""))
    form = InviteForm(form_data(request), initial=_first_words(organization, need))
    page = Page(str(organization), list_url(network), _("The invitation is on its way."))
    return saved_or_shown(
        request,
        form,
        page,
        lambda one: actions.invite(
            by=request.user,
            network=network,
            organization=organization,
            need=need,
            email=one.cleaned_data["email"],
            text=one.cleaned_data["text"],
            address=site_of(None, request),
            idempotency_key=one.cleaned_data["idempotency_key"],
        ),
        lead=_("Ask them to the table"),
    )


def _first_words(organization: Organization, need: Need | None) -> dict[str, str]:
    text = _(
        "Organisations that work for families sit together here. We think of you, because you"
        " meet parents whom we do not reach."
    )
    if need is not None:
        text += "\n\n" + _("What we see: %(need)s") % {"need": need.sentence}
    text += "\n\n" + _("Will you join us, or shall we talk about it first?")
    return {"email": organization.email, "text": text}
