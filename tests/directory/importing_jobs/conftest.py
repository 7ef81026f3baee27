"""Who brings a list in."""

import pytest
from django.test import Client

from tests.directory.importing_jobs.made import signed_in
from tests.factories import a_member, a_network
from vlaggenlijn.accounts.models import LocalNetwork, User


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def coordinator(network: LocalNetwork) -> User:
    return a_member("coordinator", network)


@pytest.fixture
def client(coordinator: User) -> Client:
    return signed_in(coordinator)
