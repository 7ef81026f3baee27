"""The first page of the room, the table of needs, and what can be taken along."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of
from vlaggenlijn.common.spreadsheets_writing import MEDIA_TYPES, WRITERS
from vlaggenlijn.needs.access import ADD
from vlaggenlijn.needs.models import Need
from vlaggenlijn.partnership import actions
from vlaggenlijn.partnership.access import CHANGE, SEE_MONEY
from vlaggenlijn.partnership.exporting import OF_MONEY, SHEETS
from vlaggenlijn.partnership.models import Topic, Undertaking
from vlaggenlijn.partnership.overview import overview_of
from vlaggenlijn.partnership.table import table_of
from vlaggenlijn.partnership.views.saving import chosen, record_of, run_network

NEEDS_ON_A_PAGE = 20


@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """Who sits at the table, what is open, what is late: for one network, on one page."""
    context = chosen(request)
    if context["network_shown"] is not None:
        context["overview"] = overview_of(context["network_shown"])
    return render(request, "partnership/overview.html", context)


def table_url(network: LocalNetwork) -> str:
    return f"{reverse('partnership:table')}?netwerk={network.slug}"


@require_safe
def table(request: StaffRequest) -> HttpResponse:
    """Content, local need, partner; ``?toon=open`` leaves only what nobody works on."""
    context: dict[str, Any] = chosen(request)
    network = context["network_shown"]
    if network is not None:
        found, is_only_open = table_of(network), request.GET.get("toon") == "open"
        context |= {
            "table": found,
            "page": page_of(request, found.placed(is_only_open=is_only_open), NEEDS_ON_A_PAGE),
            "is_only_open": is_only_open,
            "may_add": request.user.has_perm(ADD, network),
            "going_on": Undertaking.objects.of_network(network).going_on()[:NEEDS_ON_A_PAGE],
        }
    return render(request, "partnership/table.html", context)


@require_POST
def start_topics(request: StaffRequest, slug: str) -> HttpResponse:
    """The topics of the campaign, or one of the network's own, in the first column."""
    network = run_network(request, slug)
    title = " ".join(request.POST.get("title", "").split())[:200]
    if title:
        actions.add_topic(by=request.user, network=network, title=title)
    else:
        actions.start_topics(by=request.user, network=network)
    messages.success(request, _("The topics stand in the table."))
    return redirect(table_url(network))


@require_POST
def archive_topic(request: StaffRequest, pk: Any) -> HttpResponse:
    topic = record_of(request, Topic.objects.shown(), pk, CHANGE)
    actions.archive_topic(by=request.user, topic=topic)
    messages.success(request, _("The topic is off the table. Its needs stand below the others."))
    return redirect(table_url(topic.network))


@require_POST
def place_need(request: StaffRequest, pk: Any) -> HttpResponse:
    """Put a need under a topic of its network; nothing chosen puts it under none."""
    need = record_of(request, Need.objects, pk, CHANGE)
    topics = {str(one.pk): one for one in Topic.objects.of_network(need.network).shown()}
    topic = topics.get(request.POST.get("topic", ""))
    actions.place_need(by=request.user, need=need, topic=topic)
    return redirect(f"{table_url(need.network)}#nood-{need.pk}")


@require_POST
def take_up(request: StaffRequest, pk: Any) -> HttpResponse:
    """Let an undertaking that goes on take up a need."""
    need = record_of(request, Need.objects, pk, CHANGE)
    going_on = Undertaking.objects.of_network(need.network).going_on()
    found = {str(one.pk): one for one in going_on}.get(request.POST.get("undertaking", ""))
    if found is None:
        address = reverse("partnership:add_undertaking", args=[need.network.slug])
        return redirect(f"{address}?nood={need.pk}")
    actions.take_up(by=request.user, need=need, undertaking=found)
    messages.success(request, _("The need is taken up."))
    return redirect(f"{table_url(need.network)}#nood-{need.pk}")


@require_safe
def export(request: StaffRequest, slug: str, what: str, form: str) -> HttpResponse:
    """One list of the table as a spreadsheet, for every member; money for those who see it."""
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    if what not in SHEETS or form not in WRITERS:
        raise Http404
    if what == OF_MONEY:
        require(request.user, SEE_MONEY, network)
    sheet = SHEETS[what](network)
    content = WRITERS[form](sheet.header, sheet.rows, sheet.title)
    response = HttpResponse(content, content_type=MEDIA_TYPES[form])
    name = f"{network.slug}-{what}.{form}"
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    return response
