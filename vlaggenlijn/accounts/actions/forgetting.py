"""Personal data that a term takes away also leaves the history."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from vlaggenlijn.accounts.models import Audited, Change


@transaction.atomic
def forget_in_history(record: Audited, blanks: Mapping[str, Any]) -> int:
    """Put blanks for some values of a record in all that was kept of it; return how many changes.

    Call it after the write that blanks the record itself is kept, so that no trace names them.
    """
    count = 0
    for change in Change.objects.about(record.pk):
        before, after = _without(change.before, blanks), _without(change.after, blanks)
        if (before, after) != (change.before, change.after):
            change.before, change.after = before, after
            change.save()
            count += 1
    return count


def _without(values: dict[str, Any] | None, blanks: Mapping[str, Any]) -> dict[str, Any] | None:
    if values is None:
        return None
    return {name: blanks.get(name, value) for name, value in values.items()}
