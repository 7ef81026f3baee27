"""Which rows belong to which record, which point to nothing, and what has no place here."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from vlaggenlijn.directory.hsds_in.schema import HELD, LINKS, LOOSE_REFERENCES, REFERENCES
from vlaggenlijn.directory.hsds_in.unnesting import MADE, Row, Tables

Record = dict[str, Any]
# The table a row may belong to, the closest first.
OWNERS = {
    "phone": ("service_at_location", "service", "location", "contact", "organization"),
    "schedule": ("service_at_location", "service", "location"),
    "contact": ("service_at_location", "service", "location", "organization"),
    "language": ("service",),
    "service_area": ("service",),
    "cost_option": ("service",),
    "service_capacity": ("service",),
    "address": ("location",),
    "accessibility": ("location",),
    "organization_identifier": ("organization",),
}
COUNTED_APART = frozenset({"metadata", "meta_table_description"})
BROKEN, OWNERLESS, REPEATED = "broken_reference", "no_owner", "repeated_id"
WITHOUT_TERM = "no_term"  # a value of a list that HSDS does not name
PERSONAL = "of_a_person"  # a number of somebody of whom it is not said what they do there


@dataclass(slots=True)
class Counts:
    """What is in the files: rows read by table, references that point to nothing, rows that
    belong to no record, and filled-in values that have no place here."""

    read: dict[str, int] = field(default_factory=dict)
    broken: Counter[str] = field(default_factory=Counter)
    loose: Counter[str] = field(default_factory=Counter)
    left_out: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    unheld: Counter[str] = field(default_factory=Counter)
    ignored_files: list[str] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """Return everything for JSON, in a fixed order."""
        return {
            "read": _sorted(self.read),
            "broken_references": _sorted(self.broken),
            "other_broken_references": _sorted(self.loose),
            "left_out": {table: _sorted(self.left_out[table]) for table in sorted(self.left_out)},
            "not_held": _sorted(self.unheld),
            "ignored_files": self.ignored_files,
        }


def _sorted(counts: dict[str, int]) -> dict[str, int]:
    return {name: counts[name] for name in sorted(counts)}


class Linker:
    """Takes the broken references out of tables and puts rows under what they belong to."""

    def __init__(self, tables: Tables) -> None:
        self._rows = tables.rows
        self._doubles = tables.doubles
        self.counts = Counts(read=dict(tables.read))
        self._broken_in: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._under: dict[tuple[str, str, str], list[Row]] = defaultdict(list)

    def records(self) -> Iterator[Record]:
        """Yield organisations, then services, as plain values with everything under them.

        A row that repeats the id of an earlier one stands behind the others, marked.
        """
        self._unheld()
        self._mend_references()
        for table, owners in OWNERS.items():
            for row in self._all(table):
                self._put(table, row, owners)
        self._put_attributes()
        for row in self._all("service_at_location"):
            self._put("service_at_location", row, ("service",))
        for row in self._all("location"):
            if row.get("organization_id"):
                self._under["location", "organization", row["organization_id"]].append(row)
        yield from map(self._organization, self._all("organization"))
        yield from map(self._service, self._all("service"))
        yield from self._repeated()

    def _all(self, table: str) -> Iterable[Row]:
        return self._rows.get(table, {}).values()

    def _unheld(self) -> None:
        for table, rows in self._rows.items():
            held = HELD.get(table, frozenset()) | LINKS
            if table in COUNTED_APART:
                self.counts.unheld[table] += len(rows)
                continue
            for row in rows.values():
                self.counts.unheld.update(f"{table}.{name}" for name in row if name not in held)

    def _mend_references(self) -> None:
        """Count each reference to nothing and take it out, so that nobody follows it."""
        for references, counter in (
            (REFERENCES, self.counts.broken),
            (LOOSE_REFERENCES, self.counts.loose),
        ):
            for (table, column), target in references.items():
                known = self._rows.get(target, {})
                for row in self._all(table):
                    if row.get(column) and row[column] not in known:
                        counter[f"{table}.{column}"] += 1
                        self._broken_in[table, row["id"]].append(column)
                        del row[column]

    def _put(self, table: str, row: Row, owners: Iterable[str]) -> None:
        for owner in owners:
            key = row.get(f"{owner}_id")
            if key and owner == "contact" and not _role(self._rows["contact"][key]):
                self.counts.left_out[table][PERSONAL] += 1
                return
            if key:
                self._under[table, owner, key].append(row)
                return
        is_broken = bool(self._broken_in.get((table, row["id"])))
        self.counts.left_out[table][BROKEN if is_broken else OWNERLESS] += 1

    def _put_attributes(self) -> None:
        for row in self._all("attribute"):
            entity = row.get("link_entity") or "service"
            known = self._rows.get(entity, {})
            is_there = row.get("link_id", "") in known
            self.counts.loose["attribute.link_id"] += not is_there
            if is_there and row.get("taxonomy_term_id"):
                self._under["attribute", entity, row["link_id"]].append(row)
            else:
                is_broken = not is_there or bool(self._broken_in.get(("attribute", row["id"])))
                reason = BROKEN if is_broken else WITHOUT_TERM
                self.counts.left_out["attribute"][reason] += 1
        if not self.counts.loose["attribute.link_id"]:
            del self.counts.loose["attribute.link_id"]

    def _repeated(self) -> Iterator[Record]:
        for table, row in self._doubles:
            self.counts.left_out[table][REPEATED] += 1
            if table in ("organization", "service"):
                yield {"kind": table, "row": row, "is_repeated": True}

    def _of(self, table: str, owner: str, key: str) -> list[Row]:
        return self._under.get((table, owner, key), [])

    def _organization(self, row: Row) -> Record:
        key = row["id"]
        return {
            "kind": "organization",
            "row": row,
            "key": key,
            "phones": self._phones("organization", key),
            "identifiers": self._of("organization_identifier", "organization", key),
            "locations": [self._location(one) for one in self._of("location", "organization", key)],
            "terms": self._terms("organization", key),
            "broken": self._broken_in.get(("organization", key), []),
        }

    def _service(self, row: Row) -> Record:
        key = row["id"]
        return {
            "kind": "service",
            "row": row,
            "organization": row.get("organization_id", ""),
            "phones": self._phones("service", key),
            "languages": self._of("language", "service", key),
            "schedules": self._of("schedule", "service", key),
            "costs": self._of("cost_option", "service", key),
            "areas": self._of("service_area", "service", key),
            "capacities": [
                one | {"unit": self._named("unit", one.get("unit_id", ""))}
                for one in self._of("service_capacity", "service", key)
            ],
            "places": [self._place(one) for one in self._of("service_at_location", "service", key)],
            "terms": self._terms("service", key),
            "broken": self._broken_in.get(("service", key), []),
        }

    def _place(self, row: Row) -> Record:
        """A service at a location; hours and numbers of the building stand in where it has none."""
        key, there = row["id"], row.get("location_id", "")
        location = self._rows.get("location", {}).get(there)
        schedules = self._of("schedule", "service_at_location", key)
        phones = self._phones("service_at_location", key)
        return {
            "row": row,
            "location": self._location(location) if location else None,
            "schedules": schedules or self._of("schedule", "location", there),
            "phones": phones or self._phones("location", there),
        }

    def _location(self, row: Row) -> Record:
        key = row["id"]
        return {
            "row": row,
            "addresses": self._of("address", "location", key),
            "accessibility": self._of("accessibility", "location", key),
            "terms": self._terms("location", key),
        }

    def _phones(self, owner: str, key: str) -> list[Row]:
        """Return the numbers of an owner, and those of its people under what they do there."""
        found = list(self._of("phone", owner, key))
        for person in self._of("contact", owner, key):
            numbers = self._of("phone", "contact", person["id"])
            found += [{"description": _role(person)} | one for one in numbers]
        return found

    def _terms(self, owner: str, key: str) -> list[Record]:
        found = []
        for row in self._of("attribute", owner, key):
            term = self._rows["taxonomy_term"][row["taxonomy_term_id"]]
            scheme = self._named("taxonomy", term.get("taxonomy_id", ""))
            found.append({
                "scheme": row.get("link_type", ""),
                "code": term.get("code", ""),
                "name": term.get("name", "") or row.get("label", ""),
                "taxonomy": term.get("taxonomy", "") or scheme,
            })  # fmt: skip
        return found

    def _named(self, table: str, key: str) -> str:
        return self._rows.get(table, {}).get(key, {}).get("name", "")


def _role(person: Row) -> str:
    return person.get("title") or person.get("department") or ""


def identity(row: Row) -> str:
    """Return the id that the source gave a row, or an empty string."""
    key = row.get("id", "")
    return "" if key.startswith(MADE) else key
