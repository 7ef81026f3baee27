"""Files for translators: XLIFF 1.2 and Excel, out and in again; a thinking module.

XLIFF 1.2 and not 2.0: it is what OmegaT, Weblate, Virtaal and the paid tools all read and write.
The id of a unit names the record, the field and the Dutch wording (as a digest), so that a file
that comes back late cannot be taken for a translation of the Dutch of today.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from uuid import UUID
from xml.etree import ElementTree

import xlsxwriter
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from vlaggenlijn.common.spreadsheets_table import LIMITS, MEGABYTE, Table
from vlaggenlijn.directory.translating import DIGEST_SIGNS, FIELDS, LONGEST, digest, plain

gettext_noop = str  # marks a text for translation; nothing is translated here

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
ID = re.compile(rf"(service|organization)/([0-9a-f-]{{36}})/([a-z_]+)/([0-9a-f]{{{DIGEST_SIGNS}}})")
ID_COLUMN, DUTCH_COLUMN = "id", "nl"
WIDTHS = (12, 28, 22, 60, 40, 60)
MESSAGES: dict[str, str] = {
    "too_large": gettext_noop("The file is larger than %(limit)s MB. Split it."),
    "not_xliff": gettext_noop(
        "This is not a file we can read. Choose the XLIFF file (.xlf) or the Excel workbook (.xlsx)"
        " that came from here."
    ),
    "no_language": gettext_noop(
        "The file does not say into which language it translates. Use the file as it came from"
        " here."
    ),
    "too_many_rows": gettext_noop("The file has more than %(limit)s texts. Split it."),
}


class UnreadableTranslations(Exception):
    """The file is refused; ``code`` is a key of MESSAGES and ``values`` fill its message."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(MESSAGES[code] % values)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Piece:
    """One field of one record, named without its wording."""

    kind: str
    record_id: UUID
    field: str


@dataclass(frozen=True, slots=True)
class Unit:
    """What a translator gets: a Dutch text, where it stands, and its translation of before."""

    piece: Piece
    dutch: str
    record_name: str
    field_name: str
    earlier: str = ""

    @property
    def id(self) -> str:
        piece = self.piece
        return f"{piece.kind}/{piece.record_id}/{piece.field}/{digest(self.dutch)}"


@dataclass(frozen=True, slots=True)
class Returned:
    """What comes back: the id as it stands in the file, and a text (empty: not done)."""

    id: str
    text: str
    problem: str = ""


class Verdict(StrEnum):
    """What happens to a text that comes back."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DUTCH_CHANGED = "dutch_changed"
    UNKNOWN = "unknown"
    TOO_LONG = "too_long"
    TWICE = "twice"
    FORMULA = "formula"


TAKEN = (Verdict.NEW, Verdict.CHANGED)


@dataclass(frozen=True, slots=True)
class Known:
    """What a piece says now: the Dutch, and the text of before made from that Dutch (or empty)."""

    dutch: str
    current: str
    record_name: str
    field_name: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One text that came back, with what happens to it; ``piece`` is None for an unknown id."""

    verdict: Verdict
    piece: Piece | None
    known: Known | None
    returned: Returned


def read_id(text: str) -> tuple[Piece, str] | None:
    """Return the piece and the digest of its Dutch that an id names, or None."""
    match = ID.fullmatch(text.strip())
    if match is None or match[3] not in FIELDS[match[1]]:
        return None
    try:
        return Piece(match[1], UUID(match[2]), match[3]), match[4]
    except ValueError:
        return None


def judge(returned: Iterable[Returned], known: Mapping[Piece, Known]) -> list[Judged]:
    """Return a verdict for every text that was filled in, in the order of the file.

    ``known`` holds the pieces that the person who brings the file may translate.
    """
    filled = [one for one in returned if plain(one.text) or one.problem]
    said: dict[str, set[str]] = {}
    for one in filled:
        said.setdefault(one.id, set()).add(one.text)
    judged: dict[str, Judged] = {}
    for one in filled:
        judged.setdefault(one.id, _judged(one, known, is_twice=len(said[one.id]) > 1))
    return list(judged.values())


def _judged(one: Returned, known: Mapping[Piece, Known], *, is_twice: bool) -> Judged:
    named = read_id(one.id)
    piece = named[0] if named else None
    now = known.get(piece) if piece else None
    if named is None or piece is None or now is None:
        return Judged(Verdict.UNKNOWN, None, None, one)
    return Judged(_verdict(one, piece, now, named[1], is_twice=is_twice), piece, now, one)


