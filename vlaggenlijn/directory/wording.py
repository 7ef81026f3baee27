"""Which words of a record a visitor reads: piece by piece in their language, else the Dutch."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString

from vlaggenlijn.accounts.languages import OWN_NAMES, SOURCE, direction
from vlaggenlijn.accounts.models import Regime
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.models import RecordTranslation, Translatable, dutch_of, in_state
from vlaggenlijn.directory.translating import changed_fields, shown_fields

DUTCH = "dutch"


@dataclass(frozen=True, slots=True)
class Wording:
    """Texts by field, and for HTML the mark of each that is not in the language of the page.

    ``marks`` also has one for Dutch that nobody translates, under ``dutch``. ``translation`` is
    None when every piece is in Dutch.
    """

    texts: Mapping[str, str]
    marks: Mapping[str, str]
    languages: Mapping[str, str]
    translation: RecordTranslation | None
    is_outdated: bool

    def foreign(self, name: str) -> str:
        """Return the language of a text where it is not that of the page, else ""."""
        return "" if self.languages[name] == spoken() else self.languages[name]


@dataclass(frozen=True, slots=True)
class TranslationText:
    """The mark that the law asks on a translation."""

    language_name: str
    date_text: str
    may_be_outdated: bool


def translation_text(said: Wording) -> TranslationText | None:
    """Return the mark of a translation, or None on a text that is Dutch altogether."""
    if said.translation is None:
        return None
    return TranslationText(
        language_name=OWN_NAMES.get(said.translation.language, said.translation.language),
        date_text=formats.date_format(said.translation.source_on, "j F Y"),
        may_be_outdated=said.is_outdated,
    )


def wording_of(record: Translatable, *, regime: str = Regime.NL, language: str = "") -> Wording:
    """Return the words of a record whose translations were read before; no query.

    ``regime`` is that of the network that is visited: where the law wants Dutch, a piece whose
    Dutch changed is read in Dutch. ``language`` is the visitor's unless they asked for another.
    """
    dutch = dutch_of(record)
    wanted = language or spoken()
    approved = in_state(record.translations.all(), wanted, RecordTranslation.State.APPROVED)
    said = approved.said() if approved else None
    shown = shown_fields(said, dutch, is_strict=regime == Regime.NL)
    languages = {name: wanted if name in shown else SOURCE for name in dutch}
    return Wording(
        texts=dutch | shown,
        marks={name: mark(languages[name]) for name in dutch if dutch[name]}
        | {DUTCH: mark(SOURCE)},
        languages=languages,
        translation=approved if shown else None,
        is_outdated=bool(said and set(changed_fields(said, dutch)) & set(shown)),
    )


def mark(language: str) -> SafeString:
    """Return the attributes for a text in a language, or none in the language of the page."""
    if language == spoken():
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', language, direction(language))
