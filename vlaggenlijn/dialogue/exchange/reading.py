"""Reads .qdpx and .qdc of any tool; a thinking module.

What is broken is left out and said, never guessed; the rest is read. Names of elements count,
whatever namespace a tool gave them. Positions are codepoints in the text with LF line ends, unless
all of them only fit the text as it stands in the file (``texts``).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar
from xml.etree.ElementTree import Element

from vlaggenlijn.dialogue.exchange.archives import Archive, tree
from vlaggenlijn.dialogue.exchange.problems import LIMITS, Limits, Remark, Remarks, Unreadable
from vlaggenlijn.dialogue.exchange.project import (
    Case,
    Codebook,
    CodeOf,
    CodingOf,
    Note,
    Project,
    Selection,
    Set,
    Source,
    User,
    Variable,
)
from vlaggenlijn.dialogue.exchange.texts import fitted, text_of

GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MEDIA = {"PictureSource", "PDFSource", "AudioSource", "VideoSource"}
One = TypeVar("One")
KINDS = ("Text", "Boolean", "Integer", "Float", "Date", "DateTime")


@dataclass(frozen=True)
class ReadProject:
    """A project with what was wrong in its file."""

    project: Project
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class ReadCodebook:
    codebook: Codebook
    remarks: tuple[Remark, ...]


def read_qdpx(content: bytes, limits: Limits = LIMITS) -> ReadProject:
    """Read a .qdpx; raises Unreadable."""
    archive = Archive(content, limits)
    root = tree(archive.project(), limits)
    if tag(root) != "Project":
        raise Unreadable("other_root", name=tag(root)[:80])
    reader = _Reader(archive)
    project = reader.project(root)
    return ReadProject(project, reader.remarks.all())


def read_qdc(content: bytes, limits: Limits = LIMITS) -> ReadCodebook:
    """Read a .qdc; raises Unreadable."""
    if len(content) > limits.project_bytes:
        raise Unreadable("too_large", limit=limits.project_bytes // (1024 * 1024))
    root = tree(content, limits)
    if tag(root) != "CodeBook":
        raise Unreadable("other_root", name=tag(root)[:80])
    reader = _Reader(None)
    codes = tuple(reader.codes(root))
    reader.known_codes = {code.guid for code in codes}
    sets = tuple(reader.each(root, "Sets", reader.set_of))
    return ReadCodebook(Codebook(root.get("origin", ""), codes, sets), reader.remarks.all())


def tag(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    if element is not None:
        yield from (child for child in element if tag(child) == name)


def child(element: Element | None, name: str) -> Element | None:
    return next(children(element, name), None)


def words(element: Element, name: str) -> str:
    """Return the text of a child with a name; "" without."""
    found = child(element, name)
    return "" if found is None else found.text or ""


def guid_of(text: str | None) -> str:
    """Return a GUID as we write it; "" when it is none."""
    plain = (text or "").strip().removeprefix("{").removesuffix("}").lower()
    return plain if GUID.fullmatch(plain) else ""


def moment_of(text: str) -> datetime:
    """Return a moment; one without a zone is UTC. Raises ValueError, OverflowError."""
    # Some tools write seven digits behind the comma, which Python does not read.
    found = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text.strip()))
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


class _Reader:
    """Reads the elements of one file and gathers what is wrong with them."""

    def __init__(self, archive: Archive | None) -> None:
        self.archive = archive
        self.remarks = Remarks()
        self.seen: set[str] = set()
        self.known_codes: set[str] = set()
        self.known_users: set[str] = set()
        self.known_notes: set[str] = set()
        self.known_sources: set[str] = set()
        self.kinds: dict[str, str] = {}

    def project(self, root: Element) -> Project:
        users = tuple(self.each(root, "Users", self._user))
        self.known_users = {user.guid for user in users}
        codes = tuple(self.codes(child(root, "CodeBook")))
        self.known_codes = {code.guid for code in codes}
        variables = tuple(self.each(root, "Variables", self._variable))
        self.kinds = {one.guid: one.kind for one in variables}
        notes = tuple(self.each(root, "Notes", self._note))
        self.known_notes = {note.guid for note in notes}
        codes = tuple(replace(code, notes=self._known(code.notes)) for code in codes)
        sources = tuple(self.each(root, "Sources", self._source))
        self.known_sources = {source.guid for source in sources}
        self._not_kept(root)
        return Project(
            name=root.get("name", ""),
            origin=root.get("origin", ""),
            description=words(root, "Description"),
            user=self._person(root.get("creatingUserGUID")),
            created_at=self._moment(root),
            users=users,
            codes=codes,
            variables=variables,
            cases=tuple(self.each(root, "Cases", self._case)),
            sources=sources,
            notes=notes,
            sets=tuple(self.each(root, "Sets", self.set_of)),
        )

    def each(
        self, root: Element, container: str, read: Callable[[Element], One | None]
    ) -> Iterator[One]:
        """Yield what is read of every element in a container; what cannot be read is left out."""
        for holder in children(root, container):
            for element in holder:
                found = read(element)
                if found is not None:
                    yield found

    def codes(self, holder: Element | None) -> Iterator[CodeOf]:
        """Yield every code, what it stands under first; a broken one leaves its children behind."""
        top = child(holder, "Codes")
        waiting = [("", one) for one in reversed(list(children(top, "Code")))]
        while waiting:
            parent, element = waiting.pop()
            guid = self._new_guid(element)
            if guid:
                yield self._code(element, guid, parent)
            under = reversed(list(children(element, "Code")))
            waiting += [(guid or parent, one) for one in under]

    def _code(self, element: Element, guid: str, parent: str) -> CodeOf:
        colour = element.get("color", "").strip()
        short = re.fullmatch(r"#([0-9a-fA-F])([0-9a-fA-F])([0-9a-fA-F])", colour)
        if short:
            colour = "#" + "".join(digit * 2 for digit in short.groups())
        return CodeOf(
            guid=guid,
            name=element.get("name", ""),
            parent=parent,
            is_codable=element.get("isCodable", "true").strip() not in ("false", "0"),
            colour=colour.lower() if re.fullmatch(r"#[0-9a-fA-F]{6}", colour) else "",
            description=words(element, "Description"),
            notes=self._refs(element, "NoteRef"),
        )

    def _new_guid(self, element: Element) -> str:
        """Return the GUID of something that is told here; "" when it has none or is doubled."""
        guid = guid_of(element.get("guid"))
        name = element.get("name") or tag(element)
        if not guid:
            self.remarks.add("bad_guid", name)
        elif guid in self.seen:
            self.remarks.add("same_guid", name)
            return ""
        self.seen.add(guid)
        return guid

    def _user(self, element: Element) -> User | None:
        guid = self._new_guid(element)
        return User(guid, element.get("name", "") or element.get("id", "")) if guid else None

    def _variable(self, element: Element) -> Variable | None:
        guid = self._new_guid(element)
        kind = element.get("typeOfVariable", "").strip()
        kind = kind if kind in KINDS else "Text"
        described = words(element, "Description")
        return Variable(guid, element.get("name", ""), kind, described) if guid else None

    def _note(self, element: Element) -> Note | None:
        guid = self._new_guid(element)
        if not guid:
            return None
        name = element.get("name", "")
        for _ in children(element, "PlainTextSelection"):
            self.remarks.add("coded_note", name)
        text = text_of(element, self.archive, name, self.remarks).text
        return Note(guid, name, text, *self._made(element))

    def _source(self, element: Element) -> Source | None:
        guid = self._new_guid(element)
        if not guid:
            return None
        user, created_at = self._made(element)
        texts, left_out = _texts(element)
        read = text_of(texts, self.archive, element.get("name", ""), self.remarks)
        name = element.get("name", "")
        for _ in range(left_out):
            self.remarks.add("no_place_in_text", name)
        selections = [one for part in children(texts, "PlainTextSelection")
                      if (one := self._selection(part))]  # fmt: skip
        text, fitting = fitted(read, selections, name, self.remarks)
        return Source(
            guid=guid,
            name=name,
            text=text,
            description=words(element, "Description"),
            user=user,
            created_at=created_at,
            selections=tuple(fitting),
            codings=self._codings(element),
            notes=self._known(self._refs(element, "NoteRef")),
            values=self._values(element),
        )

    def _selection(self, element: Element) -> Selection | None:
        guid = self._new_guid(element)
        places = [_number(element.get(name)) for name in ("startPosition", "endPosition")]
        start, end = places
        if start is None or end is None or not guid:
            if guid:
                self.remarks.add("bad_positions", element.get("name") or guid)
            return None
        return Selection(
            guid,
            start,
            end,
            element.get("name", ""),
            words(element, "Description"),
            *self._made(element),
            self._codings(element),
            self._known(self._refs(element, "NoteRef")),
        )

    def _codings(self, element: Element) -> tuple[CodingOf, ...]:
        return tuple(one for part in children(element, "Coding") if (one := self._coding(part)))

    def _coding(self, element: Element) -> CodingOf | None:
        guid = self._new_guid(element)
        target = child(element, "CodeRef")
        code = guid_of(None if target is None else target.get("targetGUID"))
        if guid and code not in self.known_codes:
            self.remarks.add("unknown_code", code or guid)
        if not guid or code not in self.known_codes:
            return None
        notes = self._known(self._refs(element, "NoteRef"))
        return CodingOf(guid, code, *self._made(element), notes)

    def _case(self, element: Element) -> Case | None:
        guid = self._new_guid(element)
        if not guid:
            return None
        for name in ("CodeRef", "SelectionRef"):
            for _ in children(element, name):
                self.remarks.add("not_kept", f"Case/{name}")
        return Case(
            guid,
            element.get("name", ""),
            words(element, "Description"),
            self._only(self._refs(element, "SourceRef"), self.known_sources, "unknown_source"),
            self._values(element),
        )

    def set_of(self, element: Element) -> Set | None:
        guid = self._new_guid(element)
        if not guid:
            return None
        codes = self._refs(element, "MemberCode")
        return Set(
            guid,
            element.get("name", ""),
            words(element, "Description"),
            self._only(codes, self.known_codes, "unknown_code"),
            self._only(self._refs(element, "MemberSource"), self.known_sources, "unknown_source"),
            self._known(self._refs(element, "MemberNote")),
        )

    def _values(self, element: Element) -> tuple[tuple[str, str], ...]:
        """Return {variable: value} as pairs; a value counts whatever type it says it has."""
        found = []
        for one in children(element, "VariableValue"):
            target = child(one, "VariableRef")
            variable = guid_of(None if target is None else target.get("targetGUID"))
            if variable not in self.kinds:
                self.remarks.add("unknown_variable", element.get("name", ""))
                continue
            texts = [part.text or "" for part in one if tag(part).endswith("Value")]
            found.append((variable, "".join(texts)))
        return tuple(found)

    def _refs(self, element: Element, name: str) -> tuple[str, ...]:
        """Return what an element refers to; a codebook calls the attribute guid."""
        refs = (one.get("targetGUID") or one.get("guid") for one in children(element, name))
        return tuple(guid_of(one) for one in refs)

    def _known(self, notes: tuple[str, ...]) -> tuple[str, ...]:
        return self._only(notes, self.known_notes, "unknown_note")

    def _only(self, guids: Iterable[str], known: set[str], code: str) -> tuple[str, ...]:
        kept = []
        for guid in guids:
            if guid in known:
                kept.append(guid)
            else:
                self.remarks.add(code, guid)
        return tuple(kept)

    def _made(self, element: Element) -> tuple[str, datetime | None]:
        return self._person(element.get("creatingUser")), self._moment(element)

    def _person(self, text: str | None) -> str:
        guid = guid_of(text)
        if text and guid not in self.known_users:
            self.remarks.add("unknown_user", text)
        return guid if guid in self.known_users else ""

    def _moment(self, element: Element) -> datetime | None:
        text = element.get("creationDateTime")
        if not text:
            return None
        try:
            return moment_of(text)
        except (ValueError, OverflowError):
            self.remarks.add("bad_moment", text)
            return None

    def _not_kept(self, root: Element) -> None:
        for container in ("Links", "Graphs"):
            for holder in children(root, container):
                for element in holder:
                    self.remarks.add("not_kept", element.get("name") or tag(element))
        for _ in children(root, "NoteRef"):
            self.remarks.add("not_kept", "Project/NoteRef")


def _number(text: str | None) -> int | None:
    """Return a position; None when it is none, or so long that it cannot be meant."""
    plain = (text or "").strip()
    return int(plain) if re.fullmatch(r"\+?[0-9]{1,10}", plain, re.ASCII) else None


def _texts(element: Element) -> tuple[Element, int]:
    """Return the element that holds the text of a source, and how many selections are not in it.

    A PDF carries its text as a representation; pictures, films and sound have none that counts.
    """
    if tag(element) not in MEDIA:
        return element, 0
    inner = child(element, "Representation")
    if inner is None:
        inner = child(element, "Transcript")
    beside = sum(tag(one).endswith("Selection") for one in element)
    if inner is None:
        return element, beside
    return inner, beside + sum(1 for _ in children(inner, "TranscriptSelection"))
