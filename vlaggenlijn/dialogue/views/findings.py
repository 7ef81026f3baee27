"""Quotes of a series, the findings they back, and what is recommended."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import Conflict
from vlaggenlijn.accounts.staff_pages import (
    CONFLICT,
    INVALID,
    StaffRequest,
    page_of,
    page_of_forms,
)
from vlaggenlijn.dialogue.access import READ
from vlaggenlijn.dialogue.actions import findings as writing
from vlaggenlijn.dialogue.actions.typed_over import WordsOfAQuote
from vlaggenlijn.dialogue.evidence import counted, lines_of, off_words, searched, spoke
from vlaggenlijn.dialogue.forms.findings import FindingForm, QuoteFilter, RecommendationForm
from vlaggenlijn.dialogue.models import Finding, Quote, Recommendation, Series
from vlaggenlijn.dialogue.views.reached import read_series, sealed_page
from vlaggenlijn.dialogue.views.series import form_page
from vlaggenlijn.needs.access import ADD
from vlaggenlijn.needs.following import thread_through


@sealed_page
@require_safe
def quotes(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Every quote that stands, by words, table, hat and state."""
    series = read_series(request, pk)
    form = QuoteFilter(request.GET, series=series)
    found = searched(series, form.wanted())
    page = page_of(request, found)
    page.object_list = Quote.objects.with_subjects_of(page.object_list)
    context = {"series": series, "form": form, "page": page}
    return render(request, "dialogue/quotes.html", context)


def own_words() -> str:
    return _("These are the words of a quote. Say it in your own words, so that theirs leave when"
             " they are taken back; the quote itself stands behind the finding.")  # fmt: skip


@sealed_page
@page_of_forms
def findings(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """What comes out of it: findings with their counts, recommendations with their grounds."""
    series = read_series(request, pk)
    form = FindingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            made = writing.add_finding(
                by=request.user, series=series, sentence=values["sentence"],
                idempotency_key=values["idempotency_key"],
            )  # fmt: skip
        except WordsOfAQuote:
            form.add_error("sentence", own_words())
        else:
            messages.success(request, _("The finding is there. Put quotes behind it."))
            return redirect("dialogue:finding", made.pk)
    told = lines_of(series)
    lines = page_of(request, told["lines"])
    context = {"series": series, "form": form, **told, "lines": lines}
    status = INVALID if form.errors else 200
    return render(request, "dialogue/findings.html", context, status=status)


def _finding(request: StaffRequest, pk: uuid.UUID) -> Finding:
    mine = Finding.objects.for_user(request.user).with_need()
    found = get_object_or_404(mine, pk=pk)
    require(request.user, READ, found.series)
    return found


@sealed_page
@page_of_forms
def finding(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One finding: its sentence, the quotes behind it, and what came of it."""
    found = _finding(request, pk)
    initial = {"sentence": found.sentence, "version": found.version}
    form = FindingForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if form.is_bound and form.is_valid():
        try:
            _save(request, found, form.cleaned_data)
        except Conflict as conflict:
            form.renew(conflict.args[0].version)
            status = CONFLICT
        except WordsOfAQuote:
            form.add_error("sentence", own_words())
        else:
            messages.success(request, _("It is saved."))
            return redirect("dialogue:finding", pk)
    status = INVALID if form.errors and status == 200 else status
    context = _about(request, found) | {"form": form, "is_conflict": status == CONFLICT}
    return render(request, "dialogue/finding.html", context, status=status)


def _save(request: StaffRequest, found: Finding, values: dict[str, Any]) -> None:
    writing.change_finding(
        by=request.user, finding=found, version=values["version"] or 0,
        sentence=values["sentence"], counted=counted(found),
        idempotency_key=values["idempotency_key"],
    )  # fmt: skip


def _about(request: StaffRequest, found: Finding) -> dict[str, Any]:
    network, weight = found.series.network, counted(found)
    return {
        "finding": found,
        "series": found.series,
        "quotes": Quote.objects.behind(found).with_subjects().in_order(),
        "counted": weight,
        "off": off_words(found.sentence, weight["organizations"], spoke(found.series)),
        "thread": thread_through(network, found._meta.label_lower, found.pk),
        "may_adopt": request.user.has_perm(ADD, network),
    }


@sealed_page
@require_safe
def choose_quotes(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Look for quotes to put behind a finding."""
    found = _finding(request, pk)
    form = QuoteFilter(request.GET, series=found.series)
    page = page_of(request, searched(found.series, form.wanted()))
    page.object_list = Quote.objects.with_subjects_of(page.object_list)
    context = {
        "finding": found,
        "form": form,
        "page": page,
        "there": set(Quote.objects.behind(found).values_list("pk", flat=True)),
    }
    return render(request, "dialogue/choose_quotes.html", context)


@require_POST
def backing(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Put ticked quotes behind a finding, or take one from behind it."""
    found = _finding(request, pk)
    series_quotes = Quote.objects.of_series(found.series).standing()
    ticked = series_quotes.with_ids_in(request.POST.getlist("quote"))
    if "remove" in request.POST:
        for quote in ticked:
            writing.take_from(by=request.user, finding=found, quote=quote)
        messages.success(request, _("The quote no longer stands behind the finding."))
    else:
        writing.back_with(by=request.user, finding=found, quotes=ticked)
        text = ngettext("%(count)s quote stands behind the finding.",
                        "%(count)s quotes stand behind the finding.", len(ticked))  # fmt: skip
        messages.success(request, text % {"count": len(ticked)})
    return redirect("dialogue:finding", pk)


@require_POST
def adopt(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Put a finding on the needs board of its network."""
    found = _finding(request, pk)
    network = found.series.network
    require(request.user, ADD, network)
    writing.adopt(by=request.user, finding=found, network=network)
    messages.success(request, _("The finding stands on the needs board now."))
    return redirect("dialogue:finding", pk)


@require_POST
def remove(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a finding away."""
    found = _finding(request, pk)
    writing.remove_finding(by=request.user, finding=found)
    messages.success(request, _("The finding is gone."))
    return redirect("dialogue:findings", found.series_id)


@sealed_page
@page_of_forms
def recommend(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """A new recommendation."""
    return _recommendation(request, read_series(request, pk), None)


@sealed_page
@page_of_forms
def recommendation(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """A recommendation that is there."""
    mine = Recommendation.objects.for_user(request.user).select_related("series__network")
    found = get_object_or_404(mine, pk=pk)
    require(request.user, READ, found.series)
    return _recommendation(request, found.series, found)


def _recommendation(
    request: StaffRequest, series: Series, found: Recommendation | None
) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = RecommendationForm(data, series=series, recommendation=found)
    back_url = reverse("dialogue:findings", args=[series.pk])
    heading = _("Change the recommendation") if found else _("Add a recommendation")
    if not form.is_bound or not form.is_valid():
        return form_page(request, form, heading, back_url, subject=series.title)
    try:
        writing.write_recommendation(
            by=request.user, series=series, recommendation=found, **form.values()
        )
    except Conflict as conflict:
        form.renew(conflict.args[0].version)
        return form_page(request, form, heading, back_url, is_conflict=True, subject=series.title)
    except WordsOfAQuote:
        form.add_error("sentence", own_words())
        return form_page(request, form, heading, back_url, subject=series.title)
    messages.success(request, _("It is saved."))
    return redirect(back_url)
