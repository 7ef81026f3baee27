"""Brings rows of reference data to exactly what is wanted, and counts what that changed."""

from typing import Any

from django.db import models

BATCH = 500


def kept_exactly(
    ours: "models.QuerySet[Any]", fields: tuple[str, ...], wanted: set[tuple[Any, ...]]
) -> int:
    """Make these rows exactly the wanted ones; returns how many were added or taken away."""
    have = {tuple(row[1:]): row[0] for row in ours.values_list("pk", *fields)}
    stale = [pk for row, pk in have.items() if row not in wanted]
    for start in range(0, len(stale), BATCH):
        ours.model._default_manager.filter(pk__in=stale[start : start + BATCH]).delete()
    missing = sorted(wanted - have.keys(), key=str)
    ours.model._default_manager.bulk_create(
        [ours.model(**by_field(fields, row)) for row in missing], batch_size=BATCH
    )
    return len(stale) + len(missing)


def by_field(fields: tuple[str, ...], row: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(fields, row, strict=True))
