"""All organisations of a kind in a place: seen first, added in one step, and again later."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.dialogue.made import a_participant, a_series
from tests.factories import (
    BRUSSELS,
    GENT,
    LEUVEN,
    a_concept,
    a_location,
    a_member,
    a_network,
    an_organization,
)
from vlaggenlijn.accounts.models import LocalNetwork, Role, User, recorded
from vlaggenlijn.dialogue import addressees
from vlaggenlijn.dialogue.actions.inviting import address_chosen
from vlaggenlijn.dialogue.addressees import Chosen, planned
from vlaggenlijn.dialogue.models import Participant, Series
from vlaggenlijn.directory.models import Organization, OrganizationConcept
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.places.provinces import NAMES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
BACKEND = "django.contrib.auth.backends.ModelBackend"
EAST_FLANDERS, FLEMISH_BRABANT = "40000", "20001"


def a_house(
    network: LocalNetwork, name: str, sector: str, *nis: str, email: str = ""
) -> Organization:
    house = an_organization(network, name, email=email)
    for code in nis:
        a_location(house, municipality_id=code)
    with recorded(by=None, network=network, deed="test"):
        OrganizationConcept(organization=house, concept=a_concept("sectors", sector)).save()
    return house


@pytest.fixture
def network() -> LocalNetwork:
    return a_network("oost", [GENT, LEUVEN, BRUSSELS])


@pytest.fixture
def leader(network: LocalNetwork) -> User:
    return a_member(Role.FACILITATOR, network)


@pytest.fixture
def series(network: LocalNetwork, leader: User) -> Series:
    a_house(network, "OCMW", "ocmw", GENT, email="gent@example.org")
    a_house(network, "OCMW", "ocmw", LEUVEN)
    a_house(network, "CPAS", "ocmw", BRUSSELS)
    a_house(network, "Bibliotheek", "library", GENT)
    return a_series(network, by=leader)


def in_dutch(province: str) -> str:
    with translation.override("nl"):
        return str(NAMES[province])


def names(user: User, series: Series, **chosen: object) -> list[str]:
    found = planned(user, series, Chosen(**chosen))  # type: ignore[arg-type]
    return [one.name for one in found.plan.new]


def test_by_kind_and_place(series: Series, leader: User) -> None:
    ocmw = [a_concept("sectors", "ocmw")]
    found = names(leader, series)
    assert found[:3] == ["Bibliotheek", "CPAS", "OCMW"]
    assert found[3] in ("OCMW (Gent)", "OCMW (Leuven)")
    assert len(names(leader, series, sectors=ocmw)) == 3
    assert names(leader, series, sectors=ocmw, provinces=[EAST_FLANDERS]) == ["OCMW"]
    assert names(leader, series, provinces=["brussels"]) == ["CPAS"]
    leuven = [Municipality.objects.get(nis=LEUVEN)]
    assert names(leader, series, municipalities=leuven, provinces=["brussels"]) == ["CPAS", "OCMW"]
    assert names(leader, series, words="biblio") == ["Bibliotheek"]


def test_kind_and_region_are_those_that_were_asked_for(series: Series, leader: User) -> None:
    house = a_house(series.network, "Twee deuren", "housing", GENT, LEUVEN)
    with recorded(by=None, network=series.network, deed="test"):
        OrganizationConcept(organization=house, concept=a_concept("sectors", "ocmw")).save()
    ocmw = [a_concept("sectors", "ocmw")]
    by_town = Chosen(sectors=ocmw, provinces=[FLEMISH_BRABANT], words="twee")
    (one,) = planned(leader, series, by_town).plan.new
    assert (one.kind, one.region) == ("OCMW", "Leuven")
    by_province = Chosen(provinces=[EAST_FLANDERS], words="twee", by_province=True)
    (one,) = planned(leader, series, by_province).plan.new
    assert one.kind in ("OCMW", "Wonen")
    assert one.region == in_dutch(EAST_FLANDERS)


def test_nowhere_and_nothing_known(series: Series, leader: User) -> None:
    an_organization(series.network, "Zonder plaats")
    (one,) = planned(leader, series, Chosen(words="zonder")).plan.new
    assert (one.kind, one.region, one.place) == ("", "", "")


def test_other_networks_only_when_one_sees_them(series: Series, leader: User) -> None:
    other = a_network("elders", ["11002"])
    a_house(other, "Ver weg", "ocmw", "11002")
    assert names(leader, series, networks=[other]) == []
    a_member(Role.READER, other, user=leader)
    assert names(leader, series, networks=[other]) == ["Ver weg"]
    assert "Ver weg" not in names(leader, series)


def test_again_adds_only_who_is_new(series: Series, leader: User) -> None:
    a_participant(series, code="CPAS")
    chosen = Chosen(sectors=[a_concept("sectors", "ocmw")], by_province=True)
    assert address_chosen(by=leader, series=series, chosen=chosen) == 2
    assert address_chosen(by=leader, series=series, chosen=chosen) == 0
    a_house(series.network, "Nieuw OCMW", "ocmw", GENT)
    assert address_chosen(by=leader, series=series, chosen=chosen) == 1
    rows = Participant.objects.of_series(series).exclude(code="CPAS").order_by("region", "code")
    assert [(one.region, one.kind, one.state) for one in rows] == [
        (in_dutch(EAST_FLANDERS), "OCMW", "addressed"),
        (in_dutch(EAST_FLANDERS), "OCMW", "addressed"),
        (in_dutch(FLEMISH_BRABANT), "OCMW", "addressed"),
    ]
    assert {one.email for one in rows} == {"gent@example.org", ""}
    assert all(one.organization_id for one in rows)


def test_too_many_at_once_is_said(
    series: Series, leader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addressees, "MOST", 3)
    found = planned(leader, series, Chosen())
    assert (len(found.plan.new), found.is_cut) == (3, True)
    assert not planned(leader, series, Chosen(words="o")).is_cut


def test_archived_is_not_addressed(series: Series, leader: User) -> None:
    gone = Organization.objects.named("Biblio").get()
    with recorded(by=None, network=series.network, deed="test"):
        gone.archived_at = "2026-01-01T00:00:00Z"  # type: ignore[assignment]
        gone.save()
    assert names(leader, series, words="biblio") == []


def test_page_shows_first_and_adds_then(series: Series, leader: User) -> None:
    client, address = Client(), reverse("dialogue:choose_addressees", args=[series.pk])
    client.force_login(leader, BACKEND)
    empty = client.get(address)
    assert (empty.status_code, "plan" in empty.context) == (200, False)
    assert client.get(address, {"provinces": "nergens"}).status_code == 422
    asked = {"sectors": str(a_concept("sectors", "ocmw").pk), "provinces": [EAST_FLANDERS]}
    shown = client.get(address, asked)
    plan = shown.context["plan"]
    assert (len(plan.new), plan.known, plan.without_email) == (1, 0, 0)
    assert f'name="provinces" value="{EAST_FLANDERS}"' in shown.text
    assert not Participant.objects.exists()
    assert client.post(address, asked).status_code == 302
    assert client.post(address, {"provinces": "nergens"}).status_code == 422
    assert client.get(address, asked).context["plan"].known == 1
    assert Participant.objects.get().email == "gent@example.org"
