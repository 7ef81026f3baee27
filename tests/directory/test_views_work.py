import html
import re
import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    BRUSSELS,
    GENT,
    LEUVEN,
    a_concept,
    a_member,
    a_network,
    a_partner,
    a_service,
    an_administrator,
    an_organization,
)
from tests.pages import sent_by
from vlaggenlijn.accounts.models import Change, LocalNetwork, Role, User, recorded
from vlaggenlijn.directory.models import Helpline, LocalNote, Organization, Service

pytestmark = pytest.mark.django_db


def url(name: str, *args: Any, **query: Any) -> str:
    return reverse(f"directory:{name}", args=args, query=query or None)


def text_of(response: HttpResponse) -> str:
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(plain.split())


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


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    client.cookies["taal"] = "en"
    return client


# The list


@pytest.mark.parametrize("name", ["services", "organizations"])
def test_list_asks_to_sign_in(client: Client, name: str) -> None:
    response = client.get(url(name))
    assert (response.status_code, response.url.split("?")[0]) == (302, "/account/login/")


def test_list_without_rows_says_what_to_do(work: Client, organization: Organization) -> None:
    assert "There is no offer yet" in text_of(work.get(url("services")))
    assert "First add an organisation" not in text_of(work.get(url("services")))


def test_list_without_rows_for_a_reader_sends_to_the_coordinator(
    client: Client, network: LocalNetwork
) -> None:
    signed_in(client, a_member(Role.READER, network))
    assert "First add an organisation" in text_of(client.get(url("services")))
    assert "Ask them to begin with yours" in text_of(client.get(url("organizations")))


def names_in(response: HttpResponse, names: Iterable[str]) -> list[str]:
    text = text_of(response)
    return sorted((name for name in names if name in text), key=text.index)


@pytest.fixture
def three(organization: Organization, network: LocalNetwork) -> dict[str, Service]:
    today = timezone.localdate()
    other = an_organization(network, "Zebrapad")
    return {
        "Alfa": a_service(organization, "Alfa", assured_on=today, themes=["sleep"]),
        "Bravo": a_service(organization, "Bravo", assured_on=today - timedelta(days=400)),
        "Charlie": a_service(other, "Charlie", closed_until=today),
    }


def test_list_shows_what_was_confirmed_longest_ago_first(
    work: Client, three: dict[str, Service]
) -> None:
    assert names_in(work.get(url("services")), three) == ["Charlie", "Bravo", "Alfa"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "brav"}, ["Bravo"]),
        ({"q": "zebra"}, ["Charlie"]),
        ({"state": "stale"}, ["Charlie", "Bravo"]),
        ({"state": "current"}, ["Alfa"]),
        ({"state": "closed"}, ["Charlie"]),
        ({"state": "archived"}, []),
        ({"sort": "name"}, ["Alfa", "Bravo", "Charlie"]),
        ({"sort": "organisation"}, ["Alfa", "Bravo", "Charlie"]),
        ({"sort": "changed"}, ["Charlie", "Bravo", "Alfa"]),
        ({"state": "nonsense", "sort": "nonsense", "page": "99"}, ["Charlie", "Bravo", "Alfa"]),
        ({"organisation": "nonsense", "theme": "x"}, ["Charlie", "Bravo", "Alfa"]),
    ],
)
def test_list_narrowed_and_sorted(
    work: Client, three: dict[str, Service], query: dict[str, str], expected: Any
) -> None:
    assert names_in(work.get(url("services", **query)), three) == expected


def test_list_narrowed_by_organization_and_theme(work: Client, three: dict[str, Service]) -> None:
    organization = three["Charlie"].organization
    assert names_in(work.get(url("services", organisation=organization.pk)), three) == ["Charlie"]
    theme = a_concept("themes", "sleep").pk
    assert names_in(work.get(url("services", theme=theme)), three) == ["Alfa"]


def test_list_narrowed_to_nothing_offers_the_way_back(
    work: Client, three: dict[str, Service]
) -> None:
    assert "Nothing fits these choices" in text_of(work.get(url("services", q="zzz")))


