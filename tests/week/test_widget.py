"""The programme in a frame on other sites, and the line that puts it there."""

import re
from datetime import date, time, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.week.made import a_campaign, an_entry
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.week.models import Campaign
from vlaggenlijn.week.widget import Wishes, snippet, times_of, wishes_in

pytestmark = pytest.mark.django_db
LONG_BEFORE, USUAL = date(2027, 1, 1), Wishes()


@pytest.fixture
def network() -> LocalNetwork:
    return factories.a_network()


@pytest.fixture
def campaign(network: LocalNetwork) -> Campaign:
    return a_campaign(network)


def widget(network: LocalNetwork) -> str:
    return reverse("week:widget", args=[network.slug])


def test_frame_shows_the_first_activities_in_the_colours_of_the_network(
    network: LocalNetwork, campaign: Campaign
) -> None:
    for hour in range(8, 20):
        an_entry(campaign, title=f"Uur {hour}", starts_at=time(hour), ends_at=time(hour + 1))
    page = Client().get(widget(network))
    assert re.findall(r"Uur (\d+)</a>", page.text) == [str(hour) for hour in range(8, 18)]
    assert reverse("accounts:colours", args=[network.slug, network.version]) in page.text
    assert f'href="{reverse("week:programme", args=[campaign.pk])}"' in page.text
    assert ('<base target="_blank">' in page.text, "<script" in page.text) == (True, False)
    few = Client().get(widget(network), {"aantal": "5"})
    assert len(re.findall(r"Uur \d+</a>", few.text)) == 5


def test_frame_may_stand_anywhere_and_keeps_nothing(
    network: LocalNetwork, campaign: Campaign
) -> None:
    page = Client().get(widget(network), {"taal": "fr"})
    assert "X-Frame-Options" not in page.headers
    assert "frame-ancestors *" in page["Content-Security-Policy"]
    assert "script-src 'self'" in page["Content-Security-Policy"]
    assert list(page.cookies) == []
    assert 'lang="fr"' in page.text
    programme = Client().get(reverse("week:programme", args=[campaign.pk]))
    assert programme["X-Frame-Options"] == "DENY"


def test_what_is_over_today_is_not_shown_any_more(campaign: Campaign) -> None:
    early = an_entry(campaign, title="Vroeg", first_on=campaign.begins_on)
    late = an_entry(campaign, title="Laat", first_on=campaign.ends_on)
    later = campaign.begins_on + timedelta(days=1)

    def shown(today: date, wishes: Wishes = USUAL) -> list[object]:
        return [one.activity for one in times_of(campaign, wishes, today)]

    assert shown(LONG_BEFORE) == [early, late]
    assert shown(later) == [late]
    assert shown(campaign.ends_on + timedelta(days=1)) == []
    assert shown(LONG_BEFORE, Wishes(count=1)) == [early]
    assert shown(LONG_BEFORE, Wishes(municipality="99999")) == []
    assert shown(LONG_BEFORE, Wishes(municipality=factories.GENT)) == [early, late]


def test_unknown_wishes_are_the_usual(network: LocalNetwork) -> None:
    town = network.municipalities.first()
    assert town is not None
    wild = wishes_in({"aantal": "1000000", "gemeente": "' OR 1=1"}, network)
    assert (wild, wild.query) == (Wishes(), "")
    asked = wishes_in({"aantal": "20", "gemeente": town.pk}, network)
    assert asked.query == f"?aantal=20&gemeente={town.pk}"


def test_without_a_campaign_the_frame_says_so(network: LocalNetwork) -> None:
    a_campaign(network, state="preparing")
    page = Client().get(widget(network))
    assert "Er is nog niets gepland" in page.text
    assert Client().get("/week/widget/nergens/").status_code == 404


def test_campaign_that_is_over_says_so_and_leads_to_what_it_brought(network: LocalNetwork) -> None:
    campaign = a_campaign(network, state="over")
    page = Client().get(widget(network)).text
    assert ("Deze campagne is voorbij." in page, str(campaign.pk) in page) == (True, True)


def test_line_to_copy_holds_the_address_that_is_shown(
    network: LocalNetwork, campaign: Campaign
) -> None:
    client = Client()
    client.force_login(
        factories.a_member("coordinator", network), "django.contrib.auth.backends.ModelBackend"
    )
    place = reverse("week:widget_lines", args=[campaign.pk])
    page = client.get(place, {"aantal": "20"})
    assert page.context["path"] == f"{widget(network)}?aantal=20"
    assert f'src="http://testserver{widget(network)}?aantal=20"' in page.context["snippet"]
    assert "frame-src 'self'" in page["Content-Security-Policy"]


def test_name_of_a_campaign_cannot_break_out_of_the_line() -> None:
    line = snippet("https://x.example/?a=1&b=2", 'Een "leuke" <Week>')
    assert line.count("<") == 2
    assert unescape(line).count('"leuke"') == 1
    assert 'src="https://x.example/?a=1&amp;b=2"' in line
