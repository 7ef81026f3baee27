"""Which rows and which known organisations are the same one, and what a row changes.

An empty cell means "not known" and takes nothing away.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Literal

from vlaggenlijn.directory.import_rows.cleaning import CleanRow, OrganizationValues
from vlaggenlijn.directory.import_rows.problems import Problem, problem
from vlaggenlijn.directory.import_rows.values import tidy, tidy_lines
from vlaggenlijn.places.folding import fold

Key = tuple[str, str]


def identity(values: OrganizationValues) -> tuple[Key, ...]:
    """Return the keys an organisation can be recognised by, the surest first."""
    kinds = ("record", "uri", "ovo", "kbo", "identifier")
    keys = [(kind, getattr(values, kind)) for kind in kinds if getattr(values, kind)]
    return (*keys, ("name", f"{fold(values.name)} {values.postal_code}"))


# A key of this kind says little between two rows that both have a surer key.
SURER: dict[str, frozenset[str]] = {
    "uri": frozenset({"record"}),
    "ovo": frozenset({"record"}),
    "kbo": frozenset({"record", "uri", "ovo"}),
    "identifier": frozenset({"record"}),
    "name": frozenset({"record", "uri", "ovo", "kbo", "identifier"}),
}


def with_duplicates(rows: Sequence[CleanRow]) -> list[CleanRow]:
    """Return the rows, with a problem on each that repeats a key of an earlier row.

    A municipality and its OCMW share name and post code but not their KBO: no problem. One KBO
    with two URIs, as around a fusion, is a doubt.
    """
    first: dict[Key, int] = {}
    first_unsure: dict[Key, int] = {}
    marked = []
    for row in rows:
        keys = identity(row.values) if row.values.name else ()
        kinds = {kind for kind, _ in keys}
        found = [_repetition(key, kinds, first, first_unsure) for key in keys]
        marked.append(replace(row, problems=row.problems + _strongest(found)))
        for key in keys:
            first.setdefault(key, row.number)
            if not kinds & SURER.get(key[0], frozenset()):
                first_unsure.setdefault(key, row.number)
    return marked


def _repetition(
    key: Key, kinds: set[str], first: dict[Key, int], first_unsure: dict[Key, int]
) -> Problem | None:
    kind = key[0]
    has_surer = bool(kinds & SURER.get(kind, frozenset()))
    earlier = (first_unsure if has_surer else first).get(key)
    if earlier is not None:
        return problem(kind, f"duplicate_{kind}", row=earlier)
    if kind == "kbo" and key in first:
        return problem(kind, "shared_kbo", row=first[key])
    return None


def _strongest(found: Sequence[Problem | None]) -> list[Problem]:
    real = [each for each in found if each]
    errors = [each for each in real if each.level == "error"]
    return (errors or real)[:1]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an import would do to an organisation; ``changed`` names fields in their order."""

    outcome: Literal["new", "unchanged", "changed"]
    changed: tuple[str, ...] = ()


# Kept for the person who imports, not part of the organisation.
NOT_COMPARED = {"record", "former_nis", "phone_note"}


def merged(existing: OrganizationValues, new: OrganizationValues) -> OrganizationValues:
    """Return the existing values with what the row adds; an empty cell takes nothing away.

    Street, number and box go together, and an approximate point never replaces an exact one.
    """
    offered = {each.name: getattr(new, each.name) for each in fields(new)}
    kept = {
        name: value
        for name, value in offered.items()
        if value not in ("", None, ()) and _comparable(name, new) != _comparable(name, existing)
    }
    if new.street and new.address_1 != existing.address_1:
        kept |= {"number": new.number, "box": new.box}
    elif new.street:
        kept |= {"street": existing.street, "number": existing.number}
    is_exact = existing.latitude is not None and not existing.is_approximate
    if new.latitude is None or (new.is_approximate and is_exact):
        for name in ("latitude", "longitude", "is_approximate"):
            kept.pop(name, None)
    return replace(existing, **kept)


def compare(existing: OrganizationValues | None, new: OrganizationValues) -> Comparison:
    """Return whether a row brings a new organisation, changes, or nothing new."""
    if existing is None:
        return Comparison("new")
    result = merged(existing, new)
    changed = tuple(
        each.name
        for each in fields(new)
        if each.name not in NOT_COMPARED
        and _comparable(each.name, existing) != _comparable(each.name, result)
    )
    return Comparison("changed" if changed else "unchanged", changed)


def _comparable(name: str, values: OrganizationValues) -> object:
    value = getattr(values, name)
    if isinstance(value, float):
        return round(value, 6)  # a tenth of a metre
    if isinstance(value, str):
        return tidy_lines(value) if name == "description" else tidy(value)
    return set(value) if isinstance(value, tuple) else value
