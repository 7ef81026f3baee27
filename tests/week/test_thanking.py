"""Partners are thanked: seen first, sent once, each with its own numbers and the report."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import a_member, a_network
from tests.partnership.rows import a_partner_of, saved
from tests.week.past import a_past_campaign, a_past_entry, told
from tests.week.rows import a_step, some_bunting
from vlaggenlijn.accounts.actions.undo import is_final
from vlaggenlijn.accounts.models import ChangeSet, PersonalLink
from vlaggenlijn.partnership.models import Task
from vlaggenlijn.week import actions
from vlaggenlijn.week.models import Campaign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
Capture = Callable[..., AbstractContextManager[list[object]]]


@pytest.fixture
def campaign() -> Campaign:
    return a_past_campaign(a_network())


@pytest.fixture
def coordinator(campaign: Campaign, client: Client) -> Client:
    client.force_login(a_member("coordinator", campaign.network))
    return client


@pytest.fixture
def mails(
    mailoutbox: list[EmailMessage], django_capture_on_commit_callbacks: Capture
) -> Callable[[Callable[[], Any]], list[EmailMessage]]:
    """The mails that a deed sends."""

    def of(deed: Callable[[], Any]) -> list[EmailMessage]:
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            deed()
        return list(mailoutbox)

    return of


def test_partners_with_an_activity_or_a_task_are_thanked(campaign: Campaign) -> None:
    network = campaign.network
    organiser = told(a_past_entry(campaign)).entry.partner
    helper, idle = a_partner_of(network, "Helpt"), a_partner_of(network, "Zit erbij")
    left, dropped = a_partner_of(network, "Weg"), a_partner_of(network, "Liet vallen")
    for partner in (helper, left):
        a_step(campaign, "Affiches", partner=partner)
    step = a_step(campaign, "Vervalt", partner=dropped)
    step.task.state = Task.State.DROPPED
    left.left_on = timezone.localdate()
    for record in (step.task, left):
        saved(network, record)
    told(
        a_past_entry(campaign, "Niet doorgegaan"),
        fell_through=True, adults="", children="", groups=[],
    )  # fmt: skip
    thanked = [(one.partner, [str(entry) for entry in one.entries]) for one in _of(campaign)]
    assert thanked == [(helper, []), (organiser, ["Voorlezen"])]
    assert idle not in dict(thanked)


def _of(campaign: Campaign) -> Any:
    return actions.thanks_of(campaign)


def test_each_reads_its_own_numbers_and_opens_the_report(
    coordinator: Client, campaign: Campaign, mails: Any
) -> None:
    chair = a_partner_of(campaign.network, "Bib", email="lezen@example.org")
    told(a_past_entry(campaign, "Voorlezen", chair), good=3, adults="15-29", children="few")
    a_past_entry(campaign, "Niet verteld", chair)
    told(a_past_entry(campaign, "Van een ander"), adults="120")
    some_bunting(campaign, campaign.network.municipalities.first(), 425)
    address = reverse("week:thank", args=[campaign.pk])
    shown = coordinator.post(address, {"words": "Jullie waren top.", "look": "1"})
    first = next(body for one, _subject, body in shown.context["letters"] if one.partner == chair)
    data = {"words": "Jullie waren top.", "send": "1", "seen": shown.context["seen"]}
    sent = mails(lambda: coordinator.post(address, data))
    assert sorted(one.to[0] for one in sent) == ["bib@example.org", "lezen@example.org"]
    (mine,) = (one for one in sent if one.to == ["lezen@example.org"])
    text = " ".join(mine.body.split())
    assert "Jullie waren top." in text
    assert "Voorlezen" in text
    assert "volwassenen: 15 tot 29, kinderen: minder dan 5" in text
    assert "- Niet verteld" in text
    assert "425 meter" in text
    assert "Van een ander" not in text
    (token,) = re.findall(r"/week/verslag/([\w-]{43})/", mine.body)
    assert mine.body.replace(token, "...") == first
    assert token not in str(list(PersonalLink.objects.values_list("digest", flat=True)))
    coordinator.logout()
    page = coordinator.get(reverse("week:report_by_link", args=[token]))
    assert (page.status_code, page["Referrer-Policy"]) == (200, "no-referrer")
    assert "Van 2 van de 3" in page.content.decode()


def test_nobody_is_thanked_twice(coordinator: Client, campaign: Campaign, mails: Any) -> None:
    a_past_entry(campaign)
    address = reverse("week:thank", args=[campaign.pk])
    data = {"words": "", "send": "1", "seen": coordinator.get(address).context["seen"]}
    assert len(mails(lambda: coordinator.post(address, data))) == 1
    assert mails(lambda: coordinator.post(address, data)) == []
    assert ChangeSet.objects.filter(deed="campaign.thank").with_changes().count() == 1
    page = coordinator.get(address).content.decode()
    assert 'name="send"' not in page
    assert "bedankt op" in page
    assert actions.thank(by=None, campaign=campaign) is None


def test_thanks_that_were_mailed_cannot_be_taken_back(campaign: Campaign) -> None:
    a_past_entry(campaign)
    assert actions.thank(by=None, campaign=campaign) == 1
    deed = ChangeSet.objects.get(deed="campaign.thank")
    assert is_final(deed)
    campaign.refresh_from_db()
    assert campaign.thanked_at is not None


def test_other_words_are_shown_before_they_are_sent(
    coordinator: Client, campaign: Campaign, mails: Any
) -> None:
    a_past_entry(campaign)
    address = reverse("week:thank", args=[campaign.pk])
    seen = coordinator.get(address).context["seen"]
    answer: list[Any] = []
    data = {"words": "Nieuw", "send": "1", "seen": seen}
    assert mails(lambda: answer.append(coordinator.post(address, data))) == []
    assert "Nieuw" in answer[0].context["letters"][0][2]
    data = {"words": "x" * 1001, "send": "1", "seen": seen}
    assert mails(lambda: answer.append(coordinator.post(address, data))) == []
    assert (answer[1].status_code, "x" * 1001 in answer[1].content.decode()) == (422, True)
    assert Campaign.objects.get().thanked_at is None


def test_partner_without_an_address_is_named_and_not_mailed(
    coordinator: Client, campaign: Campaign, mails: Any
) -> None:
    a_past_entry(campaign, partner=a_partner_of(campaign.network, "Zonder", email=""))
    address = reverse("week:thank", args=[campaign.pk])
    page = coordinator.get(address)
    assert "bedank hen zelf" in page.content.decode()
    assert mails(lambda: actions.thank(by=None, campaign=campaign)) == []


def test_link_to_the_report_ends(client: Client, campaign: Campaign) -> None:
    a_past_entry(campaign)
    actions.thank(by=None, campaign=campaign)
    link = PersonalLink.objects.get(purpose="week-report")
    assert link.expires_at - link.given_at > timedelta(days=364)
    assert client.get(reverse("week:report_by_link", args=["nonsense"])).status_code == 404


def test_nobody_to_thank_says_so(coordinator: Client, campaign: Campaign) -> None:
    page = coordinator.get(reverse("week:thank", args=[campaign.pk])).content.decode()
    assert "nog geen partner" in page
    assert 'name="send"' not in page
