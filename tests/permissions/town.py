"""Two networks, one record of each kind for each letter of a row, and a person a role."""

import uuid
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.test import Client

from tests import factories
from tests.permissions import modules
from vlaggenlijn.accounts.models import LocalNetwork, Membership, User, recorded
from vlaggenlijn.directory.models import Organization, Service

ROLES = ("anonymous", "nobody", "former", "elsewhere", "reader", "facilitator", "professional",
         "partner", "coordinator", "administrator")  # fmt: skip


@dataclass(frozen=True)
class Town:
    """What every room builds on; ``keys`` holds what each adds, by kind."""

    networks: tuple[LocalNetwork, LocalNetwork]
    organizations: tuple[Organization, ...]
    services: tuple[Service, ...]
    missing: uuid.UUID
    people: dict[str, User | None]
    keys: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    cookies: dict[str, SimpleCookie] = field(default_factory=dict)

    @property
    def homes(self) -> tuple[LocalNetwork, LocalNetwork, LocalNetwork]:
        """Return the network of the own, the shared and the other record."""
        own, other = self.networks
        return own, other, other


def build_town() -> Town:
    gent = factories.a_network("gent", [factories.GENT])
    leuven = factories.a_network("leuven", [factories.LEUVEN])
    organizations = tuple(
        factories.an_organization(network, f"Organisation {name}")
        for name, network in (("own", gent), ("shared", leuven), ("other", leuven))
    )
    areas = (factories.GENT, factories.GENT, factories.LEUVEN)
    services = tuple(
        factories.a_service(organization, f"Service {nis}", areas=[nis])
        for organization, nis in zip(organizations, areas, strict=True)
    )
    town = Town(
        networks=(gent, leuven),
        organizations=organizations,
        services=services,
        missing=uuid.uuid4(),
        people=people_of(gent, leuven, organizations[0]),
    )
    for module in modules():
        if hasattr(module, "objects"):
            town.keys.update(module.objects(town))
    give_passwords(town)
    sign_in(town)
    return town


def people_of(
    network: LocalNetwork, elsewhere: LocalNetwork, own: Organization
) -> dict[str, User | None]:
    inside = ("reader", "facilitator", "professional", "coordinator")
    return {
        "anonymous": None,
        "nobody": factories.a_user(),
        "former": former_coordinator(network),
        "elsewhere": factories.a_member("coordinator", elsewhere),
        "partner": factories.a_partner(own),
        "administrator": factories.an_administrator(),
        **{role: factories.a_member(role, network) for role in inside},
    }


def former_coordinator(network: LocalNetwork) -> User:
    user = factories.a_member("coordinator", network)
    with recorded(by=None, network=network, deed="test"):
        membership = Membership.objects.get(user=user)
        membership.ended_on = membership.started_on
        membership.save()
    return user


def give_passwords(town: Town) -> None:
    for person in filter(None, town.people.values()):
        person.set_password("a password of their own")
        person.save()


def sign_in(town: Town) -> None:
    """Keep the cookie of everybody's session: signing in anew for each request takes longer."""
    for role, person in town.people.items():
        client = Client()
        if person is not None:
            client.force_login(person, "django.contrib.auth.backends.ModelBackend")
        town.cookies[role] = client.cookies