def _verdict(one: Returned, piece: Piece, now: Known, wording: str, *, is_twice: bool) -> Verdict:
    if digest(now.dutch) != wording or not plain(now.dutch):
        return Verdict.DUTCH_CHANGED
    if one.problem:
        return Verdict.FORMULA if one.problem == "formula" else Verdict.TOO_LONG
    if is_twice:
        return Verdict.TWICE
    if len(one.text) > LONGEST[piece.field]:
        return Verdict.TOO_LONG
    if one.text == now.current:
        return Verdict.SAME
    return Verdict.CHANGED if now.current else Verdict.NEW


def xliff(units: Iterable[Unit], language: str) -> bytes:
    """Return a file in XLIFF 1.2; an earlier translation stands beside an empty target."""
    ElementTree.register_namespace("", NAMESPACE)
    root = ElementTree.Element(_tag("xliff"), version="1.2")
    file = ElementTree.SubElement(
        root,
        _tag("file"),
        {
            "original": "vlaggenlijn",
            "datatype": "plaintext",
            "source-language": "nl",
            "target-language": language,
        },
    )
    body = ElementTree.SubElement(file, _tag("body"))
    for unit in units:
        _add_unit(body, unit)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _add_unit(body: ElementTree.Element, unit: Unit) -> None:
    attributes = {"id": unit.id, "maxwidth": str(LONGEST[unit.piece.field]), "size-unit": "char"}
    element = ElementTree.SubElement(body, _tag("trans-unit"), attributes | {SPACE: "preserve"})
    ElementTree.SubElement(element, _tag("source")).text = unit.dutch
    ElementTree.SubElement(element, _tag("target"), state="needs-translation")
    ElementTree.SubElement(element, _tag("note")).text = f"{unit.record_name}: {unit.field_name}"
    if unit.earlier:
        before = ElementTree.SubElement(element, _tag("alt-trans"))
        ElementTree.SubElement(before, _tag("target")).text = unit.earlier


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def read_xliff(data: bytes) -> tuple[str, list[Returned]]:
    """Return the language and the units of an XLIFF 1.2 file, or raise UnreadableTranslations."""
    if len(data) > LIMITS.bytes:
        raise UnreadableTranslations("too_large", limit=LIMITS.bytes // MEGABYTE)
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError):
        raise UnreadableTranslations("not_xliff") from None
    if root.tag != _tag("xliff"):
        raise UnreadableTranslations("not_xliff")
    languages = {file.get("target-language", "") for file in root.iter(_tag("file"))}
    units = list(root.iter(_tag("trans-unit")))
    if len(units) > LIMITS.rows:
        raise UnreadableTranslations("too_many_rows", limit=LIMITS.rows)
    return _one_language(languages), [_returned(unit) for unit in units]


def _one_language(languages: set[str]) -> str:
    """Tools write fr-BE for fr; a file of two languages has none."""
    codes = {code.replace("_", "-").partition("-")[0].lower() for code in languages}
    if len(codes) != 1 or not (code := codes.pop()):
        raise UnreadableTranslations("no_language")
    return code


def _returned(unit: ElementTree.Element) -> Returned:
    target = unit.find(_tag("target"))
    text = "" if target is None else "".join(target.itertext())
    return Returned(unit.get("id", ""), text.strip())


def workbook(units: Iterable[Unit], language: str, headings: tuple[str, str, str]) -> bytes:
    """Return an Excel workbook; ``headings`` stand over the record, the field and the earlier text.

    Every cell is text and stays so when somebody types in it: nothing becomes a formula or a link.
    """
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    text.set_quote_prefix()
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet = book.add_worksheet(language)
    record, field, earlier = headings
    for column, name in enumerate((ID_COLUMN, record, field, DUTCH_COLUMN, earlier, language)):
        sheet.write_string(0, column, name, bold)
        sheet.set_column(column, column, WIDTHS[column], text)
    for row, unit in enumerate(units, 1):
        cells = (unit.id, unit.record_name, unit.field_name, unit.dutch, unit.earlier)
        for column, value in enumerate(cells):
            sheet.write_string(row, column, value, text)
        sheet.write_blank(row, len(cells), None, text)
    sheet.freeze_panes(1, 0)
    book.close()
    return target.getvalue()


def read_table(table: Table, languages: Iterable[str]) -> tuple[str, list[Returned]]:
    """Return language and texts of a table that ``workbook`` made; its last column counts."""
    names = [name.strip().lower() for name in table.header]
    language = names[-1]
    if language not in set(languages) or ID_COLUMN not in names:
        raise UnreadableTranslations("no_language")
    id_column, text_column = names.index(ID_COLUMN), len(names) - 1
    return language, [
        Returned(
            row.cells[id_column].strip(),
            row.cells[text_column].strip(),
            next((one.code for one in row.problems if one.column == text_column), ""),
        )
        for row in table.rows
    ]
