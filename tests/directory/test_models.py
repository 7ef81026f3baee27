from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone, translation

from tests.factories import (
    BRUSSELS,
    GENT,
    LEUVEN,
    a_concept,
    a_location,
    a_member,
    a_network,
    a_partner,
    a_service,
    a_user,
    an_administrator,
    an_organization,
)
from tests.findable import IN_GENT, a_home, found_organization, save, stop_the_clock
from vlaggenlijn.directory.models import (
    Address,
    Helpline,
    Language,
    Location,
    Organization,
    OrganizationIdentifier,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceConcept,
)
from vlaggenlijn.directory.models.helplines import in_visitors_language
from vlaggenlijn.directory.opening import Rule

pytestmark = pytest.mark.usefixtures("reference_data")
GONE = datetime(2026, 1, 1, tzinfo=UTC)


def names(records: Any) -> list[str]:
    return sorted(record.name for record in records)


# Services


def test_published_hides_what_is_over() -> None:
    organization = a_home()
    for status in ("active", "temporarily closed", "inactive", "defunct"):
        a_service(organization, status, status=status)
    a_service(organization, "archived", archived_at=GONE)
    over = an_organization(organization.network, "over", archived_at=GONE)
    a_service(over, "of an archived organisation")
    assert names(Service.objects.published()) == ["active", "temporarily closed"]
    assert names(Organization.objects.published()) == ["Huis van het Kind"]


def test_current_and_archived_are_each_others_rest() -> None:
    organization = a_home()
    a_service(organization, "now")
    a_service(organization, "then", archived_at=GONE)
    an_organization(organization.network, "then", archived_at=GONE)
    assert names(Service.objects.current()) == ["now"]
    assert names(Service.objects.archived()) == ["then"]
    assert names(Organization.objects.current()) == ["Huis van het Kind"]
    assert names(Organization.objects.archived()) == ["then"]


def test_for_network_is_what_is_at_home_or_reaches_it() -> None:
    gent, leuven = a_network("gent", [GENT]), a_network("leuven", [LEUVEN])
    a_service(an_organization(gent), "home", areas=[GENT])
    elsewhere = an_organization(leuven, "elsewhere")
    a_service(elsewhere, "reaches", areas=[GENT, LEUVEN], place=IN_GENT)
    a_service(elsewhere, "stands", place=IN_GENT)
    a_service(elsewhere, "other", areas=[LEUVEN])
    assert names(Service.objects.for_network(gent)) == ["home", "reaches", "stands"]
    assert names(Organization.objects.for_network(gent)) == ["Huis van het Kind", "elsewhere"]
    assert names(Organization.objects.at_home_in(gent)) == ["Huis van het Kind"]


def test_for_user_and_editable_by() -> None:
    gent, leuven = a_network("gent", [GENT]), a_network("leuven", [LEUVEN])
    ours, theirs = an_organization(gent, "ours"), an_organization(leuven, "theirs")
    mine = an_organization(gent, "mine")
    for organization in (ours, theirs, mine):
        a_service(organization, f"of {organization.name}")
    a_service(theirs, "reaches", areas=[GENT])
    seen = ["of mine", "of ours", "reaches"]
    cases = [
        (a_user(), [], []),
        (a_member("reader", gent), seen, []),
        (a_member("coordinator", gent), seen, ["of mine", "of ours"]),
        (a_partner(mine), seen, ["of mine"]),
        (an_administrator(), [*seen[:2], "of theirs", "reaches"],
         ["of mine", "of ours", "of theirs", "reaches"]),
    ]  # fmt: skip
    for user, visible, editable in cases:
        assert names(Service.objects.for_user(user)) == visible
        assert names(Service.objects.editable_by(user)) == editable


def test_editable_by_a_former_member_is_nothing() -> None:
    gent = a_network()
    a_service(an_organization(gent))
    former = a_member("coordinator", gent, ended_on=timezone.localdate())
    assert names(Service.objects.editable_by(former)) == []
    assert names(Service.objects.for_user(former)) == []


def test_reaching_counts_each_service_once() -> None:
    organization = a_home()
    service = a_service(organization, "all", areas=[GENT, LEUVEN], place=IN_GENT)
    save(ServiceArea(service=service, region="flanders"))
    a_service(organization, "other", areas=[BRUSSELS])
    assert names(Service.objects.reaching(GENT, [LEUVEN], "flanders")) == ["all"]
    assert names(Service.objects.reaching(BRUSSELS, [], "brussels")) == ["other"]


def test_stale_after_a_year() -> None:
    organization, today = a_home(), date(2026, 5, 4)
    a_service(organization, "never")
    a_service(organization, "old", assured_on=today - timedelta(days=366))
    a_service(organization, "edge", assured_on=today - timedelta(days=365))
    a_service(organization, "new", assured_on=today)
    assert names(Service.objects.stale(today)) == ["never", "old"]
    assert names(Service.objects.confirmed(today)) == ["edge", "new"]
    order = [one.name for one in Service.objects.stalest_first()]
    assert order == ["never", "old", "edge", "new"]


