from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.apps import apps
from django.utils import translation

from tests.factories import GENT, a_location, a_member, a_network, a_service, an_organization
from tests.facts import a_full_organization, a_full_service, service_columns
from vlaggenlijn.accounts.models import Audited, LocalNetwork, User, recorded
from vlaggenlijn.directory import actions
from vlaggenlijn.directory.actions.reading import service_facts
from vlaggenlijn.directory.deed_words import deed_text
from vlaggenlijn.directory.facts import OrganizationFacts, PlaceFacts, ServiceFacts
from vlaggenlijn.directory.history import Deed, deeds_about, deeds_since, described
from vlaggenlijn.directory.history_words import (
    IN_WORDS,
    field_label,
    field_value,
    names_in,
    row_label,
    years,
)
from vlaggenlijn.directory.models import LocalNote, Organization, Schedule, Service

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def coordinator(network: LocalNetwork) -> User:
    return a_member(network=network)


@pytest.fixture
def service(network: LocalNetwork, coordinator: User) -> Service:
    return actions.add_service(
        by=coordinator, organization=an_organization(network), facts=a_full_service()
    )


def history(record: Any) -> list[Deed]:
    return described(record, list(deeds_about(record)))


def lines(deed: Any) -> set[tuple[str, str, str]]:
    return {(line.label, line.before, line.after) for line in deed.lines}


def test_new_service_in_words(service: Service, coordinator: User) -> None:
    (deed,) = history(service)
    assert (deed.by, deed.text) == (str(coordinator), "added the service")
    said = lines(deed)
    assert {line[1] for line in said} == {""}
    assert {(label, after) for label, _, after in said} == {
        ("name", "Spelpunt"),
        ("in one sentence", "Samen spelen"),
        ("state", "active"),
        ("youngest child", "before birth"),
        ("oldest child", "3 years"),
        ("waiting time", "2 weken"),
        ("waiting time noted on", next(after for label, _, after in said if "noted" in label)),
        ("public holidays", "closed on public holidays"),
        ("phone", "09 210 00 00 (onthaal)"),
        ("phone", "09 210 00 01 (for professionals)"),
        ("phone", "09 210 00 02"),
        ("theme or label", "Sleep"),
        ("area served", "Ghent"),
        ("area served", "Leuven"),
        ("area served", "all of Brussels"),
        ("language", "Dutch"),
        ("language", "Turkish"),
        ("language", "Arabic (with an interpreter)"),
        ("cost", "€ 5.00"),
        ("cost", "UiTPAS € 1.00"),
        ("places free", "3 free of 12 (gezinnen)"),
        ("opening hours", "by appointment"),
        ("opening hours", "closed: 1 July 2026 – 31 August 2026 (zomer)"),
        ("opening hours", "Monday, Wednesday 09.00 – 12.00"),
        ("place", "Bibliotheek"),
        ("place", "Bellen"),
        ("details of the place", "Bibliotheek"),
        ("details of the place", "Bellen (online or by phone)"),
        ("address", "Miriam Makebaplein 1, 9000 Gent"),
        ("access", "wheelchair: yes"),
        ("access", "pram: no"),
    }


def test_change_and_removal_in_words(service: Service, coordinator: User) -> None:
    facts = service_facts(service)
    places = tuple(place for place in facts.places if place.name == "Bellen")
    values = service_columns(name="Nieuw", wait_time="2 weken")
    facts = replace(facts, columns=values, languages=frozenset({"nl"}), places=places)
    actions.change_service(by=coordinator, service=service, version=1, facts=facts)
    deed = history(service)[0]
    assert deed.text == "changed the service"
    assert lines(deed) == {
        ("name", "Spelpunt", "Nieuw"),
        ("in one sentence", "Samen spelen", ""),
        ("youngest child", "before birth", ""),
        ("oldest child", "3 years", ""),
        ("language", "Turkish", ""),
        ("place", "Bibliotheek", ""),
        ("phone", "09 210 00 02", ""),
        ("opening hours", "Monday, Wednesday 09.00 – 12.00", ""),
    }


def test_since_a_version_only_what_came_after(service: Service) -> None:
    actions.confirm_service(by=None, service=service)
    actions.archive_service(by=None, service=service)
    assert [deed.text for deed in deeds_since(service, 1)] == [
        "archived the service",
        "confirmed that everything is right",
    ]
    assert [deed.by for deed in deeds_since(service, 2)] == [""]
    assert deeds_since(service, 3) == []


def test_other_service_at_the_same_place_is_not_our_history(network: LocalNetwork) -> None:
    organization = an_organization(network)
    location = a_location(organization, "Bib")
    place = PlaceFacts(name="Bib", location=location.pk)
    with recorded(by=None, network=network, deed="import"):
        one = Service(organization=organization, name="Een")
        one.save()
        other = Service(organization=organization, name="Ander", summary="van een ander")
        other.save()
    facts = ServiceFacts(columns=service_columns(name="Een"), places=(place,))
    actions.change_service(by=None, service=one, version=1, facts=facts)
    assert "van een ander" not in {line.after for deed in history(one) for line in deed.lines}
    assert [deed.text for deed in history(one)] == ["changed the service", "changed the record"]


def test_notes_of_networks_are_not_part_of_the_history(
    network: LocalNetwork, service: Service
) -> None:
    with recorded(by=None, network=network, deed="test"):
        service.name = "Anders"
        service.save()
        LocalNote(network=network, service=service, refer_when="Geheim").save()
    assert "Geheim" not in str(history(service))


def test_history_asks_as_much_of_the_database_for_one_deed_as_for_three(
    service: Service, django_assert_num_queries: Any
) -> None:
    for _ in range(2):
        actions.close_service_this_week(by=None, service=service)
        with django_assert_num_queries(21):
            history(service)


