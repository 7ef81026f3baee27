"""A text that stands sealed in its column and is read as a plain value by who may.

The envelope is kept as base64, so that the record of changes holds the same sealed text and an undo
can put it back; nobody reads it there.
"""

import base64
from typing import Any

from vlaggenlijn.common.sealing import Place, rewrap, seal, unseal


def place_of(record: Any, column: str) -> Place:
    """Where a sealed text belongs: this column of this record."""
    return Place(record._meta.label_lower, (str(record.pk),), column)


def sealed(column: str) -> Any:
    """Return a property that seals what is set and opens what is read; "" stays empty.

    Reading and writing raise SealError when there is no key that fits. A text that stays the same
    keeps its envelope, so that saving it again is no change.
    """

    def opened(record: Any) -> str:
        return opened_text(record._meta.label_lower, record.pk, column, getattr(record, column))

    def close(record: Any, text: str) -> None:
        if text and opened(record) == text:
            return
        envelope = seal(text, context=place_of(record, column)) if text else b""
        setattr(record, column, base64.b64encode(envelope).decode())

    return property(opened, close)


def opened_text(model: str, pk: Any, column: str, text: str) -> str:
    """Return what stands sealed in a column of a record; "" stays empty."""
    if not text:
        return ""
    return unseal(base64.b64decode(text), context=Place(model, (str(pk),), column))


def rewrapped_text(model: str, pk: Any, column: str, text: str) -> str:
    """Return what stands sealed in a column under the current key; "" stays empty."""
    if not text:
        return ""
    envelope = rewrap(base64.b64decode(text), context=Place(model, (str(pk),), column))
    return base64.b64encode(envelope).decode()
