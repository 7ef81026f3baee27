"""The desk of staff, a network's own pages, and the outbox of the demo."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vlaggenlijn.common.models import OutboxMail
from vlaggenlijn.home.desks import desk_of


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What asks for attention today, in the networks where this person has a role."""
    return render(request, "home/desk.html", {"desk": desk_of(request.user)})


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
    return render(request, "home/accessibility.html")


@login_not_required
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """The mails of the demo, newest first; outside the demo there is no such page."""
    if not settings.DEMO:
        raise Http404
    return render(request, "home/outbox.html", {"mails": OutboxMail.objects.all()[:50]})


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)
