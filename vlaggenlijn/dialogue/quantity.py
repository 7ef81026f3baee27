"""Words of quantity bound to a count: few, some, many, most; a thinking module.

The rule, of n organisations out of N that spoke:

    few    more than none, at most one in five
    some   more than one in five, at most two in five
    many   more than two in five
    most   more than half

What holds for most also holds for many, so "many" still fits there. No other word overlaps.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Word(StrEnum):
    FEW = "few"
    SOME = "some"
    MANY = "many"
    MOST = "most"


# More than the first, at most the second share.
BOUNDS: Mapping[Word, tuple[Fraction, Fraction]] = {
    Word.FEW: (Fraction(0), Fraction(1, 5)),
    Word.SOME: (Fraction(1, 5), Fraction(2, 5)),
    Word.MANY: (Fraction(2, 5), Fraction(1)),
    Word.MOST: (Fraction(1, 2), Fraction(1)),
}
STRONGEST_FIRST = (Word.MOST, Word.MANY, Word.SOME, Word.FEW)
# Per language: how people write each word. Longer expressions come before what they contain.
WRITTEN: Mapping[str, Mapping[Word, str]] = {
    "nl": {
        Word.MOST: r"de meesten?|het merendeel|de meerderheid|het grootste deel",
        Word.MANY: r"veel|velen?|heel wat|talrijke",
        Word.SOME: r"sommigen?|een aantal|verschillende",
        Word.FEW: r"weinige?n?|een paar|enkelen?|een enkele",
    },
    "fr": {
        Word.MOST: r"la plupart|la majorité|le plus grand nombre",
        Word.MANY: r"beaucoup|de nombreu(?:x|ses)|bien des",
        Word.SOME: r"certaine?s|plusieurs|un certain nombre",
        Word.FEW: r"peu|quelques(?:-une?s)?",
    },
    "en": {
        Word.MOST: r"most|the majority",
        Word.MANY: r"many|a lot",
        Word.SOME: r"some|several",
        Word.FEW: r"a few|few",
    },
}
# "Too much", "not many", "how much", "as much as": these count nobody, or say the reverse.
OTHERWISE = {
    "nl": r"(?:te|niet|geen|hoe|zo|even|zeer weinig of)\s+$",
    "fr": r"(?:trop|pas|un|assez|si)\s+(?:de\s+)?$",
    "en": r"(?:too|not|how|so|as|at)\s+$",
}


@dataclass(frozen=True)
class Mention:
    """A word of quantity in a sentence: ``sentence[start:end]`` is how it is written."""

    word: Word
    start: int
    end: int


def word_for(count: int, total: int) -> Word | None:
    """Return the strongest word that count out of total bears; None for nobody.

    Raises ValueError when the count is not between 0 and the total.
    """
    return next((word for word in STRONGEST_FIRST if fits(word, count, total)), None)


def fits(word: Word, count: int, total: int) -> bool:
    """Tell whether a word may be said of count out of total; of nobody none may be."""
    if not 0 <= count <= total:
        raise ValueError(f"{count} is not a part of {total}")
    above, up_to = BOUNDS[word]
    return total > 0 and above < Fraction(count, total) <= up_to


def mentions(sentence: str, language: str) -> list[Mention]:
    """Return the words of quantity in a sentence, in order; none in a language we do not know."""
    return sorted(_found(sentence, language), key=lambda mention: mention.start)


def _found(sentence: str, language: str) -> Iterator[Mention]:
    for word, written in WRITTEN.get(language, {}).items():
        for match in re.finditer(rf"\b(?:{written})\b", sentence, re.IGNORECASE):
            before = sentence[: match.start()]
            if not re.search(rf"\b{OTHERWISE[language]}", before, re.IGNORECASE):
                yield Mention(word, *match.span())


def misfits(sentence: str, language: str, *, count: int, total: int) -> list[Mention]:
    """Return the words of a sentence that the count behind it does not bear (any more)."""
    return [one for one in mentions(sentence, language) if not fits(one.word, count, total)]


def mentions_in_any(sentence: str) -> list[Mention]:
    """Return the words of quantity in a sentence of which the language is not told, in order.

    No word of one language lies over a word of another; what two share is told once.
    """
    found = {one for language in WRITTEN for one in mentions(sentence, language)}
    return sorted(found, key=lambda one: one.start)
