import uuid
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from tests.factories import (
    a_location,
    a_member,
    a_network,
    a_service,
    an_administrator,
    an_organization,
)
from tests.facts import a_full_organization, organization_columns
from vlaggenlijn.accounts.models import Conflict, LocalNetwork, recorded
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.actions.reading import organization_facts
from vlaggenlijn.directory.facts import OrganizationFacts
from vlaggenlijn.directory.models import (
    Helpline,
    LocalNote,
    Organization,
    Service,
    ServiceAtLocation,
)
from vlaggenlijn.taxonomy.models import Posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


def added(network: LocalNetwork, facts: Any = None, **values: Any) -> Organization:
    facts = facts or a_full_organization()
    return actions.add_organization(by=None, network=network, facts=facts, **values)


def changed(organization: Organization, facts: Any, **values: Any) -> Organization:
    values.setdefault("version", organization.version)
    return actions.change_organization(by=None, organization=organization, facts=facts, **values)


def test_added_organization_reads_back_as_it_was_filled_in(network: LocalNetwork) -> None:
    organization = added(network)
    assert organization_facts(organization).says_the_same_as(a_full_organization())
    assert (organization.network, organization.assured_on) == (network, None)
    assert Posting.objects.of_record(organization.pk).exists()


def test_added_organization_confirmed_when_said(network: LocalNetwork) -> None:
    assert added(network, is_confirmed=True).assured_on == timezone.localdate()


def test_same_key_adds_once_and_other_facts_are_a_conflict(network: LocalNetwork) -> None:
    key = uuid.uuid4()
    first = added(network, idempotency_key=key)
    assert added(network, idempotency_key=key) == first
    with pytest.raises(Conflict):
        added(network, OrganizationFacts(organization_columns()), idempotency_key=key)
    assert Organization.objects.count() == 1


def test_change_to_nothing_but_a_name_removes_every_row(network: LocalNetwork) -> None:
    organization = added(network)
    bare = OrganizationFacts(columns=organization_columns())
    stored = changed(organization, bare)
    assert stored.version == 2
    assert organization_facts(Organization.objects.get()).says_the_same_as(bare)
    assert not organization.locations.exists()


def test_place_that_a_service_uses_is_not_removed(network: LocalNetwork) -> None:
    organization = an_organization(network)
    service = a_service(organization, place={"name": "Buurthuis"})
    changed(organization, OrganizationFacts(columns=organization_columns()))
    assert ServiceAtLocation.objects.get().service == service


def test_rows_that_stay_keep_their_ids(network: LocalNetwork) -> None:
    organization = added(network)
    location = organization.locations.get()
    facts = organization_facts(organization)
    places = (replace(facts.places[0], name="Stadhuis"),)
    changed(organization, replace(facts, places=places, kbo="0201310825"))
    location.refresh_from_db()
    assert location.name == "Stadhuis"
    assert organization.identifiers.get().identifier == "0201310825"


def test_nothing_changed_writes_nothing(network: LocalNetwork) -> None:
    organization = added(network)
    assert changed(organization, organization_facts(organization)).version == 1


def test_change_confirmed_sets_the_day(network: LocalNetwork) -> None:
    organization = added(network)
    stored = changed(organization, organization_facts(organization), is_confirmed=True)
    assert stored.assured_on == timezone.localdate()


def test_change_of_an_old_version_is_a_conflict(network: LocalNetwork) -> None:
    organization = added(network)
    changed(organization, OrganizationFacts(organization_columns(name="Eerst")))
    with pytest.raises(Conflict):
        changed(organization, OrganizationFacts(organization_columns(name="Later")), version=1)
    assert Organization.objects.get().name == "Eerst"


def test_change_twice_with_one_key_counts_once_unless_the_text_differs(
    network: LocalNetwork,
) -> None:
    organization, key = added(network), uuid.uuid4()
    facts = OrganizationFacts(organization_columns(name="Nieuw"))
    changed(organization, facts, version=1, idempotency_key=key)
    assert changed(organization, facts, version=1, idempotency_key=key).version == 2
    with pytest.raises(Conflict):
        changed(
            organization,
            OrganizationFacts(organization_columns(name="Anders")),
            idempotency_key=key,
        )


