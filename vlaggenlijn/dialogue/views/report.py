"""The report of a series: written beside its evidence, shared, read, and taken along."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.models import Conflict
from vlaggenlijn.accounts.staff_pages import (
    CONFLICT,
    INVALID,
    StaffRequest,
    page_of,
    page_of_forms,
)
from vlaggenlijn.common.paper import NoPango
from vlaggenlijn.dialogue.access import READ
from vlaggenlijn.dialogue.actions import report as writing
from vlaggenlijn.dialogue.forms.report import PartForm
from vlaggenlijn.dialogue.models import Series
from vlaggenlijn.dialogue.report_files import MEDIA_TYPES, file_of
from vlaggenlijn.dialogue.report_parts import (
    Report,
    Section,
    allowed_quotes,
    mark_of,
    names_of_numbers,
    report_of,
    statement_of,
)
from vlaggenlijn.dialogue.report_words import notes
from vlaggenlijn.dialogue.views.reached import read_series, reported_series, sealed_page

QUOTES_BESIDE = 12


@require_safe
@sealed_page
def report(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The parts with what is to be looked at in each, and what rests on too little."""
    series = read_series(request, pk)
    found = report_of(series)
    parts = page_of(request, [(one, notes(one.wrong)) for one in found.sections])
    context = {"series": series, "report": found, "parts": parts, "may_write": True}
    return render(request, "dialogue/report.html", context)


@page_of_forms
@sealed_page
def part(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One part beside its evidence; the address says which, ?deel=practice or a theme's id."""
    series = read_series(request, pk)
    found = report_of(series)
    section = found.section(request.GET.get("deel", "aim"))
    if section is None:
        raise Http404
    initial = {"text": section.part.text, "version": section.part.version} if section.part else {}
    form = PartForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        answer = _saved(request, series, section, form)
        if answer is not None:
            return answer
    return _part_page(request, found, section, form)


def _saved(
    request: StaffRequest, series: Series, section: Section, form: PartForm
) -> HttpResponse | None:
    """Save and show the part again; None when the form has to come back."""
    values = form.cleaned_data
    try:
        writing.write_part(
            by=request.user, series=series, kind=section.kind.value, code=section.code,
            text=values["text"], version=values["version"] or 0,
            idempotency_key=values["idempotency_key"],
        )  # fmt: skip
    except Conflict as conflict:
        form.renew(conflict.args[0].version if conflict.args[0] else None)
        form.is_conflict = True
        return None
    except writing.WordsOfAQuote as typed:
        text = _("The words of a quote stand in your text. Put its mark there instead, so that they"
                 " leave when they are taken back: %(marks)s")  # fmt: skip
        form.add_error("text", text % {"marks": " ".join(map(mark_of, typed.args[0]))})
        return None
    messages.success(request, _("It is saved."))
    return redirect(f"{reverse('dialogue:report_part', args=[series.pk])}?deel={section.key}")


def _part_page(
    request: StaffRequest, found: Report, section: Section, form: PartForm
) -> HttpResponse:
    quotes = page_of(request, allowed_quotes(found.series, section.code), QUOTES_BESIDE)
    is_conflict = form.is_conflict
    context: dict[str, Any] = {
        "series": found.series,
        "report": found,
        "section": section,
        "form": form,
        "is_conflict": is_conflict,
        "stored": section.part,
        "notes": notes(section.wrong),
        "numbers": names_of_numbers(section),
        "quotes": quotes,
        "marks": [(one, mark_of(one)) for one in quotes],
    }
    status = CONFLICT if is_conflict else INVALID if form.errors else 200
    return render(request, "dialogue/report_part.html", context, status=status)


@require_POST
def share(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Let the network read the report, or no longer; the button says which."""
    series = read_series(request, pk)
    is_shared = "back" not in request.POST
    writing.share(by=request.user, series=series, is_shared=is_shared)
    text = _("Every member of the network reads the report now.")
    messages.success(request, text if is_shared else _("The report is no longer shared."))
    return redirect("dialogue:report", pk)


@require_safe
@sealed_page
def read(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The report as its readers see it, with the numbers of this moment."""
    series = reported_series(request, pk)
    context = {
        "series": series,
        "report": report_of(series),
        "statement": statement_of(series),
        "today": timezone.localdate(),
        "may_write": request.user.has_perm(READ, series),
    }
    return render(request, "dialogue/report_read.html", context)


@require_safe
@sealed_page
def download(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The report as a file; the address says which, ?als=pdf, docx or xlsx (of its quotes)."""
    kind = request.GET.get("als", "pdf")
    # Rows of quotes by pseudonym tell more than the report does: only for who reads quotes.
    series = read_series(request, pk) if kind == "xlsx" else reported_series(request, pk)
    if kind not in MEDIA_TYPES:
        raise Http404
    try:
        content = file_of(series, kind)
    except NoPango as missing:
        messages.warning(request, str(missing))
        return redirect("dialogue:read_report", pk)
    name = f"{slugify(series.title) or 'verslag'}.{kind}"
    answer = HttpResponse(content, content_type=MEDIA_TYPES[kind])
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer
