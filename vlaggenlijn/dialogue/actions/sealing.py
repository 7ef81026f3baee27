"""Everything that is sealed in this room is brought under a new key, with its history."""

from typing import Any

from django.apps import apps
from django.db import models, transaction

from vlaggenlijn.accounts.models import Change
from vlaggenlijn.dialogue.models.sealed import rewrapped_text

ROOM = "dialogue"
SEALED = "sealed_"


@transaction.atomic
def rewrap_texts() -> int:
    """Bring every text under the current key; return how many were under another.

    What is sealed is the same as before, so it is no change: neither the version nor the record of
    changes grows. The record of changes itself is turned too, and the same text in it stays the
    same as in the record, or no deed could be undone any more.
    """
    turning = _Turning()
    turned = sum(_rewrap(kind, turning) for kind in apps.get_app_config(ROOM).get_models())
    for change in Change.objects.filter(model__startswith=f"{ROOM}.").iterator(chunk_size=500):
        about = (change.model, change.object_id)
        before, after = turning.values(*about, change.before), turning.values(*about, change.after)
        if (before, after) != (change.before, change.after):
            change.before, change.after = before, after
            change.save()
    return turned


class _Turning:
    """Turns each sealed text once: wherever it stands again, it becomes the same."""

    def __init__(self) -> None:
        self._turned: dict[str, str] = {}

    def values(self, model: str, pk: Any, values: dict[str, Any] | None) -> dict[str, Any] | None:
        if values is None:
            return None
        return values | {
            name: self._text(model, pk, name, text)
            for name, text in values.items()
            if name.startswith(SEALED) and text
        }

    def _text(self, model: str, pk: Any, column: str, text: str) -> str:
        if text not in self._turned:
            self._turned[text] = rewrapped_text(model, pk, column, text)
        return self._turned[text]


def _rewrap(kind: type[models.Model], turning: _Turning) -> int:
    columns = [one.attname for one in kind._meta.concrete_fields if one.attname.startswith(SEALED)]
    rows: models.QuerySet[Any] = models.QuerySet(kind)
    count = 0
    for record in rows.iterator(chunk_size=500) if columns else ():
        old = {column: getattr(record, column) for column in columns}
        new = turning.values(kind._meta.label_lower, record.pk, old) or {}
        if new != old:
            rows.filter(pk=record.pk).update(**new)
            count += sum(new[column] != old[column] for column in columns)
    return count
