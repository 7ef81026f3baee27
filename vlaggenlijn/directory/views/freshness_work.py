"""Rounds of "is this still right?" for coordinators."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.staff_pages import INVALID, StaffRequest, page_of, page_of_forms
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.actions.addressees import addressees, chosen_services
from vlaggenlijn.directory.boards import board_of
from vlaggenlijn.directory.forms.freshness import CampaignForm, PassOnForm
from vlaggenlijn.directory.models import (
    FreshnessCampaign,
    FreshnessItem,
    FreshnessRequest,
    FreshnessRhythm,
)

MOST_NETWORKS = 20  # an administrator may run hundreds; those stand on the page of networks


def run_network(request: StaffRequest, slug: str) -> LocalNetwork:
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, "accounts.change_network", network)
    return network


def own_campaign(request: StaffRequest, pk: uuid.UUID) -> FreshnessCampaign:
    campaigns = FreshnessCampaign.objects.for_user(request.user).with_counts()
    return get_object_or_404(campaigns, pk=pk)


@require_safe
def campaigns(request: StaffRequest) -> HttpResponse:
    """The rounds of the networks that this person runs."""
    mine = FreshnessCampaign.objects.for_user(request.user).with_counts()
    run = LocalNetwork.objects.run_by(request.user).order_by("name", "slug")
    networks = list(run[: MOST_NETWORKS + 1])
    rhythms = {one.network_id for one in FreshnessRhythm.objects.switched_on()}
    rows = [{"network": one, "is_on": one.pk in rhythms} for one in networks[:MOST_NETWORKS]]
    has_more = len(networks) > MOST_NETWORKS
    context = {"page": page_of(request, mine), "networks": rows, "has_more": has_more}
    return render(request, "directory/work/campaigns.html", context)


@page_of_forms
def start_campaign(request: StaffRequest, slug: str) -> HttpResponse:
    """Choose what to ask; see who gets a mail and whom to call; then start."""
    network = run_network(request, slug)
    form = CampaignForm(request.POST if request.method == "POST" else None, initial=_last(network))
    is_valid = form.is_bound and form.is_valid()
    if is_valid and "start" in request.POST:
        return _start(request, network, form)
    context = {"form": form, "subject": network}
    if is_valid:
        values = form.cleaned_data
        today = timezone.localdate()
        chosen = chosen_services(network, values["choice"], values["months"], today)
        context["asked"] = addressees(chosen)
    status = INVALID if form.is_bound and not is_valid else 200
    return render(request, "directory/work/start_campaign.html", context, status=status)


def _last(network: LocalNetwork) -> dict[str, object]:
    """The same as last time, as the first choice."""
    last = FreshnessCampaign.objects.of_network(network).chosen_by_hand().first()
    return {name: getattr(last, name) for name in ("choice", "months", "text")} if last else {}


def _start(request: StaffRequest, network: LocalNetwork, form: CampaignForm) -> HttpResponse:
    values = form.cleaned_data
    campaign = actions.start_campaign(
        by=request.user,
        network=network,
        choice=values["choice"],
        months=values["months"],
        text=values["text"],
        address=request.build_absolute_uri("/").rstrip("/"),
        key=values["idempotency_key"],
    )
    messages.success(request, _("The round has started. The mails are on their way."))
    return redirect("directory:campaign", campaign.pk)


@require_safe
def campaign(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Who was asked, who answered, whom to call."""
    found = own_campaign(request, pk)
    requests = FreshnessRequest.objects.of_campaign(found).with_items()
    board = board_of(requests, timezone.now())
    context = {"campaign": found, "board": board, "page": page_of(request, board.rows)}
    return render(request, "directory/work/campaign.html", context)


@page_of_forms
def close_campaign(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask first; the results stay, the links stop."""
    found = own_campaign(request, pk)
    if request.method != "POST":
        return render(request, "directory/work/close_campaign.html", {"campaign": found})
    actions.close_campaign(by=request.user, campaign=found)
    messages.success(request, _("The round is closed. Its results stay here."))
    return redirect("directory:campaign", pk)


@require_POST
def mark_called(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """What was said on the phone about one service."""
    items = FreshnessItem.objects.for_user(request.user)
    item = get_object_or_404(items.select_related("request__campaign", "service"), pk=pk)
    answer = request.POST.get("answer", "")
    if answer not in ("", *FreshnessItem.Answer.values):
        raise Http404
    actions.mark_called(by=request.user, item=item, answer=answer)
    text = _("Noted for “%(name)s”.") if answer else _("Taken back for “%(name)s”.")
    messages.success(request, text % {"name": item.service.name})
    return redirect("directory:campaign", item.request.campaign_id)


@require_POST
def mail_again(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Mail an addressee again, or somebody else in their place."""
    requests = FreshnessRequest.objects.for_user(request.user).select_related("campaign__network")
    found = get_object_or_404(requests, pk=pk)
    form = PassOnForm(request.POST)
    if form.is_valid() and form.cleaned_data["email"] and found.campaign.is_running:
        actions.mail_again(by=request.user, request=found, email=form.cleaned_data["email"])
        messages.success(request, _("The mail is on its way."))
    else:
        messages.error(request, _("Nothing was sent. Give an e-mail address, in a running round."))
    return redirect("directory:campaign", found.campaign_id)


@require_POST
def set_rhythm(request: StaffRequest, slug: str) -> HttpResponse:
    """Let the network ask by itself each month, or stop that."""
    network = run_network(request, slug)
    is_on = request.POST.get("on") == "1"
    address = request.build_absolute_uri("/").rstrip("/")
    actions.set_rhythm(by=request.user, network=network, is_on=is_on, address=address)
    text = _("We now ask by ourselves each month.") if is_on else _("We no longer ask ourselves.")
    messages.success(request, text)
    return redirect("directory:campaigns")
