"""The form of a contact person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import TextField, VersionedForm
from vlaggenlijn.directory.actions.contacts import COLUMNS
from vlaggenlijn.directory.forms.fields import PhoneField
from vlaggenlijn.directory.models import Contact

STAFF, EVERYBODY = "staff", "everybody"


class ContactForm(VersionedForm):
    """Who, how to reach them, what for, and who may see it."""

    name = TextField(label=lazy("Name"), max_length=150)
    title = TextField(
        label=lazy("What does this person do?"),
        max_length=150,
        required=False,
        help_text=lazy("For example: family coach, reception."),
    )
    department = TextField(label=lazy("Department"), max_length=150, required=False)
    phone = PhoneField(label=lazy("Work phone"), max_length=40, required=False)
    email = forms.EmailField(label=lazy("Work e-mail"), required=False)
    purpose = TextField(
        label=lazy("What may people ask this person for?"),
        max_length=200,
        help_text=lazy(
            "The law wants a reason to keep a name. For example: questions about enrolment."
        ),
    )
    is_public = forms.ChoiceField(
        label=lazy("Who may see this?"),
        choices=[
            (STAFF, lazy("professionals of the network only")),
            (EVERYBODY, lazy("visitors of the site too")),
        ],
        initial=STAFF,
        widget=forms.RadioSelect,
        help_text=lazy("Visitors too only if the person agreed."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        is_asked = not self.has_error("phone") and not self.has_error("email")
        if is_asked and not (cleaned.get("phone") or cleaned.get("email")):
            self.add_error("phone", lazy("Fill in a phone number or an e-mail address."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return what goes into the record."""
        values = {name: self.cleaned_data[name] for name in COLUMNS}
        return values | {"is_public": values["is_public"] == EVERYBODY}


def contact_initial(contact: Contact) -> dict[str, Any]:
    values = {name: getattr(contact, name) for name in (*COLUMNS, "version")}
    return values | {"is_public": EVERYBODY if contact.is_public else STAFF}
