"""Bring the concept schemes of this release into the database; safe to repeat and to upgrade.

Concepts that a network added are never touched. A concept that a release drops is retired, not
deleted: records may still refer to it.
"""

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction

from vlaggenlijn.taxonomy.models import Concept, ConceptScheme, Label

DATA = Path(__file__).resolve().parent / "data"
NAMESPACE = uuid.UUID("5b5e6f4c-6a0e-5f0e-9d62-6d1f1b6a7c11")
RELATION = ("pk", "from_concept_id", "to_concept_id")
DRAFT_LANGUAGES = ("tr", "ar")


def concept_id(scheme: str, slug: str) -> uuid.UUID:
    """The same id in every installation, so that data can travel."""
    return uuid.uuid5(NAMESPACE, f"{scheme}:{slug}")


def scheme_files() -> Iterator[dict[str, Any]]:
    for path in sorted([*DATA.glob("*.json"), *DATA.glob("themes/*.json")]):
        yield json.loads(path.read_text(encoding="utf-8"))


@transaction.atomic
def load() -> dict[str, int]:
    """Return how many schemes and concepts there are, and how many labels changed."""
    schemes: set[str] = set()
    described: dict[uuid.UUID, tuple[str, dict[str, Any]]] = {}
    for part in scheme_files():
        if part["scheme"] not in schemes:
            _load_scheme(part)
        schemes.add(part["scheme"])
        for concept in part["concepts"]:
            described[concept_id(part["scheme"], concept["slug"])] = (part["scheme"], concept)
    _load_concepts(described)
    changed = _load_labels(described)
    _load_relations(described)
    ours = Concept.objects.filter(network__isnull=True)
    ours.exclude(pk__in=described).update(is_retired=True)
    return {"schemes": len(schemes), "concepts": len(described), "changed_labels": changed}


def _load_scheme(part: dict[str, Any]) -> None:
    ConceptScheme.objects.update_or_create(
        slug=part["scheme"],
        defaults={
            "titles": part["title"],
            "definitions": part.get("definition", {}),
            "source": part["source"],
            "is_closed": part["is_closed"],
            "release": part["version"],
        },
    )


def _load_concepts(described: dict[uuid.UUID, tuple[str, dict[str, Any]]]) -> None:
    rows = [
        Concept(
            pk=pk,
            scheme_id=scheme,
            slug=concept["slug"],
            order=order,
            broader_id=concept_id(scheme, concept["broader"]) if concept.get("broader") else None,
            definitions=concept.get("definition", {}),
            source=concept.get("source", ""),
            extra=_extra(concept),
        )
        for order, (pk, (scheme, concept)) in enumerate(described.items())
    ]
    fields = ["order", "broader_id", "definitions", "source", "extra", "is_retired"]
    Concept.objects.bulk_create(
        _broader_first(rows),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[name.removesuffix("_id") for name in fields],
        batch_size=200,
    )


def _extra(concept: dict[str, Any]) -> dict[str, Any]:
    """Ages as given; links to other schemes as {scheme slug: [concept slugs]}."""
    links = {scheme.replace("_", "-"): slugs for scheme, slugs in concept.get("match", {}).items()}
    ages = concept.get("age_months")
    return ({"match": links} if links else {}) | ({"age_months": ages} if ages else {})


def _broader_first(rows: list[Concept]) -> list[Concept]:
    depth: dict[uuid.UUID, int] = {}
    by_id = {row.pk: row for row in rows}

    def deep(row: Concept) -> int:
        if row.pk not in depth:
            above = by_id.get(row.broader_id) if row.broader_id else None
            depth[row.pk] = deep(above) + 1 if above else 0
        return depth[row.pk]

    return sorted(rows, key=deep)


def _load_labels(described: dict[uuid.UUID, tuple[str, dict[str, Any]]]) -> int:
    wanted = {
        (pk, language, text): kind
        for pk, (_, concept) in described.items()
        for language, kind, text in _labels(concept)
    }
    present = {
        (label.concept_id, label.language, label.text): label
        for label in Label.objects.filter(concept_id__in=described)
    }
    gone = [label.pk for key, label in present.items() if wanted.get(key) != label.kind]
    Label.objects.filter(pk__in=gone).delete()
    kept = {key for key, label in present.items() if wanted.get(key) == label.kind}
    made = Label.objects.bulk_create(
        [
            Label(
                concept_id=pk,
                language=language,
                text=text,
                kind=kind,
                is_draft=language in DRAFT_LANGUAGES,
            )
            for (pk, language, text), kind in wanted.items()
            if (pk, language, text) not in kept
        ],
        batch_size=500,
    )
    return len(gone) + len(made)


def _labels(concept: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Alternatives first: a text that is both stays preferred."""
    for language, texts in concept.get("alternatives", {}).items():
        for text in texts:
            yield language, Label.Kind.ALTERNATIVE, text
    for language, text in concept["labels"].items():
        yield language, Label.Kind.PREFERRED, text


def _load_relations(described: dict[uuid.UUID, tuple[str, dict[str, Any]]]) -> None:
    through: Any = Concept.related.through
    pairs = {
        pair
        for pk, (scheme, concept) in described.items()
        for other in concept.get("related", [])
        for pair in _both_ways(pk, concept_id(scheme, other))
    }
    ours = through.objects.filter(from_concept__in=described, to_concept__in=described)
    present = {(one, other): pk for pk, one, other in ours.values_list(*RELATION)}
    through.objects.filter(pk__in=[present[gone] for gone in present.keys() - pairs]).delete()
    through.objects.bulk_create(
        [
            through(from_concept_id=one, to_concept_id=other)
            for one, other in pairs - present.keys()
        ],
        batch_size=500,
    )


def _both_ways(
    one: uuid.UUID, other: uuid.UUID
) -> tuple[tuple[uuid.UUID, uuid.UUID], tuple[uuid.UUID, uuid.UUID]]:
    return (one, other), (other, one)
