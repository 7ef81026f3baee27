"""The features of a GeoJSON document (RFC 7946) one by one, however large it is; a thinking module.

The document is read through a window that holds one feature at a time, so that a map of a country
takes no more memory than its largest area.
"""

from codecs import getincrementaldecoder
from collections.abc import Iterator
from json import JSONDecoder
from typing import Any, BinaryIO

CHUNK = 1 << 16  # bytes
LONGEST = 20_000_000  # signs of one feature; the coast of Norway is smaller
_SPACE = " \t\n\r"
_ENDS = tuple(" \t\n\r,]}:")
_DECODER = JSONDecoder()


class BrokenFeatures(ValueError):
    """A document that is no GeoJSON with features, or stops to be; ``after`` so many of them."""

    def __init__(self, after: int) -> None:
        super().__init__(f"broken after {after} features")
        self.after = after


class _Broken(ValueError):
    pass


class _Window:
    """A stretch of text that moves over a file, and grows only while a value does not fit."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._decoder = file, getincrementaldecoder("utf-8-sig")()
        self._text, self._at, self._is_done = "", 0, False

    def sign(self) -> str:
        """Return the next sign that is no space, without passing it; "" at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _SPACE:
                    return self._text[self._at]
                self._at += 1
            if not self._grown():
                return ""

    def passed(self, sign: str) -> None:
        """Go past a sign; raises _Broken when another is there."""
        if self.sign() != sign:
            raise _Broken
        self._at += 1

    def value(self) -> Any:
        """Return the next value and go past it; raises _Broken."""
        self.sign()
        while True:
            try:
                found, end = _DECODER.raw_decode(self._text, self._at)
            except RecursionError:
                raise _Broken from None
            except ValueError:
                # Cut off or wrong: more text will tell.
                if not self._grown():
                    raise _Broken from None
                continue
            # A number that is cut off reads as a smaller one: 0. of 0.5 is 0.
            if self._text[end : end + 1] in _ENDS or not self._grown():
                self._at = end
                return found

    def _grown(self) -> bool:
        """Let go of what was passed and read on, as much again as is held; False at the end."""
        self._text, self._at = self._text[self._at :], 0
        if len(self._text) > LONGEST:
            raise _Broken
        while not self._is_done:
            content = self._file.read(max(CHUNK, len(self._text)))
            self._is_done = not content
            more = self._decoder.decode(content, final=self._is_done)
            self._text += more
            if more:
                return True
        return False


def features(file: BinaryIO) -> Iterator[Any]:
    """Yield every member of "features", whatever it is; raises BrokenFeatures."""
    count = 0
    try:
        for feature in _features(_Window(file)):
            count += 1
            yield feature
    except (_Broken, UnicodeDecodeError):
        raise BrokenFeatures(count) from None


def _features(window: _Window) -> Iterator[Any]:
    window.passed("{")
    is_there = False
    while window.sign() == '"':
        name = window.value()
        window.passed(":")
        if name == "features" and window.sign() == "[":
            is_there = True
            yield from _items(window)
        else:
            window.value()
        if window.sign() != ",":
            break
        window.passed(",")
    window.passed("}")
    if window.sign() or not is_there:
        raise _Broken


def _items(window: _Window) -> Iterator[Any]:
    window.passed("[")
    if window.sign() != "]":
        yield window.value()
        while window.sign() == ",":
            window.passed(",")
            yield window.value()
    window.passed("]")
