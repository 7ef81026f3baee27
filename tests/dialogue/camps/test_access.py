"""Who prepares a camp."""

import pytest

from tests.dialogue.camps.made import a_camp
from tests.factories import a_member, a_network, an_administrator
from vlaggenlijn.accounts.models import recorded
from vlaggenlijn.dialogue.access import RUN_CAMP

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


def test_leader_runs_the_camp_while_they_have_a_role() -> None:
    network = a_network()
    leader, colleague = (a_member("facilitator", network) for _ in range(2))
    camp = a_camp(network, by=leader)
    assert [one.has_perm(RUN_CAMP, camp) for one in (leader, colleague)] == [True, False]
    assert a_member("coordinator", network).has_perm(RUN_CAMP, camp)
    assert an_administrator().has_perm(RUN_CAMP, camp)
    role = leader.memberships.get()
    with recorded(by=None, network=network, deed="test"):
        role.ended_on = role.started_on
        role.save()
    assert not leader.has_perm(RUN_CAMP, camp)
