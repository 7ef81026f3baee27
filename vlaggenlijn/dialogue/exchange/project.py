"""What a REFI-QDA project holds, as plain values; a thinking module.

Identifiers are GUIDs: 8-4-4-4-12 hexadecimal digits in lower case, without braces; "" stands for
none. Positions count Unicode codepoints from 0; a text has LF line ends and no byte order mark.
Moments carry a time zone, and None where the file told none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class User:
    guid: str
    name: str = ""


@dataclass(frozen=True)
class CodeOf:
    """A code of a codebook; ``parent`` is the GUID of the code it stands under.

    ``colour`` is #rrggbb or "". In ``Project.codes`` a parent comes before its children.
    """

    guid: str
    name: str
    parent: str = ""
    is_codable: bool = True
    colour: str = ""
    description: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodingOf:
    """Somebody gave a code; ``notes`` are GUIDs of notes on it."""

    guid: str
    code: str
    user: str = ""
    created_at: datetime | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Selection:
    """A part of a text, ``text[start:end]``, with what was coded there; a description is a memo."""

    guid: str
    start: int
    end: int
    name: str = ""
    description: str = ""
    user: str = ""
    created_at: datetime | None = None
    codings: tuple[CodingOf, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """A text; ``codings`` are of the text as a whole, ``values`` are {variable GUID: value}."""

    guid: str
    name: str
    text: str = ""
    description: str = ""
    user: str = ""
    created_at: datetime | None = None
    selections: tuple[Selection, ...] = ()
    codings: tuple[CodingOf, ...] = ()
    notes: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Note:
    guid: str
    name: str = ""
    text: str = ""
    user: str = ""
    created_at: datetime | None = None


@dataclass(frozen=True)
class Variable:
    """``kind``: Text, Boolean, Integer, Float, Date or DateTime, as the standard calls them."""

    guid: str
    name: str
    kind: str = "Text"
    description: str = ""


@dataclass(frozen=True)
class Case:
    """What is studied (with us: a table), the texts about it, and what is known of it."""

    guid: str
    name: str = ""
    description: str = ""
    sources: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Set:
    """Texts, codes or notes that somebody put together, by GUID."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Project:
    name: str
    origin: str = ""
    description: str = ""
    user: str = ""
    created_at: datetime | None = None
    users: tuple[User, ...] = ()
    codes: tuple[CodeOf, ...] = ()
    variables: tuple[Variable, ...] = ()
    cases: tuple[Case, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[Note, ...] = ()
    sets: tuple[Set, ...] = field(default=())

    def codings(self) -> Iterator[CodingOf]:
        """Yield every coding, of parts of texts and of texts as a whole."""
        for source in self.sources:
            yield from source.codings
            for selection in source.selections:
                yield from selection.codings


@dataclass(frozen=True)
class Codebook:
    """Codes alone, as in a .qdc."""

    origin: str = ""
    codes: tuple[CodeOf, ...] = ()
    sets: tuple[Set, ...] = ()
