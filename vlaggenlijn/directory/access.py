"""Who may do what with the directory; the prose is in accounts/roles.py.

A record is changed by the coordinator of the network where it is at home, by a partner who tends
its organisation and by an administrator. Seeing follows ``for_user()``: what is at home in one of
my networks and what reaches their municipalities.
"""

from typing import Any

import rules

from vlaggenlijn.accounts.access import is_administrator, is_coordinator, is_professional
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, Membership
from vlaggenlijn.directory.history_deeds import touched_by, visible_owners
from vlaggenlijn.directory.models import LikelyPair, Organization, Service

# The worker asks for these too, so they are imported and not only named.
IMPORT, EXPORT_NETWORK = "directory.import_organizations", "directory.export_network"
LOOK = "directory.look_for_pairs"


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
def runs_a_network(user: Any) -> bool:
    return LocalNetwork.objects.run_by(user).exists()


@rules.predicate
def ends_role(user: Any, membership: Membership) -> bool:
    """Whoever runs the network ends roles; everybody may leave by themselves."""
    runs_network = user.has_perm("accounts.change_members", membership.network)
    return bool(membership.user_id == user.pk or runs_network)


@rules.predicate
def sees_deed(user: Any, change_set: ChangeSet) -> bool:
    """Who runs the network where it was done, and who sees a record that it touched."""
    if _runs_home(user, change_set):
        return True
    touched = touched_by(change_set)
    return bool(visible_owners(user, touched))


@rules.predicate
def did_deed(user: Any, change_set: ChangeSet) -> bool:
    """Whoever did it, as long as that network is theirs."""
    home, networks = change_set.network, LocalNetwork.objects.for_user(user)
    is_theirs = home is not None and networks.filter(pk=home.pk).exists()
    return bool(change_set.by_id == user.pk and is_theirs)


@rules.predicate
def undoes_deed(user: Any, change_set: ChangeSet) -> bool:
    """Who may change every record that the deed touched."""
    touched = touched_by(change_set)
    homes = Organization.objects.with_ids(touched.homes)
    present = set(homes.values_list("pk", flat=True))
    mine = Organization.objects.editable_by(user).with_ids(present)
    if set(mine.values_list("pk", flat=True)) != present:
        return False
    is_all_mine = bool(present) and present == touched.homes and not touched.has_others
    return is_all_mine or _runs_home(user, change_set)


def _runs_home(user: Any, change_set: ChangeSet) -> bool:
    home = change_set.network
    return home is not None and LocalNetwork.objects.run_by(user).filter(pk=home.pk).exists()


rules.add_perm("directory.end_role", ends_role)
rules.add_perm("directory.see_deed", is_administrator | sees_deed | did_deed)
rules.add_perm("directory.undo_deed", is_administrator | undoes_deed)
rules.add_perm("directory.see_service", sees_service)
rules.add_perm("directory.change_service", changes_service)
rules.add_perm("directory.see_organization", sees_organization)
rules.add_perm("directory.change_organization", changes_organization)
rules.add_perm("directory.decide_pair", decides_pair)
rules.add_perm(LOOK, is_administrator | runs_a_network)
rules.add_perm("directory.propose_service", sees_service & ~changes_service)
rules.add_perm("directory.propose_organization", sees_organization & ~changes_organization)
rules.add_perm("directory.add_organization", is_administrator | is_coordinator)
rules.add_perm(IMPORT, is_administrator | is_coordinator)
rules.add_perm(EXPORT_NETWORK, is_administrator | is_coordinator)
rules.add_perm("directory.write_note", is_administrator | is_coordinator | is_professional)
rules.add_perm("directory.verify_helplines", is_administrator)


def writable_note_networks(user: Any) -> list[LocalNetwork]:
    """Networks whose notes a person may write, by name."""
    networks = LocalNetwork.objects.for_user(user).order_by("name")
    return [network for network in networks if user.has_perm("directory.write_note", network)]


def network_of_proposer(user: Any) -> LocalNetwork | None:
    """The network a person proposes from: the first of their own by name, None without any."""
    mine = Membership.objects.current().of(user).select_related("network")
    return next((one.network for one in mine.order_by("network__name")), None)


def networks_to_add_in(user: Any) -> list[LocalNetwork]:
    """Networks in which a person may add an organisation, by name."""
    networks = LocalNetwork.objects.for_user(user).order_by("name")
    return [network for network in networks if user.has_perm("directory.add_organization", network)]
