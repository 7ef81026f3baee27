"""The report of a campaign, on a page and as a file, and the mail that thanks its partners."""

import hashlib
import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.staff_pages import INVALID, StaffRequest, page_of, page_of_forms
from vlaggenlijn.common.paper import why_no_pdf
from vlaggenlijn.directory.letters import spoken_in
from vlaggenlijn.week import actions, reports
from vlaggenlijn.week.access import CHANGE
from vlaggenlijn.week.actions import printing
from vlaggenlijn.week.brought import is_over
from vlaggenlijn.week.forms import ThanksForm
from vlaggenlijn.week.models import Campaign
from vlaggenlijn.week.models.printing import REPORT
from vlaggenlijn.week.views.found import file_answer, run_campaign, seen_campaign, site_before
from vlaggenlijn.week.views.printing import LISTED, files_of

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LATER = "..."  # where the link of each partner will stand
SHOWN = 20


@require_safe
def report(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """What the campaign brought, for everybody with a role in the network."""
    campaign = seen_campaign(request, pk)
    context = {
        "campaign": campaign,
        "report": reports.report_for(campaign, site_before(request)),
        "files": files_of(request, campaign).reports()[:LISTED],
        "may_change": request.user.has_perm(CHANGE, campaign.network),
        "why_no_pdf": why_no_pdf(),
        "is_over": is_over(campaign),
    }
    return render(request, "week/report.html", context)


@require_POST
def ask_for_report(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Have the report made as PDF; the page says how far it is."""
    campaign = run_campaign(request, pk)
    site = site_before(request)
    printing.ask_for_paper(by=request.user, campaign=campaign, order=REPORT, size="a4", site=site)
    messages.success(request, _("The file is being made. It will stand on this page."))
    return redirect("week:report", campaign.pk)


@require_safe
def report_docx(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The report to write on in, in the language of the network."""
    campaign = seen_campaign(request, pk)
    with translation.override(spoken_in(campaign.network)):
        content = reports.report_docx(reports.report_for(campaign, site_before(request)))
        kind = _("report")
    name = slugify(f"{campaign} {kind}")
    return file_answer(content, f"{name}.docx", DOCX, is_attachment=True)


@page_of_forms
def thank(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Show the mail of every partner, and send them all once they were looked at."""
    campaign = run_campaign(request, pk)
    form = ThanksForm(request.POST if request.method == "POST" else None)
    words = form.cleaned_data["words"] if form.is_bound and form.is_valid() else ""
    # What was not shown is shown first, and not sent.
    if "send" in request.POST and form.is_valid() and request.POST.get("seen") == _mark(words):
        return _sent(request, campaign, words)
    summary, site = actions.summary_of(campaign), site_before(request)
    page = page_of(request, actions.thanks_of(campaign), SHOWN)  # type: ignore[arg-type]
    letters = [
        (one, *actions.letter_of(campaign, one, summary, words, LATER, site)) for one in page
    ]
    context = {"campaign": campaign, "form": form, "letters": letters, "page": page}
    context["is_over"] = is_over(campaign)
    status = INVALID if form.errors else 200
    return render(request, "week/thank.html", context | {"seen": _mark(words)}, status=status)


def _mark(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def _sent(request: StaffRequest, campaign: Campaign, words: str) -> HttpResponse:
    site = site_before(request)
    count = actions.thank(by=request.user, campaign=campaign, words=words, address=site)
    if count is None:
        messages.warning(request, _("They were thanked before. Nothing was sent a second time."))
    else:
        messages.success(request, _("On their way: %(count)s mails.") % {"count": count})
    return redirect("week:thank", campaign.pk)
