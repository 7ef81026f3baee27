"""Who adds needs and votes, and who changes them."""

import pytest

from tests.factories import GENT, LEUVEN, a_member, a_network, a_user, an_administrator
from vlaggenlijn.accounts.models import Role
from vlaggenlijn.needs.access import ADD, CHANGE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "adds", "changes"),
    [
        (Role.COORDINATOR, True, True),
        (Role.PARTNER, True, False),
        (Role.PROFESSIONAL, True, False),
        (Role.FACILITATOR, True, False),
        (Role.READER, False, False),
    ],
)
def test_by_role(role: str, adds: bool, changes: bool) -> None:
    gent, leuven = a_network("gent", [GENT]), a_network("leuven", [LEUVEN])
    member = a_member(role, gent)
    assert (member.has_perm(ADD, gent), member.has_perm(CHANGE, gent)) == (adds, changes)
    assert (member.has_perm(ADD, leuven), member.has_perm(CHANGE, leuven)) == (False, False)


def test_without_a_role() -> None:
    network = a_network()
    assert not a_user().has_perm(ADD, network)
    assert an_administrator().has_perm(ADD, network)
    assert an_administrator().has_perm(CHANGE, network)
