"""Codes that fit a quote, by quotes that were coded before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vlaggenlijn.dialogue.models import Code, Coding, Quote, Series
from vlaggenlijn.dialogue.similar import Example, suggested

LATEST = 400  # codings to learn from: every text is opened for it
LANGUAGE = "nl"


@dataclass(frozen=True, slots=True)
class Like:
    """A quote that is like the one at hand, by its id as text, and what it says."""

    pk: str
    text: str


@dataclass(frozen=True, slots=True)
class Hint:
    """A code with the quotes that led to it."""

    code: Code
    quotes: list[Like]


def hints(series: Series, quote: Quote, offered: Iterable[Code]) -> list[Hint]:
    """Return at most three of the codes on offer, out of the latest codings of other quotes."""
    codes = {str(one.pk): one for one in offered}
    given: dict[str, set[str]] = defaultdict(set)
    for key, code in Coding.objects.in_book(series).elsewhere_than(quote).newest(LATEST):
        given[str(key)].add(str(code))
    standing = Quote.objects.of_series(series).standing()
    texts = {str(pk): text for pk, text in standing.with_ids_in(given).opened()}
    examples = [
        Example(key, texts[key], given[key] & codes.keys()) for key in given if key in texts
    ]
    found = suggested(quote.text, examples, language=LANGUAGE)
    return [Hint(codes[one.code], _said_once(one.because, texts)) for one in found]


def _said_once(keys: Iterable[str], texts: Mapping[str, str]) -> list[Like]:
    """Leave out what says the same again: it gives a coder no other reason."""
    first: dict[str, Like] = {}
    for key in keys:
        first.setdefault(texts[key], Like(key, texts[key]))
    return list(first.values())
