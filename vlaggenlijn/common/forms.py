"""Forms that lose nothing: what was typed comes back, and every error names the field and the mend.

A versioned form knows which version of the record its reader saw and carries a key, so that a
form that arrives twice is written once.
"""

import re
import unicodedata
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.forms.renderers import TemplatesSetting
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

KEPT_SIGNS = "\n\t\u200c\u200d"  # lines, tabs, and the joiners that Arabic and Persian need
WEB_ADDRESS = re.compile(r"[/@<>]|www\.|\w{2,}\.[a-z]{2,}", re.IGNORECASE)
HIDDEN_CATEGORIES = ("Cc", "Cf", "Cs", "Co", "Cn")


class FieldRenderer(TemplatesSetting):
    """Renders a field with its label, hint and errors by our own component."""

    field_template_name = "components/field.html"


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """One line of the summary above a form; href is empty for an error of the whole form."""

    href: str
    label: str
    text: str


def visible(text: str) -> str:
    """Return the text without signs that cannot be seen (NUL, direction overrides ...)."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        sign
        for sign in lines
        if sign in KEPT_SIGNS or unicodedata.category(sign) not in HIDDEN_CATEGORIES
    )


class TextField(forms.CharField):
    """Text as a person can see it; on one line unless ``lines`` is given."""

    def __init__(self, *, lines: int = 1, **options: Any) -> None:
        self.lines = lines
        if lines > 1:
            options.setdefault("widget", forms.Textarea(attrs={"rows": lines}))
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        text = visible("" if value is None else str(value))
        if self.lines == 1:
            text = " ".join(text.split())
        return str(super().to_python(text))


class PersonNameField(TextField):
    """A person's name that goes into a mail: no web address, which would make the mail a lure."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if WEB_ADDRESS.search(text):
            raise forms.ValidationError(_("Write only a name here."))
        return text


class PlainForm(forms.Form):
    """A form whose errors say in words what to do."""

    required_css_class = "is-required"

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        for field in self.fields.values():
            if field.required and not field.widget.is_hidden:
                field.error_messages["required"] = _("Fill this in.")


class VersionedForm(PlainForm):
    """A form about a record that others may change while it is being filled in."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=1, max_value=2_147_483_647
    )
    idempotency_key = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid.uuid4,
        error_messages={
            "required": _("The page was not complete. Check your text and save again."),
            "invalid": _("The page was not complete. Check your text and save again."),
        },
    )

    def renew(self, version: int | None) -> None:
        """Keep what was typed, but let it be saved over the version named, as a new deed."""
        data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("version")] = str(version or "")
        data[self.add_prefix("idempotency_key")] = str(uuid.uuid4())
        self.data = data


def error_links(*bound: Any) -> list[ErrorLink]:
    """Return every error of forms and formsets in order, with a link to its field."""
    return [link for one in bound for link in _links(one)]


def _links(bound: Any) -> Iterator[ErrorLink]:
    if isinstance(bound, forms.BaseFormSet):
        yield from (ErrorLink("", "", str(text)) for text in bound.non_form_errors())
        for form in bound.forms:
            yield from _links(form)
        return
    yield from (ErrorLink("", "", str(text)) for text in bound.non_field_errors())
    for name, texts in bound.errors.items():
        if name in bound.fields:
            yield from _field_links(bound[name], texts)


def _field_links(field: forms.BoundField, texts: Iterable[Any]) -> Iterator[ErrorLink]:
    for text in texts:
        yield ErrorLink(f"#{_focus_id(field)}", str(field.label), str(text))


def _focus_id(field: forms.BoundField) -> str:
    """The id of the first control: choices have no control with the field's own id."""
    return field.id_for_label or f"{field.auto_id}_0"
