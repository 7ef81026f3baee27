"""A round from the start to the last phone call, and the link without signing in."""

import re
import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

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
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, PersonalLink, Role, recorded
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.boards import MOST_CALLS
from vlaggenlijn.directory.models import (
    FreshnessCampaign,
    FreshnessItem,
    FreshnessRequest,
    Organization,
    Phone,
    Service,
    Suggestion,
)
from vlaggenlijn.directory.views.freshness_work import MOST_NETWORKS

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def today() -> date:
    """Asked anew: a round of tests may begin before midnight and end after it."""
    return timezone.localdate()


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


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def started(network: LocalNetwork, capture: Any, **values: Any) -> FreshnessCampaign:
    with capture(execute=True):
        return actions.start_campaign(by=None, network=network, **({"choice": "stale"} | values))


def token_in(letter: Any) -> str:
    (token,) = re.findall(r"^http\S+/actueel/(\S+)/$", letter.body, re.MULTILINE)
    return str(token)


def place_of(token: str) -> str:
    return reverse("directory:freshness", args=[token])


# Starting


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


def test_letter_reads_well(
    network: LocalNetwork, service: Service, django_capture_on_commit_callbacks: Any
) -> None:
    a_service(service.organization, "Babbel" + " en babbel" * 12)
    started(network, django_capture_on_commit_callbacks, text="Fijne lente! " * 20)
    (letter,) = mail.outbox
    lines = letter.body.splitlines()
    links = [line for line in lines if "://" in line]
    assert len(links) == 1
    assert links[0].startswith(("http://gent.example.org/actueel/", "https://gent."))
    assert max(len(line) for line in lines if line not in links) <= 72
    assert "Spelpunt" in letter.body
    assert "09 210 00 01" in letter.body


def test_what_a_running_round_asks_is_not_asked_again(
    network: LocalNetwork, service: Service
) -> None:
    first = actions.start_campaign(by=None, network=network, choice="all")
    second = actions.start_campaign(by=None, network=network, choice="all")
    assert (first.requests.count(), second.requests.count()) == (1, 0)
    actions.close_campaign(by=None, campaign=first)
    third = actions.start_campaign(by=None, network=network, choice="all")
    assert third.requests.count() == 1


# The link


def test_opening_the_link_changes_nothing_and_a_tap_confirms(
    client: Client,
    network: LocalNetwork,
    service: Service,
    django_capture_on_commit_callbacks: Any,
) -> None:
    started(network, django_capture_on_commit_callbacks)
    place = place_of(token_in(mail.outbox[0]))
    text = text_of(client.get(place))
    assert "Spelpunt" in text
    assert "09 210 00 00" in text
    service.refresh_from_db()
    assert service.assured_on is None
    item = FreshnessItem.objects.get()
    response = client.post(place, {"right": str(item.pk)}, follow=True)
    service.refresh_from_db()
    assert (service.assured_on, service.assurer) == (today(), None)
    assert "Thank you! That was all." in text_of(response)
    deed = ChangeSet.objects.get(deed="service.confirm")
    assert deed.by is None
    assert "bib@example.org" in deed.reason


def test_all_of_it_is_right_in_one_tap(
    client: Client,
    network: LocalNetwork,
    service: Service,
    django_capture_on_commit_callbacks: Any,
) -> None:
    other = a_service(service.organization, "Tweede")
    foreign = a_service(an_organization(network, "Ander"), "Van een ander")
    started(network, django_capture_on_commit_callbacks)
    client.post(place_of(token_in(mail.outbox[0])), {"all": "1"})
    dates = dict(Service.objects.values_list("pk", "assured_on"))
    assert dates == {service.pk: today(), other.pk: today(), foreign.pk: None}


def test_change_waits_for_the_coordinator_and_is_taken_over_by_field(
    client: Client,
    coordinator: Any,
    network: LocalNetwork,
    service: Service,
    django_capture_on_commit_callbacks: Any,
) -> None:
    started(network, django_capture_on_commit_callbacks)
    token = token_in(mail.outbox[0])
    item = FreshnessItem.objects.get()
    place = reverse("directory:freshness_change", args=[token, item.pk])
    sent = sent_by(
        client.get(place),
        css_class="form panel",
        phone="09 210 99 99",
        day_2="9-12",
        alert="Dicht in juli",
        remark="Nieuwe ingang",
    )
    for _ in range(2):
        assert client.post(place, sent).status_code == 302
    told = Suggestion.objects.get()
    assert {name: change["after"] for name, change in told.changes.items()} == {
        "phone": "+3292109999",
        "day_2": "09:00–12:00",
        "alert": "Dicht in juli",
    }
    item.refresh_from_db()
    assert item.answer == "changed"
    service.refresh_from_db()
    assert (service.alert, service.assured_on) == ("", None)
    client.force_login(coordinator, BACKEND)
    page = client.get(reverse("directory:suggestion", args=[told.pk]))
    assert "09 210 99 99" in text_of(page)
    take = reverse("directory:take_over", args=[told.pk])
    for name in ("phone", "day_2", "alert"):
        version = Service.objects.get(pk=service.pk).version
        client.post(take, {"name": name, "version": version})
    service.refresh_from_db()
    assert (service.alert, service.assured_on) == ("Dicht in juli", today())
    assert [phone.number for phone in service.phones.all()] == ["+3292109999"]
    assert [(row.byday, row.opens_at.hour) for row in service.schedules.all()] == [("WE", 9)]
    assert client.post(take, {"name": "alert", "version": 1}).status_code == 302
    assert client.post(take, {"name": "name", "version": service.version}).status_code == 404
    assert Service.objects.get(pk=service.pk).version == service.version


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


