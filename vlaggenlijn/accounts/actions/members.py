"""People and their roles."""

import uuid

from django.utils import timezone

from vlaggenlijn.accounts.actions.invitations import write_acceptance
from vlaggenlijn.accounts.models import (
    Invitation,
    LocalNetwork,
    Membership,
    MembershipQuerySet,
    Role,
    User,
    recorded,
)


class LastCoordinator(Exception):
    """A network would be left without a coordinator."""


def add_member(
    *,
    by: User | None,
    network: LocalNetwork,
    email: str,
    role: str,
    name: str = "",
    password: str | None = None,
    key: uuid.UUID | None = None,
) -> Membership:
    """Give a person a role in a network; a new person can sign in with a code by mail at once."""
    with recorded(by=by, network=network, deed="member.add", key=key) as recorder:
        user = User.objects.filter(email=email.strip().lower()).first()
        if user is None:
            user = User.objects.create_user(email, password, name=name)
        mine = Membership.objects.of(user).for_network(network).with_role(role)
        # A form that arrives twice does not bring back a role that has ended in between.
        membership = (
            mine.order_by("-started_on") if recorder.is_repeat else mine.current()
        ).first()
        if membership is None:
            membership = _offered(mine) or Membership(network=network, user=user, role=role)
            membership.save()
    return membership


def _offered(mine: MembershipQuerySet) -> Membership | None:
    """A role that was offered already starts here; its link then opens nothing any more."""
    offered = mine.invited().first()
    invitation = Invitation.objects.filter(membership=offered).first() if offered else None
    if offered is None or invitation is None:
        return None
    return write_acceptance(invitation)


def add_administrator(*, email: str, name: str = "") -> User:
    """Make a person an administrator, or mark the one who is there."""
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        return User.objects.create_user(email, name=name, is_administrator=True)
    user.is_administrator = True
    user.save()
    return user


def end_membership(
    *,
    by: User,
    membership: Membership,
    successor: User | None = None,
    key: uuid.UUID | None = None,
) -> Membership:
    """End a role today; the person keeps other roles and loses nothing they wrote.

    The last coordinator leaves only when a member is named who takes over; raises LastCoordinator.
    """
    with recorded(by=by, network=membership.network, deed="member.end", key=key) as recorder:
        if recorder.is_repeat:
            return Membership.objects.get(pk=membership.pk)
        return write_end(membership, successor)


def write_end(membership: Membership, successor: User | None = None) -> Membership:
    """End a role inside the deed that is open, after making the successor a coordinator."""
    # Two coordinators who end each other at the same moment take turns here.
    network = LocalNetwork.locked(membership.network_id)
    stored = Membership.locked(membership.pk)
    if successor is not None:
        _promote(network, successor)
    if is_last_coordinator(stored):
        raise LastCoordinator
    stored.ended_on = timezone.localdate()
    stored.save()
    return stored


def _promote(network: LocalNetwork, successor: User) -> None:
    theirs = Membership.objects.current().of(successor).for_network(network)
    if not theirs.exists():
        raise LastCoordinator  # the successor left in the meantime
    if theirs.with_role(Role.COORDINATOR).exists():
        return
    mine = Membership.objects.of(successor).for_network(network).with_role(Role.COORDINATOR)
    if _offered(mine) is None:
        Membership(network=network, user=successor, role=Role.COORDINATOR).save()


def is_last_coordinator(membership: Membership) -> bool:
    coordinators = Membership.objects.current().for_network(membership.network)
    others = coordinators.with_role(Role.COORDINATOR).exclude(pk=membership.pk)
    return membership.role == Role.COORDINATOR and not others.exists()
