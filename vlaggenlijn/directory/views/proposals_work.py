"""Proposals: made in the form of the record, compared and answered by the owner."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.models import Conflict
from vlaggenlijn.accounts.staff_pages import (
    CONFLICT,
    INVALID,
    StaffRequest,
    page_of,
    page_of_forms,
    status_of,
)
from vlaggenlijn.directory.access import network_of_proposer
from vlaggenlijn.directory.actions import proposals as actions
from vlaggenlijn.directory.actions.drafts import forget_draft
from vlaggenlijn.directory.facts_compare import three_way
from vlaggenlijn.directory.facts_json import from_json
from vlaggenlijn.directory.facts_words import compared
from vlaggenlijn.directory.forms import OrganizationEntry, ServiceEntry
from vlaggenlijn.directory.forms.proposals import AnswerForm, ReasonForm
from vlaggenlijn.directory.models import Draft, Organization, Proposal, Service
from vlaggenlijn.directory.views.conflicts_work import facts_now
from vlaggenlijn.directory.views.drafts_work import drafts_of, form_data
from vlaggenlijn.directory.views.organizations_work import visible_organization
from vlaggenlijn.directory.views.services_work import visible_service


@page_of_forms
def propose_service(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The form of a service for who may not change it; who may is sent to the real one."""
    service = visible_service(request, pk)
    if not request.user.has_perm("directory.propose_service", service):
        return redirect("directory:edit_service", pk)
    data = form_data(request, Draft.Kind.SERVICE, pk)
    entry = ServiceEntry(service.organization, service, data)
    context = {"service": service, "organization": service.organization}
    if request.method != "POST" or not entry.is_valid():
        return _form(request, "service", entry, context)
    return _send(request, service, entry, context)


@page_of_forms
def propose_organization(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """The form of an organisation for who may not change it."""
    organization = visible_organization(request, pk)
    if not request.user.has_perm("directory.propose_organization", organization):
        return redirect("directory:edit_organization", pk)
    data = form_data(request, Draft.Kind.ORGANIZATION, pk)
    entry = OrganizationEntry(organization.network, organization, data)
    context = {"organization": organization}
    if request.method != "POST" or not entry.is_valid():
        return _form(request, "organization", entry, context)
    return _send(request, organization, entry, context)


def _form(
    request: StaffRequest, kind: str, entry: Any, context: dict[str, Any], **more: Any
) -> HttpResponse:
    draft_kind = Draft.Kind.SERVICE if kind == "service" else Draft.Kind.ORGANIZATION
    data = request.POST if request.method == "POST" else None
    context |= {"entry": entry, "form": entry.form, **entry.rows, **more}
    context |= drafts_of(request, draft_kind, context[kind].pk)
    context["proposing"] = ReasonForm(data)
    status = status_of(request, False)
    return render(request, f"directory/work/edit_{kind}.html", context, status=status)


def _send(request: StaffRequest, record: Any, entry: Any, context: dict[str, Any]) -> HttpResponse:
    kind = record._meta.model_name
    words = ReasonForm(request.POST)
    if not words.is_valid():
        return _form(request, kind, entry, context)
    make: Any = getattr(actions, f"propose_{kind}_change")
    try:
        made = make(
            by=request.user,
            facts=entry.facts(),
            version=entry.version,
            network=network_of_proposer(request.user),
            reason=words.cleaned_data["reason"],
            idempotency_key=entry.idempotency_key,
            **{kind: record},
        )
    except actions.NothingProposed:
        return _form(request, kind, entry, context, says_nothing=True)
    draft_kind = Draft.Kind.SERVICE if kind == "service" else Draft.Kind.ORGANIZATION
    forget_draft(user=request.user, kind=draft_kind, record=record.pk)
    messages.success(request, _("Your proposal is sent. You see the answer here and by mail."))
    return redirect("directory:proposal", made.pk)


@require_safe
def proposals(request: StaffRequest) -> HttpResponse:
    """What waits for an answer of this person, and all they may look at."""
    waiting = Proposal.objects.to_answer(request.user).with_records()
    page = page_of(request, Proposal.objects.for_user(request.user).with_records())
    context = {"waiting": waiting, "page": page}
    return render(request, "directory/work/proposals.html", context)


@page_of_forms
def proposal(request: StaffRequest, pk: uuid.UUID) -> HttpResponse:
    """What was, what is and what is proposed, part by part; the owner ticks and answers."""
    seen = Proposal.objects.for_user(request.user).with_records()
    found = get_object_or_404(seen, pk=pk)
    if request.method != "POST":
        return _shown(request, found, AnswerForm(initial={"version": found.record.version}))
    if request.POST.get("do") == "withdraw":
        return _withdraw(request, found)
    if not _may_answer(request, found):
        raise PermissionDenied
    form = AnswerForm(request.POST)
    return (
        _answer(request, found, form) if form.is_valid() else _shown(request, found, form, INVALID)
    )


def _may_answer(request: StaffRequest, found: Proposal) -> bool:
    kind = "service" if isinstance(found.record, Service) else "organization"
    return request.user.has_perm(f"directory.change_{kind}", found.record)


def _shown(
    request: StaffRequest, found: Proposal, form: AnswerForm, status: int = 200
) -> HttpResponse:
    base, wanted, now = from_json(found.base), from_json(found.wanted), facts_now(found.record)
    by_name = {one.name: one for one in three_way(base, now, wanted)}
    context = {
        "proposal": found,
        "record": found.record,
        "is_organization": isinstance(found.record, Organization),
        "who": actions.proposer_name(found),
        "rows": [(line, by_name[line.name]) for line in compared(base, now, wanted, names=by_name)],
        "form": form,
        "ticked": request.POST.getlist("part"),
        "may_answer": found.is_open and _may_answer(request, found),
        "is_mine": found.is_open and found.by_id == request.user.pk,
        "is_conflict": status == CONFLICT,
    }
    return render(request, "directory/work/proposal.html", context, status=status)


def _answer(request: StaffRequest, found: Proposal, form: AnswerForm) -> HttpResponse:
    values = form.cleaned_data
    common = {"answer": values["answer"], "idempotency_key": values["idempotency_key"]}
    try:
        if request.POST.get("do") == "decline":
            actions.decline_proposal(by=request.user, proposal=found, **common)
        else:
            names = request.POST.getlist("part")
            version = values["version"] or 0
            actions.accept_proposal(
                by=request.user, proposal=found, names=names, version=version, **common
            )
    except Conflict:
        form.renew(type(found.record)._base_manager.get(pk=found.record.pk).version)
        return _shown(request, found, form, CONFLICT)
    except actions.AnsweredAlready:
        messages.warning(request, _("This proposal was answered already."))
        return redirect("directory:proposal", found.pk)
    found.refresh_from_db()
    text = _("The proposal is %(state)s. The proposer gets your answer.")
    messages.success(request, text % {"state": found.get_state_display()})
    return redirect("directory:proposal", found.pk)


def _withdraw(request: StaffRequest, found: Proposal) -> HttpResponse:
    if found.by_id != request.user.pk:
        raise PermissionDenied
    try:
        actions.withdraw_proposal(by=request.user, proposal=found)
        messages.success(request, _("Your proposal is withdrawn."))
    except actions.AnsweredAlready:
        messages.warning(request, _("This proposal was answered already."))
    return redirect("directory:proposal", found.pk)
