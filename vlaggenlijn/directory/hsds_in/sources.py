"""The files of a delivery: one file, a folder or a zip, within limits, without trusting a name."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from vlaggenlijn.common.archives import BROKEN_ARCHIVE, is_locked, is_unusual
from vlaggenlijn.common.spreadsheets_table import UnreadableSpreadsheet
from vlaggenlijn.common.spreadsheets_text import decoded
from vlaggenlijn.directory.hsds_in.refusals import LIMITS, MEGABYTE, Limits, Unreadable

SUFFIXES = (".json", ".ndjson", ".jsonl", ".csv", ".tsv", ".txt")


class Source(NamedTuple):
    """One file as text; ``path`` is its name inside the folder or archive."""

    path: str
    text: str

    @property
    def stem(self) -> str:
        return PurePosixPath(self.path).stem

    @property
    def is_table(self) -> bool:
        return self.path.lower().endswith((".csv", ".tsv", ".txt"))


def sources_at(path: Path, limits: Limits = LIMITS) -> list[Source]:
    """Return the files of a file, a folder or a zip on disk, or raise Unreadable."""
    if path.is_dir():
        return _checked(_in_folder(path, limits), limits)
    return sources_in(_content(path, limits), path.name, limits)


def sources_in(data: bytes, name: str, limits: Limits = LIMITS) -> list[Source]:
    """Return the files in the content of a file that was sent, or raise Unreadable."""
    if len(data) > limits.bytes:
        raise Unreadable("too_large", file=name, limit=max(1, limits.bytes // MEGABYTE))
    if not data.strip():
        raise Unreadable("empty", file=name)
    if data.startswith(b"PK\x03\x04"):
        return _checked(_in_archive(data, name, limits), limits)
    return _checked(iter([(name, data)]), limits)


def _content(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(limits.bytes + 1)
    except OSError:
        raise Unreadable("cannot_open", file=path.name) from None


def _in_folder(path: Path, limits: Limits) -> Iterator[tuple[str, bytes]]:
    for file in sorted(path.rglob("*")):
        if file.suffix.lower() in SUFFIXES and file.is_file() and not file.is_symlink():
            name = file.relative_to(path).as_posix()
            data = _content(file, limits)
            if len(data) > limits.bytes:
                raise Unreadable("too_large", file=name, limit=max(1, limits.bytes // MEGABYTE))
            yield name, data


def _in_archive(data: bytes, name: str, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Yield what is packed; Python never unpacks more of a file than its declared size."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = [one for one in archive.infolist() if not one.is_dir()]
            if is_unusual(entries):
                raise Unreadable("damaged", file=name)
            if is_locked(entries) or any(map(_is_unsafe, entries)):
                raise Unreadable("unsafe_archive", file=name)
            if sum(one.file_size for one in entries) > limits.unpacked_bytes:
                raise Unreadable("too_much", limit=max(1, limits.unpacked_bytes // MEGABYTE))
            for one in sorted(entries, key=lambda entry: entry.filename):
                if one.filename.lower().endswith(SUFFIXES) and "__MACOSX" not in one.filename:
                    yield one.filename, archive.read(one)
    except BROKEN_ARCHIVE:
        raise Unreadable("damaged", file=name) from None


def _is_unsafe(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.orig_filename)
    return path.is_absolute() or ".." in path.parts


def _checked(files: Iterator[tuple[str, bytes]], limits: Limits) -> list[Source]:
    found: list[Source] = []
    size = 0
    for name, data in files:
        size += len(data)
        if size > limits.unpacked_bytes:
            raise Unreadable("too_much", limit=max(1, limits.unpacked_bytes // MEGABYTE))
        if len(found) == limits.files:
            raise Unreadable("too_many_files", limit=limits.files)
        found.append(Source(name, _text(data, name)))
    return found


def _text(data: bytes, name: str) -> str:
    try:
        text = decoded(data)[0]
    except UnreadableSpreadsheet:
        raise Unreadable("wrong_encoding", file=name) from None
    if text.lstrip().startswith("<"):
        raise Unreadable("xml", file=name)
    return text