def test_organization_in_words(network: LocalNetwork) -> None:
    organization = actions.add_organization(by=None, network=network, facts=a_full_organization())
    bare = OrganizationFacts({"name": "CAW"} | dict.fromkeys(["description"], ""))
    actions.change_organization(by=None, organization=organization, version=1, facts=bare)
    removed, added = history(organization)
    assert added.by == ""
    assert {(label, after) for label, _, after in lines(added)} == {
        ("name", "CAW"),
        ("description", "Voor elk gezin"),
        ("sector", "Childcare"),
        ("phone", "09 210 00 00"),
        ("number", "KBO 0207437468"),
        ("opening hours", "Monday 09.00 – 12.00"),
        ("opening hours", "by appointment"),
        ("details of the place", "without a name"),
        ("address", "Markt 1, 9000 Gent"),
        ("access", "wheelchair: yes"),
        ("access", "bus, tram or train: no"),
    }
    assert ("address", "Markt 1, 9000 Gent", "") in lines(removed)


def test_archive_of_organization_leaves_services_out_of_its_history(network: LocalNetwork) -> None:
    organization = an_organization(network)
    a_service(organization, "Een dienst", phone="+3292100000", areas=[GENT])
    actions.archive_organization(by=None, organization=organization)
    said = [line.label for deed in history(organization) for line in deed.lines]
    assert said == ["archived on", "name"]


@pytest.mark.parametrize("model", [Service, Organization])
def test_every_column_has_a_name_for_people(model: Any) -> None:
    label = model._meta.label_lower
    silent = {"id", "version", "network", "organization", "is_demo"}
    fields = [field for field in model._meta.concrete_fields if field.name not in silent]
    labels = {field_label(label, field.attname) for field in fields}
    assert len(labels) == len(fields)
    assert not {text for text in labels if "_" in text}


def test_every_row_of_a_service_or_organization_has_words() -> None:
    ours = {model._meta.label_lower for model in apps.get_app_config("directory").get_models()}
    # These are no part of a record: what people say of it, keep for themselves, or work on.
    elsewhere = {"helpline", "importmapping", "localnote", "stewardship", "likelypair"}
    elsewhere |= {"draft", "proposal", "proposeraddress", "suggestion", "favourite", "privatenote"}
    elsewhere |= {"freshnesscampaign", "freshnessrequest", "freshnessitem", "freshnessrhythm"}
    elsewhere |= {"pairsearch", "servicequality", "checkedaddress"}
    elsewhere |= {"importjob", "exportfile", "publication", "publicationmark"}
    elsewhere |= {"datasource", "datareading", "datapage", "sourcerecord"}
    records = {"service", "organization"}
    assert set(IN_WORDS) == ours - {f"directory.{name}" for name in elsewhere | records}
    assert all(row_label(model) for model in IN_WORDS)
    assert all(issubclass(apps.get_model(model), Audited) for model in IN_WORDS)


@pytest.mark.parametrize(
    ("model", "row", "expected"),
    [
        ("costoption", {"amount": "0.00"}, "free"),
        ("costoption", {"option": "Lid", "amount": "2.5"}, "Lid € 2.50"),
        ("servicecapacity", {"available": 2}, "2 free"),
        ("servicecapacity", {"maximum": 9, "unit": "kinderen"}, "9 in all (kinderen)"),
        ("servicearea", {"region": "flanders"}, "all of Flanders"),
        ("serviceatlocation", {"location_id": "gone"}, "a place that is gone"),
        (
            "servicetranslation",
            {"language": "fr", "name": "Jouer", "state": "draft"},
            "French, draft: Jouer",
        ),
        (
            "organizationtranslation",
            {"language": "uk", "description": "Ми", "state": "approved"},
            "Ukrainian, approved: Ми",
        ),
        ("contact", {"name": "An", "title": "onthaal"}, "An (onthaal)"),
        ("contact", {"name": ""}, "a person who was removed"),
        ("serviceconcept", {"is_confirmed": False}, " (suggested)"),
        ("schedule", {"byday": "1MO,-1FR"}, "1MO, -1FR"),
    ],
)
def test_rows_in_words(model: Any, row: dict[str, Any], expected: Any) -> None:
    kind = apps.get_model("directory", model)
    empty = {field.attname: field.get_default() for field in kind._meta.concrete_fields}
    assert IN_WORDS[f"directory.{model}"](empty | row, names_in([])) == expected


def test_values_in_words(coordinator: User) -> None:
    names = names_in([{"assurer_id": str(coordinator.pk)}])
    assert field_value("assurer_id", str(coordinator.pk), names) == str(coordinator)
    assert field_value("assured_on", "2026-11-24", names) == "24 November 2026"
    assert field_value("archived_at", "2026-11-24T09:05:00Z", names) == "24 November 2026, 10.05"
    assert field_value("status", "temporarily closed", names) == "closed for a time"
    assert field_value("maximum_age_months", 30, names) == "2.5 years"
    assert field_value("name", None, names) == ""
    assert (years(36), years(16)) == ("3", "1.33")


def test_deed_that_is_not_ours_has_words_too() -> None:
    assert deed_text("merge") == "changed the record"


def test_special_hours_show_their_note(network: LocalNetwork, service: Service) -> None:
    with recorded(by=None, network=network, deed="service.change"):
        Schedule(service=service, freq="WEEKLY", byday="MO", description="enkel baby's").save()
        service.version += 1
        service.save()
    assert ("opening hours", "", "Monday (enkel baby's)") in lines(history(service)[0])
