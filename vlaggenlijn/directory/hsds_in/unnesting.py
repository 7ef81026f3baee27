"""From objects in objects to rows of tables that point to each other."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from vlaggenlijn.common.spreadsheets_table import text_of_number
from vlaggenlijn.directory.hsds_in.refusals import Limits, Unreadable
from vlaggenlijn.directory.hsds_in.schema import (
    LINKS,
    OLDER_COLUMNS,
    POINTING,
    REFERENCES,
    table_named,
)
from vlaggenlijn.directory.import_rows.values import EMPTY_WORDS

Row = dict[str, str]
# Tables of which one row may stand in several objects.
OF_THEMSELVES = frozenset(POINTING[name].removesuffix("_id") for name in POINTING)
MADE = "#"  # before an id that the file does not give


class Tables:
    """Rows by table, each with an id; one that comes again inside others is the same row.

    ``doubles`` counts rows that repeat an id on their own; those are left out. ``taken`` counts
    every row that was met, also of a record that is known.
    """

    def __init__(self, limits: Limits) -> None:
        self.rows: dict[str, dict[str, Row]] = {}
        self.doubles: list[tuple[str, Row]] = []
        self.read: Counter[str] = Counter()
        self.count = self.taken = 0
        self._limit = limits.rows
        self._top: set[tuple[str, str]] = set()

    def add(self, table: str, row: Row, *, is_top: bool = False, owner: Row | None = None) -> str:
        """Keep a row and return its id, a made one when it has none or has that of another."""
        self.taken += 1
        for name in LINKS & row.keys():
            if row[name].casefold() in EMPTY_WORDS:  # as programs that count write a missing one
                del row[name]
        rows = self.rows.setdefault(table, {})
        key = row.get("id", "")
        known = rows.get(key)
        if not key or (known and table not in OF_THEMSELVES and _is_of_another(known, owner)):
            key = row["id"] = f"{MADE}{table}/{self.count}"
            known = None
        if is_top and (table, key) in self._top:
            self.doubles.append((table, row))
            self._counted(table)
        elif known is None:
            rows[key] = row
            self._counted(table)
        else:
            rows[key] = row | known if not is_top else known | row
        if is_top:
            self._top.add((table, key))
        return key

    def _counted(self, table: str) -> None:
        self.read[table] += 1
        self.count += 1
        if self.count > self._limit:
            raise Unreadable("too_many_rows", limit=self._limit)


def _is_of_another(known: Row, owner: Row | None) -> bool:
    """Tell whether a row with the same id stands in another object, as careless files have it."""
    return any(known.get(name, value) != value for name, value in (owner or {}).items())


class Unnester:
    """Takes objects apart into tables."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def take(
        self, table: str, value: Mapping[str, Any], owner: Row | None = None, *, is_top: bool = True
    ) -> str:
        """Keep an object with all that is in it and return its id."""
        row = _plain(value, table) | (owner or {})
        for key, inner in value.items():
            column = POINTING.get(key)
            if isinstance(inner, dict) and column and inner:
                other = table_named(key) if key != "taxonomy_detail" else "taxonomy"
                row[column] = self.take(other, inner, is_top=False)
            elif isinstance(inner, dict) and inner:
                row.setdefault(clean(key), "1")  # so that it is counted as something we cannot hold
        key = self._tables.add(table, row, is_top=is_top, owner=owner)
        for name, inner in value.items():
            if isinstance(inner, list):
                self._take_list(table, key, name, inner)
        return key

    def _take_list(self, table: str, key: str, name: str, values: list[Any]) -> None:
        inner = table_named(name)
        for one in values:
            if not isinstance(one, dict):
                continue
            if inner:
                self.take(inner, one, _owner(inner, table, key), is_top=False)
            else:
                self._tables.rows[table][key].setdefault(clean(name), "1")


def _owner(inner: str, table: str, key: str) -> Row:
    """Return the columns that say to which row an object belongs it stands in."""
    if inner == "attribute":
        return {"link_id": key, "link_entity": table}
    if inner == "metadata":
        return {"resource_id": key, "resource_type": table}
    column = f"{table}_id"
    return {column: key} if (inner, column) in REFERENCES else {}


def _plain(value: Mapping[str, Any], table: str) -> Row:
    """Return the values of an object that are no objects, as text, under the words of today."""
    found = {}
    for key, inner in value.items():
        text = _text(inner)
        if text:
            found[clean(key).lower()] = text
    return modern(found, OLDER_COLUMNS.get(table, {}))


def modern(row: Row, older: Mapping[str, str]) -> Row:
    """Return the row with the words of today for its columns; said twice, once is enough."""
    found = dict(row)
    for name, today in older.items():
        if name in found and found.setdefault(today, found[name]) == found[name]:
            del found[name]
    return found


def _text(value: Any) -> str:
    """Return a value as a cell; lists of words with commas between; "" for objects."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return text_of_number(value)
    if isinstance(value, int):
        return str(value) if abs(value) < 10**15 else ""
    if isinstance(value, list):
        return ", ".join(filter(None, (_text(one) for one in value if not isinstance(one, list))))
    return ""


def clean(text: str) -> str:
    """Return the text without halves of signs and zeros, which JSON can hold and no table can."""
    return text.encode("utf-8", "ignore").decode("utf-8").replace("\0", "").strip()
