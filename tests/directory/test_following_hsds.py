"""HSDS of others that is followed: read from a server of our own, again and again."""

import uuid
from collections.abc import Iterator
from datetime import time
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.exceptions import PermissionDenied
from django.test import Client

from tests.directory.hsds_files import of_another_site
from tests.directory.hsds_sites import Site, add, read, service, told
from tests.factories import LEUVEN, a_member, a_network, a_service, an_organization
from tests.stand_in import Heard, Said, StandIn, standing_in
from vlaggenlijn.accounts.models import LocalNetwork, User, recorded
from vlaggenlijn.directory.actions import following_hsds as following
from vlaggenlijn.directory.actions.followed import set_followed
from vlaggenlijn.directory.actions.importing_jobs import write_import
from vlaggenlijn.directory.actions.importing_terms import tell_meanings
from vlaggenlijn.directory.actions.publications import number_changes
from vlaggenlijn.directory.actions.undo import undo_deed
from vlaggenlijn.directory.models import (
    DataPage,
    DataSource,
    Organization,
    Service,
    SourceRecord,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def other(site: Site, settings: LazySettings) -> Iterator[StandIn]:
    settings.INSIDE_HOSTS = ["127.0.0.1"]
    with standing_in(site) as stand_in:
        yield stand_in


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def coordinator(network: LocalNetwork) -> User:
    return a_member("coordinator", network)


@pytest.fixture
def source(other: StandIn, network: LocalNetwork, coordinator: User) -> DataSource:
    return add(coordinator, network, f"{other.address}/feed.json")


def changed(record: Any, **values: Any) -> None:
    """Somebody changes a record here."""
    with recorded(by=None, network=a_home(record), deed="test"):
        stored = type(record).objects.get(pk=record.pk)
        for name, value in values.items():
            setattr(stored, name, value)
        stored.save()


def a_home(record: Any) -> LocalNetwork:
    found: LocalNetwork = getattr(record, "network", None) or record.organization.network
    return found


def test_file_comes_in_once_and_says_so(source: DataSource, network: LocalNetwork) -> None:
    reading = read(source)
    assert reading.totals["new"] == 2
    assert Service.objects.at_home_in(network).get().name == "Help 1"
    assert sorted(SourceRecord.objects.values_list("kind", "key")) == [
        ("organization", "o1"),
        ("service", "s1"),
    ]
    read(source, "same")
    assert Service.objects.count() == Organization.objects.count() == 1


def test_unchanged_file_is_not_sent_again(source: DataSource, site: Site, other: StandIn) -> None:
    site.etag = '"a"'
    read(source)
    read(source, "same")
    assert other.heard[-1].headers["if-none-match"] == '"a"'
    assert DataPage.objects.count() == 1


def test_change_there_comes_in_and_change_here_stays(source: DataSource, site: Site) -> None:
    read(source)
    found = Service.objects.get()
    changed(found, summary="Here", email="here@b.example")
    site.services = [service(name="Other name", url="https://there.example")]
    reading = read(source)
    found.refresh_from_db()
    assert (found.name, found.url) == ("Other name", "https://there.example")
    assert (found.summary, found.email) == ("Here", "here@b.example")
    assert reading.totals["changed"] == 1
    assert not SourceRecord.objects.to_settle()


def test_change_on_both_sides_waits_for_somebody(
    source: DataSource, site: Site, coordinator: User
) -> None:
    read(source)
    found = Service.objects.get()
    changed(found, email="here@b.example")
    site.services = [service(email="there@b.example")]
    read(source)
    found.refresh_from_db()
    assert found.email == "here@b.example"
    record = SourceRecord.objects.to_settle().get()
    assert record.conflicts == {"email": ["here@b.example", "there@b.example"]}
    site.services = [service(email="there@b.example", name="New name")]
    read(source)
    record.refresh_from_db()
    assert list(record.conflicts) == ["email"]
    for _ in range(2):
        following.settle_source(by=coordinator, record=record, part="email", takes=True)
    found.refresh_from_db()
    assert found.email == "there@b.example"
    assert not SourceRecord.objects.to_settle()
    read(source, "same")


def test_what_stands_here_may_be_kept(source: DataSource, site: Site, coordinator: User) -> None:
    read(source)
    changed(Service.objects.get(), name="Here")
    site.services = [service(name="There")]
    read(source)
    record = SourceRecord.objects.to_settle().get()
    following.settle_source(by=coordinator, record=record, part="name", takes=False)
    assert Service.objects.get().name == "Here"
    site.services = [service(name="There", alert="Closed today")]
    read(source)
    assert Service.objects.get().name == "Here"
    assert not SourceRecord.objects.to_settle()


def test_rows_under_a_record_are_kept_part_by_part(source: DataSource, site: Site) -> None:
    phone = {"id": "p", "number": "09 210 00 00"}
    site.services = [service(phones=[phone])]
    read(source)
    found = Service.objects.get()
    with recorded(by=None, network=a_home(found), deed="test"):
        mine = found.phones.get()
        mine.number = "+3292100001"
        mine.save()
    site.services = [service(phones=[{"id": "p", "number": "09 210 00 02"}], name="Other")]
    read(source)
    found.refresh_from_db()
    assert found.name == "Other"
    assert found.phones.get().number == "+3292100001"
    assert list(SourceRecord.objects.to_settle().get().conflicts) == ["phones"]


def test_hours_that_differ_are_kept_as_codes_of_all_they_say(
    source: DataSource, site: Site
) -> None:
    site.services = [service(schedules=[hours("MO,TU", "09:00")])]
    read(source)
    found = Service.objects.get()
    with recorded(by=None, network=a_home(found), deed="test"):
        mine = found.schedules.get()
        mine.opens_at = time(10)
        mine.save()
    site.services = [service(schedules=[hours("WE", "13:30"), hours("FR", "09:00")])]
    read(source)
    assert SourceRecord.objects.to_settle().get().conflicts == {
        "hours": ["MO,TU 10:00-17:00", "WE 13:30-17:00; FR 09:00-17:00"]
    }


def hours(days: str, opens: str) -> dict[str, str]:
    return {"id": days, "freq": "WEEKLY", "byday": days, "opens_at": opens, "closes_at": "17:00"}


def test_record_that_was_here_already_is_filled_in_and_never_overwritten(
    source: DataSource, site: Site, network: LocalNetwork
) -> None:
    owner = an_organization(network, "Rest vzw")
    a_service(owner, "Help 1", email="mine@b.example")
    place = {"id": "l1", "location_type": "physical", "name": "Hall"}
    link = {"id": "sl", "location": place}
    site.services = [service(alert="Come by", service_at_locations=[link])]
    read(source)
    found = Service.objects.get()
    assert (found.email, found.alert) == ("mine@b.example", "Come by")
    assert "email" in SourceRecord.objects.get(kind="service").conflicts


def test_archived_here_stays_archived(source: DataSource, site: Site) -> None:
    read(source)
    found = Service.objects.get()
    changed(found, archived_at=found.created_at)
    site.services = [service(name="Other")]
    assert read(source).totals["skipped"] == 1
    assert Service.objects.get().name == "Help 1"


def test_gone_there_is_told_and_stays_here(source: DataSource, site: Site) -> None:
    site.services = [service(number) for number in range(1, 6)]
    read(source)
    site.services = site.services[:4]
    assert read(source).missing == ["s5"]
    assert Service.objects.current().count() == 5
    site.services = site.services[:1]
    assert read(source).missing == []


def test_undo_of_a_reading(source: DataSource, coordinator: User) -> None:
    reading = read(source)
    undo_deed(by=coordinator, change_set=reading.change_set, key=uuid.uuid4())
    assert not Service.objects.current().exists()
    assert not SourceRecord.objects.exists()


def test_api_is_read_page_after_page(
    other: StandIn, site: Site, coordinator: User, network: LocalNetwork
) -> None:
    site.services = [service(number) for number in range(1, 6)]
    source = add(coordinator, network, f"{other.address}/api/")
    assert read(source).totals["new"] == 6
    asked = [heard.path for heard in other.heard]
    assert asked == [
        "/api/",
        *(f"/api/services?full=true&per_page=100&page={page}" for page in (1, 2, 3)),
    ]
    read(source, "same")


def test_list_of_services_is_followed_by_its_own_address(
    other: StandIn, site: Site, coordinator: User, network: LocalNetwork
) -> None:
    site.services = [service(number) for number in range(1, 4)]
    source = add(coordinator, network, f"{other.address}/api/services")
    assert read(source).totals["new"] == 4


def test_reading_that_was_stopped_goes_on_where_it_was(
    other: StandIn, site: Site, coordinator: User, network: LocalNetwork
) -> None:
    site.services = [service(number) for number in range(1, 6)]
    source = add(coordinator, network, f"{other.address}/api/")
    site.said = {"/page/3": Said(503)}
    assert read(source, "fetch_status").values["refused"] == {"status": 503}
    assert not Service.objects.exists()
    site.said, before = {}, len(other.heard)
    assert read(source).totals["new"] == 6
    assert [heard.path.rpartition("=")[2] for heard in other.heard[before:]] == ["3"]


def test_long_reading_takes_turns(
    other: StandIn, site: Site, coordinator: User, network: LocalNetwork,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(following, "SECONDS_A_TURN", -1.0)
    source = add(coordinator, network, f"{other.address}/api/")
    read(source, "reading")
    monkeypatch.setattr(following, "SECONDS_A_TURN", 60.0)
    read(source)


def test_meaning_told_later_brings_the_concept_in(
    source: DataSource, site: Site, coordinator: User, network: LocalNetwork
) -> None:
    term = {"id": "t", "name": "Sleep", "taxonomy": "AIRS"}
    site.services = [service(attributes=[{"id": "a", "taxonomy_term": term}])]
    read(source)
    assert not Service.objects.get().service_concepts.exists()
    tell_meanings(by=coordinator, network=network, meanings={"AIRS: Sleep": "themes:sleep"})
    read(source)
    assert Service.objects.get().service_concepts.get().concept.slug == "sleep"


def test_doubt_is_told_and_decided_in_a_preview(
    source: DataSource, site: Site, coordinator: User, network: LocalNetwork
) -> None:
    for _ in range(2):
        an_organization(network, "Rest vzw")
    reading = read(source)
    assert [row["outcome"] for row in reading.told] == ["doubtful"]
    job = following.look_into(by=coordinator, source=source)
    assert job is not None
    job.refresh_from_db()
    assert job.state == "preview"
    write_import(by=coordinator, job=job)
    assert Service.objects.count() == 1


def test_two_sources_with_the_same_small_ids_do_not_mix(
    other: StandIn, site: Site, coordinator: User, network: LocalNetwork
) -> None:
    read(add(coordinator, network, f"{other.address}/feed.json"))
    site.services = [service(name="Quite other", organization={"id": "o1", "name": "Else"})]
    read(add(coordinator, network, f"{other.address}/feed.json?second"))
    assert sorted(Service.objects.values_list("name", flat=True)) == ["Help 1", "Quite other"]
    assert sorted(Organization.objects.values_list("name", flat=True)) == ["Else", "Rest vzw"]


def test_who_runs_no_network_may_not_follow(network: LocalNetwork, other: StandIn) -> None:
    with pytest.raises(PermissionDenied):
        add(a_member("partner", network), network, f"{other.address}/feed.json")


def test_daily_duty_reads_what_is_followed(
    source: DataSource, coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    assert following.follow_sources() == 1
    assert Service.objects.count() == 1
    set_followed(following.SOURCES, by=coordinator, followed=source, is_followed=False)
    assert following.follow_sources() == 0


class Ours:
    """A site of this very make, with ids as one of somebody else has.

    It answers from what it was told, since it runs beside the test and its transaction.
    """

    def __init__(self) -> None:
        self.answers: dict[str, Said] = {}

    def renew(self, *cursors: str) -> None:
        changes = [
            f"/hsds/3.1/changes{one}" for one in ("", *(f"?cursor={one}" for one in cursors))
        ]
        for path in ("/hsds/3.1/", *changes):
            answer = Client().get(path)
            value = answer.json()
            self.answers[path] = told(value if "profile" in value else of_another_site(value))

    def __call__(self, heard: Heard) -> Said:
        return self.answers.get(heard.path, Said(404))


def test_own_profile_tells_what_changed_and_what_is_gone(
    coordinator: User, network: LocalNetwork, settings: LazySettings
) -> None:
    settings.INSIDE_HOSTS = ["127.0.0.1"]
    leuven = a_network("leuven", [LEUVEN])
    settings.DEFAULT_NETWORK = "leuven"
    owner = an_organization(leuven, "Leuvens huis")
    services = [a_service(owner, f"Aanbod {number}") for number in range(3)]
    number_changes()
    ours = Ours()
    ours.renew()
    with standing_in(ours) as other:
        source = add(coordinator, network, f"{other.address}/hsds/3.1/")
        first = read(source)
        assert first.totals["new"] == 4
        assert Service.objects.at_home_in(network).count() == 3
        changed(services[0], name="Anders")
        changed(services[1], archived_at=services[1].created_at)
        number_changes()
        ours.renew(first.values["cursor"])
        second = read(source)
        assert other.heard[-1].path == f"/hsds/3.1/changes?cursor={first.values['cursor']}"
    assert second.totals["changed"] == 1
    assert Service.objects.at_home_in(network).filter(name="Anders").count() == 1
    assert len(second.missing) == 1
    assert Service.objects.at_home_in(network).current().count() == 3


def test_place_that_the_other_site_does_not_know_any_more_begins_anew(
    coordinator: User, network: LocalNetwork, settings: LazySettings
) -> None:
    settings.INSIDE_HOSTS = ["127.0.0.1"]
    contents = [{"id": "s1", "kind": "service", "is_gone": False, "record": service()}]
    page = {"contents": contents, "next_cursor": "7", "has_more": False}
    ours = Ours()
    ours.answers = {"/changes": told(page)}
    with standing_in(ours) as other:
        source = add(coordinator, network, f"{other.address}/changes")
        assert read(source).totals["new"] == 2
        reading = read(source)
        paths = [heard.path for heard in other.heard]
    assert paths == ["/changes", "/changes?cursor=7", "/changes"]
    assert reading.totals["unchanged"] == 2
