"""The page on which many themes are confirmed, and the suggestions on the form of a service."""

import re
import uuid
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from tests.factories import GENT, LEUVEN, a_concept, a_member, a_network, a_service, an_organization
from tests.findable import found_service
from tests.pages import sent_by
from vlaggenlijn.accounts.models import LocalNetwork, Role, User
from vlaggenlijn.directory.actions.themes import ThemeChoice
from vlaggenlijn.directory.forms.themes import read_choices
from vlaggenlijn.directory.models import Organization, Service, ServiceConcept

pytestmark = pytest.mark.django_db
PAGE = "/werk/themas/"


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def organization(network: LocalNetwork) -> Organization:
    return an_organization(network)


@pytest.fixture
def work(network: LocalNetwork, client: Client) -> Client:
    client.force_login(a_member(network=network))
    return client


def headings(page: Any) -> list[str]:
    return re.findall(r'<h2><a href="[^"]+">([^<]+)</a></h2>', page.content.decode())


def pair(service: Service, slug: str) -> str:
    return f"{service.pk}:{a_concept('themes', slug).pk}"


def links() -> list[tuple[str, bool, bool]]:
    rows = ServiceConcept.objects.order_by("concept__slug")
    return list(rows.values_list("concept__slug", "is_confirmed", "is_refused"))


def test_page_lists_my_services_without_themes_newest_first(
    work: Client, organization: Organization
) -> None:
    foreign = an_organization(a_network("leuven", [LEUVEN]))
    a_service(foreign, "Van een ander", areas=[GENT])
    a_service(organization, "Met thema", themes=["sleep"])
    a_service(organization, "Eerst")
    a_service(organization, "Laatst", description="Hulp bij het slapen van je baby.")
    page = work.get(PAGE)
    assert headings(page) == ["Laatst", "Eerst"]
    text = page.content.decode()
    assert "omdat er staat: slapen" in text


def test_service_of_which_all_was_left_out_says_that_nothing_is_suggested(
    work: Client, organization: Organization
) -> None:
    service = a_service(organization, "Slapen")
    for _ in range(3):
        shown = re.findall(r'name="shown" value="([^"]+)"', work.get(PAGE).content.decode())
        service.refresh_from_db()
        seen = f"{service.pk}:{service.version}"
        work.post(PAGE, {"seen": seen, "shown": shown, "rest": str(service.pk)})
    assert "De tekst stelt niets (meer) voor." in work.get(PAGE).content.decode()


def test_ticks_are_kept_and_said_with_the_way_back(
    work: Client, organization: Organization
) -> None:
    text = "Over slapen en doorslapen, en over pesten."
    service = a_service(organization, "Slapen en pesten", description=text)
    assert 'value="' + pair(service, "sleep") in work.get(PAGE).content.decode()
    data = {
        "key": str(uuid.uuid4()),
        "seen": f"{service.pk}:{service.version}",
        "shown": [pair(service, "sleep"), pair(service, "bullying")],
        "fits": pair(service, "sleep"),
        "rest": str(service.pk),
    }
    page = work.post(PAGE, data, follow=True)
    assert links() == [("bullying", False, True), ("sleep", True, False)]
    assert headings(page) == []
    assert re.search(r"1 is gewijzigd\.", page.content.decode())
    assert reverse("directory:change_set", args=[uuid.UUID(int=0)])[:15] in page.content.decode()


def test_nothing_ticked_writes_nothing(work: Client, organization: Organization) -> None:
    service = a_service(organization, "Slapen")
    data = {"seen": f"{service.pk}:{service.version}", "shown": pair(service, "sleep"), "key": "?"}
    page = work.post(PAGE, data, follow=True)
    assert links() == []
    assert headings(page) == ["Slapen"]


def test_theme_in_the_address_shows_what_has_to_do_with_it(
    work: Client, organization: Organization
) -> None:
    service = found_service(organization, "Slapen", themes=["eating"])
    found_service(organization, "Geldzaken")
    found_service(organization, "Slaap al bevestigd", themes=["sleep"])
    page = work.get(PAGE, {"thema": "sleep"})
    assert headings(page) == ["Slapen"]
    assert pair(service, "sleep") in page.content.decode()
    assert work.get(PAGE, {"thema": "no-such-theme"}).status_code == 404


def test_page_shows_twenty_in_a_fixed_number_of_queries(
    work: Client, organization: Organization, django_assert_max_num_queries: Any
) -> None:
    a_service(organization, "Slapen 0")
    work.get(PAGE)
    counts = []
    for more in (0, 20):
        for n in range(more):
            a_service(organization, f"Slapen {n + 1}")
        with django_assert_max_num_queries(30) as captured:
            page = work.get(PAGE)
        counts.append(len(captured))
    assert len(headings(page)) == 20
    assert len(set(counts)) == 1


def test_reader_finds_nothing_to_confirm(
    network: LocalNetwork, organization: Organization, client: Client
) -> None:
    a_service(organization, "Slapen")
    client.force_login(a_member(Role.READER, network=network))
    assert headings(client.get(PAGE)) == []


def test_form_of_a_service_offers_themes_with_a_reason_and_keeps_both_answers(
    work: Client, organization: Organization
) -> None:
    service = a_service(organization, "Slapen", description="Voor wie gepest wordt: pesten.")
    address = reverse("directory:edit_service", args=[service.pk])
    page = work.get(address)
    text = page.content.decode()
    sleep, bullying = (a_concept("themes", slug).pk for slug in ("sleep", "bullying"))
    assert f'name="themes" value="{sleep}"' in text
    assert f'name="refused" value="{bullying}"' in text
    assert "omdat er staat: Slapen" in text
    sent = sent_by(page)
    sent["themes"], sent["refused"] = [str(sleep)], [str(bullying)]
    assert work.post(address, sent).status_code == 302
    assert links() == [("bullying", False, True), ("sleep", True, False)]
    assert f'name="refused" value="{bullying}"' not in work.get(address).content.decode()


def test_new_service_for_a_theme_has_it_ticked(work: Client, organization: Organization) -> None:
    address = reverse("directory:add_service")
    assert 'name="thema" value="sleep"' in work.get(address, {"thema": "sleep"}).content.decode()
    query = {"thema": "sleep", "organisatie": str(organization.pk)}
    assert sent_by(work.get(address, query))["themes"] == [str(a_concept("themes", "sleep").pk)]


def test_what_comes_back_unreadable_is_left_out() -> None:
    service, concept = uuid.uuid4(), uuid.uuid4()
    data = QueryDict(mutable=True)
    data.setlist("seen", [f"{service}:3", "x:1", f"{uuid.uuid4()}:²", f"{uuid.uuid4()}:1"])
    data.setlist("fits", [f"{service}:{concept}", "x", f"{service}:y"])
    data.setlist("rest", ["?"])
    assert read_choices(data) == {service: ThemeChoice(3, frozenset({concept}))}


def test_desk_counts_what_waits(
    network: LocalNetwork, organization: Organization, client: Client
) -> None:
    person: User = a_member(network=network)
    a_service(organization, "Slapen")
    client.force_login(person)
    assert PAGE in client.get("/werk/").content.decode()
