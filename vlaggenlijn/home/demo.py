"""The demo: two networks that say of themselves that they are a demo, loaded and removed whole."""

import json
from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from vlaggenlijn.accounts import actions as accounts
from vlaggenlijn.accounts.models import Change, ChangeSet, LocalNetwork, Membership, User, recorded
from vlaggenlijn.directory.indexing import index_organization, index_service
from vlaggenlijn.directory.models import LocalNote, Organization, Service, Stewardship
from vlaggenlijn.home import (
    demo_agenda,
    demo_camp,
    demo_desk,
    demo_dialogue,
    demo_editing,
    demo_figures,
    demo_freshness,
    demo_handbooks,
    demo_needs,
    demo_people,
    demo_records,
    demo_table,
    demo_translations,
    demo_week,
    demo_what_if,
)
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy.actions import index

DATA = Path(__file__).resolve().parent / "data" / "demo.json"
PASSWORD = "demo-vlaggenlijn"  # noqa: S105  (printed for everybody who starts the demo)
DOMAIN = "@demo.example"


class RealDataPresent(Exception):
    """There are networks that are no demo; the demo does not load over them unasked."""


@cache
def described() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return data


def welcome(port: int) -> str:
    """Return the lines that a person needs after starting the demo."""
    people = "\n".join(f"  {one['email']:<38} {one['name']}" for one in described()["people"])
    address = f"http://localhost:{port}"
    return (
        f"Ask a question     {address}/\n"
        f"Work as staff      {address}/werk/\n"
        f"Read demo mail     {address}/demo/post/\n"
        f"\nSign in with one of these addresses and the password {PASSWORD}:\n{people}\n"
    )


@transaction.atomic
def load(*, over_real_data: bool = False, address: str = "") -> dict[str, int]:
    """Load the demo afresh and return how many of each there are.

    ``address`` (http://localhost:8000) is where links in its mails lead.
    """
    if LocalNetwork.objects.real().exists() and not over_real_data:
        raise RealDataPresent
    remove()
    networks = {one["slug"]: _network(one) for one in described()["networks"]}
    organizations = {
        one["key"]: _organization(one, networks) for one in described()["organizations"]
    }
    services = {one["key"]: _service(one, organizations) for one in described()["services"]}
    for person in described()["people"]:
        _person(person, networks, organizations)
    demo_people.add_invitations(networks.values(), DOMAIN, PASSWORD)
    for note in described().get("notes", []):
        _note(note, networks, services)
    demo_desk.add(services)
    demo_needs.add(networks.values())
    demo_agenda.add(organizations, DOMAIN)
    demo_figures.add(networks.values())
    demo_table.add(networks["demo-dijle"], organizations, address)
    demo_week.add(networks["demo-dijle"])
    demo_handbooks.add(networks.values())
    demo_dialogue.add(next(iter(networks.values())))
    demo_camp.add(next(iter(networks.values())))
    demo_translations.add(services)
    demo_freshness.add_freshness(next(iter(networks.values())), services, address)
    _proposal(list(services.values()))
    demo_what_if.add(networks.values())
    return {
        "networks": len(networks),
        "organizations": len(organizations),
        "services": len(services),
    }


def _network(one: dict[str, Any]) -> LocalNetwork:
    contact = {f"contact_{name}": value for name, value in one["contact"].items()}
    return accounts.add_network(
        by=None,
        slug=one["slug"],
        name=one["name"],
        municipalities=Municipality.objects.current().with_nis(one["municipalities"]),
        accent=one["accent"],
        privacy_contact=one["contact"]["email"],
        is_demo=True,
        **contact,
    )


def _organization(one: dict[str, Any], networks: dict[str, LocalNetwork]) -> demo_records.Placed:
    network = networks[one["network"]]
    with recorded(by=None, network=network, deed="demo.load"):
        placed = demo_records.add_organization(one, network)
        index_organization(placed.organization)
    return placed


def _service(one: dict[str, Any], placed: dict[str, demo_records.Placed]) -> Service:
    home = placed[one["organization"]]
    days = one["assured_days_ago"]
    assured_on = None if days is None else timezone.localdate() - timedelta(days=days)
    with recorded(by=None, network=home.organization.network, deed="demo.load"):
        service = demo_records.add_service(one, home, assured_on)
        index_service(service)
    return service


def _person(
    one: dict[str, Any],
    networks: dict[str, LocalNetwork],
    placed: dict[str, demo_records.Placed],
) -> None:
    user = User.objects.create_user(
        one["email"], PASSWORD, name=one["name"], is_administrator=one.get("administrator", False)
    )
    if "network" not in one:
        return
    network = networks[one["network"]]
    with recorded(by=None, network=network, deed="demo.load"):
        membership = Membership(network=network, user=user, role=one["role"])
        membership.save()
        for key in one.get("organizations", []):
            Stewardship(membership=membership, organization=placed[key].organization).save()


def _note(
    one: dict[str, Any], networks: dict[str, LocalNetwork], services: dict[str, Service]
) -> None:
    network = networks[one["network"]]
    with recorded(by=None, network=network, deed="demo.load"):
        LocalNote(
            network=network,
            service=services[one["service"]],
            refer_when=one["refer_when"],
            refer_when_not=one["refer_when_not"],
        ).save()


def _proposal(services: list[Service]) -> None:
    demo_editing.add_proposal(services[0], services[0].organization.network)


@transaction.atomic
def remove() -> int:
    """Take the whole demo out, with its people and its history; return the number of networks."""
    networks = {network.pk: network for network in LocalNetwork.objects.demo()}
    with recorded(by=None, network=None, deed="demo.remove"):
        for network in networks.values():
            _remove_network(network)
    _remove_history(networks)
    demo_freshness.remove_links(DOMAIN)
    User.objects.filter(email__endswith=DOMAIN).delete()
    return len(networks)


def _remove_history(networks: Iterable[UUID]) -> None:
    """The deeds that made and removed the networks belong to no network any more."""
    about = Change.objects.about(*networks).values("change_set")
    ChangeSet.objects.filter(Q(pk__in=about) | Q(deed="demo.remove")).delete()


def _remove_network(network: LocalNetwork) -> None:
    demo_agenda.remove(network)
    for organization in Organization.objects.at_home_in(network):
        for service in Service.objects.of_organization(organization):
            index(kind="service", record_id=service.pk, entry=None)
            service.delete()
        index(kind="organization", record_id=organization.pk, entry=None)
        organization.delete()
    ChangeSet.objects.filter(network=network).delete()
    network.delete()
