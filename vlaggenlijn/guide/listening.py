"""What this release knows of crises: its word lists and sentences, read and learned once."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from vlaggenlijn.guide.alarm import Listener, listener
from vlaggenlijn.guide.crisis import categories
from vlaggenlijn.taxonomy.lessons import sentences

DATA = Path(__file__).resolve().parent / "data"
# Everyday worries outnumber crises by far: of the examples of the themes one in so many is enough.
ONE_IN = 9
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


@cache
def crisis_data() -> dict[str, Any]:
    """Return the word lists, texts and helplines of each category, and the soft line."""
    return _read("crisis.json")


@cache
def ear() -> Listener:
    """Return what listens to a question; made at the first one."""
    return listener(categories(crisis_data()), list(crises()), list(everyday()))


def read_ahead() -> None:
    """Learn and compile everything now: in a crisis nobody should wait for it."""
    ear().heard("dag")


def crises() -> Iterator[tuple[str, str]]:
    for slug, by_language in _read("crisis_sentences.json")["crisis"].items():
        for said in by_language.values():
            yield from ((slug, text) for text in said)
    for lesson in sentences():
        if lesson.terms[0] in KINDS:
            yield KINDS[lesson.terms[0]], lesson.text


def everyday() -> Iterator[str]:
    for by_language in _read("crisis_sentences.json")["ordinary"].values():
        for said in by_language.values():
            yield from said
    told = BETWEEN | KINDS.keys()
    plain = [lesson.text for lesson in sentences() if told.isdisjoint(lesson.terms)]
    yield from plain[::ONE_IN]


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / name).read_text(encoding="utf-8"))
    return found
