"""What the workspace pages of the directory share, and the checking of helplines."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import User
from vlaggenlijn.directory.actions import verify_helpline
from vlaggenlijn.directory.models import Helpline

ROWS_ON_A_PAGE = 50
INVALID, CONFLICT = 422, 409


class StaffRequest(HttpRequest):
    """A request to a page that only people who signed in can reach."""

    user: User


page_of_forms = require_http_methods(["GET", "HEAD", "POST"])


def page_of(
    request: HttpRequest, rows: QuerySet[Any] | list[Any], size: int = ROWS_ON_A_PAGE
) -> Page[Any]:
    """Return the page of rows that the address asks for; a page that is not there is the last."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def status_of(request: StaffRequest, is_conflict: bool) -> int:
    """Return how a page with a form answers: a form that comes back was not saved."""
    if is_conflict:
        return CONFLICT
    return INVALID if request.method == "POST" else 200


def back(request: StaffRequest, otherwise: str) -> HttpResponse:
    """Return to where a button was pressed, when that is a page of ours."""
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(address if is_ours and address else otherwise)


def say_with_undo(request: StaffRequest, text: str, address: str, name: str, value: str) -> None:
    """Tell what was done, with a button that takes it back."""
    undo = {"text": text, "address": address, "name": name, "value": value}
    messages.success(request, render_to_string("directory/work/_undo.html", undo))


@page_of_forms
def verify_helplines(request: StaffRequest) -> HttpResponse:
    """All helplines with their source; a person says which numbers they checked today."""
    require(request.user, "directory.verify_helplines", None)
    if request.method == "POST":
        return _verify(request)
    lines = Helpline.objects.select_related("verified_by")
    context = {"lines": lines, "unverified": Helpline.objects.unverified().count()}
    return render(request, "directory/work/verify_helplines.html", context)


def _verify(request: StaffRequest) -> HttpResponse:
    line = get_object_or_404(Helpline, slug=request.POST.get("helpline", ""))
    number = request.POST.get("number", "")
    if verify_helpline(by=request.user, helpline=line, number=number):
        messages.success(request, _("Noted: you checked %(name)s today.") % {"name": line.name})
    else:
        messages.error(request, _("This number changed just now. Check the new one."))
    return redirect(f"{reverse('directory:verify_helplines')}#{line.slug}")
