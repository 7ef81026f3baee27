from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from tests import factories
from tests.factories import BRUSSELS, GENT, LEUVEN, MECHELEN
from vlaggenlijn.accounts.models import (
    LocalNetwork,
    Membership,
    NetworkArea,
    Regime,
    Role,
    User,
    recorded,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


def test_network_is_found_by_its_host_in_any_case() -> None:
    factories.a_network("leuven", [LEUVEN])
    network = factories.a_network("gent", host="opvoeden.gent.be")
    for host in ("opvoeden.gent.be", "Opvoeden.GENT.be"):
        assert LocalNetwork.objects.for_host(host) == network


@pytest.mark.parametrize("host", ["", "gent.be", "opvoeden.gent.be.evil.example", "opvoeden"])
def test_other_hosts_find_no_network(host: str) -> None:
    factories.a_network("gent", host="opvoeden.gent.be")
    factories.a_network("leuven", [LEUVEN], host="")
    assert LocalNetwork.objects.for_host(host) is None


def test_host_belongs_to_one_network_but_many_may_have_none() -> None:
    factories.a_network("gent", host="opvoeden.be")
    factories.a_network("leuven", [LEUVEN])
    factories.a_network("mechelen", [MECHELEN])
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.a_network("brussel", [BRUSSELS], host="opvoeden.be")


def test_default_is_the_network_named_else_the_first() -> None:
    now = timezone.now()
    second = factories.a_network("aalst", [], joined_at=now)
    first = factories.a_network("zele", [], joined_at=now - timedelta(days=1))
    assert LocalNetwork.objects.default("aalst") == second
    assert LocalNetwork.objects.default() == first
    assert LocalNetwork.objects.default("gone") == first


def test_default_of_networks_of_the_same_moment_goes_by_slug() -> None:
    now = timezone.now()
    for slug in ("zele", "aalst"):
        factories.a_network(slug, [], joined_at=now)
    assert str(LocalNetwork.objects.default()) == "Network aalst"


def test_default_without_networks_is_none() -> None:
    assert LocalNetwork.objects.default("gent") is None


@pytest.fixture
def gent() -> LocalNetwork:
    factories.a_network("leuven", [LEUVEN])
    return factories.a_network("gent")


@pytest.mark.parametrize("role", Role.values)
def test_network_of_every_role(gent: LocalNetwork, role: str) -> None:
    user = factories.a_member(role, gent)
    assert list(LocalNetwork.objects.for_user(user)) == [gent]
    runs = [gent] if role == Role.COORDINATOR else []
    assert list(LocalNetwork.objects.run_by(user)) == runs


def test_network_of_two_roles_is_one(gent: LocalNetwork) -> None:
    user = factories.a_member("reader", gent)
    factories.a_member("coordinator", gent, user=user)
    assert list(LocalNetwork.objects.for_user(user)) == [gent]
    assert list(LocalNetwork.objects.run_by(user)) == [gent]


def test_administrator_has_every_network_and_nobody_none(gent: LocalNetwork) -> None:
    administrator, nobody = factories.an_administrator(), factories.a_user()
    for queryset in (LocalNetwork.objects.for_user, LocalNetwork.objects.run_by):
        assert {network.slug for network in queryset(administrator)} == {"gent", "leuven"}
        assert list(queryset(nobody)) == []


def days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


@pytest.mark.parametrize(
    ("started", "ended", "is_current"),
    [
        (0, None, True),  # from its first day
        (-1, None, True),
        (1, None, False),
        (-9, 1, True),
        (-9, 0, False),  # until the day it ends
        (-9, -1, False),
        (0, 0, False),
        (1, 9, False),
    ],
)
def test_membership_counts_from_its_first_day_until_the_day_it_ends(
    gent: LocalNetwork, started: int, ended: int | None, is_current: bool
) -> None:
    user = factories.a_member(
        "coordinator",
        gent,
        started_on=days(started),
        ended_on=None if ended is None else days(ended),
    )
    assert Membership.objects.current().of(user).exists() is is_current
    assert LocalNetwork.objects.for_user(user).exists() is is_current
    assert LocalNetwork.objects.run_by(user).exists() is is_current


def test_former_member_with_a_new_role_elsewhere_keeps_the_new_one_only(gent: LocalNetwork) -> None:
    user = factories.a_member("coordinator", gent, started_on=days(-9), ended_on=days(0))
    leuven = LocalNetwork.objects.get(slug="leuven")
    factories.a_member("reader", leuven, user=user)
    assert list(LocalNetwork.objects.for_user(user)) == [leuven]
    assert not LocalNetwork.objects.run_by(user).exists()


def test_memberships_of_a_visitor_are_none(gent: LocalNetwork) -> None:
    factories.a_member("reader", gent)
    assert list(Membership.objects.of(AnonymousUser())) == []


def test_memberships_by_network_and_role(gent: LocalNetwork) -> None:
    reader = factories.a_member("reader", gent, user=factories.a_user(name="Ann"))
    factories.a_member("partner", gent)
    leuven = LocalNetwork.objects.get(slug="leuven")
    factories.a_member("reader", leuven)
    readers = Membership.objects.with_role("reader")
    with translation.override("en"):
        assert [str(one) for one in readers.for_network(gent)] == ["Ann (reader)"]
    assert readers.in_networks(LocalNetwork.objects.for_user(reader)).count() == 1
    assert Membership.objects.with_role("reader", "partner").for_network(gent).count() == 2


def test_one_running_membership_per_role(gent: LocalNetwork) -> None:
    user = factories.a_member("reader", gent, started_on=days(-9), ended_on=days(-1))
    factories.a_member("reader", gent, user=user)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.a_member("reader", gent, user=user)


def a_network_of(*regimes: str) -> LocalNetwork:
    network = factories.a_network("several", [])
    codes = (GENT, LEUVEN, MECHELEN)
    with recorded(by=None, network=network, deed="test"):
        for nis, regime in zip(codes, regimes, strict=False):
            NetworkArea(network=network, municipality_id=nis, regime=regime).save()
    return LocalNetwork.objects.with_area().get(slug="several")


@pytest.mark.parametrize(
    ("regimes", "expected"),
    [
        ((), Regime.NL),
        (("nl", "nl"), Regime.NL),
        (("nl", "rand"), Regime.RAND),
        (("brussel", "nl"), Regime.BRUSSELS),
        (("rand", "brussel", "nl"), Regime.BRUSSELS),
    ],
)
def test_regime_with_the_most_languages_wins(regimes: tuple[str, ...], expected: str) -> None:
    assert a_network_of(*regimes).regime == expected


def test_network_covers_its_municipalities_only() -> None:
    network = a_network_of("nl", "nl")
    assert [network.covers(nis) for nis in (GENT, LEUVEN, MECHELEN)] == [True, True, False]
    gent, mechelen = factories.a_municipality(GENT), factories.a_municipality(MECHELEN)
    assert list(LocalNetwork.objects.covering(gent)) == [network]
    assert list(LocalNetwork.objects.covering(mechelen)) == []


def test_network_by_slug_and_by_kind() -> None:
    real, demo = factories.a_network("gent"), factories.a_network("demo", [LEUVEN], is_demo=True)
    assert LocalNetwork.objects.with_slug("gent") == real
    assert LocalNetwork.objects.with_slug("none") is None
    assert list(LocalNetwork.objects.real()) == [real]
    assert list(LocalNetwork.objects.demo()) == [demo]
    assert str(real) == "Network gent"


def test_person_is_known_by_name_else_by_address() -> None:
    assert str(User(email="a@b.be")) == "a@b.be"
    assert str(User(email="a@b.be", name="Ann")) == "Ann"


def test_address_of_a_person_is_kept_in_small_letters_and_unique() -> None:
    user = User.objects.create_user(" Ann@Example.ORG ")
    assert user.email == "ann@example.org"
    assert not user.has_usable_password()
    assert User.objects.get_by_natural_key(" ANN@example.org ") == user
    with pytest.raises(User.DoesNotExist):
        User.objects.get_by_natural_key(None)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("ANN@example.org")


def test_password_of_a_person_is_kept_unreadable() -> None:
    user = User.objects.create_user("a@example.org", "a long password")
    assert user.check_password("a long password")
    assert "a long password" not in user.password
