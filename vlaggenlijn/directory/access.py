"""Who may do what with the directory; the prose is in accounts/roles.py.

A record is changed by the coordinator of the network where it is at home, by a partner who tends
its organisation and by an administrator. Seeing follows ``for_user()``: what is at home in one of
my networks and what reaches their municipalities.
"""

from typing import Any

import rules

from vlaggenlijn.accounts.access import is_administrator, is_coordinator, is_professional
from vlaggenlijn.accounts.models import LocalNetwork, Membership
from vlaggenlijn.directory.models import LikelyPair, Organization, Service

# The worker asks for these too, so they are imported and not only named.
IMPORT, EXPORT_NETWORK = "directory.import_organizations", "directory.export_network"


@rules.predicate
def sees_service(user: Any, service: Service) -> bool:
    return Service.objects.for_user(user).filter(pk=service.pk).exists()


@rules.predicate
def changes_service(user: Any, service: Service) -> bool:
    return Service.objects.editable_by(user).filter(pk=service.pk).exists()


@rules.predicate
def sees_organization(user: Any, organization: Organization) -> bool:
    return Organization.objects.for_user(user).filter(pk=organization.pk).exists()


@rules.predicate
def changes_organization(user: Any, organization: Organization) -> bool:
    return Organization.objects.editable_by(user).filter(pk=organization.pk).exists()


@rules.predicate
def decides_pair(user: Any, pair: LikelyPair) -> bool:
    return LikelyPair.objects.editable_by(user).filter(pk=pair.pk).exists()


@rules.predicate
def ends_role(user: Any, membership: Membership) -> bool:
    """Whoever runs the network ends roles; everybody may leave by themselves."""
    runs_network = user.has_perm("accounts.change_members", membership.network)
    return bool(membership.user_id == user.pk or runs_network)


rules.add_perm("directory.end_role", ends_role)
rules.add_perm("directory.see_service", sees_service)
rules.add_perm("directory.change_service", changes_service)
rules.add_perm("directory.see_organization", sees_organization)
rules.add_perm("directory.change_organization", changes_organization)
rules.add_perm("directory.decide_pair", decides_pair)
rules.add_perm("directory.add_organization", is_administrator | is_coordinator)
rules.add_perm(IMPORT, is_administrator | is_coordinator)
rules.add_perm(EXPORT_NETWORK, is_administrator | is_coordinator)
rules.add_perm("directory.write_note", is_administrator | is_coordinator | is_professional)
rules.add_perm("directory.verify_helplines", is_administrator)


def writable_note_networks(user: Any) -> list[LocalNetwork]:
    """Networks whose notes a person may write, by name."""
    networks = LocalNetwork.objects.for_user(user).order_by("name")
    return [network for network in networks if user.has_perm("directory.write_note", network)]


def networks_to_add_in(user: Any) -> list[LocalNetwork]:
    """Networks in which a person may add an organisation, by name."""
    networks = LocalNetwork.objects.for_user(user).order_by("name")
    return [network for network in networks if user.has_perm("directory.add_organization", network)]
