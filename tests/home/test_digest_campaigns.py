"""What campaigns ask in the mail on Monday."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from tests import factories
from tests.partnership.rows import a_partner_of
from tests.week import rows
from vlaggenlijn.accounts.models import LocalNetwork, User
from vlaggenlijn.home.digest_campaigns import campaigns_asking
from vlaggenlijn.home.digest_text import body
from vlaggenlijn.home.digests import digest_of
from vlaggenlijn.partnership.actions import do_task
from vlaggenlijn.week import actions
from vlaggenlijn.week.models import Campaign
from vlaggenlijn.week.timeline import Rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> LocalNetwork:
    return factories.a_network()


@pytest.fixture
def ann(network: LocalNetwork) -> User:
    return factories.a_member("coordinator", network)


def soon(network: LocalNetwork, days: int = 3, **values: object) -> Campaign:
    """A campaign that begins in so many days."""
    begins_on = timezone.localdate() + timedelta(days=days)
    ends_on = begins_on + timedelta(days=7)
    return rows.a_campaign(network, begins_on=begins_on, ends_on=ends_on, **values)


def text_for(person: User) -> str:
    with translation.override("nl"):
        return body(digest_of(person), {}, "https://x.example/stop")


def test_coordinator_reads_what_waits_and_what_is_nobodys(network: LocalNetwork, ann: User) -> None:
    campaign = soon(network)
    rows.a_proposed(campaign)
    late, mine = rows.a_step(campaign, "Te laat", -10), rows.a_step(campaign, "Van mij", person=ann)
    rows.a_step(campaign, "Veel later", days=30)
    done = rows.a_step(campaign, "Al klaar", days=-9)
    do_task(by=None, task=done.task)
    asking = campaigns_asking(ann, timezone.localdate())
    assert [(one.waiting, one.unowned) for one in asking] == [(1, [late])]
    text = text_for(ann)
    assert "1 activiteit wacht om nagekeken te worden" in text
    assert ("Te laat" in text, "nog niemand" in text, "Veel later" in text) == (True, True, False)
    assert f"/werk/week/{campaign.pk}/" in text
    assert text.count(str(mine)) == 1  # among the person's own tasks, not twice


def test_long_list_of_steps_is_cut(network: LocalNetwork, ann: User) -> None:
    campaign = soon(network)
    for number in range(7):
        actions.add_step(by=None, campaign=campaign, what=f"Stap {number}", rule=Rule(-number))
    text = text_for(ann)
    assert (text.count("* Stap"), "en nog 2 stappen van niemand" in text) == (5, True)


def test_partner_reads_of_the_vote_until_it_voted_and_of_what_came_back(
    network: LocalNetwork,
) -> None:
    campaign = soon(network)
    house = factories.an_organization(network, "Bib", email="bib@example.org")
    person, today = factories.a_partner(house), timezone.localdate()
    partner = a_partner_of(network, organization=house)
    assert campaigns_asking(person, today) == []
    choice = actions.add_emphasis(by=None, campaign=campaign, title="Samen spelen")
    actions.open_vote(by=None, campaign=campaign, closes_on=today)
    assert [one.is_vote for one in campaigns_asking(person, today)] == [True]
    assert "stem over het thema" in text_for(person)
    assert campaigns_asking(person, today + timedelta(days=1)) == []
    actions.vote(by=None, emphasis=choice, partner=partner)
    assert campaigns_asking(person, today) == []
    back = rows.a_proposed(campaign, "Voorlezen", partner=partner)
    actions.review(by=None, proposed=back, is_approved=False, remark="Welke zaal?")
    text = text_for(person)
    assert "Voorlezen: teruggestuurd (Welke zaal?)" in text
    # A partner does not look at what others propose.
    rows.a_proposed(campaign, "Zingen")
    assert [one.waiting for one in campaigns_asking(person, today)] == [0]


def test_campaign_that_is_over_and_of_others_asks_nothing(network: LocalNetwork, ann: User) -> None:
    other = factories.a_network("brugge", [])
    for campaign in (soon(network, state="over"), soon(other)):
        rows.a_proposed(campaign)
        rows.a_step(campaign, days=-10)
    assert campaigns_asking(ann, timezone.localdate()) == []


def test_number_of_queries_does_not_grow(network: LocalNetwork, ann: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            campaigns_asking(ann, timezone.localdate())
        return len(found)

    campaign = soon(network)
    rows.a_step(campaign, days=-5)
    few = asked()
    for number in range(3):
        more = soon(network, name=f"Campagne {number}")
        rows.a_step(more, days=-5)
        rows.a_proposed(more)
    assert asked() == few
