"""Phones and websites that do not answer, for who keeps the records true."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of
from vlaggenlijn.directory.models import Service
from vlaggenlijn.directory.trusting import out_of_reach


@require_safe
def unreachable(request: StaffRequest) -> HttpResponse:
    """Services that this person may change and that cannot be reached as they say, by name."""
    mine = Service.objects.editable_by(request.user).current().out_of_reach()
    page = page_of(request, mine.select_related("organization").order_by("name", "id"))
    context = {"page": page, "rows": out_of_reach(list(page))}
    return render(request, "directory/work/unreachable.html", context)
