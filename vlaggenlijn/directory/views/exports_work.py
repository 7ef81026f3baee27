"""Everything one may see, as a file: at once when it is small, else made behind the screen."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from vlaggenlijn.accounts.access import require
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.staff_pages import StaffRequest, page_of, page_of_forms
from vlaggenlijn.common.spreadsheets_writing import MEDIA_TYPES, WRITERS
from vlaggenlijn.directory.access import EXPORT_NETWORK
from vlaggenlijn.directory.actions import exporting as actions
from vlaggenlijn.directory.exporting_files import as_download, download_name, exported
from vlaggenlijn.directory.exporting_rows import TITLES
from vlaggenlijn.directory.forms import OrganizationFilter, ServiceFilter
from vlaggenlijn.directory.models import ExportFile, Organization, Service

What = ExportFile.What
LISTED = 20


@require_safe
def exports(request: StaffRequest) -> HttpResponse:
    """What can be taken along: the lists as the address narrows them, and whole networks."""
    asked = request.GET.get("wat", "")
    kinds = [asked] if asked in TITLES else list(TITLES)
    narrowing = _narrowing(request.GET if asked in TITLES else QueryDict())
    offers = [
        {
            "what": what,
            "title": TITLES[what],
            "count": _records(request, what, narrowing).count(),
            "narrowing": narrowing,
        }
        for what in kinds
    ]
    context = {
        "offers": offers,
        "forms": list(WRITERS),
        "is_narrowed": bool(narrowing),
        "at_once": actions.AT_ONCE,
        "files": ExportFile.objects.for_user(request.user)[:LISTED],
        "page": page_of(
            request, LocalNetwork.objects.run_by(request.user).order_by("name", "slug")
        ),
    }
    return render(request, "directory/work/exports.html", context)


def _narrowing(asked: QueryDict) -> str:
    """Return the part of an address that narrows a list, without what is about the export."""
    kept = asked.copy()
    for name in ("wat", "vorm", "page", "csrfmiddlewaretoken"):
        kept.pop(name, None)
    return kept.urlencode()


def _records(request: StaffRequest, what: str, narrowing: str) -> Any:
    """Return what a person sees of organisations or services, as their list was narrowed."""
    asked = QueryDict(narrowing)
    if what == What.ORGANIZATIONS:
        return OrganizationFilter(asked).narrowed(Organization.objects.for_user(request.user))
    form = ServiceFilter(asked, user=request.user)
    return form.narrowed(Service.objects.for_user(request.user))


@page_of_forms
def export_organizations(request: StaffRequest) -> HttpResponse:
    """The organisations this person sees, as a file."""
    return _export(request, What.ORGANIZATIONS)


@page_of_forms
def export_services(request: StaffRequest) -> HttpResponse:
    """The services this person sees, as a file."""
    return _export(request, What.SERVICES)


def _export(request: StaffRequest, what: str) -> HttpResponse:
    form = (request.POST or request.GET).get("vorm", "xlsx")
    form = form if form in WRITERS else "xlsx"
    # Some lists are sorted by what is no column of theirs, so that ids come with company.
    records = _records(request, what, _narrowing(request.GET))
    ids = [one.pk for one in records.only("pk")]
    if request.method == "POST":
        actions.ask_for_export(by=request.user, what=what, form=form, ids=ids)
        messages.success(request, _("The file is being made. It will stand on this page."))
    elif len(ids) <= actions.AT_ONCE:
        content = exported(what, ids, form, request.user)
        return as_download(content, form, str(TITLES[what]))
    return redirect("directory:exports")


@require_POST
def export_network(request: StaffRequest, slug: str) -> HttpResponse:
    """Have everything of a network put in one file."""
    network = get_object_or_404(LocalNetwork.objects.for_user(request.user), slug=slug)
    require(request.user, EXPORT_NETWORK, network)
    actions.ask_for_network(by=request.user, network=network)
    messages.success(request, _("The file is being made. It will stand on this page."))
    return redirect("directory:exports")


@require_safe
def export_file(request: StaffRequest, pk: uuid.UUID) -> HttpResponseBase:
    """A file that this person asked for; nobody else's, and not after the role has ended."""
    file = get_object_or_404(ExportFile.objects.for_user(request.user), pk=pk)
    if file.what == What.NETWORK:
        require(request.user, EXPORT_NETWORK, file.network, may_see=False)
    if not file.is_ready or not file.path.exists():
        return redirect("directory:exports")
    slug = file.network.slug if file.network else str(file.get_what_display())
    name = file.title or slug
    answer = FileResponse(file.path.open("rb"), content_type=MEDIA_TYPES[file.form])
    answer["Content-Disposition"] = content_disposition_header(True, download_name(name, file.form))
    answer["Cache-Control"] = "no-store"
    return answer
