"""What every reader of a zip must expect; no word of the field, and nothing is ever unpacked here.

A zip that was cut off, torn or made to hurt raises many kinds of errors, at opening as well as at
any read; whoever opens one catches ``BROKEN_ARCHIVE`` around both and refuses it in words. Methods
other than the two that every program writes are refused before a byte is unpacked: their own
decoders reserve as much memory as a header asks for.
"""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterable

BROKEN_ARCHIVE: tuple[type[Exception], ...] = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError, EOFError, OSError),
)
ENCRYPTED = 0x1
USUAL_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def is_locked(entries: Iterable[zipfile.ZipInfo]) -> bool:
    """Tell whether something in an archive is sealed with a password."""
    return any(entry.flag_bits & ENCRYPTED for entry in entries)


def is_unusual(entries: Iterable[zipfile.ZipInfo]) -> bool:
    """Tell whether something in an archive was packed in a way that no program here writes."""
    return any(entry.compress_type not in USUAL_METHODS for entry in entries)
