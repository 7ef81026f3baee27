"""A partner's own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vlaggenlijn.home import own_offers


@require_safe
def own_offer(request: HttpRequest) -> HttpResponse:
    """What this person tends, each with its buttons; made for a phone."""
    offer = own_offers.own_offer(request.user, request.GET.get("page"))
    return render(request, "home/own_offer.html", {"offer": offer})
