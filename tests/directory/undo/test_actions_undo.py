"""Undo of real deeds: everything comes back, later work is never lost."""

import uuid
from dataclasses import replace
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from tests.directory.undo.made import (
    change,
    everything,
    last_deed,
)
from tests.factories import (
    LEUVEN,
    a_concept,
    a_member,
    a_network,
    a_partner,
    a_service,
    a_user,
    an_administrator,
    an_organization,
)
from tests.facts import MORNINGS, a_full_service, service_columns
from vlaggenlijn.accounts.actions.undo import (
    AlreadyUndone,
    NothingToUndo,
    is_final,
    told,
    undo,
    undo_plan,
)
from vlaggenlijn.accounts.models import (
    Change,
    ChangeSet,
    LocalNetwork,
    Role,
    UndoRun,
    User,
    recorded,
)
from vlaggenlijn.directory import access, actions
from vlaggenlijn.directory.actions.reading import service_facts
from vlaggenlijn.directory.actions.undo import undo_deed
from vlaggenlijn.directory.facts import OrganizationFacts, PhoneFacts, PlaceFacts, WeekFacts
from vlaggenlijn.directory.models import (
    Language,
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


assert access  # the rights are told by loading it


def test_undo_of_a_change_with_rows_gives_what_was_there(service: Service) -> None:
    before = everything()
    deed = change(
        service,
        columns=service_columns(name="Nieuw"),
        phones=(PhoneFacts("+3292100009"),),
        places=(PlaceFacts(name="Ander lokaal", week=MORNINGS),),
        languages=frozenset({"fr"}),
        interpreted=frozenset(),
        concepts=frozenset({a_concept("themes", "eating").pk}),
        municipalities=frozenset({LEUVEN}),
        week=WeekFacts(("10:00–11:00",) + ("",) * 6),
        closures=(),
    )
    assert everything() != before
    outcome = undo(by=None, change_set=deed)
    assert everything() == before
    assert (outcome.kept, outcome.change_set.undoes) == ([], deed)
    assert Service.objects.get(pk=service.pk).version == 3


def test_undo_of_adding_and_redo(organization: Organization) -> None:
    empty = everything()
    service = actions.add_service(by=None, organization=organization, facts=a_full_service())
    added, deed = everything(), last_deed()
    undone = undo(by=None, change_set=deed)
    assert everything() == empty
    again = undo(by=None, change_set=undone.change_set)
    assert everything() == added
    assert Service.objects.get(pk=service.pk).name == "Spelpunt"
    assert undo(by=None, change_set=deed).change_set.undoes == deed
    assert (everything(), again.count) == (empty, undone.count)


def test_undo_twice_says_so_and_the_same_key_is_one_undo(service: Service) -> None:
    deed, key = change(service, languages=frozenset({"fr"})), uuid.uuid4()
    first = undo(by=None, change_set=deed, key=key)
    assert undo(by=None, change_set=deed, key=key).change_set == first.change_set
    with pytest.raises(AlreadyUndone):
        undo(by=None, change_set=deed)
    assert ChangeSet.objects.filter(deed="undo").count() == 1
    assert deed.undone_by == first.change_set


def test_later_edit_of_a_field_stays_and_is_told_with_who_and_when(
    service: Service, lien: User
) -> None:
    deed = change(service, columns=service_columns(name="Fout", summary="Fout"))
    stored = Service.objects.get(pk=service.pk)
    facts = replace(service_facts(stored), columns=service_columns(name="Beter", summary="Fout"))
    actions.change_service(by=lien, service=stored, version=stored.version, facts=facts)
    later = last_deed()
    outcome = undo(by=None, change_set=deed)
    stored.refresh_from_db()
    assert (stored.name, stored.summary) == ("Beter", "Samen spelen")
    (kept,) = told(deed, outcome.kept)
    assert (kept["reason"], kept["fields"], kept["by"]) == ("changed", ("name",), str(lien.pk))
    assert kept["at"] == later.at.isoformat()


def test_added_service_that_was_changed_since_stays_whole(organization: Organization) -> None:
    service = actions.add_service(by=None, organization=organization, facts=a_full_service())
    deed = last_deed()
    change(service, columns=service_columns(name="Beter"))
    before = everything()
    with pytest.raises(NothingToUndo) as caught, transaction.atomic():
        undo(by=None, change_set=deed)
    assert everything() == before
    reasons = {one.reason for one in caught.value.args[0].kept}
    assert reasons == {"changed", "together", "in_use"}
    assert not ChangeSet.objects.filter(deed="undo").exists()


def test_added_organization_with_a_service_since_stays(organization: Organization) -> None:
    deed = last_deed("organization.add")
    a_service(organization)
    plan = undo_plan(deed)
    assert plan.steps == []
    assert ("directory.organization", "in_use") in {(one.model, one.reason) for one in plan.kept}


def test_row_of_which_there_is_one_like_it_now_does_not_come_back(service: Service) -> None:
    deed = change(service, languages=frozenset({"nl"}), columns=service_columns(name="Nieuw"))
    with recorded(by=None, network=None, deed="test"):
        Language(service=service, code="tr").save()
    outcome = undo(by=None, change_set=deed)
    assert [(one.model, one.reason) for one in outcome.kept] == [("directory.language", "unfit")]
    assert Service.objects.get(pk=service.pk).name == "Spelpunt"


def test_ages_that_would_be_out_of_order_stay(service: Service) -> None:
    deed = change(service, columns=service_columns(minimum_age_months=0, maximum_age_months=12))
    with recorded(by=None, network=None, deed="test"):
        stored = Service.objects.get(pk=service.pk)
        stored.minimum_age_months = 6
        stored.maximum_age_months = 12
        stored.save()
    with recorded(by=None, network=None, deed="test"):
        stored.minimum_age_months = 0
        stored.save()
    undo(by=None, change_set=deed)
    stored.refresh_from_db()
    assert (stored.minimum_age_months, stored.maximum_age_months) == (-9, 36)


def test_hours_that_were_replaced_again_stay(service: Service) -> None:
    change(service, week=WeekFacts(("09:00–12:00",) + ("",) * 6))
    deed = change(service, week=WeekFacts(("13:00–17:00",) + ("",) * 6))
    change(service, week=WeekFacts(("10:00–11:00",) + ("",) * 6))
    with pytest.raises(NothingToUndo):
        undo(by=None, change_set=deed)
    assert service_facts(service).week.days[0] == "10:00–11:00"


def test_what_belonged_to_what_is_gone_does_not_come_back(service: Service) -> None:
    link = ServiceAtLocation.objects.get(service=service, location__name="Bibliotheek")
    with recorded(by=None, network=None, deed="test"):
        Phone.objects.get(service_at_location=link).delete()
        Service.objects.get(pk=service.pk).touch()
    deed = last_deed("test")
    with recorded(by=None, network=None, deed="later"):
        link.delete()
    with pytest.raises(NothingToUndo) as caught:
        undo(by=None, change_set=deed)
    assert [one.reason for one in caught.value.args[0].kept] == ["orphan"]


def test_delete_leaves_a_trace_of_all_that_goes_with_it_and_comes_back(service: Service) -> None:
    before = everything()
    organization = service.organization
    with recorded(by=None, network=None, deed="remove"):
        Service.objects.get(pk=service.pk).delete()
        Organization.objects.get(pk=organization.pk).delete()
    assert not Location.objects.exists()
    assert not Schedule.objects.exists()
    undo(by=None, change_set=last_deed("remove"))
    assert everything() == before


def test_link_that_is_gone_comes_back_empty(network: LocalNetwork, service: Service) -> None:
    person = a_user_who_confirms(service)
    with recorded(by=None, network=None, deed="remove"):
        Service.objects.get(pk=service.pk).delete()
    person.delete()
    undo(by=None, change_set=last_deed("remove"))
    assert Service.objects.get(pk=service.pk).assurer is None


def a_user_who_confirms(service: Service) -> User:
    person = a_member(network=service.organization.network)
    actions.confirm_service(by=person, service=service)
    return person


def test_roles_are_never_given_back(network: LocalNetwork) -> None:
    a_member(network=network)
    deed = last_deed("test")
    assert is_final(deed)
    assert [one.reason for one in undo_plan(deed).kept] == ["final"]


def test_index_follows_the_undo(service: Service) -> None:
    deed = change(service, columns=service_columns(name="Zwemles"))
    terms = set(Posting.objects.filter(record_id=service.pk).values_list("term", flat=True))
    run = undo_deed(by=a_user(), change_set=deed, key=uuid.uuid4())
    now = set(Posting.objects.filter(record_id=service.pk).values_list("term", flat=True))
    assert (run.state, now != terms) == ("done", True)
    added = last_deed("service.add")
    assert undo_deed(by=a_user(), change_set=added, key=uuid.uuid4()).state == "done"
    assert not Posting.objects.filter(record_id=service.pk).exists()


def test_run_says_what_happened(service: Service) -> None:
    person, deed, key = a_user(), change(service, languages=frozenset({"fr"})), uuid.uuid4()
    first = undo_deed(by=person, change_set=deed, key=key)
    assert undo_deed(by=person, change_set=deed, key=key) == first
    assert (first.state, first.report["kept"], first.undo) == ("done", [], last_deed("undo"))
    second = undo_deed(by=person, change_set=deed, key=uuid.uuid4())
    assert (second.state, UndoRun.objects.count()) == ("already", 2)


def test_run_without_anything_to_put_back(service: Service) -> None:
    deed = change(service, columns=service_columns(name="Fout"))
    change(service, columns=service_columns(name="Spelpunt", summary="Fout"))
    change(service, columns=service_columns(name="Later", summary="Samen spelen"))
    change(service, columns=service_columns(name="Later", summary="x", wait_time="y"))
    run = undo_deed(by=a_user(), change_set=deed, key=uuid.uuid4())
    assert run.state in ("done", "nothing")
    assert Service.objects.get(pk=service.pk).name == "Later"


def test_large_deed_is_undone_by_the_worker(
    network: LocalNetwork, django_capture_on_commit_callbacks: Any
) -> None:
    with recorded(by=None, network=network, deed="organizations.import") as recorder:
        recorder.add_all(Organization(network=network, name=f"O {n}") for n in range(501))
    with django_capture_on_commit_callbacks() as later:
        run = undo_deed(by=a_user(), change_set=recorder.change_set, key=uuid.uuid4())
    assert (run.state, len(later), Organization.objects.count()) == ("waiting", 1, 501)
    later[0]()
    run.refresh_from_db()
    assert (run.state, run.report["count"], Organization.objects.count()) == ("done", 501, 0)


def test_removal_of_many_takes_few_questions(
    network: LocalNetwork, django_assert_max_num_queries: Any
) -> None:
    with recorded(by=None, network=network, deed="organizations.import") as recorder:
        recorder.add_all(Organization(network=network, name=f"O {n}") for n in range(300))
    with django_assert_max_num_queries(40):
        undo(by=None, change_set=recorder.change_set)
    assert Change.objects.filter(change_set__deed="undo").count() == 300


@pytest.fixture
def people(network: LocalNetwork, organization: Organization) -> dict[str, User]:
    return {
        "coordinator": a_member(network=network),
        "partner": a_partner(organization),
        "reader": a_member(Role.READER, network),
        "administrator": an_administrator(),
        "elsewhere": a_member(network=a_network("leuven", [LEUVEN])),
    }


def test_who_may_undo(service: Service, people: dict[str, User]) -> None:
    deed = change(service, columns=service_columns(name="Nieuw"))
    allowed = {name for name, one in people.items() if one.has_perm("directory.undo_deed", deed)}
    assert allowed == {"coordinator", "partner", "administrator"}


def test_partner_does_not_undo_a_deed_on_others_too(
    network: LocalNetwork, service: Service, people: dict[str, User]
) -> None:
    other = an_organization(network, "Ander")
    with recorded(by=None, network=network, deed="two"):
        stored = Service.objects.get(pk=service.pk)
        stored.name = "Nieuw"
        stored.save()
        other.name = "Nieuw"
        other.save()
    allowed = {
        name
        for name, one in people.items()
        if one.has_perm("directory.undo_deed", last_deed("two"))
    }
    assert allowed == {"coordinator", "administrator"}


def test_moment_comes_back_to_the_microsecond(service: Service) -> None:
    moment = timezone.now().replace(microsecond=123_456)
    with recorded(by=None, network=None, deed="archive"):
        stored = Service.objects.get(pk=service.pk)
        stored.archived_at = moment
        stored.save()
    with recorded(by=None, network=None, deed="back"):
        stored.archived_at = None
        stored.save()
    undo(by=None, change_set=last_deed("back"))
    stored.refresh_from_db()
    assert stored.archived_at == moment


def test_bare_organization_undoes_too(organization: Organization) -> None:
    before = everything()
    bare = OrganizationFacts({"name": "Kaal", "description": ""})
    actions.change_organization(by=None, organization=organization, version=1, facts=bare)
    undo(by=None, change_set=last_deed())
    assert everything() == before
    assert ServiceConcept.objects.count() == 0
