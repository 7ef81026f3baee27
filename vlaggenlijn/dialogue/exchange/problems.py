"""What may be wrong with a file of another tool: refused, or read with remarks; a thinking module.

Each is a code out of ``MESSAGES`` with values; whoever shows it translates and fills in.
"""

from collections import Counter
from dataclasses import dataclass, field

gettext_noop = str  # marks a text for translation; nothing is translated here

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """How much is read: enough for 100,000 codings, too little to fill a machine."""

    file_bytes: int = 100 * MEGABYTE
    project_bytes: int = 100 * MEGABYTE
    text_bytes: int = 20 * MEGABYTE
    all_texts_bytes: int = 200 * MEGABYTE
    members: int = 20_000
    elements: int = 1_000_000
    depth: int = 60


LIMITS = Limits()

MESSAGES = {
    # Refused: nothing is read.
    "no_zip": gettext_noop("This is no .qdpx file: it cannot be opened as a zip."),
    "damaged": gettext_noop("The file is damaged: it cannot be unpacked. Export it once more."),
    "too_large": gettext_noop("The file is too large: at most %(limit)s MB can be read."),
    "too_many_members": gettext_noop("The file holds too many files: at most %(limit)s."),
    "locked": gettext_noop("The file is locked with a password. Save it again without one."),
    "no_project": gettext_noop("There is no project (a file ending in .qde) in this file."),
    "several_projects": gettext_noop("There are several projects (.qde) in this file."),
    "no_xml": gettext_noop("The project cannot be read: it is not well-formed XML."),
    "forbidden_xml": gettext_noop("The project holds a DTD or entities; those are never read."),
    "too_many_elements": gettext_noop("The project is too large: at most %(limit)s elements."),
    "too_deep": gettext_noop("The project is nested too deeply: at most %(limit)s levels."),
    "other_root": gettext_noop("This is no REFI-QDA file: it begins with “%(name)s”."),
    # Remarks: the rest is read.
    "bad_guid": gettext_noop("%(count)s × without a valid GUID; left out: %(names)s"),
    "same_guid": gettext_noop("%(count)s × a GUID that stood there before; left out: %(names)s"),
    "unknown_code": gettext_noop("%(count)s × a coding with a code that is not there: %(names)s"),
    "unknown_user": gettext_noop("%(count)s × a person who is not in the file: %(names)s"),
    "unknown_note": gettext_noop("%(count)s × a note that is not in the file: %(names)s"),
    "unknown_source": gettext_noop("%(count)s × a text that is not in the file: %(names)s"),
    "unknown_variable": gettext_noop("%(count)s × a variable that is not there: %(names)s"),
    "no_text": gettext_noop("%(count)s × a source without a text that can be read: %(names)s"),
    "text_too_large": gettext_noop("%(count)s × a text that is too large: %(names)s"),
    "outside_file": gettext_noop("%(count)s × a text that lies outside the file: %(names)s"),
    "bad_encoding": gettext_noop("%(count)s × a text that is not UTF-8: %(names)s"),
    "bad_positions": gettext_noop(
        "%(count)s × a selection that does not fit its text; left out: %(names)s"
    ),
    "cut_positions": gettext_noop("%(count)s × a selection cut off at the end: %(names)s"),
    "bad_moment": gettext_noop("%(count)s × a date that cannot be read: %(names)s"),
    "line_ends": gettext_noop("%(count)s × positions that count line ends as two: %(names)s"),
    "no_place_in_text": gettext_noop(
        "%(count)s × a selection in a picture, film or sound; left out: %(names)s"
    ),
    "coded_note": gettext_noop("%(count)s × a selection in a note; left out: %(names)s"),
    "not_kept": gettext_noop("%(count)s × something we do not keep; left out: %(names)s"),
}

EXAMPLES = 3


class Unreadable(Exception):
    """A file that is refused, with a code of MESSAGES and its values."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True)
class Remark:
    """Something that was left out or filled in, how often, with the first few as examples."""

    code: str
    count: int
    names: tuple[str, ...]


@dataclass
class Remarks:
    """Gathers remarks; a hundred thousand of one kind stay one remark with a count."""

    counts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def add(self, code: str, name: str) -> None:
        self.counts[code] += 1
        kept = self.examples.setdefault(code, [])
        short = name[:80]
        if len(kept) < EXAMPLES and short not in kept:
            kept.append(short)

    def all(self) -> tuple[Remark, ...]:
        """Return the remarks in the order in which they were first made."""
        return tuple(
            Remark(code, self.counts[code], tuple(names)) for code, names in self.examples.items()
        )
