"""Cards for the offers that a visitor kept; at most fifty, unknown ids left out."""

import uuid
from collections.abc import Iterable

from vlaggenlijn.accounts.models import Regime
from vlaggenlijn.directory.cards import Card, numbered, organization_card, service_card
from vlaggenlijn.directory.models import Organization, Service

LONGEST = 50


def read(texts: Iterable[str]) -> list[uuid.UUID]:
    """Return the ids among the texts, each once, in order."""
    found: dict[uuid.UUID, None] = {}
    for text in list(texts)[: 4 * LONGEST]:
        try:
            found[uuid.UUID(text)] = None
        except ValueError:
            continue
    return list(found)[:LONGEST]


def cards(ids: list[uuid.UUID], regime: str = Regime.NL) -> list[Card]:
    """Return the cards of what is still published, in the order of the list."""
    if not ids:
        return []
    services = Service.objects.published().with_ids(ids).with_details()
    organizations = Organization.objects.published().with_ids(ids).with_details()
    by_id = {one.pk: service_card(one, regime) for one in services}
    by_id |= {one.pk: organization_card(one, regime) for one in organizations}
    kept = [by_id[one] for one in ids if one in by_id]
    return [numbered(card, number) for number, card in enumerate(kept, 1)]
