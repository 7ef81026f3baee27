"""Translations without gettext's own programs: extraction, merging and compiling by Babel.

A Django template is first rewritten by Django itself into something like Python, from which Babel
can read the texts.
"""

import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.reloader import translation_file_changed
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = PACKAGE / "locale"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
COMPLETE = ("nl", "fr")
FOR_PARENTS = ("tr", "ar")
# Where the texts stand that parents see; these also come in Turkish and Arabic.
SEEN_BY_PARENTS = re.compile(
    r"^vlaggenlijn/(guide/(?!work_|templates/guide/work/)|templates/(?!account|allauth|mfa|429|components/(staff_navigation|sign_out))"
    r"|directory/(cards|drawn_cards|hours|pages|(forms|models|views)/suggestions)\.py"
    r"|directory/templates/directory/(?!_?booklet)\w+\.html"
    r"|agenda/(asking|cards|moments|months|wording)\.py"
    r"|agenda/templates/agenda/(?!work)\w+\.html"
    r"|week/ranges\.py"
    r"|week/templates/week/(public|programme|widget|harvest|_lengths|_brought|_photos)\.html"
    r"|home/templates/home/(about|privacy|accessibility)\.html)"
)
# A fixed date, so that a catalogue changes only when a text does.
BEGUN = datetime(2026, 11, 24, tzinfo=UTC)
HEADER = "# Translations of Vlaggenlijn. EUPL-1.2."


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the interface: msgid (with its plural) and where it stands."""

    msgid: str | tuple[str, str]
    context: str | None
    place: str


def texts() -> Iterator[Text]:
    """Return every text of the interface, in the order of files and lines."""
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.txt")]):
        if path.suffix == ".txt" and "templates" not in path.parts:
            continue
        if "migrations" not in path.parts:
            yield from _texts_of(path)


def _texts_of(path: Path) -> Iterator[Text]:
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = _as_python(source, path)
    place = str(path.relative_to(PACKAGE.parent))
    found = extract("python", io.BytesIO(source.encode()), KEYWORDS)
    for _line, message, _comments, context in found:
        msgid = (message[0], message[1]) if isinstance(message, tuple) else message
        if msgid:
            yield Text(msgid, context, place)


def _as_python(source: str, path: Path) -> str:
    # The brackets make the line structure of a template meaningless to Python's tokenizer.
    return "(\n" + templatize(source, origin=str(path)) + "\n)"


def catalog_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    path = catalog_path(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def current(language: str) -> Catalog:
    """Return the catalogue with today's texts and the translations that are still of use."""
    known = read(language)
    fresh = Catalog(
        locale=language,
        project="Vlaggenlijn",
        header_comment=HEADER,
        creation_date=BEGUN,
        fuzzy=False,
    )
    # Versions of Babel differ over how many plurals a language has; Django follows the catalogue.
    fresh.mime_headers = [("Plural-Forms", known.plural_forms)]
    for text in texts():
        old = known.get(text.msgid if isinstance(text.msgid, str) else text.msgid[0], text.context)
        fresh.add(
            text.msgid,
            old.string if old and not old.fuzzy and _is_like(old, text) else "",
            locations=[(text.place, None)],  # type: ignore[list-item]
            flags=_flags(text),
            context=text.context,
        )
    return fresh


def _is_like(old: Message, text: Text) -> bool:
    """A translation with plurals cannot serve a text without, nor the other way about."""
    return isinstance(old.id, str) == isinstance(text.msgid, str)


def _flags(text: Text) -> list[str]:
    words = text.msgid if isinstance(text.msgid, str) else "".join(text.msgid)
    return ["python-format"] if "%(" in words else []


def update(language: str) -> Catalog:
    """Write today's texts into the catalogue of a language and return it."""
    catalog = current(language)
    path = catalog_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=100, sort_by_file=True, omit_header=False)
    return catalog


def untranslated(language: str, catalog: Catalog) -> list[str]:
    """Return the texts that should have a translation in a language and have none yet."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalog
        if message.id and _is_wanted(language, message) and not _is_translated(message)
    ]


def _is_wanted(language: str, message: Message) -> bool:
    places = [place for place, _ in message.locations]
    return language in COMPLETE or any(SEEN_BY_PARENTS.match(place) for place in places)


def _is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (tuple, list)) else [message.string]
    return all(strings)


def compile_all() -> None:
    """Write the .mo files and let Django read them anew; no gettext programs needed."""
    for path in LOCALE.glob("*/LC_MESSAGES/django.po"):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        with path.open("rb") as file:
            catalog = read_po(file, locale=path.parent.parent.name)
        # A process that starts right now may not read half a file.
        unfinished = target.with_name(f"{target.name}.{os.getpid()}")
        with unfinished.open("wb") as file:
            write_mo(file, catalog)
        unfinished.replace(target)
        # Django read the older catalogue, or none, when it started.
        translation_file_changed(None, target)