def test_is_stale_agrees_with_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch, "2026-05-04 00:30")
    today = date(2026, 5, 4)
    ages = {None: True, 366: True, 365: False, 0: False}
    for days, is_stale in ages.items():
        day = None if days is None else today - timedelta(days=days)
        assert Service(assured_on=day).is_stale is is_stale


def test_closed_for_now(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch, "2026-05-04 23:59")
    assert not Service().is_closed_for_now
    assert Service(closed_until=date(2026, 5, 4)).is_closed_for_now
    assert Service(closed_until=date(2026, 5, 4)).is_closed_this_week
    assert not Service(closed_until=date(2026, 5, 3)).is_closed_for_now
    assert Service(status="temporarily closed").is_closed_for_now
    assert not Service(status="temporarily closed").is_closed_this_week


def test_is_closed_on_a_coming_day() -> None:
    service = Service(closed_until=date(2026, 5, 4))
    assert service.is_closed_on(date(2026, 5, 4))
    assert not service.is_closed_on(date(2026, 5, 5))


def test_closed_on_lists_both_kinds() -> None:
    organization, day = a_home(), date(2026, 5, 4)
    a_service(organization, "week", closed_until=day)
    a_service(organization, "past", closed_until=day - timedelta(days=1))
    a_service(organization, "time", status="temporarily closed")
    assert names(Service.objects.closed_on(day)) == ["time", "week"]


def test_named_looks_in_names_and_summary() -> None:
    organization = a_home(name="Zonnebloem")
    a_service(organization, "Slaap")
    a_service(
        a_home(organization.network, name="Ander"), "x", summary="over SLAPEN en zonnebloemen"
    )
    assert names(Service.objects.named("zonnebloem")) == ["Slaap", "x"]
    assert names(Service.objects.named("slaap")) == ["Slaap"]
    assert names(Organization.objects.named("ZONNE")) == ["Zonnebloem"]


def test_about_counts_only_confirmed_concepts() -> None:
    organization, sleep = a_home(), a_concept("themes", "sleep")
    a_service(organization, "confirmed", themes=["sleep"])
    suggested = a_service(organization, "suggested")
    save(ServiceConcept(service=suggested, concept=sleep, is_confirmed=False))
    assert names(Service.objects.about(sleep)) == ["confirmed"]


def test_counted_by_organization() -> None:
    network = a_network()
    one, other, none = (an_organization(network, name) for name in "abc")
    for organization in (one, one, other):
        a_service(organization)
    found = Service.objects.current().counted_by_organization([one, other, none])
    assert found == {one.pk: 2, other.pk: 1}
    assert Service.objects.counted_by_organization([]) == {}


def test_last_changed_first() -> None:
    organization = a_home()
    first, _second = a_service(organization, "first"), a_service(organization, "second")
    assert [one.name for one in Service.objects.last_changed_first()] == ["second", "first"]
    first.summary = "new"
    save(first)
    assert [one.name for one in Service.objects.last_changed_first()] == ["first", "second"]


def test_ages_must_be_in_order() -> None:
    with pytest.raises(IntegrityError):
        a_service(a_home(), minimum_age_months=12, maximum_age_months=6)


@pytest.mark.parametrize(
    "make",
    [
        lambda service: ServiceArea(service=service),
        lambda service: ServiceArea(service=service, municipality_id=GENT, region="flanders"),
        lambda service: ServiceArea(service=service, municipality_id=LEUVEN),
        lambda service: Language(service=service, code="nl"),
        lambda service: Phone(number="112"),
        lambda service: ServiceAtLocation(
            service=service, location=service.service_at_locations.get().location
        ),
    ],
)
def test_database_refuses_what_makes_no_sense(make: Any) -> None:
    service = a_service(a_home(), areas=[LEUVEN], place=IN_GENT)
    save(Language(service=service, code="nl"))
    with pytest.raises(IntegrityError):
        save(make(service))


def test_names_and_addresses_of_records() -> None:
    service = a_service(a_home())
    assert str(service) == service.name
    assert str(service.organization) == "Huis van het Kind"
    assert service.get_absolute_url() == f"/aanbod/{service.pk}/"
    assert service.organization.get_absolute_url() == f"/organisatie/{service.organization.pk}/"


# Organisations


def test_organizations_for_user_and_editable_by() -> None:
    gent, leuven = a_network("gent", [GENT]), a_network("leuven", [LEUVEN])
    ours, mine = an_organization(gent, "ours"), an_organization(gent, "mine")
    theirs = an_organization(leuven, "theirs")
    a_service(an_organization(leuven, "reaches"), areas=[GENT])
    a_location(an_organization(leuven, "stands"), **IN_GENT)
    everyone = [ours.name, mine.name, theirs.name, "reaches", "stands"]
    seen = sorted(set(everyone) - {theirs.name})
    cases = [
        (a_user(), [], []),
        (a_member("reader", gent), seen, []),
        (a_member("coordinator", gent), seen, ["mine", "ours"]),
        (a_partner(mine), seen, ["mine"]),
        (an_administrator(), sorted(everyone), sorted(everyone)),
    ]
    for user, visible, editable in cases:
        assert names(Organization.objects.for_user(user)) == visible
        assert names(Organization.objects.editable_by(user)) == editable


