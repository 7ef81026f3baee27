"""Partners vote, and who runs the network opens and closes the vote."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import a_member, a_network, a_partner, an_organization
from tests.partnership.rows import a_partner_of
from tests.week.rows import a_campaign
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.week import actions
from vlaggenlijn.week.models import Ballot, Campaign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def coordinator(network: LocalNetwork) -> Client:
    return of(a_member("coordinator", network))


@pytest.fixture
def chair(network: LocalNetwork) -> Partner:
    return a_partner_of(network, organization=an_organization(network, "Bib"))


@pytest.fixture
def partner(chair: Partner) -> Client:
    return of(a_partner(chair.organization))


def of(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def said(client: Client, page: str, campaign: Campaign, **data: Any) -> str:
    """Post, and return what the next page says."""
    place = reverse(f"week:{page}", args=[campaign.pk])
    answer = client.post(place, data, follow=True)
    return "; ".join(str(one) for one in answer.context["messages"])


def test_from_shortlist_to_theme(
    network: LocalNetwork, coordinator: Client, partner: Client, chair: Partner
) -> None:
    campaign, today = a_campaign(network), timezone.localdate()
    assert said(coordinator, "open_vote", campaign, closes_on=today) == (
        "Zet eerst iets op de shortlist."
    )
    for title in ("Rust", "Spelen"):
        said(coordinator, "add_emphasis", campaign, title=title)
    rest, play = campaign.emphases.all()
    closed = said(partner, "cast", campaign, partner=chair.pk, emphasis=rest.pk)
    assert closed == "De stemming is gesloten. Er is niets veranderd."
    yesterday = today - timedelta(days=1)
    assert "latere dag" in said(coordinator, "open_vote", campaign, closes_on=yesterday)
    said(coordinator, "open_vote", campaign, closes_on=today)
    for choice in (rest, play):
        said(partner, "cast", campaign, partner=chair.pk, emphasis=choice.pk)
    page = partner.get(reverse("week:voting", args=[campaign.pk]))
    assert [(one.key.title, one.votes) for one in page.context["counts"]] == [
        ("Spelen", 1), ("Rust", 0),
    ]  # fmt: skip
    said(coordinator, "choose_emphasis", campaign, emphasis=play.pk)
    campaign.refresh_from_db()
    assert (campaign.theme, campaign.vote_closes_on) == ("Spelen", None)


def test_nobody_votes_for_the_chair_of_another(
    network: LocalNetwork, partner: Client, chair: Partner
) -> None:
    other = a_partner_of(network, "CAW")
    campaign = a_campaign(network)
    rest = actions.add_emphasis(by=None, campaign=campaign, title="Rust")
    elsewhere = actions.add_emphasis(by=None, campaign=a_campaign(network, edition=2028), title="X")
    actions.open_vote(by=None, campaign=campaign, closes_on=timezone.localdate())
    for data in (
        {"partner": other.pk, "emphasis": rest.pk},
        {"partner": chair.pk, "emphasis": elsewhere.pk},
        {"partner": chair.pk},
    ):
        assert said(partner, "cast", campaign, **data) == "Kies voor wie je stemt, en wat."
    assert not Ballot.objects.exists()


def test_two_first_places_ask_people_to_choose(network: LocalNetwork, coordinator: Client) -> None:
    campaign = a_campaign(network)
    titles = ("Rust", "Spelen")
    shortlist = [actions.add_emphasis(by=None, campaign=campaign, title=one) for one in titles]
    actions.open_vote(by=None, campaign=campaign, closes_on=timezone.localdate())
    for name, emphasis in zip(("Bib", "CAW"), shortlist, strict=True):
        actions.vote(by=None, emphasis=emphasis, partner=a_partner_of(network, name))
    page = coordinator.get(reverse("week:voting", args=[campaign.pk]))
    assert page.context["is_tied"]
    assert said(coordinator, "choose_emphasis", campaign, emphasis="x") == (
        "Kies er een van de shortlist."
    )
    assert "200" in said(coordinator, "add_emphasis", campaign, title="")


def test_shortlist_is_short_and_a_line_goes_with_its_votes(
    network: LocalNetwork, coordinator: Client
) -> None:
    campaign = a_campaign(network)
    for number in range(30):
        first = actions.add_emphasis(by=None, campaign=campaign, title=f"Thema {number}")
    actions.open_vote(by=None, campaign=campaign, closes_on=timezone.localdate())
    actions.vote(by=None, emphasis=first, partner=a_partner_of(network))
    full = said(coordinator, "add_emphasis", campaign, title="Nog een")
    assert full == "Een shortlist heeft hoogstens 30 regels. Haal er eerst een weg."
    gone = said(coordinator, "remove_emphasis", campaign, emphasis=first.pk)
    assert (gone, campaign.emphases.count()) == ("Het is van de shortlist.", 29)
    assert not Ballot.objects.exists()
    assert said(coordinator, "remove_emphasis", campaign) == "Kies er een van de shortlist."
