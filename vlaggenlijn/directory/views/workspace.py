"""What the workspace pages of the directory share, and the checking of helplines."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of_forms
from vlaggenlijn.directory.actions import verify_helpline
from vlaggenlijn.directory.models import Helpline


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
