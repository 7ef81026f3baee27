"""The lessons of this release, and what is learned of them: once per release, kept in a file."""

import hashlib
import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from vlaggenlijn.taxonomy.affinity import Affinity
from vlaggenlijn.taxonomy.affinity import from_arrays as affinity_of
from vlaggenlijn.taxonomy.encoder import encoder
from vlaggenlijn.taxonomy.hearing import Hearing
from vlaggenlijn.taxonomy.hearing import from_arrays as hearing_of
from vlaggenlijn.taxonomy.learning import Learned, Lesson, from_arrays, learn
from vlaggenlijn.taxonomy.sense import Encode, Regions, Sense, learn_regions
from vlaggenlijn.taxonomy.sense import from_arrays as regions_of
from vlaggenlijn.taxonomy.spelling import DUTCH, Spelling
from vlaggenlijn.taxonomy.words import words

DATA = Path(__file__).resolve().parent / "data"
TONGUES = ("nl", "fr", "en", "tr", "ar")
# Raise it when learning.py weighs differently: what older releases learned is then of no use.
EDITION = 4
KINDS = ("labels", "clues", "sentences", "offers")
# How much is doubted, how many concepts stay possible, and how likely the first must be.
SENSED = {"asked": (5.0, 12, 0.0), "offered": (3.0, 40, 0.0)}


@cache
def learned() -> dict[str, Learned]:
    """Return what labels, clues, sentences and offers teach, learned anew when the data changed."""
    kept = _kept("learned", lambda: {kind: learn(_lessons(kind)).arrays() for kind in KINDS})
    return {kind: from_arrays(arrays) for kind, arrays in kept.items()}


@cache
def senses() -> dict[str, Sense]:
    """Return what an encoder makes of questions and of services; nothing without an encoder."""
    encode = encoder()
    if encode is None:
        return {}
    kept = _kept("sensed", lambda: {kind: _sensed(encode, kind).arrays() for kind in SENSED})
    return {kind: Sense(encode, regions_of(arrays), *SENSED[kind]) for kind, arrays in kept.items()}


def _sensed(encode: Encode, kind: str) -> Regions:
    """Short clues are no texts: where they lie tells little of where a sentence will."""
    taught = [*sentences(), *worries()] if kind == "asked" else list(_offers())
    return learn_regions(
        encode([lesson.text for lesson in taught]), [lesson.terms for lesson in taught]
    )


@cache
def hearing(of: str) -> Hearing:
    """Return how far the witnesses of "questions" or of "offers" may be trusted.

    With an encoder among them or without.
    """
    return hearing_of(_learned_numbers(of))


@cache
def affinity() -> Affinity:
    """Return how well questions and offers go together, by an encoder or else by their words."""
    return affinity_of(_learned_numbers("affinity"))


def _learned_numbers(name: str) -> dict[str, Any]:
    """Return the arrays of a file that hold with an encoder or without, and those of both."""
    kind = "without" if encoder() is None else "with"
    with np.load(DATA / f"learned/{name}.npz") as arrays:
        keys = [key.rpartition(":") for key in arrays]
        return {key: arrays[f"{of}{sep}{key}"] for of, sep, key in keys if of in ("", kind)}


@cache
def answered_by() -> dict[str, dict[str, float]]:
    """Return for each concept {concept: how much an offer about that one answers it}."""
    found: dict[str, dict[str, float]] = _read(DATA / "learned/answered-by.json")["answered_by"]
    return found


Kept = dict[str, dict[str, Any]]


def _kept(name: str, made: Callable[[], Kept]) -> Kept:
    """Return arrays by kind and name out of the file of this edition, made when it is missing."""
    path = settings.VAR / f"{name}-{edition()}.npz"
    if not path.exists():
        _keep(path, made())
    found: Kept = defaultdict(dict)
    with np.load(path) as arrays:
        for key in arrays:
            kind, _, array = key.partition("-")
            found[kind][array] = arrays[key]
    return dict(found)


