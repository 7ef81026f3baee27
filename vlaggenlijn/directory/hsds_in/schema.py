"""The tables of HSDS, which column points to which table, and what of them we have a place for.

Out of the descriptor of the tabular package 3.0, with the tables of 3.1 and the names that older
and British files use.
"""

# (table, column) -> table that holds the row it names. The references of the specification.
REFERENCES: dict[tuple[str, str], str] = {
    ("program", "organization_id"): "organization",
    ("service", "organization_id"): "organization",
    ("service", "program_id"): "program",
    ("attribute", "taxonomy_term_id"): "taxonomy_term",
    ("service_at_location", "service_id"): "service",
    ("service_at_location", "location_id"): "location",
    ("location", "organization_id"): "organization",
    ("phone", "contact_id"): "contact",
    ("phone", "location_id"): "location",
    ("phone", "organization_id"): "organization",
    ("phone", "service_id"): "service",
    ("phone", "service_at_location_id"): "service_at_location",
    ("contact", "location_id"): "location",
    ("contact", "organization_id"): "organization",
    ("contact", "service_id"): "service",
    ("contact", "service_at_location_id"): "service_at_location",
    ("address", "location_id"): "location",
    ("schedule", "location_id"): "location",
    ("schedule", "service_id"): "service",
    ("schedule", "service_at_location_id"): "service_at_location",
    ("funding", "organization_id"): "organization",
    ("funding", "service_id"): "service",
    ("service_area", "service_id"): "service",
    ("service_area", "service_at_location_id"): "service_at_location",
    ("required_document", "service_id"): "service",
    ("language", "location_id"): "location",
    ("language", "phone_id"): "phone",
    ("language", "service_id"): "service",
    ("accessibility", "location_id"): "location",
    ("taxonomy_term", "taxonomy_id"): "taxonomy",
    ("cost_option", "service_id"): "service",
    ("organization_identifier", "organization_id"): "organization",
    ("service_capacity", "service_id"): "service",
    ("service_capacity", "unit_id"): "unit",
    ("url", "service_id"): "service",
    ("url", "organization_id"): "organization",
}
# References that the descriptor of the package does not check; broken ones are counted apart.
LOOSE_REFERENCES: dict[tuple[str, str], str] = {
    ("taxonomy_term", "parent_id"): "taxonomy_term",
    ("organization", "parent_organization_id"): "organization",
}
LINKS = frozenset({"id", *(column for _table, column in REFERENCES)})
TABLES = frozenset(
    {name for name, _column in REFERENCES}
    | set(REFERENCES.values())
    | {"metadata", "meta_table_description"}
)
PLURALS = {
    "taxonomy": "taxonomies",
    "service_capacity": "service_capacities",
    "accessibility": "accessibilities",
    "address": "addresses",
    "service_at_location": "service_at_locations",
}
OLDER_NAMES = {
    "services_at_location": "service_at_location",
    "services_at_locations": "service_at_location",
    "physical_address": "address",
    "physical_addresses": "address",
    "postal_address": "address",
    "postal_addresses": "address",
    "regular_schedule": "schedule",
    "regular_schedules": "schedule",
    "accessibility_for_disabilities": "accessibility",
    "service_attribute": "attribute",
    "service_attributes": "attribute",
    "service_taxonomy": "attribute",
    "service_taxonomies": "attribute",
    "other_attribute": "attribute",
    "other_attributes": "attribute",
    "link_taxonomy": "attribute",
    "link_taxonomies": "attribute",
    "capacities": "service_capacity",
    "additional_urls": "url",
    "additional_websites": "url",
    "organisation": "organization",
    "organisations": "organization",
}
TABLE_OF: dict[str, str] = (
    {name: name for name in TABLES}
    | {PLURALS.get(name, f"{name}s"): name for name in TABLES}
    | OLDER_NAMES
)
# An object under this key is a row that the object around it points to.
POINTING = {
    "organization": "organization_id",
    "organisation": "organization_id",
    "service": "service_id",
    "location": "location_id",
    "program": "program_id",
    "taxonomy_term": "taxonomy_term_id",
    "taxonomy_detail": "taxonomy_id",
    "unit": "unit_id",
}
# The older word of a column, by table; the word of today wins when both are filled in.
OLDER_COLUMNS: dict[str, dict[str, str]] = {
    "service": {
        "fees": "fees_description",
        "eligibility": "eligibility_description",
        "organisation_id": "organization_id",
        "short_description": "summary",
    },
    "organization": {"url": "website"},
    "address": {"address": "address_1", "postcode": "postal_code"},
    "language": {"language": "name"},
    "schedule": {"weekday": "byday"},
    "service_area": {"service_area": "name"},
    "accessibility": {"accessibility": "description"},
    "taxonomy_term": {"term": "name", "vocabulary": "taxonomy"},
    "attribute": {"service_id": "link_id", "taxonomy_id": "taxonomy_term_id"},
    "phone": {"phone_number": "number"},
    "location": {"lat": "latitude", "lon": "longitude", "lng": "longitude"},
}
KEYS = frozenset({"id", "organization_id", "service_id", "location_id", "service_at_location_id"})


