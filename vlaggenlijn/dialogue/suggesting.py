"""Codes that fit a quote, by quotes that were coded before."""

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
    codes: dict[str, Code] = {}
    quotes: dict[str, Quote] = {}
    given: dict[str, set[str]] = {}
    for coding in Coding.objects.of_series(series).elsewhere_than(quote).newest_first()[:LATEST]:
        key = str(coding.quote_id)
        codes[str(coding.code_id)], quotes[key] = coding.code, coding.quote
        given.setdefault(key, set()).add(str(coding.code_id))
    examples = [Example(key, quotes[key].text, given[key]) for key in given]
    found = suggested(quote.text, examples, language=LANGUAGE)
    return [Hint(codes[one.code], [quotes[key] for key in one.because]) for one in found]
