"""Fields of the directory: what people write, how it is kept, and what is to be mended."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.test import RequestFactory
from django.utils import translation

from tests.factories import (
    a_concept,
)
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
