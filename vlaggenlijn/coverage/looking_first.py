"""A file that is looked at first and then kept whole: the same for every kind of file."""

import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import LocalNetwork, User
from vlaggenlijn.accounts.staff_pages import INVALID, StaffRequest
from vlaggenlijn.common import spreadsheets
from vlaggenlijn.common.forms import PlainForm
from vlaggenlijn.coverage import travel_words
from vlaggenlijn.coverage.models import AreaFile, TravelTimes
from vlaggenlijn.coverage.promises import promised
from vlaggenlijn.coverage.travel_rows import UnclearTimes
from vlaggenlijn.needs.access import CHANGE
from vlaggenlijn.places import import_words
from vlaggenlijn.places.open_files import UnreadableFile

Subject = TypeVar("Subject", LocalNetwork, TravelTimes)
Kept = TypeVar("Kept", AreaFile, TravelTimes)
Form = TypeVar("Form", bound=PlainForm)


class TooLong(Exception):
    """What was read does not fit in the form of a preview; the text says so in words."""


def network_to_change(request: StaffRequest, slug: str) -> LocalNetwork:
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, CHANGE, network)
    return network


def kept_to_change(request: StaffRequest, model: type[Kept], pk: uuid.UUID) -> Kept:
    kept = get_object_or_404(model.objects.for_user(request.user).with_network(), pk=pk)
    require(request.user, CHANGE, kept.network)
    return kept


def looked_first(
    request: StaffRequest, template: str, of: Subject, form_of: type[Form],
    look: Callable[[Subject, Form], dict[str, Any]],
    keep: Callable[[User, Subject, list[Any], bytes], tuple[str, str] | None],
    **context: Any,
) -> HttpResponse:  # fmt: skip
    """Answer with the form, with what ``look`` tells of a file, or by keeping what it promised.

    A promise is called after the ``template``. ``keep`` gives the words and the address to go on
    with, None when what was promised is not of now any more.
    """
    if "load" in request.POST:
        told = promised(template, of.pk, request.POST["load"])
        return _gone_on(request, keep(request.user, of, *told) if told else None)
    is_sent = request.method == "POST"
    form = form_of(request.POST if is_sent else None, request.FILES or None)
    seen = _seen(look, of, form) if is_sent and form.is_valid() else None
    status = INVALID if is_sent and seen is None else 200
    return render(request, template, context | (seen or {"form": form}), status=status)


def _gone_on(request: StaffRequest, kept: tuple[str, str] | None) -> HttpResponse:
    if kept is None:
        messages.error(request, _("This page was open too long. Choose the file again."))
        return redirect(request.path)
    text, address = kept
    messages.success(request, text)
    return redirect(address)


def _seen(
    look: Callable[[Subject, Form], dict[str, Any]], subject: Subject, form: Form
) -> dict[str, Any] | None:
    """Return what the page shows of a file; None when it cannot be read, which the form says."""
    try:
        return look(subject, form)
    except spreadsheets.UnreadableSpreadsheet as refused:
        form.add_error("file", _(spreadsheets.MESSAGES[refused.code]) % refused.values)
    except UnreadableFile as refused:
        form.add_error("file", import_words.refusal(refused))
    except UnclearTimes as refused:
        form.add_error("file", travel_words.refusal(refused))
    except TooLong as refused:
        form.add_error("file", str(refused))
    return None
