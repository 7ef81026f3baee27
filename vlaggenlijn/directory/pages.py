"""The whole page of a service or an organisation, as texts in reading order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils import formats
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory import cards
from vlaggenlijn.directory.cards import Card, PhoneLink
from vlaggenlijn.directory.hours import DayText, opening_rows
from vlaggenlijn.directory.models import (
    Location,
    Organization,
    Service,
    ServiceAtLocation,
    ServiceTranslation,
)

SHOWN_SCHEMES = ("themes", "target-groups")
# Browsers send a line break as two signs.
BLANK_LINES = re.compile(r"\r?\n[ \t]*\r?\n")


@dataclass(frozen=True, slots=True)
class PlaceText:
    name: str
    address_text: str
    route_url: str
    transportation: str
    access: list[str]
    opening_rows: list[DayText]
    phones: list[PhoneLink]


@dataclass(frozen=True, slots=True)
class TranslationText:
    language_name: str
    date_text: str
    may_be_outdated: bool


@dataclass(frozen=True, slots=True)
class ServicePage:
    """Texts of a service; empty ones are left out on the page."""

    name: str
    summary: str
    description_paragraphs: list[str]
    first_step: str
    what_happens: str
    card: Card
    places: list[PlaceText]
    phones: list[PhoneLink]
    email: str
    url: str
    cost_lines: list[str]
    languages_lines: list[str]
    interpreter: str
    ages_text: str
    audience: str
    area_text: str
    wait_text: str
    concepts: list[str]
    checked_text: str
    is_stale: bool
    notice: str
    translation: TranslationText | None


@dataclass(frozen=True, slots=True)
class OrganizationPage:
    name: str
    description_paragraphs: list[str]
    places: list[PlaceText]
    phones: list[PhoneLink]
    email: str
    website: str
    sector: str
    cards: list[Card]
    checked_text: str


def service_page(service: Service) -> ServicePage:
    """Return the page of a service read with ``with_details()``."""
    text = cards.translated(service)
    card = cards.service_card(service)
    return ServicePage(
        name=text.name,
        summary=text.summary,
        description_paragraphs=paragraphs(text.description),
        first_step=text.application_process,
        what_happens=text.what_happens,
        card=card,
        places=[place_at(service, link) for link in service.service_at_locations.all()],
        phones=cards.service_phones(service),
        email=service.email or service.organization.email,
        url=service.url or service.organization.website,
        cost_lines=cost_lines(service),
        languages_lines=cards.language_names(service),
        interpreter=service.interpretation_services,
        ages_text=card.ages_text,
        audience=service.eligibility_description,
        area_text=area_text(service),
        wait_text=service.wait_time,
        concepts=concept_labels(service),
        checked_text=card.checked_text,
        is_stale=card.is_stale,
        notice=card.notice,
        translation=translation_text(service, text),
    )


def organization_page(organization: Organization, services: Iterable[Service]) -> OrganizationPage:
    """Return the page of an organisation with the cards of its services."""
    links = organization.organization_concepts.all()
    phones = [cards.phone_link(one) for one in organization.phones.all() if cards.public(one)]
    return OrganizationPage(
        name=organization.name,
        description_paragraphs=paragraphs(organization.description),
        places=[place_text(location) for location in organization.locations.all()],
        phones=phones,
        email=organization.email,
        website=organization.website,
        sector=", ".join(link.concept.label for link in links),
        cards=[
            cards.numbered(cards.service_card(service), number)
            for number, service in enumerate(services, 1)
        ],
        checked_text=cards.checked_text(organization.assured_on),
    )


def paragraphs(text: str) -> list[str]:
    return [part.strip() for part in BLANK_LINES.split(text) if part.strip()]


def place_at(service: Service, link: ServiceAtLocation) -> PlaceText:
    return place_text(
        link.location,
        rows=opening_rows(service, link),
        phones=[cards.phone_link(phone) for phone in link.phones.all() if cards.public(phone)],
    )


def place_text(
    location: Location, rows: list[DayText] | None = None, phones: list[PhoneLink] | None = None
) -> PlaceText:
    is_virtual = location.location_type == "virtual"
    setting = location.setting.label if location.setting else ""
    return PlaceText(
        name=location.name or setting or (_("online or by phone") if is_virtual else ""),
        address_text=str(getattr(location, "address", "")),
        route_url=cards.route_url(location),
        transportation=location.transportation,
        access=access_texts(location),
        opening_rows=rows or [],
        phones=phones or [],
    )


def access_texts(location: Location) -> list[str]:
    """Return 'wheelchair: yes' and the like, with what the organisation adds."""
    texts = []
    for fact in location.accessibility.all():
        answer = _("yes") if fact.is_possible else _("no")
        text = f"{fact.get_kind_display()}: {answer}"
        texts.append(f"{text} ({fact.description})" if fact.description else text)
    return texts


def cost_lines(service: Service) -> list[str]:
    lines = [service.fees_description] if service.fees_description else []
    for option in service.cost_options.all():
        line = ": ".join(part for part in (option.option, _money(option.amount)) if part)
        note = option.amount_description
        lines.append(f"{line} ({note})" if line and note else line or note)
        if option.is_uitpas:
            lines.append("UiTPAS")
    return [line for line in lines if line]


def _money(amount: Decimal | None) -> str:
    if amount is None:
        return ""
    return _("Free") if amount == 0 else f"€ {formats.number_format(amount, 2)}"


def area_text(service: Service) -> str:
    regions = {"flanders": _("all of Flanders"), "brussels": _("all of Brussels")}
    language = spoken()
    names = [
        area.municipality.label(language) if area.municipality else regions.get(area.region, "")
        for area in service.service_areas.all()
    ]
    return ", ".join(sorted(name for name in names if name))


def concept_labels(service: Service) -> list[str]:
    return [
        link.concept.label
        for link in service.service_concepts.all()
        if link.concept.scheme_id in SHOWN_SCHEMES and link.is_confirmed
    ]


def translation_text(
    service: Service, text: Service | ServiceTranslation
) -> TranslationText | None:
    """Return the mark that the law asks on a translation, or None on the Dutch text."""
    if not isinstance(text, ServiceTranslation):
        return None
    return TranslationText(
        language_name=get_language_info(text.language)["name_local"],
        date_text=formats.date_format(text.source_on, "j F Y"),
        may_be_outdated=text.source_version < service.version,
    )
