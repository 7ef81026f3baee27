"""Facts of a service or an organisation as plain JSON values and exactly back; a thinking module.

What a later release adds to the facts is absent in older JSON and gets its default; what it no
longer knows is left out. A field without a default cannot be absent.
"""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from vlaggenlijn.directory.facts import OrganizationFacts, ServiceFacts

Facts = ServiceFacts | OrganizationFacts
KINDS: dict[str, type[Any]] = {"service": ServiceFacts, "organization": OrganizationFacts}


def to_json(facts: Facts) -> dict[str, Any]:
    """Return the facts as values that JSON knows, with the kind of record they are of."""
    kind = next(name for name, one in KINDS.items() if isinstance(facts, one))
    return {"kind": kind, "facts": _plain(facts)}


def from_json(values: Mapping[str, Any]) -> Any:
    """Return the facts that ``to_json`` wrote; raises KeyError, TypeError or ValueError."""
    return _read(KINDS[values["kind"]], values["facts"])


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(_plain(one) for one in value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value


def _read(hint: Any, value: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        (wanted,) = (one for one in get_args(hint) if one is not types.NoneType)
        return None if value is None else _read(wanted, value)
    if origin is frozenset:
        return frozenset(_read(get_args(hint)[0], one) for one in value)
    if origin is tuple:
        return _read_tuple(get_args(hint), value)
    if is_dataclass(hint):
        return _read_facts(hint, value)
    if hint is date:
        return date.fromisoformat(value)
    return hint(value) if hint in (UUID, Decimal) else value


def _read_tuple(hints: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if hints[-1] is Ellipsis:
        return tuple(_read(hints[0], one) for one in value)
    return tuple(_read(hint, one) for hint, one in zip(hints, value, strict=True))


def _read_facts(kind: Any, values: Mapping[str, Any]) -> Any:
    hints = get_type_hints(kind)
    known = [one.name for one in fields(kind) if one.name in values]
    return kind(**{name: _read(hints[name], values[name]) for name in known})
