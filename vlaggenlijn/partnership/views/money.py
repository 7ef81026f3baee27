"""The money of a network: sources, what it is for, and the calendar of calls."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.staff_pages import ROWS_ON_A_PAGE, StaffRequest, page_of, page_of_forms
from vlaggenlijn.partnership import actions
from vlaggenlijn.partnership.access import CHANGE, SEE_MONEY
from vlaggenlijn.partnership.budget import budget_of
from vlaggenlijn.partnership.forms import LineForm, SourceForm
from vlaggenlijn.partnership.models import FundingSource, MoneyLine
from vlaggenlijn.partnership.views.saving import (
    Page,
    chosen,
    form_data,
    record_of,
    run_network,
    saved_or_shown,
)


@require_safe
def money(request: StaffRequest) -> HttpResponse:
    """What was asked, granted, planned and spent, by source and by undertaking."""
    context = chosen(request)
    network = context["network_shown"]
    if network is not None:
        require(request.user, SEE_MONEY, network)
        sources = FundingSource.objects.of_network(network)
        years = sources.years()
        asked = request.GET.get("jaar", "")
        year = int(asked) if asked.isdecimal() and int(asked) in years else None
        budget = budget_of(network, year)
        context |= {
            "budget": budget,
            "page": page_of(request, budget.sources),
            "undertakings": list(budget.undertakings.items())[:ROWS_ON_A_PAGE],
            "calls": sources.to_ask(timezone.localdate())[:ROWS_ON_A_PAGE],
            "years": years,
            "year": year,
        }
    return render(request, "partnership/money.html", context)


def money_url(network: LocalNetwork) -> str:
    return f"{reverse('partnership:money')}?netwerk={network.slug}"


@page_of_forms
def add_source(request: StaffRequest, slug: str) -> HttpResponse:
    network = run_network(request, slug)
    page = Page(_("Add a source of money"), money_url(network), _("The source is there."))
    return _source_form(
        request, SourceForm(form_data(request)), page, FundingSource(network=network)
    )


@page_of_forms
def edit_source(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    found = record_of(request, FundingSource.objects.select_related("network"), pk, CHANGE)
    form = SourceForm(form_data(request), initial=SourceForm.shown(found))
    return _source_form(
        request, form, Page(str(found), money_url(found.network), _("Saved.")), found
    )


def _source_form(
    request: StaffRequest, form: SourceForm, page: Page, found: FundingSource
) -> HttpResponse:
    return saved_or_shown(
        request,
        form,
        page,
        lambda one: actions.keep_source(
            by=request.user, source=found, values=one.values(), **one.key()
        ),
    )


@page_of_forms
def add_line(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """What part of a source is for."""
    source = record_of(request, FundingSource.objects.select_related("network"), pk, CHANGE)
    form = LineForm(form_data(request), network=source.network)
    page = Page(_("What is it for?"), money_url(source.network), _("Saved."))
    return _line_form(request, form, page, MoneyLine(source=source))


@page_of_forms
def edit_line(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    found = record_of(request, MoneyLine.objects.with_places(), pk, CHANGE)
    form = LineForm(form_data(request), network=found.network, initial=LineForm.shown(found))
    page = Page(str(found), money_url(found.network), _("Saved."))
    return _line_form(request, form, page, found)


def _line_form(request: StaffRequest, form: LineForm, page: Page, found: MoneyLine) -> HttpResponse:
    is_new = found._state.adding
    return saved_or_shown(
        request,
        form,
        page,
        lambda one: actions.keep_line(
            by=request.user, line=found, values=one.values(), **one.key()
        ),
        lead=str(found.source),
        remove="" if is_new else reverse("partnership:remove_line", args=[found.pk]),
    )


@require_POST
def remove_line(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    found = record_of(request, MoneyLine.objects.with_places(), pk, CHANGE)
    network = found.network
    actions.remove_line(by=request.user, line=found)
    messages.success(request, _("Taken out."))
    return redirect(money_url(network))
