"""HSDS of others on the command line: what is counted, written, left out, and done twice."""

import io
import json
from dataclasses import replace
from datetime import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests import factories
from tests.directory import hsds_files, hsds_world
from tests.directory.hsds_files import of_another_site, written, zipped
from vlaggenlijn.accounts.models import Change, ChangeSet, LocalNetwork, recorded
from vlaggenlijn.directory.actions.reading import organization_facts, service_facts
from vlaggenlijn.directory.actions.undo import undo
from vlaggenlijn.directory.hsds.mapping import uri
from vlaggenlijn.directory.models import (
    ImportMapping,
    Organization,
    OrganizationIdentifier,
    Service,
)
from vlaggenlijn.taxonomy.models import Posting

pytestmark = pytest.mark.django_db


@pytest.fixture
def network() -> LocalNetwork:
    return factories.a_network()


def run(path: Path, *options: str, language: str = "en") -> str:
    out = io.StringIO()
    arguments = [str(path), "--network", "gent", "--language", language, *options]
    call_command("import_hsds", *arguments, stdout=out)
    return out.getvalue()


def report(path: Path, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(path, "--json", *options))
    return found


def outcomes(found: dict[str, Any]) -> dict[str, int]:
    return {name: found[name] for name in ("new", "changed", "same", "doubtful", "wrong")}


def reasons(found: dict[str, Any], key: str, number: int = 0) -> set[str]:
    rows = [row for row in found["rows"] if row["id"] == key]
    return {one["code"] for one in rows[number]["reasons"]}


def test_counts_what_is_in_a_package(network: LocalNetwork, tmp_path: Path) -> None:
    found = report(written(tmp_path / "data"))
    assert found["read"] == {
        "address": 2, "attribute": 3, "contact": 1, "cost_option": 2,
        "funding": 1, "language": 3, "location": 2, "organization": 3, "phone": 5, "schedule": 3,
        "service": 7, "service_area": 1, "service_at_location": 4, "taxonomy_term": 1,
    }  # fmt: skip
    assert found["broken_references"] == hsds_files.BROKEN
    assert found["other_broken_references"] == {"attribute.link_id": 1}
    assert found["left_out"] == {
        "address": {"broken_reference": 1},
        "attribute": {"broken_reference": 2},
        "phone": {"broken_reference": 1, "no_owner": 1},
        "service": {"repeated_id": 1},
        "service_at_location": {"broken_reference": 1},
    }
    assert found["not_held"] == {
        "contact.name": 1, "contact.title": 1, "funding.source": 1, "organization.logo": 1,
        "service.accreditations": 1,
    }  # fmt: skip
    assert outcomes(found) == {"new": 3, "changed": 0, "same": 0, "doubtful": 0, "wrong": 4}
    assert outcomes(found["organizations"]) == {
        "new": 2, "changed": 0, "same": 0, "doubtful": 0, "wrong": 1,
    }  # fmt: skip


def test_second_time_changes_and_writes_nothing(network: LocalNetwork, tmp_path: Path) -> None:
    folder = written(tmp_path / "data")
    report(folder)
    before = (Change.objects.count(), ChangeSet.objects.count())
    again = report(folder)
    assert outcomes(again) == {"new": 0, "changed": 0, "same": 3, "doubtful": 0, "wrong": 4}
    assert (again["organizations"]["same"], again["change_set"]) == (2, None)
    assert (Change.objects.count(), ChangeSet.objects.count()) == before


def test_holds_what_a_foreign_record_says(network: LocalNetwork, tmp_path: Path) -> None:
    report(written(tmp_path / "data"))
    one = Service.objects.get(own_identifier="s1")
    assert (one.organization.name, one.status, one.minimum_age_months) == (
        "Harbor Families", "active", 0,
    )  # fmt: skip
    assert [phone.number for phone in one.phones.all()] == ["+18139742011"]
    link = one.service_at_locations.get()
    assert str(link.location.address) == "1 Main St, 33602 Tampa, FL"
    assert (link.location.address.country, link.location.address.municipality) == ("US", None)
    assert [phone.number for phone in link.phones.all()] == ["(813) 974-2011 x12"]
    hours = one.schedules.get()
    assert (hours.freq, hours.byday, hours.opens_at, hours.closes_at) == (
        "WEEKLY", "MO,TU", time(9), time(17),
    )  # fmt: skip
    assert sorted(one.languages.values_list("code", flat=True)) == ["en", "es"]
    assert one.cost_options.get().amount_description == "12.5 USD a visit"
    seniors = Service.objects.get(own_identifier="s5")
    assert (seniors.minimum_age_months, seniors.eligibility_description) == (300, "60+")
    twin = Service.objects.get(own_identifier="s2")
    assert twin.schedules.get().description == "Mon-Fri, call ahead"
    assert twin.cost_options.get().amount == Decimal(0)
    assert twin.service_at_locations.get().location == link.location
    desk = one.organization.phones.get()
    assert (desk.number, desk.description) == ("+18139742022", "Front desk")


