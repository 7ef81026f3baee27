"""Writes .qdpx, .qdc and a codebook as CSV; a thinking module.

Valid is not enough: what follows loses nothing in the tools that were tried (docs/decisions/0018).
Texts are files in ``sources/`` (lower case), UTF-8, LF, no byte order mark, referred to as
internal://GUID.txt; everything has a name, a moment and a user; notes are free, as notes under a
text disappear; variables stand on the text and on the case; no group of elements is empty.
"""

import csv
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import TypeVar
from xml.etree.ElementTree import Element, SubElement, tostring

from vlaggenlijn.common.spreadsheets_writing import escaped
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
)

One = TypeVar("One")
PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
SOMEBODY = "00000000-0000-4000-8000-000000000000"
UNKNOWN_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
# What XML 1.0 cannot hold; each is replaced by one character, so that positions stay right.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def qdpx(project: Project) -> bytes:
    """Return the project as a .qdpx; the same project gives the same bytes."""
    moment = project.created_at or UNKNOWN_MOMENT
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "project.qde", moment, _Writer(project).document())
        texts: list[Source | Note] = [*project.sources, *project.notes]
        for one in texts:
            _add(archive, f"sources/{one.guid}.txt", moment, _writable(one.text).encode())
    return made.getvalue()


def qdc(book: Codebook) -> bytes:
    """Return a codebook as a .qdc; it needs at least one code (ValueError)."""
    if not book.codes:
        raise ValueError("a codebook without codes cannot be written")
    root = Element("CodeBook", {"xmlns": CODEBOOK, "origin": _writable(book.origin)})
    _codes(SubElement(root, "Codes"), book.codes, with_notes=False)
    if book.sets:
        sets = SubElement(root, "Sets")
        for one in book.sets:
            element = SubElement(sets, "Set", {"guid": one.guid, "name": _writable(one.name)})
            _text(element, "Description", one.description)
            for code in one.codes:
                SubElement(element, "MemberCode", {"guid": code})
    return _bytes(root)


def codebook_csv(codes: Iterable[CodeOf]) -> str:
    """Return the codes that can be given as CSV for Taguette: a tag and what belongs there.

    What a spreadsheet would work out as a formula is escaped, as in every table we write.
    """
    made = StringIO()
    writer = csv.writer(made, lineterminator="\n")
    writer.writerow(("tag", "description"))
    for code in codes:
        if code.is_codable:
            writer.writerow((escaped(code.name), escaped(code.description)))
    return made.getvalue()


