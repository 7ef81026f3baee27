"""What if: supposed and seen at once, kept as a proposal, compared, shared by a link."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
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
from vlaggenlijn.coverage import actions
from vlaggenlijn.coverage.forms import StoryForm, SupposeForm
from vlaggenlijn.coverage.models import Deed, WhatIf
from vlaggenlijn.coverage.reach_words import within_in_full
from vlaggenlijn.coverage.reckoning import Reckoned
from vlaggenlijn.coverage.supposing import HasNoPlace, Outcome, outcome, read_supposed
from vlaggenlijn.coverage.views import asked
from vlaggenlijn.coverage.what_if_map import map_to_pick, maps_seen
from vlaggenlijn.coverage.what_if_words import (
    home_texts,
    kept_lines,
    line_texts,
    sums_of,
    title_of,
)
from vlaggenlijn.coverage.within import Within
from vlaggenlijn.needs.access import ADD, CHANGE

PAGE = "coverage/what_if.html"


def _ground(request: StaffRequest) -> tuple[LocalNetwork | None, Reckoned | None, Within]:
    network, found, within = asked(request)
    return network, None if found is None or found.ground.is_without_children else found, within


@page_of_forms
def what_if(request: StaffRequest) -> HttpResponse:
    """Suppose something and see before and after; keep it when it is worth talking about."""
    network, found, within = _ground(request)
    context: dict[str, Any] = {
        "networks": LocalNetwork.objects.for_user(request.user), "network_shown": network,
        "within": within, "within_text": within_in_full(within),
    }  # fmt: skip
    if network is None or found is None:
        return render(request, "coverage/nothing.html", context)
    wanted = request.GET.get("daad", "")
    deed = Deed(wanted) if wanted in Deed.values else Deed.OPENS
    is_asked = "vraag" in request.GET
    form = SupposeForm(request.GET if is_asked else None, ground=found.ground, deed=deed)
    context |= {"form": form, "deed": deed, "deeds": Deed.choices, "found": found}
    context["may_keep"] = request.user.has_perm(ADD, network)
    seen = _seen(found, form) if is_asked and form.is_valid() else None
    if seen is None:
        return _answer(request, context)
    lines = kept_lines(seen)
    context |= _words(found, form, seen) | {"lines": line_texts(lines, found.ground)}
    context["address"] = request.get_full_path()
    told = {"deed": deed.value, "within": within, "asked": form.asked(), "lines": lines}
    return _story(request, network, context, told)


def _words(found: Reckoned, form: SupposeForm, seen: Outcome) -> dict[str, Any]:
    supposed = read_supposed(found.ground, form.asked())
    return {
        "title": title_of(found.ground, supposed),
        "homes": home_texts(found.ground, seen),
        "maps": maps_seen(found.ground, seen.pictured, supposed.home),
    }


def _answer(request: StaffRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Show the page, or to a drag on its map only what it changes."""
    if request.headers.get("HX-Request"):
        return render(request, "coverage/_seen.html", context | {"is_part": True}, status=status)
    if "plaats" in context["form"].fields:
        chosen, seen = request.GET.get("plaats", ""), context.get("maps")
        context["pick"] = map_to_pick(context["found"].ground, chosen, seen)
    return render(request, PAGE, context, status=status)


def _seen(found: Reckoned, form: SupposeForm) -> Outcome | None:
    try:
        return outcome(found, read_supposed(found.ground, form.asked()))
    except HasNoPlace:
        form.add_error("dienst", _("This service stands nowhere, so it cannot move."))
    return None


def _story(
    request: StaffRequest, network: LocalNetwork, context: dict[str, Any], told: dict[str, Any]
) -> HttpResponse:
    """Show what was supposed with the form of its story, and keep both when it is sent."""
    is_sent = request.method == "POST"
    if is_sent:
        require(request.user, ADD, network)
    story = StoryForm(request.POST if is_sent else None, initial={"title": context["title"]})
    context["story"] = story
    if not is_sent or not story.is_valid():
        return _answer(request, context, INVALID if is_sent else 200)
    key = story.cleaned_data["idempotency_key"]
    try:
        kept = actions.keep_what_if(
            by=request.user, network=network, values=story.values() | told, idempotency_key=key
        )
    except Conflict:
        story.renew(None)
        return _answer(request, context | {"is_late": True}, CONFLICT)
    messages.success(request, _("The proposal is kept."))
    return redirect("coverage:proposal", kept.pk)


