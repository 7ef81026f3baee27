"""Records that may be one: asked while typing, listed, decided, merged."""

import uuid
from dataclasses import dataclass
from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import Conflict, LocalNetwork
from vlaggenlijn.accounts.staff_pages import CONFLICT, INVALID, StaffRequest, page_of, page_of_forms
from vlaggenlijn.directory.access import LOOK, networks_to_add_in
from vlaggenlijn.directory.actions.duplicates import ask_to_look, decide_pair
from vlaggenlijn.directory.actions.looking_alike import (
    Alike,
    organizations_like,
    services_like,
    was_sent,
)
from vlaggenlijn.directory.actions.merging import MergeRefused, merge, refusal
from vlaggenlijn.directory.forms import OrganizationEntry, ServiceEntry
from vlaggenlijn.directory.forms.merging import DuplicateFilter, MergeForm
from vlaggenlijn.directory.likeness_words import reason_texts
from vlaggenlijn.directory.models import LikelyPair, Organization, PairSearch, Service
from vlaggenlijn.directory.pages import organization_page, service_page

SAID = "is_another"


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair with its records, why they look alike, and whether this person may decide."""

    pair: LikelyPair
    first: Organization | Service
    second: Organization | Service
    reasons: list[str]
    is_editable: bool


@require_safe
def duplicates(request: StaffRequest) -> HttpResponse:
    """Pairs in the networks of this person, the likeliest first."""
    form = DuplicateFilter(request.GET)
    page = page_of(request, form.narrowed(LikelyPair.objects.for_user(request.user)))
    context = {
        "form": form,
        "page": page,
        "rows": _rows(request, list(page)),
        "search": PairSearch.last(),
        "may_look": request.user.has_perm(LOOK),
    }
    return render(request, "directory/work/duplicates.html", context)


@require_POST
def look_for_duplicates(request: StaffRequest) -> HttpResponse:
    """Have the worker look for pairs now; the list says how far it is."""
    require(request.user, LOOK, None)
    ask_to_look(by=request.user)
    return redirect("directory:duplicates")


def _rows(request: StaffRequest, pairs: list[LikelyPair]) -> list[PairRow]:
    ids = {pk for pair in pairs for pk in (pair.first_id, pair.second_id)}
    found: dict[uuid.UUID, Organization | Service] = {}
    organizations = Organization.objects.with_ids(ids).select_related("network")
    found |= {one.pk: one for one in organizations}
    services = Service.objects.with_ids(ids).select_related("organization__network")
    found |= {one.pk: one for one in services}
    mine = set(LikelyPair.objects.editable_by(request.user).values_list("pk", flat=True))
    return [
        PairRow(
            pair,
            found[pair.first_id],
            found[pair.second_id],
            reason_texts(pair.reasons),
            pair.pk in mine,
        )
        for pair in pairs
    ]


@page_of_forms
def merge_pair(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Two records side by side; a choice for each difference, a look at the result, one deed."""
    pair = get_object_or_404(LikelyPair.objects.for_user(request.user), pk=pk)
    first, second = (pair.model.objects.get(pk=one) for one in (pair.first_id, pair.second_id))
    permission = f"directory.change_{pair.kind}"
    may = all(request.user.has_perm(permission, one) for one in (first, second))
    code = refusal(first, second)
    if request.method != "POST" and (code or not may):
        return _not_here(request, pair, (first, second), code)
    for one in (first, second):
        require(request.user, permission, one)
    form = MergeForm(first, second, request.POST if request.method == "POST" else None)
    if code:
        return _not_here(request, pair, (first, second), code, CONFLICT)
    if not form.is_bound or not form.is_valid() or "back" in request.POST:
        return _merge_page(request, pair, form, INVALID if form.is_bound and form.errors else 200)
    return _merged(request, pair, form)


def _merged(request: StaffRequest, pair: LikelyPair, form: MergeForm) -> HttpResponse:
    is_sure = "sure" in request.POST
    try:
        if not is_sure:
            return _preview(request, pair, form)
        kept, other = form.kept_and_other()
        _merge(request, form, form.cleaned_data["idempotency_key"])
    except (Conflict, MergeRefused):
        again = [pair.model.objects.get(pk=one) for one in (pair.first_id, pair.second_id)]
        if code := refusal(again[0], again[1]):
            return _not_here(request, pair, (again[0], again[1]), code, CONFLICT)
        form.renew(again[0].version)
        typed = cast(QueryDict, form.data)
        typed["other_version"] = str(again[1].version)
        renewed = MergeForm(again[0], again[1], typed)
        return _merge_page(request, pair, renewed, CONFLICT)
    text = _("“%(other)s” and “%(kept)s” are one now.")
    messages.success(request, text % {"other": other.name, "kept": kept.name})
    return redirect(f"directory:edit_{pair.kind}", kept.pk)


