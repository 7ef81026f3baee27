import uuid
from typing import Any

import pytest

from vlaggenlijn.accounts.forms import MemberForm, NetworkForm
from vlaggenlijn.accounts.models import LocalNetwork

WHOLE = {
    "name": "Gent",
    "form_of_address": "je",
    "accent": "#1F5C4D",
    "version": "3",
    "idempotency_key": str(uuid.uuid4()),
}


def network_form(**typed: Any) -> NetworkForm:
    return NetworkForm(WHOLE | typed)


def test_values_are_those_of_the_record_and_no_more() -> None:
    form = network_form(contact_name="  Ann\u202e  Peeters ", privacy_contact="p@example.org")
    assert form.is_valid()
    assert form.values() == {
        "name": "Gent",
        "form_of_address": "je",
        "accent": "#1f5c4d",
        "contact_name": "Ann Peeters",
        "contact_role": "",
        "contact_phone": "",
        "contact_email": "",
        "contact_hours": "",
        "contact_address": "",
        "privacy_contact": "p@example.org",
        "accessibility_note": "",
        "extra_languages": [],
    }
    assert form.cleaned_data["version"] == 3


def test_every_value_fits_its_column() -> None:
    longest = {
        name: "x" * (field.max_length or 0)
        for name, field in NetworkForm.base_fields.items()
        if getattr(field, "max_length", None)
    }
    form = network_form(**longest | {"contact_email": "", "privacy_contact": ""})
    assert form.is_valid(), form.errors
    LocalNetwork(slug="x", **form.values()).clean_fields()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", "  "),
        ("name", "\u202e"),
        ("name", "x" * 151),
        ("form_of_address", "gij"),
        ("accent", "green"),
        ("accent", "#12345"),
        ("accent", "#12345g"),
        ("accent", "#123456;}body{"),
        ("contact_email", "ann"),
        ("privacy_contact", "ann@"),
        ("accessibility_note", "x" * 2001),
        ("version", "0"),
        ("version", "one"),
        ("idempotency_key", ""),
        ("idempotency_key", "x"),
    ],
)
def test_wrong_value_is_an_error_of_its_own_field(name: str, value: str) -> None:
    form = network_form(**{name: value})
    assert list(form.errors) == [name]


def test_colour_keeps_no_line_break() -> None:
    form = network_form(accent=" #123456\n")
    assert form.is_valid()
    assert form.values()["accent"] == "#123456"


def test_lines_of_the_note_are_kept() -> None:
    form = network_form(accessibility_note="One\r\n\r\nTwo")
    assert form.is_valid()
    assert form.values()["accessibility_note"] == "One\n\nTwo"


def test_member_needs_an_address_and_a_role() -> None:
    key = str(uuid.uuid4())
    assert list(MemberForm({"idempotency_key": key}).errors) == ["email", "role"]
    wrong = {"email": "ann", "role": "administrator", "idempotency_key": key}
    assert list(MemberForm(wrong).errors) == ["email", "role"]
    assert MemberForm({"email": "a@b.be", "role": "reader", "idempotency_key": key}).is_valid()