@require_safe
def proposals(request: StaffRequest) -> HttpResponse:
    """The proposals of a network, and two of them side by side."""
    network = chosen_network(request)
    context: dict[str, Any] = {
        "networks": LocalNetwork.objects.for_user(request.user), "network_shown": network,
    }  # fmt: skip
    if network is not None:
        kept = WhatIf.objects.of_network(network).current()
        context |= {"page": page_of(request, kept, 20), "compared": _compared(request, network)}
    return render(request, "coverage/proposals.html", context)


def _compared(request: StaffRequest, network: LocalNetwork) -> list[Any]:
    """Return the proposals of a network that were ticked, two at most, as they were ticked."""
    wanted = []
    for text in request.GET.getlist("naast")[:2]:
        try:
            wanted.append(uuid.UUID(text))
        except ValueError:
            raise Http404 from None
    kept = WhatIf.objects.of_network(network).current().in_bulk(wanted)
    return sums_of([kept[pk] for pk in wanted if pk in kept])


def _proposal(request: StaffRequest, pk: uuid.UUID, permission: str = "") -> WhatIf:
    listed = WhatIf.objects.for_user(request.user).with_network()
    found = get_object_or_404(listed, pk=pk)
    if permission:
        require(request.user, permission, found.network)
    return found


@require_safe
def proposal(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """One proposal with its story and what it would change."""
    return _shown(request, _proposal(request, pk))


def _shown(request: StaffRequest, found: WhatIf, link: str = "") -> HttpResponse:
    context = {
        "proposal": found,
        "lines": line_texts(found.lines),
        "within": within_in_full(found.within),
        "first": found.lines[0] if found.lines else {},
        "link": link,
        "may_add": request.user.has_perm(ADD, found.network),
        "may_share": request.user.has_perm(CHANGE, found.network),
        "has_links": actions.is_shared(found),
    }
    return render(request, "coverage/proposal.html", context)


@page_of_forms
def edit_story(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The title and the story of a proposal; what was reckoned stays of its day."""
    found = _proposal(request, pk, CHANGE)
    sent = request.POST if request.method == "POST" else None
    told = {"title": found.title, "story": found.story, "version": found.version}
    form = StoryForm(sent, initial=told)
    if sent is None or not form.is_valid():
        return _edit(request, found, form, INVALID if form.errors else 200)
    try:
        actions.change_story(
            by=request.user,
            what_if=found,
            version=form.cleaned_data["version"] or 0,
            values=form.values(),
            idempotency_key=form.cleaned_data["idempotency_key"],
        )
    except Conflict:
        stored = _proposal(request, pk, CHANGE)
        form.renew(stored.version)
        return _edit(request, stored, form, CONFLICT)
    messages.success(request, _("The proposal is saved."))
    return redirect("coverage:proposal", pk)


def _edit(request: StaffRequest, found: WhatIf, form: StoryForm, status: int) -> HttpResponse:
    context = {"proposal": found, "form": form, "is_conflict": status == CONFLICT}
    return render(request, "coverage/edit_proposal.html", context, status=status)


@require_POST
def share(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Make a link, which is told on this page once."""
    found = _proposal(request, pk, CHANGE)
    if found.archived_at is not None:
        raise Http404
    token = actions.share_what_if(by=request.user, what_if=found)
    address = request.build_absolute_uri(reverse("coverage:shared", args=[token]))
    return _shown(request, found, address)


@require_POST
def end_sharing(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Close every link to a proposal."""
    actions.end_sharing(by=request.user, what_if=_proposal(request, pk, CHANGE))
    messages.success(request, _("The links to this proposal no longer open anything."))
    return redirect("coverage:proposal", pk)


@require_POST
def archive(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Put a proposal away with one tap, or bring it back; the button says which."""
    is_away, found = "back" not in request.POST, _proposal(request, pk, CHANGE)
    actions.archive_what_if(by=request.user, what_if=found, is_archived=is_away)
    text = _("The proposal is put away.") if is_away else _("The proposal is back.")
    messages.success(request, text)
    return redirect("coverage:proposal", pk)


@login_not_required
@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """A proposal as whoever has the link sees it."""
    found = actions.shared_what_if(token)
    if found is None:
        raise Http404
    context = {"proposal": found, "lines": line_texts(found.lines)}
    context["within"] = within_in_full(found.within)
    answer = render(request, "coverage/shared.html", context)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
