"""Calendars that a network follows: the list, the form, how it goes, and what was changed twice."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import Conflict, LocalNetwork
from vlaggenlijn.accounts.staff_pages import (
    CONFLICT,
    INVALID,
    StaffRequest,
    chosen_network,
    page_of,
    page_of_forms,
)
from vlaggenlijn.agenda.access import CHANGE, FOLLOW
from vlaggenlijn.agenda.actions import following, settling
from vlaggenlijn.agenda.feed_run_words import run_words
from vlaggenlijn.agenda.forms.feeds import FeedForm, feed_initial
from vlaggenlijn.agenda.models import ActivitySource, Feed, FeedRun

RUNS_SHOWN = 10


@require_safe
def feeds(request: StaffRequest) -> HttpResponse:
    """The calendars that a network follows."""
    network = chosen_network(request)
    may_follow = network is not None and request.user.has_perm(FOLLOW, network)
    rows = Feed.objects.of_network(network) if may_follow and network else Feed.objects.none()
    context = {
        "network_shown": network,
        "may_follow": may_follow,
        "page": page_of(request, rows.with_details().with_last_run()),
    }
    return render(request, "agenda/work/feeds.html", context)


@page_of_forms
def add(request: StaffRequest, slug: str) -> HttpResponse:
    """Follow a calendar from now on."""
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, FOLLOW, network)
    data = request.POST if request.method == "POST" else None
    form = FeedForm(data, network=network)
    if data is None or not form.is_valid():
        return _form_page(request, network, form, INVALID if form.errors else 200)
    key = form.cleaned_data["idempotency_key"]
    made = following.add_feed(
        by=request.user, network=network, values=form.values(), idempotency_key=key
    )
    messages.success(request, _("This calendar is followed from now on."))
    return redirect("agenda:followed", made.pk)


def _form_page(
    request: StaffRequest, network: LocalNetwork, form: FeedForm, status: int, **more: Any
) -> HttpResponse:
    back = f"{reverse('agenda:feeds')}?netwerk={network.slug}"
    context = {"form": form, "subject": network, "back_url": back} | more
    return render(request, "agenda/work/feed_edit.html", context, status=status)


def _feed(request: StaffRequest, pk: uuid.UUID) -> Feed:
    found: Feed = get_object_or_404(Feed.objects.for_user(request.user).with_details(), pk=pk)
    return found


@require_safe
def feed(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One calendar: what came of it, and how the last readings went."""
    found = _feed(request, pk)
    context = {
        "feed": found,
        "runs": [run_words(one) for one in FeedRun.objects.of(found)[:RUNS_SHOWN]],
        "page": page_of(request, ActivitySource.objects.of_feed(found).with_activity()),
        "back_url": f"{reverse('agenda:feeds')}?netwerk={found.network.slug}",
    }
    return render(request, "agenda/work/feed.html", context)


@page_of_forms
def edit(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Change how a calendar is followed."""
    found = _feed(request, pk)
    data = request.POST if request.method == "POST" else None
    form = FeedForm(data, network=found.network, feed=found, initial=feed_initial(found))
    if data is None or not form.is_valid():
        status = INVALID if form.errors else 200
        return _form_page(request, found.network, form, status, feed=found)
    version = form.cleaned_data["version"] or 0
    try:
        following.change_feed(by=request.user, feed=found, version=version, values=form.values())
    except Conflict:
        form.renew(_feed(request, pk).version)
        more = {"feed": found, "is_conflict": True}
        return _form_page(request, found.network, form, CONFLICT, **more)
    messages.success(request, _("Saved. The calendar is read again."))
    return redirect("agenda:followed", pk)


@require_POST
def read(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Let the worker read a calendar now."""
    found = _feed(request, pk)
    following.read_soon(found)
    messages.success(request, _("The calendar is being read. Look here again in a minute."))
    return redirect("agenda:followed", pk)


@require_POST
def set_followed(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Stop following a calendar, or begin again."""
    is_followed = request.POST.get("followed") == "1"
    following.set_followed(by=request.user, feed=_feed(request, pk), is_followed=is_followed)
    return redirect("agenda:followed", pk)


@require_POST
def settle(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """What was changed on both sides: take it over from the source, or keep it as it is here."""
    sources = ActivitySource.objects.for_user(request.user).with_activity()
    source = get_object_or_404(sources, pk=pk)
    require(request.user, CHANGE, source.activity)
    name, takes = request.POST.get("name", ""), request.POST.get("take") == "1"
    settling.settle(by=request.user, source=source, name=name, takes=takes)
    messages.success(request, _("Done."))
    return redirect("agenda:work", source.activity_id)
