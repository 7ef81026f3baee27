from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from tests.factories import (
    BRUSSELS,
    GENT,
    LEUVEN,
    a_member,
    a_network,
    a_partner,
    a_service,
    a_user,
    an_administrator,
    an_organization,
)
from vlaggenlijn.accounts.models import Membership, Role, User, recorded
from vlaggenlijn.directory.access import networks_to_add_in, writable_note_networks
from vlaggenlijn.directory.models import Service

pytestmark = pytest.mark.django_db

SEE, CHANGE = "directory.see_service", "directory.change_service"
SEE_ORGANIZATION = "directory.see_organization"
CHANGE_ORGANIZATION = "directory.change_organization"


def rights(user: User, service: Service) -> tuple[bool, ...]:
    organization = service.organization
    return (
        user.has_perm(SEE, service),
        user.has_perm(CHANGE, service),
        user.has_perm(SEE_ORGANIZATION, organization),
        user.has_perm(CHANGE_ORGANIZATION, organization),
    )


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.COORDINATOR, (True, True, True, True)),
        (Role.PARTNER, (True, False, True, False)),
        (Role.PROFESSIONAL, (True, False, True, False)),
        (Role.FACILITATOR, (True, False, True, False)),
        (Role.READER, (True, False, True, False)),
    ],
)
def test_rights_by_role_in_the_home_network(role: str, expected: Any) -> None:
    network = a_network()
    service = a_service(an_organization(network))
    assert rights(a_member(role, network), service) == expected


def test_rights_of_administrator_without_role() -> None:
    service = a_service(an_organization(a_network()))
    assert rights(an_administrator(), service) == (True, True, True, True)


def test_rights_of_stranger() -> None:
    service = a_service(an_organization(a_network()))
    assert rights(a_user(), service) == (False, False, False, False)


def test_partner_changes_own_organization_only() -> None:
    network = a_network()
    mine, other = an_organization(network, "Mine"), an_organization(network, "Other")
    partner = a_partner(mine)
    assert rights(partner, a_service(mine)) == (True, True, True, True)
    assert rights(partner, a_service(other)) == (True, False, True, False)


def test_coordinator_of_other_network_reads_what_reaches_it() -> None:
    service = a_service(an_organization(a_network("gent")), areas=[GENT, LEUVEN])
    neighbour = a_member(network=a_network("leuven", [LEUVEN]))
    assert rights(neighbour, service) == (True, False, True, False)


def test_coordinator_of_other_network_does_not_see_what_stays_away() -> None:
    service = a_service(an_organization(a_network("gent")), areas=[GENT])
    stranger = a_member(network=a_network("brussel", [BRUSSELS]))
    assert rights(stranger, service) == (False, False, False, False)


def test_ended_membership_counts_no_longer() -> None:
    network = a_network()
    organization = an_organization(network)
    service = a_service(organization)
    partner, coordinator = a_partner(organization), a_member(network=network)
    for membership in Membership.objects.for_network(network):
        membership.ended_on = timezone.localdate()
        with recorded(by=None, network=network, deed="test"):
            membership.save()
    assert rights(partner, service) == (False, False, False, False)
    assert rights(coordinator, service) == (False, False, False, False)


def test_membership_of_tomorrow_does_not_count_yet() -> None:
    network = a_network()
    service = a_service(an_organization(network))
    member = a_member(network=network, started_on=date(2999, 1, 1))
    assert rights(member, service) == (False, False, False, False)


@pytest.mark.parametrize(
    ("role", "may_write", "may_add"),
    [
        (Role.COORDINATOR, True, True),
        (Role.PARTNER, False, False),
        (Role.PROFESSIONAL, True, False),
        (Role.FACILITATOR, False, False),
        (Role.READER, False, False),
    ],
)
def test_notes_and_new_organizations_by_role(role: str, may_write: bool, may_add: bool) -> None:
    network = a_network()
    member = a_member(role, network)
    assert writable_note_networks(member) == ([network] if may_write else [])
    assert networks_to_add_in(member) == ([network] if may_add else [])


def test_helplines_are_checked_by_administrators_only() -> None:
    network = a_network()
    assert an_administrator().has_perm("directory.verify_helplines")
    assert not a_member(network=network).has_perm("directory.verify_helplines")
    assert not AnonymousUser().has_perm("directory.verify_helplines")
