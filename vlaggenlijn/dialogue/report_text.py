"""The text of a part of a report, with its marks filled in; a thinking module.

Between double square brackets stands what is never typed, because it may change:

    [[response]]    a number of the series; each has a name in nl, fr and en
    [[T3.14]]       the quote at place 14 of table 3, when it may be shown
    [[F-3fa2c1]]    how much stands behind a finding

A word of quantity (few, some, many, most) is held to a share of the organisations: that of the
first mark in its sentence that has one, else that of the part itself. A sentence ends at its full
stop, not inside a mark. What somebody typed is never changed: it is only told apart.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from vlaggenlijn.dialogue.quantity import Mention, fits, mentions_in_any

# How each number is called between brackets; what is read is any of them, in any language.
NUMBERS: Mapping[str, Mapping[str, str]] = {
    "addressed": {"nl": "aangeschreven", "fr": "invitées", "en": "addressed"},
    "present": {"nl": "deelnemers", "fr": "participantes", "en": "participants"},
    "response": {"nl": "respons", "fr": "réponse", "en": "response"},
    "excused": {"nl": "verontschuldigd", "fr": "excusées", "en": "excused"},
    "no_show": {"nl": "afwezig", "fr": "absentes", "en": "absent"},
    "planned": {"nl": "tafels gepland", "fr": "tables prévues", "en": "tables planned"},
    "held": {"nl": "tafels", "fr": "tables", "en": "tables"},
    "quotes": {"nl": "citaten", "fr": "citations", "en": "quotes"},
    "spoke": {"nl": "sprekers", "fr": "intervenantes", "en": "speakers"},
    "theme": {"nl": "thema", "fr": "thème", "en": "theme"},
    "opportunity": {"nl": "kansen", "fr": "opportunités", "en": "opportunities"},
    "bottleneck": {"nl": "knelpunten", "fr": "difficultés", "en": "bottlenecks"},
}
BY_NAME = {word: key for key, words in NUMBERS.items() for word in words.values()}
MARK = re.compile(r"\[\[([^\[\]\n]{1,60})\]\]")
QUOTE = re.compile(r"T(\d{1,5})\.(\d{1,7})", re.IGNORECASE)
FINDING = re.compile(r"F-([0-9a-f]{6})", re.IGNORECASE)
END_OF_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
TYPED = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?:\s?%)?(?!\w)")
YEAR = re.compile(r"(?:19|20)\d\d")


class Kind(StrEnum):
    PLAIN = "plain"
    NUMBER = "number"
    QUOTE = "quote"
    FINDING = "finding"
    HIDDEN = "hidden"  # a number that may not be shown
    GONE = "gone"  # a quote or finding that is not there, or may not be shown
    UNKNOWN = "unknown"  # a mark that nobody knows
    FITS = "fits"  # a word of quantity that its count bears
    OFF = "off"  # a word of quantity that its count does not bear
    LOOSE = "loose"  # a word of quantity with no count to hold it to
    TYPED = "typed"  # a number that was typed, so that it follows nothing


WRONG = frozenset({Kind.GONE, Kind.UNKNOWN, Kind.OFF, Kind.LOOSE, Kind.TYPED})


@dataclass(frozen=True, slots=True)
class Share:
    """So many organisations out of all; ``is_shown`` says whether the number may be told."""

    count: int
    total: int
    is_shown: bool = True


@dataclass(frozen=True, slots=True)
class Facts:
    """What marks stand for. A number None may not be shown; ``own`` is the share of the part."""

    numbers: Mapping[str, int | None] = field(default_factory=dict)
    shares: Mapping[str, Share] = field(default_factory=dict)
    quotes: Mapping[str, str] = field(default_factory=dict)
    findings: Mapping[str, Share] = field(default_factory=dict)
    own: Share | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence as it was typed, what it is, and what it stands for."""

    kind: Kind
    source: str
    text: str = ""
    share: Share | None = None

    @property
    def is_wrong(self) -> bool:
        return self.kind in WRONG


Paragraph = tuple[Piece, ...]


def paragraphs(text: str, facts: Facts) -> list[Paragraph]:
    """Return the lines of a text that hold something, each in pieces."""
    return [tuple(pieces(line, facts)) for line in text.splitlines() if line.strip()]


