"""What a person typed in a place field, taken apart into post codes and words."""

import re
from dataclasses import dataclass

from vlaggenlijn.places.folding import fold

LONGEST = 100  # characters that are read; the rest of a longer text is not looked at

_NOT_GLUED = r"(?<![^\W_]){}(?![^\W_])"
_POSTCODE = re.compile(_NOT_GLUED.format(r"(?:be? ?)?([1-9][0-9]{3})"))
_ABROAD = re.compile(r"(?:nl|fr?|lu?|de?) ?[0-9]{4,5}(?: ?[a-z]{2})?")
_DUTCH_CODE = re.compile(r"[1-9][0-9]{3} ?([a-z]{2})")
_BREAKS = re.compile(r"[,;:/|()\[\]\n]+")


@dataclass(frozen=True, slots=True)
class Typed:
    """Folded words as one text and in parts, and the Belgian post codes between them."""

    words: str
    parts: tuple[str, ...]
    codes: tuple[str, ...]
    is_abroad: bool = False  # carries the prefix of a neighbouring country
    dutch_letters: str = ""  # "ab" of "1012 AB", which may also be a name: "3665 As"

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.codes


def read(text: str) -> Typed:
    """The typed text taken apart; anything after 100 characters is left out."""
    text = text[:LONGEST]
    folded = fold(text)
    parts = (_without_codes(fold(part)) for part in _BREAKS.split(text))
    dutch = _DUTCH_CODE.fullmatch(folded)
    return Typed(
        words=_without_codes(folded),
        parts=tuple(part for part in parts if part),
        codes=tuple(dict.fromkeys(_POSTCODE.findall(folded))),
        is_abroad=_ABROAD.fullmatch(folded) is not None,
        dutch_letters=dutch.group(1) if dutch else "",
    )


def _without_codes(folded: str) -> str:
    return " ".join(_POSTCODE.sub(" ", folded).split())
