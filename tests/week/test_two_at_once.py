"""Two people who do the same at the same moment, each with their own connection."""

import pytest

from tests.conftest import load_reference_data
from tests.directory.test_two_writers import at_once
from tests.factories import a_network
from tests.week.past import a_past_campaign, a_past_entry, day_after, told
from tests.week.rows import a_campaign, a_proposed
from vlaggenlijn.accounts.models import Conflict, PersonalLink
from vlaggenlijn.week import actions
from vlaggenlijn.week.actions import EditionTaken
from vlaggenlijn.week.models import Campaign, CampaignActivity, Evaluation, EvaluationRequest


@pytest.mark.django_db(transaction=True)
def test_second_of_two_hears_that_the_edition_is_there() -> None:
    load_reference_data()
    network = a_network()
    found = at_once(*[lambda: a_campaign(network)] * 2)
    kinds = sorted(type(one).__name__ for one in found)
    assert kinds == [Campaign.__name__, EditionTaken.__name__]
    assert Campaign.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_second_of_two_who_tell_how_it_went_hears_of_the_first() -> None:
    load_reference_data()
    entry = a_past_entry(a_past_campaign(a_network()))
    found = at_once(lambda: told(entry, good=9), lambda: told(entry, good=5))
    kinds = sorted(type(one).__name__ for one in found)
    assert kinds == [Conflict.__name__, Evaluation.__name__]
    assert Evaluation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_approve_and_send_back_one_decides() -> None:
    load_reference_data()
    proposed = a_proposed(a_campaign(a_network()))
    decided = at_once(
        lambda: actions.review(by=None, proposed=proposed, is_approved=True),
        lambda: actions.review(by=None, proposed=proposed, is_approved=False, remark="Waar?"),
        lambda: actions.review(by=None, proposed=proposed, is_approved=True),
    )
    assert sorted(decided, key=str) == [False, False, True]
    kept = CampaignActivity.objects.get()
    assert (kept.state, kept.remark) in {("approved", ""), ("sent_back", "Waar?")}


@pytest.mark.django_db(transaction=True)
def test_two_clocks_ask_once_and_two_people_thank_once() -> None:
    load_reference_data()
    campaign = a_past_campaign(a_network())
    a_past_entry(campaign)
    moment = day_after(campaign)
    assert sorted(at_once(*[lambda: actions.ask_how_it_went(moment)] * 2)) == [0, 1]
    assert EvaluationRequest.objects.count() == 1
    found = at_once(*[lambda: actions.thank(by=None, campaign=campaign)] * 2)
    assert sorted(found, key=str) == [1, None]
    assert PersonalLink.objects.filter(purpose="week-report").count() == 1
