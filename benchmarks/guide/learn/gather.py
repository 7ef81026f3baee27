"""Write down what each witness says of many questions and services, for learn.py.

    .venv/bin/python benchmarks/guide/learn/gather.py --out EVIDENCE.npz [--lessons FOLDER]

Questions and services are those of ../collections and of the looked-at half of ../collection; the
sentences of ../sentences and the services of ../services, from which no witness learned, tell how
far each may be trusted. Needs the sentence encoder. Takes some minutes.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

HERE = Path(__file__).resolve().parent
GUIDE = HERE.parent
ROOT = GUIDE.parents[1]
LOOKED_AT = "looked-at"
ORGANIZATION = "-"
# How place and age of a question and of a service lie to each other; learn.py learns a factor each.
PLACE_UNASKED, ALL_FLANDERS, SAME_PLACE, NEXT_DOOR, ELSEWHERE, NOT_THERE = range(6)
AGE_UNASKED, AGE_UNKNOWN, AGE_INSIDE, AGE_OUTSIDE = range(4)
Numbers = NDArray[np.float32]
Arrays = dict[str, NDArray[Any]]


class Gatherer:
    """The words of this release, and a number for each term that anything may be about."""

    def __init__(self) -> None:
        heard = self.understanding = lookup.understanding()
        known = (heard.labels, heard.clues, heard.sentences, heard.offers)
        self.terms = sorted(
            {term for learned in known for term in learned.terms}
            | {one.term for one in Concept.objects.all() if one.scheme_id in GUIDING_SCHEMES}
        )
        self.place = {term: at for at, term in enumerate(self.terms)}
        self.themes = tuple(self.understanding.asked.regions.terms)
        nothing = np.zeros((8, len(self.themes)), np.float32)
        self.hearing = Hearing(self.themes, nothing[:, 0], nothing, nothing[0], nothing[:1])

    def row(self, weights: Mapping[str, float]) -> Numbers:
        row = np.zeros(len(self.terms), np.float32)
        for term, weight in weights.items():
            if term in self.place:
                row[self.place[term]] += weight
        return row

    def evidence(self, text: str) -> tuple[Numbers, list[Numbers], Numbers]:
        """Return what hearing.py is told, what each witness says, and where the text lies."""
        own = self.understanding
        named = _weights(own.thesaurus.concepts(text))
        heard = [ear.heard(text, hears_quiet=quiet) for ear, _, _, quiet in own._ears()]
        sensed = own._sensed(text)
        says = [named]
        for said, (_, _, most, _) in zip(heard, own._ears(), strict=True):
            found = said.thoughts(sharpness=QUESTION_SHARPNESS, most=most)
            says.append({one.term: one.weight for one in found})
        says.append(own.asked.weights_there(sensed) if sensed else {})
        vector = sensed.vector if sensed else np.zeros(len(own.asked.regions.directions))
        shares = [{term: weighing.share_of(term) * one[term] for term in one} for one in says]
        told = self.hearing.evidence(Said([named], heard, sensed))
        return told, [self.row(one) for one in shares], vector.astype(np.float32)

    def questions(self, texts: Iterable[str], prefix: str) -> Arrays:
        mended = [self.understanding.spelling.mended(text) for text in texts]
        told, says, vectors = zip(*map(self.evidence, mended), strict=True)
        return {
            f"{prefix}:told": np.array(told, np.float16),
            f"{prefix}:says": np.array(says, np.float16),
            f"{prefix}:vectors": np.array(vectors),
        }

    def bags(self, texts: Iterable[str]) -> Numbers:
        mended = (self.understanding.spelling.mended(text) for text in texts)
        return np.array([bag(all_parts(text)) for text in mended], np.float16)

    def services(self, described: Sequence[Any], tags: Mapping[str, Any], prefix: str) -> Arrays:
        """Return what each witness says of services, what all do, and what an editor confirmed."""
        texts = [(one["title"], f"\n\n{one['description']}\n\n{ORGANIZATION}") for one in described]
        themes = [[f"themes:{slug}" for slug in tags.get(one["id"], ())] for one in described]
        said = self.understanding.said_of(texts)
        parts = [
            [*self.said_apart(one), self.row(dict.fromkeys(confirmed, 1.0))]
            for one, confirmed in zip(said, themes, strict=True)
        ]
        return {
            f"{prefix}:services": np.array(parts, np.float16),
            f"{prefix}:offers:told": np.array(
                [self.hearing.evidence(one) for one in said], np.float16
            ),
            f"{prefix}:offers:vectors": np.array([one.sensed.vector for one in said], np.float32),
            f"{prefix}:offers:bags": np.array(
                [bag(parts_of_both(one.parts)) for one in said], np.float16
            ),
            f"{prefix}:offers:about": themes_of(self, [dict.fromkeys(one, 1.0) for one in themes]),
        }

    def said_apart(self, said: Any) -> list[Numbers]:
        offered = self.understanding.offered_by(said)
        parts = (
            offered.named_in_title,
            offered.named_in_body,
            offered.meant_by_title,
            offered.meant_by_body,
            offered.sensed,
        )
        return [self.row(one) for one in parts]

    def links(self) -> dict[str, Numbers]:
        """Return the links of the thesaurus by kind, and those that three writers would lay."""
        kinds = {
            "BROADER": lookup.BROADER,
            "DOMAIN": lookup.DOMAIN,
            "GENERAL": lookup.GENERAL,
            "NEAR": lookup.RELATED,
        }
        found = {name: np.zeros((len(self.terms),) * 2, np.float32) for name in (*kinds, "WRITERS")}
        for term, near in lookup._snapshot().neighbours.items():
            for other, share in near.items():
                name = next(name for name, usual in kinds.items() if share == usual)
                found[name][self.place[term], self.place[other]] = 1
        for slug, near in read(HERE / "links.json").items():
            for other, weights in near.items():
                at = self.place[f"themes:{slug}"], self.place[f"themes:{other}"]
                found["WRITERS"][at] = sum(weights) / 9
        return {f"links:{name}": one for name, one in found.items()}


def collections() -> dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    """Return (collection, tags, labels) by name; of the older one only what may be looked at."""
    found = {}
    for folder in sorted((GUIDE / "collections").iterdir()):
        if folder.is_dir():
            names = ("collection", "tags", "labels")
            paths = [folder / f"{name}.json" for name in names]
            found[folder.name] = tuple(read(path) if path.exists() else {} for path in paths)
    old = read(GUIDE / "collection/collection.json")
    old["queries"] = old["queries"][::2]
    return found | {LOOKED_AT: (old, read(GUIDE / "collection/tags.json"), {})}


def gathered(
    own: Gatherer, name: str, collection: dict[str, Any], tags: dict[str, Any]
) -> dict[str, NDArray[Any]]:
    queries, services = collection["queries"], collection["services"]
    homes = [home(one) for one in services]
    asked = [
        asking.asked_in(one["text"], one["place"] or "", Age(one["age_months"]), "")
        for one in queries
    ]
    ages = [one["age_months"] for one in services]
    said = own.questions((one["text"] for one in queries), name)
    return (
        said
        | own.services(services, tags, name)
        | {
            f"{name}:bags": own.bags(one["text"] for one in queries),
            f"{name}:words": words(queries, services),
            f"{name}:grades": np.array(
                [[one["relevance"].get(each["id"], 0) for each in services] for one in queries]
            ),
            f"{name}:places": np.array([places(one, homes) for one in asked]),
            f"{name}:ages": np.array([ages_of(one.all_ages, ages) for one in asked]),
        }
    )


def home(described: Mapping[str, Any]) -> str | None:
    """Return the municipality (NIS) of a service, None for one of all Flanders."""
    if described["scope"] == "flanders":
        return None
    found = find(described["municipality"])
    return found.places[0].nis if found.places else None


def places(asked: Any, homes: Sequence[str | None]) -> list[int]:
    here = weighing.here_of(asked.place)
    if here is None:
        return [PLACE_UNASKED] * len(homes)
    for_all = ALL_FLANDERS if here.region == "flanders" else NOT_THERE
    known = {None: for_all, here.nis: SAME_PLACE} | dict.fromkeys(here.next_door, NEXT_DOOR)
    return [known.get(one, ELSEWHERE) for one in homes]


def ages_of(asked: Sequence[int], ages: Sequence[list[int] | None]) -> list[int]:
    if not asked:
        return [AGE_UNASKED] * len(ages)
    return [
        AGE_UNKNOWN
        if one is None
        else AGE_INSIDE
        if any(one[0] <= months <= one[1] for months in asked)
        else AGE_OUTSIDE
        for one in ages
    ]


def words(queries: Sequence[Any], services: Sequence[Any]) -> Numbers:
    """Return what words alone say: the sums that the guide adds up among these services."""
    entries = [Entry(one["title"], one["description"]) for one in services]
    has = [word_weights(one) for one in entries]
    times: dict[str, int] = {}
    for one in has:
        for word in one:
            times[word] = times.get(word, 0) + 1
    found = np.zeros((len(queries), len(services)), np.float32)
    for row, query in enumerate(queries):
        for word in weighing.spoken_of(lookup.understanding().spelling.mended(query["text"])):
            count = times.get(word, 0)
            rarity = log(1 + (len(has) - count + 0.5) / (count + 0.5)) if count else 0.0
            found[row] += [rarity * one.get(word, 0.0) for one in has]
    return found


def themes_of(own: Gatherer, rows: Sequence[Mapping[str, float]]) -> Numbers:
    found = np.zeros((len(rows), len(own.themes)), np.float32)
    for at, row in enumerate(rows):
        for term, weight in row.items():
            if term in own.themes:
                found[at, own.themes.index(term)] = weight
    return found


def sentences() -> tuple[list[str], list[dict[str, float]]]:
    """Return the sentences and the themes of each: what it is about first counts twice the rest."""
    texts, about = [], []
    for path in sorted((GUIDE / "sentences").glob("??.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            slug, text, others = (*line.split("|"), "")[:3]
            texts.append(text)
            also = [f"themes:{one}" for one in others.split(",") if one]
            about.append(dict.fromkeys(also, 0.5) | {f"themes:{slug}": 1.0})
    return texts, about


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def main(out: Path) -> None:
    own = Gatherer()
    found: dict[str, Any] = {"terms": np.array(own.terms), "themes": np.array(own.themes)}
    found |= own.links()
    texts, about = sentences()
    found |= own.questions(texts, "sentences")
    found["sentences:about"] = themes_of(own, about)
    for path in sorted((GUIDE / "services").glob("*.json")):
        services = read(path)
        tags = {one["id"]: one["themes"] for one in services}
        found |= own.services(services, tags, f"services-{path.stem}")
    for name, (collection, tags, labels) in collections().items():
        print(name, flush=True)
        found |= gathered(own, name, collection, tags)
        if labels:
            rows = [labels[one["id"]] for one in collection["queries"]]
            terms = [{f"themes:{slug}": row[slug] for slug in row} for row in rows]
            found[f"{name}:about"] = themes_of(own, terms)
    np.savez(out, **found)


if __name__ == "__main__":
    PARSER = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    PARSER.add_argument("--out", type=Path, required=True)
    PARSER.add_argument("--lessons", default="")
    OPTIONS = PARSER.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "VLAGGENLIJN_SECRET_KEY": "guide-" * 10,
            "VLAGGENLIJN_HTTPS": "0",
            "VLAGGENLIJN_VAR": OPTIONS.lessons or folder,
            "VLAGGENLIJN_DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
            "DJANGO_SETTINGS_MODULE": "vlaggenlijn.settings",
        }
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        from django.core.management import call_command

        from vlaggenlijn.guide import asking, weighing
        from vlaggenlijn.guide.ages import Age
        from vlaggenlijn.places.lookup import find
        from vlaggenlijn.taxonomy import lookup
        from vlaggenlijn.taxonomy.affinity import bag
        from vlaggenlijn.taxonomy.hearing import Hearing, Said
        from vlaggenlijn.taxonomy.index import Entry, word_weights
        from vlaggenlijn.taxonomy.learning import all_parts
        from vlaggenlijn.taxonomy.lookup import GUIDING_SCHEMES
        from vlaggenlijn.taxonomy.models import Concept
        from vlaggenlijn.taxonomy.understanding import QUESTION_SHARPNESS, _weights, parts_of_both

        call_command("upgrade", verbosity=0)
        main(OPTIONS.out)
