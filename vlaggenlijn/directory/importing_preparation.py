"""From the table of a file to clean rows that can be compared with what is stored."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from vlaggenlijn.common.spreadsheets import Row, Table
from vlaggenlijn.directory.import_rows import (
    CleanRow,
    Problem,
    RowOutcome,
    check_mapping,
    clean,
    skipped,
    where,
    with_duplicates,
)
from vlaggenlijn.directory.import_rows.fields import columns_of
from vlaggenlijn.directory.importing_places import KnownPlaces
from vlaggenlijn.directory.importing_report import ImportRefused, about_file, problem
from vlaggenlijn.directory.importing_sectors import NAME, KnownSectors, completed, fitting_patterns
from vlaggenlijn.directory.models import Organization, Phone
from vlaggenlijn.places.folding import fold

LANGUAGES = "languages"
# The first column of our own export of services, in every language; those are no organisations.
SERVICE_ID = "Vlaggenlijn service id"
BOX_WORDS = frozenset({"bus", "bte", "boite", "box", "b", "verdieping", "etage", "floor"})
LONGEST = {
    field.name: field.max_length
    for field in Organization._meta.concrete_fields
    if field.name in ("name", "website") and field.max_length
}
LONGEST_PHONE = Phone._meta.get_field("number").max_length or 40


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows of a file that were asked for, and those that were not."""

    rows: list[Row]
    others: list[Row]


def chosen(table: Table, conditions: Sequence[str]) -> Chosen:
    """Return the rows that meet the conditions, or raise ImportRefused."""
    selection = where(table.header, table.rows, conditions)
    for found in selection.problems:
        raise ImportRefused(found)
    if not selection.kept:
        raise ImportRefused(problem("", "nothing_chosen", conditions=", ".join(conditions)))
    return Chosen(selection.kept, selection.skipped)


def left_out(table: Table, rows: Sequence[Row], mapping: Mapping[str, str]) -> list[RowOutcome]:
    """Return the outcome of the rows that were not asked for."""
    columns = columns_of(table.header, frozenset(mapping.items())).get("name", ())
    return [
        skipped(row.number, next((row.cells[index] for index in columns if row.cells[index]), ""))
        for row in rows
    ]


def refuse_unusable(table: Table, mapping: Mapping[str, str], name_pattern: str) -> list[Problem]:
    """Return the doubts about the whole file, or raise ImportRefused for its first error."""
    if name_pattern and NAME not in name_pattern:
        raise ImportRefused(problem("", "pattern_wrong", value=name_pattern))
    if any(fold(name) == fold(SERVICE_ID) for name in table.header):
        raise ImportRefused(problem("", "services_export"))
    found = check_mapping(table.header, mapping)
    for one in found:
        if one.level == "error":
            raise ImportRefused(one, mapping)
    ignored = ", ".join(column for column, field in mapping.items() if field == LANGUAGES)
    found += [problem(LANGUAGES, "languages_ignored", column=ignored)] if ignored else []
    return [*map(about_file, table.warnings), *found]


@dataclass(frozen=True, slots=True)
class Cleaner:
    """Cleans all rows of a file for one network."""

    places: KnownPlaces
    sectors: KnownSectors
    allows_demo_numbers: bool = False

    def rows(
        self, table: Table, rows: Sequence[Row], mapping: Mapping[str, str], name_pattern: str
    ) -> tuple[list[CleanRow], list[Problem]]:
        """Return the clean rows, and what was done to all their names."""
        used = {column: field for column, field in mapping.items() if field != LANGUAGES}
        cleaned = [self._clean(table, row, used) for row in rows]
        named, remarks = self._named(cleaned, name_pattern)
        return with_duplicates([_within_limits(row) for row in named]), remarks

    def _clean(self, table: Table, row: Row, mapping: Mapping[str, str]) -> CleanRow:
        demo = self.allows_demo_numbers
        found = clean(table.header, row, mapping, self.places, allows_demo_numbers=demo)
        values, problems = found.values, list(found.problems)
        sector = self.sectors.find(values.sector) if values.sector else None
        if values.sector and sector is None:
            problems.append(problem("sector", "sector_unknown", value=values.sector))
        values = replace(
            values,
            sector=sector.slug if sector else "",
            number=values.number if values.street else "",
            box=_box(values.box),
            phone=values.phone or shortened(values.phone_note),
        )
        return replace(found, values=values, problems=problems)

    def _named(
        self, rows: Sequence[CleanRow], name_pattern: str
    ) -> tuple[list[CleanRow], list[Problem]]:
        """Complete names that only name a municipality; one remark for each pattern used."""
        by_slug = self.sectors.by_slug
        pairs = [(row.values.name, by_slug.get(row.values.sector)) for row in rows]
        fitting = {} if name_pattern else fitting_patterns(pairs, self.places.is_municipality_name)
        counts: Counter[str] = Counter()
        examples: dict[str, tuple[str, str]] = {}
        named = []
        for row, (name, sector) in zip(rows, pairs, strict=True):
            pattern = name_pattern or fitting.get(row.values.sector, "")
            # Our own export says what something is called here.
            new = name if row.values.record else completed(name, pattern, sector)
            if new != name:
                counts[pattern] += 1
                examples.setdefault(pattern, (name, new))
            named.append(replace(row, values=replace(row.values, name=new)))
        return named, [_remark(*examples[pattern], count) for pattern, count in counts.items()]


def _remark(name: str, example: str, count: int) -> Problem:
    return problem("name", "names_completed", name=name, example=example, count=count)


def _box(text: str) -> str:
    """Return the box with the word people write before it."""
    words = fold(text).split()
    return text if not words or words[0].rstrip("0123456789") in BOX_WORDS else f"bus {text}"


def shortened(text: str) -> str:
    """Return a text that is no phone number so that it fits where a number stands."""
    return text if len(text) <= LONGEST_PHONE else text[: LONGEST_PHONE - 1] + "…"


def _within_limits(row: CleanRow) -> CleanRow:
    found = [
        problem(name, f"{name}_too_long", limit=limit)
        for name, limit in LONGEST.items()
        if len(getattr(row.values, name)) > limit
    ]
    return replace(row, problems=[*row.problems, *found])
