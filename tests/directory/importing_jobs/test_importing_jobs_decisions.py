"""Rows that may be known already, and what others write meanwhile: somebody decides."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.directory.importing_jobs.made import (
    GOOD,
    GUESSED,
    address,
    chosen,
    job,
    outcomes,
    page,
    previewed,
    send,
    signed_in,
)
from tests.factories import LEUVEN, a_network, an_organization
from vlaggenlijn.accounts.models import LocalNetwork, recorded
from vlaggenlijn.directory.actions import importing
from vlaggenlijn.directory.models import ImportJob, Organization, OrganizationIdentifier
from vlaggenlijn.directory.models.importing import unpacked

pytestmark = pytest.mark.django_db
State = ImportJob.State


NUMBERED = "naam;id;straat;postcode\nDe Zandbak;{};Veldstraat 1;9000\n"


def twin(client: Client) -> Organization:
    """Preview a row that looks like a known organisation but has another number."""
    for number in ("A-1", "B-7"):
        send(client, NUMBERED.format(number))
        chosen(client, "name", "identifier", "street", "postal_code")
        if number == "A-1":
            client.post(address("schrijf/"))
            ImportJob.objects.all().delete()
    return Organization.objects.get()


def test_doubtful_row_is_the_same_one_when_somebody_says_so(client: Client) -> None:
    known = twin(client)
    chosen_one = f"same:{known.pk}:{known.version}"
    assert (outcomes(), f'value="{chosen_one}"' in page(client)) == ([(2, "doubtful")], True)
    client.post(address("keuzes/"), {"row-2": chosen_one})
    assert (outcomes(), job().decisions) == ([(2, "changed")], {"2": chosen_one})
    assert f'value="{chosen_one}" form="decisions" checked' in page(client, "?kind=changed")
    client.post(address("schrijf/"))
    assert [one.identifier for one in OrganizationIdentifier.objects.all()] == ["B-7"]


def test_doubtful_row_is_new_or_left_out_when_somebody_says_so(client: Client) -> None:
    twin(client)
    client.post(address("keuzes/"), {"row-2": "leave"})
    assert outcomes() == [(2, "skipped")]
    assert 'value="leave" form="decisions" checked' in page(client, "?kind=skipped")
    client.post(address("keuzes/"), {"row-2": "new"})
    assert outcomes() == [(2, "new")]
    client.post(address("keuzes/"), {"row-2": ""})
    assert (outcomes(), job().decisions) == ([(2, "doubtful")], {})


@pytest.mark.parametrize("choice", ["same", "new"])
def test_choice_that_lapsed_is_told_and_nothing_is_written(client: Client, choice: str) -> None:
    known = twin(client)
    send(client, NUMBERED.format("B-7") + "Het Klimrek;C-1;Kouter 2;9000\n")
    ImportJob.objects.earliest("created_at").delete()
    chosen(client, "name", "identifier", "street", "postal_code")
    word = "new" if choice == "new" else f"same:{known.pk}:{known.version}"
    client.post(address("keuzes/"), {"row-2": word})
    with recorded(by=None, network=None, deed="test"):
        known.name, number = ("De Zandbak", "B-7") if choice == "new" else ("Anders", "A-1")
        known.save()
        OrganizationIdentifier.objects.get().delete()
        OrganizationIdentifier(organization=known, identifier_type="own", identifier=number).save()
    client.post(address("schrijf/"))
    assert (job().state, outcomes()) == (State.PREVIEW, [(2, "doubtful"), (3, "new")])
    assert Organization.objects.count() == 1
    text = page(client)
    assert "Nothing can be written yet" in text
    assert "What was chosen for this row is not possible any more" in text
    client.post(address("keuzes/"), {"row-2": "leave"})
    client.post(address("schrijf/"))
    assert (job().state, Organization.objects.count()) == (State.DONE, 2)


def test_choice_that_came_true_before_a_crash_holds(client: Client) -> None:
    known = twin(client)
    client.post(address("keuzes/"), {"row-2": f"same:{known.pk}:{known.version}"})
    client.post(address("schrijf/"))
    ImportJob.objects.update(state=State.PREVIEW, result=None, change_set=None)
    client.post(address("schrijf/"))
    assert (job().state, OrganizationIdentifier.objects.count()) == (State.DONE, 1)


def test_decision_that_was_not_offered_changes_nothing(client: Client) -> None:
    foreign = an_organization(a_network("leuven", [LEUVEN]), "Van een ander")
    previewed(client)
    for value in (f"same:{foreign.pk}", f"same:{uuid4()}", "same:", "new", "drop table"):
        client.post(address("keuzes/"), {"row-2": value, "row-x": "leave"})
        assert outcomes() == [(2, "new")]
    client.post(address("schrijf/"))
    foreign.refresh_from_db()
    assert (foreign.name, foreign.version) == ("Van een ander", 1)


def test_own_number_of_another_may_stand_for_a_new_one_without_it(client: Client) -> None:
    send(client, "naam;id\nChiro De Vonk;12\n")
    chosen(client, "name", "identifier")
    client.post(address("schrijf/"))
    ImportJob.objects.all().delete()
    send(client, "naam;id\nBibliotheek;12\n")
    chosen(client, "name", "identifier")
    assert outcomes() == [(2, "doubtful")]
    client.post(address("keuzes/"), {"row-2": "new"})
    client.post(address("schrijf/"))
    numbers = {one.name: one.identifiers.count() for one in Organization.objects.all()}
    assert numbers == {"Chiro De Vonk": 1, "Bibliotheek": 0}


def test_row_that_fits_several_gets_the_one_that_is_chosen(
    client: Client, network: LocalNetwork
) -> None:
    one, two = an_organization(network, "Een"), an_organization(network, "Twee")
    with recorded(by=None, network=network, deed="test"):
        for organization in (one, two):
            OrganizationIdentifier(
                organization=organization, identifier_type="kbo", identifier="0207437468"
            ).save()
    assert previewed(client) == {"wrong": 1}
    client.post(address("keuzes/"), {"row-2": f"same:{two.pk}"})
    client.post(address("schrijf/"))
    names = Organization.objects.order_by("name").values_list("name", flat=True)
    assert list(names) == ["De Zandbak", "Een"]


def test_what_others_changed_meanwhile_is_reported(client: Client) -> None:
    text = GOOD + "Het Klimrek;0400378485;Kouter 2;9000\n"
    previewed(client, text)
    other = signed_in(job().by)
    mine = job().pk
    ImportJob.objects.filter(pk=mine).update(file_name="eerst.csv")
    send(other, GOOD, "tweede.csv")
    second = ImportJob.objects.exclude(pk=mine).get()
    for step in ("kolommen/", "schrijf/"):
        values = {f"column-{number}": one for number, one in enumerate(GUESSED)}
        other.post(f"/werk/importeren/{second.pk}/{step}", values)
    second.delete()
    client.post(address("schrijf/"))
    assert (outcomes(), Organization.objects.count()) == ([(2, "unchanged"), (3, "new")], 2)
    assert unpacked(job().result)["differs"] == [2]
    assert "1 row turned out otherwise" in page(client)
    assert "De Zandbak" in page(client, "?kind=differs")


def test_write_between_working_out_and_writing_is_seen(
    client: Client, network: LocalNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    previewed(client)
    real, calls = importing.LocalNetwork.locked, []

    def locked(*given: Any) -> Any:
        if not calls:
            calls.append(given)
            made = an_organization(network, "De Zandbak")
            with recorded(by=None, network=network, deed="test"):
                OrganizationIdentifier(
                    organization=made, identifier_type="kbo", identifier="0207437468"
                ).save()
        return real(*given)

    monkeypatch.setattr(importing.LocalNetwork, "locked", locked)
    client.post(address("schrijf/"))
    assert (Organization.objects.count(), outcomes()) == (1, [(2, "changed")])


def test_import_ends_when_others_never_stop_writing(
    client: Client, network: LocalNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    previewed(client)
    states = iter(range(100))
    monkeypatch.setattr(importing, "state_of", lambda network: next(states))
    client.post(address("schrijf/"))
    assert (Organization.objects.count(), job().state) == (1, State.DONE)