def test_new_name_is_found_at_the_services_too(network: LocalNetwork) -> None:
    organization = added(network)
    service = a_service(organization)
    changed(
        organization,
        replace(a_full_organization(), columns=organization_columns(name="Zonnewijzer")),
    )
    words = Posting.objects.of_record(service.pk).values_list("term", flat=True)
    assert any(word.startswith("w:zonnewijzer") for word in words)


def test_archive_takes_services_out_of_the_guide_and_restore_brings_them_back(
    network: LocalNetwork,
) -> None:
    organization = added(network)
    service = a_service(organization)
    actions.archive_organization(by=None, organization=organization)
    records = [organization.pk, service.pk]
    assert not Posting.objects.filter(record_id__in=records).exists()
    assert not Service.objects.published().exists()
    actions.archive_organization(by=None, organization=organization, is_archived=False)
    assert set(Posting.objects.values_list("record_id", flat=True)) == set(records)


def test_archive_with_a_used_key_changes_nothing(network: LocalNetwork) -> None:
    organization, key = added(network), uuid.uuid4()
    with recorded(by=None, network=None, deed="test", key=key):
        pass
    actions.archive_organization(by=None, organization=organization, idempotency_key=key)
    assert Organization.objects.get().archived_at is None


def noted(
    network: LocalNetwork,
    service: Service,
    refer_when: str = "Bij slaapvragen",
    refer_when_not: str = "",
    **values: Any,
) -> Any:
    return actions.write_note(
        by=None,
        network=network,
        service=service,
        refer_when=refer_when,
        refer_when_not=refer_when_not,
        **values,
    )


@pytest.fixture
def service(network: LocalNetwork) -> Service:
    return a_service(an_organization(network))


def test_note_is_written_changed_and_taken_away(network: LocalNetwork, service: Service) -> None:
    note = noted(network, service)
    assert (note.refer_when, note.version) == ("Bij slaapvragen", 1)
    assert noted(network, service, "Altijd", version=1).version == 2
    assert noted(network, service, "", version=2) is None
    assert not LocalNote.objects.exists()


def test_empty_note_is_not_kept(network: LocalNetwork, service: Service) -> None:
    assert noted(network, service, "") is None


def test_note_that_somebody_changed_is_a_conflict(network: LocalNetwork, service: Service) -> None:
    noted(network, service)
    with pytest.raises(Conflict):
        noted(network, service, "Zonder te kijken")
    assert noted(network, service).refer_when == "Bij slaapvragen"


def test_note_sent_twice_with_one_key_counts_once(network: LocalNetwork, service: Service) -> None:
    key = uuid.uuid4()
    first = noted(network, service, idempotency_key=key)
    assert noted(network, service, idempotency_key=key) == first
    with pytest.raises(Conflict):
        noted(network, service, "Anders", version=1, idempotency_key=key)


def test_each_network_has_its_own_note(network: LocalNetwork, service: Service) -> None:
    noted(network, service)
    noted(a_network("tweede"), service, "Iets anders")
    assert LocalNote.objects.count() == 2


def test_helpline_is_checked_when_the_number_is_the_one_seen(reference_data: None) -> None:
    person, line = an_administrator(), Helpline.objects.exclude(number="").first()
    assert actions.verify_helpline(by=person, helpline=line, number=line.number)
    line.refresh_from_db()
    assert (line.verified_on, line.verified_by) == (timezone.localdate(), person)


def test_helpline_with_another_number_is_not_checked(reference_data: None) -> None:
    line = Helpline.objects.first()
    assert not actions.verify_helpline(by=an_administrator(), helpline=line, number="0000")
    line.refresh_from_db()
    assert line.verified_on is None


def test_helpline_with_a_used_key_stays_as_it_is(reference_data: None) -> None:
    line, key = Helpline.objects.first(), uuid.uuid4()
    with recorded(by=None, network=None, deed="test", key=key):
        pass
    person = a_member(network=a_network())
    assert actions.verify_helpline(
        by=person, helpline=line, number=line.number, idempotency_key=key
    )
    line.refresh_from_db()
    assert line.verified_on is None


def test_place_keeps_its_name_when_only_the_way_there_changes(network: LocalNetwork) -> None:
    organization = an_organization(network)
    location = a_location(organization, "Loket", city="Gent", postal_code="9000")
    facts = organization_facts(organization)
    places = (replace(facts.places[0], transportation="tram 1"),)
    changed(organization, replace(facts, places=places))
    location.refresh_from_db()
    assert (location.name, location.transportation) == ("Loket", "tram 1")