def tidy(text: str) -> str:
    """Return a text as it is written in a file, so that positions in it are those of the file."""
    return _writable(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def _writable(text: str) -> str:
    return UNWRITABLE.sub("\ufffd", text)


def _bytes(root: Element) -> bytes:
    # A line end CR would become LF when it is read; no text of ours has one.
    made: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return made.replace(b"\r", b"&#13;")


def _add(archive: zipfile.ZipFile, name: str, moment: datetime, content: bytes) -> None:
    year = min(max(moment.year, 1980), 2107)  # what a zip can say
    info = zipfile.ZipInfo(name, moment.replace(year=year, day=1).timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, content)


def _text(parent: Element, tag: str, text: str) -> None:
    if text:
        SubElement(parent, tag).text = _writable(text)


def _codes(parent: Element, codes: Sequence[CodeOf], *, with_notes: bool) -> None:
    """Write codes as they stand under each other."""
    under: dict[str, list[CodeOf]] = defaultdict(list)
    for code in codes:
        under[code.parent].append(code)
    waiting = [(parent, code) for code in reversed(under[""])]
    while waiting:
        above, code = waiting.pop()
        element = SubElement(above, "Code", _code_attributes(code))
        _text(element, "Description", code.description)
        if with_notes:
            _refs(element, "NoteRef", code.notes)
        waiting += [(element, child) for child in reversed(under[code.guid])]


def _code_attributes(code: CodeOf) -> dict[str, str]:
    colour = {"color": code.colour} if code.colour else {}
    return {
        "guid": code.guid,
        "name": _writable(code.name),
        "isCodable": "true" if code.is_codable else "false",
    } | colour


def _refs(parent: Element, tag: str, guids: Iterable[str]) -> None:
    for guid in guids:
        SubElement(parent, tag, {"targetGUID": guid})


def _each(
    root: Element, tag: str, write: Callable[[Element, One], None], found: Sequence[One]
) -> None:
    """Write all of a kind into a container of their own; without any there is no container."""
    if found:
        container = SubElement(root, tag)
        for one in found:
            write(container, one)


class _Writer:
    """Writes project.qde; who and when are filled in where they are not known."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.kinds = {variable.guid: variable.kind for variable in project.variables}
        self.user = project.user or next((one.guid for one in project.users), SOMEBODY)

    def document(self) -> bytes:
        project = self.project
        root = Element("Project", self._project_attributes())
        self._users(root)
        if project.codes:
            codes = SubElement(SubElement(root, "CodeBook"), "Codes")
            _codes(codes, project.codes, with_notes=True)
        self._variables(root)
        _each(root, "Cases", self._case, project.cases)
        _each(root, "Sources", self._source, project.sources)
        _each(root, "Notes", self._note, project.notes)
        _each(root, "Sets", self._set, project.sets)
        _text(root, "Description", project.description)
        return _bytes(root)

    def _project_attributes(self) -> dict[str, str]:
        moment = self._moment(self.project.created_at)
        return {
            "xmlns": PROJECT,
            "name": _writable(self.project.name),
            "origin": _writable(self.project.origin),
            "creatingUserGUID": self.user,
            "creationDateTime": moment,
            "modifyingUserGUID": self.user,
            "modifiedDateTime": moment,
        }

    def _users(self, root: Element) -> None:
        users = SubElement(root, "Users")
        known = {user.guid for user in self.project.users}
        for user in self.project.users:
            SubElement(users, "User", {"guid": user.guid, "name": _writable(user.name)})
        if self.user not in known:
            SubElement(users, "User", {"guid": self.user, "name": ""})

    def _variables(self, root: Element) -> None:
        if not self.project.variables:
            return
        container = SubElement(root, "Variables")
        for one in self.project.variables:
            attributes = {
                "guid": one.guid,
                "name": _writable(one.name),
                "typeOfVariable": one.kind,
            }
            _text(SubElement(container, "Variable", attributes), "Description", one.description)

    def _case(self, parent: Element, case: Case) -> None:
        element = SubElement(parent, "Case", {"guid": case.guid, "name": _writable(case.name)})
        _text(element, "Description", case.description)
        self._values(element, case.values)
        _refs(element, "SourceRef", case.sources)

    def _values(self, parent: Element, values: Iterable[tuple[str, str]]) -> None:
        for variable, value in values:
            element = SubElement(parent, "VariableValue")
            SubElement(element, "VariableRef", {"targetGUID": variable})
            kind = self.kinds.get(variable, "Text")
            SubElement(element, f"{kind}Value").text = _writable(value)

    def _source(self, parent: Element, source: Source) -> None:
        element = SubElement(parent, "TextSource", self._text_attributes(source))
        _text(element, "Description", source.description)
        for selection in source.selections:
            self._selection(element, selection)
        self._codings(element, source.codings)
        _refs(element, "NoteRef", source.notes)
        self._values(element, source.values)

    def _selection(self, parent: Element, selection: Selection) -> None:
        places = {"startPosition": str(selection.start), "endPosition": str(selection.end)}
        attributes = self._named(selection) | places
        element = SubElement(parent, "PlainTextSelection", attributes)
        _text(element, "Description", selection.description)
        self._codings(element, selection.codings)
        _refs(element, "NoteRef", selection.notes)

    def _codings(self, parent: Element, codings: Iterable[CodingOf]) -> None:
        for coding in codings:
            attributes = {"guid": coding.guid, **self._made(coding)}
            element = SubElement(parent, "Coding", attributes)
            SubElement(element, "CodeRef", {"targetGUID": coding.code})
            _refs(element, "NoteRef", coding.notes)

    def _note(self, parent: Element, note: Note) -> None:
        SubElement(parent, "Note", self._text_attributes(note))

    def _set(self, parent: Element, one: Set) -> None:
        element = SubElement(parent, "Set", {"guid": one.guid, "name": _writable(one.name)})
        _text(element, "Description", one.description)
        _refs(element, "MemberCode", one.codes)
        _refs(element, "MemberSource", one.sources)
        _refs(element, "MemberNote", one.notes)

    def _text_attributes(self, one: Source | Note) -> dict[str, str]:
        return self._named(one) | {"plainTextPath": f"internal://{one.guid}.txt"}

    def _named(self, one: Source | Note | Selection) -> dict[str, str]:
        return {"guid": one.guid, "name": _writable(one.name), **self._made(one)}

    def _made(self, one: Source | Note | Selection | CodingOf) -> dict[str, str]:
        return {
            "creatingUser": one.user or self.user,
            "creationDateTime": self._moment(one.created_at),
        }

    def _moment(self, moment: datetime | None) -> str:
        known = moment or self.project.created_at or UNKNOWN_MOMENT
        return known.astimezone(UTC).isoformat().replace("+00:00", "Z")
