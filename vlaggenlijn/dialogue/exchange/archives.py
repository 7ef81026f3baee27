"""Opens a .qdpx within limits; a thinking module.

Nothing is ever written to disk, so no name in an archive can lead anywhere; a text is only looked
for by the last part of its name, in ``sources``. A member never gives more than it says to hold,
so that one that says too much is not unpacked at all.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import IO
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from vlaggenlijn.common.archives import BROKEN_ARCHIVE, is_locked, is_unusual
from vlaggenlijn.dialogue.exchange.problems import LIMITS, MEGABYTE, Limits, Unreadable

INTERNAL = "internal://"
PIECE = 64 * 1024


class Archive:
    """A .qdpx in memory: its project, and its texts by name."""

    def __init__(self, content: bytes, limits: Limits = LIMITS) -> None:
        if len(content) > limits.file_bytes:
            raise Unreadable("too_large", limit=limits.file_bytes // MEGABYTE)
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except BROKEN_ARCHIVE:
            raise Unreadable("no_zip") from None
        self._limits = limits
        self._left = limits.all_texts_bytes
        members = self._zip.infolist()
        if len(members) > limits.members:
            raise Unreadable("too_many_members", limit=limits.members)
        if is_locked(members):
            raise Unreadable("locked")
        if is_unusual(members):
            raise Unreadable("damaged")
        self._members = {_last(member.filename): member for member in members if _is_text(member)}
        self._projects = [one for one in members if _is_project(one)]

    def project(self) -> bytes:
        """Return project.qde, or the one .qde at the top whatever its name (ATLAS.ti's way)."""
        named = [one for one in self._projects if one.filename == "project.qde"]
        found = named or self._projects
        if len(found) != 1:
            raise Unreadable("several_projects" if found else "no_project")
        content = self._content(found[0], self._limits.project_bytes)
        if content is None:
            raise Unreadable("too_large", limit=self._limits.project_bytes // MEGABYTE)
        return content

    def text(self, path: str) -> bytes | None:
        """Return the content of a text; None when it is too large, alone or with the others.

        Raises KeyError when there is none, ValueError when the path leads outside the file.
        """
        limit = min(self._limits.text_bytes, self._left)
        content = self._content(self._members[_inside(path)], limit)
        self._left -= len(content or b"")
        return content

    def _content(self, member: zipfile.ZipInfo, limit: int) -> bytes | None:
        """Return what is in a member; None, without a byte unpacked, when it says to be larger."""
        if member.file_size > limit:
            return None
        try:
            with self._zip.open(member) as opened:
                content = opened.read(limit + 1)
        except BROKEN_ARCHIVE:
            raise Unreadable("damaged") from None
        return content if len(content) <= limit else None


def _last(name: str) -> str:
    return name.rpartition("/")[2].lower()


def _is_text(member: zipfile.ZipInfo) -> bool:
    return member.filename.lower().startswith("sources/") and not member.is_dir()


def _is_project(member: zipfile.ZipInfo) -> bool:
    return "/" not in member.filename and member.filename.lower().endswith(".qde")


def _inside(path: str) -> str:
    """Return the name that a reference means; some tools leave internal:// out."""
    name = path.removeprefix(INTERNAL)
    name = name.removeprefix("sources/").removeprefix("Sources/")
    if not name or "/" in name or "\\" in name or ":" in name or name in (".", ".."):
        raise ValueError(path)
    return name.lower()


def tree(content: bytes, limits: Limits = LIMITS) -> Element:
    """Return the root of an XML document, without DTD and entities, and not too large."""
    parser = DefusedXMLParser(target=_Counted(limits), forbid_dtd=True)
    try:
        for piece in _pieces(BytesIO(content)):
            parser.feed(piece)
        root: Element = parser.close()
    except DefusedXmlException:
        raise Unreadable("forbidden_xml") from None
    except (ParseError, ValueError, LookupError):
        raise Unreadable("no_xml") from None
    return root


def _pieces(opened: IO[bytes]) -> Iterator[bytes]:
    while piece := opened.read(PIECE):
        yield piece


class _Counted(TreeBuilder):
    """Builds a tree, and stops when it grows too large or too deep."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._limits = limits
        self._elements = self._depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> Element:  # type: ignore[override]
        self._elements += 1
        self._depth += 1
        if self._elements > self._limits.elements:
            raise Unreadable("too_many_elements", limit=self._limits.elements)
        if self._depth > self._limits.depth:
            raise Unreadable("too_deep", limit=self._limits.depth)
        return super().start(tag, attributes)

    def end(self, tag: str) -> Element:
        self._depth -= 1
        return super().end(tag)
