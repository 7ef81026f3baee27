"""Undertakings: what partners do together, with its needs, tasks, money and thread."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of, page_of_forms
from vlaggenlijn.needs.following import thread_through
from vlaggenlijn.needs.models import Need
from vlaggenlijn.partnership import actions
from vlaggenlijn.partnership.access import CHANGE, SEE_MONEY
from vlaggenlijn.partnership.forms import UndertakingForm
from vlaggenlijn.partnership.models import Undertaking
from vlaggenlijn.partnership.sums import total
from vlaggenlijn.partnership.views.saving import (
    Page,
    chosen,
    form_data,
    record_of,
    run_network,
    saved_or_shown,
)


@require_safe
def undertakings(request: StaffRequest) -> HttpResponse:
    """What the partners of a network do together."""
    context = chosen(request)
    network = context["network_shown"]
    if network is not None:
        rows = Undertaking.objects.of_network(network).with_parts().with_counts()
        context["page"] = page_of(request, rows)
    return render(request, "partnership/undertakings.html", context)


def list_url(network: LocalNetwork) -> str:
    return f"{reverse('partnership:undertakings')}?netwerk={network.slug}"


def undertaking_url(found: Undertaking) -> str:
    return reverse("partnership:undertaking", args=[found.pk])


@require_safe
def undertaking(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One undertaking: needs it takes up, who takes part, tasks, money, and the thread."""
    found = record_of(request, Undertaking.objects.with_parts(), pk)
    lines = list(found.money_lines.with_places())
    context = {
        "undertaking": found,
        "partners": found.partners.with_people(),
        "needs": found.needs.all(),
        "handbooks": found.handbooks.in_use().with_progress(),
        "tasks": found.tasks.with_owners().soonest_first(),
        "lines": lines,
        "amounts": total(line.amounts for line in lines),
        "thread": thread_through(found.network, "partnership.undertaking", found.pk),
        "may_see_money": request.user.has_perm(SEE_MONEY, found.network),
        "may_change": request.user.has_perm(CHANGE, found.network),
        "back": list_url(found.network),
    }
    return render(request, "partnership/undertaking.html", context)


@page_of_forms
def add_undertaking(request: StaffRequest, slug: str) -> HttpResponse:
    """A new undertaking; ``?nood=`` brings the need along that it takes up, ``?naam=`` and
    ``?waarom=`` the words of a proposal that it carries out."""
    network = run_network(request, slug)
    needs = {str(one.pk): one for one in Need.objects.of_network(network).current()}
    need = needs.get(request.GET.get("nood", ""))
    words = {"name": request.GET.get("naam", "")[:150]}
    words |= {"purpose": request.GET.get("waarom", "")[:1000]}
    form = UndertakingForm(
        form_data(request), network=network, initial=words | {"needs": [need] if need else []}
    )
    page = Page(_("Add an undertaking"), list_url(network), _("The undertaking is there."))
    return _form(request, form, page, Undertaking(network=network))


@page_of_forms
def edit_undertaking(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    found = record_of(request, Undertaking.objects.with_parts(), pk, CHANGE)
    form = UndertakingForm(
        form_data(request), network=found.network, initial=UndertakingForm.shown(found)
    )
    return _form(request, form, Page(str(found), undertaking_url(found), _("Saved.")), found)


def _form(
    request: StaffRequest, form: UndertakingForm, page: Page, found: Undertaking
) -> HttpResponse:
    return saved_or_shown(
        request,
        form,
        page,
        lambda one: actions.keep_undertaking(
            by=request.user,
            undertaking=found,
            values=one.values(),
            partners=one.cleaned_data["partners"],
            needs=one.cleaned_data["needs"],
            **one.key(),
        ),
        undertaking_url,
    )
