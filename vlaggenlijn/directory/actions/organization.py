"""Everything that can be done to an organisation in the workspace."""

import uuid

from django.utils import timezone

from vlaggenlijn.accounts.models import Conflict, LocalNetwork, User, recorded
from vlaggenlijn.directory.actions.reading import organization_facts
from vlaggenlijn.directory.actions.service import first_made
from vlaggenlijn.directory.actions.writing import write_organization
from vlaggenlijn.directory.facts import OrganizationFacts
from vlaggenlijn.directory.indexing import index_organization, index_service
from vlaggenlijn.directory.models import Organization


def add_organization(
    *,
    by: User | None,
    network: LocalNetwork,
    facts: OrganizationFacts,
    is_confirmed: bool = False,
    idempotency_key: uuid.UUID | None = None,
) -> Organization:
    """Add an organisation; the same key again returns the one that was made the first time.

    Raises Conflict when the key comes back with other facts (somebody went back and typed on).
    """
    with recorded(by=by, network=network, deed="organization.add", key=idempotency_key) as recorder:
        if recorder.is_repeat:
            made = first_made(recorder, Organization)
            _refuse_other_facts(made, facts)
            return made
        organization = Organization(network=network)
        if is_confirmed:
            organization.assured_on = timezone.localdate()
        write_organization(organization, facts)
        index_organization(organization)
    return organization


def change_organization(
    *,
    by: User | None,
    organization: Organization,
    version: int | None,
    facts: OrganizationFacts,
    is_confirmed: bool = False,
    idempotency_key: uuid.UUID | None = None,
    deed: str = "organization.change",
    reason: str = "",
) -> Organization:
    """Write what an editor filled in; nothing is written when nothing differs.

    Raises Conflict when the organisation is no longer the version that the editor saw.
    """
    network = organization.network
    with recorded(
        by=by, network=network, deed=deed, reason=reason, key=idempotency_key
    ) as recorder:
        if recorder.is_repeat:
            stored = Organization.locked(organization.pk)
            _refuse_other_facts(stored, facts)
            return stored
        stored = Organization.locked(organization.pk, version)
        if is_confirmed:
            stored.assured_on = timezone.localdate()
        if is_confirmed or not organization_facts(stored).says_the_same_as(facts):
            write_organization(stored, facts)
            index_with_services(stored)
    return stored


def archive_organization(
    *,
    by: User | None,
    organization: Organization,
    is_archived: bool = True,
    idempotency_key: uuid.UUID | None = None,
) -> Organization:
    """Take an organisation and all it offers out of the guide, or put it back."""
    network = organization.network
    deed = "organization.archive" if is_archived else "organization.restore"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        stored = Organization.locked(organization.pk)
        if not recorder.is_repeat and bool(stored.archived_at) != is_archived:
            stored.archived_at = timezone.now() if is_archived else None
            stored.save()
            index_with_services(stored)
    return stored


def index_with_services(organization: Organization) -> None:
    """Services are found by the name of their organisation and vanish when it is archived."""
    index_organization(organization)
    for service in organization.services.all():
        index_service(service)


def _refuse_other_facts(stored: Organization, facts: OrganizationFacts) -> None:
    if not organization_facts(stored).says_the_same_as(facts):
        raise Conflict(stored)
