"""What was asked and not found, for who runs a network, and the words it adds for themes."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.staff_pages import chosen_among
from vlaggenlijn.guide.tallies import WEEKS
from vlaggenlijn.home.counts import last_period
from vlaggenlijn.home.forms import WordForm
from vlaggenlijn.home.unmet import unmet_in, words_of
from vlaggenlijn.taxonomy.actions import add_word, remove_word
from vlaggenlijn.taxonomy.models import OwnWord

PERIODS_BACK, QUARTERS_BACK = 12, 4


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What parents asked for and did not find, in a quarter; and the four weeks that are over."""
    networks = list(LocalNetwork.objects.run_by(request.user))
    network = chosen_among(request, networks)
    if network is None:
        raise PermissionDenied
    back = _back(request.GET.get("terug", ""), PERIODS_BACK)
    quarters = _back(request.GET.get("kwartaal", ""), QUARTERS_BACK)
    day = timezone.localdate() - timedelta(weeks=WEEKS * back)
    context = {
        "networks": networks,
        "network_shown": network,
        "period": last_period(network, day),
        "earlier": back + 1 if back < PERIODS_BACK else None,
        "later": back - 1 if back else None,
        "quarter": unmet_in(network, timezone.localdate(), back=quarters),
        "quarter_before": quarters + 1 if quarters < QUARTERS_BACK else None,
        "quarter_after": quarters - 1 if quarters else None,
        "words": words_of(network, timezone.localdate()),
    }
    return render(request, "home/asked.html", context)


def _back(text: str, most: int) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) < 10
    return min(int(text), most) if is_number else 0


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, slug: str) -> HttpResponse:
    """The words that a network added for themes: one more, or one less."""
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, "accounts.change_network", network)
    if request.POST.get("remove"):
        return _word_removed(request, network)
    initial = {"theme": request.GET.get("thema", ""), "text": request.GET.get("woord", "")}
    form = WordForm(request.POST or None, network=network, initial=initial)
    if request.method == "POST" and form.is_valid():
        add_word(by=request.user, network=network, **form.values())  # type: ignore[arg-type]
        text = _("“%(word)s” leads to that theme from now on.")
        messages.success(request, text % {"word": form.values()["text"]})
        return redirect("home:words", slug)
    own = OwnWord.objects.of_network(network)
    context = {"form": form, "subject": network, "words": own}
    return render(request, "home/words.html", context, status=422 if form.errors else 200)


def _word_removed(request: HttpRequest, network: LocalNetwork) -> HttpResponse:
    found = OwnWord.objects.of_network(network).with_id_text(request.POST["remove"])
    if found is None:
        raise Http404
    remove_word(by=request.user, word=found)  # type: ignore[arg-type]
    messages.success(request, _("“%(word)s” is removed.") % {"word": found.text})
    return redirect("home:words", network.slug)
