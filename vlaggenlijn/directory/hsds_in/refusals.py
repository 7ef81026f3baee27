"""Why a file of HSDS can be refused, and how large one may be."""

from dataclasses import dataclass

gettext_noop = str  # marks a text for translation; nothing is translated here

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How large what is read may be: bytes of one file, and of all of them unpacked."""

    bytes: int = 60 * MEGABYTE
    unpacked_bytes: int = 200 * MEGABYTE
    files: int = 2_000
    rows: int = 500_000
    # Lists, objects and values in JSON take far more memory than their signs.
    brackets: int = 3_000_000
    commas: int = 8_000_000


LIMITS = Limits()
# What a person sends is read while they wait, so it is less.
SENT = Limits(20 * MEGABYTE, 60 * MEGABYTE, 500, 100_000, 1_000_000, 3_000_000)

MESSAGES: dict[str, str] = {
    "cannot_open": gettext_noop("“%(file)s” cannot be opened. Check that it exists and try again."),
    "too_large": gettext_noop(
        "“%(file)s” is larger than %(limit)s MB. Ask for the data in smaller files."
    ),
    "too_much": gettext_noop(
        "Together these files hold more than %(limit)s MB. Import them in parts."
    ),
    "too_many_files": gettext_noop("There are more than %(limit)s files. Import them in parts."),
    "too_many_rows": gettext_noop("There are more than %(limit)s records. Import them in parts."),
    "too_many_pages": gettext_noop(
        "The other site gives more than %(limit)s pages. Ask its owner for a file."
    ),
    "empty": gettext_noop("“%(file)s” is empty."),
    "nothing": gettext_noop(
        "There is no HSDS in “%(file)s”. It is JSON with services or organisations in it, or CSV"
        " files that are called after their table, as in services.csv."
    ),
    "not_json": gettext_noop("“%(file)s” is no good JSON: line %(line)s, column %(column)s."),
    "too_deep": gettext_noop(
        "“%(file)s” holds lists in lists, far deeper than HSDS goes, so it is not read."
    ),
    "too_many_objects": gettext_noop(
        "“%(file)s” holds more lists and objects than a directory needs, so it is not read."
    ),
    "xml": gettext_noop("“%(file)s” is XML or a web page. HSDS is JSON or CSV."),
    "wrong_encoding": gettext_noop(
        "The letters in “%(file)s” cannot be read. Ask for the file in UTF-8."
    ),
    "damaged": gettext_noop("“%(file)s” is damaged: it cannot be unpacked."),
    "unsafe_archive": gettext_noop(
        "“%(file)s” holds names of files that lead elsewhere, or a password, so it is not opened."
    ),
    "bad_csv": gettext_noop(
        "In “%(file)s” a quotation mark is never closed or stands in a wrong place (row %(row)s)."
    ),
}


class Unreadable(Exception):
    """Nothing of it is read; ``code`` is a key of MESSAGES and ``values`` fill its message."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(MESSAGES[code] % values)
        self.code = code
        self.values = values


def refuse_too_many(data: bytes, name: str, limits: Limits = LIMITS) -> None:
    """Raise Unreadable for JSON that would fill the memory; its signs are counted, unread."""
    opened = data.count(b"[") + data.count(b"{")
    if opened > limits.brackets or data.count(b",") > limits.commas:
        raise Unreadable("too_many_objects", file=name)
