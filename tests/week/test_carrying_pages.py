"""The pages of the next edition: asked, shown, made; and what is remembered at a step."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import a_member, a_network
from tests.week.rows import a_campaign, a_proposed, a_step
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.week import actions
from vlaggenlijn.week.models import Campaign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
NEXT = {"name": "Week", "begins_on": "2028-05-16", "ends_on": "2028-05-23"}
SEEN = "2028-05-16 2028-05-23"


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def coordinator(network: LocalNetwork, client: Client) -> Client:
    client.force_login(a_member("coordinator", network))
    return client


def post(client: Client, campaign: Campaign, **data: Any) -> Any:
    data = {"idempotency_key": str(uuid.uuid4())} | NEXT | data
    return client.post(reverse("week:carry_over", args=[campaign.pk]), data)


def test_days_of_a_year_later_are_proposed(coordinator: Client, network: LocalNetwork) -> None:
    campaign = a_campaign(network, name="Week 2027")
    form = coordinator.get(reverse("week:carry_over", args=[campaign.pk])).context["form"]
    proposed = [str(form[name].initial) for name in ("name", "begins_on", "ends_on")]
    assert proposed == ["Week", "2028-05-16", "2028-05-23"]


def test_list_is_shown_before_anything_is_made(coordinator: Client, network: LocalNetwork) -> None:
    campaign = a_campaign(network)
    step, proposed = a_step(campaign), a_proposed(campaign)
    away = a_proposed(campaign, "Weg")
    actions.withdraw(by=None, proposed=away)
    page = post(coordinator, campaign, look="1")
    assert (page.status_code, Campaign.objects.count()) == (200, 1)
    assert [one.step for one in page.context["coming"].steps] == [step]
    assert page.context["ticked"] == {proposed.pk}
    assert [one.proposed for one, _why in page.context["behind"]] == [away]
    assert not page.context["has_other_days"]


def test_it_is_made_in_one_step_and_once(coordinator: Client, network: LocalNetwork) -> None:
    campaign, key = a_campaign(network), str(uuid.uuid4())
    wanted = a_proposed(campaign)
    a_proposed(campaign, "Zonder vinkje")
    write = {"write": "1", "seen": SEEN, "activity": str(wanted.pk), "idempotency_key": key}
    for _ in range(2):
        answer = post(coordinator, campaign, **write)
        made = campaign.following.get()
        assert answer["Location"] == reverse("week:campaign", args=[made.pk])
    assert [str(one.activity) for one in made.activities.all()] == ["Voorlezen"]
    other_days = post(coordinator, campaign, **write | {"name": "Anders"})
    other_key = post(coordinator, campaign, write="1", seen=SEEN)
    assert other_days["Location"] == other_key["Location"] == answer["Location"]
    assert Campaign.objects.count() == 2
    page = coordinator.get(reverse("week:carry_over", args=[campaign.pk]))
    assert page.context["there"] == made
    assert len(list(page.context["messages"])) == 4
    assert b'<form method="post" class="stack"' not in page.content


def test_other_days_are_shown_before_they_are_made(
    coordinator: Client, network: LocalNetwork
) -> None:
    campaign = a_campaign(network)
    ticked, unticked = a_proposed(campaign), a_proposed(campaign, "Niet")
    page = post(
        coordinator, campaign, write="1", seen=SEEN, ends_on="2028-05-22", activity=str(ticked.pk)
    )
    assert (page.status_code, Campaign.objects.count()) == (200, 1)
    assert (page.context["has_other_days"], page.context["ticked"]) == (True, {ticked.pk})
    assert unticked.pk not in page.context["ticked"]


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"begins_on": "2027-05-20"}, ["begins_on", "ends_on"]),
        ({"begins_on": "2101-05-16", "ends_on": "2101-05-23"}, ["begins_on"]),
        ({"ends_on": "2028-05-01"}, ["ends_on"]),
        ({"name": ""}, ["name"]),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    coordinator: Client, network: LocalNetwork, wrong: dict[str, str], fields: list[str]
) -> None:
    answer = post(coordinator, a_campaign(network), write="1", seen=SEEN, **wrong)
    assert (answer.status_code, sorted(answer.context["form"].errors)) == (422, fields)
    assert Campaign.objects.count() == 1


def test_name_that_is_taken_is_said(coordinator: Client, network: LocalNetwork) -> None:
    campaign = a_campaign(network)
    a_campaign(network, name="Week", edition=2028)
    answer = post(coordinator, campaign, write="1", seen=SEEN)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["name"])


def test_lesson_is_kept_and_the_late_editor_hears_it(
    coordinator: Client, network: LocalNetwork
) -> None:
    step = a_step(a_campaign(network))
    address = reverse("week:lesson", args=[step.pk])

    def write(lesson: str) -> Any:
        data = {"lesson": lesson, "version": "1", "idempotency_key": str(uuid.uuid4())}
        return coordinator.post(address, data)

    desk = reverse("week:campaign", args=[step.campaign_id])
    assert write("Begin vroeger")["Location"] == desk
    late = write("Iets anders")
    assert (late.status_code, late.context["form"].data["lesson"]) == (409, "Iets anders")
    assert "Begin vroeger" in coordinator.get(desk).content.decode()
    assert coordinator.get(address).context["form"]["lesson"].value() == "Begin vroeger"


def test_desk_leads_to_what_can_be_done(coordinator: Client, network: LocalNetwork) -> None:
    campaign = a_campaign(network, state="over")
    made = actions.carry_over(
        by=None, campaign=campaign, activities=(),
        values={"name": "Week", "begins_on": campaign.begins_on.replace(year=2028),
                "ends_on": campaign.ends_on.replace(year=2028)},
    )  # fmt: skip
    page = coordinator.get(reverse("week:campaign", args=[campaign.pk])).content.decode()
    for name in ("print", "carry_over", "programme"):
        assert reverse(f"week:{name}", args=[campaign.pk]) in page
    page = coordinator.get(reverse("week:campaign", args=[made.pk])).content.decode()
    assert reverse("week:campaign", args=[campaign.pk]) in page
    assert reverse("week:programme", args=[made.pk]) not in page
