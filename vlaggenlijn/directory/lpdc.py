"""Public services in the words of LPDC and IPDC (Vlaanderen), as JSON-LD; a thinking module.

Out of services as HSDS tells them. The context is inlined: reading the document fetches nothing.
Properties are those of a published instance of the product catalogue; what it has no word for is
left out.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
IPDC = "https://productencatalogus.data.vlaanderen.be/"
CONTEXT = {
    "adres": "https://data.vlaanderen.be/ns/adres#",
    "belgif": "http://vocab.belgif.be/ns/publicservice#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "ipdc": f"{IPDC}ns/ipdc-lpdc#",
    "locn": "http://www.w3.org/ns/locn#",
    "m8g": "http://data.europa.eu/m8g/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
LANGUAGES = {
    code: f"http://publications.europa.eu/resource/authority/language/{name}"
    for code, name in (("nl", "NLD"), ("fr", "FRA"), ("de", "DEU"), ("en", "ENG"))
}
# Which of the two Dutch variants of LPDC a network writes.
VARIANTS = {"je": "nl-be-x-informal", "u": "nl-be-x-formal"}
DAYS = {one[:2].upper(): one[:2] for one in ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")}
STREET = re.compile(
    r"(?P<street>.*?\D)\s+(?P<number>\d+\s?[a-zA-Z]?)(?:\s*(?:bus|b)\s*(?P<box>\S+))?"
)
REQUIREMENT, STEP, PRICE = "Voor wie", "Wat moet je doen", "Prijs"


@dataclass(frozen=True, slots=True)
class Authority:
    """Who offers: its address, name and numbers, and whether it is a local authority."""

    uri: str
    name: str
    identifiers: tuple[str, ...] = ()
    is_local: bool = True


def concept(scheme: str, name: str) -> Json:
    return {"@id": f"{IPDC}id/concept/{scheme}/{name}"}


def public_service(service: Mapping[str, Any], authority: Authority, site: str, form: str) -> Json:
    """Return one public service; ``service`` is whole, as HSDS 3.1 with our profile has it.

    ``form`` is how the network speaks to parents, "je" or "u".
    """
    address = f"{site}/aanbod/{service['id']}/"
    texts = _Texts(VARIANTS[form])
    owner = _authority(authority)
    return _filled(
        {
            "@id": f"{address}#dienst",
            "@type": ["cpsv:PublicService", "ipdc:InstancePublicService"],
            "dct:identifier": service["id"],
            "dct:title": texts.plain(service["name"]),
            "dct:description": texts.marked(service.get("summary") or service.get("description")),
            "ipdc:additionalDescription": texts.marked(_more(service)),
            "dct:type": concept("Type", "AdviesBegeleiding"),
            "ipdc:targetAudience": concept("Doelgroep", "Burger"),
            "m8g:thematicArea": concept("Thema", "WelzijnGezondheid"),
            "ipdc:competentAuthorityLevel": _level("BevoegdBestuursniveau", authority),
            "ipdc:executingAuthorityLevel": _level("UitvoerendBestuursniveau", authority),
            "m8g:hasCompetentAuthority": owner,
            "ipdc:hasExecutingAuthority": {"@id": owner["@id"]},
            "dct:language": _languages(service),
            "dct:spatial": [_area(one) for one in service.get("service_areas", ())],
            "m8g:hasContactPoint": list(_contact_points(service)),
            "m8g:hasCost": [_cost(one, texts) for one in service.get("cost_options", ())],
            "belgif:hasRequirement": _part(
                "m8g:Requirement", REQUIREMENT, service.get("eligibility_description"), texts
            ),
            "cpsv:follows": _part("cpsv:Rule", STEP, service.get("application_process"), texts),
            "rdfs:seeAlso": _website(address, service["name"], texts),
            "dcat:keyword": [{"@value": one, "@language": "nl"} for one in _keywords(service)],
            "schema:dateModified": _moment(service.get("last_modified")),
        }
    )


@dataclass(frozen=True, slots=True)
class _Texts:
    language: str

    def plain(self, text: str | None) -> Json | None:
        return {"@value": text, "@language": self.language} if text else None

    def marked(self, text: str | None) -> Json | None:
        """Return a text as the catalogue keeps it: HTML, a paragraph for each."""
        parts = [part.strip() for part in (text or "").splitlines() if part.strip()]
        return self.plain("".join(f"<p>{html.escape(part, quote=False)}</p>" for part in parts))


def _more(service: Mapping[str, Any]) -> str:
    first = service.get("description") if service.get("summary") else ""
    return "\n".join(filter(None, [first, service.get("what_happens")]))


def _level(scheme: str, authority: Authority) -> Json | None:
    return concept(scheme, "Lokaal") if authority.is_local else None


def _authority(authority: Authority) -> Json:
    return _filled(
        {
            "@id": authority.uri,
            "@type": "m8g:PublicOrganisation",
            "skos:prefLabel": {"@value": authority.name, "@language": "nl"},
            "dct:identifier": list(authority.identifiers),
        }
    )


def _languages(service: Mapping[str, Any]) -> list[Json]:
    spoken = [one.get("code") for one in service.get("languages", ())]
    return [{"@id": LANGUAGES[code]} for code in spoken if code in LANGUAGES]


def _area(area: Mapping[str, Any]) -> Json:
    return _filled(
        {
            "@type": "dct:Location",
            "skos:prefLabel": {"@value": area.get("name", ""), "@language": "nl"},
            "dct:identifier": area.get("extent"),
        }
    )


def _contact_points(service: Mapping[str, Any]) -> Iterator[Json]:
    """Yield one for each place, or one for a service without places."""
    places = service.get("service_at_locations", ())
    for order, place in enumerate(places or [{}]):
        phones = place.get("phones") or service.get("phones") or ()
        addresses = place.get("location", {}).get("addresses") or [None]
        yield _filled(
            {
                "@type": "schema:ContactPoint",
                "schema:telephone": [one["number"] for one in phones],
                "schema:email": service.get("email"),
                "schema:url": service.get("url"),
                "schema:openingHours": list(
                    _hours(place.get("schedules") or service.get("schedules"))
                ),
                "ipdc:address": _address(addresses[0]),
                "sh:order": order,
            }
        )


def _hours(schedules: Iterable[Mapping[str, Any]] | None) -> Iterator[str]:
    """Yield the hours that come back every week, as schema.org writes them."""
    for one in schedules or ():
        days = [DAYS[day] for day in one.get("byday", "").split(",") if day in DAYS]
        is_weekly = one.get("freq") == "WEEKLY" and one.get("interval", 1) == 1
        if is_weekly and days and one.get("opens_at") and one.get("closes_at"):
            yield f"{','.join(days)} {one['opens_at']}-{one['closes_at']}"


def _address(address: Mapping[str, Any] | None) -> Json | None:
    if not address:
        return None
    found = STREET.fullmatch(address.get("address_1", ""))
    street = found["street"] if found else address.get("address_1", "")
    return _filled(
        {
            "@type": "locn:Address",
            "adres:Straatnaam": _dutch(street.strip()),
            "adres:Adresvoorstelling.huisnummer": found["number"] if found else None,
            "adres:Adresvoorstelling.busnummer": found["box"] if found else None,
            "adres:postcode": address.get("postal_code"),
            "adres:gemeentenaam": _dutch(address.get("city", "")),
            "adres:land": _dutch("België" if address.get("country") == "BE" else ""),
        }
    )


def _dutch(text: str) -> Json | None:
    return {"@value": text, "@language": "nl"} if text else None


def _cost(option: Mapping[str, Any], texts: _Texts) -> Json:
    amount = option.get("amount")
    price = "" if amount is None else "gratis" if amount == 0 else f"€ {amount}".replace(".", ",")
    told = ": ".join(filter(None, [option.get("option"), price]))
    more = " ".join(filter(None, [told, option.get("amount_description")]))
    return _filled(
        {
            "@type": "m8g:Cost",
            "dct:title": texts.plain(option.get("option") or PRICE),
            "dct:description": texts.marked(more),
        }
    )


def _part(kind: str, title: str, text: str | None, texts: _Texts) -> Json | None:
    if not text:
        return None
    return _filled(
        {
            "@type": kind,
            "dct:title": texts.plain(title),
            "dct:description": texts.marked(text),
        }
    )


def _website(address: str, name: str, texts: _Texts) -> Json:
    return {"@type": "schema:WebSite", "dct:title": texts.plain(name), "schema:url": address}


def _keywords(service: Mapping[str, Any]) -> list[str]:
    return sorted(
        one["label"] for one in service.get("attributes", ()) if one.get("link_type") == "themes"
    )


def _moment(text: str | None) -> Json | None:
    return {"@value": text, "@type": "xsd:dateTime"} if text else None


def _filled(values: Mapping[str, Any]) -> Json:
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}
