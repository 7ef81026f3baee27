"""From draft to print in one step: what is still missing, and every file of a campaign."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of
from vlaggenlijn.common.drawing import why_no_picture
from vlaggenlijn.common.paper import NoPango, why_no_pdf
from vlaggenlijn.directory.letters import spoken_in
from vlaggenlijn.week.actions import printing as actions
from vlaggenlijn.week.gathering import entries_of, masthead_of, theme_image_of, towns_of
from vlaggenlijn.week.models import Campaign, PaperFile
from vlaggenlijn.week.models.printing import PaperFileQuerySet
from vlaggenlijn.week.programme import proof
from vlaggenlijn.week.sheets import FORMATS, ORDERS, cards_html, pdf, poster_html, programme_html
from vlaggenlijn.week.social import CANVASES
from vlaggenlijn.week.views.found import file_answer, run_campaign, site_before, without_pango
from vlaggenlijn.week.wording import FLAW_LABELS

LETTERS = ("20pt", "17pt", "14pt", "11pt")
LISTED = 10


@require_safe
def print_page(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """What is still missing, who is responsible, and a link to every file."""
    campaign = run_campaign(request, pk)
    return render(request, "week/print.html", _context(request, campaign))


def _context(request: StaffRequest, campaign: Campaign) -> dict[str, Any]:
    entries = entries_of(campaign)
    flaws = proof(entries, first=campaign.begins_on, last=campaign.ends_on)
    told = [{"entry": one.entry, "text": FLAW_LABELS[one.code]} for one in flaws]
    return {
        "campaign": campaign,
        "count": len(entries),
        "page": page_of(request, told),
        "is_large": len(entries) > actions.AT_ONCE,
        "orders": [(slug, title) for slug, (title, _arranged) in ORDERS.items()],
        "sizes": FORMATS.items(),
        "towns": towns_of(campaign),
        "canvases": list(CANVASES),
        "files": files_of(request, campaign).programmes()[:LISTED],
        "why_no_pdf": why_no_pdf(),
        "why_no_picture": why_no_picture(),
    }


def files_of(request: StaffRequest, campaign: Campaign) -> PaperFileQuerySet:
    """Return the files of a campaign that this person asked for."""
    return PaperFile.objects.for_user(request.user).of_campaign(campaign)


def _asked(request: StaffRequest, campaign: Campaign) -> dict[str, str]:
    """Return order, size and municipality as asked for; what is not known is the usual."""
    asked = request.POST if request.method == "POST" else request.GET
    order, size = asked.get("orde", ""), asked.get("formaat", "")
    town = asked.get("gemeente", "")
    return {
        "order": order if order in ORDERS else "dag",
        "size": size if size in FORMATS else "a4",
        "municipality": town if town in dict(towns_of(campaign)) else "",
    }


@require_safe
def programme_pdf(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The programme as PDF, at once; a large one is asked for and made behind the screen."""
    campaign = run_campaign(request, pk)
    asked = _asked(request, campaign)
    town = asked.pop("municipality")
    entries = entries_of(campaign, town)
    if len(entries) > actions.AT_ONCE:
        messages.info(request, _("This programme is large. Have it made with the button."))
        return redirect("week:print", campaign.pk)
    scope = dict(towns_of(campaign)).get(town, "")
    name = "-".join(filter(None, [slugify(campaign.name), slugify(scope), *asked.values()]))
    return _pdf(request, campaign, name, lambda masthead: (
        programme_html(masthead, entries, scope=scope, **asked), ()
    ))  # fmt: skip


@require_POST
def ask_for_paper(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Have a large programme made; the page says how far it is."""
    campaign = run_campaign(request, pk)
    asked = _asked(request, campaign)
    actions.ask_for_paper(by=request.user, campaign=campaign, site=site_before(request), **asked)
    messages.success(request, _("The file is being made. It will stand on this page."))
    return redirect("week:print", campaign.pk)


@require_safe
def paper_file(request: StaffRequest, pk: uuid.UUID) -> HttpResponseBase:
    """A programme that this person asked for; nobody else's, and not after the role has ended."""
    file = get_object_or_404(PaperFile.objects.for_user(request.user), pk=pk)
    campaign = run_campaign(request, file.campaign_id)
    if not file.is_ready or not file.path.exists():
        return redirect("week:print", campaign.pk)
    name = f"{slugify(campaign.name)}-{file.order}-{file.size}.pdf"
    return FileResponse(file.path.open("rb"), content_type="application/pdf", filename=name)


@require_safe
def poster(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The poster, A3."""
    campaign = run_campaign(request, pk)
    towns = [name for _nis, name in towns_of(campaign)]
    name = f"{slugify(campaign.name)}-{slugify(_('poster'))}"
    return _pdf(request, campaign, name, lambda masthead: (
        poster_html(masthead, towns, theme_image_of(campaign)), LETTERS
    ))  # fmt: skip


@require_safe
def cards(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Cards of the activities, four on a sheet; the first hundreds when there are more."""
    campaign = run_campaign(request, pk)
    site = site_before(request)
    entries = entries_of(campaign)[: actions.AT_ONCE]
    cards = [(one, f"{site}/agenda/{one.id}/") for one in entries]
    name = f"{slugify(campaign.name)}-{slugify(_('cards'))}"
    return _pdf(request, campaign, name, lambda masthead: (cards_html(masthead, cards), ()))


def _pdf(request: StaffRequest, campaign: Campaign, name: str, sheet: Any) -> HttpResponse:
    """Draw a sheet in the language of the network, whatever that of who asks for it."""
    try:
        with translation.override(spoken_in(campaign.network)):
            masthead = masthead_of(campaign, site_before(request))
            html, sizes = sheet(masthead)
            content = pdf(html, masthead.accent, sizes)
    except NoPango as missing:
        return without_pango(request, missing, campaign)
    return file_answer(content, f"{name}.pdf", "application/pdf")