def _keep(path: Path, found: Kept) -> None:
    arrays = {f"{kind}-{name}": array for kind, one in found.items() for name, array in one.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    # A process that starts right now may not read half a file.
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.npz")
    np.savez(unfinished, **arrays)
    unfinished.replace(path)
    for older in path.parent.glob(f"{path.name.partition('-')[0]}-*.npz"):
        if older != path and not older.stem.count("."):
            older.unlink(missing_ok=True)


@cache
def edition() -> str:
    """Return what tells these lessons, labels included, from those of other releases."""
    made = hashlib.sha256(f"{EDITION} {encoder() is not None}".encode())
    for path in sorted((*DATA.rglob("*.json"), *DATA.rglob("*.npz"))):
        made.update(path.read_bytes())
    return made.hexdigest()[:16]


def _lessons(kind: str) -> list[Lesson]:
    sources = {
        "labels": (_labels(),),
        "clues": (_clues(TONGUES),),
        "sentences": (sentences(), worries()),
        "offers": (_labels(), _clues(("services",)), _offers()),
    }
    return [lesson for source in sources[kind] for lesson in source]


def _labels() -> Iterator[Lesson]:
    for scheme, concept in _concepts():
        term = (f"{scheme}:{concept['slug']}",)
        for text in concept["labels"].values():
            yield Lesson(text, term)
        for texts in concept.get("alternatives", {}).values():
            yield from (Lesson(text, term) for text in texts)


def _concepts() -> Iterator[tuple[str, dict[str, Any]]]:
    """Return (scheme, concept) for every theme and every target group."""
    for path in [*sorted(DATA.glob("themes/*.json")), DATA / "target-groups.json"]:
        part = _read(path)
        yield from ((part["scheme"], concept) for concept in part["concepts"])


def _clues(kinds: tuple[str, ...]) -> Iterator[Lesson]:
    for term, said in _told("clues"):
        for kind in kinds:
            yield from (Lesson(text, (term,)) for text in said.get(kind, ()))


def sentences(tongues: Sequence[str] = TONGUES) -> Iterator[Lesson]:
    """Return what parents write, as lessons about the concepts it is about."""
    return _sentences("examples", tongues)


def worries() -> Iterator[Lesson]:
    """Return more of it, in Dutch alone; what listens for crises was not measured with these."""
    return _sentences("worries", TONGUES)


def _sentences(what: str, tongues: Sequence[str]) -> Iterator[Lesson]:
    for term, said in _told(what):
        more = said.get("also", {})
        scheme = term.partition(":")[0]
        for tongue in tongues:
            for text in said.get(tongue, ()):
                yield Lesson(text, (term, *(f"{scheme}:{slug}" for slug in more.get(text, ()))))


def spelling(names: Collection[str]) -> Spelling:
    """Return what is known of spelling from the texts of this release; ``names`` are of places."""
    dutch = Counter(
        word
        for text in (*_written(DUTCH), *_written("services"), *_written("offers"), *_dutch_labels())
        for word in set(words(text))
    )
    others = {
        tongue: frozenset(word for text in _written(tongue) for word in words(text))
        for tongue in TONGUES
        if tongue != DUTCH
    }
    return Spelling(dutch, others, names)


def _written(kind: str) -> Iterator[str]:
    """Return the clues and sentences in a language, or those about services."""
    for what in ("clues", "examples", "worries"):
        for _, said in _told(what):
            yield from said.get(kind, ())


def _dutch_labels() -> Iterator[str]:
    for _, concept in _concepts():
        yield from (concept["labels"][DUTCH], *concept.get("alternatives", {}).get(DUTCH, ()))


def _offers() -> Iterator[Lesson]:
    for term, said in _told("examples"):
        yield from (Lesson(text, (term,)) for text in said.get("offers", ()))


def _told(what: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return (concept, what is said of it) for the files of clues or of examples."""
    for path in sorted((DATA / what).glob("*.json")):
        scheme = "target-groups" if path.stem == "target-groups" else "themes"
        for slug, said in _read(path)[what].items():
            yield f"{scheme}:{slug}", said


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
