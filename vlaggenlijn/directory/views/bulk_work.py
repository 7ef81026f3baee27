"""Many records at once: tick, choose, look at what will happen, do it."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from vlaggenlijn.accounts.staff_pages import INVALID, StaffRequest
from vlaggenlijn.directory.actions import bulk
from vlaggenlijn.directory.actions.bulk import MOST, BulkOutcome, BulkRow, bulk_change, preview
from vlaggenlijn.directory.forms import OrganizationFilter, ServiceFilter
from vlaggenlijn.directory.forms.bulk import OrganizationsBulkForm, ServicesBulkForm
from vlaggenlijn.directory.models import Organization, Service


@require_POST
def bulk_services(request: StaffRequest) -> HttpResponse:
    """Choose what to do with the ticked services, look at it, do it."""
    return _bulk(request, Service, "directory:services")


@require_POST
def bulk_organizations(request: StaffRequest) -> HttpResponse:
    return _bulk(request, Organization, "directory:organizations")


def _bulk(request: StaffRequest, kind: type[Any], where: str) -> HttpResponse:
    step = request.POST.get("step", "")
    versions = _versions(request, kind) if step else _ticked(request, kind)
    if not versions:
        messages.warning(request, _("Tick at least one line first."))
        return redirect(where)
    if len(versions) > MOST:
        text = _("That is more than %(most)s at once. Narrow the list first.")
        messages.warning(request, text % {"most": MOST})
        return redirect(where)
    form = _form(request, kind, step)
    if step == "do" and form.is_valid():
        return _do(request, kind, where, versions, form)
    return _shown(request, kind, where, versions, form)


def _shown(
    request: StaffRequest, kind: type[Any], where: str, versions: dict[uuid.UUID, int], form: Any
) -> HttpResponse:
    records = kind.objects.for_user(request.user).with_ids(versions).order_by("name", "id")
    context = {
        "form": form,
        "count": len(versions),
        "rows": ",".join(f"{pk}:{version}" for pk, version in versions.items()),
        "where": where,
        "key": uuid.uuid4(),
    }
    is_wrong = form.is_bound and not form.is_valid()
    if form.is_bound and not is_wrong:
        context |= _told(preview(request.user, records, form.change()), form)
    return render(request, "directory/work/bulk.html", context, status=INVALID if is_wrong else 200)


def _form(request: StaffRequest, kind: type[Any], step: str) -> Any:
    data = request.POST if step else None
    if kind is Service:
        return ServicesBulkForm(data, user=request.user)
    return OrganizationsBulkForm(data)


def _told(rows: list[BulkRow], form: Any) -> dict[str, Any]:
    return {
        "said": form.said(),
        "changing": [row for row in rows if not row.reason],
        "staying": [(row.record, reason_text(row.reason)) for row in rows if row.reason],
    }


def reason_text(reason: str) -> str:
    """Return why a record stays as it is."""
    return {
        bulk.NO_RIGHT: _("you may not change it; propose a change instead"),
        bulk.NOTHING: _("it is so already"),
        bulk.CONFLICT: _("somebody changed it just now; look at it again"),
    }[reason]


def _ticked(request: StaffRequest, kind: type[Any]) -> dict[uuid.UUID, int]:
    """Return {id: version} of what was ticked, or of the whole filtered list."""
    seen = kind.objects.for_user(request.user)
    if request.POST.get("all"):
        asked = QueryDict(request.POST.get("filter", ""))
        form = (
            ServiceFilter(asked, user=request.user)
            if kind is Service
            else OrganizationFilter(asked)
        )
        found = form.narrowed(seen)
    else:
        found = seen.with_ids(_ids(request.POST.getlist("pk")))
    return dict(found.order_by().values_list("pk", "version")[: MOST + 1])


def _ids(texts: list[str]) -> list[uuid.UUID]:
    return [uuid.UUID(text) for text in texts if _is_id(text)]


def _is_id(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def _versions(request: StaffRequest, kind: type[Any]) -> dict[uuid.UUID, int]:
    """Return {id: version as seen} out of the hidden field, for what this person sees."""
    pairs = [one.partition(":") for one in request.POST.get("rows", "").split(",")[: MOST + 1]]
    known = {
        uuid.UUID(pk): int(version)
        for pk, _colon, version in pairs
        if _is_id(pk) and version.isdecimal() and len(version) < 10
    }
    seen = kind.objects.for_user(request.user).with_ids(known).order_by()
    return {pk: known[pk] for pk in seen.values_list("pk", flat=True)}


def _do(
    request: StaffRequest, kind: type[Any], where: str, versions: dict[uuid.UUID, int], form: Any
) -> HttpResponse:
    key = request.POST.get("key", "")
    outcome = bulk_change(
        by=request.user,
        kind=kind,
        versions=versions,
        change=form.change(),
        key=uuid.UUID(key) if _is_id(key) else None,
    )
    say_outcome(request, outcome)
    return redirect(where)


def say_outcome(request: StaffRequest, outcome: BulkOutcome) -> None:
    if outcome.change_set:
        count = len(outcome.changed)
        text = ngettext("%(count)s is changed.", "%(count)s are changed.", count)
        address = reverse("directory:change_set", args=[outcome.change_set.pk])
        link = format_html('<a href="{}">{}</a>', address, _("Look at it or undo it"))
        messages.success(request, format_html("{} {}", text % {"count": count}, link))
    else:
        messages.warning(request, _("Nothing was changed."))
    conflicts = [row.record.name for row in outcome.left if row.reason == bulk.CONFLICT]
    if conflicts:
        text = _("Left out, because somebody changed them since you looked: %(names)s")
        messages.warning(request, text % {"names": ", ".join(conflicts)})
