"""Deliveries of HSDS for tests: a small one with everything that goes wrong in real ones."""

import csv
import json
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Rows = Sequence[Mapping[str, str]]
OWN = uuid.UUID("6f9b0b0e-3d0e-4b58-9d8f-0a5f6d1c7e11")


def row(**values: str) -> dict[str, str]:
    return values


# Rows by file; a "!" marks what is wrong on purpose.
PACKAGE: dict[str, Rows] = {
    "organizations": [
        row(id="o1", name="Harbor Families", description="Help.", email="info@harbor.example.org",
            website="harbor.example.org", logo="https://harbor.example.org/l.png"),
        row(id="o2", name="Harbor Families", description="Another of that name."),
        row(id="o3", name="", description="No name!"),
    ],
    "services": [
        row(id="s1", organization_id="o1", name="Parent café", status="", minimum_age="0",
            maximum_age="3", url="https://harbor.example.org/cafe", accreditations="Gold",
            assured_date="2024-13-45"),
        row(id="s2", organization_id="o1", name="Parent café", status="active"),
        row(id="s3", organization_id="gone", name="Lost", status="active"),
        row(id="s4", organization_id="", name="Nobody's", status="active"),
        row(id="s5", organization_id="o2", name="Lunch for seniors", status="Running",
            minimum_age="60", program_id="nowhere"),
        row(id="s1", organization_id="o2", name="The same id again", status="active"),
        row(id="s6", organization_id="o3", name="Of a nameless one", status="active"),
    ],
    "locations": [
        row(id="l1", location_type="physical", name="Main hall", latitude="27.95",
            longitude="-82.45"),
        row(id="l2", location_type="somewhere", name="", organization_id="gone"),
    ],
    "addresses": [
        row(id="a1", location_id="l1", address_1="1 Main St", city="Tampa", state_province="FL",
            postal_code="33602", country="USA", address_type="physical"),
        row(id="a2", location_id="gone", address_1="2 Main St", city="Tampa"),
    ],
    "service_at_location": [
        row(id="sl1", service_id="s1", location_id="l1"),
        row(id="sl2", service_id="s2", location_id="l1"),
        row(id="sl3", service_id="s5", location_id="gone"),
        row(id="sl4", service_id="gone", location_id="l2"),
    ],
    "phones": [
        row(id="p1", service_id="s1", number="(813) 974-2011", type="voice"),
        row(id="p2", location_id="l1", number="(813) 974-2011", extension="12"),
        row(id="p3", service_id="gone", number="555"),
        row(id="p4", number="nobody's"),
        row(id="p5", contact_id="c1", number="813-974-2022"),
    ],
    "contacts": [row(id="c1", organization_id="o1", name="A Person", title="Front desk")],
    "schedules": [
        row(id="h1", service_id="s1", byday="Monday, TU", opens_at="9:00 AM", closes_at="17:00:00"),
        row(id="h2", service_id="s2", description="Mon-Fri, call ahead"),
        row(id="h3", service_id="s5", freq="YEARLY", byday="someday", opens_at="25:00"),
    ],
    "languages": [
        row(id="g1", service_id="s1", code="eng"),
        row(id="g2", service_id="s1", name="Klingon"),
        row(id="g3", service_id="s1", code="es-MX"),
    ],
    "cost_options": [
        row(id="k1", service_id="s1", amount="12.50", currency="USD", amount_description="a visit"),
        row(id="k2", service_id="s2", amount="0", option="Members"),
    ],
    "service_areas": [row(id="w1", service_id="s1", name="Hillsborough County")],
    "taxonomy_terms": [row(id="t1", code="BD", name="Food", taxonomy="AIRS", description="")],
    "attributes": [
        row(id="x1", link_id="s1", link_entity="service", taxonomy_term_id="t1"),
        row(id="x2", link_id="s1", link_entity="service", taxonomy_term_id="gone"),
        row(id="x3", link_id="gone", link_entity="service", taxonomy_term_id="t1"),
    ],
    "funding": [row(id="f1", organization_id="o1", source="A fund")],
}  # fmt: skip
BROKEN = {
    "address.location_id": 1,
    "attribute.taxonomy_term_id": 1,
    "location.organization_id": 1,
    "phone.service_id": 1,
    "service.organization_id": 1,
    "service.program_id": 1,
    "service_at_location.location_id": 1,
    "service_at_location.service_id": 1,
}


def written(
    folder: Path,
    package: Mapping[str, Rows] = PACKAGE,
    encoding: str = "utf-8",
    delimiter: str = ",",
) -> Path:
    """Write a tabular package as CSV files and return its folder."""
    folder.mkdir(exist_ok=True)
    for name, rows in package.items():
        columns = list(dict.fromkeys(column for one in rows for column in one))
        with (folder / f"{name}.csv").open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, columns, restval="", delimiter=delimiter)
            writer.writeheader()
            writer.writerows(rows)
    return folder


def zipped(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, f"data/{file.name}")
    return target


def of_another_site(value: Any) -> Any:
    """Return an export of ours with other ids, as one of a site of somebody else has."""
    text = json.dumps(value)
    seen = set(_ids(value))
    for one in seen:
        text = text.replace(one, str(uuid.uuid5(OWN, one)))
    return json.loads(text)


def _ids(value: Any) -> list[str]:
    if isinstance(value, dict):
        own = [value["id"]] if isinstance(value.get("id"), str) else []
        return own + [one for part in value.values() for one in _ids(part)]
    if isinstance(value, list):
        return [one for part in value for one in _ids(part)]
    return []
