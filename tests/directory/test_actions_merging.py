import uuid
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone, translation

from tests.factories import (
    GENT,
    LEUVEN,
    a_location,
    a_member,
    a_network,
    a_partner,
    a_service,
    an_organization,
)
from vlaggenlijn.accounts.models import Audited, Change, Conflict, LocalNetwork, recorded, snapshot
from vlaggenlijn.directory.actions import merging_rows
from vlaggenlijn.directory.actions.duplicates import decide_pair, find_likely_pairs
from vlaggenlijn.directory.actions.merging import Choices, MergeRefused, merge
from vlaggenlijn.directory.actions.merging_rows import RULES, Rule, UndecidedRelation, relations
from vlaggenlijn.directory.history import deeds_about, described
from vlaggenlijn.directory.models import (
    Accessibility,
    Contact,
    Language,
    LikelyPair,
    LocalNote,
    Location,
    Organization,
    OrganizationIdentifier,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceTranslation,
    Stewardship,
    successor,
)
from vlaggenlijn.partnership.models import Asked, Partner, Task, Undertaking
from vlaggenlijn.taxonomy.models import Posting

pytestmark = pytest.mark.django_db
ADDRESS = {"address_1": "Markt 1", "postal_code": "9000", "city": "Gent", "municipality_id": GENT}


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def pair(network: LocalNetwork) -> tuple[Organization, Organization]:
    """Two records of one house; the second knows a second number and a second place."""
    kept = an_organization(network, "Huis De Kiem", email="kiem@example.org")
    other = an_organization(network, "De Kiem vzw", description="Voor elk gezin.")
    with recorded(by=None, network=network, deed="test"):
        for organization, number in ((kept, "+3292100000"), (other, "+3292100000")):
            Phone(organization=organization, number=number).save()
        Phone(organization=other, number="+3292100001").save()
        OrganizationIdentifier(
            organization=other, identifier_type="kbo", identifier="0207437468"
        ).save()
        Schedule(organization=other, byday="MO", freq="WEEKLY").save()
        Contact(organization=other, name="Sam", purpose="call", review_on=date(2027, 1, 1)).save()
    a_location(kept, **ADDRESS)
    double = a_location(other, "Onthaal", **ADDRESS | {"address_1": "MARKT 1"})
    with recorded(by=None, network=network, deed="test"):
        Accessibility(location=double, kind="pram").save()
    return kept, other


def everything() -> dict[Any, Any]:
    """Every audited row there is, as it is, without the numbers that only grow."""
    models = [one for one in apps.get_models() if issubclass(one, Audited)]
    silent = ("version",)
    return {
        (model._meta.label, row.pk): {k: v for k, v in snapshot(row).items() if k not in silent}
        for model in models
        for row in model._base_manager.all()
    }


def reverted(changes: list[Change]) -> None:
    """Take a deed back as the generic undo does: each change, the last one first."""
    with recorded(by=None, network=None, deed="undo"):
        for change in reversed(changes):
            model: Any = apps.get_model(change.model)
            if change.before is None:
                model._base_manager.get(pk=change.object_id).delete()
                continue
            row = model._base_manager.get(pk=change.object_id)  # a merge deletes nothing
            by_column = {field.attname: field for field in model._meta.concrete_fields}
            for name, before, _after in change.fields():
                setattr(row, name, by_column[name].to_python(before))
            row.save()


def test_other_goes_into_kept_with_all_it_has(pair: Any) -> None:
    kept, other = pair
    service = a_service(other, areas=[GENT])
    partner = a_partner(other)
    stored = merge(by=None, kept=kept, other=other, choices=Choices(frozenset({"description"})))
    other.refresh_from_db()
    assert (stored.name, stored.description) == ("Huis De Kiem", "Voor elk gezin.")
    assert sorted(stored.phones.values_list("number", flat=True)) == ["+3292100000", "+3292100001"]
    assert stored.identifiers.get().identifier == "0207437468"
    assert stored.contacts.get().name == "Sam"
    assert stored.schedules.count() == 1
    assert list(stored.services.all()) == [service]
    assert Stewardship.objects.get().organization == stored
    assert Organization.objects.editable_by(partner).get() == stored
    assert (bool(other.archived_at), other.merged_into) == (True, stored)
    assert not Posting.objects.of_record(other.pk).exists()
    assert Posting.objects.of_record(stored.pk).exists()


