"""How pages of a campaign find it, and send files."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.staff_pages import StaffRequest
from vlaggenlijn.common.paper import NoPango
from vlaggenlijn.week.access import CHANGE
from vlaggenlijn.week.models import Campaign

# The page of a link that opens nothing (any more).
ENDED = "partnership/by_link/ended.html"


def seen_campaign(request: StaffRequest, pk: uuid.UUID) -> Campaign:
    """Return a campaign of a network in which the person has a role; else 404."""
    return get_object_or_404(Campaign.objects.for_user(request.user).with_parts(), pk=pk)


def run_campaign(request: StaffRequest, pk: uuid.UUID) -> Campaign:
    """Return a campaign that the person runs; 404 when they may not see it, else 403."""
    campaign = seen_campaign(request, pk)
    require(request.user, CHANGE, campaign.network)
    return campaign


def site_before(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def file_answer(
    content: bytes, name: str, media_type: str, *, is_attachment: bool = False
) -> HttpResponse:
    """Return a file of ours; a PDF or a picture opens in the browser, an attachment is saved."""
    disposition = content_disposition_header(is_attachment, name) or "inline"
    headers = {"Content-Disposition": disposition}
    return HttpResponse(content, content_type=media_type, headers=headers)


def without_pango(request: StaffRequest, missing: NoPango, campaign: Campaign) -> HttpResponse:
    """Say why there is no PDF, on the page where it was asked for."""
    messages.warning(request, str(missing))
    return redirect("week:print", campaign.pk)
