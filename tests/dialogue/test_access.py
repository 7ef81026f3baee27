"""Who reads the report of a series: who is named for it, and its network once it is shared."""

import pytest
from django.utils import timezone

from tests.dialogue.made import a_series
from tests.factories import LEUVEN, a_member, a_network
from vlaggenlijn.accounts.models import recorded
from vlaggenlijn.dialogue.access import READ_REPORT

pytestmark = pytest.mark.django_db


def test_report_is_read_by_its_network_once_it_is_shared() -> None:
    network = a_network()
    leader, reader = a_member("facilitator", network), a_member("reader", network)
    stranger = a_member("coordinator", a_network("leuven", (LEUVEN,)))
    series = a_series(network, by=leader)
    people = (leader, reader, stranger)
    assert [one.has_perm(READ_REPORT, series) for one in people] == [True, False, False]
    with recorded(by=None, network=network, deed="test"):
        series.report_shared_at = timezone.now()
        series.save()
    assert [one.has_perm(READ_REPORT, series) for one in people] == [True, True, False]