def test_same_place_written_otherwise_becomes_one(pair: Any) -> None:
    kept, other = pair
    service = a_service(other)
    double = other.locations.get()
    with recorded(by=None, network=None, deed="test"):
        ServiceAtLocation(service=service, location=double).save()
    merge(by=None, kept=kept, other=other)
    place = kept.locations.get()
    assert (place.name, place.accessibility.get().kind) == ("Onthaal", "pram")
    assert service.service_at_locations.get().location == place
    assert list(other.locations.all()) == [double]


@pytest.mark.parametrize(
    ("choice", "numbers"),
    [
        ("kept", ["+3292100000"]),
        ("both", ["+3292100000", "+3292100001"]),
        ("other", ["+3292100000", "+3292100001"]),
    ],
)
def test_lists_are_chosen(pair: Any, choice: str, numbers: list[str]) -> None:
    kept, other = pair
    merge(by=None, kept=kept, other=other, choices=Choices(lists={"phones": choice}))
    assert sorted(kept.phones.values_list("number", flat=True)) == numbers


def test_only_what_the_other_has(network: LocalNetwork) -> None:
    kept, other = an_organization(network, "A"), an_organization(network, "B")
    with recorded(by=None, network=network, deed="test"):
        Phone(organization=kept, number="+3292100001").save()
        Phone(organization=other, number="+3292100002").save()
    merge(by=None, kept=kept, other=other, choices=Choices(lists={"phones": "other"}))
    assert kept.phones.get().number == "+3292100002"
    assert other.phones.get().number == "+3292100001"


def test_reverting_each_change_in_reverse_order_restores_both(pair: Any) -> None:
    kept, other = pair
    a_service(kept), a_service(other, phone="+3292100003")
    a_partner(kept), a_partner(other)
    find_likely_pairs()
    before = everything()
    choices = Choices(frozenset({"name"}), frozenset({"description"}), {"phones": "other"})
    merge(by=None, kept=kept, other=other, choices=choices)
    assert everything() != before
    reverted(list(Change.objects.filter(change_set__deed="organization.merge").order_by("id")))
    assert everything() == before


def test_two_notes_of_a_network_are_joined(network: LocalNetwork) -> None:
    organization = an_organization(network)
    kept, other = a_service(organization, "Spelpunt"), a_service(organization, "Het Spelpunt")
    neighbour = a_network("leuven", [LEUVEN])
    with recorded(by=None, network=network, deed="test"):
        LocalNote(network=network, service=kept, refer_when="Bij twijfel.").save()
        LocalNote(
            network=network, service=other, refer_when="Altijd.", refer_when_not="Nooit 's nachts."
        ).save()
        LocalNote(network=neighbour, service=other, refer_when="Van de buren.").save()
        ServiceTranslation(service=other, language="fr", name="Jeux").save()
        Language(service=kept, code="nl").save()
        Language(service=other, code="nl").save()
        Language(service=other, code="tr").save()
    before = everything()
    merge(by=None, kept=kept, other=other)
    note = kept.local_notes.get(network=network)
    assert (note.refer_when, note.refer_when_not) == ("Bij twijfel.\n\nAltijd.", "Nooit 's nachts.")
    assert kept.local_notes.get(network=neighbour).refer_when == "Van de buren."
    assert kept.translations.get().name == "Jeux"
    assert list(kept.languages.values_list("code", flat=True)) == ["nl", "tr"]
    reverted(list(Change.objects.filter(change_set__deed="service.merge").order_by("id")))
    assert everything() == before


def test_history_of_kept_tells_of_both(pair: Any, network: LocalNetwork) -> None:
    kept, other = pair
    with recorded(by=None, network=network, deed="organization.change"):
        other.description = "Een oud verhaal."
        other.save()
    merge(by=None, kept=kept, other=other)
    with translation.override("en"):
        deeds = described(kept, list(deeds_about(kept)))
    assert deeds[0].text == "merged two organisations into one"
    lines = {line.after for deed in deeds for line in deed.lines}
    assert {"Een oud verhaal.", "Huis De Kiem"} <= lines


@pytest.mark.parametrize("which", [0, 1])
def test_record_edited_in_between_is_a_conflict(pair: Any, which: int) -> None:
    versions = [1, 1]
    with recorded(by=None, network=None, deed="test"):
        pair[which].touch()
    before = everything()
    with pytest.raises(Conflict):
        merge(by=None, kept=pair[0], other=pair[1], versions=(versions[0], versions[1]))
    assert everything() == before


