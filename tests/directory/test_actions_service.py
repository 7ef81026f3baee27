import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from tests.factories import (
    a_concept,
    a_location,
    a_member,
    a_network,
    a_service,
    an_organization,
)
from tests.facts import MORNINGS, a_full_service, service_columns
from vlaggenlijn.accounts.models import Change, ChangeSet, Conflict, LocalNetwork, User, recorded
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.actions.reading import service_facts
from vlaggenlijn.directory.actions.service import coming_sunday
from vlaggenlijn.directory.facts import (
    PhoneFacts,
    PlaceFacts,
    ServiceFacts,
    WeekFacts,
)
from vlaggenlijn.directory.models import (
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceConcept,
)
from vlaggenlijn.taxonomy.models import Posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def organization(network: LocalNetwork) -> Organization:
    return an_organization(network)


@pytest.fixture
def coordinator(network: LocalNetwork) -> User:
    return a_member(network=network)


def added(
    organization: Organization, by: User | None = None, facts: Any = None, **values: Any
) -> Service:
    facts = facts or a_full_service()
    return actions.add_service(by=by, organization=organization, facts=facts, **values)


def changed(service: Service, facts: Any, by: User | None = None, **values: Any) -> Service:
    values.setdefault("version", service.version)
    return actions.change_service(by=by, service=service, facts=facts, **values)


def named(name: str) -> ServiceFacts:
    return replace(a_full_service(), columns=service_columns(name=name))


def test_added_service_reads_back_as_it_was_filled_in(organization: Organization) -> None:
    assert service_facts(added(organization)).says_the_same_as(a_full_service())


def test_added_service_is_found_by_the_guide(organization: Organization) -> None:
    service = added(organization)
    terms = Posting.objects.of_record(service.pk).values_list("term", flat=True)
    assert "themes:sleep" in terms


def test_added_service_is_recorded_with_its_rows(
    organization: Organization, coordinator: User
) -> None:
    service = added(organization, by=coordinator)
    deed = ChangeSet.objects.get(deed="service.add")
    assert (deed.by, deed.network) == (coordinator, organization.network)
    kinds = deed.changes.values_list("model", flat=True)
    assert {"directory.service", "directory.phone", "directory.address"} <= set(kinds)
    assert service.version == 1


def test_added_service_confirmed_when_said(organization: Organization, coordinator: User) -> None:
    service = added(organization, by=coordinator, is_confirmed=True)
    assert (service.assured_on, service.assurer) == (timezone.localdate(), coordinator)
    assert added(organization).assured_on is None


def test_same_key_twice_adds_one_service(organization: Organization) -> None:
    key = uuid.uuid4()
    first = added(organization, idempotency_key=key)
    second = added(organization, idempotency_key=key)
    assert second == first
    assert Service.objects.count() == 1


def test_same_key_with_other_facts_is_a_conflict_about_the_first(
    organization: Organization,
) -> None:
    key = uuid.uuid4()
    first = added(organization, idempotency_key=key)
    other = replace(a_full_service(), columns=service_columns(name="Anders"))
    with pytest.raises(Conflict) as conflict:
        added(organization, facts=other, idempotency_key=key)
    assert conflict.value.args == (first,)


def test_key_of_another_deed_adds_nothing(organization: Organization) -> None:
    key = uuid.uuid4()
    actions.confirm_service(by=None, service=a_service(organization), idempotency_key=key)
    with pytest.raises(Conflict):
        added(organization, idempotency_key=key)


def test_nothing_changed_writes_nothing(organization: Organization) -> None:
    service = added(organization)
    before = Change.objects.count()
    assert changed(service, service_facts(service)).version == 1
    assert Change.objects.count() == before


def test_change_of_a_row_only_raises_the_version(organization: Organization) -> None:
    service = added(organization)
    facts = replace(a_full_service(), languages=frozenset({"nl"}))
    assert changed(service, facts).version == 2


def test_rows_that_stay_keep_their_ids(organization: Organization) -> None:
    service = added(organization)
    facts = service_facts(service)
    kept = {phone.number: phone.pk for phone in service.phones.all()}
    schedules = set(Schedule.objects.values_list("pk", flat=True))
    phones = tuple(replace(phone, description="nieuw") for phone in facts.phones)
    changed(service, replace(facts, phones=phones))
    assert {phone.number: phone.pk for phone in service.phones.all()} == kept
    assert set(Schedule.objects.values_list("pk", flat=True)) == schedules
    assert set(service.phones.values_list("description", flat=True)) == {"nieuw"}


def test_rows_left_out_are_deleted_each_with_a_trace(organization: Organization) -> None:
    service = added(organization)
    bare = ServiceFacts(columns=service_columns())
    changed(service, bare)
    assert service_facts(Service.objects.get()).says_the_same_as(bare)
    removed = ChangeSet.objects.get(deed="service.change").changes.filter(after__isnull=True)
    counts = {}
    for change in removed:
        counts[change.model] = counts.get(change.model, 0) + 1
    assert counts == {
        "directory.phone": 3,
        "directory.schedule": 3,
        "directory.language": 3,
        "directory.costoption": 2,
        "directory.servicearea": 3,
        "directory.serviceconcept": 1,
        "directory.servicecapacity": 1,
        "directory.serviceatlocation": 2,
    }