def test_whoever_sees_a_service_sees_its_organization() -> None:
    gent, leuven = a_network("gent", [GENT]), a_network("leuven", [LEUVEN])
    service = a_service(an_organization(leuven, "everywhere"))
    save(ServiceArea(service=service, region="flanders"))
    reader = a_member("reader", gent)
    assert names(Service.objects.for_user(reader)) == [service.name]
    assert names(Organization.objects.for_user(reader)) == ["everywhere"]
    assert names(Organization.objects.for_network(gent)) == ["everywhere"]


def test_organizations_identified_by() -> None:
    organization = a_home()
    save(
        OrganizationIdentifier(
            organization=organization, identifier_type="kbo", identifier="0207437468"
        )
    )
    find = Organization.objects.identified_by
    assert names(find("kbo", ["0207437468"])) == ["Huis van het Kind"]
    assert names(find("ovo", ["0207437468"])) == names(find("kbo", [])) == []


def test_organizations_stalest_first() -> None:
    network = a_network()
    an_organization(network, "b", assured_on=date(2026, 1, 1))
    an_organization(network, "a", assured_on=date(2025, 1, 1))
    an_organization(network, "c")
    assert [one.name for one in Organization.objects.stalest_first()] == ["c", "a", "b"]


def test_general_doors_are_of_the_sector_and_in_the_place() -> None:
    network = a_network()
    door = found_organization(network, "OCMW", "ocmw")
    a_location(door, **IN_GENT)
    found_organization(network, "OCMW elsewhere", "ocmw")
    library = found_organization(network, "Bib", "library")
    a_location(library, **IN_GENT)
    assert names(Organization.objects.general_doors([GENT], ["ocmw", "caw"])) == ["OCMW"]
    assert names(Organization.objects.general_doors([LEUVEN], ["ocmw"])) == []


# Places


def test_address_as_text() -> None:
    assert str(Address()) == ""
    assert str(Address(city="Gent")) == "Gent"
    assert str(
        Address(address_1="Markt 1", address_2="bus 2", postal_code="9000", city="Gent")
    ) == ("Markt 1 bus 2, 9000 Gent")


def test_location_is_called_by_its_name_else_its_address_else_its_id() -> None:
    organization = a_home()
    assert str(Location(name="Bib")) == "Bib"
    assert str(a_location(organization, **IN_GENT)) == "Markt 1, 9000 Gent"
    bare = a_location(organization)
    assert str(bare) == str(bare.pk)


# Hours


def test_schedule_and_rule_say_the_same() -> None:
    rule = Rule(
        freq="WEEKLY", byday="MO", opens_at=time(9), closes_at=time(12), attending="phone",
        description="bel aan",
    )  # fmt: skip
    assert Schedule.from_rule(rule).rule() == rule
    assert Schedule.from_rule(Rule()).rule() == Rule()


# Helplines


def test_helplines_in_a_regime_are_in_order() -> None:
    lines = Helpline.objects.in_regime("brussel")
    assert [(line.order, line.slug) for line in lines] == sorted(
        (line.order, line.slug) for line in lines
    )
    assert Helpline.objects.in_regime("nowhere") == []


def test_helpline_speaks_the_visitors_language_else_dutch() -> None:
    line = Helpline.objects.get(slug="112")
    with translation.override("fr"):
        assert (line.name, line.hours_text) == ("Numéro d’urgence 112", "Jour et nuit")
        assert "Ambulance" in line.purpose
    with translation.override("ar"):
        assert str(line) == "Noodnummer 112"


def test_in_visitors_language_of_nothing() -> None:
    assert in_visitors_language({}) == ""
    with translation.override(None):
        assert in_visitors_language({"nl": "x"}) == "x"


def test_unverified_helplines() -> None:
    line = Helpline.objects.get(slug="112")
    assert line in Helpline.objects.unverified()
    line.verified_on = date(2026, 5, 4)
    save(line)
    assert line not in Helpline.objects.unverified()


# Helplines


@pytest.mark.parametrize(
    ("language", "text"), [("nl", "Nederlands, Frans"), ("fr", "néerlandais, français")]
)
def test_helpline_names_its_languages_in_the_visitors_language(language: str, text: str) -> None:
    with translation.override(language):
        assert Helpline(languages=["nl", "fr"]).languages_text == text


def test_helpline_names_a_language_that_nobody_knows_by_its_code() -> None:
    assert Helpline(languages=["qqq"]).languages_text == "qqq"
