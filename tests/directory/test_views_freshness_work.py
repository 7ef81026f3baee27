"""A round in the workspace: from the preview to what was answered and who is called."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.directory.rounds import BACKEND, place_of, started, text_of, today, token_in
from tests.factories import (
    GENT,
    LEUVEN,
    a_member,
    a_network,
    a_partner,
    a_service,
    an_administrator,
    an_organization,
)
from tests.pages import sent_by
from vlaggenlijn.accounts.models import LocalNetwork, Role, recorded
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.boards import MOST_CALLS
from vlaggenlijn.directory.models import (
    FreshnessCampaign,
    FreshnessItem,
    FreshnessRequest,
    Organization,
    Service,
    Suggestion,
)
from vlaggenlijn.directory.views.freshness_work import MOST_NETWORKS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(client: Client) -> None:
    cache.clear()
    client.cookies["taal"] = "en"


@pytest.fixture
def network() -> LocalNetwork:
    return a_network(host="gent.example.org", contact_phone="09 210 00 01")


@pytest.fixture
def organization(network: LocalNetwork) -> Organization:
    return an_organization(network, email="bib@example.org")


@pytest.fixture
def service(organization: Organization) -> Service:
    return a_service(organization, "Spelpunt", areas=[GENT], phone="+3292100000")


@pytest.fixture
def coordinator(client: Client, network: LocalNetwork) -> Any:
    return a_member(Role.COORDINATOR, network)


def test_who_is_asked_about_what(
    network: LocalNetwork, organization: Organization, service: Service, client: Client
) -> None:
    tended = an_organization(network, "Getrokken", email="info@example.org")
    a_service(tended, "Van de partner")
    partner = a_partner(tended, an_organization(network, "Tweede"))
    second = Organization.objects.get(name="Tweede")
    a_service(second, "Ook van de partner")
    nameless = an_organization(network, "Zonder adres")
    a_service(nameless, "Te bellen")
    a_service(organization, "Vers", assured_on=today() - timedelta(days=364))
    a_service(organization, "Oud", assured_on=today() - timedelta(days=366))
    a_service(organization, "Weg", archived_at=timezone.now())
    a_service(an_organization(a_network("leuven", [LEUVEN])), "Elders", areas=[GENT])
    campaign = actions.start_campaign(by=None, network=network, choice="stale")
    found = {
        (one.email, frozenset(item.service.name for item in one.items.all()))
        for one in FreshnessRequest.objects.of_campaign(campaign).with_items()
    }
    assert found == {
        ("bib@example.org", frozenset({"Spelpunt", "Oud"})),
        (partner.email, frozenset({"Van de partner", "Ook van de partner"})),
        ("", frozenset({"Te bellen"})),
    }


def test_preview_names_everybody_and_sends_nothing(
    client: Client, coordinator: Any, network: LocalNetwork, service: Service
) -> None:
    a_service(an_organization(network, "Zonder adres"), "Te bellen")
    client.force_login(coordinator, BACKEND)
    place = reverse("directory:start_campaign", args=["gent"])
    sent = sent_by(client.get(place), choice="all", look="1")
    text = text_of(client.post(place, sent))
    assert "2 addressees" in text
    assert "bib@example.org" in text
    assert "no address: on the list to call" in text
    assert not FreshnessCampaign.objects.exists()
    assert not mail.outbox


def test_started_from_the_page_once(
    client: Client,
    coordinator: Any,
    service: Service,
    django_capture_on_commit_callbacks: Any,
) -> None:
    client.force_login(coordinator, BACKEND)
    place = reverse("directory:start_campaign", args=["gent"])
    sent = sent_by(client.get(place), choice="months", months="3", text="Dag allemaal", start="1")
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            assert client.post(place, sent).status_code == 302
    campaign = FreshnessCampaign.objects.get()
    assert (campaign.choice, campaign.months, campaign.started_by) == ("months", 3, coordinator)
    (letter,) = mail.outbox
    assert "Dag allemaal" in letter.body
    again = sent_by(client.get(place))
    assert (again["choice"], again["months"]) == (["months"], ["3"])


def test_what_a_running_round_asks_is_not_asked_again(
    network: LocalNetwork, service: Service
) -> None:
    first = actions.start_campaign(by=None, network=network, choice="all")
    second = actions.start_campaign(by=None, network=network, choice="all")
    assert (first.requests.count(), second.requests.count()) == (1, 0)
    actions.close_campaign(by=None, campaign=first)
    third = actions.start_campaign(by=None, network=network, choice="all")
    assert third.requests.count() == 1


def test_take_over_of_a_record_that_changed_writes_nothing(
    client: Client, coordinator: Any, network: LocalNetwork, service: Service
) -> None:
    told = Suggestion(
        network=network,
        organization=service.organization,
        service=service,
        kind="by_organization",
        changes={"alert": {"before": "", "after": "Nieuw", "is_taken": False}},
    )
    with recorded(by=None, network=network, deed="test"):
        told.save()
    client.force_login(coordinator, BACKEND)
    take = reverse("directory:take_over", args=[told.pk])
    response = client.post(take, {"name": "alert", "version": service.version + 1}, follow=True)
    assert "The record changed just now" in text_of(response)
    service.refresh_from_db()
    assert service.alert == ""
    assert client.post(take, {"name": "alert", "version": "x"}).status_code == 404


def test_closed_round_ends_its_links_and_keeps_its_results(
    client: Client,
    coordinator: Any,
    network: LocalNetwork,
    service: Service,
    django_capture_on_commit_callbacks: Any,
) -> None:
    campaign = started(network, django_capture_on_commit_callbacks)
    place = place_of(token_in(mail.outbox[0]))
    client.post(place, {"all": "1"})
    client.force_login(coordinator, BACKEND)
    close = reverse("directory:close_campaign", args=[campaign.pk])
    assert client.get(close).status_code == 200
    assert client.get(place).status_code == 200
    client.post(close)
    assert client.get(place).status_code == 404
    text = text_of(client.get(reverse("directory:campaign", args=[campaign.pk])))
    assert "1 of 1 services answered" in text
    assert "Ask again as last time" in text


def test_two_reminders_for_what_is_unanswered_then_a_call(
    client: Client,
    coordinator: Any,
    network: LocalNetwork,
    service: Service,
    django_capture_on_commit_callbacks: Any,
) -> None:
    answered = a_service(service.organization, "Beantwoord")
    campaign = started(network, django_capture_on_commit_callbacks)
    item = FreshnessItem.objects.get(service=answered)
    client.post(place_of(token_in(mail.outbox[0])), {"right": str(item.pk)})
    begun = timezone.now()
    sent = []
    for days in (6, 8, 9, 19, 30):
        with django_capture_on_commit_callbacks(execute=True):
            sent.append(actions.remind(begun + timedelta(days=days)))
    assert sent == [0, 1, 0, 1, 0]
    letter = mail.outbox[1]
    assert "Spelpunt" in letter.body
    assert "Beantwoord" not in letter.body
    client.force_login(coordinator, BACKEND)
    place = reverse("directory:campaign", args=[campaign.pk])
    assert "Call these" not in text_of(client.get(place))
    with recorded(by=None, network=network, deed="test"):
        request = FreshnessRequest.objects.get()
        request.mailed_at = begun - timedelta(days=26)
        request.save()
    text = text_of(client.get(place))
    assert "Call these" in text
    assert "09 210 00 00" in text
    call = reverse("directory:mark_called", args=[FreshnessItem.objects.get(service=service).pk])
    client.post(call, {"answer": "right"})
    service.refresh_from_db()
    assert (service.assured_on, service.assurer) == (today(), coordinator)
    assert client.post(call, {"answer": "nonsense"}).status_code == 404
    client.post(call, {"answer": ""})
    assert FreshnessItem.objects.get(service=service).answer == ""


def test_closed_round_reminds_nobody(network: LocalNetwork, service: Service) -> None:
    campaign = actions.start_campaign(by=None, network=network, choice="all")
    actions.close_campaign(by=None, campaign=campaign)
    assert actions.remind(timezone.now() + timedelta(days=8)) == 0


def test_network_asks_by_itself_once_a_month_when_switched_on(
    client: Client, coordinator: Any, network: LocalNetwork, organization: Organization
) -> None:
    nearly = a_service(organization, "Bijna oud", assured_on=today() - timedelta(days=350))
    a_service(organization, "Vers", assured_on=today() - timedelta(days=30))
    assert actions.ask_by_itself() == 0
    client.force_login(coordinator, BACKEND)
    switch = reverse("directory:set_rhythm", args=["gent"])
    client.post(switch, {"on": "1"})
    assert [actions.ask_by_itself() for _ in range(2)] == [1, 0]
    assert FreshnessItem.objects.get().service == nearly
    later = timezone.now() + timedelta(days=32)
    actions.ask_by_itself(later)
    first = FreshnessCampaign.objects.order_by("started_at").first()
    assert first is not None
    assert first.closed_at is not None
    client.post(switch, {"on": "0"})
    assert actions.ask_by_itself(later + timedelta(days=40)) == 0


@pytest.mark.parametrize("count", [1, 3])
def test_board_and_list_take_a_fixed_number_of_queries(
    client: Client,
    coordinator: Any,
    network: LocalNetwork,
    count: int,
    django_assert_num_queries: Any,
) -> None:
    for number in range(count):
        organization = an_organization(network, f"Huis {number}", email=f"h{number}@example.org")
        a_service(organization, f"Dienst {number}", phone="+3292100000")
    campaign = actions.start_campaign(by=None, network=network, choice="all")
    client.force_login(coordinator, BACKEND)
    with django_assert_num_queries(13):
        client.get(reverse("directory:campaign", args=[campaign.pk]))
    with django_assert_num_queries(12):
        client.get(reverse("directory:campaigns"))


def test_list_to_call_begins_with_who_waits_and_tells_how_many_more(
    client: Client, coordinator: Any, network: LocalNetwork
) -> None:
    for number in range(MOST_CALLS + 3):
        a_service(an_organization(network, f"Huis {number:02}"), f"Dienst {number:02}")
    campaign = actions.start_campaign(by=None, network=network, choice="all")
    done = FreshnessItem.objects.get(service__name="Dienst 00")
    actions.mark_called(by=coordinator, item=done, answer="right")
    client.force_login(coordinator, BACKEND)
    page = client.get(reverse("directory:campaign", args=[campaign.pk]))
    board = page.context["board"]
    waiting = [f"Dienst {number:02}" for number in range(1, MOST_CALLS + 1)]
    assert [call.item.service.name for call in board.calls] == waiting
    assert (board.call_count, board.more_calls) == (MOST_CALLS + 3, 3)
    assert "3 more wait" in text_of(page)
    assert len(page.context["page"]) == 50


def test_rounds_of_more_networks_than_fit_are_started_from_the_list_of_networks(
    client: Client,
) -> None:
    for number in range(MOST_NETWORKS + 1):
        a_network(f"netwerk-{number:02}", [])
    client.force_login(an_administrator(), BACKEND)
    page = client.get(reverse("directory:campaigns"))
    assert len(page.context["networks"]) == MOST_NETWORKS
    assert "All networks" in text_of(page)
    start = reverse("directory:start_campaign", args=["netwerk-20"])
    assert start in client.get(reverse("accounts:networks")).content.decode()


def test_mail_again_without_address_sends_nothing(
    client: Client, coordinator: Any, network: LocalNetwork, service: Service
) -> None:
    actions.start_campaign(by=None, network=network, choice="all")
    client.force_login(coordinator, BACKEND)
    request = FreshnessRequest.objects.get()
    place = reverse("directory:mail_again", args=[request.pk])
    assert "Nothing was sent" in text_of(client.post(place, {"email": ""}, follow=True))
    assert client.post(reverse("directory:mail_again", args=[uuid.uuid4()])).status_code == 404