def test_place_left_out_stays_with_the_organization(organization: Organization) -> None:
    service = added(organization)
    changed(service, replace(a_full_service(), places=()))
    assert not ServiceAtLocation.objects.exists()
    assert organization.locations.count() == 2


def test_known_place_of_the_organization_is_used(organization: Organization) -> None:
    location = a_location(organization, "Buurthuis", city="Gent", postal_code="9000")
    place = PlaceFacts(name="Buurthuis", city="Gent", postal_code="9000", location=location.pk)
    service = added(organization, facts=ServiceFacts(columns=service_columns(), places=(place,)))
    assert list(service.locations.all()) == [location]


def test_place_of_another_organization_is_not_used(
    network: LocalNetwork, organization: Organization
) -> None:
    elsewhere = a_location(an_organization(network, "Andere"), "Geheim")
    place = PlaceFacts(name="Nieuw", location=elsewhere.pk)
    service = added(organization, facts=ServiceFacts(columns=service_columns(), places=(place,)))
    assert [one.organization for one in service.locations.all()] == [organization]
    assert Location.objects.get(pk=elsewhere.pk).name == "Geheim"


def test_row_of_another_service_is_not_taken_over(organization: Organization) -> None:
    other = a_service(organization, phone="+3292999999")
    theirs = other.phones.get()
    facts = ServiceFacts(
        columns=service_columns(), phones=(PhoneFacts("+3292100000", id=theirs.pk),)
    )
    service = added(organization, facts=facts)
    assert service.phones.get().pk != theirs.pk
    assert Phone.objects.get(pk=theirs.pk).service == other


def test_new_address_gives_an_approximate_point_and_same_address_keeps_its_own(
    organization: Organization,
) -> None:
    service = added(organization)
    location = Location.objects.get(name="Bibliotheek")
    assert (location.latitude, location.is_point_approximate) == (51.05, True)
    with recorded(by=None, network=None, deed="test"):
        location.latitude, location.is_point_approximate = 51.0501, False
        location.save()
    facts = service_facts(service)
    places = tuple(replace(place, transportation="bus 3") for place in facts.places)
    changed(service, replace(facts, places=places))
    location.refresh_from_db()
    assert (location.latitude, location.is_point_approximate) == (51.0501, False)


def test_suggested_concept_stays_until_an_editor_ticks_it(organization: Organization) -> None:
    service = added(organization, facts=ServiceFacts(columns=service_columns()))
    concept = a_concept("themes", "sleep")
    with recorded(by=None, network=None, deed="test"):
        suggestion = ServiceConcept(service=service, concept=concept, is_confirmed=False)
        suggestion.save()
    facts = service_facts(service)
    assert facts.concepts == frozenset()
    service = changed(service, replace(facts, columns=service_columns(alert="Verhuisd")))
    suggestion.refresh_from_db()
    assert not suggestion.is_confirmed
    changed(service, replace(facts, concepts=frozenset({concept.pk})))
    suggestion.refresh_from_db()
    assert suggestion.is_confirmed


def test_hours_that_a_week_cannot_show_are_left_as_they_are(organization: Organization) -> None:
    service = added(organization, facts=ServiceFacts(columns=service_columns(), week=MORNINGS))
    with recorded(by=None, network=None, deed="test"):
        special = Schedule(
            service=service, freq="MONTHLY", byday="1MO", opens_at="18:00", closes_at="20:00"
        )
        special.save()
    changed(service, replace(service_facts(service), week=WeekFacts()))
    assert list(service.schedules.values_list("pk", flat=True)) == [special.pk]


@pytest.mark.parametrize("appointment", ["", "only", "also"])
def test_week_reads_back_as_it_was_written(organization: Organization, appointment: str) -> None:
    for days in (MORNINGS.days, WeekFacts().days):
        week = WeekFacts(days, appointment)
        if appointment == "also" and not any(days):
            continue  # nothing but an appointment is "only"
        service = added(organization, facts=ServiceFacts(columns=service_columns(), week=week))
        assert service_facts(service).week == week


def test_hours_by_phone_stay_hours_by_phone(organization: Organization) -> None:
    place = PlaceFacts("virtual", "Bellen", week=MORNINGS)
    service = added(organization, facts=ServiceFacts(columns=service_columns(), places=(place,)))
    assert set(Schedule.objects.values_list("attending_type", flat=True)) == {"phone"}
    facts = service_facts(service)
    assert facts.places[0].week == MORNINGS


def test_waiting_time_keeps_the_day_it_was_noted(organization: Organization) -> None:
    service = added(organization)
    assert service.wait_time_on == timezone.localdate()
    service = changed(service, replace(a_full_service(), columns=service_columns(wait_time="")))
    assert service.wait_time_on is None


