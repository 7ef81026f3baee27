"""Codes that fit a quote, by quotes that were coded before."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from vlaggenlijn.dialogue.models import Code, Coding, Quote, Series
from vlaggenlijn.dialogue.similar import Example, suggested

LATEST = 400  # codings to learn from: every text is opened for it
LANGUAGE = "nl"


@dataclass(frozen=True, slots=True)
class Hint:
    """A code with the quotes that led to it."""

    code: Code
    quotes: list[Quote]


def hints(series: Series, quote: Quote) -> list[Hint]:
    """Return at most three codes that are in use, out of the latest codings of other quotes."""
    given: dict[str, set[str]] = defaultdict(set)
    for key, code in Coding.objects.in_book(series).elsewhere_than(quote).newest(LATEST):
        given[str(key)].add(str(code))
    standing = Quote.objects.of_series(series).standing()
    texts = {str(pk): text for pk, text in standing.with_ids_in(given).opened()}
    examples = [Example(key, texts[key], codes) for key, codes in given.items() if key in texts]
    found = suggested(quote.text, examples, language=LANGUAGE)
    codes = {str(one.pk): one for one in Code.objects.with_ids_in(one.code for one in found)}
    likes = standing.with_ids_in({key for one in found for key in one.because})
    quotes = {str(one.pk): one for one in likes}
    return [Hint(codes[one.code], _said_once(quotes[key] for key in one.because)) for one in found]


def _said_once(quotes: Iterable[Quote]) -> list[Quote]:
    """Leave out what says the same again: it gives a coder no other reason."""
    return list({one.text: one for one in reversed(list(quotes))}.values())[::-1]
