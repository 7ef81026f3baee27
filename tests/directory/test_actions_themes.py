"""Suggested themes: what fits and what does not, of many services in one deed."""

import uuid

import pytest

from tests.factories import GENT, LEUVEN, a_concept, a_member, a_network, a_service, an_organization
from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork, User
from vlaggenlijn.directory.actions import change_service
from vlaggenlijn.directory.actions.bulk import CONFLICT, NO_RIGHT
from vlaggenlijn.directory.actions.reading import service_facts
from vlaggenlijn.directory.actions.themes import ThemeChoice, choose_themes
from vlaggenlijn.directory.actions.undo import undo_deed
from vlaggenlijn.directory.models import Service, ServiceConcept
from vlaggenlijn.directory.theme_suggestions import suggestions_for
from vlaggenlijn.taxonomy.index import CONFIRMED
from vlaggenlijn.taxonomy.models import Posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def services(network: LocalNetwork) -> list[Service]:
    organization = an_organization(network)
    return [a_service(organization, f"Slapen {n}", areas=[GENT]) for n in range(2)]


@pytest.fixture
def coordinator(network: LocalNetwork) -> User:
    return a_member(network=network)


def ids(*slugs: str) -> frozenset[uuid.UUID]:
    return frozenset(a_concept("themes", slug).pk for slug in slugs)


def links() -> list[tuple[str, str, bool, bool]]:
    rows = ServiceConcept.objects.order_by("service__name", "concept__slug")
    return list(rows.values_list("service__name", "concept__slug", "is_confirmed", "is_refused"))


def weight(service: Service, slug: str) -> float:
    return Posting.objects.weights([service.pk], [f"themes:{slug}"])[service.pk].get(
        f"themes:{slug}", 0.0
    )


def test_many_services_are_one_deed_and_undone_at_once(
    services: list[Service], coordinator: User, network: LocalNetwork
) -> None:
    first, second = services
    key = uuid.uuid4()
    choices = {
        first.pk: ThemeChoice(first.version, ids("sleep"), ids("bullying", "sleep")),
        second.pk: ThemeChoice(second.version, refused=ids("sleep")),
    }
    outcome = choose_themes(by=coordinator, choices=choices, key=key)
    assert [row.reason for row in outcome.rows] == ["", ""]
    assert outcome.change_set == ChangeSet.objects.get(deed="services.themes", network=network)
    assert links() == [
        ("Slapen 0", "bullying", False, True),
        ("Slapen 0", "sleep", True, False),
        ("Slapen 1", "sleep", False, True),
    ]
    assert weight(first, "sleep") > CONFIRMED
    assert weight(second, "sleep") == 0.0
    assert choose_themes(by=coordinator, choices=choices, key=key).rows == []
    undo_deed(by=coordinator, change_set=outcome.change_set, key=uuid.uuid4())
    assert links() == []
    assert 0 < weight(second, "sleep") < CONFIRMED


def test_what_changed_meanwhile_and_what_is_not_mine_is_left_out(
    services: list[Service], coordinator: User
) -> None:
    foreign = a_service(an_organization(a_network("leuven", [LEUVEN])), "Elders")
    outcome = choose_themes(
        by=coordinator,
        choices={
            services[0].pk: ThemeChoice(services[0].version + 1, ids("sleep")),
            foreign.pk: ThemeChoice(foreign.version, ids("sleep")),
        },
    )
    assert {row.record.name: row.reason for row in outcome.rows} == {
        "Slapen 0": CONFLICT,
        "Elders": NO_RIGHT,
    }
    assert outcome.change_set is None
    assert links() == []


def test_only_themes_can_be_confirmed(services: list[Service], coordinator: User) -> None:
    sector = a_concept("sectors", "ocmw").pk
    choice = ThemeChoice(services[0].version, frozenset({sector, uuid.uuid4()}))
    choose_themes(by=coordinator, choices={services[0].pk: choice})
    assert links() == []


def test_refusing_does_not_take_a_confirmed_theme_away(
    services: list[Service], coordinator: User
) -> None:
    service = services[0]
    for choice in (
        ThemeChoice(service.version, ids("sleep")),
        ThemeChoice(service.version + 1, refused=ids("sleep")),
    ):
        choose_themes(by=coordinator, choices={service.pk: choice})
    assert links() == [("Slapen 0", "sleep", True, False)]


def test_left_out_suggestion_does_not_come_back_until_somebody_ticks_it(
    services: list[Service], coordinator: User
) -> None:
    service = services[0]
    before = [one.label for one in suggestions_for([service])[service.pk]]
    facts = service_facts(service)
    stored = change_service(
        by=coordinator, service=service, version=1, facts=facts, refused=ids("sleep")
    )
    after = [one.label for one in suggestions_for([service])[service.pk]]
    assert [label for label in before if label not in after] == ["Slapen"]
    assert links() == [("Slapen 0", "sleep", False, True)]
    ticked = type(facts)(
        **{name: getattr(facts, name) for name in facts.__slots__} | {"concepts": ids("sleep")}
    )
    change_service(by=coordinator, service=stored, version=stored.version, facts=ticked)
    assert links() == [("Slapen 0", "sleep", True, False)]
