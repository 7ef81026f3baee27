"""The guide in a frame on other sites, its script, and the page that makes the lines for it."""

from csp.constants import SELF
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.middleware import regime
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.sites import site_of
from vlaggenlijn.common.framing import framable
from vlaggenlijn.home import embedding
from vlaggenlijn.home.forms import EmbedForm
from vlaggenlijn.taxonomy.words import LONGEST_TEXT


@framable
@login_not_required
@require_safe
def embed(request: HttpRequest) -> HttpResponse:
    """A question and the first offers, small enough for a page of a municipality.

    What is typed goes by POST to the site itself, in a window of its own; a theme and a
    municipality may stand in the address.
    """
    network = request.network or None  # type: ignore[attr-defined]
    asked = embedding.read(request.GET, network)
    context = {
        "asked": asked,
        "cards": embedding.cards(asked, regime=regime(request), network=network),
        "choices": embedding.choices(network),
        "longest": LONGEST_TEXT,
        "answer_url": asked.localized(reverse("guide:answer")),
        "home_url": asked.localized(reverse("guide:ask")),
        "helplines_url": asked.localized(reverse("directory:helplines")),
    }
    return render(request, "home/embed.html", context)


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def embed_script(request: HttpRequest) -> HttpResponse:
    """The script that puts the frame on the host's page, at an address that stays."""
    return render(request, "home/embed.js", content_type="text/javascript; charset=utf-8")


@require_safe
def embed_lines(request: HttpRequest, slug: str) -> HttpResponse:
    """The lines that a municipality copies to its own site, and how that looks."""
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, "accounts.change_network", network)
    form = EmbedForm(request.GET, network=network)
    site = site_of(network, request)
    words = _("Support for parents and children: %(network)s") % {"network": network.name}
    context = {
        "subject": network,
        "form": form,
        "snippet": embedding.snippet(site, form.wishes(), words),
        "words": words,
        "is_elsewhere": not network.host and network != request.network,  # type: ignore[attr-defined]
    }
    response = render(request, "home/embed_lines.html", context)
    # The preview is the frame itself, out of the network's own host: as csp_update() does it.
    response._csp_update = {"frame-src": [SELF, site]}  # type: ignore[attr-defined]
    return response
