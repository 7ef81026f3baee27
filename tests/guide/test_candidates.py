from datetime import date
from typing import Any

import pytest

from tests.factories import BRUSSELS, GENT, LEUVEN, a_location, a_network, a_service
from tests.findable import IN_GENT, a_home, found_organization, found_service, save
from vlaggenlijn.accounts.remembering import Remembered
from vlaggenlijn.directory.indexing import index_service
from vlaggenlijn.directory.models import Service, ServiceArea, ServiceAtLocation
from vlaggenlijn.guide import candidates
from vlaggenlijn.guide.matching import Here, Offer
from vlaggenlijn.places.distance import Point
from vlaggenlijn.taxonomy.models import Posting
from vlaggenlijn.taxonomy.packing import BESIDE

pytestmark = pytest.mark.usefixtures("reference_data")
HERE = Here(GENT, "flanders", Point(51.05, 3.72), frozenset({"44013"}))
SLEEP = {"themes:sleep": 1.0}


def names(offers: list[Offer]) -> list[str]:
    return sorted(offer.name for offer in offers)


def test_about_nothing() -> None:
    assert candidates.about({}) == candidates.about({"themes:none": 1.0}) == []


def test_about_reads_all_that_matching_cares_for() -> None:
    organization = a_home()
    service = found_service(
        organization,
        "Babyuur",
        themes=["sleep"],
        areas=[GENT, LEUVEN],
        place=IN_GENT,
        minimum_age_months=0,
        maximum_age_months=36,
        assured_on=date(2026, 1, 2),
    )
    link = service.service_at_locations.get()
    link.location.latitude, link.location.longitude = 51.0, 3.7
    save(link.location, ServiceArea(service=service, region="brussels"))
    (offer,) = candidates.about(SLEEP)
    stored = Posting.objects.of_record(service.pk).get(term="themes:sleep")
    assert offer == Offer(
        id=service.pk,
        kind="service",
        name="Babyuur",
        terms={"themes:sleep": stored.weight},
        minimum_age=0,
        maximum_age=36,
        points=(Point(51.0, 3.7),),
        stands_in=frozenset({GENT}),
        served=frozenset({GENT, LEUVEN}),
        regions=frozenset({"brussels"}),
        assured_on=date(2026, 1, 2),
    )


def test_about_service_without_place_or_area() -> None:
    service = found_service(a_home(), themes=["sleep"])
    (offer,) = candidates.about(SLEEP)
    assert (offer.id, offer.points, offer.stands_in, offer.served) == (
        service.pk, (), frozenset(), frozenset(),
    )  # fmt: skip


def test_about_service_with_more_places() -> None:
    organization = a_home()
    service = found_service(organization, themes=["sleep"], place=IN_GENT)
    there = a_location(organization, municipality_id=BRUSSELS)
    there.latitude, there.longitude = 50.8, 4.3
    save(there, ServiceAtLocation(service=service, location=there))
    (offer,) = candidates.about(SLEEP)
    assert offer.stands_in == {GENT, BRUSSELS}
    assert offer.points == (Point(50.8, 4.3),)


@pytest.mark.parametrize("status", ["defunct", "inactive"])
def test_about_leaves_out_what_is_not_published(status: str) -> None:
    found_service(a_home(), themes=["sleep"], status=status)
    assert candidates.about(SLEEP) == []


def test_about_leaves_out_the_services_of_an_archived_organization() -> None:
    organization = a_home()
    found_service(organization, themes=["sleep"])
    organization.archived_at = "2026-01-01T00:00:00Z"  # type: ignore[assignment]
    save(organization)
    assert candidates.about(SLEEP) == []


def test_about_organization_counts_half() -> None:
    organization = found_organization(a_network(), "Slaaphuis")
    stored = Posting.objects.of_record(organization.pk).get(term__startswith="w:")
    (offer,) = candidates.about({stored.term: 1.0})
    assert (offer.kind, offer.id, offer.name) == ("organization", organization.pk, "Slaaphuis")
    assert offer.terms == {stored.term: stored.weight / 2}


