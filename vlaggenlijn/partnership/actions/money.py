"""Sources of money, and the lines that say what it is for."""

import uuid
from collections.abc import Mapping
from typing import Any

from vlaggenlijn.accounts.models import User, recorded
from vlaggenlijn.partnership.actions.records import keep
from vlaggenlijn.partnership.models import FundingSource, MoneyLine


def keep_source(
    *,
    by: User | None,
    source: FundingSource,
    values: Mapping[str, Any],
    version: int | None = None,
    idempotency_key: uuid.UUID | None = None,
) -> FundingSource:
    """Add or change a source of money, in cents. Raises Conflict when somebody was first."""
    return keep(
        by=by,
        network=source.network,
        record=source,
        values=values,
        deed="money.add_source" if source._state.adding else "money.change_source",
        version=version,
        idempotency_key=idempotency_key,
    )


def keep_line(
    *,
    by: User | None,
    line: MoneyLine,
    values: Mapping[str, Any],
    version: int | None = None,
    idempotency_key: uuid.UUID | None = None,
) -> MoneyLine:
    """Add or change what part of a source is for, in cents. Raises Conflict."""
    return keep(
        by=by,
        network=line.network,
        record=line,
        values=values,
        deed="money.add_line" if line._state.adding else "money.change_line",
        version=version,
        idempotency_key=idempotency_key,
    )


def remove_line(*, by: User | None, line: MoneyLine) -> None:
    """Take a line out; the record of changes keeps what it was."""
    with recorded(by=by, network=line.network, deed="money.remove_line"):
        MoneyLine.locked(line.pk).delete()