def test_each_record_has_its_reasons(network: LocalNetwork, tmp_path: Path) -> None:
    found = report(written(tmp_path / "data"))
    assert reasons(found, "o3") == {"hsds_no_name"}
    assert reasons(found, "s1") == {
        "hsds_no_status", "hsds_unreadable", "hsds_area_unknown", "hsds_term_unknown",
    }  # fmt: skip
    assert reasons(found, "s1", 1) == {"hsds_repeated"}
    assert reasons(found, "s2") == {"hsds_hours_in_words"}
    assert reasons(found, "s3") == {"hsds_organization_absent", "hsds_reference"}
    assert reasons(found, "s4") == {"hsds_no_organization"}
    assert reasons(found, "s5") == {
        "hsds_older_than_children", "hsds_reference", "hsds_no_place", "hsds_unreadable",
    }  # fmt: skip
    assert reasons(found, "s6") == {"hsds_organization_left_out"}


def test_dry_run_says_the_same_and_writes_nothing(network: LocalNetwork, tmp_path: Path) -> None:
    folder = written(tmp_path / "data")
    trial = report(folder, "--dry-run")
    assert (Organization.objects.count(), ChangeSet.objects.filter(deed="hsds.import").count()) == (
        0,
        0,
    )
    real = report(folder)
    differing = {key for key in trial if trial[key] != real[key]}
    assert differing == {"dry_run", "change_set"}


def test_zip_and_windows_letters_are_the_same(network: LocalNetwork, tmp_path: Path) -> None:
    report(written(tmp_path / "data"))
    folder = written(tmp_path / "other", encoding="cp1252")
    again = report(zipped(folder, tmp_path / "data.zip"))
    assert outcomes(again) == {"new": 0, "changed": 0, "same": 3, "doubtful": 0, "wrong": 4}


def test_one_deed_that_can_be_undone(network: LocalNetwork, tmp_path: Path) -> None:
    found = report(written(tmp_path / "data"))
    deed = ChangeSet.objects.get(pk=found["change_set"])
    assert (deed.deed, deed.reason) == ("hsds.import", "data")
    assert Posting.objects.filter(kind="service").exists()
    undo(by=factories.an_administrator(), change_set=deed)
    assert not Service.objects.current().exists()


def test_file_takes_nothing_away_that_it_does_not_tell(
    network: LocalNetwork, tmp_path: Path
) -> None:
    folder = written(tmp_path / "data")
    report(folder)
    service = Service.objects.get(own_identifier="s2")
    with recorded(by=None, network=network, deed="test"):
        service.summary = "Said here"
        service.save()
    package = hsds_files.PACKAGE | {
        "services": [
            {**hsds_files.PACKAGE["services"][1], "url": "https://harbor.example.org/new"},
        ]
    }
    written(folder, package)
    found = report(folder)
    service.refresh_from_db()
    assert (service.summary, service.url) == ("Said here", "https://harbor.example.org/new")
    changes = next(row["changes"] for row in found["rows"] if row["id"] == "s2")
    assert changes == [{"field": "url", "before": "", "after": "https://harbor.example.org/new"}]


def test_term_gets_a_meaning_once(network: LocalNetwork, tmp_path: Path) -> None:
    folder, terms = written(tmp_path / "data"), tmp_path / "terms.json"
    assert report(folder)["unknown_terms"] == {"AIRS: Food": 1}
    terms.write_text('{"AIRS: Food": "themes:eating"}')
    found = report(folder, "--terms", str(terms))
    assert (found["unknown_terms"], found["changed"]) == ({}, 1)
    assert ImportMapping.objects.get().mapping == {"AIRS: Food": "themes:eating"}
    link = Service.objects.get(own_identifier="s1").service_concepts.get()
    assert (link.concept.slug, link.is_confirmed) == ("eating", True)
    assert outcomes(report(folder))["same"] == 3


