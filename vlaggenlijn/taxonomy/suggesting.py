"""Which themes a text suggests to an editor, each with the words behind it; a thinking module.

How likely an editor would choose a theme was learned of services whose editors' choice is known
(benchmarks/guide/learn). On those that nothing was learned of, three in four suggestions are what
the editor chose too, and seven in ten of what the editor chose are among them; without the sentence
encoder two in three, and more than half.
"""

from collections.abc import Collection

from vlaggenlijn.taxonomy.hearing import Said
from vlaggenlijn.taxonomy.thesaurus import Found
from vlaggenlijn.taxonomy.understanding import Understanding
from vlaggenlijn.taxonomy.words import as_written, spellings

LEAST = 0.2
MOST = 7
# Of two thoughts that lead to one theme the one in the title is told sooner.
TITLE, BODY = 0.6, 0.3
MOST_THOUGHTS, SHARPNESS = 10, 3.0
NAMED = 0.6  # the chance of a theme of which nothing was learned, times how surely it is named
THEME = "themes:"


def suggested_themes(
    title: str, body: str, understanding: Understanding, *, without: Collection[str] = ()
) -> list[Found]:
    """Return the themes to suggest for a service, likeliest first, with words as they stand there.

    ``without`` are terms not to offer: those that somebody chose or left out before. They do not
    make room for weaker ones.
    """
    (said,) = understanding.said_of([(title, body)])
    chances = _unlearned(said, understanding) | understanding.themes_of(said)
    themes = [term for term in chances if term.startswith(THEME)]
    likeliest = sorted(themes, key=lambda term: (-chances[term], term))[:MOST]
    chosen = [one for one in likeliest if chances[one] >= LEAST and one not in without]
    because = reasons(title, body, chosen, understanding)
    return [Found(term, chances[term], because[term]) for term in chosen]


def _unlearned(said: Said, understanding: Understanding) -> dict[str, float]:
    """Return a chance for concepts that are named and of which nothing was learned: a network's.

    What is learned speaks of them neither for nor against.
    """
    learned = understanding.reading.terms if understanding.reading else ()
    return {
        term: NAMED * weight
        for named in reversed(said.named)
        for term, weight in named.items()
        if term not in learned
    }


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
        for thought in understanding.offers.thoughts(text, sharpness=SHARPNESS, most=MOST_THOUGHTS):
            weight = factor * thought.weight
            if thought.term in best and weight > best[thought.term][0]:
                best[thought.term] = weight, _told(thought.because, text)
    return {term: because for term, (_, because) in best.items()}


def _told(folded: str, text: str) -> str:
    return ", ".join(as_written(folded, spellings(text)))
