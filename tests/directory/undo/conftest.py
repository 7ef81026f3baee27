"""What tests of undo find there."""

import pytest

from tests.factories import (
    a_member,
    a_network,
)
from tests.facts import a_full_organization, a_full_service
from vlaggenlijn.accounts.models import (
    LocalNetwork,
    User,
)
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.models import (
    Organization,
    Service,
)


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def organization(network: LocalNetwork) -> Organization:
    return actions.add_organization(by=None, network=network, facts=a_full_organization())


@pytest.fixture
def service(organization: Organization) -> Service:
    return actions.add_service(by=None, organization=organization, facts=a_full_service())


@pytest.fixture
def lien(network: LocalNetwork) -> User:
    return a_member(network=network)
