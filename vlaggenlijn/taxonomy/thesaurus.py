"""Which concepts a text is about; a thinking module.

A label is found when all its telling stems stand close together in the text, in any order. Labels
of all languages are tried at once, so a question may mix languages. A word nobody knows is tried
as a compound of two known words and then as a spelling mistake of one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from vlaggenlijn.taxonomy.words import LANGUAGES, stem, telling, words

# Bounds, so that no text makes us work long: words read, places remembered per word, words mended.
MOST_WORDS = 400
MOST_PLACES = 8
MOST_MENDED = 30
MOST_MET = 50_000
SHORTEST_MISSPELT = 5
LONGER_WORD = 8
COMPOUND_WEIGHT = 0.6
CORRECTED_WEIGHT = 0.8
ONE_OF_MANY = 0.7  # a label of which one word tells anything
SLACK = 3
SHORTEST_PART = 3


# Words in the order of the alphabet, by their first letter and length.
Filed = dict[tuple[str, int], list[str]]
# Words that an unknown word may stand for, each with a weight.
Readings = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Word:
    """One label of a concept: term is 'scheme:slug', is_preferred for the word on the button."""

    term: str
    text: str
    language: str
    is_preferred: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A concept in a text: weight in 0..1 and the words of the text that led to it."""

    term: str
    weight: float
    because: str


@dataclass(frozen=True, slots=True)
class _Entry:
    term: str
    parts: tuple[str, ...]  # in a fixed order: that of a set differs between processes
    needed: str  # another part than the one it is filed under, where it has one
    more: tuple[str, ...]  # the parts besides these two
    weight: float
    slack: int = SLACK


# Where a stem stands in a text: position and weight, lower where a word had to be mended.
Spots = list[tuple[int, float]]
# The stems of a word that stand in a label: language, stem, and the weight of the reading.
Heard = tuple[tuple[str, str, float], ...]


