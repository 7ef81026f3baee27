"""Writes of the accounts room."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from vlaggenlijn.accounts.languages import regime_of
from vlaggenlijn.accounts.models import (
    Conflict,
    LocalNetwork,
    Membership,
    NetworkArea,
    NetworkLogo,
    User,
    recorded,
)
from vlaggenlijn.places.models import Municipality


class LastCoordinator(Exception):
    """A network would be left without a coordinator."""


def add_network(
    *,
    by: User | None,
    slug: str,
    name: str,
    municipalities: Iterable[Municipality],
    **values: Any,
) -> LocalNetwork:
    """Make a network over municipalities; each gets the language regime that the law gives it."""
    network = LocalNetwork(slug=slug, name=name, **values)
    with recorded(by=by, network=None, deed="network.add"):
        network.save()
        for municipality in municipalities:
            regime = regime_of(municipality.nis, municipality.region)
            NetworkArea(network=network, municipality=municipality, regime=regime).save()
    return network


def change_network(
    *,
    by: User,
    network: LocalNetwork,
    values: Mapping[str, Any],
    version: int,
    key: uuid.UUID | None = None,
) -> LocalNetwork:
    """Change name, colour, contact and statements; raise Conflict when someone was first."""
    with recorded(by=by, network=network, deed="network.change", key=key) as recorder:
        if recorder.is_repeat:
            return _same_or_conflict(network, values)
        stored = LocalNetwork.locked(network.pk, version)
        for name, value in values.items():
            setattr(stored, name, value)
        stored.save()
    return stored


def _same_or_conflict(network: LocalNetwork, values: Mapping[str, Any]) -> LocalNetwork:
    """A key comes back by a double tap, or from somebody who went back and typed on."""
    stored = LocalNetwork.objects.get(pk=network.pk)
    if any(getattr(stored, name) != value for name, value in values.items()):
        raise Conflict(stored)
    return stored


def change_logo(
    *,
    by: User,
    network: LocalNetwork,
    picture: bytes | None,
    version: int,
    key: uuid.UUID | None = None,
) -> LocalNetwork:
    """Show a PNG of ``common.pictures.small_png``, or None at all; raise Conflict when late."""
    with recorded(by=by, network=network, deed="network.logo", key=key) as recorder:
        digest = "" if picture is None else hashlib.sha256(picture).hexdigest()
        if recorder.is_repeat:
            return _same_or_conflict(network, {"logo_digest": digest})
        stored = LocalNetwork.locked(network.pk, version)
        stored.logo_digest = digest
        stored.save()
        if picture is None:
            NetworkLogo.objects.filter(network=stored).delete()
        else:
            values = {"content": picture, "digest": stored.logo_digest}
            NetworkLogo.objects.update_or_create(network=stored, defaults=values)
    return stored


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
