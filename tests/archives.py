"""Damaged and hostile zips, made of a sound one: no door may fall over any of them."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
EVIL_NAMES = (
    "../../etc/evil",
    "/etc/evil",
    "C:\\evil",
    "sources/../../evil",
    "a\x01b",
    "\u202etxt",
)


def zipped(files: dict[str, bytes | str], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", kind) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def with_number(sound: bytes, signature: bytes, offset: int, size: str, value: int) -> bytes:
    """Write a number at an offset from every header of a kind."""
    made, place = bytearray(sound), sound.find(signature)
    while place >= 0:
        struct.pack_into(f"<{size}", made, place + offset, value)
        place = sound.find(signature, place + 4)
    return bytes(made)


def truncated(sound: bytes) -> Iterator[bytes]:
    yield from (sound[: len(sound) * part // 16] for part in range(1, 16))
    yield from (sound[:-cut] for cut in (1, 4, 10, 22))


def lying(sound: bytes) -> Iterator[bytes]:
    """Wrong checksums, sizes, methods, flags, places and counts, in one kind of header or both."""
    in_local = [("H", 4), ("H", 6), ("H", 8), ("I", 14), ("I", 18), ("I", 22), ("H", 26), ("H", 28)]
    in_central = [("H", 6), ("H", 8), ("H", 10), ("I", 12), ("I", 16), ("I", 20), ("I", 24),
                  ("H", 28), ("H", 30), ("H", 32), ("H", 34), ("I", 42)]  # fmt: skip
    at_end = [("H", 4), ("H", 8), ("H", 10), ("I", 12), ("I", 16), ("H", 20)]
    for signature, places in ((LOCAL, in_local), (CENTRAL, in_central), (END, at_end)):
        for size, offset in places:
            most = 0xFFFF if size == "H" else 0xFFFFFFFF
            for value in (0, 1, 7, 0x0801, most // 2, most - 1, most):
                yield with_number(sound, signature, offset, size, value)


def torn(sound: bytes) -> Iterator[bytes]:
    """One byte turned over, here and there through the whole file."""
    for place in range(0, len(sound), max(1, len(sound) // 150)):
        yield sound[:place] + bytes([sound[place] ^ 0xFF]) + sound[place + 1 :]


def locked(sound: bytes) -> bytes:
    """As with a password: the flag in both kinds of headers."""
    return with_number(with_number(sound, LOCAL, 6, "H", 1), CENTRAL, 8, "H", 1)


def other_methods(files: dict[str, bytes | str]) -> Iterator[bytes]:
    for kind in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        sound = zipped(files, kind)
        yield sound
        yield from torn(sound)


def leading_elsewhere(files: dict[str, bytes | str]) -> Iterator[bytes]:
    yield from (zipped({**files, name: b"x"}) for name in EVIL_NAMES)


def in_itself(files: dict[str, bytes | str], depth: int = 5) -> bytes:
    content = zipped(files)
    for number in range(depth):
        content = zipped({**files, f"in{number}.zip": content})
    return content


def with_checksum_of_other_bytes(sound: bytes) -> bytes:
    wrong = zlib.crc32(b"other")
    return with_number(with_number(sound, LOCAL, 14, "I", wrong), CENTRAL, 16, "I", wrong)


def damaged(files: dict[str, bytes | str]) -> Iterator[bytes]:
    """Some four hundred archives: whoever opens one reads it or refuses it in words."""
    sound = zipped(files)
    yield from truncated(sound)
    yield from lying(sound)
    yield from torn(sound)
    yield from other_methods(files)
    yield from leading_elsewhere(files)
    yield locked(sound)
    yield in_itself(files)
    yield with_checksum_of_other_bytes(sound)