def test_change_of_an_old_version_is_a_conflict_and_writes_nothing(
    organization: Organization,
) -> None:
    service = added(organization)
    changed(service, named("Eerst"))
    with pytest.raises(Conflict):
        changed(service, named("Later"), version=1)
    assert Service.objects.get().name == "Eerst"


def test_change_twice_with_one_key_counts_once(organization: Organization) -> None:
    service = added(organization)
    facts = replace(a_full_service(), columns=service_columns(name="Nieuw"))
    key = uuid.uuid4()
    changed(service, facts, version=1, idempotency_key=key)
    assert changed(service, facts, version=1, idempotency_key=key).version == 2


def test_key_that_comes_back_with_other_text_is_a_conflict(organization: Organization) -> None:
    service = added(organization)
    key = uuid.uuid4()
    changed(service, named("B"), idempotency_key=key)
    with pytest.raises(Conflict):
        changed(
            service,
            named("C"),
            idempotency_key=key,
        )


def test_confirm_sets_day_and_person(organization: Organization, coordinator: User) -> None:
    service = actions.confirm_service(by=coordinator, service=a_service(organization))
    assert (service.assured_on, service.assurer) == (timezone.localdate(), coordinator)


def test_close_this_week_until_sunday_and_open_again(organization: Organization) -> None:
    service = a_service(organization)
    closed = actions.close_service_this_week(by=None, service=service)
    assert closed.closed_until == coming_sunday(timezone.localdate())
    opened = actions.close_service_this_week(by=None, service=service, is_closed=False)
    assert opened.closed_until is None


@pytest.mark.parametrize(
    ("today", "sunday"),
    [
        (date(2026, 11, 23), date(2026, 11, 29)),
        (date(2026, 11, 28), date(2026, 11, 29)),
        (date(2026, 11, 29), date(2026, 11, 29)),
    ],
)
def test_coming_sunday(today: date, sunday: date) -> None:
    assert coming_sunday(today) == sunday


def test_archive_takes_out_of_the_guide_and_restore_puts_back(organization: Organization) -> None:
    service = added(organization)
    archived = actions.archive_service(by=None, service=service)
    assert archived.archived_at is not None
    assert not Posting.objects.of_record(service.pk).exists()
    restored = actions.archive_service(by=None, service=service, is_archived=False)
    assert restored.archived_at is None
    assert Posting.objects.of_record(service.pk).exists()


def test_archive_twice_keeps_the_first_moment(organization: Organization) -> None:
    service = a_service(organization)
    first = actions.archive_service(by=None, service=service)
    assert actions.archive_service(by=None, service=service).archived_at == first.archived_at


@pytest.mark.parametrize("deed", ["confirm_service", "archive_service", "close_service_this_week"])
def test_quick_deed_with_a_used_key_changes_nothing(organization: Organization, deed: Any) -> None:
    service, key = a_service(organization), uuid.uuid4()
    with recorded(by=None, network=None, deed="test", key=key):
        pass
    getattr(actions, deed)(by=None, service=service, idempotency_key=key)
    service.refresh_from_db()
    assert (service.assured_on, service.archived_at, service.closed_until) == (None, None, None)


def test_place_that_stays_loses_its_phone_and_address(organization: Organization) -> None:
    service = added(organization)
    facts = service_facts(service)
    nothing = {"phone": "", "address_1": "", "postal_code": "", "city": "", "nis": ""}
    places = tuple(replace(place, **nothing) for place in facts.places)
    changed(service, replace(facts, places=places))
    location = Location.objects.get(name="Bibliotheek")
    assert not hasattr(location, "address")
    assert (location.latitude, location.is_point_approximate) == (None, False)
    assert not Phone.objects.filter(service_at_location__isnull=False).exists()


def a_second_service_there(first: Service) -> tuple[Service, Location]:
    """Another service at the first place of a service."""
    second = a_service(first.organization, "Elsewhere in the same house")
    location = first.locations.get(location_type="physical")
    with recorded(by=None, network=first.organization.network, deed="test"):
        ServiceAtLocation(service=second, location=location).save()
    return second, location


def test_changed_shared_place_makes_an_older_form_of_another_service_a_conflict(
    organization: Organization,
) -> None:
    first = added(organization)
    second, location = a_second_service_there(first)
    opened, seen, there = service_facts(first), first.version, service_facts(second)
    places = tuple(replace(one, name="Renamed") for one in there.places)
    changed(second, replace(there, places=places))
    with pytest.raises(Conflict):
        changed(first, replace(opened, columns=service_columns(name="Late")), version=seen)
    assert Location.objects.get(pk=location.pk).name == "Renamed"


def test_unchanged_shared_place_leaves_the_other_service_alone(organization: Organization) -> None:
    first = added(organization)
    second, _ = a_second_service_there(first)
    changed(second, replace(service_facts(second), columns=service_columns(name="Other name")))
    assert Service.objects.get(pk=first.pk).version == first.version
