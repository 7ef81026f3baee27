"""Which column holds what: said by a person, remembered from last time, or guessed."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.spreadsheets import Row, Table
from vlaggenlijn.directory.import_rows import check_mapping, guess_mapping
from vlaggenlijn.directory.import_rows.service_fields import SERVICE_FIELDS, check_service_mapping
from vlaggenlijn.directory.importing_sectors import KnownSectors, sector_column
from vlaggenlijn.directory.models import ImportMapping

ORGANIZATIONS = "organizations"


def header_digest(header: Sequence[str], what: str = ORGANIZATIONS) -> str:
    """Return the same 64 characters for the same column names in the same order.

    A list of services may have the columns of a list of organisations, read otherwise.
    """
    names = list(header) if what == ORGANIZATIONS else [what, list(header)]
    return hashlib.sha256(json.dumps(names).encode()).hexdigest()


def remembered(
    network: LocalNetwork, header: Sequence[str], what: str = ORGANIZATIONS
) -> ImportMapping | None:
    """Return how a network read a file with these columns before, or None."""
    return ImportMapping.objects.filter(
        network=network, header_digest=header_digest(header, what)
    ).first()


def mapping_for(
    network: LocalNetwork,
    table: Table,
    rows: Sequence[Row],
    given: Mapping[str, str] | None,
    sectors: KnownSectors,
) -> dict[str, str]:
    """Return the field by column: as given, else as remembered if it still holds, else a guess."""
    if given is not None:
        return dict(given)
    known = remembered(network, table.header)
    if known and _still_holds(table.header, known.mapping):
        return dict(known.mapping)
    guess = guess_mapping(table.header)
    return guess | sector_column(table.header, rows, guess, sectors)


def service_mapping_for(
    network: LocalNetwork, table: Table, given: Mapping[str, str] | None
) -> dict[str, str]:
    """Return the field of a service by column: as given, else as remembered, else a guess."""
    if given is not None:
        return dict(given)
    known = remembered(network, table.header, "services")
    if known and not check_service_mapping(table.header, known.mapping):
        return dict(known.mapping)
    return guess_mapping(table.header, SERVICE_FIELDS)


def _still_holds(header: Sequence[str], mapping: Mapping[str, str]) -> bool:
    return not any(found.level == "error" for found in check_mapping(header, mapping))


def to_remember(
    network: LocalNetwork,
    header: Sequence[str],
    given: Mapping[str, str] | None,
    what: str = ORGANIZATIONS,
) -> ImportMapping | None:
    """Return the row to save for a mapping that a person gave; None when it is known already."""
    if given is None:
        return None
    row = remembered(network, header, what)
    if row is not None and row.mapping == dict(given):
        return None
    row = row or ImportMapping(network=network, header_digest=header_digest(header, what))
    row.header, row.mapping = list(header), dict(given)
    return row
