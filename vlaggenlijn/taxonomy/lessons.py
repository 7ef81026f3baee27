"""The lessons of this release, and what is learned of them: once per release, kept in a file."""

import hashlib
import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings

from vlaggenlijn.taxonomy.learning import Learned, Lesson, from_arrays, learn

DATA = Path(__file__).resolve().parent / "data"
TONGUES = ("nl", "fr", "en", "tr", "ar")
# Raise it when learning.py weighs differently: what older releases learned is then of no use.
EDITION = 1
KINDS = ("labels", "clues", "sentences", "offers")


@cache
def learned() -> dict[str, Learned]:
    """Return what labels, clues, sentences and offers teach, learned anew when the data changed."""
    path = settings.VAR / f"learned-{edition()}.npz"
    if not path.exists():
        _keep(path, {kind: learn(_lessons(kind)) for kind in KINDS})
    with np.load(path) as kept:
        return {kind: _kept(kept, kind) for kind in KINDS}


def _kept(kept: Any, kind: str) -> Learned:
    names = ("terms", "keys", "starts", "concepts", "weights")
    return from_arrays({name: kept[f"{kind}-{name}"] for name in names})


def _keep(path: Path, found: dict[str, Learned]) -> None:
    arrays = {
        f"{kind}-{name}": array
        for kind, one in found.items()
        for name, array in one.arrays().items()
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    # A process that starts right now may not read half a file.
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.npz")
    np.savez(unfinished, **arrays)  # type: ignore[arg-type]
    unfinished.replace(path)
    for older in path.parent.glob("learned-*.npz"):
        if older != path and not older.stem.count("."):
            older.unlink(missing_ok=True)


@cache
def edition() -> str:
    """Return what tells these lessons, labels included, from those of other releases."""
    made = hashlib.sha256(str(EDITION).encode())
    for path in sorted(DATA.rglob("*.json")):
        made.update(path.read_bytes())
    return made.hexdigest()[:16]


def _lessons(kind: str) -> list[Lesson]:
    sources = {
        "labels": (_labels(),),
        "clues": (_clues(TONGUES),),
        "sentences": (sentences(),),
        "offers": (_labels(), _clues(("services",)), _offers()),
    }
    return [lesson for source in sources[kind] for lesson in source]


def _labels() -> Iterator[Lesson]:
    for path in [*sorted(DATA.glob("themes/*.json")), DATA / "target-groups.json"]:
        part = _read(path)
        for concept in part["concepts"]:
            term = (f"{part['scheme']}:{concept['slug']}",)
            for text in concept["labels"].values():
                yield Lesson(text, term)
            for texts in concept.get("alternatives", {}).values():
                yield from (Lesson(text, term) for text in texts)


def _clues(kinds: tuple[str, ...]) -> Iterator[Lesson]:
    for term, said in _told("clues"):
        for kind in kinds:
            yield from (Lesson(text, (term,)) for text in said.get(kind, ()))


def sentences() -> Iterator[Lesson]:
    """Return what parents write, as lessons about the concepts it is about."""
    for term, said in _told("examples"):
        more = said.get("also", {})
        scheme = term.partition(":")[0]
        for tongue in TONGUES:
            for text in said.get(tongue, ()):
                yield Lesson(text, (term, *(f"{scheme}:{slug}" for slug in more.get(text, ()))))


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
