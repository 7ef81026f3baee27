"""The form of a service: added, saved as shown, mended, and changed by two at once."""

import uuid

import pytest
from django.test import Client
from django.utils import timezone

from tests.directory.work_pages import signed_in, text_of, url
from tests.factories import (
    BRUSSELS,
    GENT,
    LEUVEN,
    a_member,
    a_network,
    a_partner,
    a_service,
    an_organization,
)
from tests.pages import sent_by
from vlaggenlijn.accounts.models import Change, LocalNetwork, Role, recorded
from vlaggenlijn.directory.models import LocalNote, Organization, Service

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def organization(network: LocalNetwork) -> Organization:
    return an_organization(network)


@pytest.fixture
def service(organization: Organization) -> Service:
    return a_service(
        organization,
        areas=[GENT],
        themes=["sleep"],
        phone="+3292100000",
        place={"name": "Bib", "city": "Gent", "postal_code": "9000", "municipality_id": GENT},
    )


@pytest.fixture
def work(client: Client, network: LocalNetwork) -> Client:
    """A client signed in as the coordinator of the network, in English."""
    client.force_login(a_member(network=network))
    client.cookies["taal"] = "en"
    return client


def test_add_service_first_asks_which_organization(
    work: Client, organization: Organization
) -> None:
    assert "Which organisation gives it?" in text_of(work.get(url("add_service")))


def test_add_service_without_organization_says_what_to_do(
    client: Client, network: LocalNetwork
) -> None:
    signed_in(client, a_member(Role.READER, network))
    text = text_of(client.get(url("add_service")))
    assert "There is no organisation yet that you may add to" in text


def test_add_service_for_an_organization_one_reads_is_refused(
    client: Client, network: LocalNetwork, organization: Organization
) -> None:
    signed_in(client, a_member(Role.PROFESSIONAL, network))
    assert client.get(url("add_service", organisatie=organization.pk)).status_code == 403


def test_add_service_for_an_unknown_organization_is_missing(work: Client) -> None:
    assert work.get(url("add_service", organisatie=uuid.uuid4())).status_code == 404


def test_add_service_with_a_name_alone(work: Client, organization: Organization) -> None:
    address = url("add_service", organisatie=organization.pk)
    sent = sent_by(work.get(address), name="Babbelbox")
    response = work.post(address, sent)
    made = Service.objects.get()
    assert (response.status_code, response.url) == (302, url("edit_service", made.pk))
    assert (made.name, made.organization) == ("Babbelbox", organization)
    assert made.assured_on == timezone.localdate()
    assert list(made.service_areas.values_list("municipality_id", flat=True)) == [GENT]
    assert list(made.languages.values_list("code", flat=True)) == ["nl"]


def test_add_service_sent_twice_adds_one(work: Client, organization: Organization) -> None:
    address = url("add_service", organisatie=organization.pk)
    sent = sent_by(work.get(address), name="Babbelbox")
    assert work.post(address, sent).url == work.post(address, sent).url
    assert Service.objects.count() == 1


def test_add_service_typed_on_after_going_back_becomes_a_change(
    work: Client, organization: Organization
) -> None:
    address = url("add_service", organisatie=organization.pk)
    sent = sent_by(work.get(address), name="Babbelbox")
    work.post(address, sent)
    response = work.post(address, sent | {"name": "Babbelbus"})
    assert response.status_code == 409
    work.post(url("edit_service", Service.objects.get().pk), sent_by(response))
    assert Service.objects.get().name == "Babbelbus"


def test_service_saved_as_shown_changes_nothing(work: Client, service: Service) -> None:
    address = url("edit_service", service.pk)
    before = Change.objects.count()
    assert work.post(address, sent_by(work.get(address))).status_code == 302
    assert Change.objects.count() == before


def test_service_saved_with_everything_filled_in_shows_it_again(
    work: Client, service: Service
) -> None:
    address = url("edit_service", service.pk)
    typed = {
        "summary": "Samen spelen",
        "age_from": "2,5",
        "age_to": "18 maanden",
        "cost_kind": "paid",
        "amount": "2,50",
        "uitpas_amount": "0,5",
        "places-0-day_0": "9-12, 13.30-17",
        "places-0-wheelchair": "yes",
        "phones-1-number": "1712",
        "closures-0-first": "2026-07-01",
        "closures-0-last": "2026-07-31",
        "languages": ["nl", "uk"],
        "capacity_available": "3",
        "url": "www.example.be",
    }
    wrong = work.post(address, sent_by(work.get(address), **typed))
    assert wrong.status_code == 422
    assert work.post(address, sent_by(wrong, age_to="6")).status_code == 302
    shown = sent_by(work.get(address))
    assert {name: shown[name] for name in ("age_from", "age_to", "amount", "uitpas_amount")} == {
        "age_from": ["2.5"],
        "age_to": ["6"],
        "amount": ["2.50"],
        "uitpas_amount": ["0.50"],
    }
    assert shown["places-0-day_0"] == ["09:00–12:00, 13:30–17:00"]
    assert shown["places-0-wheelchair"] == ["yes"]
    assert shown["closures-0-last"] == ["2026-07-31"]
    assert shown["languages"] == ["nl", "uk"]
    assert shown["url"] == ["https://www.example.be"]
    before = Change.objects.count()
    assert work.post(address, shown).status_code == 302
    assert Change.objects.count() == before


