"""What this release knows of crises: its word lists and sentences, read and learned once."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from vlaggenlijn.guide.alarm import Listener, listener
from vlaggenlijn.guide.crisis import categories
from vlaggenlijn.taxonomy.lessons import TONGUES, sentences, worries

DATA = Path(__file__).resolve().parent / "data"
# So many everyday sentences teach for each of a crisis, in every language as many: were there more
# of one kind in French, then French itself would speak for that kind.
FOR_EACH = 1.15
KINDS = {
    "themes:violence-at-home": "violence",
    "themes:partner-violence": "violence",
    "themes:leaving-safely": "violence",
    "themes:child-abuse-concerns": "abuse",
    "themes:sexual-abuse": "abuse",
    "themes:self-harm": "self-harm",
    "themes:suicidal-thoughts": "suicide",
    "themes:running-away": "missing",
    "themes:grooming-and-sexting": "online",
    "themes:poisoning": "poisoning",
    "themes:afraid-to-hurt-child": "harming",
    "themes:eviction": "homeless",
    "themes:homelessness": "homeless",
}
# Neither crises nor surely none: sentences about these themes teach nothing.
BETWEEN = frozenset(
    "themes:" + slug
    for slug in (
        "anger-at-child",
        "asylum",
        "bullying",
        "child-placed-away-from-home",
        "child-to-parent-violence",
        "cyberbullying",
        "forced-marriage-and-honour",
        "own-childhood",
        "parent-addiction",
        "parent-mental-illness",
        "parental-burnout",
        "parental-conflict",
        "postpartum-depression",
        "sadness",
        "substance-use-young",
        "supervised-contact",
        "unaccompanied-minors",
        "victim-of-crime",
        "war-and-flight",
        "accidents-at-home",
        "bad-company",
        "online-safety",
        "police-contact",
        "pornography",
        "radicalisation",
    )
)


# Of what lies between, a quarter counts as a crisis when a text may mean it.
OF_BETWEEN = 0.25


@cache
def crisis_data() -> dict[str, Any]:
    """Return the word lists, texts and helplines of each category, and the soft line."""
    return _read("crisis.json")


@cache
def ear() -> Listener:
    """Return what listens to a question; made at the first one."""
    return listener(categories(crisis_data()), list(crises()), list(everyday()), themes())


def read_ahead() -> None:
    """Learn and compile everything now: in a crisis nobody should wait for it."""
    ear().heard("dag")


def chance_of_crisis(shares: Mapping[str, float]) -> float | None:
    """Return how likely a crisis is meant by what is about these themes; None where none is."""
    if not shares:
        return None
    crises = sum(share for term, share in shares.items() if term in KINDS)
    between = sum(share for term, share in shares.items() if term in BETWEEN)
    return crises + OF_BETWEEN * between


def crises(tongues: Sequence[str] = TONGUES) -> Iterator[tuple[str, str]]:
    """Return (slug of the category, sentence of a crisis) in some languages."""
    for slug, by_language in _read("crisis_sentences.json")["crisis"].items():
        yield from ((slug, text) for text in _said(by_language, tongues))
    for lesson in sentences(tongues):
        if lesson.terms[0] in KINDS:
            yield KINDS[lesson.terms[0]], lesson.text


def everyday() -> Iterator[str]:
    """Return sentences of everyday life, in each language in proportion to those of crises."""
    for tongue in TONGUES:
        ours = _read("crisis_sentences.json")["ordinary"].values()
        own = [text for by_language in ours for text in _said(by_language, (tongue,))]
        yield from own
        wanted = round(FOR_EACH * len(list(crises((tongue,))))) - len(own)
        yield from _spread(_plain(tongue), wanted)


def themes() -> Iterator[tuple[str, str]]:
    """Return (theme, sentence) of everyday life, all that there are: what else it may be about."""
    for by_language in _read("crisis_sentences.json")["ordinary"].values():
        yield from (("ordinary", text) for text in _said(by_language, TONGUES))
    told = BETWEEN | KINDS.keys()
    for lesson in (*sentences(), *worries()):
        if told.isdisjoint(lesson.terms):
            yield lesson.terms[0], lesson.text


def _said(by_language: Mapping[str, list[str]], tongues: Iterable[str]) -> Iterator[str]:
    return (text for tongue in tongues for text in by_language.get(tongue, ()))


def _plain(tongue: str) -> list[str]:
    """Return the examples of all themes that have nothing to do with danger."""
    told = BETWEEN | KINDS.keys()
    return [lesson.text for lesson in sentences((tongue,)) if told.isdisjoint(lesson.terms)]


def _spread(texts: Sequence[str], wanted: int) -> Iterator[str]:
    """Return so many of the texts, out of all of their themes."""
    return (texts[place * len(texts) // wanted] for place in range(min(wanted, len(texts))))


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return found
