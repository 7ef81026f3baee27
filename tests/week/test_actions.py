"""Campaigns, their tasks, votes and activities, as they are written."""

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories import a_member, a_municipality, a_network
from tests.partnership.rows import a_partner_of, saved
from tests.week.rows import a_campaign, a_proposed, a_step, campaign_values, some_bunting
from vlaggenlijn.accounts.models import Conflict, LocalNetwork
from vlaggenlijn.agenda.actions.activities import COLUMNS
from vlaggenlijn.agenda.models import Activity, Occurrence
from vlaggenlijn.agenda.models import State as Agenda
from vlaggenlijn.partnership.models import Task, Undertaking
from vlaggenlijn.week import actions
from vlaggenlijn.week.models import Ballot, Campaign, CampaignActivity, TimelineStep

pytestmark = pytest.mark.django_db
State = CampaignActivity.State


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


def test_campaign_is_one_undertaking_with_its_days(network: LocalNetwork) -> None:
    campaign = a_campaign(network)
    undertaking = Undertaking.objects.get()
    assert campaign.undertaking == undertaking
    assert (undertaking.name, undertaking.starts_on, undertaking.ends_on) == (
        "Week van de Opvoeding 2027", date(2027, 5, 16), date(2027, 5, 23),
    )  # fmt: skip


def test_same_key_starts_one_campaign(network: LocalNetwork) -> None:
    key = uuid.uuid4()

    def start(**changes: object) -> Campaign:
        values = campaign_values(**changes)
        return actions.keep_campaign(by=None, network=network, values=values, idempotency_key=key)

    assert start() == start()
    with pytest.raises(Conflict):
        start(theme="Samen spelen")
    assert Campaign.objects.count() == Undertaking.objects.count() == 1


def test_open_tasks_follow_the_new_days(network: LocalNetwork) -> None:
    campaign = a_campaign(network)
    follows, done, by_hand = (a_step(campaign, what) for what in ("volgt", "klaar", "zelf"))
    done.task.state, by_hand.task.due_on = Task.State.DONE, date(2027, 1, 5)
    for step in (done, by_hand):
        saved(network, step.task)
    week = timedelta(days=7)
    values = campaign_values(begins_on=date(2027, 5, 23), ends_on=date(2027, 5, 30))
    actions.keep_campaign(
        by=None, network=network, campaign=campaign, version=campaign.version, values=values
    )
    days = dict(Task.objects.values_list("what", "due_on"))
    assert days == {
        "volgt": follows.task.due_on + week, "klaar": done.task.due_on, "zelf": date(2027, 1, 5),
    }  # fmt: skip


def test_late_editor_hears_it(network: LocalNetwork) -> None:
    campaign = a_campaign(network)
    change = {"by": None, "network": network, "campaign": campaign, "version": campaign.version}
    actions.keep_campaign(**change, values=campaign_values(theme="Een"))
    with pytest.raises(Conflict):
        actions.keep_campaign(**change, values=campaign_values(theme="Twee"))


def test_known_timeline_is_taken_over_once(network: LocalNetwork) -> None:
    campaign = a_campaign(network)
    assert actions.start_national_timeline(by=None, campaign=campaign) == 12
    assert actions.start_national_timeline(by=None, campaign=campaign) == 0
    first = TimelineStep.objects.with_tasks().first()
    assert first is not None
    assert (first.key, first.is_national, first.task.due_on) == (
        "kick-off", True, date(2026, 11, 22),
    )  # fmt: skip
    assert TimelineStep.objects.filter(is_national=True).count() == 3


def test_same_key_adds_one_step(network: LocalNetwork) -> None:
    campaign, key = a_campaign(network), uuid.uuid4()
    first = a_step(campaign, idempotency_key=key)
    assert a_step(campaign, idempotency_key=key) == first
    assert Task.objects.get().undertaking == campaign.undertaking


