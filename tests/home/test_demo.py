import pytest

from tests.standing import standing
from vlaggenlijn.accounts.models import LocalNetwork, Membership, User
from vlaggenlijn.common.phones import parsed
from vlaggenlijn.directory.models import (
    Organization,
    Phone,
    Service,
)
from vlaggenlijn.directory.opening import problems
from vlaggenlijn.home import demo
from vlaggenlijn.taxonomy.models import Posting

pytestmark = pytest.mark.django_db


loaded = standing(demo.load)


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


def test_welcome_names_every_login() -> None:
    text = demo.welcome(8001)
    assert "http://localhost:8001/" in text
    assert all(one["email"] in text for one in demo.described()["people"])
