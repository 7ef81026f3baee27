"""The whole page of a service or an organisation, as texts in reading order."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import formats
from django.utils.translation import gettext as _

from vlaggenlijn.accounts.languages import OWN_NAMES, direction
from vlaggenlijn.accounts.models import Regime
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory import cards
from vlaggenlijn.directory.cards import Card, PhoneLink
from vlaggenlijn.directory.hours import DayText, opening_rows
from vlaggenlijn.directory.models import (
    Location,
    Organization,
    Service,
    ServiceAtLocation,
    Translatable,
)
from vlaggenlijn.directory.plain_words import PlainWord, explained
from vlaggenlijn.directory.wording import TranslationText, Wording, translation_text, wording_of
from vlaggenlijn.taxonomy.discretion import SENSITIVE

EXPLAINED = ("name", "summary", "application_process", "what_happens", "description")
SHOWN_SCHEMES = ("themes", "target-groups")
# Browsers send a line break as two signs.
HoursOf = Callable[[Service, ServiceAtLocation], list[DayText]]
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
class OtherText:
    """A translation that can be read beside the language of the page."""

    language: str
    name: str
    direction: str


@dataclass(frozen=True, slots=True)
class ServicePage:
    """Texts of a service; empty ones are left out on the page. ``marks`` as on a card."""

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
    marks: Mapping[str, str]
    translation: TranslationText | None
    is_sensitive: bool = False
    hard_words: list[PlainWord] = field(default_factory=list)


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
    marks: Mapping[str, str]
    translation: TranslationText | None


def service_page(
    service: Service,
    regime: str = Regime.NL,
    *,
    language: str = "",
    hours: HoursOf = opening_rows,
) -> ServicePage:
    """Return the page of a service read with ``with_details()``, its texts in a language.

    ``regime`` is of the network that is visited (wording.py); ``hours`` may be ``usual_rows``.
    """
    said = wording_of(service, regime=regime, language=language)
    card = cards.service_card(service, regime, wording=said)
    return ServicePage(
        name=card.name,
        summary=card.summary,
        description_paragraphs=paragraphs(said.texts["description"]),
        first_step=card.first_step,
        what_happens=said.texts["what_happens"],
        card=card,
        places=[place_at(service, link, rows=hours) for link in service.service_at_locations.all()],
        phones=cards.service_phones(service),
        email=service.email or service.organization.email,
        url=service.url or service.organization.website,
        cost_lines=cost_lines(service, said.texts["fees_description"]),
        languages_lines=cards.language_names(service),
        interpreter=service.interpretation_services,
        ages_text=card.ages_text,
        audience=said.texts["eligibility_description"],
        area_text=area_text(service),
        wait_text=service.wait_time,
        concepts=concept_labels(service),
        checked_text=card.checked_text,
        is_stale=card.is_stale,
        notice=card.notice,
        marks=card.marks,
        translation=translation_text(said),
        hard_words=_hard_words(said),
        is_sensitive=not SENSITIVE.isdisjoint(confirmed_terms(service)),
    )


def _hard_words(said: Wording) -> list[PlainWord]:
    """The hard words of what is told about a service, each explained in its own language."""
    told: dict[str, list[str]] = {}
    for name in EXPLAINED:
        told.setdefault(said.languages[name], []).append(said.texts[name])
    return [one for language, texts in told.items() for one in explained(" ".join(texts), language)]


def organization_page(
    organization: Organization,
    services: Iterable[Service],
    regime: str = Regime.NL,
    *,
    language: str = "",
) -> OrganizationPage:
    """Return the page of an organisation with the cards of its services."""
    said = wording_of(organization, regime=regime, language=language)
    links = organization.organization_concepts.all()
    phones = [cards.phone_link(one) for one in organization.phones.all() if cards.public(one)]
    return OrganizationPage(
        name=organization.name,
        description_paragraphs=paragraphs(said.texts["description"]),
        places=[place_text(location) for location in organization.locations.all()],
        phones=phones,
        email=organization.email,
        website=organization.website,
        sector=", ".join(link.concept.label for link in links),
        cards=[
            cards.numbered(cards.service_card(service, regime), number)
            for number, service in enumerate(services, 1)
        ],
        checked_text=cards.checked_text(organization.assured_on),
        marks=said.marks,
        translation=translation_text(said),
    )


def paragraphs(text: str) -> list[str]:
    return [part.strip() for part in BLANK_LINES.split(text) if part.strip()]


def place_at(service: Service, link: ServiceAtLocation, rows: HoursOf = opening_rows) -> PlaceText:
    return place_text(
        link.location,
        rows=rows(service, link),
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


def cost_lines(service: Service, fees: str) -> list[str]:
    """Return the price line by line; ``fees`` is the price in words that the visitor reads."""
    lines = [fees] if fees else []
    for option in service.cost_options.all():
        line = ": ".join(part for part in (option.option, _money(option.amount)) if part)
        note = option.amount_description
        lines.append(f"{line} ({note})" if line and note else line or note)
        if option.is_uitpas:
            lines.append("UiTPAS")
    once: dict[str, str] = {}
    for line in filter(None, lines):
        once.setdefault(line.casefold().rstrip("."), line)
    return list(once.values())


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


def confirmed_terms(service: Service) -> list[str]:
    return [link.concept.term for link in service.service_concepts.all() if link.is_confirmed]


def concept_labels(service: Service) -> list[str]:
    return [
        link.concept.label
        for link in service.service_concepts.all()
        if link.concept.scheme_id in SHOWN_SCHEMES and link.is_confirmed
    ]


def other_texts(record: Translatable, offered: Iterable[str], shown: str) -> list[OtherText]:
    """Return the other languages in which a record can be read, of those that a network offers."""
    approved = {one.language for one in record.translations.all() if one.is_approved}
    return [
        OtherText(code, OWN_NAMES[code], direction(code))
        for code in offered
        if code in approved and code in OWN_NAMES and code != shown
    ]