def test_two_people_merge_the_same_pair(pair: Any) -> None:
    key = uuid.uuid4()
    merge(by=None, kept=pair[0], other=pair[1], versions=(1, 1), idempotency_key=key)
    again = merge(by=None, kept=pair[0], other=pair[1], versions=(1, 1), idempotency_key=key)
    assert again == pair[0]
    with pytest.raises(MergeRefused) as refused:
        merge(by=None, kept=pair[1], other=pair[0], versions=(1, 1))
    assert refused.value.code == "already_merged"


def test_chain_leads_to_the_last_and_a_circle_to_nothing(network: LocalNetwork) -> None:
    a, b, c = (an_organization(network, name) for name in "ABC")
    merge(by=None, kept=b, other=a)
    b.refresh_from_db()
    merge(by=None, kept=c, other=b)
    a.refresh_from_db()
    b.refresh_from_db()
    assert (successor(a), successor(b), successor(c)) == (c, c, None)
    c.refresh_from_db()
    with recorded(by=None, network=network, deed="test"):
        c.archived_at, c.merged_into = timezone.now(), a
        c.save()
    a.refresh_from_db()
    assert successor(a) is None


def test_put_back_and_merged_the_other_way(network: LocalNetwork) -> None:
    a, b = an_organization(network, "A"), an_organization(network, "B")
    merge(by=None, kept=b, other=a)
    a.refresh_from_db()
    with recorded(by=None, network=network, deed="organization.restore"):
        a.archived_at = None
        a.save()
    assert successor(a) is None
    merge(by=None, kept=a, other=b)
    b.refresh_from_db()
    a.refresh_from_db()
    assert (successor(b), a.merged_into) == (a, None)


def test_what_may_not_become_one(network: LocalNetwork) -> None:
    kept, other = an_organization(network, "A"), an_organization(network, "B")
    gone = an_organization(network, "C", archived_at=timezone.now())
    elsewhere = an_organization(a_network("leuven", [LEUVEN]), "D")
    services = [a_service(one) for one in (kept, other)]
    found = []
    for pair in ((kept, kept), (kept, gone), (gone, kept), (kept, elsewhere), tuple(services)):
        with pytest.raises(MergeRefused) as refused:
            merge(by=None, kept=pair[0], other=pair[1])
        found.append(refused.value.code)
    assert found == ["itself", "archived", "archived", "other_network", "other_organization"]


def test_not_the_same_is_kept_for_what_a_record_became(network: LocalNetwork) -> None:
    a, b, c = (an_organization(network, "De Kiem", email="kiem@kiem.example") for _ in range(3))
    assert find_likely_pairs() == 3
    pair = LikelyPair.objects.of(a.pk, c.pk).get()
    decide_pair(by=a_member(network=network), pair=pair, version=1, is_same=False)
    merge(by=None, kept=b, other=a)
    assert LikelyPair.objects.of(b.pk, c.pk).get().state == "not_same"
    assert LikelyPair.objects.of(a.pk, b.pk).get().state == "merged"


def test_two_chairs_at_one_table_become_one(network: LocalNetwork) -> None:
    kept, other, elsewhere = (an_organization(network, name) for name in ("A", "B", "C"))
    with recorded(by=None, network=network, deed="test"):
        mine, theirs = (Partner(network=network, organization=one) for one in (kept, other))
        undertaking = Undertaking(network=network, name="Vadercafé", lead=theirs)
        task = Task(network=network, what="Zaal vastleggen", partner=theirs)
        for record in (mine, theirs, undertaking, task):
            record.save()
    merge(by=None, kept=kept, other=other)
    merge(by=None, kept=elsewhere, other=kept)
    for record in (mine, undertaking, task):
        record.refresh_from_db()
    assert (mine.organization, undertaking.lead, task.partner) == (elsewhere, mine, mine)
    assert list(Partner.objects.current()) == [mine]


def test_every_relation_has_a_rule() -> None:
    """A table that points to a record needs a decision: what does a merge do with its rows?"""
    followed = (Organization, Service, Location, ServiceAtLocation, Partner, Asked)
    found = {merging_rows.named(one) for model in followed for one in relations(model)}
    assert found == set(RULES)


def test_row_by_a_relation_without_a_rule_stops_the_merge(
    pair: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules: dict[str, Rule] = dict(RULES)
    del rules["directory.Contact.organization"]
    monkeypatch.setattr(merging_rows, "RULES", rules)
    before = everything()
    with pytest.raises(UndecidedRelation):
        merge(by=None, kept=pair[0], other=pair[1])
    assert everything() == before
