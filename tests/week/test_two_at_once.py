"""Two people who start the same edition at the same moment, each with their own connection."""

import pytest

from tests.conftest import load_reference_data
from tests.directory.test_two_writers import at_once
from tests.factories import a_network
from tests.week.rows import a_campaign
from vlaggenlijn.week.actions import EditionTaken
from vlaggenlijn.week.models import Campaign


@pytest.mark.django_db(transaction=True)
def test_second_of_two_hears_that_the_edition_is_there() -> None:
    load_reference_data()
    network = a_network()
    found = at_once(*[lambda: a_campaign(network)] * 2)
    kinds = sorted(type(one).__name__ for one in found)
    assert kinds == [Campaign.__name__, EditionTaken.__name__]
    assert Campaign.objects.count() == 1
