"""Who may, in predicates that a jurist can read. accounts/roles.py says the same in prose."""

from typing import Any

import rules
from django.core.exceptions import PermissionDenied
from django.http import Http404

from vlaggenlijn.accounts.models import LocalNetwork, Membership, Role


@rules.predicate
def is_administrator(user: Any) -> bool:
    return bool(getattr(user, "is_administrator", False))


@rules.predicate
def is_coordinator(user: Any, network: LocalNetwork | None) -> bool:
    return _has_role(user, network, Role.COORDINATOR)


@rules.predicate
def is_professional(user: Any, network: LocalNetwork | None) -> bool:
    return _has_role(user, network, Role.PROFESSIONAL)


@rules.predicate
def is_member(user: Any, network: LocalNetwork | None) -> bool:
    return _has_role(user, network, *Role.values)


def _has_role(user: Any, network: LocalNetwork | None, *roles: str) -> bool:
    if network is None or not user.is_authenticated:
        return False
    mine = Membership.objects.current().of(user).with_role(*roles)
    return mine.for_network(network).exists()


rules.add_perm("accounts.change_network", is_administrator | is_coordinator)
rules.add_perm("accounts.add_network", is_administrator)
rules.add_perm("accounts.change_host", is_administrator)
rules.add_perm("accounts.change_members", is_administrator | is_coordinator)
rules.add_perm("accounts.see_network", is_administrator | is_member)


def require(user: Any, permission: str, subject: Any, *, may_see: bool = True) -> None:
    """Pass when the person may; else answer 'missing' for what they may not even see."""
    if user.has_perm(permission, subject):
        return
    if not may_see:
        raise Http404
    raise PermissionDenied
