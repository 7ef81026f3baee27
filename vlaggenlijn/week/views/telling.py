"""Pictures and texts to tell of a campaign and its activities."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of
from vlaggenlijn.agenda.models import Activity
from vlaggenlijn.common.drawing import NoLetters, letters, measure, png_of, why_no_picture
from vlaggenlijn.directory.letters import spoken_in
from vlaggenlijn.week.gathering import (
    campaign_of,
    entries_of,
    entry_of,
    masthead_of,
    theme_image_of,
)
from vlaggenlijn.week.models import Campaign
from vlaggenlijn.week.programme import alphabetical
from vlaggenlijn.week.sheets import Masthead, times_text
from vlaggenlijn.week.social import CANVASES, ThemeImage, Words, picture
from vlaggenlijn.week.views.found import file_answer, run_campaign, site_before
from vlaggenlijn.week.wording import activity_post, campaign_post, newsletter_text

ON_A_PAGE = 20


@require_safe
def campaign_picture(request: StaffRequest, pk: uuid.UUID, canvas: str) -> HttpResponse:
    """A picture of the whole campaign in one of the sizes of social media."""
    return picture_of_campaign(run_campaign(request, pk), canvas, site_before(request))


def picture_of_campaign(campaign: Campaign, canvas: str, site: str) -> HttpResponse:
    with translation.override(spoken_in(campaign.network)):
        masthead = masthead_of(campaign, site)
        title = masthead.theme or masthead.name
        image = theme_image_of(campaign)
        # With an image there is room for the days and the address only.
        call = () if image else (_("Everything for parents and children, in one programme"),)
        facts = (masthead.days, *call, masthead.address)
        words = Words(masthead.name, title, facts, masthead.network)
    return _png(words, canvas, masthead.accent, slugify(campaign.name), image)


@login_not_required
@require_safe
def activity_picture(request: HttpRequest, pk: uuid.UUID, canvas: str) -> HttpResponse:
    """A picture of one published activity, for whoever tells of it."""
    activity = get_object_or_404(Activity.objects.published().with_details(), pk=pk)
    campaign = campaign_of(activity)
    if campaign is None:
        raise Http404
    with translation.override(spoken_in(campaign.network)):
        masthead, entry = masthead_of(campaign, site_before(request)), entry_of(activity, campaign)
        facts = tuple(filter(None, [times_text(entry.times, most=2), entry.place, entry.cost]))
        words = Words(_kicker(masthead), entry.title, facts, masthead.network)
    return _png(words, canvas, masthead.accent, slugify(activity.title))


def _kicker(masthead: Masthead) -> str:
    return f"{masthead.name} · {masthead.days}"


def _png(
    words: Words, canvas: str, accent: str, name: str, image: ThemeImage | None = None
) -> HttpResponse:
    if canvas not in CANVASES:
        raise Http404
    try:
        family = letters()[0]
    except NoLetters as missing:
        return HttpResponse(str(missing), content_type="text/plain; charset=utf-8", status=503)
    drawn = picture(
        words, CANVASES[canvas], accent=accent, family=family, measure=measure, image=image
    )
    return file_answer(png_of(drawn), f"{name}-{canvas}.png", "image/png")


@require_safe
def texts(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Texts to copy: the newsletter, a post of the whole, and one for each activity."""
    campaign = run_campaign(request, pk)
    site = site_before(request)
    with translation.override(spoken_in(campaign.network)):
        masthead, entries = masthead_of(campaign, site), entries_of(campaign)
        ordered = [row.entry for group in alphabetical(entries) for row in group.rows]
        page = page_of(request, ordered, ON_A_PAGE)  # type: ignore[arg-type]
        posts = [(one, activity_post(masthead, one, f"{site}/agenda/{one.id}/")) for one in page]
        newsletter, post = newsletter_text(masthead, entries), campaign_post(masthead, entries)
    context = {
        "campaign": campaign,
        "page": page,
        "posts": posts,
        "newsletter": newsletter,
        "post": post,
        "canvases": list(CANVASES),
        "why_no_picture": why_no_picture(),
    }
    return render(request, "week/texts.html", context)
