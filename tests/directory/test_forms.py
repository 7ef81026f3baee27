"""Rows of places and closures, the page of a service, filters: what is to be mended, and where."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import translation

from tests.factories import (
    GENT,
    a_concept,
    a_location,
    a_network,
    a_service,
    a_user,
    an_organization,
)
from vlaggenlijn.accounts.models import recorded
from vlaggenlijn.directory.actions.reading import SERVICE_COLUMNS, service_facts
from vlaggenlijn.directory.forms import OrganizationEntry, ServiceEntry, ServiceFilter
from vlaggenlijn.directory.forms.entries import new_service
from vlaggenlijn.directory.forms.rows import ClosureForm, PlaceForm, ServicePlaceForm
from vlaggenlijn.directory.forms.service import ServiceForm, service_initial
from vlaggenlijn.directory.models import Schedule

GENT_PLACE = {"postal_code": "9000", "city": "Gent"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


# Rows


def errors(form: Any) -> dict[str, list[str]]:
    return {name: list(texts) for name, texts in form.errors.items()}


@pytest.mark.django_db
def test_place_finds_its_municipality(reference_data: None) -> None:
    form = PlaceForm({"name": "Bib", **GENT_PLACE, "wheelchair": "no"})
    assert form.is_valid()
    place = form.place()
    assert (place.nis, place.location_type) == (GENT, "physical")
    assert place.point is not None
    assert dict(place.access) == {"wheelchair": False, "pram": None, "bus": None}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("city", "beginning"),
    [
        ("Qwxzyville", "We do not know this place."),
        ("Gentt", "Do you mean"),
    ],
)
def test_place_that_is_not_found_says_how_to_mend(
    reference_data: None, city: str, beginning: str
) -> None:
    form = PlaceForm({"name": "Bib", "city": city})
    assert errors(form)["city"][0].startswith(beginning)


@pytest.mark.django_db
def test_place_without_name_and_address_is_asked_for_one(reference_data: None) -> None:
    assert "name" in PlaceForm({"address_1": "Markt 1"}).errors
    assert PlaceForm({"name": "Vluchthuis"}).is_valid()
    assert PlaceForm({"location_type": "virtual"}).is_valid()


@pytest.mark.django_db
def test_place_outside_the_country_has_no_municipality(reference_data: None) -> None:
    form = PlaceForm({"name": "Over de grens", "city": "NL 4561 AB"})
    assert form.is_valid(), form.errors
    assert (form.place().nis, form.place().point) == ("", None)


@pytest.mark.django_db
def test_known_place_or_a_new_one_but_not_both(reference_data: None) -> None:
    organization = an_organization(a_network())
    location = a_location(organization, "Buurthuis", **GENT_PLACE)
    known = {"known": str(location.pk), "day_0": "9-12"}
    form = ServicePlaceForm(known, locations=[location])
    assert form.is_valid()
    assert (form.place().location, form.place().name) == (location.pk, "Buurthuis")
    both = ServicePlaceForm(known | {"name": "Nieuw"}, locations=[location])
    assert errors(both) == {
        "known": ["Choose a place of this organisation or fill in a new one, not both."]
    }


def test_closed_days_in_order() -> None:
    form = ClosureForm({"first": "24/12/2026", "note": "kerst"})
    assert form.is_valid()
    assert (form.closure().first, form.closure().last) == (date(2026, 12, 24),) * 2
    wrong = ClosureForm({"first": "2026-12-24", "last": "2026-12-23"})
    assert errors(wrong) == {"last": ["Choose a day on or after 24 December 2026."]}
    assert errors(ClosureForm({"first": "morgen"})) == {
        "first": ["Write a date as day/month/year, for example 24/12/2026."]
    }


# The page of a service


def service_form(**values: Any) -> ServiceForm:
    data = QueryDict(mutable=True)
    base = {"name": "Spelpunt", "status": "active", "on_holidays": "closed"}
    data.update(base | {"idempotency_key": "5b5e6f4c-6a0e-4f0e-9d62-6d1f1b6a7c11"} | values)
    return ServiceForm(data, choices={})


@pytest.mark.parametrize(
    ("values", "ages"),
    [
        ({}, (None, None)),
        ({"age_from": "3", "age_to": "6"}, (36, 71)),
        ({"before_birth": "also"}, (-9, None)),
        ({"before_birth": "also", "age_to": "1"}, (-9, 11)),
        ({"age_from": "4 m", "age_to": "10 maanden"}, (4, 10)),
        ({"before_birth": "only"}, (-9, -1)),
    ],
)
def test_ages_in_months_and_back(values: Any, ages: Any) -> None:
    form = service_form(**values)
    assert form.is_valid(), form.errors
    assert form.ages() == ages
    shown = service_initial(form.facts())
    fields = form.fields
    texts = {name: fields[name].prepare_value(shown[name]) for name in ("age_from", "age_to")}
    again = {name: text for name, text in texts.items() if text is not None}
    second = service_form(before_birth=shown["before_birth"], **again)
    assert second.is_valid()
    assert second.ages() == ages


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"age_from": "6", "age_to": "3"}, "age_to"),
        ({"before_birth": "only", "age_to": "3"}, "before_birth"),
        ({"before_birth": "also", "age_from": "3"}, "age_from"),
        ({"cost_kind": "paid"}, "amount"),
        ({"cost_kind": "paid", "amount": "veel"}, "amount"),
        ({"capacity_available": "5", "capacity_maximum": "3"}, "capacity_available"),
        ({"name": " "}, "name"),
        ({"summary": "x" * 201}, "summary"),
        ({"status": "sleeping"}, "status"),
        ({"idempotency_key": ""}, "idempotency_key"),
    ],
)
def test_error_stands_at_the_field_to_mend(values: Any, field: Any) -> None:
    form = service_form(**values)
    assert [*form.errors] == [field]
    assert len(form.errors[field]) == 1


@pytest.mark.parametrize(
    ("values", "cost"),
    [
        ({}, (None, False, None)),
        ({"cost_kind": "free", "amount": "5"}, (0, False, None)),
        ({"cost_kind": "paid", "amount": "5"}, (5, False, None)),
        ({"is_uitpas": "on"}, (None, True, None)),
        ({"cost_kind": "paid", "amount": "5", "uitpas_amount": "1"}, (5, True, 1)),
    ],
)
def test_cost_as_answered(values: Any, cost: Any) -> None:
    form = service_form(**values)
    assert form.is_valid()
    found = form.cost()
    assert (found.amount, found.is_uitpas, found.uitpas_amount) == cost


def test_unit_without_numbers_is_no_capacity() -> None:
    form = service_form(capacity_unit="gezinnen")
    assert form.is_valid()
    assert not form.capacity().is_known
    assert form.capacity().unit == ""


def test_text_loses_what_cannot_be_seen() -> None:
    form = service_form(name="Spel\x00punt\u202e \n nu", description="een\r\ntwee\x07")
    assert form.is_valid()
    assert form.cleaned_data["name"] == "Spelpunt nu"
    assert form.cleaned_data["description"] == "een\ntwee"


@pytest.mark.django_db
def test_new_service_is_offered_for_the_whole_network(reference_data: None) -> None:
    network = a_network(municipalities=[GENT, "24062"])
    facts = new_service(network)
    assert (facts.municipalities, facts.languages) == ({GENT, "24062"}, {"nl"})
    entry = ServiceEntry(an_organization(network), None)
    assert entry.form["is_confirmed"].value() is True
    assert entry.errors == []
    assert entry.other_hours() == []


@pytest.mark.django_db
def test_service_page_offers_themes_by_life_domain_and_keeps_what_is_ticked(
    reference_data: None,
) -> None:
    network = a_network()
    service = a_service(an_organization(network), themes=["sleep"], areas=["12025"])
    concept = a_concept("themes", "sleep")
    concept.is_retired = True
    concept.save()
    entry = ServiceEntry(service.organization, service)
    themes = dict(entry.form.fields["themes"].choices)
    assert str(concept.pk) in [pk for options in themes.values() for pk, _ in options]
    towns = dict(entry.form.fields["municipalities"].choices)[""]
    assert [nis for nis, _ in towns] == [GENT, "12025"]


@pytest.mark.django_db
def test_service_page_tells_of_hours_it_cannot_show(reference_data: None) -> None:
    service = a_service(an_organization(a_network()), place={"name": "Bib"})
    link = service.service_at_locations.get()
    with recorded(by=None, network=None, deed="test"):
        Schedule(
            service_at_location=link,
            freq="MONTHLY",
            byday="1MO",
            opens_at="18:00",
            closes_at="20:00",
        ).save()
    assert len(ServiceEntry(service.organization, service).other_hours()) == 1


@pytest.mark.django_db
def test_errors_of_all_parts_link_to_their_fields(reference_data: None) -> None:
    network = a_network()
    data = QueryDict(mutable=True)
    data.update({"name": "", "phones-TOTAL_FORMS": "1", "phones-INITIAL_FORMS": "0"})
    data.update({"places-TOTAL_FORMS": "0", "places-INITIAL_FORMS": "0"})
    data["phones-0-number"] = "bel"
    entry = OrganizationEntry(network, None, data)
    assert not entry.is_valid()
    assert [(link.href, link.label) for link in entry.errors] == [
        ("#id_idempotency_key", "Idempotency key"),
        ("#id_name", "Name"),
        ("#id_phones-0-number", "Number"),
    ]


@pytest.mark.django_db
def test_address_that_was_stored_is_not_looked_up_again(reference_data: None) -> None:
    organization = an_organization(a_network())
    service = a_service(
        organization, place={"name": "Bib", "city": "Het Gat van Pluto", "municipality_id": GENT}
    )
    facts = service_facts(service)
    stored = {place.id: place for place in facts.places}
    values = {"id": str(facts.places[0].id), "name": "Bib", "city": "Het Gat van Pluto"}
    form = ServicePlaceForm(values, stored=stored)
    assert form.is_valid()
    assert form.place().nis == GENT
    assert not ServicePlaceForm(values | {"city": "Het Gat"}, stored=stored).is_valid()


# Lists


@pytest.mark.django_db
def test_filter_that_is_not_offered_counts_as_not_given(reference_data: None) -> None:
    form = ServiceFilter({"theme": "x", "organisation": "y", "q": "  "}, user=a_user())
    assert (form.chosen("theme"), form.chosen("organisation")) == (None, None)
    assert not form.is_narrowed
    assert ServiceFilter({"q": "slapen"}, user=a_user()).is_narrowed


def test_facts_of_a_form_have_every_column_of_a_service() -> None:
    form = service_form()
    assert form.is_valid()
    assert set(form.facts().columns) == set(SERVICE_COLUMNS)
