"""What can be done to a network itself."""

import hashlib
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import transaction

from vlaggenlijn.accounts.actions.invitations import invite_member
from vlaggenlijn.accounts.languages import regime_of
from vlaggenlijn.accounts.models import (
    Conflict,
    LocalNetwork,
    NetworkArea,
    NetworkLogo,
    Role,
    User,
    recorded,
)
from vlaggenlijn.places.models import Municipality


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


@transaction.atomic
def found_network(
    *,
    by: User,
    slug: str,
    name: str,
    municipalities: Iterable[Municipality],
    coordinator: str,
    site: Callable[[LocalNetwork], str],
    coordinator_name: str = "",
) -> LocalNetwork:
    """Make a network and invite its first coordinator (a mail address), both or neither.

    ``site`` gives the address of the network's pages, which the mail links to.
    """
    network = add_network(by=by, slug=slug, name=name, municipalities=municipalities)
    invite_member(
        by=by,
        network=network,
        email=coordinator,
        role=Role.COORDINATOR,
        name=coordinator_name,
        site=site(network),
    )
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
