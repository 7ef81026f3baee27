"""How pages of this room reach what they are about, and what they say without a sealing key."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.staff_pages import StaffRequest
from vlaggenlijn.common.sealing import SealError
from vlaggenlijn.dialogue.access import NOTE, READ, READ_REPORT, RUN, RUN_CAMP
from vlaggenlijn.dialogue.models import Camp, CampSession, Series, Table

UNAVAILABLE = 503


def sealed_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Say in a sentence that nothing sealed can be read or written, when the key is not here."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **values: Any) -> HttpResponse:
        try:
            return view(request, *args, **values)
        except SealError:
            return render(request, "dialogue/no_key.html", status=UNAVAILABLE)

    return shown


def run_series(request: StaffRequest, pk: uuid.UUID) -> Series:
    """A series that this person prepares."""
    return _series(request, pk, RUN)


def read_series(request: StaffRequest, pk: uuid.UUID) -> Series:
    """A series whose quotes this person reads."""
    return _series(request, pk, READ)


def reported_series(request: StaffRequest, pk: uuid.UUID) -> Series:
    """A series whose report this person reads: their own, or one that is shared with them."""
    series = get_object_or_404(Series.objects.reported_to(request.user), pk=pk)
    require(request.user, READ_REPORT, series)
    return series


def _series(request: StaffRequest, pk: uuid.UUID, permission: str) -> Series:
    mine = Series.objects.for_user(request.user).select_related("network")
    series = get_object_or_404(mine, pk=pk)
    require(request.user, permission, series)
    return series


def run_table(request: StaffRequest, pk: uuid.UUID) -> Table:
    """A table that this person prepares."""
    table = get_object_or_404(Table.objects.for_user(request.user).with_people(), pk=pk)
    require(request.user, RUN, table.series)
    return table


def noted_table(request: StaffRequest, pk: uuid.UUID) -> Table:
    """A table at which this person moderates, takes notes, or whose series they lead."""
    table = get_object_or_404(Table.objects.for_user(request.user).with_people(), pk=pk)
    require(request.user, NOTE, table)
    return table


def run_camp(request: StaffRequest, pk: uuid.UUID) -> Camp:
    """A camp that this person prepares."""
    mine = Camp.objects.for_user(request.user).select_related("network", "leader")
    camp = get_object_or_404(mine, pk=pk)
    require(request.user, RUN_CAMP, camp)
    return camp


def run_session(request: StaffRequest, pk: uuid.UUID) -> CampSession:
    """A session of a camp that this person prepares."""
    mine = CampSession.objects.for_user(request.user).with_report()
    session = get_object_or_404(mine, pk=pk)
    require(request.user, RUN_CAMP, session.camp)
    return session
