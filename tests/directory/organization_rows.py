"""Rows of a spreadsheet of organisations for tests, and what an import made of them."""

from typing import Any
from uuid import UUID

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.spreadsheets import Row, Table
from vlaggenlijn.directory.actions.importing import import_organizations
from vlaggenlijn.directory.importing_report import ImportReport
from vlaggenlijn.directory.models import (
    Address,
    Organization,
)
from vlaggenlijn.taxonomy.models import Posting

COLUMNS = [
    *("naam", "id", "kbo", "ovo", "uri", "sector", "straat", "huisnummer", "bus", "postcode"),
    *("gemeente", "nis", "lat", "lon", "telefoon", "email", "website", "beschrijving"),
]


def kbo(number: int) -> str:
    digits = f"0{2_000_000 + number:07d}"
    return f"{digits}{97 - int(digits) % 97:02d}"


def table(*rows: dict[str, str], columns: list[str] | None = None) -> Table:
    """A table of rows by column name; the first row of a file is its header."""
    header = tuple(columns or COLUMNS)
    cells = [tuple(row.get(name, "") for name in header) for row in rows]
    return Table(header, [Row(number, one) for number, one in enumerate(cells, 2)], "utf-8", ",")


def a_row(**values: str) -> dict[str, str]:
    place = {"straat": "Veldstraat", "huisnummer": "1", "postcode": "9000", "gemeente": "Gent"}
    return {"naam": "De Zandbak", "kbo": kbo(1), **place} | values


def imported(network: LocalNetwork, *rows: dict[str, str], **options: Any) -> ImportReport:
    return import_organizations(by=None, network=network, table=table(*rows), **options)


def outcomes(report: ImportReport) -> list[tuple[str, str]]:
    return [(row.outcome, row.action) for row in report.rows]


def codes(report: ImportReport) -> list[list[str]]:
    return [[found.code for found in row.problems] for row in report.rows]


def stored() -> Organization:
    return Organization.objects.get()


def address_of(organization: Organization) -> Address:
    return Address.objects.get(location__organization=organization)


def postings_of(pk: UUID) -> dict[str, float]:
    return dict(Posting.objects.of_record(pk).values_list("term", "weight"))


FULL = a_row(
    id="A-1",
    ovo="OVO000001",
    uri="https://example.org/id/1",
    sector="Jeugdwerk",
    bus="2",
    lat="51.05",
    lon="3.72",
    telefoon="09 210 10 10",
    email="info@example.org",
    website="example.org",
    beschrijving="Spelen in de buurt.",
)


def by_id(network: LocalNetwork, *rows: dict[str, str]) -> ImportReport:
    columns = ["Vlaggenlijn id", *COLUMNS]
    return import_organizations(by=None, network=network, table=table(*rows, columns=columns))