@dataclass(slots=True)
class Thesaurus:
    """Labels of concepts, ready to be looked for in texts."""

    labels: Iterable[Word]
    _entries: dict[str, dict[str, list[_Entry]]] = field(
        default_factory=lambda: {language: defaultdict(list) for language in LANGUAGES}
    )
    _meanings: dict[tuple[str, str, frozenset[str]], set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )
    _uses: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    # The stems of labels, by language.
    _in_labels: frozenset[tuple[str, str]] = frozenset()
    _known: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    # The same words by language, for what is misspelt.
    _near: dict[str, Filed] = field(default_factory=dict)
    # What was heard in the words met last, and in the unknown ones: most come again.
    _met: dict[str, Heard] = field(default_factory=dict)
    _met_unknown: dict[str, Heard] = field(default_factory=dict)

    def __post_init__(self) -> None:
        prepared = [
            (label, stems, parts)
            for label in self.labels
            if (parts := self._parts(label, stems := self._stems(label)))
        ]
        for label, _, parts in prepared:
            self._meanings[label.language, _scheme(label.term), parts].add(label.term)
            for part in parts:
                self._uses[label.language, part].add(label.term)
        for label, stems, parts in prepared:
            self._add(label, stems, parts)
        self._in_labels = frozenset(self._uses)
        # What only the building needs is a third of the memory of all.
        self.labels, self._meanings, self._uses = (), {}, {}
        self._near = {language: filed(known) for language, known in self._known.items()}

    def _stems(self, label: Word) -> list[str]:
        """The stems of a label in order; its words are known from now on."""
        tokens = words(label.text)
        self._known[label.language].update(tokens)
        return [stem(word, label.language) for word in tokens]

    def _parts(self, label: Word, stems: list[str]) -> frozenset[str]:
        """The telling stems of a label; none when it would be found in any text."""
        # "niet meer kunnen": no word of it tells anything, only all of them together do.
        found = telling(stems, label.language) or stems
        is_too_short = len(found) == 1 and found[0].isascii() and len(found[0]) < SHORTEST_PART
        return frozenset() if is_too_short else frozenset(found)

    def _add(self, label: Word, stems: list[str], parts: frozenset[str]) -> None:
        meanings = len(self._meanings[label.language, _scheme(label.term), parts])
        weight = self._rarity(label.language, parts) * (1.0 if label.is_preferred else 0.9)
        if len(parts) == 1 and len(stems) > 1:
            weight *= ONE_OF_MANY
        weight /= 1 if label.is_preferred else meanings
        # Filed under its rarest part, so that few entries are tried per word.
        key = min(parts, key=lambda part: (len(self._uses[label.language, part]), -len(part), part))
        needed = min(parts - {key}, default=key)
        slack = _slack(label, stems, parts)
        more = tuple(sorted(parts - {key, needed}))
        entry = _Entry(label.term, tuple(sorted(parts)), needed, more, weight, slack)
        self._entries[label.language][key].append(entry)

    def _rarity(self, language: str, parts: frozenset[str]) -> float:
        """Return 0..1: how surely these stems mean one thing, from how many concepts use each."""
        # In a fixed order, or the last digit differs between processes.
        total = sum(1 / len(self._uses[language, part]) ** 0.5 for part in sorted(parts))
        return float(min(1.0, 0.4 + 0.4 * total))

    def concepts(self, text: str) -> list[Found]:
        """Return the concepts of a text, strongest first; one Found per concept."""
        tokens = words(text)[:MOST_WORDS]
        best: dict[str, Found] = {}
        for language, places in self._places(tokens).items():
            self._look(language, places, tokens, best)
        return sorted(best.values(), key=lambda found: (-found.weight, found.term))

    def knows(self, word: str) -> bool:
        """Whether a folded word stands in a label as a whole."""
        return any(word in known for known in self._known.values())

    def _is_unknown(self, word: str) -> bool:
        return len(word) >= SHORTEST_MISSPELT and not self.knows(word)

    def _look(
        self,
        language: str,
        places: Mapping[str, Spots],
        tokens: Sequence[str],
        best: dict[str, Found],
    ) -> None:
        """Put what is found in one language among the best, where it weighs more."""
        filed = self._entries[language]
        for part in places:
            for entry in filed.get(part, ()):
                # Of most labels some word is missing: they go no further than this.
                if entry.needed not in places:
                    continue
                if entry.more and not all(one in places for one in entry.more):
                    continue
                known = best.get(entry.term)
                # No reading weighs more than its entry.
                if known is not None and known.weight >= entry.weight:
                    continue
                found = self._match(entry, places, tokens)
                if found and (known is None or known.weight < found.weight):
                    best[entry.term] = found

    def _places(self, tokens: Sequence[str]) -> dict[str, dict[str, Spots]]:
        """Return {language: {stem: [(position, weight)]}}, unknown words split or mended."""
        unknown = [word for word in dict.fromkeys(tokens) if self._is_unknown(word)]
        mended = {word: self._heard_unknown(word) for word in unknown[:MOST_MENDED]}
        places: dict[str, dict[str, Spots]] = {language: {} for language in LANGUAGES}
        for position, token in enumerate(tokens):
            heard = self._heard(token)
            if token in mended:
                heard += mended[token]
            for language, part, weight in heard:
                spots = places[language].setdefault(part, [])
                if len(spots) < MOST_PLACES:
                    spots.append((position, weight))
        return places

    def _heard(self, word: str) -> Heard:
        """Return the stems of a word that stand in labels; most words have none in most tongues."""
        found = self._met.get(word)
        if found is None:
            stems = ((language, stem(word, language), 1.0) for language in LANGUAGES)
            found = _kept(self._met, word, self._of_labels(stems))
        return found

    def _heard_unknown(self, word: str) -> Heard:
        """Return the same for what an unknown word may stand for."""
        found = self._met_unknown.get(word)
        if found is None:
            stems = (
                (language, stem(reading, language), weight)
                for language in LANGUAGES
                for reading, weight in self._readings(word, language)
            )
            found = _kept(self._met_unknown, word, self._of_labels(stems))
        return found

    def _of_labels(self, stems: Iterable[tuple[str, str, float]]) -> Heard:
        return tuple(one for one in stems if one[:2] in self._in_labels)

    def _readings(self, word: str, language: str) -> Readings:
        """Return what an unknown word may stand for: the parts of a compound, or a known word."""
        parts = split(word, self._known[language])
        if parts:
            return tuple((part, COMPOUND_WEIGHT) for part in parts)
        mended = mend(word, self._near.get(language, {}))
        return ((mended, CORRECTED_WEIGHT),) if mended else ()

    def _match(
        self, entry: _Entry, places: Mapping[str, Spots], tokens: Sequence[str]
    ) -> Found | None:
        if len(entry.parts) == 1:  # as most labels have it: what follows gives the same, slowly
            first, weight = _first(places[entry.parts[0]])
            return Found(entry.term, entry.weight * weight, tokens[first])
        spots = _closest([places[part] for part in entry.parts])
        if _width(spots) > len(entry.parts) + entry.slack:
            return None
        positions = {position for position, _ in spots}
        because = " ".join(tokens[position] for position in sorted(positions))
        return Found(entry.term, entry.weight * min(weight for _, weight in spots), because)


