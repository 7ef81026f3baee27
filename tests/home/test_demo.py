from typing import Any

import pytest
from django.core import mail

from tests import factories
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, Membership, PersonalLink, User
from vlaggenlijn.common.phones import parsed
from vlaggenlijn.directory.models import (
    FreshnessCampaign,
    Organization,
    Phone,
    Service,
    Suggestion,
)
from vlaggenlijn.directory.opening import problems
from vlaggenlijn.home import demo
from vlaggenlijn.taxonomy.models import Posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded() -> dict[str, int]:
    return demo.load()


def test_load_gives_two_networks_in_two_regimes(loaded: dict[str, int]) -> None:
    assert loaded["networks"] == 2
    assert {network.regime for network in LocalNetwork.objects.demo()} == {"nl", "brussel"}


def test_load_gives_about_sixty_services_that_can_be_found(loaded: dict[str, int]) -> None:
    assert 50 <= loaded["services"] <= 70
    found = set(Posting.objects.filter(kind="service").values_list("record_id", flat=True))
    assert found == set(Service.objects.values_list("pk", flat=True))


def test_everything_says_that_it_is_demo(loaded: dict[str, int]) -> None:
    names = [
        *LocalNetwork.objects.values_list("name", flat=True),
        *Organization.objects.values_list("name", flat=True),
        *Service.objects.values_list("name", flat=True),
        *User.objects.values_list("name", flat=True),
    ]
    assert [name for name in names if "demo" not in name.lower()] == []


def test_no_number_of_the_demo_can_ring(loaded: dict[str, int]) -> None:
    """Belgian subscriber numbers do not begin with 00 after the zone."""
    numbers = [
        str(parsed(number).national_number)
        for number in Phone.objects.values_list("number", flat=True)
    ]  # type: ignore[union-attr]
    assert [one for one in numbers if not one.startswith(("150000", "200000", "2000"))] == []


def test_hours_of_the_demo_can_be_read(loaded: dict[str, int]) -> None:
    rows = [
        row.rule()
        for service in Service.objects.all()
        for link in service.service_at_locations.all()
        for row in link.schedules.all()
    ]
    assert [found for rule in rows for found in problems(rule)] == []


def test_every_role_can_sign_in(loaded: dict[str, int]) -> None:
    roles = set(Membership.objects.current().values_list("role", flat=True))
    assert roles == {"coordinator", "partner", "professional", "facilitator", "reader"}
    assert all(user.check_password(demo.PASSWORD) for user in User.objects.all())
    assert User.objects.filter(is_administrator=True).count() == 1


def test_some_services_are_stale_and_some_never_confirmed(loaded: dict[str, int]) -> None:
    services = list(Service.objects.all())
    assert any(one.assured_on is None for one in services)
    assert any(one.assured_on and one.is_stale for one in services)
    assert any(not one.is_stale for one in services)


def test_a_round_runs_and_messages_wait(
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        demo.load(address="http://localhost:8123")
    campaign = FreshnessCampaign.objects.running().get()
    assert campaign.requests.exists()
    assert Suggestion.objects.open().count() == 4
    rounds = [letter.body for letter in mail.outbox if "/actueel/" in letter.body]
    assert rounds
    assert all("http://localhost:8123/actueel/" in body for body in rounds)
    assert demo.remove() == 2
    assert not PersonalLink.objects.exists()


def test_load_twice_gives_the_same(loaded: dict[str, int]) -> None:
    before = set(Service.objects.values_list("name", flat=True))
    assert demo.load() == loaded
    assert set(Service.objects.values_list("name", flat=True)) == before


def test_load_over_real_data_only_when_asked() -> None:
    factories.a_network("gent")
    with pytest.raises(demo.RealDataPresent):
        demo.load()
    assert not LocalNetwork.objects.demo().exists()
    assert demo.load(over_real_data=True)["networks"] == 2


def test_remove_leaves_real_data_and_nothing_else() -> None:
    organization = factories.an_organization(factories.a_network("gent"))
    real = factories.a_service(organization)
    users = set(User.objects.values_list("pk", flat=True))
    deeds = set(ChangeSet.objects.values_list("pk", flat=True))
    demo.load(over_real_data=True)
    assert demo.remove() == 2
    assert list(Service.objects.all()) == [real]
    assert list(Organization.objects.all()) == [organization]
    assert set(User.objects.values_list("pk", flat=True)) == users
    assert set(ChangeSet.objects.values_list("pk", flat=True)) == deeds
    assert not Posting.objects.exists()


def test_remove_without_a_demo_changes_nothing() -> None:
    assert demo.remove() == 0


def test_welcome_names_every_login() -> None:
    text = demo.welcome(8001)
    assert "http://localhost:8001/" in text
    assert all(one["email"] in text for one in demo.described()["people"])
