"""The pages of the Week, as a coordinator and a partner use them."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import a_member, a_network, a_partner, an_organization
from tests.partnership.rows import a_partner_of
from tests.week.rows import a_campaign, a_proposed, campaign_values
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.agenda.models import Activity
from vlaggenlijn.taxonomy.models import Concept
from vlaggenlijn.week import actions
from vlaggenlijn.week.models import Campaign, CampaignActivity

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
CAMPAIGN = {
    "name": "Week van de Opvoeding", "edition": "2027", "kind": "week", "theme": "Samen",
    "begins_on": "2027-05-16", "ends_on": "2027-05-23",
}  # fmt: skip
PROPOSAL = {
    "title": "Samen voorlezen", "description": "We lezen voor onder de boom.",
    "first_on": "2027-05-18", "starts_at": "14:00", "ends_at": "16:00", "venue": "Bib",
    "street": "Markt 1", "price": "0", "youngest": "3", "oldest": "6",
}  # fmt: skip


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def coordinator(network: LocalNetwork, client: Client) -> Client:
    client.force_login(a_member("coordinator", network))
    return client


def post(client: Client, page: str, /, *args: Any, **data: Any) -> Any:
    data.setdefault("idempotency_key", str(uuid.uuid4()))
    return client.post(reverse(f"week:{page}", args=args), data)


def test_campaign_is_started_once(coordinator: Client, network: LocalNetwork) -> None:
    key = str(uuid.uuid4())
    for _ in range(2):
        answer = post(coordinator, "add_campaign", network.slug, **CAMPAIGN, idempotency_key=key)
    campaign = Campaign.objects.get()
    assert (answer.status_code, answer["Location"]) == (
        302, reverse("week:campaign", args=[campaign.pk]),
    )  # fmt: skip
    again = post(coordinator, "add_campaign", network.slug, **CAMPAIGN)
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["edition"])


def test_days_in_the_wrong_order_say_so(coordinator: Client, network: LocalNetwork) -> None:
    answer = post(coordinator, "add_campaign", network.slug, **CAMPAIGN | {"ends_on": "2027-05-01"})
    assert list(answer.context["form"].errors) == ["ends_on"]
    assert Campaign.objects.count() == 0


def test_late_editor_keeps_the_text(coordinator: Client, network: LocalNetwork) -> None:
    campaign = a_campaign(network)
    seen = campaign.version
    post(coordinator, "edit_campaign", campaign.pk, **CAMPAIGN, version=seen)
    late = post(
        coordinator, "edit_campaign", campaign.pk, **CAMPAIGN | {"theme": "Rust"}, version=seen
    )
    assert (late.status_code, late.context["form"].data["theme"]) == (409, "Rust")
    assert Campaign.objects.get().theme == "Samen"


def test_timeline_and_state_by_button(coordinator: Client, network: LocalNetwork) -> None:
    campaign = a_campaign(network)
    post(coordinator, "start_timeline", campaign.pk)
    post(coordinator, "set_state", campaign.pk, state="open")
    post(coordinator, "set_state", campaign.pk, state="nonsense")
    campaign.refresh_from_db()
    assert (campaign.state, campaign.steps.count()) == ("open", 12)
    page = coordinator.get(reverse("week:campaign", args=[campaign.pk]))
    assert page.content.decode().count("/werk/samen/taak/") == 12


def test_partner_proposes_for_its_own_chair(client: Client, network: LocalNetwork) -> None:
    bib = an_organization(network, "Bib")
    chair = a_partner_of(network, organization=bib)
    other = a_partner_of(network, "School")
    client.force_login(a_partner(bib))
    campaign = a_campaign(network)
    place = str(network.municipalities.get().pk)
    for_other = post(
        client, "propose", campaign.pk, **PROPOSAL, municipality=place, partner=str(other.pk)
    )
    assert (for_other.status_code, Activity.objects.count()) == (422, 0)
    key = str(uuid.uuid4())
    for _ in range(2):
        answer = post(
            client, "propose", campaign.pk, **PROPOSAL,
            municipality=place, partner=str(chair.pk), idempotency_key=key,
        )  # fmt: skip
        assert answer.status_code == 302
    proposed = CampaignActivity.objects.get()
    activity = proposed.activity
    assert (proposed.partner, activity.organizer, activity.state) == (chair, bib, "draft")
    assert (activity.minimum_age_months, activity.maximum_age_months) == (36, 83)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"first_on": "2027-06-01"}, "first_on"),
        ({"ends_at": "14:00"}, "ends_at"),
        ({"youngest": "9"}, "oldest"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    coordinator: Client, network: LocalNetwork, wrong: dict[str, str], field: str
) -> None:
    campaign, chair = a_campaign(network), a_partner_of(network)
    values = PROPOSAL | wrong | {"municipality": str(network.municipalities.get().pk)}
    answer = post(coordinator, "propose", campaign.pk, **values, partner=str(chair.pk))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_proposal_may_say_what_it_is_about(coordinator: Client, network: LocalNetwork) -> None:
    sleep, food = (Concept.objects.of_scheme("themes").get(slug=one) for one in ("sleep", "eating"))
    campaign = actions.keep_campaign(
        by=None, network=network, values=campaign_values(), topics=[food]
    )
    chair = a_partner_of(network)
    page = coordinator.get(reverse("week:propose", args=[campaign.pk]))
    groups = page.context["form"].fields["topic"].choices[1:]
    assert [len(options) > 1 for _name, options in groups] == [False, True]
    assert groups[0][1] == [(str(food.pk), "Eten")]
    assert str(food.pk) not in dict(groups[1][1])
    values = PROPOSAL | {"municipality": str(network.municipalities.get().pk)}
    post(coordinator, "propose", campaign.pk, **values, partner=str(chair.pk), topic=str(sleep.pk))
    assert [one.concept for one in Activity.objects.get().activity_concepts.all()] == [sleep]


def test_second_reviewer_is_told(coordinator: Client, network: LocalNetwork) -> None:
    proposed = a_proposed(a_campaign(network))
    without_words = post(coordinator, "review", proposed.pk)
    proposed.refresh_from_db()
    assert (without_words.status_code, proposed.state) == (302, "proposed")
    post(coordinator, "review", proposed.pk, remark="Waar precies?")
    post(coordinator, "review", proposed.pk, approve="1")
    proposed.refresh_from_db()
    assert (proposed.state, proposed.remark) == ("sent_back", "Waar precies?")
    page = coordinator.get(reverse("week:campaigns"))
    assert list(page.context["page"]) == [proposed.campaign]
    assert len(list(page.context["messages"])) == 3


def test_reader_sees_no_button(client: Client, network: LocalNetwork) -> None:
    proposed = a_proposed(a_campaign(network))
    actions.start_national_timeline(by=None, campaign=proposed.campaign)
    client.force_login(a_member("reader", network))
    page = client.get(reverse("week:campaign", args=[proposed.campaign_id])).content.decode()
    assert "Voorlezen" in page
    assert reverse("week:review", args=[proposed.pk]) not in page
    assert reverse("week:propose", args=[proposed.campaign_id]) not in page
