"""The link in a letter: what its reader sees, confirms and changes, and when it ends."""

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
    a_member,
    a_network,
    a_service,
    an_organization,
)
from tests.pages import sent_by
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, PersonalLink, Role, recorded
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.models import (
    FreshnessItem,
    FreshnessRequest,
    Organization,
    Phone,
    Service,
    Suggestion,
)

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
