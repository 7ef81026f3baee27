"""Imports and merges taken back as people do it, after others went on working."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.directory.test_actions_importing import FULL, a_row, imported, kbo, table
from tests.directory.test_actions_merging import everything, network, pair
from tests.factories import a_member, a_partner, a_service
from vlaggenlijn.accounts.models import Change, ChangeSet, LocalNetwork, User, recorded
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.actions.importing import import_organizations
from vlaggenlijn.directory.actions.merging import Choices, merge
from vlaggenlijn.directory.actions.reading import organization_facts
from vlaggenlijn.directory.actions.undo import undo_deed
from vlaggenlijn.directory.history import deeds_about, described
from vlaggenlijn.directory.models import Organization, Stewardship
from vlaggenlijn.taxonomy.models import Posting

__all__ = ["network", "pair"]
pytestmark = pytest.mark.django_db
ORGANIZATION = "directory.organization"


def taken_back(by: User, deed: str) -> Any:
    change_set = ChangeSet.objects.filter(deed=deed).latest("at")
    return undo_deed(by=by, change_set=change_set, key=uuid.uuid4())


def edited(organization: Organization, **columns: Any) -> None:
    """Change some facts through the form's own action, as an editor does."""
    stored = Organization.objects.get(pk=organization.pk)
    facts = organization_facts(stored)
    facts.columns.update(columns)
    actions.change_organization(by=None, organization=stored, version=stored.version, facts=facts)


def names() -> list[str]:
    return sorted(Organization.objects.values_list("name", flat=True))


def test_import_of_new_rows_goes_but_not_what_somebody_changed_since(network: LocalNetwork) -> None:
    lien = a_member(network=network)
    import_organizations(
        by=lien,
        network=network,
        table=table(FULL, a_row(kbo=kbo(2), naam="Het Klimrek"), a_row(kbo=kbo(3), naam="De Mus")),
        file_name="lijst.csv",
    )
    edited(Organization.objects.get(name="Het Klimrek"), description="Klimmen voor ieder.")
    a_service(Organization.objects.get(name="De Mus"))
    run = taken_back(lien, "organizations.import")
    assert (run.state, names()) == ("done", ["De Mus", "Het Klimrek"])
    kept = Organization.objects.get(name="Het Klimrek")
    assert (kept.description, kept.locations.count()) == ("Klimmen voor ieder.", 1)
    assert kept.identifiers.get().identifier == kbo(2)
    stayed = {str(one.pk) for one in Organization.objects.all()}
    assert {one["id"] for one in run.report["kept"] if one["model"] == ORGANIZATION} == stayed
    gone = Change.objects.get(model=ORGANIZATION, after__isnull=True).object_id
    assert not Posting.objects.of_record(gone).exists()


def test_import_that_changed_rows_gives_back_what_nobody_touched_since(
    network: LocalNetwork,
) -> None:
    lien = a_member(network=network)
    imported(network, FULL, a_row(kbo=kbo(2), naam="Het Klimrek", email="oud@example.org"))
    new = {"telefoon": "09 220 20 20", "email": "nieuw@example.org", "huisnummer": "7"}
    imported(network, FULL | new, a_row(kbo=kbo(2), naam="Het Klimrek", email="nieuw@example.org"))
    zandbak = Organization.objects.get(name="De Zandbak")
    edited(zandbak, email="later@example.org")
    assert taken_back(lien, "organizations.import").state == "done"
    zandbak.refresh_from_db()
    assert zandbak.email == "later@example.org"
    assert [phone.number for phone in zandbak.phones.all()] == ["+3292101010"]
    assert zandbak.locations.get().address.address_1 == "Veldstraat 1"
    assert Organization.objects.get(name="Het Klimrek").email == "oud@example.org"


def test_merge_taken_back_gives_both_records_their_history_and_their_partner(
    pair: Any, network: LocalNetwork
) -> None:
    kept, other = pair
    lien, partner, service = a_member(network=network), a_partner(other), a_service(other)
    edited(other, description="Een oud verhaal.")
    before, told = everything(), [len(deeds_about(one)) for one in pair]
    merge(by=lien, kept=kept, other=other, choices=Choices(frozenset({"name"})))
    assert taken_back(lien, "organization.merge").state == "done"
    assert everything() == before
    assert Organization.objects.editable_by(partner).get() == other
    for record, count in zip(pair, told, strict=True):
        deeds = described(record, list(deeds_about(record)))
        assert len(deeds) == count + 2
    lines = {
        line.after for deed in described(other, list(deeds_about(other))) for line in deed.lines
    }
    assert "Een oud verhaal." in lines
    client = Client()
    assert client.get(service.get_absolute_url()).status_code == 200
    assert client.get(reverse("directory:organization", args=[other.pk])).status_code == 200


def test_merge_taken_back_after_a_later_edit_keeps_that_edit(
    pair: Any, network: LocalNetwork
) -> None:
    kept, other = pair
    lien = a_member(network=network)
    merge(by=lien, kept=kept, other=other, choices=Choices(frozenset({"name", "description"})))
    edited(kept, description="Wat er na het samenvoegen bij kwam.")
    assert taken_back(lien, "organization.merge").state == "done"
    kept.refresh_from_db(), other.refresh_from_db()
    assert (kept.name, kept.description) == ("Huis De Kiem", "Wat er na het samenvoegen bij kwam.")
    assert (other.archived_at, other.merged_into, other.description) == (
        None, None, "Voor elk gezin.",
    )  # fmt: skip


def test_partner_who_got_a_task_by_themselves_keeps_it_when_a_merge_is_taken_back(
    pair: Any, network: LocalNetwork
) -> None:
    """A task that ended after the merge is not given back with it."""
    kept, other = pair
    lien = a_member(network=network)
    a_partner(other)
    merge(by=lien, kept=kept, other=other)
    with recorded(by=lien, network=network, deed="test"):
        Stewardship.objects.get().delete()
    assert taken_back(lien, "organization.merge").state == "done"
    assert not Stewardship.objects.exists()
