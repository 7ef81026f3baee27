"""Earlier versions of a record: looking at one, comparing two, bringing one back."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import ChangeSet, Conflict
from vlaggenlijn.accounts.staff_pages import CONFLICT, StaffRequest, page_of_forms
from vlaggenlijn.directory.actions.versions import facts_after, restore_version
from vlaggenlijn.directory.facts_words import compared
from vlaggenlijn.directory.history import deeds_about
from vlaggenlijn.directory.history_versions import deed_about
from vlaggenlijn.directory.models import Organization, Service
from vlaggenlijn.directory.views.conflicts_work import facts_now
from vlaggenlijn.directory.views.organizations_work import visible_organization
from vlaggenlijn.directory.views.services_work import visible_service

Record = Service | Organization
MOST_CHOICES = 100


@page_of_forms
def service_version(request: StaffRequest, pk: uuid.UUID, deed: uuid.UUID) -> HttpResponse:
    return _version(request, visible_service(request, pk), deed)


@page_of_forms
def organization_version(request: StaffRequest, pk: uuid.UUID, deed: uuid.UUID) -> HttpResponse:
    return _version(request, visible_organization(request, pk), deed)


def _version(request: StaffRequest, record: Record, pk: uuid.UUID) -> HttpResponse:
    """The record as a deed left it, beside now or beside another version."""
    deed = deed_about(record, pk)
    facts = facts_after(record, deed) if deed else None
    if deed is None or facts is None:
        raise Http404
    if request.method == "POST":
        return _bring_back(request, record, deed)
    return _shown(request, record, deed, facts)


def _shown(
    request: StaffRequest, record: Record, deed: ChangeSet, facts: Any, status: int = 200
) -> HttpResponse:
    other = _other(request, record)
    beside = facts_after(record, other) if other else None
    lines = compared(facts, beside or facts_now(record))
    context = {
        "record": record,
        "deed": deed,
        "other": other if beside else None,
        "lines": lines,
        "is_same": not any(line.is_different for line in lines),
        "choices": deeds_about(record)[:MOST_CHOICES],
        "key": uuid.uuid4(),
        "may_restore": request.user.has_perm(f"directory.change_{_kind(record)}", record),
        "is_organization": isinstance(record, Organization),
        "is_conflict": status == CONFLICT,
    }
    return render(request, "directory/work/version.html", context, status=status)


def _kind(record: Record) -> str:
    return record._meta.model_name or ""


def _other(request: StaffRequest, record: Record) -> ChangeSet | None:
    try:
        asked = uuid.UUID(request.GET.get("met", ""))
    except ValueError:
        return None
    return deed_about(record, asked)


def _bring_back(request: StaffRequest, record: Record, deed: ChangeSet) -> HttpResponse:
    require(request.user, f"directory.change_{_kind(record)}", record)
    try:
        version = int(request.POST.get("version", ""))
        key = uuid.UUID(request.POST.get("key", ""))
        restore_version(
            by=request.user, record=record, deed=deed, version=version, idempotency_key=key
        )
    except (ValueError, Conflict):
        return _shown(request, record, deed, facts_after(record, deed), CONFLICT)
    text = _("“%(name)s” is as it was then. You can undo this in the history.")
    record.refresh_from_db()
    messages.success(request, text % {"name": record.name})
    return redirect(f"directory:edit_{_kind(record)}", record.pk)
