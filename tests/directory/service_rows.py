"""Rows of a spreadsheet of services for tests, and what an import made of them."""

from typing import Any

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.spreadsheets import Row, Table
from vlaggenlijn.directory.actions.importing import import_services
from vlaggenlijn.directory.importing_report import ImportReport, message
from vlaggenlijn.directory.models import (
    Service,
)

COLUMNS = [
    *("aanbod", "organisatie", "id", "nieuwe organisatie", "samenvatting", "beschrijving"),
    *("wat doen", "thema's", "functies", "doelgroepen", "leeftijd van", "leeftijd tot", "kosten"),
    *("kosten in woorden", "talen", "telefoon", "email", "website", "straat", "huisnummer"),
    *("postcode", "gemeente", "werkingsgebied", "openingsuren", "status", "laatst bevestigd"),
    "Vlaggenlijn service id",
]


FULL = {
    "aanbod": "Spelpunt",
    "organisatie": "De Zandbak",
    "id": "A-1",
    "samenvatting": "Samen spelen.",
    "beschrijving": "Elke week.\nMet koffie.",
    "wat doen": "Kom gewoon langs.",
    "thema's": "sleep; respite",
    "leeftijd van": "18 maanden",
    "leeftijd tot": "3",
    "kosten": "gratis",
    "kosten in woorden": "Koffie betaal je zelf.",
    "talen": "Nederlands, tr",
    "telefoon": "09 210 10 10 / 09 210 10 11",
    "email": "info@example.org",
    "website": "example.org",
    "straat": "Veldstraat",
    "huisnummer": "1",
    "postcode": "9000",
    "gemeente": "Gent",
    "werkingsgebied": "Gent, Leuven; heel Vlaanderen",
    "openingsuren": "ma-wo 9-12, 13-17; za 10-12",
    "status": "tijdelijk gesloten",
    "laatst bevestigd": "2026-01-31",
}


def table(*rows: dict[str, str], columns: list[str] | None = None) -> Table:
    header = tuple(columns or COLUMNS)
    cells = [tuple(row.get(name, "") for name in header) for row in rows]
    return Table(header, [Row(number, one) for number, one in enumerate(cells, 2)], "utf-8", ",")


def a_row(**values: str) -> dict[str, str]:
    return {"aanbod": "Spelpunt", "organisatie": "De Zandbak"} | values


def imported(network: LocalNetwork, *rows: dict[str, str], **options: Any) -> ImportReport:
    return import_services(by=None, network=network, table=table(*rows), **options)


def outcomes(report: ImportReport) -> list[tuple[str, str]]:
    return [(row.outcome, row.action) for row in report.rows]


def codes(report: ImportReport) -> list[list[str]]:
    for row in report.rows:
        assert all(message(found) for found in row.problems)
    return [[found.code for found in row.problems] for row in report.rows]


def stored() -> Service:
    return Service.objects.get()
