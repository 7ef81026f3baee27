"""One spelling for every way of writing the name of a place."""

import unicodedata
from functools import lru_cache

# "St", "Saint" and "Sint" are the same word on Belgian road signs, depending on who paid for them.
_SAINT = frozenset({"st", "ste", "sint", "sinte", "saint", "sainte", "sankt"})
_PLAIN = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
_OUR_LADY = (("o", "l", "v"), ("olv",))


# An import folds every word of the thesaurus, some forty thousand.
@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """The text in lower case without accents, hyphens or apostrophes, saints written "sint"."""
    words = "".join(_letter(character) for character in _lowered(text)).split()
    return " ".join(_saint(word) for word in _lady(words))


def compact(folded: str) -> str:
    """A folded text without its spaces, so that "knokkeheist" is "knokke heist"."""
    return folded.replace(" ", "")


def _lowered(text: str) -> str:
    # Twice, because a compatibility form may turn up a capital or an accent of its own.
    for _ in range(2):
        text = unicodedata.normalize("NFKC", text).casefold()
        text = unicodedata.normalize("NFKD", text).translate(_PLAIN)
    return text


def _letter(character: str) -> str:
    if unicodedata.category(character).startswith("M"):
        return ""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return character if character.isalnum() else " "


def _lady(words: list[str]) -> list[str]:
    for written in _OUR_LADY:
        if tuple(words[: len(written)]) == written:
            return ["onze", "lieve", "vrouw", *words[len(written) :]]
    return words


def _saint(word: str) -> str:
    return "sint" if word in _SAINT else word
