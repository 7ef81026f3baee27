"""Themes to confirm: offers without themes, or those of which the text has to do with one theme."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of, page_of_forms
from vlaggenlijn.directory.actions.themes import choose_themes
from vlaggenlijn.directory.forms.themes import read_choices
from vlaggenlijn.directory.models import Service, ServiceConcept
from vlaggenlijn.directory.theme_suggestions import suggestions_for
from vlaggenlijn.directory.views.bulk_work import say_outcome
from vlaggenlijn.taxonomy.models import Concept

SERVICES_ON_A_PAGE = 20


@page_of_forms
def themes(request: StaffRequest) -> HttpResponse:
    """Tick what fits, twenty services at a time, and keep it all as one deed."""
    theme = asked_theme(request)
    if request.method == "POST":
        return _kept(request)
    mine = Service.objects.editable_by(request.user).current().select_related("organization")
    if theme:
        decided = ServiceConcept.objects.decided().about(theme)
        services = mine.without(decided).said_to_be_about(theme.term)
    else:
        services = mine.without_themes().newest_first()
    page = page_of(request, services, SERVICES_ON_A_PAGE)
    shown = list(page)
    found = suggestions_for(shown, also=theme.term if theme else "")
    rows = [{"service": one, "suggested": found[one.pk]} for one in shown]
    context = {"page": page, "rows": rows, "theme": theme, "key": uuid.uuid4()}
    return render(request, "directory/work/themes.html", context)


def asked_theme(request: StaffRequest) -> Concept | None:
    """Return the theme named in the address, None without one; an unknown one is missing."""
    slug = request.GET.get("thema", "")
    if not slug:
        return None
    found = Concept.objects.of_scheme("themes").named(slug)
    if found is None:
        raise Http404
    return found


def _kept(request: StaffRequest) -> HttpResponse:
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        key = None
    outcome = choose_themes(by=request.user, choices=read_choices(request.POST), key=key)
    say_outcome(request, outcome)
    query = request.GET.urlencode()
    return redirect(reverse("directory:themes") + (f"?{query}" if query else ""))
