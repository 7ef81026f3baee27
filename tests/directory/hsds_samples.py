"""Answers in the shape in which others give HSDS 3.0: whole, in a list, the other way about."""

from typing import Any

ID = "9c1f5b62-7f0e-4c9b-8a44-0d6a4b0e10{:02}"
TERM = {
    "id": ID.format(1), "code": "3000", "name": "Praten", "description": "Iemand luistert.",
    "parent_id": ID.format(90), "taxonomy": "Eigen", "language": "nl",
    "term_uri": "https://example.org/3000",
    "taxonomy_detail": {"id": ID.format(2), "name": "Eigen", "description": "x", "version": "1"},
}  # fmt: skip
ATTRIBUTE = {"id": ID.format(3), "link_id": ID.format(10), "value": "y", "taxonomy_term": TERM}
PHONE = {"id": ID.format(4), "number": "09 210 00 00", "type": "voice",
         "languages": [{"id": ID.format(5), "code": "nl"}]}  # fmt: skip
ADDRESS = {
    "id": ID.format(6), "attention": "Ann", "address_1": "Kerkstraat 1", "city": "Gent",
    "region": "Vlaanderen", "state_province": "Oost-Vlaanderen", "postal_code": "9000",
    "country": "BE", "address_type": "physical",
}  # fmt: skip
LOCATION: dict[str, Any] = {
    "id": ID.format(7), "location_type": "physical", "name": "Buurthuis", "url": "https://a.example",
    "alternate_name": "x", "description": "x", "transportation": "Tram 1", "latitude": 51.05,
    "longitude": 3.72, "external_identifier": "1", "external_identifier_type": "UPRN",
    "accessibility": [{"id": ID.format(8), "description": "Helling", "details": "x",
                       "url": "https://a.example"}],
    "addresses": [ADDRESS], "contacts": [], "phones": [PHONE], "schedules": [],
}  # fmt: skip
ORGANIZATION: dict[str, Any] = {
    "id": ID.format(9), "name": "Vzw Voorbeeld", "description": "Voor iedereen.",
    "email": "info@voorbeeld.example", "website": "https://voorbeeld.example",
    "logo": "https://voorbeeld.example/l.png", "uri": "https://voorbeeld.example/id",
    "parent_organization_id": ID.format(91), "funding": [{"id": ID.format(30), "source": "x"}],
    "organization_identifiers": [{"id": ID.format(31), "identifier_scheme": "KBO",
                                  "identifier": "0400.000.000"}],
}  # fmt: skip
SCHEDULE = {
    "id": ID.format(11), "valid_from": "2026-01-01", "dtstart": "2026-01-01", "freq": "WEEKLY",
    "interval": 1, "byday": "MO,TU", "opens_at": "09:00", "closes_at": "17:00:00Z",
    "schedule_link": "https://a.example", "attending_type": "phone", "notes": "Bel eerst",
}  # fmt: skip
SERVICE: dict[str, Any] = {
    "id": ID.format(10), "name": "Luisterend oor", "alternate_name": "Oor", "status": "active",
    "description": "Kom praten.", "url": "luisteren.example", "email": "info-luisteren",
    "fees_description": "Gratis", "accreditations": "x", "minimum_age": 12, "maximum_age": 100,
    "assured_date": "2026-01-05", "assurer_email": "x@y.example", "alert": "Even dicht",
    "last_modified": "2026-03-15T10:30:45.123Z", "licenses": "", "eligibility_description": "Jij",
    "organization": ORGANIZATION,
    "phones": [PHONE], "schedules": [SCHEDULE],
    "service_areas": [{"id": ID.format(12), "name": "Gent", "extent": "44021",
                       "extent_type": "other", "uri": "https://a.example"}],
    "service_at_locations": [{"id": ID.format(13), "description": "Achteraan",
                              "location": LOCATION, "contacts": [], "phones": []}],
    "languages": [{"id": ID.format(14), "name": "Nederlands", "code": "nl", "note": "ook Frans"}],
    "cost_options": [{"id": ID.format(15), "option": "Gezin", "amount": 0, "currency": "EUR",
                      "valid_from": "2026-01-01", "amount_description": "niets"}],
    "contacts": [{"id": ID.format(16), "name": "Ann", "title": "Onthaal", "phones": []}],
    "attributes": [ATTRIBUTE],
}  # fmt: skip
OUTSIDE = {name: value for name, value in SERVICE.items() if name != "organization"}
PAGE = {"total_items": 1, "total_pages": 1, "page_number": 1, "size": 1, "first_page": True,
        "last_page": True, "empty": False}  # fmt: skip
LOOSE = {"id": ID.format(40), "label": "Ouders", "value": "ja"}

# What one delivery holds: the answer, how many organisations and services are written, and the
# references to nothing.
PARENT = {"organization.parent_organization_id": 1}
TERMS = {"taxonomy_term.parent_id": 1}
SAMPLES: dict[str, tuple[Any, tuple[int, int], dict[str, int]]] = {
    "service_full.json": (SERVICE, (1, 1), PARENT | TERMS),
    "service_list.json": (PAGE | {"contents": [SERVICE]}, (1, 1), PARENT | TERMS),
    "organization.json": (
        {**ORGANIZATION, "services": [OUTSIDE], "locations": [LOCATION]},
        (1, 1),
        PARENT | TERMS,
    ),
    "organization_list.json": (
        PAGE | {"contents": [{**ORGANIZATION, "attributes": [LOOSE]}]},
        (1, 0),
        PARENT,
    ),
    "service_at_location_full.json": (
        {"id": ID.format(13), "service": SERVICE, "location": LOCATION},
        (1, 1),
        PARENT | TERMS,
    ),
}
BESIDE: dict[str, Any] = {
    "api_details.json": {"version": "HSDS-3.0", "profile": "https://a.example/p",
                         "openapi_url": "https://a.example/o"},
    "taxonomy.json": {"id": ID.format(2), "name": "Eigen", "description": "x", "version": "1"},
    "taxonomy_list.json": PAGE | {"contents": [
        {"id": ID.format(2), "name": "Eigen", "description": "x", "uri": "https://a.example"}]},
    "taxonomy_term.json": TERM,
    "taxonomy_term_list.json": PAGE | {"contents": [TERM]},
}  # fmt: skip
