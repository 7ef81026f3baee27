"""Who gets what answer: networks, people and their roles."""

from hashlib import sha256
from typing import Any

from tests import factories
from tests.permissions.shapes import DESK, HOSTS, NO_WAY, RECORD, RUNS, Row, staff
from tests.permissions.town import Town
from vlaggenlijn.accounts.actions import change_logo
from vlaggenlijn.accounts.models import Membership

LOGO = b"the same picture for every network, so that its address differs by network only"
LOGO_DIGEST = sha256(LOGO).hexdigest()

ROWS = {
    "accounts:colours": Row(get=RECORD, post="XXXX", kind="colours"),
    "accounts:logo": Row(get=RECORD, post="XXXX", kind="logo"),
    "accounts:networks": DESK,
    "accounts:network": Row(get=RUNS, post=RUNS, kind="network"),
    "accounts:change_logo": Row(get=NO_WAY, post=RUNS, kind="network"),
    "accounts:contact": Row(get=RUNS, post=RUNS, kind="network"),
    "accounts:host": Row(get=HOSTS, post=HOSTS, kind="network"),
    "accounts:add_network": Row(
        get=staff("N", administrator="Y"), post=staff("N", administrator="Y")
    ),
    "accounts:members": Row(get=RUNS, post=NO_WAY, kind="network"),
    "accounts:resend_invitation": Row(get=NO_WAY, post=RUNS, kind="invitation"),
    "accounts:withdraw_invitation": Row(get=NO_WAY, post=RUNS, kind="invitation"),
    # Whoever holds the link needs no account; without saying yes or no nothing happens.
    "accounts:invitation": Row(get=RECORD, post=RECORD, kind="link"),
}


def objects(town: Town) -> dict[str, tuple[Any, ...]]:
    missing, slugs = town.missing, ("gent", "leuven", "leuven", "nowhere")
    invitations = [factories.an_invitation(network) for network in town.homes]
    give_logos(town)
    return {
        "network": slugs,
        "colours": tuple((slug, 1) for slug in slugs),
        "logo": tuple((slug, LOGO_DIGEST) for slug in slugs),
        "invitation": (*(one.pk for one in invitations), missing),
        "link": (*map(factories.a_link_of, invitations), "0" * 43),
        "membership": (*roles_of(town, "reader"), missing),
        "partnership": (*roles_of(town, "partner"), missing),
    }


def roles_of(town: Town, role: str) -> list[Any]:
    """Return a new membership with that role in each network."""
    people = [factories.a_member(role, network) for network in town.homes]
    return [Membership.objects.get(user=one).pk for one in people]


def give_logos(town: Town) -> None:
    for network in town.networks:
        change_logo(by=factories.a_user(), network=network, picture=LOGO, version=network.version)
