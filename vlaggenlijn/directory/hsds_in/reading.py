"""From the text of files to the rows of tables: CSV as it stands, JSON unnested."""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from vlaggenlijn.common.spreadsheets_text import without_hint
from vlaggenlijn.directory.hsds_in.refusals import LIMITS, Limits, Unreadable, refuse_too_many
from vlaggenlijn.directory.hsds_in.schema import OLDER_COLUMNS, table_named
from vlaggenlijn.directory.hsds_in.sources import Source
from vlaggenlijn.directory.hsds_in.unnesting import Tables, Unnester, modern

DESCRIPTOR = "datapackage"
WRAPPERS = ("contents", "content", "items", "data", "results", "records", "value")
NAMING = {"id", "name"}  # what has one of these is a record itself
OF_SERVICES = {"organization", "organization_id", "organisation", "organisation_id", "status"}


@dataclass(slots=True)
class Package:
    """All tables of a delivery; ``ignored`` names the files in which nothing of HSDS was found."""

    tables: Tables
    ignored: list[str] = field(default_factory=list)


def package_of(sources: list[Source], name: str, limits: Limits = LIMITS) -> Package:
    """Return the tables in these files, or raise Unreadable when there is no HSDS at all."""
    tables = Tables(limits)
    package = Package(tables)
    named = _named_by_descriptor(sources)
    for one in sources:
        if one.stem.lower() == DESCRIPTOR and not one.is_table:
            continue
        if not _read(one, named, tables, limits):
            package.ignored.append(one.path)
    if not any(tables.rows.get(table) for table in ("service", "organization")):
        raise Unreadable("nothing", file=name)
    return package


def _read(one: Source, named: Mapping[str, str], tables: Tables, limits: Limits) -> bool:
    """Put the rows of one file in the tables; False when it holds nothing we know."""
    if not one.text.strip():
        return False
    if one.is_table:
        table = named.get(one.path.rpartition("/")[2], "") or table_named(one.stem)
        if table:
            _add_rows(one, table, tables)
        return bool(table)
    unnester = Unnester(tables)
    before = tables.taken
    try:
        for value in _values(one, limits):
            _unnest(value, _table_of(one.stem), unnester)
    except RecursionError:
        raise Unreadable("too_deep", file=one.path) from None
    return tables.taken > before


def _table_of(stem: str) -> str:
    """Return the table that a file of JSON is called after, also as service_list and _full."""
    return table_named(re.sub(r"[-_ ](list|full)$", "", stem.lower()))


def _named_by_descriptor(sources: list[Source]) -> dict[str, str]:
    """Return {file name: table} as a datapackage.json says; nothing when it cannot be read."""
    named: dict[str, str] = {}
    for one in sources:
        if one.stem.lower() != DESCRIPTOR or one.is_table:
            continue
        try:
            resources = json.loads(one.text).get("resources", [])
        except (ValueError, RecursionError, AttributeError):
            continue
        for resource in filter(_is_resource, resources if isinstance(resources, list) else []):
            named[resource["path"].rpartition("/")[2]] = table_named(resource["name"])
    return named


def _is_resource(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(value.get(key), str) for key in ("path", "name")
    )


def _add_rows(one: Source, table: str, tables: Tables) -> None:
    text, hint = without_hint(one.text.lstrip("\ufeff\r\n"))
    reader = csv.reader(StringIO(text, newline=""), delimiter=hint or _delimiter(text))
    older = OLDER_COLUMNS.get(table, {})
    try:
        header = [_column(name) for name in next(reader, [])]
        for cells in reader:
            if any(cell.strip() for cell in cells):
                tables.add(table, _row(header, cells, older), is_top=True)
    except csv.Error:
        raise Unreadable("bad_csv", file=one.path, row=reader.line_num) from None


def _column(name: str) -> str:
    return name.strip().lower().replace(" ", "_")


def _row(header: list[str], cells: list[str], older: Mapping[str, str]) -> dict[str, str]:
    """Return the filled-in cells by column; an older word stands aside for the one of today."""
    found = {
        name: cell.strip()
        for name, cell in zip(header, cells, strict=False)
        if name and cell.strip()
    }
    return modern(found, older)


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max((",", ";", "\t", "|"), key=first.count)


def _values(one: Source, limits: Limits) -> Iterator[Any]:
    """Yield the value of a JSON file, or of each line of one with a value on every line."""
    refuse_too_many(one.text.encode(), one.path, limits)
    lines = [line for line in one.text.splitlines() if line.strip()]
    try:
        yield _parsed(one.text)
        return
    except ValueError as error:
        is_by_line = len(lines) > 1 and lines[0].rstrip().endswith("}")
        if not is_by_line:
            raise _not_json(one, error, 1) from None
    for number, line in enumerate(lines, 1):
        try:
            yield _parsed(line)
        except ValueError as error:
            raise _not_json(one, error, number) from None


def _parsed(text: str) -> Any:
    # NaN and Infinity are no JSON, but programs that count write them for what is not known.
    return json.loads(text.removeprefix("\ufeff"), parse_constant=lambda _word: None)


def _not_json(one: Source, error: ValueError, line: int) -> Unreadable:
    first, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
    return Unreadable("not_json", file=one.path, line=max(first, line), column=column)


def _unnest(value: Any, table: str, unnester: Unnester) -> None:
    """Take a list of records, a page of them, an object of tables, or one record."""
    if isinstance(value, list):
        for one in value:
            if isinstance(one, dict):
                _take(one, table, unnester)
        return
    if not isinstance(value, dict):
        return
    for key in WRAPPERS:
        inside = value.get(key)
        if isinstance(inside, list) or (isinstance(inside, dict) and not value.keys() & NAMING):
            _unnest(inside, table, unnester)
            return
    listed = {key: rows for key, rows in value.items() if isinstance(rows, list)}
    if not value.keys() & NAMING and any(map(table_named, listed)):
        for key, rows in listed.items():
            _unnest(rows, table_named(key), unnester)
        return
    _take(value, table, unnester)


def _take(value: dict[str, Any], table: str, unnester: Unnester) -> None:
    if kind := table or kind_of(value):
        unnester.take(kind, _record(value))


def _record(value: dict[str, Any]) -> dict[str, Any]:
    """Return what stands in an answer of our own feed of changes; any other value as it is."""
    inner = value.get("record")
    return inner if isinstance(inner, dict) and "is_gone" in value else value


def kind_of(value: Mapping[str, Any]) -> str:
    """Return the table of an object by the keys it has; a service when nothing speaks against.

    "" for what names nothing, as the front door of an API or a report about one.
    """
    if isinstance(value.get("record"), dict) and "is_gone" in value:
        return kind_of(value["record"])
    keys = value.keys()
    if "service" in keys and ("location" in keys or "location_id" in keys):
        return "service_at_location"
    if "location_type" in keys or "addresses" in keys:
        return "location"
    if keys & {"services", "organization_identifiers", "website", "tax_status", "legal_status"}:
        return "organization"
    if keys & {"taxonomy_detail", "term_uri", "parent_id"}:
        return "taxonomy_term"
    if keys & OF_SERVICES:
        return "service"
    if not any(isinstance(value.get(name), str | int) for name in NAMING):
        return ""
    return "taxonomy" if keys & {"uri", "version"} else "service"
