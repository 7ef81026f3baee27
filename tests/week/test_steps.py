"""The timeline on its pages: own steps, changed and removed; and the topics of a campaign."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.partnership.rows import a_partner_of
from tests.week import rows
from vlaggenlijn.accounts.actions.undo import undo
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork
from vlaggenlijn.partnership.actions import do_task, keep_task
from vlaggenlijn.partnership.models import Task
from vlaggenlijn.week import actions
from vlaggenlijn.week.models import Campaign, TimelineStep
from vlaggenlijn.week.step_forms import StepForm
from vlaggenlijn.week.timeline import Rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> LocalNetwork:
    return factories.a_network()


@pytest.fixture
def campaign(network: LocalNetwork) -> Campaign:
    return rows.a_campaign(network)


@pytest.fixture
def client(network: LocalNetwork) -> Client:
    client = Client()
    client.force_login(
        factories.a_member("coordinator", network), "django.contrib.auth.backends.ModelBackend"
    )
    return client


def address(name: str, pk: object) -> str:
    return reverse(f"week:{name}", args=[pk])


def posted(version: int = 0, **values: object) -> dict[str, object]:
    kept = {"version": str(version)} if version else {}
    usual = {"what": "Zaal boeken", "days": "30", "side": "before-begin", "weekday": ""}
    return {"idempotency_key": str(uuid.uuid4())} | kept | usual | values


@pytest.mark.parametrize(
    ("side", "day"),
    [
        ("before-begin", date(2027, 5, 6)),
        ("after-begin", date(2027, 5, 26)),
        ("before-end", date(2027, 5, 13)),
        ("after-end", date(2027, 6, 2)),
    ],
)
def test_own_step_falls_so_many_days_from_the_campaign(
    side: str, day: date, client: Client, network: LocalNetwork, campaign: Campaign
) -> None:
    partner = a_partner_of(network)
    form = posted(days="10", side=side, partner=str(partner.pk))
    place = address("add_timeline_step", campaign.pk)
    assert client.post(place, form).url == address("timeline", campaign.pk)
    assert client.post(place, form).status_code == 302  # the same form twice is one step
    step = TimelineStep.objects.get()
    assert (step.task.due_on, step.task.partner, step.is_national) == (day, partner, False)
    # What is shown again is what was written.
    again = StepForm.shown(step)
    assert (again["days"], again["side"], again["weekday"]) == (10, side, None)


def test_step_on_a_day_of_the_week_is_never_later(client: Client, campaign: Campaign) -> None:
    client.post(address("add_timeline_step", campaign.pk), posted(weekday="0"))
    due = TimelineStep.objects.get().task.due_on
    counted = campaign.begins_on - timedelta(days=30)
    assert due is not None
    assert (due.weekday(), timedelta(0) <= counted - due < timedelta(days=7)) == (0, True)


@pytest.mark.parametrize("wrong", [{"days": "-1"}, {"days": "401"}, {"side": "x"}, {"what": ""}])
def test_step_that_cannot_be_is_told_so(
    wrong: dict[str, str], client: Client, campaign: Campaign
) -> None:
    place = address("add_timeline_step", campaign.pk)
    assert client.post(place, posted(**wrong)).status_code == 422
    assert TimelineStep.objects.count() == 0


def test_open_task_follows_its_changed_step(client: Client, campaign: Campaign) -> None:
    step = rows.a_step(campaign)
    place = address("edit_timeline_step", step.pk)
    assert client.get(place).context["form"].initial["days"] == 30
    assert client.post(place, posted(1, what="Zaal zoeken", days="0")).status_code == 302
    task = Task.objects.get()
    assert (task.what, task.due_on) == ("Zaal zoeken", campaign.begins_on)
    late = client.post(place, posted(1, what="Mijn woorden"))
    assert (late.status_code, "Mijn woorden" in late.text) == (409, True)


def test_day_that_was_set_by_hand_or_is_done_stays(campaign: Campaign) -> None:
    by_hand, done = rows.a_step(campaign), rows.a_step(campaign)
    day = date(2027, 4, 1)
    keep_task(by=None, task=by_hand.task, values={"due_on": day})
    do_task(by=None, task=done.task)
    before = done.task.due_on
    for step in (by_hand, done):
        actions.change_step(by=None, step=step, what="Anders", rule=Rule(-5), partner=None)
    due = {one.pk: one.due_on for one in Task.objects.all()}
    assert due == {by_hand.task_id: day, done.task_id: before}


def test_person_whose_task_it_is_stays_unless_a_partner_gets_it(
    network: LocalNetwork, campaign: Campaign
) -> None:
    ann = factories.a_member("coordinator", network)
    step = rows.a_step(campaign, person=ann)
    actions.change_step(by=None, step=step, what="Zaal", rule=step.rule, partner=None)
    assert Task.objects.get().person == ann
    partner = a_partner_of(network)
    actions.change_step(by=None, step=step, what="Zaal", rule=step.rule, partner=partner)
    task = Task.objects.get()
    assert (task.person, task.partner) == (None, partner)


def test_same_change_twice_is_one(campaign: Campaign) -> None:
    step, key = rows.a_step(campaign), uuid.uuid4()
    values: dict[str, Any] = {"what": "Eén", "rule": Rule(-1), "partner": None}
    for _ in range(2):
        actions.change_step(by=None, step=step, idempotency_key=key, **values)
    assert TimelineStep.objects.get().version == 2


def test_step_goes_with_its_open_task_and_comes_back_by_undo(
    client: Client, campaign: Campaign
) -> None:
    step = rows.a_step(campaign)
    client.post(address("remove_timeline_step", step.pk))
    assert (TimelineStep.objects.count(), Task.objects.count()) == (0, 0)
    actions.remove_step(by=None, step=step)
    undo(
        by=None,
        change_set=ChangeSet.objects.filter(deed="timeline.remove").last(),
        key=uuid.uuid4(),
    )
    back = TimelineStep.objects.get()
    assert (back.pk, back.task_id, back.task.what) == (step.pk, step.task_id, "Zaal boeken")


def test_task_that_is_done_stays_when_its_step_goes(campaign: Campaign) -> None:
    step = rows.a_step(campaign)
    do_task(by=None, task=step.task)
    actions.remove_step(by=None, step=step)
    assert (TimelineStep.objects.count(), Task.objects.get().pk) == (0, step.task_id)


def test_long_timeline_stands_on_pages(client: Client, campaign: Campaign) -> None:
    for number in range(52):
        rows.a_step(campaign, f"Stap {number}", days=-number)
    assert len(client.get(address("campaign", campaign.pk)).context["steps"]) == 50
    first = client.get(address("timeline", campaign.pk)).context["page"]
    rest = client.get(address("timeline", campaign.pk), {"page": "2"}).context["page"]
    assert (len(first), len(rest)) == (50, 2)
    days = [one.task.due_on for one in [*first, *rest]]
    assert days == sorted(days)


def test_topics_of_a_campaign_are_chosen_and_stay(
    client: Client, network: LocalNetwork, reference_data: None
) -> None:
    sleep, food, play, rest = (
        factories.a_concept("themes", one)
        for one in ("sleep", "looking-for-housing", "multilingual-upbringing", "play-activities")
    )
    campaign = rows.a_campaign(network)
    place = address("edit_campaign", campaign.pk)
    values = rows.campaign_values(kind="week", publisher_name="", publisher_address="", theme="")
    chosen = {"topic": str(sleep.pk), "second_topic": str(food.pk), "third_topic": str(sleep.pk)}
    form = {"version": "1", "idempotency_key": str(uuid.uuid4())} | values | chosen
    assert client.post(place, form).status_code == 302
    assert set(campaign.topics.all()) == {sleep, food}
    shown = client.get(place).context["form"].initial
    assert {shown["topic"], shown["second_topic"]} == {sleep.pk, food.pk}
    assert str(sleep) in client.get(address("campaign", campaign.pk)).text
    # What the form has no room for stays.
    actions.keep_campaign(
        by=None, network=network, campaign=campaign, values={}, topics=[sleep, food, play, rest]
    )
    campaign.refresh_from_db()
    shown = client.get(place).context["form"].initial
    kept = {name: str(shown[name]) for name in chosen}
    form |= kept | {"version": str(campaign.version), "idempotency_key": str(uuid.uuid4())}
    assert client.post(place, form).status_code == 302
    assert set(campaign.topics.all()) == {sleep, food, play, rest}
