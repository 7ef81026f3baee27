"""Which organisations a partner tends."""

import uuid
from collections.abc import Iterable

from vlaggenlijn.accounts.models import Membership, User, recorded
from vlaggenlijn.directory.actions.locations import delete_all
from vlaggenlijn.directory.models import Organization, Stewardship


class ForeignOrganization(Exception):
    """An organisation is at home in another network than the partner; nothing was saved."""


def set_stewardships(
    *,
    by: User | None,
    membership: Membership,
    organizations: Iterable[Organization],
    key: uuid.UUID | None = None,
) -> None:
    """Let a partner tend these organisations of the own network and no others.

    Archived ones stay as they are: nobody can tick them, and they may come back. Raises
    ForeignOrganization.
    """
    network = membership.network
    wanted = {one.pk: one for one in organizations}
    if any(one.network_id != network.pk for one in wanted.values()):
        raise ForeignOrganization
    with recorded(by=by, network=network, deed="member.organizations", key=key) as recorder:
        # Two people who tick for the same partner take turns here.
        stored = Membership.locked(membership.pk)
        if recorder.is_repeat:
            return
        present = {row.organization_id: row for row in _rows(stored)}
        for pk in sorted(wanted.keys() - present.keys(), key=str):
            Stewardship(membership=stored, organization=wanted[pk]).save()
        unticked = [row for pk, row in present.items() if pk not in wanted]
        delete_all([row for row in unticked if row.organization.archived_at is None])


def _rows(membership: Membership) -> Iterable[Stewardship]:
    return Stewardship.objects.filter(membership=membership).select_related("organization")
