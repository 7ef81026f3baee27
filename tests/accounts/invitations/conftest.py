"""Who invites, and an invitation that was sent."""

from collections.abc import Callable
from typing import Any

import pytest

from tests import factories
from tests.accounts.invitations.made import NEW, SITE
from tests.factories import LEUVEN
from vlaggenlijn.accounts import actions
from vlaggenlijn.accounts.models import (
    Invitation,
    LocalNetwork,
    Role,
    User,
)


@pytest.fixture
def gent() -> LocalNetwork:
    return factories.a_network("gent")


@pytest.fixture
def leuven() -> LocalNetwork:
    return factories.a_network("leuven", [LEUVEN])


@pytest.fixture
def ann(gent: LocalNetwork) -> User:
    return factories.a_member("coordinator", gent, user=factories.a_user(name="Ann"))


@pytest.fixture
def sent(
    django_capture_on_commit_callbacks: Any,
) -> Callable[..., Invitation]:
    """Invite and return the invitation, with its mail in the outbox."""

    def invite(network: LocalNetwork, by: User, email: str = NEW, **values: Any) -> Invitation:
        values = {"role": Role.READER, "site": SITE} | values
        with django_capture_on_commit_callbacks(execute=True):
            actions.invite_member(by=by, network=network, email=email, **values)
        return Invitation.objects.get(
            membership__network=network,
            membership__user__email=email.lower(),
            membership__ended_on=None,
        )

    return invite
