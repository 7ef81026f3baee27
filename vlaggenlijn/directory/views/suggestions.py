"""Anybody can say that something is not right, without an account and without a trace."""

import uuid
from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.staff_pages import INVALID, page_of_forms
from vlaggenlijn.common.limits import may_again
from vlaggenlijn.directory.actions import TooManyToday, suggest
from vlaggenlijn.directory.actions.suggestions import Told
from vlaggenlijn.directory.forms.suggestions import SuggestionForm
from vlaggenlijn.directory.models import Organization, Service

MOST_BY_ONE = 10
TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Subject:
    """What a visitor talks about, and the network where it is at home."""

    network: LocalNetwork
    organization: Organization | None = None
    service: Service | None = None


@login_not_required
@never_cache
@page_of_forms
def suggest_service(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    services = Service.objects.published().select_related("organization__network")
    service = get_object_or_404(services, pk=pk)
    organization = service.organization
    return _page(request, Subject(organization.network, organization, service))


@login_not_required
@never_cache
@page_of_forms
def suggest_organization(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    organizations = Organization.objects.published().select_related("network")
    organization = get_object_or_404(organizations, pk=pk)
    return _page(request, Subject(organization.network, organization))


@login_not_required
@never_cache
@page_of_forms
def suggest_anything(request: HttpRequest) -> HttpResponse:
    """Something is missing; for the network that is visited."""
    network = request.network  # type: ignore[attr-defined]
    if not network:
        raise Http404
    return _page(request, Subject(network))


def _page(request: HttpRequest, subject: Subject) -> HttpResponse:
    is_sent = request.method == "POST"
    is_general = subject.organization is None
    form = SuggestionForm(request.POST if is_sent else None, is_general=is_general)
    status = 200
    if is_sent:
        status = INVALID
        if form.is_valid():
            if _kept(request, subject, form):
                return redirect("directory:suggested")
            status = TOO_MANY
        form.renew()
    context = {"form": form, "subject": subject, "record": subject.service or subject.organization}
    return render(request, "directory/suggest.html", context, status=status)


def _kept(request: HttpRequest, subject: Subject, form: SuggestionForm) -> bool:
    cleaned = form.cleaned_data
    told = Told(cleaned["kind"], cleaned["text"], cleaned["email"], request.LANGUAGE_CODE)
    try:
        if not may_again(request, "suggest", MOST_BY_ONE):
            raise TooManyToday
        suggest(
            network=subject.network,
            organization=subject.organization,
            service=subject.service,
            told=told,
            key=cleaned["key"],
        )
    except TooManyToday:
        form.add_error(None, _("Today we got more messages than we can read. Please call us."))
        return False
    return True


@login_not_required
@require_safe
def suggested(request: HttpRequest) -> HttpResponse:
    """Thanks; it knows nothing of what was said."""
    return render(request, "directory/suggested.html")
