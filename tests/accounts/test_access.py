from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from tests import factories
from vlaggenlijn.accounts.access import (
    is_administrator,
    is_coordinator,
    is_member,
    is_professional,
    require,
)
from vlaggenlijn.accounts.models import LocalNetwork, Role, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
PERMISSIONS = ("accounts.change_network", "accounts.change_members", "accounts.see_network")


@pytest.fixture
def gent() -> LocalNetwork:
    return factories.a_network("gent")


@pytest.fixture
def leuven() -> LocalNetwork:
    return factories.a_network("leuven", [factories.LEUVEN])


def may(user: User | AnonymousUser, network: LocalNetwork | None) -> list[bool]:
    return [user.has_perm(permission, network) for permission in PERMISSIONS]


@pytest.mark.parametrize("role", Role.values)
def test_role_may_what_it_may_in_its_own_network_only(
    role: str, gent: LocalNetwork, leuven: LocalNetwork
) -> None:
    user = factories.a_member(role, gent)
    runs = role == Role.COORDINATOR
    assert may(user, gent) == [runs, runs, True]
    assert may(user, leuven) == [False, False, False]
    assert may(user, None) == [False, False, False]


@pytest.mark.parametrize("role", Role.values)
def test_predicates_of_a_role(role: str, gent: LocalNetwork, leuven: LocalNetwork) -> None:
    user = factories.a_member(role, gent)
    assert is_coordinator(user, gent) is (role == Role.COORDINATOR)
    assert is_professional(user, gent) is (role == Role.PROFESSIONAL)
    assert is_member(user, gent) is True
    assert is_administrator(user) is False
    for predicate in (is_coordinator, is_professional, is_member):
        assert predicate(user, leuven) is False
        assert predicate(user, None) is False


def test_former_and_future_coordinators_may_nothing(gent: LocalNetwork) -> None:
    today = timezone.localdate()
    former = factories.a_member("coordinator", gent, ended_on=today)
    future = factories.a_member("coordinator", gent, started_on=today + timedelta(days=1))
    for user in (former, future, factories.a_user(), AnonymousUser()):
        assert may(user, gent) == [False, False, False]


def test_administrator_may_in_every_network(gent: LocalNetwork, leuven: LocalNetwork) -> None:
    user = factories.an_administrator()
    assert is_administrator(user)
    assert may(user, gent) == may(user, leuven) == [True, True, True]


def test_visitor_is_no_administrator() -> None:
    assert is_administrator(AnonymousUser()) is False


def test_require_lets_pass_who_may(gent: LocalNetwork) -> None:
    require(factories.a_member("coordinator", gent), "accounts.change_network", gent)


def test_require_forbids_who_may_see_and_hides_from_who_may_not(gent: LocalNetwork) -> None:
    reader = factories.a_member("reader", gent)
    with pytest.raises(PermissionDenied):
        require(reader, "accounts.change_network", gent)
    with pytest.raises(Http404):
        require(reader, "accounts.change_network", gent, may_see=False)
