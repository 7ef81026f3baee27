"""Inviting a person together with the organisations they will tend."""

import uuid
from collections.abc import Collection

from vlaggenlijn.accounts.actions import send_invitation, write_invitation
from vlaggenlijn.accounts.models import LocalNetwork, Membership, Role, User, recorded
from vlaggenlijn.directory.actions.locations import delete_all
from vlaggenlijn.directory.actions.stewardships import ForeignOrganization
from vlaggenlijn.directory.models import Organization, Stewardship


def invite(
    *,
    by: User,
    network: LocalNetwork,
    email: str,
    role: str,
    site: str,
    name: str = "",
    organizations: Collection[Organization] = (),
    key: uuid.UUID | None = None,
) -> None:
    """Offer a role by mail; the organisations of a partner are theirs from the day they accept.

    A form that arrives twice sends one mail. Raises ForeignOrganization and what
    accounts.actions.write_invitation raises.
    """
    if any(one.network_id != network.pk for one in organizations):
        raise ForeignOrganization
    with recorded(by=by, network=network, deed="member.invite", key=key) as recorder:
        if recorder.is_repeat:
            return
        invitation = write_invitation(
            recorder, by=by, network=network, email=email, role=role, name=name
        )
        _keep_stewardships(invitation.membership, organizations if role == Role.PARTNER else ())
        send_invitation(invitation, site)


def _keep_stewardships(membership: Membership, organizations: Collection[Organization]) -> None:
    """An offer that is made again after its term has the organisations of the new one."""
    rows = {row.organization_id: row for row in membership.stewardships.all()}
    wanted = {one.pk: one for one in organizations}
    for pk, organization in wanted.items():
        if pk not in rows:
            Stewardship(membership=membership, organization=organization).save()
    delete_all([row for pk, row in rows.items() if pk not in wanted])
