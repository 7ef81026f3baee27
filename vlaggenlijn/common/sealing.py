"""Sealing with the keys of this installation (VLAGGENLIJN_SEALING_KEY).

``seal`` and ``unseal`` are the one door for what only some may read. Without a key, or with a
wrong one, they raise SealError with a sentence that says what to do; nothing else needs the key.
"""

from functools import lru_cache

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register

from vlaggenlijn.common.envelopes import Keyring, NoKey, Place, SealError, WrongKey, read_key

MEND = "Set VLAGGENLIJN_SEALING_KEY_FILE (docs/operations.md, “The sealing key”)."


def seal(text: str, *, context: Place) -> bytes:
    """Return a text sealed for one place; raise SealError when there is no key that fits."""
    return keyring().seal(text, context)


def unseal(envelope: bytes, *, context: Place) -> str:
    """Return what was sealed for this place; raise SealError when it cannot be opened."""
    return keyring().unseal(envelope, context)


def rewrap(envelope: bytes, *, context: Place) -> bytes:
    """Return an envelope under the current key, the text inside untouched."""
    ring = keyring()
    return envelope if ring.is_current(envelope) else ring.rewrap(envelope, context)


def keyring() -> Keyring:
    """The keys of the setting, current one first; raise SealError when there is none to read."""
    return _read(settings.SEALING_KEY)


@lru_cache(maxsize=1)
def _read(setting: str) -> Keyring:
    """Read once: a page opens hundreds of texts, and the setting holds the same keys as this."""
    words = setting.split()
    if not words:
        raise NoKey(f"There is no sealing key. {MEND}")
    try:
        return Keyring([read_key(word) for word in words])
    except WrongKey:
        raise NoKey(f"The sealing key is not 32 bytes in base64. {MEND}") from None


@register()
def sealing_key_is_there(**options: object) -> list[CheckMessage]:
    """Say at start and in ``check`` that private notes cannot be written or read."""
    try:
        keyring()
    except SealError as problem:
        return [Warning(str(problem), id="vlaggenlijn.W001")]
    return []


__all__ = ["Place", "SealError", "keyring", "rewrap", "seal", "unseal"]
