"""What tells a sound zip from a locked or unusual one."""

import zipfile
from io import BytesIO

import pytest

from tests.archives import locked, zipped
from vlaggenlijn.common.archives import BROKEN_ARCHIVE, is_locked, is_unusual


def entries(content: bytes) -> list[zipfile.ZipInfo]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.infolist()


def test_locked_and_unusual_are_told_apart() -> None:
    sound = zipped({"a": "b"})
    assert (is_locked(entries(sound)), is_unusual(entries(sound))) == (False, False)
    assert is_locked(entries(locked(sound)))
    assert is_unusual(entries(zipped({"a": "b"}, zipfile.ZIP_LZMA)))
    assert not is_unusual(entries(zipped({"a": "b"}, zipfile.ZIP_STORED)))


def test_opening_nonsense_raises_one_of_the_known() -> None:
    with pytest.raises(BROKEN_ARCHIVE):
        entries(b"PK\x03\x04")
