import uuid
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.common.forms import (
    ErrorLink,
    PlainForm,
    TextField,
    VersionedForm,
    error_links,
    visible,
)


class Wish(VersionedForm):
    name = TextField(label="Name", max_length=20)
    note = TextField(label="Note", lines=4, required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A")], widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("note") == "wrong as a whole":
            raise forms.ValidationError("Look again.")
        return self.cleaned_data


class Line(PlainForm):
    day = TextField(label="Day")


class Lines(forms.BaseFormSet[Line]):
    def clean(self) -> None:
        raise forms.ValidationError("These lines do not agree.")


LINES = forms.formset_factory(Line, formset=Lines, extra=1)


def a_wish(**typed: str) -> Wish:
    data = QueryDict(mutable=True)
    data.update({"name": "Flag", "kind": "a", "idempotency_key": str(uuid.uuid4())} | typed)
    return Wish(data)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\u0000b\u200bc\u202ed\ufeff", "abcd"),
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("e\u0301", "é"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("tab\there", "tab\there"),
        ("\ue000\ud800", ""),
    ],
)
def test_text_is_what_a_person_sees(text: str, seen: str) -> None:
    assert visible(text) == seen


@given(st.text())
def test_visible_text_stays_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)


def test_one_line_is_one_line_and_several_stay_several() -> None:
    form = a_wish(name="  A \n long\u00a0 flag ", note="one\r\n\r\ntwo")
    assert form.is_valid()
    assert form.cleaned_data["name"] == "A long flag"
    assert form.cleaned_data["note"] == "one\n\ntwo"
    assert isinstance(form.fields["note"].widget, forms.Textarea)
    assert TextField(required=False).clean(None) == ""


def test_nothing_filled_in_says_what_to_do() -> None:
    with translation.override("en"):
        assert a_wish(name=" \u200b ").errors["name"] == ["Fill this in."]


def test_page_that_lost_its_key_asks_to_save_again() -> None:
    with translation.override("en"):
        for key in ("", "x"):
            (text,) = a_wish(idempotency_key=key).errors["idempotency_key"]
            assert text == "The page was not complete. Check your text and save again."


def test_every_new_page_has_its_own_key() -> None:
    assert Wish()["idempotency_key"].value() != Wish()["idempotency_key"].value()


@pytest.mark.parametrize(("version", "expected"), [(3, "3"), (None, "")])
def test_renewed_form_keeps_what_was_typed_as_a_new_deed(
    version: int | None, expected: str
) -> None:
    form = a_wish(name="Mine", version="1")
    key = form.data["idempotency_key"]
    form.renew(version)
    assert (form.data["name"], form.data["version"]) == ("Mine", expected)
    assert uuid.UUID(form.data["idempotency_key"]) != uuid.UUID(key)


def test_errors_link_to_the_first_control_of_their_field() -> None:
    with translation.override("en"):
        assert error_links(a_wish(name="", kind="b", note="x")) == [
            ErrorLink("#id_name", "Name", "Fill this in."),
            ErrorLink(
                "#id_kind_0",
                "Kind",
                "Select a valid choice. b is not one of the available choices.",
            ),
        ]


def test_error_of_the_whole_form_has_no_link() -> None:
    assert error_links(a_wish(note="wrong as a whole")) == [ErrorLink("", "", "Look again.")]


def test_errors_of_several_forms_stand_in_order() -> None:
    typed = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-day": "\u200b"}
    with translation.override("en"):
        links = error_links(a_wish(name=""), LINES(typed), a_wish())
    assert links == [
        ErrorLink("#id_name", "Name", "Fill this in."),
        ErrorLink("", "", "These lines do not agree."),
        ErrorLink("#id_form-0-day", "Day", "Fill this in."),
    ]
