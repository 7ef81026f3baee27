"""Everything that can be done to a service in the workspace."""

import uuid
from datetime import date, timedelta
from typing import TypeVar

from django.utils import timezone

from vlaggenlijn.accounts.models import Audited, Change, Conflict, Recorder, User, recorded
from vlaggenlijn.directory.actions.reading import service_facts
from vlaggenlijn.directory.actions.writing import refuse_concepts, write_service
from vlaggenlijn.directory.facts import ServiceFacts
from vlaggenlijn.directory.indexing import index_service
from vlaggenlijn.directory.models import Organization, Service

Record = TypeVar("Record", bound=Audited)
SUNDAY = 6
LONGEST_REASON = 300


def add_service(
    *,
    by: User | None,
    organization: Organization,
    facts: ServiceFacts,
    is_confirmed: bool = False,
    idempotency_key: uuid.UUID | None = None,
) -> Service:
    """Add a service; the same key again returns the service that was made the first time.

    Raises Conflict when the key comes back with other facts (somebody went back and typed on).
    """
    with recorded(
        by=by, network=organization.network, deed="service.add", key=idempotency_key
    ) as recorder:
        if recorder.is_repeat:
            made = first_made(recorder, Service)
            _refuse_other_facts(made, facts)
            return made
        service = Service(organization=organization)
        if is_confirmed:
            _assure(service, by)
        write_service(service, facts)
        index_service(service)
    return service


def change_service(
    *,
    by: User | None,
    service: Service,
    version: int | None,
    facts: ServiceFacts,
    is_confirmed: bool = False,
    refused: frozenset[uuid.UUID] = frozenset(),
    idempotency_key: uuid.UUID | None = None,
    deed: str = "service.change",
    reason: str = "",
) -> Service:
    """Write what an editor filled in; nothing is written when nothing differs.

    ``refused`` are suggested themes that do not fit; what was chosen as well is chosen.

    Raises Conflict when the service is no longer the version that the editor saw.
    """
    network = service.organization.network
    with recorded(
        by=by, network=network, deed=deed, reason=reason, key=idempotency_key
    ) as recorder:
        if recorder.is_repeat:
            stored = Service.locked(service.pk)
            _refuse_other_facts(stored, facts)
            return stored
        stored = Service.locked(service.pk, version)
        if is_confirmed:
            _assure(stored, by)
        if is_confirmed or refused or not service_facts(stored).says_the_same_as(facts):
            write_service(stored, facts)
            refuse_concepts(stored, refused)
            index_service(stored)
    return stored


def confirm_service(
    *,
    by: User | None,
    service: Service,
    reason: str = "",
    idempotency_key: uuid.UUID | None = None,
) -> Service:
    """Keep that a person found the entry right today; ``reason`` says how we know."""
    network = service.organization.network
    with recorded(
        by=by,
        network=network,
        deed="service.confirm",
        reason=reason[:LONGEST_REASON],
        key=idempotency_key,
    ) as recorder:
        stored = Service.locked(service.pk)
        if not recorder.is_repeat:
            _assure(stored, by)
            stored.save()
            index_service(stored)
    return stored


def take_back_confirmation(*, by: User, service: Service) -> bool:
    """Undo what this person confirmed as the last thing done to a service; False: too late."""
    network = service.organization.network
    with recorded(by=by, network=network, deed="service.unconfirm"):
        stored = Service.locked(service.pk)
        last = Change.objects.about(stored.pk).first()
        is_mine = last is not None and last.change_set.by == by
        if last is None or not is_mine or last.change_set.deed != "service.confirm":
            return False
        before = last.before or {}
        stored.assured_on = before["assured_on"] and date.fromisoformat(before["assured_on"])
        stored.assurer = User.objects.filter(pk=before["assurer_id"]).first()
        stored.save()
        index_service(stored)
    return True


def close_service_this_week(
    *,
    by: User | None,
    service: Service,
    is_closed: bool = True,
    idempotency_key: uuid.UUID | None = None,
) -> Service:
    """Close a service up to and including the coming Sunday, or open it again."""
    network = service.organization.network
    deed = "service.close_week" if is_closed else "service.open_again"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        stored = Service.locked(service.pk)
        if not recorder.is_repeat:
            stored.closed_until = coming_sunday(timezone.localdate()) if is_closed else None
            stored.save()
            index_service(stored)
    return stored


def archive_service(
    *,
    by: User | None,
    service: Service,
    is_archived: bool = True,
    idempotency_key: uuid.UUID | None = None,
) -> Service:
    """Take a service out of the guide and the lists, or put it back; nothing is deleted."""
    network = service.organization.network
    deed = "service.archive" if is_archived else "service.restore"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        stored = Service.locked(service.pk)
        if not recorder.is_repeat and bool(stored.archived_at) != is_archived:
            stored.archived_at = timezone.now() if is_archived else None
            stored.save()
            index_service(stored)
    return stored


def coming_sunday(today: date) -> date:
    """Return the Sunday that ends the week of a day; a Sunday is its own."""
    return today + timedelta(days=SUNDAY - today.weekday())


def first_made(recorder: Recorder, model: type[Record]) -> Record:
    """Return the record that the first deed with this key added.

    Raises Conflict without a record when that deed added none of this kind.
    """
    changes = recorder.change_set.changes.filter(model=model._meta.label_lower, before__isnull=True)
    made = model._base_manager.filter(pk__in=changes.values("object_id")).first()
    if made is None:
        raise Conflict
    return made


def _refuse_other_facts(stored: Service, facts: ServiceFacts) -> None:
    # A form that comes back with its old key is either a double tap (nothing differs) or somebody
    # who went back in the browser and typed on: that must not be dropped without a word.
    if not service_facts(stored).says_the_same_as(facts):
        raise Conflict(stored)


def _assure(service: Service, by: User | None) -> None:
    service.assured_on = timezone.localdate()
    service.assurer = by