@pytest.mark.parametrize("version", ["3.0", "3.1"])
def test_own_export_comes_back_with_the_same_facts(version: str, tmp_path: Path) -> None:
    world = hsds_world.build()
    client = Client(headers={"host": "gent.example.org"})
    answer = client.get(f"/hsds/{version}/organizations?full_service=true&full=true").json()
    file = tmp_path / "export.json"
    file.write_text(json.dumps(of_another_site(answer)))
    factories.a_network("brugge", ["31005"])
    call_command("import_hsds", str(file), network="brugge", stdout=io.StringIO())
    one = Organization.objects.get(network__slug="brugge", name="Huis")
    service = Service.objects.get(organization=one, name="Spelpunt")
    facts, before = told(organization_facts(one)), told(organization_facts(world.organization))
    assert facts.says_the_same_as(before), (facts, before)
    facts, before = told(service_facts(service)), told(service_facts(world.service))
    if version == "3.0":  # which knows no free places
        before = replace(before, capacity=facts.capacity)
    assert facts.says_the_same_as(before), (facts, before)
    answer = report_of("brugge", file)
    assert (answer["same"], answer["organizations"]["same"], answer["written"]) == (1, 1, 0)


def told(facts: Any) -> Any:
    """Return facts as an export tells them: no lines for professionals and no shelter, a place
    that stands there twice once, web addresses in the signs of RFC 3986."""
    columns = {name: uri(value) if name == "website" else value
               for name, value in facts.columns.items()}  # fmt: skip
    return replace(
        facts,
        columns=columns,
        phones=tuple(one for one in facts.phones if not one.is_for_professionals),
        places=tuple(one for one in facts.places if one.setting),
    )


def report_of(network: str, file: Path) -> dict[str, Any]:
    out = io.StringIO()
    call_command("import_hsds", str(file), network=network, json=True, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_export_of_another_network_here_is_left_as_it_is(tmp_path: Path) -> None:
    hsds_world.build()
    client = Client(headers={"host": "gent.example.org"})
    file = tmp_path / "export.json"
    file.write_text(client.get("/hsds/3.0/services?full=true").content.decode())
    factories.a_network("brugge", ["31005"])
    found = report_of("brugge", file)
    assert (found["organizations"]["doubtful"], found["wrong"], found["written"]) == (1, 1, 0)


def test_same_name_here_without_an_id_is_the_same_organisation(
    network: LocalNetwork, tmp_path: Path
) -> None:
    known = factories.an_organization(network, "Harbor families")
    report(written(tmp_path / "data"))
    numbers = OrganizationIdentifier.objects.filter(organization=known)
    assert [(one.identifier_type, one.identifier) for one in numbers] == [("hsds", "o1")]


def test_prints_what_a_person_reads(network: LocalNetwork, tmp_path: Path) -> None:
    lines = run(written(tmp_path / "data")).splitlines()
    assert lines[:3] == [
        "data into gent",
        "services: new: 3, changed: 0, unchanged: 0, to look at: 0, wrong: 4, left out: 0",
        "organisations: new: 2, changed: 0, unchanged: 0, to look at: 0, wrong: 1, left out: 0",
    ]
    assert "service 6, Lost: wrong" in lines
    assert "  It names an organisation that is not in the file, so it is left out." in lines


def test_refuses_with_one_sentence(network: LocalNetwork, tmp_path: Path) -> None:
    file = tmp_path / "feed.json"
    for content, start in (
        ("", "“feed.json” is empty"),
        ("<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'a'>]><x>&a;</x>", "“feed.json” is XML"),
        ("[" * 100_000, "“feed.json” holds lists in lists"),
        ('{"a": [}', "“feed.json” is no good JSON: line 1"),
        ('{"hello": "world", "id": "1", "website": "x"', "“feed.json” is no good JSON"),
        ("[1, 2]", "There is no HSDS"),
    ):
        file.write_text(content)
        with pytest.raises(CommandError) as refused:
            run(file)
        assert str(refused.value).startswith(start), content[:40]
    with pytest.raises(CommandError, match="no network"):
        call_command("import_hsds", str(written(tmp_path / "data")), network="x", language="en")
    assert Organization.objects.count() == 0


def test_strict_writes_nothing_when_a_record_is_wrong(
    network: LocalNetwork, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match="Nothing was written"):
        run(written(tmp_path / "data"), "--strict")
    assert Organization.objects.count() == 0
