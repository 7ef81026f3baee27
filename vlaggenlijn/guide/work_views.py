"""The guide of professionals: all filters at once, checklists, comparing, a sheet to take along.

A question travels by POST here too, and nothing of it is kept or counted.
"""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from vlaggenlijn.accounts.middleware import area, regime
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.paper import NoPango, why_no_pdf
from vlaggenlijn.directory.actions import star
from vlaggenlijn.directory.models import Service
from vlaggenlijn.guide import asking, shortlists, work_checklists, work_compare
from vlaggenlijn.guide.answers import answer as answer_to
from vlaggenlijn.guide.sheets import SheetLanguage, sheet_languages, sheet_pdf
from vlaggenlijn.guide.sheets import sheet as sheet_of
from vlaggenlijn.guide.weighing import THEME
from vlaggenlijn.guide.work_beside import work_offers
from vlaggenlijn.guide.work_forms import StaffFilterForm, StaffQuestionForm


@require_http_methods(["GET", "HEAD", "POST"])
def work(request: HttpRequest) -> HttpResponse:
    """Search together with a parent; a star is set without losing the question."""
    if request.method != "POST":
        theme = asking.known_theme(request.GET.get("theme", ""))
        network = _network(request)
        form = StaffQuestionForm({"theme": theme}, network=network)
        context = {"form": form, "refine": StaffFilterForm(network=network)}
        return render(request, "guide/work/guide.html", context)
    _keep_star(request)
    return render(request, "guide/work/guide.html", _answer(request))


def _network(request: HttpRequest) -> LocalNetwork | None:
    return getattr(request, "network", None) or None


def _keep_star(request: HttpRequest) -> None:
    for name, is_kept in (("star", True), ("unstar", False)):
        if name in request.POST:
            services = Service.objects.for_user(request.user).with_ids(_ids(request.POST[name]))
            service = get_object_or_404(services)
            star(by=request.user, service=service, is_kept=is_kept)  # type: ignore[arg-type]


def _ids(text: str) -> list[uuid.UUID]:
    return shortlists.read([text])


def _answer(request: HttpRequest) -> dict[str, Any]:
    network = _network(request)
    question, refine = asking.read(request.POST), StaffFilterForm(request.POST, network=network)
    found = answer_to(
        question.asked, regime=regime(request), around=area(request), filters=refine.wishes()
    )
    theme = question.asked.theme
    about = [f"{THEME}{theme}", *found.about] if theme else found.about
    return {
        "form": StaffQuestionForm(request.POST, network=network),
        "refine": refine,
        "question": question,
        "place_answer": asking.place_choices(question, found.cards),
        "crisis": found.crisis,
        "narrowing": found.narrowing,
        "cards": found.cards,
        "offers": work_offers(request.user, found.cards),
        "open_doors": work_offers(request.user, found.doors),
        "checklists": work_checklists.checklists_about(about),
        "is_asked": True,
    }


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two or three services beside each other; which ones stands in the address."""
    ids = shortlists.read(request.GET.getlist("s"))
    compared = work_compare.columns(request.user, ids, regime(request))
    context = {
        "columns": compared,
        "facts": work_compare.facts(compared),
        "is_cut": len(ids) > work_compare.MOST,
    }
    return render(request, "guide/work/compare.html", context)


@require_safe
def checklists(request: HttpRequest) -> HttpResponse:
    """All themes, by life domain."""
    return render(request, "guide/work/checklists.html", {"subjects": work_checklists.subjects()})


@require_safe
def checklist(request: HttpRequest, slug: str) -> HttpResponse:
    """What to ask, to offer first and to weigh, for a theme or a life domain."""
    concept = work_checklists.subject(slug)
    found = work_checklists.checklist_of(concept) if concept else None
    if concept is None or found is None:
        raise Http404
    context = {"one": found, "is_theme": concept.scheme_id == work_checklists.THEMES}
    return render(request, "guide/work/checklist.html", context)


def _shown_service(pk: uuid.UUID) -> Service:
    """A service that every visitor may see: its sheet says no more than its page."""
    return get_object_or_404(Service.objects.published().with_details(), pk=pk)


def _language(code: str) -> SheetLanguage:
    found = {one.code: one for one in sheet_languages()}
    if code not in found:
        raise Http404
    return found[code]


@require_safe
def sheets(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """In which language the parent wants the sheet, as PDF or as a page to print."""
    context = {
        "service": _shown_service(pk),
        "sheet_languages": sheet_languages(),
        "why_no_pdf": why_no_pdf(),
    }
    return render(request, "guide/work/sheets.html", context)


def _sheet(request: HttpRequest, pk: uuid.UUID, code: str, *, is_pdf: bool) -> tuple[Service, str]:
    service, language = _shown_service(pk), _language(code)
    html = sheet_of(
        service,
        language=language.code,
        address=request.build_absolute_uri(service.get_absolute_url()),
        network=request.network,  # type: ignore[attr-defined]
        regime=regime(request),
        is_pdf=is_pdf,
    )
    return service, html


@require_safe
def sheet(request: HttpRequest, pk: uuid.UUID, language: str) -> HttpResponse:
    """The sheet as a page to print, in the language of the parent."""
    html = _sheet(request, pk, language, is_pdf=False)[1]
    return HttpResponse(html, headers={"Content-Language": language})


@require_safe
def sheet_as_pdf(request: HttpRequest, pk: uuid.UUID, language: str) -> HttpResponse:
    """The sheet as PDF; where the server cannot draw one, the page to choose says why."""
    service, html = _sheet(request, pk, language, is_pdf=True)
    try:
        made = sheet_pdf(html)
    except NoPango as missing:
        messages.warning(request, str(missing))
        return redirect("guide:sheets", pk)
    name = f"{slugify(service.name) or 'vlaggenlijn'}-{language}.pdf"
    return HttpResponse(
        made,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"', "Content-Language": language},
    )