def test_stopped_is_said_and_taken_over(
    client: Client,
    coordinator: Any,
    network: LocalNetwork,
    service: Service,
    django_capture_on_commit_callbacks: Any,
) -> None:
    started(network, django_capture_on_commit_callbacks)
    item = FreshnessItem.objects.get()
    place = reverse("directory:freshness_change", args=[token_in(mail.outbox[0]), item.pk])
    client.post(place, sent_by(client.get(place), css_class="form panel", has_stopped="on"))
    item.refresh_from_db()
    assert item.answer == "stopped"
    told = Suggestion.objects.get()
    actions.take_over(by=coordinator, suggestion=told, name="status", version=service.version)
    service.refresh_from_db()
    assert (service.status, service.assured_on) == ("defunct", None)


def test_form_with_nothing_changed_answers_nothing(
    client: Client,
    network: LocalNetwork,
    organization: Organization,
    django_capture_on_commit_callbacks: Any,
) -> None:
    """Nor does what visitors see of the organisation count as a change of the service."""
    a_service(organization, "Zonder eigen nummer")
    with recorded(by=None, network=network, deed="test"):
        Phone(organization=organization, number="+3292100005").save()
    started(network, django_capture_on_commit_callbacks)
    item = FreshnessItem.objects.get()
    place = reverse("directory:freshness_change", args=[token_in(mail.outbox[0]), item.pk])
    sent = sent_by(client.get(place), css_class="form panel")
    assert (sent["phone"], sent["email"]) == (["09 210 00 05"], ["bib@example.org"])
    response = client.post(place, sent)
    assert response.status_code == 422
    assert "You changed nothing" in text_of(response)
    assert not Suggestion.objects.exists()


def test_link_opens_only_its_own_services(
    client: Client,
    network: LocalNetwork,
    service: Service,
    django_capture_on_commit_callbacks: Any,
) -> None:
    other = a_service(an_organization(network, "Ander", email="ander@example.org"), "Geheim")
    started(network, django_capture_on_commit_callbacks)
    token = next(token_in(one) for one in mail.outbox if one.to == ["bib@example.org"])
    assert "Geheim" not in text_of(client.get(place_of(token)))
    item = FreshnessItem.objects.get(service=other)
    assert (
        client.get(reverse("directory:freshness_change", args=[token, item.pk])).status_code == 404
    )
    client.post(place_of(token), {"right": str(item.pk)})
    other.refresh_from_db()
    assert other.assured_on is None


def test_not_for_me_ends_the_link_and_the_coordinator_mails_the_other(
    client: Client,
    coordinator: Any,
    network: LocalNetwork,
    service: Service,
    django_capture_on_commit_callbacks: Any,
) -> None:
    campaign = started(network, django_capture_on_commit_callbacks)
    token = token_in(mail.outbox[0])
    place = reverse("directory:freshness_pass_on", args=[token])
    client.post(place, {"email": "lien@example.org"})
    assert client.get(place_of(token)).status_code == 404
    assert len(mail.outbox) == 1
    client.force_login(coordinator, BACKEND)
    board = client.get(reverse("directory:campaign", args=[campaign.pk]))
    assert "ask lien@example.org" in text_of(board)
    request = FreshnessRequest.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("directory:mail_again", args=[request.pk]), {"email": "lien@example.org"}
        )
    assert mail.outbox[1].to == ["lien@example.org"]
    assert client.get(place_of(token_in(mail.outbox[1]))).status_code == 200


def test_ended_link_looks_like_an_unknown_one_and_is_renewed_once_an_hour(
    client: Client,
    network: LocalNetwork,
    service: Service,
    django_capture_on_commit_callbacks: Any,
) -> None:
    started(network, django_capture_on_commit_callbacks)
    token = token_in(mail.outbox[0])
    PersonalLink.objects.update(expires_at=timezone.now() - timedelta(days=1))
    pages = []
    for one in (token, "x" * 43):
        assert client.get(place_of(one)).status_code == 404
        with django_capture_on_commit_callbacks(execute=True):
            for _ in range(2):
                page = client.post(reverse("directory:freshness_renew", args=[one]))
        pages.append(text_of(page))
    assert pages[0] == pages[1]
    assert [one.to for one in mail.outbox] == [["bib@example.org"]] * 2
    assert client.get(place_of(token_in(mail.outbox[1]))).status_code == 200


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


# Reminders, calls, by itself


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


def test_addressee_vouches_only_for_what_stands_on_the_page(
    client: Client, network: LocalNetwork, organization: Organization,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    for number in range(25):
        a_service(organization, f"Dienst {number:02}")
    started(network, django_capture_on_commit_callbacks)
    place = place_of(token_in(mail.outbox[-1]))
    assert "All on this page is still right" in text_of(client.get(place))
    answer = client.post(f"{place}?page=2", {"all": "1"})
    assert (answer.status_code, answer.url) == (302, f"{place}?page=2")
    right = FreshnessItem.objects.filter(answer="right")
    assert set(right.values_list("service__name", flat=True)) == {
        f"Dienst {number}" for number in range(20, 25)
    }
    other = FreshnessItem.objects.get(service__name="Dienst 03")
    client.post(f"{place}?page=2", {"right": str(other.pk)})
    assert right.count() == 6


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
