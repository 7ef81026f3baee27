"""What the page of a campaign tells when it is over."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.week.made import LAST, a_campaign, an_entry
from vlaggenlijn.accounts.models import recorded
from vlaggenlijn.agenda.models import Occurrence
from vlaggenlijn.week.brought import Brought, brought_by, is_over
from vlaggenlijn.week.models import Campaign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


@pytest.fixture
def campaign() -> Campaign:
    return a_campaign(factories.a_network("gent"))


def test_only_what_took_place_in_this_campaign_counts(campaign: Campaign) -> None:
    an_entry(campaign, title="Samen koken")
    an_entry(campaign, title="Afgelast", state="cancelled")
    called_off = an_entry(campaign, title="Geen enkele keer")
    with recorded(by=None, network=campaign.network, deed="test"):
        for one in Occurrence.objects.filter(activity=called_off):
            one.is_cancelled = True
            one.save()
    an_entry(campaign, title="Te laat", first_on=LAST + timedelta(days=3))
    other = a_campaign(campaign.network, name="Ander")
    an_entry(other, title="Van elders")
    campaign.state = "over"
    told = brought_by(campaign)
    assert (told.activities, told.municipalities) == (1, 1)


def test_what_is_still_to_come_did_not_take_place(campaign: Campaign) -> None:
    today = timezone.localdate()
    campaign.begins_on, campaign.ends_on = today - timedelta(days=3), today + timedelta(days=3)
    an_entry(campaign, title="Geweest", first_on=today - timedelta(days=1))
    an_entry(campaign, title="Nog niet", first_on=today + timedelta(days=1))
    assert brought_by(campaign).activities == 1
    campaign.state = "over"
    assert brought_by(campaign).activities == 2


def test_campaign_without_anything_counts_nothing(campaign: Campaign) -> None:
    assert brought_by(campaign) == Brought(0, 0, 0)


@pytest.mark.parametrize(
    ("day", "state", "expected"),
    [(0, "open", False), (-1, "open", True), (30, "over", True), (30, "running", False)],
)
def test_over_after_the_last_day_or_when_closed(
    campaign: Campaign, day: int, state: str, expected: bool
) -> None:
    campaign.state = state
    campaign.ends_on = timezone.localdate() + timedelta(days=day)
    assert is_over(campaign) is expected


def test_page_tells_it_only_when_over(client: Client, campaign: Campaign) -> None:
    an_entry(campaign)
    address = reverse("week:programme", args=[campaign.pk])
    assert 'id="brought"' not in client.get(address).content.decode()
    campaign.state = "over"
    with recorded(by=None, network=campaign.network, deed="test"):
        campaign.save()
    body = client.get(address).content.decode()
    assert 'id="brought"' in body
    assert "Er was 1 activiteit." in body
