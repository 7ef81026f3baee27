"""What stands beside an offer for one professional: star, own note, the networks' notes."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from vlaggenlijn.common.sealing import SealError
from vlaggenlijn.directory.actions import private_text
from vlaggenlijn.directory.cards import Card, phone_link
from vlaggenlijn.directory.models import Favourite, LocalNote, Phone, PrivateNote, Service


@dataclass(frozen=True, slots=True)
class Beside:
    """``is_seen``: this person finds it in their workspace too, so may keep it and write on it."""

    is_seen: bool = False
    is_kept: bool = False
    has_own_note: bool = False
    own_note: str = ""
    notes: list[LocalNote] = field(default_factory=list)
    wait_text: str = ""
    phones: list[Any] = field(default_factory=list)


def beside(user: Any, services: Iterable[Service]) -> dict[uuid.UUID, Beside]:
    """Return what one person has beside each service; a fixed number of queries.

    What belongs to a network of others is left out: they are notes and numbers for its own people.
    """
    found = list(services)
    ids = [service.pk for service in found]
    seen = set(Service.objects.for_user(user).with_ids(ids).values_list("pk", flat=True))
    kept = set(Favourite.objects.of(user).among(found).values_list("service_id", flat=True))
    own = {one.service_id: _told(one) for one in PrivateNote.objects.of(user).about(*ids)}
    notes = _notes(user, found)
    return {
        service.pk: Beside(
            is_seen=service.pk in seen,
            is_kept=service.pk in kept,
            has_own_note=service.pk in own,
            own_note=own.get(service.pk, ""),
            notes=notes[service.pk],
            wait_text=service.wait_time,
            phones=_phones(service) if service.pk in seen else [],
        )
        for service in found
    }


def _notes(user: Any, services: Sequence[Service]) -> dict[uuid.UUID, list[LocalNote]]:
    by_service: dict[uuid.UUID, list[LocalNote]] = defaultdict(list)
    for note in LocalNote.objects.for_user(user).about(*services).with_writer():
        by_service[note.service_id].append(note)
    return by_service


def _told(note: PrivateNote) -> str:
    try:
        return private_text(note)
    except SealError:
        return ""


def _phones(service: Service) -> list[Any]:
    """Numbers that are for professionals only."""
    rows: list[Phone] = [*service.phones.all(), *service.organization.phones.all()]
    return [phone_link(one) for one in rows if one.is_for_professionals]


@dataclass(frozen=True, slots=True)
class WorkOffer:
    """A card with what stands beside it; an organisation has nothing beside it."""

    card: Card
    beside: Beside


def work_offers(user: Any, cards: Sequence[Card]) -> list[WorkOffer]:
    ids = [card.id for card in cards]
    services = Service.objects.published().with_ids(ids).with_phones()
    found = beside(user, services)
    return [WorkOffer(card, found.get(card.id, Beside())) for card in cards]
