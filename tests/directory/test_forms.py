from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.test import RequestFactory
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
from vlaggenlijn.directory.forms.fields import (
    AgeField,
    AmountField,
    HoursField,
    KboField,
    KnownField,
    MailField,
    PhoneField,
    PostcodeField,
    TicksField,
    WebField,
    age_as_text,
    age_in_months,
    grouped_choices,
    language_choices,
)
from vlaggenlijn.directory.forms.rows import ClosureForm, PlaceForm, ServicePlaceForm
from vlaggenlijn.directory.forms.service import ServiceForm, service_initial
from vlaggenlijn.directory.models import Schedule

GENT_PLACE = {"postal_code": "9000", "city": "Gent"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def mend(field: Any, text: str) -> list[str]:
    with pytest.raises(forms.ValidationError) as error:
        field.clean(text)
    return error.value.messages


# Fields


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("3", 36),
        ("0", 0),
        ("2,5", 30),
        ("2.5 jaar", 30),
        ("2½", 30),
        ("½", 6),
        ("4 maanden", 4),
        ("18 m", 18),
        ("18 months", 18),
        ("1,33", 16),
        ("25", 300),
        ("26", None),
        ("301 maanden", None),
        ("baby", None),
        ("-1", None),
    ],
)
def test_age_as_people_write_it(text: str, months: Any) -> None:
    assert age_in_months(text) == months


@pytest.mark.parametrize("months", range(301))
@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_age_is_read_back_as_it_is_shown(months: Any, language: str) -> None:
    with translation.override(language):
        assert AgeField().clean(age_as_text(months)) == months


def test_age_field_empty_wrong_and_shown() -> None:
    assert AgeField(required=False).clean("") is None
    assert mend(AgeField(), "oud") == [
        "Write an age between 0 and 25 years, for example 3 or 2,5 or 18 months."
    ]
    assert AgeField().prepare_value(18) == "1.5"
    assert AgeField().prepare_value("oud") == "oud"


def test_hours_field_keeps_one_spelling() -> None:
    assert HoursField().clean("9-12, 13.30 - 17u") == "09:00–12:00, 13:30–17:00"
    assert HoursField(required=False).clean("") == ""


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("soms", "“soms” is not clear."),
        ("9-25", "“9-25” is not a time of the day."),
        ("9-9", "“9-9” begins and ends at the same time."),
        ("9-12, 11-13", "“11-13” overlaps the hours before it."),
        ("9-10," * 60, "This is too long."),
    ],
)
def test_hours_field_says_how_to_mend(text: str, beginning: str) -> None:
    assert mend(HoursField(), text)[0].startswith(beginning)


def test_phone_field_keeps_the_standard_form_and_shows_the_usual_one() -> None:
    assert PhoneField().clean("09/210.00.00") == "+3292100000"
    assert PhoneField().clean("1712") == "1712"
    assert PhoneField(required=False).clean(" ") == ""
    assert PhoneField().prepare_value("+3292100000") == "09 210 00 00"
    assert PhoneField().prepare_value("ask us") == "ask us"
    assert "We cannot dial this number." in mend(PhoneField(), "bel ons")[0]


def test_postcode_and_enterprise_number() -> None:
    assert PostcodeField().clean("B-9000") == "9000"
    assert mend(PostcodeField(), "90")[0].startswith("A post code has four digits")
    assert KboField().clean("BE 0207.437.468") == "0207437468"
    assert mend(KboField(), "123")[0].startswith("An enterprise number has ten digits")
    assert PostcodeField(required=False).clean("") == KboField(required=False).clean("") == ""


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("5", "5.00"),
        ("2,5", "2.50"),
        ("2.50", "2.50"),
        ("€ 3", "3.00"),
        ("4,- euro", "4.00"),
        ("0", "0.00"),
    ],
)
def test_amount_as_people_write_it(text: str, amount: str) -> None:
    assert AmountField().clean(text) == Decimal(amount)


def test_amount_empty_wrong_and_shown() -> None:
    assert AmountField(required=False).clean("") is None
    assert mend(AmountField(), "veel")[0].startswith("Write an amount in euro")
    with translation.override("nl"):
        assert AmountField().prepare_value(Decimal("2.5")) == "2,50"
        assert AmountField().clean("2,50") == Decimal("2.50")
    assert AmountField().prepare_value("veel") == "veel"


def test_web_and_mail_address() -> None:
    assert WebField().clean("www.example.be") == "https://www.example.be"
    assert mend(WebField(), "geen site") == [
        "This is not a web address. Write it as www.example.be."
    ]
    assert mend(MailField(), "geen adres") == [
        "This is not an e-mail address. Write it as name@example.be."
    ]


def test_known_field_has_three_answers() -> None:
    field = KnownField()
    assert [field.clean(text) for text in ("yes", "no", "")] == [True, False, None]
    assert [field.prepare_value(value) for value in (True, False, None, "x")] == [
        "yes",
        "no",
        "",
        "x",
    ]


def test_ticks_refuse_what_is_not_offered() -> None:
    field = TicksField(choices=[("a", "A")])
    assert field.clean(["a"]) == frozenset({"a"})
    assert mend(field, ["b"])


def test_ticks_are_shown_in_groups_with_their_number(rf: RequestFactory) -> None:
    choices = [("", [("a", "A")]), ("Fold", [("b", "B"), ("c", "C")])]
    widget = TicksField(choices=choices).widget
    groups = widget.get_context("x", ["b"], {"id": "id_x"})["widget"]["groups"]
    assert [(one["name"], len(one["options"]), one["chosen"]) for one in groups] == [
        ("", 1, 0),
        ("Fold", 2, 1),
    ]


def test_languages_have_names_and_unknown_codes_stay() -> None:
    (_, common), (_, more) = language_choices(["xx"])
    assert common[0] == ("nl", "Dutch")
    assert ("uk", "Ukrainian") in more
    assert ("xx", "xx") in more


@pytest.mark.django_db
def test_theme_without_life_domain_stands_under_other(reference_data: None) -> None:
    concept = a_concept("themes", "sleep")
    concept.extra = {}
    assert grouped_choices([concept], {"leisure": "Leisure"})[0][0] == "Other"


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


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("ftp://files.example.be/", "A web address begins with https://"),
        ("https://jan:geheim@example.be/", "Leave out the user name and the password"),
        ("https://jan@example.be/", "Leave out the user name and the password"),
    ],
)
def test_web_address_that_not_everybody_can_open_is_refused(text: str, beginning: str) -> None:
    assert mend(WebField(), text)[0].startswith(beginning)


def test_phone_field_does_not_drop_an_extension() -> None:
    for text in ("09 210 00 00 ext 12", "09 210 00 00 toestel 12"):
        assert "“extension 12”" in mend(PhoneField(), text)[0]


def test_hours_until_the_next_morning_are_asked_again() -> None:
    assert mend(HoursField(), "9-5")[0].startswith("“9-5” would last until the next morning.")
    assert HoursField().clean("20-2") == "20:00–02:00"
