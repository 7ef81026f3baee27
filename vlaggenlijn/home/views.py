"""The desk of staff, a network's own pages, and the outbox of the demo."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.actions import end_first_day
from vlaggenlijn.accounts.middleware import regime
from vlaggenlijn.accounts.models import LocalNetwork, Regime
from vlaggenlijn.common.models import OutboxMail
from vlaggenlijn.home.desks import desk_of
from vlaggenlijn.home.first_day import steps_of

# The day on which the statement was last held against the pages; the law wants it to be told.
ACCESSIBILITY_ON = date(2026, 11, 28)


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What asks for attention today, in the networks where this person has a role."""
    return render(request, "home/desk.html", {"desk": desk_of(request.user)})


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The networks that a person runs; with only one, its first day at once."""
    networks = list(LocalNetwork.objects.run_by(request.user))
    if len(networks) == 1:
        return redirect("home:first_day", networks[0].slug)
    return render(request, "home/start.html", {"networks": networks})


@require_http_methods(["GET", "HEAD", "POST"])
def first_day(request: HttpRequest, slug: str) -> HttpResponse:
    """The four steps of a new network; its coordinator may end them (POST)."""
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, "accounts.change_network", network)
    if request.method == "POST":
        end_first_day(by=request.user, network=network)  # type: ignore[arg-type]
        messages.success(request, _("The steps are closed. Everything can be changed later."))
        return redirect("home:desk")
    steps = steps_of(network)
    left = [step for step in steps if not step.is_done]
    context = {"subject": network, "steps": steps, "next": left[0] if left else None}
    return render(request, "home/first_day.html", context)


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "home/about.html")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "home/privacy.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    is_brussels = regime(request) == Regime.BRUSSELS
    context = {"drawn_up_on": ACCESSIBILITY_ON, "is_brussels": is_brussels}
    return render(request, "home/accessibility.html", context)


@login_not_required
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """The mails of the demo, newest first; outside the demo there is no such page."""
    if not settings.DEMO:
        raise Http404
    return render(request, "home/outbox.html", {"mails": OutboxMail.objects.all()[:50]})


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)
