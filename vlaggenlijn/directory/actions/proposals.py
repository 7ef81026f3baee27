"""Changes proposed by others than the owner: made, taken over in part or whole, declined."""

import uuid
from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork, User, recorded
from vlaggenlijn.directory.actions.organization import index_with_services
from vlaggenlijn.directory.actions.proposal_letters import tell_owner, tell_proposer
from vlaggenlijn.directory.actions.reading import organization_facts, service_facts
from vlaggenlijn.directory.actions.service import first_made
from vlaggenlijn.directory.actions.versions import facts_after
from vlaggenlijn.directory.actions.writing import write_organization, write_service
from vlaggenlijn.directory.facts import OrganizationFacts, ServiceFacts
from vlaggenlijn.directory.facts_compare import differing, taken_over
from vlaggenlijn.directory.facts_json import from_json, to_json
from vlaggenlijn.directory.history import deed_of_version
from vlaggenlijn.directory.indexing import index_service
from vlaggenlijn.directory.models import Organization, Proposal, ProposerAddress, Service

ADDRESS_KEPT = timedelta(days=90)
Record = Service | Organization
State = Proposal.State


class NothingProposed(Exception):
    """The proposal says what the record says already."""


class AnsweredAlready(Exception):
    """Somebody answered or withdrew the proposal; nothing was written."""


def propose_service_change(
    *,
    by: User | None,
    service: Service,
    facts: ServiceFacts,
    version: int | None = None,
    network: LocalNetwork | None = None,
    email: str = "",
    reason: str = "",
    idempotency_key: uuid.UUID | None = None,
) -> Proposal:
    """Propose to the owner of a service that it says this; the owner gets a mail.

    ``version`` is the version that was seen (None: what it says now). A proposer without account
    has only ``email``. The same key again returns the first proposal. Raises NothingProposed.
    """
    proposal = Proposal(service=service, by=by, network=network, reason=reason)
    return _propose(proposal, service, facts, version, email, idempotency_key)


def propose_organization_change(
    *,
    by: User | None,
    organization: Organization,
    facts: OrganizationFacts,
    version: int | None = None,
    network: LocalNetwork | None = None,
    email: str = "",
    reason: str = "",
    idempotency_key: uuid.UUID | None = None,
) -> Proposal:
    """Propose to the owner of an organisation that it says this; as with a service."""
    proposal = Proposal(organization=organization, by=by, network=network, reason=reason)
    return _propose(proposal, organization, facts, version, email, idempotency_key)


def _propose(
    proposal: Proposal,
    record: Record,
    facts: Any,
    version: int | None,
    email: str,
    key: uuid.UUID | None,
) -> Proposal:
    base = _seen(record, version)
    if not differing(base, facts):
        raise NothingProposed
    with recorded(by=proposal.by, network=proposal.home, deed="proposal.make", key=key) as recorder:
        if recorder.is_repeat:
            return first_made(recorder, Proposal)
        proposal.base, proposal.wanted = to_json(base), to_json(facts)
        proposal.save()
        if email:
            ProposerAddress.objects.create(proposal=proposal, email=email)
        tell_owner(proposal)
    return proposal


def facts_of(record: Record) -> Any:
    return service_facts(record) if isinstance(record, Service) else organization_facts(record)


def _seen(record: Record, version: int | None) -> Any:
    if version is None or version == record.version:
        return facts_of(record)
    deed = deed_of_version(record, version)
    return (facts_after(record, deed) if deed else None) or facts_of(record)


def accept_proposal(
    *,
    by: User,
    proposal: Proposal,
    names: Collection[str],
    version: int,
    answer: str = "",
    idempotency_key: uuid.UUID | None = None,
) -> Proposal:
    """Take over the named parts as one deed, which names the proposer as its reason.

    Raises Conflict when the record is no longer the version that was compared, and
    AnsweredAlready.
    """
    with recorded(
        by=by,
        network=proposal.home,
        deed="proposal.accept",
        reason=proposer_name(proposal)[:300],
        key=idempotency_key,
    ) as recorder:
        stored = Proposal.locked(proposal.pk)
        if recorder.is_repeat:
            return stored
        _require_open(stored)
        record: Any = type(proposal.record).locked(proposal.record.pk, version)
        now, wanted = facts_of(record), from_json(stored.wanted)
        asked = set(differing(from_json(stored.base), wanted)) & set(differing(now, wanted))
        taken = asked & set(names)
        if taken:
            _write(record, taken_over(now, wanted, taken))
        state = State.ACCEPTED if taken == asked else State.PARTLY if taken else State.DECLINED
        _answer(stored, by, state, answer)
    return stored


def _write(record: Any, facts: Any) -> None:
    if isinstance(record, Service):
        write_service(record, facts)
        index_service(record)
    else:
        write_organization(record, facts)
        index_with_services(record)


def decline_proposal(
    *, by: User, proposal: Proposal, answer: str, idempotency_key: uuid.UUID | None = None
) -> Proposal:
    """Leave the record as it is and tell the proposer why; raises AnsweredAlready."""
    with recorded(
        by=by, network=proposal.home, deed="proposal.decline", key=idempotency_key
    ) as recorder:
        stored = Proposal.locked(proposal.pk)
        if not recorder.is_repeat:
            _require_open(stored)
            _answer(stored, by, State.DECLINED, answer)
    return stored


def withdraw_proposal(*, by: User, proposal: Proposal) -> Proposal:
    """Take one's own proposal back; raises AnsweredAlready."""
    with recorded(by=by, network=proposal.home, deed="proposal.withdraw"):
        stored = Proposal.locked(proposal.pk)
        _require_open(stored)
        stored.state, stored.answered_at = State.WITHDRAWN, timezone.now()
        stored.save()
    return stored


def _require_open(proposal: Proposal) -> None:
    if not proposal.is_open:
        raise AnsweredAlready(proposal)


def _answer(proposal: Proposal, by: User, state: str, answer: str) -> None:
    proposal.state, proposal.answer = state, answer
    proposal.answered_by, proposal.answered_at = by, timezone.now()
    proposal.save()
    tell_proposer(proposal)


def proposer_name(proposal: Proposal) -> str:
    """Return who proposed it: the person and their network; empty for somebody without account."""
    parts = [
        str(proposal.by) if proposal.by else "",
        proposal.network.name if proposal.network else "",
    ]
    return ", ".join(filter(None, parts))


def forget_proposers() -> int:
    """Delete addresses of people without account 90 days after the answer; return how many."""
    old = ProposerAddress.objects.filter(proposal__answered_at__lt=timezone.now() - ADDRESS_KEPT)
    return old.delete()[0]
