"""The kit of a partner behind the link in its mail, without signing in. Nothing here is written."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.link_pages import LOOKING, by_link
from vlaggenlijn.accounts.staff_pages import page_of
from vlaggenlijn.common.drawing import why_no_picture
from vlaggenlijn.common.paper import NoPango, why_no_pdf
from vlaggenlijn.directory.letters import spoken_in
from vlaggenlijn.week import actions
from vlaggenlijn.week.actions.printing import AT_ONCE
from vlaggenlijn.week.gathering import (
    entries_of_partner,
    masthead_of,
    theme_image_of,
    towns_of,
)
from vlaggenlijn.week.models import CampaignActivity, KitMail
from vlaggenlijn.week.sheets import cards_html, pdf, poster_html
from vlaggenlijn.week.social import CANVASES
from vlaggenlijn.week.views.found import ENDED, file_answer, site_before
from vlaggenlijn.week.views.printing import LETTERS
from vlaggenlijn.week.views.telling import picture_of_campaign
from vlaggenlijn.week.wording import activity_post, newsletter_text

ON_A_PAGE = 20


@by_link(actions.opened_kit, ended=ENDED, methods=LOOKING)
def kit(request: HttpRequest, found: KitMail, token: str) -> HttpResponse:
    """Everything of one partner: cards, pictures and texts for its own activities."""
    campaign, site = found.campaign, site_before(request)
    entries = entries_of_partner(campaign, found.partner)
    page = page_of(request, entries, ON_A_PAGE)  # type: ignore[arg-type]
    with translation.override(spoken_in(campaign.network)):
        masthead = masthead_of(campaign, site)
        posts = [(one, activity_post(masthead, one, f"{site}/agenda/{one.id}/")) for one in page]
        newsletter = newsletter_text(masthead, entries)
    context = {
        "kit": found,
        "campaign": campaign,
        "token": token,
        "masthead": masthead,
        "page": page,
        "posts": posts,
        "public": CampaignActivity.objects.ids_published(campaign),
        "newsletter": newsletter,
        "canvases": list(CANVASES),
        "why_no_pdf": why_no_pdf(),
        "why_no_picture": why_no_picture(),
    }
    return render(request, "week/kit.html", context)


@by_link(actions.opened_kit, ended=ENDED, methods=LOOKING)
def cards(request: HttpRequest, found: KitMail, token: str) -> HttpResponse:
    """The cards of the partner's own activities."""
    site = site_before(request)
    entries = entries_of_partner(found.campaign, found.partner)[:AT_ONCE]
    with_pages = [(one, f"{site}/agenda/{one.id}/") for one in entries]
    return _pdf(request, found, _("cards"), lambda masthead: (cards_html(masthead, with_pages), ()))


@by_link(actions.opened_kit, ended=ENDED, methods=LOOKING)
def poster(request: HttpRequest, found: KitMail, token: str) -> HttpResponse:
    """The poster of the whole campaign."""
    towns = [name for _nis, name in towns_of(found.campaign)]
    image = theme_image_of(found.campaign)
    return _pdf(
        request, found, _("poster"), lambda masthead: (poster_html(masthead, towns, image), LETTERS)
    )


@by_link(actions.opened_kit, ended=ENDED, methods=LOOKING)
def picture(request: HttpRequest, found: KitMail, token: str, canvas: str) -> HttpResponse:
    """The picture of the whole campaign in one of the sizes of social media."""
    if canvas not in CANVASES:
        raise Http404
    return picture_of_campaign(found.campaign, canvas, site_before(request))


def _pdf(request: HttpRequest, found: KitMail, what: str, sheet: Any) -> HttpResponse:
    campaign = found.campaign
    try:
        with translation.override(spoken_in(campaign.network)):
            masthead = masthead_of(campaign, site_before(request))
            html, sizes = sheet(masthead)
            content = pdf(html, masthead.accent, sizes)
    except NoPango as missing:
        return HttpResponse(str(missing), content_type="text/plain; charset=utf-8", status=503)
    name = f"{slugify(campaign.name)}-{slugify(what)}.pdf"
    return file_answer(content, name, "application/pdf")
