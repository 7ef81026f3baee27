"""Which themes a text suggests to an editor, each with the words behind it; a thinking module.

How sure a theme must be and how many are offered was set on the looked-at half of
benchmarks/guide/collection, where an editor's own choice is known: one suggestion in two is what
the editor chose too, and half of what the editor chose is among them. More of them, or less sure
ones, bring in more that is wrong than right.
"""

from collections.abc import Collection

from vlaggenlijn.taxonomy.thesaurus import Found
from vlaggenlijn.taxonomy.understanding import MOST_OF_OFFER, OFFER_SHARPNESS, Understanding
from vlaggenlijn.taxonomy.words import as_written, spellings

TITLE, BODY = 0.6, 0.3
LEAST = 0.2
MOST = 6
THEME = "themes:"


def suggested_themes(
    title: str, body: str, understanding: Understanding, *, without: Collection[str] = ()
) -> list[Found]:
    """Return the themes to suggest for a service, strongest first, with words as they stand there.

    ``without`` are terms not to offer: those that somebody chose or left out before. They do not
    make room for weaker ones.
    """
    weights = _theme_weights(title, body, understanding)
    strongest = sorted(weights, key=lambda term: (-weights[term], term))[:MOST]
    chosen = [one for one in strongest if weights[one] >= LEAST and one not in without]
    because = reasons(title, body, chosen, understanding)
    return [Found(term, weights[term], because[term]) for term in chosen]


def _theme_weights(title: str, body: str, understanding: Understanding) -> dict[str, float]:
    weights: dict[str, float] = {}
    for text, factor in ((title, TITLE), (body, BODY)):
        for term, weight in understanding.of_offer(text).items():
            if term.startswith(THEME):
                weights[term] = weights.get(term, 0.0) + factor * weight
    return weights


def reasons(
    title: str, body: str, terms: Collection[str], understanding: Understanding
) -> dict[str, str]:
    """Return {term: words of the text that led to it}; empty where no words can be pointed at.

    What names a theme goes before what only makes one think of it. Of two names the title's is
    told; of two thoughts the one that says more.
    """
    found = dict.fromkeys(terms, "")
    for text in (title, body):
        for named in understanding.thesaurus.concepts(text):
            if found.get(named.term) == "":
                found[named.term] = _told(named.because, text)
    unnamed = {term for term, words_found in found.items() if not words_found}
    return found | _thoughts(title, body, unnamed, understanding) if unnamed else found


def _thoughts(
    title: str, body: str, terms: Collection[str], understanding: Understanding
) -> dict[str, str]:
    """Return {term: words that make one think of it}."""
    best: dict[str, tuple[float, str]] = dict.fromkeys(terms, (0.0, ""))
    for text, factor in ((title, TITLE), (body, BODY)):
        for thought in understanding.offers.thoughts(
            text, sharpness=OFFER_SHARPNESS, most=MOST_OF_OFFER
        ):
            weight = factor * thought.weight
            if thought.term in best and weight > best[thought.term][0]:
                best[thought.term] = weight, _told(thought.because, text)
    return {term: because for term, (_, because) in best.items()}


def _told(folded: str, text: str) -> str:
    return ", ".join(as_written(folded, spellings(text)))
