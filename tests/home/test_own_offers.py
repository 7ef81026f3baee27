from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from vlaggenlijn.accounts.models import Membership, User, recorded
from vlaggenlijn.directory.models import Organization, Service, Stewardship
from vlaggenlijn.guide.models import FoundCount
from vlaggenlijn.guide.tallies import month_before
from vlaggenlijn.home.own_offers import ON_A_PAGE, own_offer

pytestmark = pytest.mark.django_db


def a_tended_organization(services: int = 1) -> tuple[User, Organization, list[Service]]:
    organization = factories.an_organization(factories.a_network(), "Mijn huis")
    made = [factories.a_service(organization, f"Dienst {number}") for number in range(services)]
    return factories.a_partner(organization), organization, made


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def test_own_page_holds_what_one_tends_and_nothing_else() -> None:
    partner, organization, (service,) = a_tended_organization()
    other = factories.an_organization(organization.network, "Ander huis")
    factories.a_service(other, "Dienst van een ander")
    archived = factories.a_service(organization, "Weg", archived_at=timezone.now())
    homes = own_offer(partner).homes
    assert [home.organization for home in homes] == [organization]
    assert [tended.service for tended in homes[0].services] == [service]
    page = client_of(partner).get("/werk/mijn-aanbod/").content.decode()
    assert [name in page for name in (service.name, "van een ander", archived.name)] == [
        True, False, False
    ]  # fmt: skip


def test_found_is_of_last_month_in_fives() -> None:
    partner, _, services = a_tended_organization(2)
    last = month_before(timezone.localdate())
    for service, shown in zip(services, (14, 4), strict=True):
        FoundCount.objects.create(service=service, month=last, shown=shown)
        running = timezone.localdate().replace(day=1)
        FoundCount.objects.create(service=service, month=running, shown=777)
    offer = own_offer(partner)
    found = {one.service.name: one.found for one in offer.homes[0].services}
    assert (offer.month, found) == (last, {"Dienst 0": 10, "Dienst 1": 0})
    assert "777" not in client_of(partner).get("/werk/mijn-aanbod/").content.decode()


def test_still_right_comes_back_to_the_page_with_a_way_back() -> None:
    partner, _, (service,) = a_tended_organization()
    client = client_of(partner)
    address = f"/werk/aanbod/{service.pk}/bevestig/"
    page = client.post(address, {"next": "/werk/mijn-aanbod/"}, follow=True)
    assert page.redirect_chain == [("/werk/mijn-aanbod/", 302)]
    assert f'formaction="{address}" name="confirmed" value="0"' in page.content.decode()
    client.post(address, {"confirmed": "0"})
    assert Service.objects.get(pk=service.pk).assured_on is None


def test_who_tends_nothing_is_told_whom_to_ask() -> None:
    network = factories.a_network()
    for role in ("partner", "coordinator"):
        page = client_of(factories.a_member(role, network)).get("/werk/mijn-aanbod/")
        assert (page.status_code, page.context["offer"].homes) == (200, [])


@pytest.mark.parametrize("count", [1, 500])
def test_pages_ask_as_many_questions_with_one_service_as_with_five_hundred(
    count: int, django_assert_max_num_queries: Any
) -> None:
    partner, _, made = a_tended_organization(count)
    assert len(made) == count
    client = client_of(partner)
    for path, most in (("/werk/mijn-aanbod/", 15), ("/werk/", 20)):
        client.get(path)
        with django_assert_max_num_queries(most):
            client.get(path)


def test_long_offer_has_pages_and_keeps_the_organisations_apart() -> None:
    partner, first, made = a_tended_organization(ON_A_PAGE)
    second = factories.an_organization(first.network, "Ons huis")
    empty = factories.an_organization(first.network, "Zonder aanbod")
    gone = factories.an_organization(first.network, "Weg", archived_at=timezone.now())
    last = factories.a_service(second, "Laatste dienst")
    factories.a_service(gone, "Dienst van vroeger")
    membership = Membership.objects.get(user=partner)
    with recorded(by=None, network=first.network, deed="test"):
        for one in (second, empty, gone):
            Stewardship(membership=membership, organization=one).save()
    pages = [own_offer(partner, number) for number in (None, "2", "99")]
    shown = [
        [(home.organization, [one.service for one in home.services]) for home in page.homes]
        for page in pages
    ]
    stalest = sorted(made, key=lambda one: one.name)
    assert shown == [[(empty, []), (first, stalest)], [(second, [last])], [(second, [last])]]
    html = client_of(partner).get("/werk/mijn-aanbod/").content.decode()
    assert 'href="?page=2"' in html