def _merge(request: StaffRequest, form: MergeForm, key: uuid.UUID | None) -> Any:
    kept, other = cast(tuple[Any, Any], form.kept_and_other())
    return merge(
        by=request.user,
        kept=kept,
        other=other,
        versions=form.versions(),
        choices=form.choices(),
        idempotency_key=key,
    )


def _preview(request: StaffRequest, pair: LikelyPair, form: MergeForm) -> HttpResponse:
    """The page that parents would see: really merged, shown, and taken back at once."""
    with transaction.atomic():
        kept = _merge(request, form, None)
        shown = type(kept).objects.with_details().get(pk=kept.pk)
        # What a merged record offers may be stopped for now, so all of it is shown.
        services = Service.objects.current().of_organization(kept.pk)
        is_service = isinstance(shown, Service)
        page = service_page(shown) if is_service else organization_page(shown, [])
        context = {"page": page, "kept": shown, "is_service": is_service, "services": services}
        result = render_to_string("directory/work/_merge_result.html", context, request)
        transaction.set_rollback(True)
    context = {"pair": pair, "form": form, "result": result, "kept": kept}
    return render(request, "directory/work/merge_preview.html", context)


def _merge_page(
    request: StaffRequest, pair: LikelyPair, form: MergeForm, status: int
) -> HttpResponse:
    context = {
        "pair": pair,
        "form": form,
        "first": form.records["first"],
        "second": form.records["second"],
        "reasons": reason_texts(pair.reasons),
        "is_changed": status == CONFLICT,
    }
    return render(request, "directory/work/merge.html", context, status=status)


def _not_here(
    request: StaffRequest, pair: LikelyPair, records: tuple[Any, Any], code: str, status: int = 200
) -> HttpResponse:
    """Say in words why these two are not merged here, and whom to call."""
    homes = {pair.network, pair.other_network}
    mine = set(LocalNetwork.objects.run_by(request.user))
    context = {"pair": pair, "records": records, "code": code, "others": homes - mine or homes}
    return render(request, "directory/work/merge_refused.html", context, status=status)


@require_POST
def decide_duplicate(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep that two are not the same, or put the question back."""
    pair = get_object_or_404(LikelyPair.objects.for_user(request.user), pk=pk)
    require(request.user, "directory.decide_pair", pair)
    is_same = request.POST.get("same") == "1"
    try:
        decide_pair(by=request.user, pair=pair, version=None, is_same=is_same)
    except Conflict:
        messages.error(request, _("These two were merged in the meantime."))
        return redirect("directory:duplicates")
    again = _("These two are in the list again.")
    messages.success(
        request, again if is_same else _("Noted for good: these two are not the same.")
    )
    return redirect("directory:duplicates")


@require_POST
def alike(request: StaffRequest) -> HttpResponse:
    """A fragment for a form that is being filled in: is it perhaps one of these?"""
    found = _alike_service(request) if "organisatie" in request.GET else _alike_body(request)
    return render(request, "directory/work/_alike_found.html", {"alike": found})


def _alike_body(request: StaffRequest) -> list[Alike]:
    networks = networks_to_add_in(request.user)
    if not networks:
        return []
    entry = OrganizationEntry(networks[0], None, request.POST)
    return organizations_like(entry.facts(), request.user) if entry.is_valid() else []


def _alike_service(request: StaffRequest) -> list[Alike]:
    try:
        pk = uuid.UUID(request.GET["organisatie"])
    except ValueError:
        return []
    organizations = Organization.objects.editable_by(request.user)
    organization = get_object_or_404(organizations, pk=pk)
    entry = ServiceEntry(organization, None, request.POST)
    return services_like(entry.facts(), organization, request.user) if entry.is_valid() else []


def asked_first(
    request: StaffRequest, entry: OrganizationEntry | ServiceEntry, home: Organization | None = None
) -> HttpResponse | None:
    """A page that asks once whether a new record is one that is there; None when all is clear."""
    if SAID in request.POST or was_sent(entry.idempotency_key):
        return None
    if isinstance(entry, ServiceEntry):
        found = services_like(entry.facts(), home, request.user) if home else []
    else:
        found = organizations_like(entry.facts(), request.user)
    if not found:
        return None
    hidden = [(name, value) for name, values in request.POST.lists() for value in values]
    hidden = [pair for pair in hidden if pair[0] != "csrfmiddlewaretoken"]
    context = {"alike": found, "hidden": hidden, "name": entry.facts().columns["name"]}
    return render(request, "directory/work/looks_like.html", context, status=CONFLICT)