def test_one_vote_a_chair_until_the_day(network: LocalNetwork) -> None:
    campaign = a_campaign(network, vote_closes_on=timezone.localdate())
    partner = a_partner_of(network)
    play = actions.add_emphasis(by=None, campaign=campaign, title="Spelen")
    rest = actions.add_emphasis(by=None, campaign=campaign, title="Rust")
    assert actions.add_emphasis(by=None, campaign=campaign, title="Rust") == rest
    for emphasis in (play, rest):
        actions.vote(by=None, emphasis=emphasis, partner=partner)
    assert Ballot.objects.get().emphasis == rest
    closed = actions.close_vote(by=None, emphasis=rest)
    assert (closed.theme, closed.vote_closes_on) == ("Rust", None)
    assert list(closed.emphases.filter(is_chosen=True)) == [rest]
    with pytest.raises(actions.VoteClosed):
        actions.vote(by=None, emphasis=play, partner=partner)


def test_proposed_stays_off_the_agenda_until_approved(network: LocalNetwork) -> None:
    campaign = a_campaign(network, state=Campaign.State.OPEN)
    proposed = a_proposed(campaign)
    assert Activity.objects.get().state == Agenda.DRAFT
    by = a_member("coordinator", network)
    assert actions.review(by=by, proposed=proposed, is_approved=True) is True
    proposed.refresh_from_db()
    assert (proposed.state, proposed.reviewed_by) == (State.PUBLISHED, by)
    assert Activity.objects.get().state == Agenda.PUBLISHED


def test_second_reviewer_changes_nothing(network: LocalNetwork) -> None:
    campaign = a_campaign(network, state=Campaign.State.OPEN)
    proposed = a_proposed(campaign)
    assert actions.review(by=None, proposed=proposed, is_approved=True) is True
    assert actions.review(by=None, proposed=proposed, is_approved=False, remark="Nee") is False
    proposed.refresh_from_db()
    assert (proposed.state, proposed.remark) == (State.PUBLISHED, "")


def test_approved_before_is_published_with_the_programme(network: LocalNetwork) -> None:
    campaign = a_campaign(network)
    approved, sent_back = a_proposed(campaign), a_proposed(campaign, "Wandelen")
    actions.review(by=None, proposed=approved, is_approved=True)
    actions.review(by=None, proposed=sent_back, is_approved=False, remark="Waar is het?")
    assert set(CampaignActivity.objects.values_list("state", flat=True)) == {
        "approved",
        "sent_back",
    }
    actions.set_campaign_state(by=None, campaign=campaign, state=Campaign.State.OPEN)
    assert list(CampaignActivity.objects.published()) == [approved]
    assert dict(Activity.objects.values_list("title", "state")) == {
        "Voorlezen": "published", "Wandelen": "draft",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("change", "again"),
    [
        ({"title": "Samen voorlezen"}, 0),
        ({"first_on": date(2027, 5, 18)}, 1),
        ({"venue": "De andere zaal"}, 1),
    ],
)
def test_another_day_or_place_asks_for_a_new_look(
    network: LocalNetwork, change: dict[str, object], again: int
) -> None:
    campaign = a_campaign(network, state=Campaign.State.OPEN)
    proposed = a_proposed(campaign)
    actions.review(by=None, proposed=proposed, is_approved=True)
    activity = Activity.objects.get()
    for name, value in change.items():
        setattr(activity, name, value)
    saved(network, activity)
    assert actions.look_again(campaign=campaign) == again
    proposed.refresh_from_db()
    assert proposed.state == (State.PROPOSED if again else State.PUBLISHED)
    assert Activity.objects.get().state == Agenda.PUBLISHED
    assert actions.look_again(campaign=campaign) == 0


def test_withdrawn_leaves_the_programme(network: LocalNetwork) -> None:
    proposed = a_proposed(a_campaign(network))
    actions.withdraw(by=None, proposed=proposed)
    assert list(CampaignActivity.objects.in_programme()) == []
    assert Occurrence.objects.count() == 1


def test_same_key_proposes_once(network: LocalNetwork) -> None:
    campaign = a_campaign(network)
    proposed = a_proposed(campaign)
    values = {name: getattr(proposed.activity, name) for name in COLUMNS}
    key = uuid.uuid4()

    def propose() -> CampaignActivity:
        return actions.propose_activity(
            by=None, campaign=campaign, values=values, idempotency_key=key
        )

    assert propose() == propose()
    assert CampaignActivity.objects.count() == 2


def test_bunting_by_municipality(network: LocalNetwork) -> None:
    campaign = a_campaign(network)
    some_bunting(campaign, a_municipality(), 120)
    some_bunting(campaign, a_municipality(), 30)
    assert sum(one.metres for one in campaign.bunting.hung()) == 150