def test_about_keeps_the_best_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "MOST_CANDIDATES", 2)
    organization = a_home()
    for number in range(3):
        found_service(organization, f"x{number}", description="slaap", themes=["sleep"][:number])
    assert names(candidates.about(SLEEP | {"w:slap": 0.1})) == ["x1", "x2"]


def test_about_finds_the_local_ones_among_many_better_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(candidates, "MOST_CANDIDATES", 1)
    organization = a_home()
    found_service(organization, "Slaap", description="slaap", themes=["sleep"], areas=[LEUVEN])
    found_service(organization, "Slaap", description="slaap", themes=["sleep"], areas=[LEUVEN])
    found_service(organization, "stands", description="slaap", place=IN_GENT)
    found_service(organization, "serves", description="slaap", areas=[GENT])
    assert names(candidates.about(SLEEP)) == ["Slaap"]
    assert names(candidates.about(SLEEP, HERE)) == ["Slaap", "serves", "stands"]


def test_nearby_what_stands_in_or_serves_the_place_its_neighbours_or_its_region() -> None:
    organization = a_home()
    found_service(organization, "stands", place=IN_GENT)
    found_service(organization, "serves", areas=[GENT])
    found_service(organization, "next door", areas=["44013"])
    everywhere = found_service(organization, "region")
    save(ServiceArea(service=everywhere, region="flanders"))
    found_service(organization, "elsewhere", areas=[LEUVEN])
    found_service(organization, "unknown")
    assert names(candidates.nearby(HERE)) == ["next door", "region", "serves", "stands"]


def test_nearby_everything_when_nothing_reaches_the_place() -> None:
    found_service(a_home(), "elsewhere", areas=[LEUVEN])
    assert names(candidates.nearby(HERE)) == ["elsewhere"]


def test_nearby_everything_without_a_place() -> None:
    organization = a_home()
    found_service(organization, "one", areas=[LEUVEN])
    a_service(organization, "gone", status="defunct")
    (offer,) = candidates.nearby(None)
    assert (offer.name, offer.terms) == ("one", {})


def test_doors_are_general_organizations_in_the_place() -> None:
    network = a_network()
    ocmw = found_organization(network, "OCMW Gent", "ocmw")
    a_location(ocmw, **IN_GENT)
    a_location(ocmw, **IN_GENT)
    library = found_organization(network, "Bib", "library")
    a_location(library, **IN_GENT)
    found_organization(network, "OCMW elsewhere", "ocmw")
    (door,) = candidates.doors(HERE, ("ocmw", "caw"))
    assert (door.id, door.name, door.stands_in) == (ocmw.pk, "OCMW Gent", frozenset({GENT}))


def test_doors_leave_out_the_archived() -> None:
    gone = found_organization(a_network(), "OCMW", "ocmw", archived_at="2026-01-01T00:00:00Z")
    a_location(gone, **IN_GENT)
    assert candidates.doors(HERE, ("ocmw",)) == []


@pytest.mark.parametrize("number", [1, 30])
def test_about_in_a_fixed_number_of_queries(number: int, django_assert_num_queries: Any) -> None:
    organization = a_home()
    for one in range(number):
        found_service(organization, f"x{one}", themes=["sleep"], place=IN_GENT, areas=[GENT])
    with django_assert_num_queries(7):
        assert len(candidates.about(SLEEP)) == number
    with django_assert_num_queries(5):  # what stands in records is remembered until one changes
        assert len(candidates.about(SLEEP, HERE)) == number
    with django_assert_num_queries(4):  # and so is what there is in a place
        assert len(candidates.about(SLEEP, HERE)) == number


