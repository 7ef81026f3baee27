"""Organisers are asked how it went: the day after, once more a week later, and never twice."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone

from tests.factories import a_network
from tests.partnership.rows import a_partner_of, saved
from tests.week.past import a_day, a_past_campaign, a_past_entry, day_after, told
from vlaggenlijn.accounts.models import ChangeSet, recorded
from vlaggenlijn.agenda.actions import set_state
from vlaggenlijn.agenda.models import Occurrence
from vlaggenlijn.week import actions
from vlaggenlijn.week.models import Campaign, CampaignActivity, EvaluationRequest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
Capture = Callable[..., AbstractContextManager[list[object]]]
Ask = Callable[[int], list[EmailMessage]]


@pytest.fixture
def campaign() -> Campaign:
    return a_past_campaign(a_network())


@pytest.fixture
def ask(
    campaign: Campaign,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: Capture,
) -> Ask:
    """Let the duty run so many days after the campaign began; return the mails of that run."""

    def run(days: int) -> list[EmailMessage]:
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            count = actions.ask_how_it_went(day_after(campaign, days))
        assert count == len(mailoutbox)
        return list(mailoutbox)

    return run


def test_the_day_after_and_once_more_a_week_later(campaign: Campaign, ask: Ask) -> None:
    a_past_entry(campaign)
    assert ask(1) == []
    (first,) = ask(2)
    assert first.to == ["bib@example.org"]
    assert first.subject.startswith("Hoe ging het?")
    assert "Voorlezen" in first.body
    assert (ask(2), ask(3), ask(8)) == ([], [], [])
    (second,) = ask(9)
    assert second.subject.startswith("Herinnering: Hoe ging het?")
    assert (ask(9), ask(16), ask(30)) == ([], [], [])
    assert EvaluationRequest.objects.count() == 1
    assert ChangeSet.objects.filter(deed="evaluation.ask").count() == 2


def test_link_of_the_mail_leads_to_the_page(campaign: Campaign, ask: Ask, client: Client) -> None:
    entry = a_past_entry(campaign)
    (mail,) = ask(2)
    (line,) = [one for one in mail.body.split("\n") if "/week/evaluatie/" in one]
    page = client.get(line[line.index("/week/") :])
    assert page.context["entries"] == [entry]


def test_who_told_is_not_asked(campaign: Campaign, ask: Ask) -> None:
    told(a_past_entry(campaign))
    later = a_past_entry(campaign, "Later")
    assert len(ask(2)) == 1
    told(later)
    assert ask(9) == []


def test_one_mail_tells_all_that_a_partner_did(campaign: Campaign, ask: Ask) -> None:
    chair = a_partner_of(campaign.network, "Bib")
    for title in ("Voorlezen", "Koken"):
        a_past_entry(campaign, title, partner=chair)
    a_past_entry(campaign, "Dansen", partner=chair, first_on=a_day(campaign, 4))
    (mail,) = ask(2)
    assert [one in mail.body for one in ("Voorlezen", "Koken", "Dansen")] == [True, True, False]
    (mail,) = ask(5)
    assert ["Koken" in mail.body, "Dansen" in mail.body] == [False, True]
    (mail,) = ask(12)
    assert "Herinnering" in mail.subject
    assert [one in mail.body for one in ("Voorlezen", "Koken", "Dansen")] == [True, True, True]


def test_series_is_asked_about_after_its_last_time(campaign: Campaign, ask: Ask) -> None:
    days = [a_day(campaign, number).isoformat() for number in (3, 5)]
    a_past_entry(campaign, also_on=[*days, a_day(campaign, 30).isoformat()])
    assert (ask(2), ask(5)) == ([], [])
    assert len(ask(6)) == 1


def test_what_did_not_happen_is_not_asked_about(campaign: Campaign, ask: Ask) -> None:
    off, away = a_past_entry(campaign, "Afgelast"), a_past_entry(campaign, "Weg")
    set_state(by=None, activity=off.activity, state="cancelled")
    actions.withdraw(by=None, proposed=away)
    each = a_past_entry(campaign, "Geen enkele keer")
    with recorded(by=None, network=campaign.network, deed="test"):
        for one in Occurrence.objects.filter(activity=each.activity):
            one.is_cancelled = True
            one.save()
    gone = a_past_entry(campaign, "Vertrokken")
    assert gone.partner
    gone.partner.left_on = timezone.localdate()
    saved(campaign.network, gone.partner)
    assert ask(2) == []


def test_what_is_long_ago_is_left_in_peace(campaign: Campaign, ask: Ask) -> None:
    a_past_entry(campaign)
    assert ask(62) == []
    long_after = day_after(campaign, 62)
    on_the_list = campaign.activities.to_call(long_after, timezone.localdate(long_after))
    assert on_the_list.count() == 1
    assert len(ask(61)) == 1


def test_who_has_no_address_stands_on_the_phone_list_and_silence_too(
    campaign: Campaign, ask: Ask
) -> None:
    chair = a_partner_of(campaign.network, "Zonder mail", email="")
    quiet = a_past_entry(campaign, "Stil", chair)
    mailed = a_past_entry(campaign, "Gemaild")
    assert len(ask(2)) == 1
    assert not EvaluationRequest.objects.filter(entry=quiet).exists()

    def to_call(days: int) -> set[CampaignActivity]:
        moment = day_after(campaign, days)
        return set(campaign.activities.to_call(moment, timezone.localdate(moment)))

    assert (to_call(1), to_call(2), to_call(9)) == (set(), {quiet}, {quiet})
    ask(9)
    assert (to_call(11), to_call(12)) == ({quiet}, {quiet, mailed})
    told(mailed)
    assert to_call(12) == {quiet}


def test_second_clock_mails_nothing(campaign: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = a_past_entry(campaign)
    moment = day_after(campaign, 2)
    seen = CampaignActivity.objects.to_ask_about(moment.date()).with_activities()
    both = list(seen)
    assert both == [entry]
    assert actions.ask_how_it_went(moment) == 1
    # The second clock read its list before the first one wrote.
    monkeypatch.setattr(
        "vlaggenlijn.week.models.activities.CampaignActivityQuerySet.to_ask_about",
        lambda _self, _today: CampaignActivity.objects.of_ids([entry.pk]),
    )
    monkeypatch.setattr("vlaggenlijn.week.actions.asking._is_due", _due_at_first())
    assert actions.ask_how_it_went(moment) == 0
    assert EvaluationRequest.objects.count() == 1


def _due_at_first() -> Callable[..., bool]:
    """Due when the list is read, no longer once the lock is there."""
    answers = iter([True, False])
    return lambda *_args: next(answers)


def test_reminder_waits_a_week_after_the_mail_not_after_the_day(
    campaign: Campaign, ask: Ask
) -> None:
    a_past_entry(campaign)
    assert len(ask(20)) == 1
    assert ask(26) == []
    assert len(ask(27)) == 1
    request = EvaluationRequest.objects.get()
    assert request.reminded_at is not None
    assert request.reminded_at - request.asked_at == timedelta(days=7)
