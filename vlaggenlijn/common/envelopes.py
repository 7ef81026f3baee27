"""Texts sealed for one place only; a thinking module.

Each text has a random key of its own (AES-256-GCM); that record key is wrapped by a master key,
which lives outside the database. Both layers are bound to the place where the text belongs, so a
sealed text that is moved to another row opens nowhere. Turning to a new master key wraps the record
keys again and leaves the texts as they are.

An envelope is: version (1 byte), id of the wrapping key (8), nonce (12), wrapped record key (48),
nonce (12), sealed text with its tag. The key id leaves room for keys of one network later.
"""

import base64
import binascii
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"
KEY, KEY_ID, NONCE, TAG = 32, 8, 12, 16
WRAPPED = KEY + TAG
HEADER = len(VERSION) + KEY_ID
SHORTEST = HEADER + NONCE + WRAPPED + NONCE + TAG


class SealError(Exception):
    """A text cannot be sealed or opened; the text is a sentence for the administrator."""


class NoKey(SealError):
    """There is no key, or not the one that this text was sealed with."""


class Broken(SealError):
    """The sealed text was changed, cut, or belongs in another place."""


class WrongKey(ValueError):
    """A text is no sealing key."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed text belongs: model, ids of the record and of whom it is for, field."""

    model: str
    ids: tuple[str, ...]
    field: str

    def octets(self) -> bytes:
        """Return the place as bytes; no two places give the same."""
        return json.dumps([self.model, *self.ids, self.field]).encode()


def new_key() -> str:
    """Return a fresh master key as it is kept in a file: 32 random bytes in base64."""
    return base64.b64encode(secrets.token_bytes(KEY)).decode()


def read_key(text: str) -> bytes:
    """Return the 32 bytes of a key as it is kept in a file; raise WrongKey for anything else."""
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise WrongKey from None
    if len(key) != KEY:
        raise WrongKey
    return key


def key_id(key: bytes) -> bytes:
    """Return 8 bytes that name a key and tell nothing of it."""
    return sha256(b"vlaggenlijn key id" + key).digest()[:KEY_ID]


class Keyring:
    """Master keys, the current one first; older ones only open what they sealed."""

    def __init__(self, keys: Iterable[bytes]) -> None:
        self._keys = {key_id(key): AESGCM(key) for key in keys}

    def seal(self, text: str, place: Place) -> bytes:
        """Return the envelope of a text; raise NoKey when there is no key to seal with."""
        record_key, nonce = secrets.token_bytes(KEY), secrets.token_bytes(NONCE)
        sealed = AESGCM(record_key).encrypt(nonce, text.encode(), place.octets())
        return self._wrapped(record_key, place) + nonce + sealed

    def unseal(self, envelope: bytes, place: Place) -> str:
        """Return the text of an envelope; raise NoKey or Broken."""
        record_key = self._record_key(envelope, place)
        rest = envelope[HEADER + NONCE + WRAPPED :]
        return _opened(AESGCM(record_key), rest[:NONCE], rest[NONCE:], place.octets()).decode()

    def rewrap(self, envelope: bytes, place: Place) -> bytes:
        """Return the envelope under the current key; the sealed text itself stays as it is."""
        record_key = self._record_key(envelope, place)
        return self._wrapped(record_key, place) + envelope[HEADER + NONCE + WRAPPED :]

    def is_current(self, envelope: bytes) -> bool:
        """Whether an envelope is wrapped by the current key."""
        return envelope[len(VERSION) : HEADER] == next(iter(self._keys), None)

    def _wrapped(self, record_key: bytes, place: Place) -> bytes:
        if not self._keys:
            raise NoKey("There is no sealing key.")
        name, key = next(iter(self._keys.items()))
        header, nonce = VERSION + name, secrets.token_bytes(NONCE)
        return header + nonce + key.encrypt(nonce, record_key, header + place.octets())

    def _record_key(self, envelope: bytes, place: Place) -> bytes:
        header = envelope[:HEADER]
        if len(envelope) < SHORTEST or not header.startswith(VERSION):
            raise Broken("This is no sealed text.")
        key = self._keys.get(header[len(VERSION) :])
        if key is None:
            raise NoKey("The key that this text was sealed with is not here.")
        nonce, wrapped = envelope[HEADER : HEADER + NONCE], envelope[HEADER + NONCE :][:WRAPPED]
        return _opened(key, nonce, wrapped, header + place.octets())


def _opened(key: AESGCM, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
    try:
        return key.decrypt(nonce, sealed, bound)
    except InvalidTag as problem:
        raise Broken("The sealed text was changed or belongs elsewhere.") from problem
