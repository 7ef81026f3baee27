"""How many suggestions of visitors wait; the one place that knows where they are kept."""

from collections.abc import Iterable
from uuid import UUID


def open_suggestions(services: Iterable[UUID]) -> dict[UUID, int]:
    """Return {service: number of open suggestions} for those that have any."""
    return {}
