"""People and their roles."""

import uuid

from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork, Membership, User, recorded


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
            membership = Membership(network=network, user=user, role=role)
            membership.save()
    return membership


def add_administrator(*, email: str, name: str = "") -> User:
    """Make a person an administrator, or mark the one who is there."""
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        return User.objects.create_user(email, name=name, is_administrator=True)
    user.is_administrator = True
    user.save()
    return user


def end_membership(*, by: User, membership: Membership, key: uuid.UUID | None = None) -> Membership:
    """End a role today; the person keeps other roles and loses nothing they wrote."""
    with recorded(by=by, network=membership.network, deed="member.end", key=key) as recorder:
        # Two coordinators who end each other at the same moment take turns here.
        LocalNetwork.locked(membership.network_id)
        stored = Membership.locked(membership.pk)
        if recorder.is_repeat:
            return stored
        if _is_last_coordinator(stored):
            raise LastCoordinator
        stored.ended_on = timezone.localdate()
        stored.save()
    return stored


def _is_last_coordinator(membership: Membership) -> bool:
    coordinators = Membership.objects.current().for_network(membership.network)
    others = coordinators.with_role("coordinator").exclude(pk=membership.pk)
    return membership.role == "coordinator" and not others.exists()