def test_service_with_errors_keeps_what_was_typed_and_names_the_mend(
    work: Client, service: Service
) -> None:
    address = url("edit_service", service.pk)
    sent = sent_by(work.get(address), **{"name": "", "places-0-day_2": "heel de dag"})
    response = work.post(address, sent)
    text = text_of(response)
    assert response.status_code == 422
    assert "Name: Fill this in." in text
    assert "“heel de dag” is not clear. Write hours as 9-12, 13.30-17." in text
    assert 'href="#id_places-0-day_2"' in response.content.decode()
    assert sent_by(response)["places-0-day_2"] == ["heel de dag"]
    assert Service.objects.get().name == "Spelpunt"


def test_conflict_shows_both_and_saves_over_it_knowingly(
    client: Client, network: LocalNetwork, service: Service
) -> None:
    address = url("edit_service", service.pk)
    mine = signed_in(client, a_member(network=network))
    opened = sent_by(mine.get(address))
    signed_in(client, a_member(network=network, user=None))
    client.post(address, sent_by(client.get(address), wait_time="six weeks"))
    response = client.post(address, opened | {"alert": "Moved"})
    text = text_of(response)
    assert response.status_code == 409
    assert "This was changed in the meantime" in text
    assert "Waiting time empty six weeks" in text
    assert sent_by(response)["alert"] == ["Moved"]
    assert Service.objects.get().alert == ""
    assert client.post(address, sent_by(response)).status_code == 302
    stored = Service.objects.get()
    assert (stored.alert, stored.wait_time) == ("Moved", "")


def test_place_ticked_to_remove_goes_even_when_it_is_wrong(work: Client, service: Service) -> None:
    address = url("edit_service", service.pk)
    typed = {"places-0-DELETE": "on", "places-0-day_0": "nonsense"}
    assert work.post(address, sent_by(work.get(address), **typed)).status_code == 302
    assert not service.service_at_locations.exists()


def test_page_without_its_hidden_fields_is_refused_in_words(work: Client, service: Service) -> None:
    response = work.post(url("edit_service", service.pk), {"name": "Kaal"})
    assert response.status_code == 422
    assert "The page was not complete." in text_of(response)


def quick_pages(service: Service) -> list[tuple[str, dict[str, str]]]:
    return [
        ("confirm_service", {}),
        ("close_service_this_week", {"closed": "1"}),
        ("archive_service", {"archived": "1"}),
        ("edit_service", {}),
    ]


def test_service_one_does_not_see_answers_as_missing(client: Client, service: Service) -> None:
    signed_in(client, a_member(network=a_network("brussel", [BRUSSELS])))
    for name, values in quick_pages(service):
        other = client.post(url(name, service.pk), values)
        missing = client.post(url(name, uuid.uuid4()), values)
        assert (other.status_code, missing.status_code) == (404, 404)
    for name in ("edit_service", "service_history", "archive_service", "note"):
        assert client.get(url(name, service.pk)).status_code == 404


def test_service_one_only_reads_is_not_changed(
    client: Client, network: LocalNetwork, service: Service
) -> None:
    signed_in(client, a_member(Role.PROFESSIONAL, network))
    for name, values in quick_pages(service):
        assert client.post(url(name, service.pk), values).status_code == 403
    stored = Service.objects.get()
    assert (stored.version, stored.assured_on, stored.archived_at) == (1, None, None)


def test_service_one_only_reads_is_shown_with_notes_and_lines_for_professionals(
    client: Client, network: LocalNetwork, service: Service
) -> None:
    with recorded(by=None, network=network, deed="test"):
        service.phones.model(
            service=service, number="+3292107777", is_for_professionals=True
        ).save()
        LocalNote(network=network, service=service, refer_when="Bij twijfel").save()
        other = a_network("tweede", [LEUVEN])
        LocalNote(network=other, service=service, refer_when="Geheim van anderen").save()
    signed_in(client, a_member(Role.PROFESSIONAL, network))
    text = text_of(client.get(url("edit_service", service.pk)))
    assert "Bij twijfel" in text
    assert "09 210 77 77" in text
    assert "Geheim van anderen" not in text


def test_partner_changes_own_service(
    client: Client, organization: Organization, service: Service
) -> None:
    signed_in(client, a_partner(organization))
    address = url("edit_service", service.pk)
    assert client.post(address, sent_by(client.get(address), name="Nieuw")).status_code == 302
    assert Service.objects.get().name == "Nieuw"
