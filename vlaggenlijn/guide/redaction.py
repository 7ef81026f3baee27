"""Which words of a question may be kept for a month, each by itself; a thinking module.

A word is kept only when many know it: it stands in the thesaurus, in what is learned of themes, or
in several records. Then names go (a capital inside a sentence, what follows "heet", common first
names), places, whatever has a digit, and the words of the crisis lists and of harm: those are not
kept even of a question that nobody recognised as a crisis. The order of the words is lost.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from typing import Any

from vlaggenlijn.taxonomy.words import LANGUAGES, WORD, normal, silent, stem, words

MOST_KEPT = 30
SHORTEST, LONGEST = 3, 40
TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
SENTENCE_END = re.compile(r"[.!?\n:;…]\s*$")
# A name follows.
NAMING = frozenset("heet heten noemt genaamd naam named called name appelle nomme prenom".split())
# Beginnings of words that the crisis lists use in phrases only: by themselves they tell enough.
HARM = frozenset(
    """bedreig bloed bloot dood doden dreig gedreig geslagen gesneden geweld kapot knijp mes messen
    naakt pillen pijn pols schop seks sex slaag slaan slaat slag sloeg snij sterf sterven
    violen frapp tuer mort suicid kill beat hurt abuse intihar dovuyor oldur""".split()
)
FIRST_NAMES = frozenset(
    """aaron adam adil ahmed aicha alex alexander ali alice amber amelie amina amir an anas
    andreas ann anna anneke annelies annemie anouk anthony arne arno arthur axel ayoub bart
    ben benjamin bert bilal bram brecht britt camille carine caro casper charlotte chiara
    chris christel christine daan david dieter dirk dries dylan eden elias elif elin elise
    elke ella ellen emiel emily emine emir emma emre eric erik eva evelien eveline fatima
    fatma febe felix femke fien filip finn fleur floor florian frank frederik geert georges
    gert gilles gitte greet griet guido guy hamza hannah hanne hans hasan hassan hatice
    helena hilde hugo ibrahim ilias ilse ine ines inge ingrid ismail jade jan jana janne
    jasper jean jef jelle jens jeroen jeroom jo johan john joke jonas joost joris jules
    julia julie juliette kaat karel karen karim karin kasper kato katrien kelly kevin
    khadija kim kobe koen kris kristof lander lara lars laura lea leen lena lennert leon
    leonie lien lies liesbeth lina linde lisa liv lotte louis louise luc luca lucas lukas
    luna maarten manon marc maria marie marieke mark marleen mathias mathis matteo maud
    maurice max maxim maxime maya mehmet mert mia michiel mila milan mohamed mohammed mona
    monique mustafa nathalie nathan nele nicky nina noa noah noor nora nour olivia oscar
    otis patrick paul pauline peter pieter quinten ramon rania rayan robbe robin roos ruben
    rune saar said salma sam samir sander sanne sara sarah sari sebastiaan seppe siebe sien
    simon sofia sofie soufiane stef stefan stefanie stephanie steven stijn sven tess thijs
    thomas tibe tibo tim tine tom tuur victor viktor vince vincent wannes ward warre wendy
    werner wim wout xander yasmina yasmine yassine youssef yusuf yves zeynep zita zoe""".split()
)


def kept_words(
    text: str,
    *,
    known: Callable[[Collection[str]], Collection[str]],
    is_place: Callable[[str], bool],
    crisis: Callable[[str], bool],
) -> list[str]:
    """Return the words of a question that may be kept, folded, each once, by the alphabet.

    ``known`` returns those of some words that the thesaurus, the lessons or the index know.
    """
    spoken = {word for token in _plain_tokens(text) for word in words(token)}
    candidates = {
        word
        for word in spoken
        if SHORTEST <= len(word) <= LONGEST
        and word.isalpha()
        and word not in FIRST_NAMES
        and not _says_nothing(word)
        and not crisis(word)
        and not is_place(word)
    }
    return sorted(set(known(sorted(candidates))) & candidates)[:MOST_KEPT]


def _plain_tokens(text: str) -> Iterable[str]:
    """Yield the words that do not look like a name where they stand."""
    is_named = False
    for found in TOKEN.finditer(text):
        token, before = found[0], text[: found.start()]
        is_first = not before.strip() or bool(SENTENCE_END.search(before))
        looks_like_name = token[0].isupper() and not is_first
        if not (is_named or looks_like_name or any(sign.isdigit() for sign in token)):
            yield token
        is_named = normal(token) in NAMING


def _says_nothing(word: str) -> bool:
    return any(stem(word, language) in silent(language) for language in LANGUAGES)


def crisis_words(categories: Mapping[str, Any]) -> Callable[[str], bool]:
    """Return whether a folded word tells of a crisis by itself: lists of crisis.json, and harm."""
    beginnings: set[str] = set(HARM)
    whole: set[str] = set()
    for phrase in _phrases(categories):
        found = WORD.findall(normal(phrase))
        if len(found) == 1:
            (beginnings if phrase.endswith("*") else whole).add(found[0])
    starts = tuple(beginnings)

    @cache
    def is_crisis(word: str) -> bool:
        return word in whole or word.startswith(starts)

    return is_crisis


def _phrases(categories: Mapping[str, Any]) -> Iterable[str]:
    for category in categories["categories"]:
        for every in category["phrases"].values():
            yield from every
