"""What a question asks for, with weights: from what was read to what ranks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from django.utils import timezone

from vlaggenlijn.guide import candidates, clarifying
from vlaggenlijn.guide.ages import Age
from vlaggenlijn.guide.matching import Here, Question
from vlaggenlijn.places import lookup as places
from vlaggenlijn.places.distance import Point
from vlaggenlijn.places.gazetteer import Answer as PlaceAnswer
from vlaggenlijn.taxonomy import lookup as taxonomy
from vlaggenlijn.taxonomy.index import question_words
from vlaggenlijn.taxonomy.loading import scheme_files
from vlaggenlijn.taxonomy.thesaurus import Found
from vlaggenlijn.taxonomy.understanding import Asked as Understood
from vlaggenlijn.taxonomy.words import as_written, quiet_words, spellings, words

CHOSEN = 8.0  # more than all that words can say of one concept
LEAST_ABOUT = 0.25  # of the strongest theme that words say
MOST_CONCEPTS = 64
THEME = "themes:"
# A theme says what the worry is; a broad domain or a kind of place says much less.
SCHEME_SHARES = {"target-groups": 0.7, "settings": 0.7, "sectors": 0.6, "life-domains": 0.4}


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, already read: text, place answer, age, theme slug (each may be empty).

    ``ages`` are those that the text itself gives (months), ``is_place_told`` says that the text
    named the place; what stands in a field wins. ``who`` is "me" or "child" when they said so.
    """

    text: str = ""
    place: PlaceAnswer = field(default_factory=lambda: PlaceAnswer("empty"))
    age: Age = field(default_factory=Age)
    theme: str = ""
    ages: tuple[int, ...] = ()
    is_place_told: bool = False
    who: str = ""

    @property
    def all_ages(self) -> tuple[int, ...]:
        """The ages to answer for: that of the field, else those of the text."""
        return self.ages if self.age.months is None else (self.age.months,)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question as a dictionary would write it, what it means, and what it asks for."""

    text: str
    understood: Understood
    question: Question


def weighed(asked: Asked) -> Weighed:
    """Work out what is asked for; only what looks for crises reads the text as it was typed."""
    understanding = taxonomy.understanding()
    text = understanding.spelling.mended(asked.text)
    understood = understanding.of_whole_question(text)
    return Weighed(text, understood, _question(asked, text, understood))


def here_of(place: PlaceAnswer) -> Here | None:
    """Return where the offers are looked for; None without a place that is known."""
    if place.kind not in ("found", "corrected"):
        return None
    found = place.places[0]
    next_door = frozenset(other.nis for other in places.neighbours(found.nis))
    return Here(found.nis, found.region, Point(found.latitude, found.longitude), next_door)


def _question(asked: Asked, text: str, understood: Understood) -> Question:
    because = _because(understood.concepts, asked.theme)
    spoken, spelled = spoken_of(text), spellings(text)
    weights = {term: weight for term, (weight, _) in because.items()}
    answering, led_by = _answering(weights)
    concepts = _strongest(answering)
    return Question(
        concepts=clarifying.told_apart(concepts, asked.who, of_parents()),
        words=candidates.rarities(spoken),
        because={
            term: " ".join(as_written(told, spelled))
            for term, (_, told) in because.items()
            if term in concepts
        },
        spoken={term: spelled.get(word, word) for term, word in spoken.items()},
        here=here_of(asked.place),
        ages=asked.all_ages,
        today=timezone.localdate(),
        asked=weights,
        led_by=led_by,
        about=_about(weights, asked.theme),
        beside=understood.beside,
    )


def spoken_of(text: str) -> dict[str, str]:
    """The telling words by term, without those that say nothing in the language of the question."""
    quiet = quiet_words(words(text))
    return {term: word for term, word in question_words(text).items() if word not in quiet}


def _because(found: Iterable[Found], theme: str) -> dict[str, tuple[float, str]]:
    """Return {concept term: (weight, the parent's words)}; a chosen theme weighs most."""
    because = {one.term: (one.weight * share_of(one.term), one.because) for one in found}
    if theme:
        because[THEME + theme] = (CHOSEN, "")
    return because


def _about(asked: Mapping[str, float], chosen: str) -> tuple[str, ...]:
    """Return the themes that a question is surely about: the chosen one, and what words say."""
    themes = [term for term in asked if term.startswith(THEME)]
    said = [asked[term] for term in themes if term != THEME + chosen]
    least = LEAST_ABOUT * max(said, default=0.0)
    return tuple(term for term in themes if asked[term] >= least)


def share_of(term: str) -> float:
    """Return how much a concept tells of a worry, by the kind of concept it is."""
    return SCHEME_SHARES.get(term.partition(":")[0], 1.0)


def _answering(asked: Mapping[str, float]) -> tuple[dict[str, float], dict[str, str]]:
    """Return what an offer may be about to answer this, with weights, and what asks most for it."""
    concepts: dict[str, float] = {}
    most: dict[str, tuple[float, str]] = {}
    for term, weight in asked.items():
        for other, share in taxonomy.answered_by(term).items():
            concepts[other] = concepts.get(other, 0.0) + share * weight
            most[other] = max(most.get(other, (0.0, "")), (share * weight, term))
    return concepts, {other: term for other, (_, term) in most.items()}


def _strongest(concepts: Mapping[str, float]) -> dict[str, float]:
    """What weighs less changes nothing, and each concept is looked for in every candidate."""
    best = sorted(concepts, key=lambda term: (-concepts[term], term))[:MOST_CONCEPTS]
    return {term: concepts[term] for term in best}


@cache
def of_parents() -> frozenset[str]:
    """The themes about the parent's own life, as this release tells them."""
    files = [file for file in scheme_files() if file["scheme"] == "themes"]
    return frozenset(
        THEME + concept["slug"]
        for file in files
        for concept in file["concepts"]
        if not clarifying.OF_PARENTS.isdisjoint(concept["match"].get("life_domains", ()))
    )