def wrong_in(paragraphs: list[Paragraph]) -> list[Piece]:
    """Return what somebody should look at before the report goes out, in order."""
    return [piece for one in paragraphs for piece in one if piece.is_wrong]


def pieces(line: str, facts: Facts) -> Iterator[Piece]:
    """Yield a line in pieces; their sources together are the line."""
    start = 0
    for end in (*(match.end() for match in END_OF_SENTENCE.finditer(line)), len(line)):
        yield from _of_sentence(line[start:end], facts)
        start = end


def _of_sentence(sentence: str, facts: Facts) -> Iterator[Piece]:
    marks = list(MARK.finditer(sentence))
    bare = MARK.sub(lambda mark: "·" * len(mark.group()), sentence)
    share = next(filter(None, (_share(mark.group(1), facts) for mark in marks)), facts.own)
    found: list[tuple[int, int, Piece]] = [
        (*mark.span(), _filled(mark.group(), mark.group(1), facts)) for mark in marks
    ]
    words = mentions_in_any(bare)
    found += [(one.start, one.end, _word(one, sentence, share)) for one in words]
    found += [
        (*match.span(), Piece(Kind.TYPED, match.group(), match.group()))
        for match in TYPED.finditer(bare)
        if not YEAR.fullmatch(match.group().strip())
    ]
    yield from _with_the_rest(sentence, sorted(found, key=lambda one: one[0]))


def _with_the_rest(sentence: str, found: list[tuple[int, int, Piece]]) -> Iterator[Piece]:
    at = 0
    for start, end, piece in found:
        if start > at:
            yield _plain(sentence[at:start])
        yield piece
        at = end
    if at < len(sentence):
        yield _plain(sentence[at:])


def _plain(text: str) -> Piece:
    return Piece(Kind.PLAIN, text, text)


def _word(mention: Mention, sentence: str, share: Share | None) -> Piece:
    text = sentence[mention.start : mention.end]
    if share is None:
        return Piece(Kind.LOOSE, text, text)
    is_borne = fits(mention.word, share.count, share.total)
    return Piece(Kind.FITS if is_borne else Kind.OFF, text, text, share)


def key_of(name: str) -> str:
    """Return the key of a quote ("3.14") or finding ("3fa2c1"), or of a number; "" for another."""
    plain = " ".join(name.split())
    quote, finding = QUOTE.fullmatch(plain), FINDING.fullmatch(plain)
    if quote:
        return f"{int(quote[1])}.{int(quote[2])}"
    if finding:
        return finding[1].lower()
    return BY_NAME.get(plain.casefold(), "")


def marked_quotes(text: str) -> set[tuple[int, int]]:
    """Return (number of the table, place) of every quote that a text has a mark for."""
    names = (" ".join(match[1].split()) for match in MARK.finditer(text))
    found = filter(None, map(QUOTE.fullmatch, names))
    return {(int(match[1]), int(match[2])) for match in found}


def _share(name: str, facts: Facts) -> Share | None:
    key = key_of(name)
    return facts.findings.get(key) or facts.shares.get(key)


def _filled(source: str, name: str, facts: Facts) -> Piece:
    key, plain = key_of(name), " ".join(name.split())
    if QUOTE.fullmatch(plain):
        shown = facts.quotes.get(key)
        return Piece(Kind.GONE, source) if shown is None else Piece(Kind.QUOTE, source, shown)
    if FINDING.fullmatch(plain):
        share = facts.findings.get(key)
        return Piece(Kind.GONE, source) if share is None else Piece(Kind.FINDING, source, "", share)
    if key not in facts.numbers:
        return Piece(Kind.UNKNOWN, source)
    number = facts.numbers[key]
    return Piece(Kind.HIDDEN, source) if number is None else Piece(Kind.NUMBER, source, str(number))


def quotes_typed_over(text: str, quotes: Mapping[str, str], shortest: int = 25) -> list[str]:
    """Return the keys of quotes whose words stand in a text as such, instead of their mark.

    Words that were typed over would stay when somebody takes them back. Capitals, spaces and
    punctuation at the ends make no difference; what is shorter than ``shortest`` may be chance.
    """
    typed = _even(text)
    return [
        key
        for key, said in quotes.items()
        if len(even := _even(said).strip(" .!?…,;:\"'“”‘’«»")) >= shortest and even in typed
    ]


def _even(text: str) -> str:
    return " ".join(text.casefold().split())