def as_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows is done by a process that never saw what this one remembers."""
    for name in ("_heads", "_local", "_facts", "_times"):
        monkeypatch.setattr(candidates, name, Remembered(100))


@pytest.mark.parametrize("is_another", [False, True])
def test_what_is_remembered_of_a_term_and_a_place_follows_every_change(
    is_another: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "MOST_CANDIDATES", 1)
    home = a_home()
    found_service(home, "everywhere", description="slaap", themes=["sleep"], areas=[LEUVEN])
    assert names(candidates.about(SLEEP, HERE)) == ["everywhere"]
    with monkeypatch.context() as other:
        if is_another:
            as_another_process(other)
        near = found_service(home, "near", description="slaap", place=IN_GENT)
        best = found_service(home, "slaap slaap", description="slaap", themes=["sleep"])
        assert names(candidates.about(SLEEP, HERE)) == ["near", "slaap slaap"]
    assert names(candidates.about(SLEEP, HERE)) == ["near", "slaap slaap"]
    with monkeypatch.context() as other:
        if is_another:
            as_another_process(other)
        near.description, best.name = "", "x"
        save(near, best)
        index_service(near)
        index_service(best)
    assert names(candidates.about({"w:slaap": 1.0}, HERE)) == ["x"]
    assert names(candidates.about({"w:near": 1.0}, HERE)) == ["near"]


def test_facts_are_read_as_far_as_they_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "FIRST", 2)
    home = a_home()
    for number in range(5):
        found_service(home, f"x{number}", themes=["sleep"])
    for place, service in enumerate(Service.objects.order_by("name")):
        Posting.objects.forget([service.pk])
        Posting.objects.add_weights("service", {service.pk: {"themes:sleep": 1.0 + place}})
    found = candidates.chosen(SLEEP)
    parts = candidates.as_far_as_needed(found, lambda has, _: sum(has.values()))
    ceiling, first = next(parts)
    assert (ceiling, names(first)) == (5.0, ["x3", "x4"])
    ceiling, more = next(parts)
    assert (ceiling, names(more)) == (3.0, ["x1", "x2"])
    ceiling, rest = next(parts)
    assert (ceiling, names(rest)) == (1.0, ["x0"])
    assert list(parts) == []


def test_what_is_chosen_tells_what_it_is_like_too() -> None:
    service = found_service(a_home(), "x", themes=["sleep"])
    like = {f"{BESIDE}a": 0.5, f"{BESIDE}b": -0.25}
    Posting.objects.forget([service.pk])
    Posting.objects.add_weights("service", {service.pk: SLEEP | like})
    assert candidates.chosen(SLEEP, beside=like).terms == {service.pk: SLEEP | like}
    assert candidates.chosen(SLEEP).terms == {service.pk: SLEEP}
    assert candidates.chosen(like).terms == {}


def test_organisation_weighs_half_and_is_like_what_it_is() -> None:
    home = a_home()
    Posting.objects.forget([home.pk])
    Posting.objects.add_weights("organization", {home.pk: SLEEP | {f"{BESIDE}a": 0.5}})
    (offer,) = candidates.offers_of(candidates.chosen(SLEEP, beside=[f"{BESIDE}a"]).terms)
    assert offer.terms == {term: weight / 2 for term, weight in SLEEP.items()} | {f"{BESIDE}a": 0.5}


def test_what_may_be_local(monkeypatch: pytest.MonkeyPatch) -> None:
    home = a_home()
    there = found_service(home, "there", themes=["sleep"], place=IN_GENT)
    elsewhere = found_service(home, "elsewhere", themes=["sleep"], areas=[LEUVEN])
    found = candidates.chosen(SLEEP, HERE)
    assert [found.may_be_local(one.pk) for one in (there, elsewhere)] == [True, False]
    assert candidates.chosen(SLEEP).may_be_local(there.pk) is False
    # Where not all of a place are looked through, any may be of it.
    monkeypatch.setattr(candidates, "MOST_LOOKED_THROUGH", 1)
    assert candidates.chosen(SLEEP, HERE).may_be_local(elsewhere.pk) is True


def test_what_is_remembered_of_a_record_follows_every_change_of_it() -> None:
    service = found_service(a_home(), "x", themes=["sleep"], place=IN_GENT, areas=[GENT])
    (before,) = candidates.about(SLEEP)
    service.name = "y"
    save(service, ServiceArea(service=service, region="flanders"))
    (after,) = candidates.about(SLEEP)
    assert (before.name, before.regions) == ("x", frozenset())
    assert (after.name, after.regions) == ("y", frozenset({"flanders"}))
    service.status = "defunct"
    save(service)
    assert candidates.about(SLEEP) == []
