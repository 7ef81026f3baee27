"""How much a text has to do with each term; a thinking module.

The weight of a word in a record is the term-frequency part of BM25 (Robertson and Zaragoza 2009,
k1 = 1.2, b = 0.4 against a usual length); a title counts two and a half times.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vlaggenlijn.taxonomy.understanding import Offered, Understanding
from vlaggenlijn.taxonomy.words import stem, stems, telling, words

K1 = 1.2
B = 0.4
USUAL_LENGTH = 40
TITLE = 2.5
# Learned of questions whose answers somebody judged (benchmarks/guide/learn): what title and body
# name, what they mean, what the encoder makes of the whole, and the chance by all of it together.
CONFIRMED = 1.82
NAMED_IN_TITLE, NAMED_IN_BODY = 0.76, 0.23
MEANT_BY_TITLE, MEANT_BY_BODY = 0.69, 0.39
SENSED, TOGETHER = 0.37, 1.44
LEAST_SUGGESTED = 0.03
# Who is about much is about each of it a little less: a fifth of a weight goes by the share that
# all weights together have in the usual sum.
SHARED_OUT = 0.19
USUAL_SUM = 7.0
MOST_SUGGESTED = 24
LONGEST_TERM = 120


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of a record: Dutch title and body, and the concepts an editor confirmed.

    What an editor left out is not suggested by the words either.
    """

    title: str
    body: str
    confirmed: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def postings(entry: Entry, understanding: Understanding) -> dict[str, float]:
    """Return {term: weight}; a word is 'w:stem', a concept 'scheme:slug'. See also affinity.py."""
    return postings_of_many([entry], understanding)[0]


def postings_of_many(
    entries: Sequence[Entry], understanding: Understanding
) -> list[dict[str, float]]:
    """Return the same for many records, a few times as fast where an encoder is installed."""
    known = understanding.of_whole_offers([(entry.title, entry.body) for entry in entries])
    return [
        _cut(word_weights(entry) | concept_weights(entry, offered)) | dict(offered.beside)
        for entry, offered in zip(entries, known, strict=True)
    ]


def _cut(weights: Mapping[str, float]) -> dict[str, float]:
    return {term[:LONGEST_TERM]: weight for term, weight in weights.items()}


def word_weights(entry: Entry) -> dict[str, float]:
    counts: Counter[str] = Counter()
    title, body = _telling(entry.title), _telling(entry.body)
    for part in title:
        counts[part] += TITLE  # type: ignore[assignment]
    counts.update(body)
    length = len(title) + len(body)
    return {f"w:{part}": _saturated(count, length) for part, count in counts.items()}


def _saturated(count: float, length: int) -> float:
    return count * (K1 + 1) / (count + K1 * (1 - B + B * length / USUAL_LENGTH))


def _telling(text: str) -> list[str]:
    return telling(stems(text, "nl"), "nl")


def concept_weights(entry: Entry, offered: Offered) -> dict[str, float]:
    """What an editor confirmed weighs much by itself; what the texts suggest adds to it."""
    weights = suggested_weights(offered)
    for term in entry.refused:
        weights.pop(term, None)
    for term in entry.confirmed:
        weights[term] = weights.get(term, 0.0) + CONFIRMED
    return _shared_out(weights)


def _shared_out(weights: Mapping[str, float]) -> dict[str, float]:
    """Pivoted length normalisation (Singhal, Buckley and Mitra 1996), with concepts for words."""
    length = 1 - SHARED_OUT + SHARED_OUT * sum(weights.values()) / USUAL_SUM
    return {term: weight / length for term, weight in weights.items()}


def suggested_weights(offered: Offered) -> dict[str, float]:
    """Return the strongest concepts that the texts suggest; the title, short, counts more."""
    weights: dict[str, float] = {}
    for found, factor in (
        (offered.named_in_body, NAMED_IN_BODY),
        (offered.meant_by_body, MEANT_BY_BODY),
        (offered.named_in_title, NAMED_IN_TITLE),
        (offered.meant_by_title, MEANT_BY_TITLE),
        (offered.sensed, SENSED),
        (offered.together, TOGETHER),
    ):
        for term, weight in found.items():
            weights[term] = weights.get(term, 0.0) + factor * weight
    strongest = sorted(weights, key=lambda term: (-weights[term], term))[:MOST_SUGGESTED]
    return {term: weights[term] for term in strongest if weights[term] >= LEAST_SUGGESTED}


def question_words(text: str) -> dict[str, str]:
    """Return {word term: the word as it was asked} for the telling words of a question."""
    asked = {stem(word, "nl"): word for word in reversed(words(text))}
    return {f"w:{part}": asked[part] for part in _telling(text)}
