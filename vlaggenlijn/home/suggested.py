"""How many suggestions of visitors wait for each service."""

from collections.abc import Iterable
from uuid import UUID

from vlaggenlijn.directory.models import Suggestion


def open_suggestions(services: Iterable[UUID]) -> dict[UUID, int]:
    """Return {service: number of open suggestions} for those that have any."""
    return Suggestion.objects.open().counted_by_service(services)
