"""Whose proposals a person may take out or bring back."""

import pytest

from tests.factories import a_member, a_network, a_partner, an_organization
from tests.partnership.rows import a_partner_of
from tests.week.rows import a_campaign, a_proposed
from vlaggenlijn.week.access import PROPOSED, TAKE_PART

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


def test_partner_changes_what_its_own_chair_proposed() -> None:
    network = a_network()
    library, other = an_organization(network, "Bib"), an_organization(network, "CAW")
    chair, there = (a_partner_of(network, organization=one) for one in (library, other))
    campaign = a_campaign(network)
    mine = a_proposed(campaign, partner=chair)
    theirs, of_nobody = (
        a_proposed(campaign, "Spelen", partner=there),
        a_proposed(campaign, "Zingen"),
    )
    person = a_partner(library)
    assert [person.has_perm(PROPOSED, one) for one in (mine, theirs, of_nobody)] == [
        True, False, False,
    ]  # fmt: skip
    coordinator = a_member("coordinator", network)
    assert all(coordinator.has_perm(PROPOSED, one) for one in (mine, theirs, of_nobody))
    reader = a_member("reader", network)
    assert not any(reader.has_perm(PROPOSED, one) for one in (mine, theirs, of_nobody))


def test_who_tends_no_chair_takes_no_part() -> None:
    network = a_network()
    library = an_organization(network, "Bib")
    person = a_partner(library)
    assert not person.has_perm(TAKE_PART, network)
    a_partner_of(network, organization=library)
    assert person.has_perm(TAKE_PART, network)
