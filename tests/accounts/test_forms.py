import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from vlaggenlijn.accounts.forms import HostForm, NetworkForm
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.forms import PersonNameField

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
        "keeps_words": False,
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


def test_host_name_is_one_that_this_server_answers_to(db: None) -> None:
    network = LocalNetwork(slug="gent", name="Gent")
    for typed, is_good in {
        "": True,
        "Huis.Example.org": True,
        "huis.example.org.": True,
        "https://huis.example.org": False,
        "huis.example.org/pad": False,
        "huis example.org": False,
        "-huis.example.org": False,
        "evil.test": False,
    }.items():
        data = {"host": typed, "version": "1", "idempotency_key": str(uuid.uuid4())}
        form = HostForm(data, network=network)
        assert form.is_valid() == is_good, typed
        assert not is_good or form.values() == {"host": typed.lower().rstrip(".")}


@pytest.mark.parametrize(
    ("typed", "is_good"),
    [("An Peeters", True), ("A.J. O’Neill-De Smet", True), ("", True), ("Zeynep Öztürk", True),
     ("Win at www.lure", False), ("http://x", False), ("shop.example", False),
     ("a@example.org", False), ("<b>An</b>", False)],
)  # fmt: skip
def test_name_in_a_mail_is_no_lure(typed: str, is_good: bool) -> None:
    field = PersonNameField(required=False)
    if is_good:
        assert field.clean(typed) == typed
    else:
        with pytest.raises(ValidationError):
            field.clean(typed)
