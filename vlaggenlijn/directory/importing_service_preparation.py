"""From the table of a file to clean rows of services, and what changes of one in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vlaggenlijn.common.spreadsheets import Row, Table
from vlaggenlijn.directory.facts import WeekFacts
from vlaggenlijn.directory.import_rows import CleanRow, Problem
from vlaggenlijn.directory.import_rows.service_cleaning import (
    CONCEPTS,
    ServiceValues,
    clean_service,
    with_service_duplicates,
)
from vlaggenlijn.directory.import_rows.service_fields import check_service_mapping
from vlaggenlijn.directory.import_rows.week_text import format_week
from vlaggenlijn.directory.importing_places import KnownPlaces
from vlaggenlijn.directory.importing_preparation import SERVICE_ID
from vlaggenlijn.directory.importing_report import Alteration, ImportRefused, about_file, problem
from vlaggenlijn.directory.importing_service_words import KnownWords
from vlaggenlijn.directory.models import Service
from vlaggenlijn.directory.models.service import Status
from vlaggenlijn.places.folding import fold

ORGANIZATION_ID = "Vlaggenlijn id"
LONGEST_URL = Service._meta.get_field("url").max_length or 200
# Under which column of the import a value is shown.
SHOWN_UNDER = {
    "amount": "cost",
    "phones": "phone",
    "week": "hours",
    "place_week": "place_hours",
    "minimum_age": "minimum_age_months",
    "maximum_age": "maximum_age_months",
}


def refuse_unusable_services(table: Table, mapping: Mapping[str, str]) -> list[Problem]:
    """Return the doubts about the whole file, or raise ImportRefused for its first error."""
    names = {fold(name) for name in table.header}
    if fold(ORGANIZATION_ID) in names and fold(SERVICE_ID) not in names and "kbo" in names:
        raise ImportRefused(problem("", "organizations_export"))
    for found in check_service_mapping(table.header, mapping):
        raise ImportRefused(found, mapping)
    return [*map(about_file, table.warnings)]


@dataclass(frozen=True, slots=True)
class ServiceCleaner:
    """Cleans all rows of a file for one network."""

    places: KnownPlaces
    words: KnownWords
    today: date
    allows_demo_numbers: bool = False

    def rows(self, table: Table, rows: Sequence[Row], mapping: Mapping[str, str]) -> list[CleanRow]:
        cleaned = [
            clean_service(
                table.header,
                row,
                mapping,
                self.places,
                self.words,
                self.today,
                allows_demo_numbers=self.allows_demo_numbers,
            )
            for row in rows
        ]
        return with_service_duplicates([_within_limits(row) for row in cleaned])


def _within_limits(row: CleanRow) -> CleanRow:
    if len(row.values.website) <= LONGEST_URL:
        return row
    found = problem("website", "website_too_long", limit=LONGEST_URL)
    return replace(row, problems=[*row.problems, found])


def service_alterations(
    before: ServiceValues, after: ServiceValues, changed: Iterable[str], words: KnownWords
) -> list[Alteration]:
    """Return what changes of a service, field by field, in words."""
    return [
        Alteration(
            SHOWN_UNDER.get(name, name), _shown(before, name, words), _shown(after, name, words)
        )
        for name in changed
    ]


def _shown(values: ServiceValues, name: str, words: KnownWords) -> str:
    value = getattr(values, name)
    if name in CONCEPTS:
        return ", ".join(words.label(name, slug) for slug in value)
    if name == "status" and value:
        return str(Status(value).label)
    if isinstance(value, WeekFacts):
        return format_week(value)
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else str(value)