def _held(words: str, *more: str) -> frozenset[str]:
    return KEYS | frozenset(words.split()) | frozenset(more)


# What has a place here; everything else that is filled in is counted.
HELD: dict[str, frozenset[str]] = {
    "organization": _held("name alternate_name description email website assured_date"
                          " assured_until"),
    "service": _held(
        "name alternate_name description url email status interpretation_services"
        " application_process fees_description wait_time eligibility_description minimum_age"
        " maximum_age assured_date alert summary what_happens minimum_age_months"
        " maximum_age_months wait_time_on closed_until on_holidays assured_until"
    ),
    "service_at_location": _held("description"),
    "location": _held("location_type name transportation latitude longitude"),
    "address": _held("address_1 address_2 city state_province postal_code country address_type"
                     " region"),
    "phone": _held("number extension type description contact_id"),
    "contact": _held(""),
    "schedule": _held(
        "valid_from valid_to dtstart until count freq interval byday bymonthday description notes"
        " opens_at closes_at attending_type kind is_closed"
    ),
    "service_area": _held("name extent extent_type"),
    "language": _held("name code note is_by_interpreter"),
    "accessibility": _held("description details kind is_possible"),
    "attribute": _held("link_id taxonomy_term_id link_entity link_type label"),
    "taxonomy_term": _held("code name taxonomy taxonomy_id parent_id language description"),
    "taxonomy": _held("name description version uri"),
    "cost_option": _held("option currency amount amount_description is_uitpas"),
    "organization_identifier": _held("identifier_type identifier identifier_scheme"),
    "service_capacity": _held("unit_id available maximum updated"),
    "unit": _held("name"),
}  # fmt: skip
# How long a text may be where it is kept; tests/directory holds this against the tables.
LONGEST: dict[str, int] = {
    "service.name": 200,
    "service.alternate_name": 200,
    "service.summary": 200,
    "service.description": 5_000,
    "service.application_process": 300,
    "service.what_happens": 300,
    "service.eligibility_description": 300,
    "service.fees_description": 200,
    "service.interpretation_services": 200,
    "service.wait_time": 100,
    "service.alert": 200,
    "organization.name": 200,
    "organization.alternate_name": 200,
    "organization.description": 20_000,
    "location.name": 200,
    "location.transportation": 300,
    "service_at_location.description": 200,
    "address.address_1": 200,
    "address.address_2": 100,
    "address.postal_code": 10,
    "address.city": 100,
    "phone.number": 40,
    "phone.description": 100,
    "schedule.description": 200,
    "language.note": 100,
    "accessibility.description": 200,
    "cost_option.option": 100,
    "cost_option.amount_description": 200,
    "service_capacity.unit": 60,
}
LONGEST_ID = 250


def table_named(name: str) -> str:
    """Return the table that a file, a key or a resource is called after, or an empty string."""
    plain = name.strip().lower().replace("-", "_").replace(" ", "_")
    return TABLE_OF.get(plain, "")