def test_list_has_fifty_rows_a_page(work: Client, organization: Organization) -> None:
    for number in range(51):
        a_service(organization, f"Dienst {number:02}")
    first, second = work.get(url("services")), work.get(url("services", page=2))
    assert (len(first.context["page"]), len(second.context["page"])) == (50, 1)
    assert "51 services" in text_of(first)


def test_list_holds_what_reaches_us_but_not_what_stays_away(
    work: Client, network: LocalNetwork
) -> None:
    theirs = an_organization(a_network("leuven", [LEUVEN]), "Leuven")
    a_service(theirs, "Komt naar Gent", areas=[GENT, LEUVEN])
    a_service(an_organization(a_network("brussel", [BRUSSELS])), "Blijft weg", areas=[BRUSSELS])
    response = work.get(url("services"))
    names = ["Komt naar Gent", "Blijft weg"]
    assert names_in(response, names) == ["Komt naar Gent"]
    assert response.context["editable"] == set()


SERVICE_LIST_QUERIES, ORGANIZATION_LIST_QUERIES = 17, 14


def query_count(work: Client, name: str, django_assert_max_num_queries: Any) -> int:
    work.get(url(name))
    with django_assert_max_num_queries(100) as captured:
        assert work.get(url(name)).status_code == 200
    return len(captured)


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_as_much_of_the_database_for_one_row_as_for_three(
    work: Client, network: LocalNetwork, rows: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(rows):
        a_service(an_organization(network, f"Organisatie {number}"), areas=[GENT])
    assert query_count(work, "services", django_assert_max_num_queries) == SERVICE_LIST_QUERIES
    assert (
        query_count(work, "organizations", django_assert_max_num_queries)
        == ORGANIZATION_LIST_QUERIES
    )


# Adding and changing


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


# Who may do what


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


# One tap


def test_confirm_in_one_tap_goes_back_to_the_list(work: Client, service: Service) -> None:
    response = work.post(url("confirm_service", service.pk), {"next": "/werk/aanbod/?q=spel"})
    assert response.url == "/werk/aanbod/?q=spel"
    assert Service.objects.get().assured_on == timezone.localdate()


def test_one_tap_never_leads_to_another_site(work: Client, service: Service) -> None:
    for address in ("https://evil.example/", "//evil.example", "javascript:alert(1)", ""):
        response = work.post(url("confirm_service", service.pk), {"next": address})
        assert response.url == url("services")


def test_closed_this_week_and_undone_from_the_message(work: Client, service: Service) -> None:
    address = url("close_service_this_week", service.pk)
    work.post(address, {"closed": "1"})
    assert Service.objects.get().is_closed_this_week
    page = work.get(url("services")).content.decode()
    assert "Undo" in page
    assert f'formaction="{address}" name="closed" value="0"' in page
    work.post(address, {"closed": "0"})
    assert Service.objects.get().closed_until is None


def test_closed_twice_stays_closed(work: Client, service: Service) -> None:
    for _ in range(2):
        work.post(url("close_service_this_week", service.pk), {"closed": "1"})
    assert Service.objects.get().is_closed_this_week


@pytest.mark.parametrize("name", ["confirm_service", "close_service_this_week"])
def test_opening_an_address_never_changes_anything(
    work: Client, service: Service, name: str
) -> None:
    assert work.get(url(name, service.pk)).status_code == 405


def test_name_with_markup_is_shown_as_text_in_the_message(
    work: Client, organization: Organization
) -> None:
    service = a_service(organization, "<b>Vet</b>")
    work.post(url("close_service_this_week", service.pk), {"closed": "1"})
    page = work.get(url("services")).content.decode()
    assert "<b>Vet</b>" not in page
    assert "&lt;b&gt;Vet&lt;/b&gt;" in page


def test_archive_asks_first_and_can_be_undone(work: Client, service: Service) -> None:
    address = url("archive_service", service.pk)
    assert "Archive “Spelpunt”?" in text_of(work.get(address))
    work.post(address, {"archived": "1"})
    assert Service.objects.get().archived_at is not None
    assert "Put “Spelpunt” back?" in text_of(work.get(address))
    assert "Spelpunt" in text_of(work.get(url("services", state="archived")))
    work.post(address, {"archived": "0"})
    assert Service.objects.get().archived_at is None


@pytest.mark.parametrize("name", ["service_history", "organization_history"])
def test_history_of_a_record(work: Client, service: Service, name: str) -> None:
    pk = service.pk if name == "service_history" else service.organization.pk
    work.post(url("confirm_service", service.pk))
    work.post(url("archive_organization", service.organization.pk), {"archived": "1"})
    text = text_of(work.get(url(name, pk)))
    assert "History of" in text
    assert {"service_history": "confirmed that", "organization_history": "archived the"}[
        name
    ] in text


# Notes


def test_note_is_written_and_shown(client: Client, network: LocalNetwork, service: Service) -> None:
    signed_in(client, a_member(Role.PROFESSIONAL, network))
    address = url("note", service.pk)
    sent = sent_by(client.get(address), refer_when="Bij vragen over slapen")
    assert client.post(address, sent).url == url("edit_service", service.pk)
    assert "Bij vragen over slapen" in text_of(client.get(url("edit_service", service.pk)))


def test_note_changed_by_somebody_else_shows_both(
    client: Client, network: LocalNetwork, service: Service
) -> None:
    signed_in(client, a_member(Role.PROFESSIONAL, network))
    address = url("note", service.pk)
    opened = sent_by(client.get(address), refer_when="Eerst")
    client.post(address, sent_by(client.get(address), refer_when="Iemand anders"))
    response = client.post(address, opened)
    assert response.status_code == 409
    assert "Iemand anders" in text_of(response)
    client.post(address, sent_by(response))
    assert LocalNote.objects.get().refer_when == "Eerst"


def test_note_too_long_is_kept_and_mended(
    client: Client, network: LocalNetwork, service: Service
) -> None:
    signed_in(client, a_member(Role.PROFESSIONAL, network))
    address = url("note", service.pk)
    response = client.post(address, sent_by(client.get(address), refer_when="x" * 2001))
    assert response.status_code == 422
    assert sent_by(response)["refer_when"] == ["x" * 2001]


def test_note_is_not_for_readers(client: Client, network: LocalNetwork, service: Service) -> None:
    signed_in(client, a_member(Role.READER, network))
    assert client.get(url("note", service.pk)).status_code == 403


def test_note_of_the_network_asked(client: Client, network: LocalNetwork, service: Service) -> None:
    other = a_network("tweede", [GENT])
    user = a_member(network=network)
    signed_in(client, a_member(network=other, user=user))
    address = url("note", service.pk, netwerk="tweede")
    client.post(address, sent_by(client.get(address), refer_when="Van ons"))
    assert LocalNote.objects.get().network == other
    assert client.get(url("note", service.pk, netwerk="onbekend")).status_code == 404


# Organisations


def test_add_organization_with_a_name_alone(work: Client, network: LocalNetwork) -> None:
    address = url("add_organization")
    response = work.post(address, sent_by(work.get(address), name="Bib", kbo="0207.437.468"))
    made = Organization.objects.get()
    assert response.url == url("edit_organization", made.pk)
    assert (made.network, made.identifiers.get().identifier) == (network, "0207437468")


def test_add_organization_is_not_for_partners(client: Client, organization: Organization) -> None:
    signed_in(client, a_partner(organization))
    assert client.get(url("add_organization")).status_code == 403


def test_add_organization_in_the_network_asked(client: Client, network: LocalNetwork) -> None:
    other = a_network("tweede", [LEUVEN])
    signed_in(client, an_administrator())
    address = url("add_organization", netwerk="tweede")
    client.post(address, sent_by(client.get(address), name="Bib"))
    assert Organization.objects.get().network == other
    assert client.get(url("add_organization", netwerk="onbekend")).status_code == 404


def test_add_organization_typed_on_after_going_back_becomes_a_change(work: Client) -> None:
    address = url("add_organization")
    sent = sent_by(work.get(address), name="Bib")
    work.post(address, sent)
    response = work.post(address, sent | {"name": "Bibliotheek"})
    assert response.status_code == 409
    work.post(url("edit_organization", Organization.objects.get().pk), sent_by(response))
    assert Organization.objects.get().name == "Bibliotheek"


def test_organization_saved_as_shown_changes_nothing(
    work: Client, organization: Organization, service: Service
) -> None:
    address = url("edit_organization", organization.pk)
    before = Change.objects.count()
    assert work.post(address, sent_by(work.get(address))).status_code == 302
    assert Change.objects.count() == before


def test_organization_with_errors_keeps_what_was_typed(
    work: Client, organization: Organization
) -> None:
    address = url("edit_organization", organization.pk)
    response = work.post(address, sent_by(work.get(address), kbo="123", email="geen adres"))
    assert response.status_code == 422
    assert "An enterprise number has ten digits" in text_of(response)
    assert sent_by(response)["email"] == ["geen adres"]


def test_organization_conflict_shows_what_was_saved(
    work: Client, organization: Organization
) -> None:
    address = url("edit_organization", organization.pk)
    opened = sent_by(work.get(address), name="Mijn naam")
    work.post(address, sent_by(work.get(address), description="Van een ander"))
    response = work.post(address, opened)
    assert response.status_code == 409
    assert "Van een ander" in text_of(response)
    work.post(address, sent_by(response))
    assert Organization.objects.get().name == "Mijn naam"


def test_organization_one_only_reads(
    client: Client, network: LocalNetwork, organization: Organization, service: Service
) -> None:
    signed_in(client, a_member(Role.READER, network))
    address = url("edit_organization", organization.pk)
    assert "You can read this organisation" in text_of(client.get(address))
    assert client.post(address).status_code == 403
    assert client.post(url("archive_organization", organization.pk)).status_code == 403


def test_organization_one_does_not_see_answers_as_missing(
    client: Client, organization: Organization
) -> None:
    signed_in(client, a_member(network=a_network("brussel", [BRUSSELS])))
    for name in ("edit_organization", "organization_history", "archive_organization"):
        assert client.get(url(name, organization.pk)).status_code == 404


def test_organizations_found_sorted_and_archived(
    work: Client, network: LocalNetwork, organization: Organization
) -> None:
    an_organization(network, "Apenstaart", assured_on=timezone.localdate())
    names = ["Apenstaart", "Huis van het Kind"]
    assert names_in(work.get(url("organizations")), names) == names
    by_age = work.get(url("organizations", sort="stale"))
    assert names_in(by_age, names) == names[::-1]
    assert names_in(work.get(url("organizations", q="huis")), names) == names[1:]
    address = url("archive_organization", organization.pk)
    assert "nor its 0 services" in text_of(work.get(address))
    work.post(address, {"archived": "1"})
    assert names_in(work.get(url("organizations", state="archived")), names) == names[1:]
    assert "Put “Huis van het Kind” back?" in text_of(work.get(address))
    work.post(address, {"archived": "0"})
    assert Organization.objects.current().count() == 2


# Helplines


def test_helplines_are_checked_one_by_one(client: Client, reference_data: None) -> None:
    signed_in(client, an_administrator())
    line = Helpline.objects.exclude(number="").first()
    values = {"helpline": line.slug, "number": line.number}
    client.post(url("verify_helplines"), values)
    line.refresh_from_db()
    assert line.verified_on == timezone.localdate()
    assert "Noted: you checked" in text_of(client.get(url("verify_helplines")))


def test_helpline_whose_number_changed_is_not_checked(client: Client, reference_data: None) -> None:
    signed_in(client, an_administrator())
    line = Helpline.objects.first()
    client.post(url("verify_helplines"), {"helpline": line.slug, "number": "1"})
    assert "This number changed just now" in text_of(client.get(url("verify_helplines")))
    assert client.post(url("verify_helplines"), {"helpline": "none"}).status_code == 404


def test_helplines_are_for_administrators(work: Client) -> None:
    assert work.get(url("verify_helplines")).status_code == 403


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.READER])
def test_organisation_with_many_services_names_some_and_leads_to_all(
    client: Client, organization: Organization, role: str
) -> None:
    for number in range(22):
        a_service(organization, f"Dienst {number:02}")
    signed_in(client, a_member(role, organization.network))
    page = client.get(url("edit_organization", organization.pk))
    shown = [f"Dienst {number:02}" for number in range(20)]
    assert names_in(page, [*shown, "Dienst 20", "Dienst 21"]) == shown
    (address,) = re.findall(r'href="([^"]+)">All 22 services', page.content.decode())
    every = client.get(html.unescape(address))
    assert every.context["page"].paginator.count == 22
