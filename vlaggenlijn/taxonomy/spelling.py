"""A question as a dictionary would write it, before others try to understand it; a thinking module.

Two things stand between what parents write and what was learned: Flemish as it is spoken ("k weet
nie wa doen") and spelling by ear ("kinderopfang"). The first is a list of small words; the second
is mended only where a word is unknown: by a word that sounds the same, else by one that is a letter
away (two in a long word). A form of a known word and a compound of two of them are left alone.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from vlaggenlijn.taxonomy.thesaurus import split
from vlaggenlijn.taxonomy.words import LONGEST_TEXT, normal, stem, words

MOST_MENDED = 30
SHORTEST_BY_EAR = 4
SHORTEST_BY_LETTER = 6
LONGER_WORD = 12
LONGEST_WORD = 30
USUAL = 3
MOST_MET = 20_000
WORD = re.compile(r"[^\W_]+")
DUTCH = "nl"
# Small words as they are said, by those of a dictionary; none is itself a word of Dutch that
# tells something else.
SPOKEN = dict(
    pair.split("=")
    for pair in """
    azo=zo bekan=bijna bijkan=bijna bleiten=wenen bleit=weent bomma=oma bompa=opa da=dat dadde=dat
    dees=deze diene=die dieje=die diejen=die efkes=even effe=even effekes=even geire=graag
    gere=graag gene=geen genen=geen ge=je gij=jij gulle=jullie gulder=jullie goe=goed
    gezeid=gezegd hebde=heb hedde=heb hemme=hebben hemmen=hebben ebben=hebben hulder=hun hulle=hun
    ie=hij iet=iets ikke=ik joenge=jongen joengen=jongen joengens=jongens kunde=kun leste=laatste
    maske=meisje meske=meisje meiske=meisje meiskes=meisjes manneke=jongen mannekes=jongens
    mijne=mijn mijnen=mijn menne=mijn mien=mijn mn=mijn moette=moet moetn=moeten meej=met ne=een
    nen=een nie=niet niemeer=niet nimeer=niet nikske=niets noar=naar onzen=onze oek=ook
    peinst=denkt peinzen=denken peins=denk seffens=straks skole=school schole=school
    stillekes=stil tegoei=goed tis=het uwen=uw uwe=uw uldere=hun vree=heel wa=wat wadde=wat
    wete=weet woar=waar wulder=wij wulle=wij zijne=zijn zijnen=zijn
    """.split()
)
# What sounds alike in Dutch gets one spelling.
BY_EAR = tuple(
    (re.compile(heard), written)
    for heard, written in (
        (r"isch(?=e?$)", "is"),
        (r"ch", "g"),
        (r"c(?=[eiy])", "s"),
        (r"ck|[ckq]", "k"),
        (r"x", "ks"),
        (r"ph|v", "f"),
        (r"th", "t"),
        (r"[ao]uw?", "ou"),
        (r"ij|e[iy]|y", "ei"),
        (r"ie", "i"),
        (r"z", "s"),
        (r"d(?![aeiou])", "t"),
        (r"b$", "p"),
        (r"(.)\1+", r"\1"),
        (r"en$", "e"),
    )
)


def sound(word: str) -> str:
    """Return one spelling for all ways to write what sounds like a folded word."""
    for heard, written in BY_EAR:
        word = heard.sub(written, word)
    return word


@dataclass(slots=True)
class Spelling:
    """How often each Dutch word was met, and the words of other languages.

    A word that was met less than USUAL times may itself be misspelt: it is known only when no
    usual word sounds the same.
    """

    counts: Mapping[str, int]
    others: Mapping[str, Collection[str]] = field(default_factory=dict)
    names: Collection[str] = ()
    _usual: set[str] = field(default_factory=set)
    _stems: set[str] = field(default_factory=set)
    _heard: dict[str, str] = field(default_factory=dict)
    _near: dict[tuple[str, int], list[str]] = field(default_factory=lambda: defaultdict(list))
    _met: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        usual = [word for word, count in self.counts.items() if count >= USUAL and _is_plain(word)]
        self._usual.update(usual)
        # The most usual word first: it is the one that was meant.
        for word in sorted(usual, key=lambda word: (-self.counts[word], word)):
            self._stems.add(stem(word, DUTCH))
            heard = sound(word)
            if heard not in self._heard:
                self._heard[heard] = word
                self._near[heard[0], len(heard)].append(heard)

    def mended(self, text: str) -> str:
        """Return the text with spoken and misspelt Dutch words replaced; others stay as typed."""
        text = text[:LONGEST_TEXT]
        tokens = words(text)
        if not self._is_dutch(tokens):
            return text
        doubtful = [word for word in dict.fromkeys(tokens) if self._is_doubtful(word)]
        better = {word: self._meant(word) for word in doubtful[:MOST_MENDED]}
        return WORD.sub(lambda found: _better(found[0], better), text)

    def _is_dutch(self, tokens: Sequence[str]) -> bool:
        """Whether more words are Dutch than of any other language."""
        known = sum(token in self.counts or token in SPOKEN for token in tokens)
        return all(
            known > sum(token in words_of for token in tokens) for words_of in self.others.values()
        )

    def _is_doubtful(self, word: str) -> bool:
        return (
            SHORTEST_BY_EAR <= len(word) <= LONGEST_WORD
            and _is_plain(word)
            and self.counts.get(word, 0) < USUAL
            and word not in self.names
            and word not in SPOKEN
        )

    def _meant(self, word: str) -> str:
        """Return the known word that was meant, or the word itself."""
        if word not in self._met:
            if len(self._met) >= MOST_MET:
                self._met.clear()
            self._met[word] = self._heard.get(sound(word)) or self._by_letter(word) or word
        return self._met[word]

    def _by_letter(self, word: str) -> str | None:
        """Return the nearest usual word for one that nobody ever wrote, not even in parts."""
        is_form = word in self.counts or stem(word, DUTCH) in self._stems
        if is_form or len(word) < SHORTEST_BY_LETTER or split(word, self._usual):
            return None
        heard, most = sound(word), 2 if len(word) >= LONGER_WORD else 1
        near = [
            other
            for length in range(len(heard) - most, len(heard) + most + 1)
            for other in self._near.get((heard[0], length), ())
        ]
        found = process.extract(
            heard, near, scorer=DamerauLevenshtein.distance, score_cutoff=most, limit=1
        )
        return self._heard[found[0][0]] if found else None


def _is_plain(word: str) -> bool:
    return word.isascii() and word.isalpha()


def _better(written: str, better: Mapping[str, str]) -> str:
    word = normal(written)
    meant = SPOKEN.get(word) or better.get(word, word)
    return written if meant == word else meant
