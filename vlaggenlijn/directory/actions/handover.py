"""When somebody leaves: who looks after what they looked after."""

import uuid
from collections.abc import Collection, Mapping

from vlaggenlijn.accounts.actions import NotOpen, write_end, write_withdrawal
from vlaggenlijn.accounts.models import Membership, User, recorded
from vlaggenlijn.directory.models import Stewardship


def end_role(
    *,
    by: User,
    membership: Membership,
    heirs: Mapping[uuid.UUID, Membership],
    withdrawn: Collection[uuid.UUID] = (),
    successor: User | None = None,
    key: uuid.UUID | None = None,
) -> Membership:
    """End a role today and hand over, in one deed.

    ``heirs`` gives a partner of the network by organisation id; an organisation without an heir
    is left to the coordinators. ``withdrawn`` are invitations that end with the role. Raises
    accounts.actions.LastCoordinator when the last coordinator names no member as ``successor``.
    """
    with recorded(by=by, network=membership.network, deed="member.end", key=key) as recorder:
        if recorder.is_repeat:
            return Membership.objects.get(pk=membership.pk)
        stored = write_end(membership, successor)
        _hand_over(stored, heirs)
        for pk in withdrawn:
            _withdraw(pk)
    return stored


def _hand_over(membership: Membership, heirs: Mapping[uuid.UUID, Membership]) -> None:
    rows = Stewardship.objects.filter(membership=membership)
    for row in rows:
        heir = heirs.get(row.organization_id)
        # Somebody who left between the page and the deed inherits nothing.
        if heir is not None and Membership.objects.current().filter(pk=heir.pk).exists():
            _tend(heir, row)
        row.delete()


def _tend(heir: Membership, row: Stewardship) -> None:
    theirs = Stewardship.objects.filter(membership=heir, organization=row.organization_id)
    if not theirs.exists():
        Stewardship(membership=heir, organization_id=row.organization_id).save()


def _withdraw(pk: uuid.UUID) -> None:
    try:
        write_withdrawal(pk)
    except NotOpen:
        return  # it was answered in the meantime: nothing is left to withdraw
