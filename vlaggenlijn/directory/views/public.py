"""The pages of the directory that anybody may read."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from vlaggenlijn.accounts.middleware import regime
from vlaggenlijn.accounts.staff_pages import page_of
from vlaggenlijn.common.linked_data import block
from vlaggenlijn.directory import sociale_kaart, uit_places
from vlaggenlijn.directory.contacting import contacts_for_visitors
from vlaggenlijn.directory.models import Organization, Service, Translatable, successor
from vlaggenlijn.directory.pages import OtherText, organization_page, other_texts, service_page
from vlaggenlijn.directory.schema_org import organization_facts, service_facts
from vlaggenlijn.directory.sharing import share_of

TEXT_PARAMETER = "tekst"
CARDS_ON_A_PAGE = 20


@login_not_required
@require_safe
def service(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One service; the first line says what to do and what happens then."""
    found = Service.objects.published().with_details().with_ids([pk]).first()
    if found is None:
        return _led_on(get_object_or_404(Service, pk=pk))
    language = _text_language(request)
    page = service_page(found, regime(request), language=language)
    context = {
        "service": found,
        "page": page,
        "facts": block(service_facts(found, page, _site(request))),
        "other_texts": _other_texts(request, found, language),
        "contacts": contacts_for_visitors(found),
        "share": share_of(request.build_absolute_uri(request.path), found.name),
    }
    return render(request, "directory/service.html", context)


@login_not_required
@require_safe
def organization(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = Organization.objects.published().with_details().with_ids([pk]).first()
    if found is None:
        return _led_on(get_object_or_404(Organization, pk=pk))
    services = Service.objects.published().of_organization(found).with_details()
    cards = page_of(request, services, CARDS_ON_A_PAGE)
    language = _text_language(request)
    page = organization_page(found, cards, regime(request), language=language)
    context = {
        "organization": found,
        "cards": cards,
        "page": page,
        "facts": block(organization_facts(found, page, _site(request))),
        "other_texts": _other_texts(request, found, language),
        "contacts": contacts_for_visitors(found),
        "source_page": _page_of_source(found),
        "uit_page": uit_places.page_of(_numbers(found)),
    }
    return render(request, "directory/organization.html", context)


def _page_of_source(organization: Organization) -> str:
    """The page of an organisation at the Sociale Kaart, when it came from there."""
    return sociale_kaart.page_of(_numbers(organization), organization.name)


def _numbers(organization: Organization) -> list[str]:
    return [one.identifier for one in organization.identifiers.all()]


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").removesuffix("/")


def _extra_languages(request: HttpRequest) -> list[str]:
    """The languages of the visited network that the interface does not speak."""
    network = request.network  # type: ignore[attr-defined]
    return list(network.extra_languages) if network else []


def _text_language(request: HttpRequest) -> str:
    """The language asked for the texts of the record only, or "" for that of the page."""
    asked = request.GET.get(TEXT_PARAMETER, "")
    return asked if asked in _extra_languages(request) else ""


def _other_texts(request: HttpRequest, record: Translatable, shown: str) -> list[OtherText]:
    return other_texts(record, _extra_languages(request), shown)


def _led_on(merged: Organization | Service) -> HttpResponse:
    """Lead from a merged record to what it became; for now only, since a merge can be undone."""
    record = successor(merged)
    if record is None:
        raise Http404
    return redirect(record.get_absolute_url())


@login_not_required
@require_safe
def helplines(request: HttpRequest) -> HttpResponse:
    """All helplines; the list itself comes from the context of every page."""
    return render(request, "directory/helplines.html")
