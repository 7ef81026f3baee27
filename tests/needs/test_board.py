"""The board: order by votes, and who already does something about a need."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    GENT,
    LEUVEN,
    a_concept,
    a_need,
    a_network,
    a_service,
    a_user,
    an_organization,
)
from vlaggenlijn.accounts.models import LocalNetwork, recorded
from vlaggenlijn.directory.models import Service, ServiceConcept
from vlaggenlijn.needs.actions import vote
from vlaggenlijn.needs.board import lines_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


def an_offer(network: LocalNetwork, name: str, **values: Any) -> Service:
    """A service of an organisation of that name, about concepts {scheme: slug}."""
    subjects, is_confirmed = values.pop("subjects", {}), values.pop("is_confirmed", True)
    service = a_service(an_organization(network, name), **values)
    with recorded(by=None, network=network, deed="test"):
        for scheme, slug in subjects.items():
            concept = a_concept(scheme, slug)
            ServiceConcept(service=service, concept=concept, is_confirmed=is_confirmed).save()
    return service


def doers(network: LocalNetwork) -> list[str]:
    line = lines_of(network)[0]
    assert not line.is_vague
    return [one.name for one in line.doers]


FOR_FATHERS = {"themes": "sleep", "target-groups": "fathers"}


def test_doers_have_an_offer_about_all_of_it(network: LocalNetwork) -> None:
    a_need(network, theme="sleep", target_group="fathers")
    an_offer(network, "De Zandbak", subjects=FOR_FATHERS)
    an_offer(network, "Alleen slapen", subjects={"themes": "sleep"})
    an_offer(network, "Niet bevestigd", subjects=FOR_FATHERS, is_confirmed=False)
    an_offer(network, "Gestopt", subjects=FOR_FATHERS, status="defunct")
    elsewhere = a_network("leuven", [LEUVEN])
    an_offer(elsewhere, "Van elders", subjects=FOR_FATHERS, areas=[LEUVEN])
    an_offer(elsewhere, "Ook hier", subjects=FOR_FATHERS, areas=[GENT])
    assert doers(network) == ["De Zandbak", "Ook hier"]


@pytest.mark.parametrize(
    ("first", "last", "fits"),
    [(None, None, True), (0, 36, False), (144, None, True), (None, 143, False), (216, 300, False)],
)
def test_age_of_an_offer_counts(
    network: LocalNetwork, first: int | None, last: int | None, fits: bool
) -> None:
    a_need(network, theme="sleep", age_band="12-17")
    an_offer(network, "De Zandbak", subjects=FOR_FATHERS, minimum_age_months=first,
             maximum_age_months=last)  # fmt: skip
    assert doers(network) == ["De Zandbak"] * fits


def test_need_about_nothing_in_particular(network: LocalNetwork) -> None:
    a_need(network, age_band="12-17")
    an_offer(network, "De Zandbak", subjects=FOR_FATHERS)
    line = lines_of(network)[0]
    assert (line.is_vague, line.doers, line.weight, line.voters) == (True, [], None, 0)


def test_heaviest_stand_first(network: LocalNetwork) -> None:
    light, heavy, none = (a_need(network, text) for text in ("Licht", "Zwaar", "Niets"))
    one, two = a_user(), a_user()
    vote(by=one, network=network, weights={light.pk: 1, heavy.pk: 3})
    vote(by=two, network=network, weights={heavy.pk: 2})
    lines = lines_of(network)
    assert [line.need for line in lines] == [heavy, light, none]
    assert [(line.weight, line.voters, line.flags) for line in lines] == [
        (2.5, 2, [True, True, True]),
        (1, 1, [True, False, False]),
        (None, 0, [False, False, False]),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(network: LocalNetwork, count: int) -> None:
    for number in range(count):
        a_need(network, theme="sleep", target_group="fathers")
        an_offer(network, f"De Zandbak {number}", subjects=FOR_FATHERS)
    with CaptureQueriesContext(connection) as queries:
        lines = lines_of(network)
    assert (len(lines), len(lines[0].doers), len(queries)) == (count, count, 3)
