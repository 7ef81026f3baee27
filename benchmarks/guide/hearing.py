"""Which themes the guide hears in sentences that no witness learned from, per language.

    .venv/bin/python benchmarks/guide/hearing.py [--every 10] [--lessons FOLDER] [--helplines]

The sentences of benchmarks/guide/sentences (a file a language, `theme|sentence|other themes` a
line) were written from the definitions of the themes by people who saw neither the lessons nor the
collection. How far each witness is trusted was learned of them (learn/), so what is heard by all
together flatters. A theme is right when the writer named it first or also. The last columns tell
how often helplines come on top (panel) or below (soft) for sentences about crises, and for those
about anything else: many of the first ask for help afterwards, so the share is no recall.

Below stand the questions of collections/ of which a reader told the themes, by kind; about a crisis
is here what a reader put under one first of all.

--every takes one of so many, --helplines leaves the themes out. Learning takes half a minute,
minutes with the encoder.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = Path(__file__).resolve().parent / "sentences"
COLLECTIONS = Path(__file__).resolve().parent / "collections"
PLACES = (1, 3, 10)


@dataclass(frozen=True)
class Written:
    """A sentence with the slugs of what it is about, that of its writer first."""

    slugs: tuple[str, ...]
    text: str


def written(tongue: str, every: int) -> list[Written]:
    lines = (SENTENCES / f"{tongue}.txt").read_text(encoding="utf-8").splitlines()[::every]
    return [_written(*line.split("|")) for line in lines]


def asked(every: int) -> dict[str, list[Written]]:
    """Return the questions that a reader put under themes, by kind, the likeliest theme first."""
    found: dict[str, list[Written]] = {}
    for path in sorted(COLLECTIONS.glob("*/labels.json")):
        labels = json.loads(path.read_text(encoding="utf-8"))
        whole = json.loads(path.with_name("collection.json").read_text(encoding="utf-8"))
        for query in whole["queries"][::every]:
            slugs = sorted(labels[query["id"]], key=lambda slug: -labels[query["id"]][slug])
            if slugs:
                found.setdefault(query["category"], []).append(Written(tuple(slugs), query["text"]))
    return found


def _written(slug: str, text: str, others: str = "") -> Written:
    return Written((slug, *filter(None, others.split(","))), text)


def rank(sentence: Written) -> int | None:
    """Return at which place, from 1, the first right theme is heard."""
    understood = understanding()
    found = understood.of_question(understood.spelling.mended(sentence.text))
    slugs = [one.term.partition(":")[2] for one in found]
    return next((place for place, slug in enumerate(slugs, 1) if slug in sentence.slugs), None)


def themes(sentences: Sequence[Written]) -> Iterator[str]:
    ranks = [rank(sentence) for sentence in sentences]
    for most in PLACES:
        yield f"{sum(one is not None and one <= most for one in ranks) / len(ranks):8.3f}"
    yield f"{sum(1 / one for one in ranks if one) / len(ranks):8.3f}"


def row(tongue: str, sentences: Sequence[Written]) -> Iterator[str]:
    yield f"{tongue:9}{len(sentences):6}"
    yield from () if OPTIONS.helplines else themes(sentences)
    for wanted in (True, False):
        heard = [alarm(one.text) for one in sentences if is_crisis(one) is wanted]
        panel = sum(one is not None and one.level == PANEL for one in heard)
        either = sum(one is not None for one in heard)
        # Of one in so many, none may be about a crisis.
        many = len(heard) or float("nan")
        yield f"{panel / many:10.3f}{either / many:7.3f}"


def alarm(text: str) -> Any:
    understood = understanding()
    meant = understood.of_whole_question(understood.spelling.mended(text))
    return ear().heard(text, chance_of_crisis(meant.shares))


def is_crisis(sentence: Written) -> bool | None:
    """None for what lies between a crisis and an everyday question."""
    terms = {f"themes:{slug}" for slug in sentence.slugs}
    if f"themes:{sentence.slugs[0]}" in KINDS:
        return True
    return None if terms & (KINDS.keys() | BETWEEN) else False


def main(every: int) -> None:
    heads = "" if OPTIONS.helplines else f"{'first':>8}{'in 3':>8}{'in 10':>8}{'MRR':>8}"
    print(f"{'':9}{'n':>6}{heads}", end="")
    print(f"{'crisis':>10}{'+soft':>7}{'everyday':>10}{'+soft':>7}")
    for tongue in TONGUES:
        print("".join(row(tongue, written(tongue, every))), flush=True)
    for kind, questions in asked(every).items():
        print("".join(row(kind, questions)), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--lessons", default="")
    parser.add_argument("--helplines", action="store_true")
    OPTIONS = parser.parse_args()
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

        from vlaggenlijn.guide.alarm import PANEL
        from vlaggenlijn.guide.listening import BETWEEN, KINDS, chance_of_crisis, ear
        from vlaggenlijn.taxonomy.lessons import TONGUES
        from vlaggenlijn.taxonomy.lookup import held, understanding

        call_command("upgrade", verbosity=0)
        with held():
            main(OPTIONS.every)