def _kept(met: dict[str, Heard], word: str, heard: Heard) -> Heard:
    if len(met) >= MOST_MET:
        met.clear()
    met[word] = heard
    return heard


def _first(spots: Spots) -> tuple[int, float]:
    """Return where a stem stands first, and the least weight that it has there."""
    first, weight = spots[0]
    for position, other in spots[1:]:
        if position != first:
            break
        weight = min(weight, other)
    return first, weight


def _closest(choices: list[Spots]) -> Spots:
    """Return one (position, weight) of each list, so that they stand as close as they can."""
    return min(([_nearest(spots, at) for spots in choices] for at, _ in choices[0]), key=_width)


def _nearest(spots: Spots, at: int) -> tuple[int, float]:
    return min(spots, key=lambda spot: (abs(spot[0] - at), spot))


def _width(spots: Spots) -> int:
    positions = [position for position, _ in spots]
    return max(positions) - min(positions)


def _slack(label: Word, stems: list[str], parts: frozenset[str]) -> int:
    """Words that may stand between: some, none when no word tells anything, never too few for
    the label itself ("bang dat je je kind iets aandoet")."""
    places = [place for place, part in enumerate(stems) if part in parts]
    least = SLACK if telling(parts, label.language) else 0
    return max(least, places[-1] - places[0] - len(parts))


def _scheme(term: str) -> str:
    return term.split(":", 1)[0]


def split(word: str, known: set[str]) -> tuple[str, str] | None:
    """Return the two known words of a Dutch compound (linking s, e or en allowed), or None."""
    for cut in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
        head, tail = word[:cut], word[cut:]
        if tail not in known:
            continue
        for link in ("", "s", "e", "en", "n"):
            if head.endswith(link) and head[: len(head) - len(link)] in known:
                return head[: len(head) - len(link)], tail
    return None


def filed(known: Iterable[str]) -> Filed:
    """Return words by their first letter and length: only those are near a misspelt word."""
    found: Filed = defaultdict(list)
    for word in sorted(known):
        found[word[0], len(word)].append(word)
    return dict(found)


def mend(word: str, known: Filed) -> str | None:
    """Return the nearest known word at edit distance 1 (2 for long words), or None.

    Of two that are equally near the first of the alphabet, so that every process says the same.
    """
    most = _mistakes(word)
    found = (
        process.extractOne(
            word,
            known.get((word[0], length), ()),
            scorer=DamerauLevenshtein.distance,
            score_cutoff=most,
        )
        for length in range(len(word) - most, len(word) + most + 1)
    )
    near = [(distance, other) for other, distance, _ in filter(None, found)]
    return min(near)[1] if near else None


def _mistakes(word: str) -> int:
    return 2 if len(word) >= LONGER_WORD else 1
