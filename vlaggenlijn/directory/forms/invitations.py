"""The form that invites somebody, with the organisations of a partner on it."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import LocalNetwork, Role
from vlaggenlijn.common.forms import PersonNameField, VersionedForm
from vlaggenlijn.directory.forms.fields import MailField, TicksField
from vlaggenlijn.directory.models import Organization


class InvitationForm(VersionedForm):
    email = MailField(
        label=lazy("E-mail"), max_length=254, help_text=lazy("We send the invitation here.")
    )
    name = PersonNameField(
        label=lazy("Name"),
        max_length=150,
        required=False,
        help_text=lazy("It stands in the mail."),
    )
    role = forms.ChoiceField(
        label=lazy("Role"), choices=Role.choices, initial=Role.PARTNER, widget=forms.RadioSelect
    )
    organizations = TicksField(
        label=lazy("Organisations of this partner"),
        coerce=uuid.UUID,
        help_text=lazy(
            "Only for a partner: they may change what you tick, from the day they accept."
        ),
        error_messages={
            "invalid_choice": lazy("This list changed in the meantime. Check the ticks, then save.")
        },
    )

    def __init__(self, data: Any = None, *, network: LocalNetwork) -> None:
        self.offered = list(Organization.objects.at_home_in(network).current())
        super().__init__(data)
        choices = [("", [(str(one.pk), one.name) for one in self.offered])]
        self.fields["organizations"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> list[Organization]:
        """Return the organisations that are ticked."""
        ticked = self.cleaned_data["organizations"]
        return [one for one in self.offered if one.pk in ticked]

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if typed.get("organizations") and typed.get("role") not in (None, Role.PARTNER):
            self.add_error(
                "organizations", lazy("Only a partner has organisations of their own here.")
            )
        return typed
