"""The printed guide: say what it is about, and find the PDF among your files."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of_forms
from vlaggenlijn.common.paper import why_no_pdf
from vlaggenlijn.directory.actions import exporting as actions
from vlaggenlijn.directory.forms.booklets import BookletForm


@page_of_forms
def booklet(request: StaffRequest) -> HttpResponse:
    """What the guide is about; making it takes some seconds and happens behind the screen."""
    form = BookletForm(request.POST if request.method == "POST" else None, user=request.user)
    missing = why_no_pdf()
    if form.is_bound and not missing and form.is_valid():
        site = request.build_absolute_uri("/")
        actions.ask_for_booklet(by=request.user, site=site, **form.asked())
        messages.success(request, _("The file is being made. It will stand on this page."))
        return redirect("directory:exports")
    context = {"form": form, "why_no_pdf": missing}
    return render(request, "directory/work/booklet.html", context)
