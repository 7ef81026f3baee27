"""Metres of bunting: counted, corrected, added up, and shown to everybody."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import a_member, a_network
from tests.partnership.rows import saved
from tests.week import made, rows
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.week import actions
from vlaggenlijn.week.models import BuntingMetres, CampaignActivity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def coordinator(network: LocalNetwork) -> Client:
    client = Client()
    client.force_login(a_member("coordinator", network))
    return client


def post(client: Client, page: str, pk: Any, **data: Any) -> Any:
    data.setdefault("idempotency_key", str(uuid.uuid4()))
    return client.post(reverse(f"week:{page}", args=[pk]), data)


def test_line_is_counted_once_and_corrected(coordinator: Client, network: LocalNetwork) -> None:
    campaign, town = rows.a_campaign(network), network.municipalities.first()
    filled = {"municipality": town.pk, "metres": 120, "idempotency_key": str(uuid.uuid4())}
    assert post(coordinator, "add_bunting", campaign.pk, **filled | {"metres": 0}).status_code == (
        422
    )
    for _ in range(2):
        post(coordinator, "add_bunting", campaign.pk, **filled)
    line = BuntingMetres.objects.get()
    changed = {"municipality": town.pk, "metres": 90, "version": 1}
    assert post(coordinator, "edit_bunting", line.pk, **changed).status_code == 302
    late = post(coordinator, "edit_bunting", line.pk, **changed | {"metres": 7})
    assert (late.status_code, late.context["form"].data["metres"]) == (409, "7")
    page = coordinator.get(reverse("week:bunting", args=[campaign.pk]))
    assert page.context["total"] == 90
    assert coordinator.get(reverse("week:edit_bunting", args=[line.pk])).status_code == 200


def test_everybody_reads_the_metres_with_the_programme(
    client: Client, network: LocalNetwork
) -> None:
    campaign = made.a_campaign(network)
    place = reverse("week:programme", args=[campaign.pk])
    assert client.get(place).context["metres"] == 0
    for metres in (120, 30):
        rows.some_bunting(campaign, network.municipalities.first(), metres)
    assert "150 meter vlaggenlijn" in client.get(place).text


def test_the_week_leads_to_the_newest_programme(client: Client, network: LocalNetwork) -> None:
    assert "nog niets gepland" in client.get(reverse("week:public")).text
    rows.a_campaign(network, edition=2028)  # only being prepared
    campaign = made.a_campaign(network)
    answer = client.get(reverse("week:public"))
    assert answer.headers["Location"] == reverse("week:programme", args=[campaign.pk])


def test_sent_back_may_come_again_and_withdrawn_is_out(
    coordinator: Client, network: LocalNetwork
) -> None:
    proposed = rows.a_proposed(rows.a_campaign(network))
    post(coordinator, "review", proposed.pk, remark="Welk uur?")
    assert (
        "Welk uur?" in coordinator.get(reverse("week:campaign", args=[proposed.campaign_id])).text
    )
    post(coordinator, "propose_again", proposed.pk)
    assert list(CampaignActivity.objects.waiting()) == [proposed]
    again = coordinator.post(reverse("week:propose_again", args=[proposed.pk]), follow=True)
    assert [str(one) for one in again.context["messages"]][-1].startswith("Het wacht al")
    post(coordinator, "withdraw", proposed.pk)
    assert not CampaignActivity.objects.in_programme().exists()


def test_every_round_asks_for_a_new_look_at_what_moved(network: LocalNetwork) -> None:
    campaign, over = made.a_campaign(network), made.a_campaign(network, edition=2026)
    moved, past, stays = (made.an_entry(one) for one in (campaign, over, campaign))
    actions.set_campaign_state(by=None, campaign=over, state="over")
    for activity in (moved, past):
        activity.venue = "Ergens anders"
        saved(network, activity)
    assert actions.look_again_everywhere() == 1
    assert [one.activity for one in CampaignActivity.objects.waiting()] == [moved]
    assert stays.campaign_activity.state == "published"
    assert actions.look_again_everywhere() == 0
