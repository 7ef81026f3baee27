"""The question page, the answer, the shortlist. Nothing a parent types is kept; see counting."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from vlaggenlijn.accounts.middleware import area, regime
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.remembering import at_one_moment
from vlaggenlijn.directory.sharing import Share, share_of
from vlaggenlijn.guide import asking, drawing, layout, shortlists
from vlaggenlijn.guide.actions import count_soon, counts_of
from vlaggenlijn.guide.answers import Answer
from vlaggenlijn.guide.answers import answer as answer_to
from vlaggenlijn.guide.forms import FilterForm, QuestionForm
from vlaggenlijn.guide.going_back import say_who_may_keep
from vlaggenlijn.guide.weighing import Asked


@login_not_required
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The question page: own words, or big choices."""
    context = {"form": QuestionForm(), "themes": asking.themes(), "ages": asking.ages()}
    return render(request, "guide/ask.html", context)


# Without cookies there is nobody to forge; a forged question could only raise a count by one.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest) -> HttpResponse:
    """Support nearby. Own words come by POST only; a chosen theme may stand in the address."""
    # From here on nothing can echo somebody's own words that stood in the address.
    request.GET = asking.open_part(request.GET)  # type: ignore[assignment]
    with at_one_moment():
        response = _answered(request)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _answered(request: HttpRequest) -> HttpResponse:
    question = asking.read(request.POST if request.method == "POST" else request.GET)
    network = request.network or None  # type: ignore[attr-defined]
    refine = FilterForm(request.POST, belongs_to="question", network=network)
    wishes = refine.wishes()
    found = answer_to(question.asked, regime=regime(request), around=area(request), filters=wishes)
    context = layout.context(question, found, network)
    context |= {"refine": refine, "narrowing": found.narrowing}
    is_part = request.htmx and not request.htmx.boosted  # type: ignore[attr-defined]
    if is_part:
        response = render(request, "guide/_answer.html", context)
    else:
        context["filters"] = drawing.refine(refine, wishes, network)
        context["footer"] = drawing.footer(request)
        response = render(request, "guide/answer.html", context)
    say_who_may_keep(response, may_go_back=not (is_part or context["is_sensitive"]))
    if request.method == "POST" and not (wishes or question.is_empty):
        _count(response, question.asked, found, network)
    return response


def _count(
    response: HttpResponse, asked: Asked, found: Answer, network: LocalNetwork | None
) -> None:
    """Count what was asked; who refines an answer asks nothing new.

    What is counted goes along with an answer that may be given again (see again.py): not where
    a crisis was heard, nor where single words are kept.
    """
    counts = counts_of(asked, found, network=network)
    count_soon(counts)
    if found.crisis is None and not (network and network.keeps_words):
        response.counts = counts  # type: ignore[attr-defined]


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def shortlist(request: HttpRequest) -> HttpResponse:
    """The offers a parent kept in the browser; the server only draws them."""
    ids = shortlists.read((request.POST or request.GET).getlist("s"))
    context = {"cards": shortlists.cards(ids, regime(request)), "share": _share(request, ids)}
    context["is_shared"] = "s" in request.GET
    is_partial = request.headers.get("X-Requested-With") == "fetch"
    template = "guide/_shortlist.html" if is_partial else "guide/shortlist.html"
    response = render(request, template, context)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _share(request: HttpRequest, ids: list[Any]) -> Share:
    query = urlencode([("s", str(one)) for one in ids])
    url = request.build_absolute_uri(f"{reverse('guide:shortlist')}?{query}")
    return share_of(url, _("Support that may help"))
