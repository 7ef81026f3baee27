"""The forms of a round: what is asked, and what the organisation says is different."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import PlainForm, TextField, visible
from vlaggenlijn.directory.facts import ServiceFacts
from vlaggenlijn.directory.forms.fields import HoursField, MailField, PhoneField, WebField
from vlaggenlijn.directory.models import FreshnessCampaign
from vlaggenlijn.directory.models.suggestions import LONGEST_TEXT
from vlaggenlijn.directory.suggested import DAYS, STATUS, STOPPED, differences, values_of

A_MONDAY = date(2024, 1, 1)


class CampaignForm(PlainForm):
    """Who is asked, and what we write to them."""

    choice = forms.ChoiceField(
        label=lazy("What do you want to ask about?"),
        choices=FreshnessCampaign.Choice.choices,
        widget=forms.RadioSelect,
        initial=FreshnessCampaign.Choice.STALE,
    )
    months = forms.IntegerField(
        label=lazy("How many months?"),
        min_value=1,
        max_value=36,
        initial=6,
        help_text=lazy("Only for “some months”."),
    )
    text = TextField(
        label=lazy("A few words of your own"),
        required=False,
        max_length=500,
        lines=3,
        help_text=lazy("They stand in the mail, above the list."),
    )
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class CorrectionForm(PlainForm):
    """What changes most; filled in with what we know."""

    phone = PhoneField(label=lazy("Phone"), required=False, max_length=40)
    alert = TextField(
        label=lazy("Notice"),
        required=False,
        max_length=200,
        help_text=lazy("Parents read this on top. For example: closed in July."),
    )
    email = MailField(label=lazy("E-mail"), required=False)
    url = WebField(label=lazy("Website"), required=False, max_length=200)
    application_process = TextField(
        label=lazy("What must a parent do?"), required=False, max_length=300, lines=2
    )
    description = TextField(label=lazy("Description"), required=False, max_length=5000, lines=5)
    has_stopped = forms.BooleanField(label=lazy("This has stopped"), required=False)
    remark = TextField(
        label=lazy("Anything else?"), required=False, max_length=LONGEST_TEXT, lines=3
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(
        self, data: Any, *, facts: ServiceFacts, inherited: Mapping[str, str] | None = None
    ) -> None:
        """``inherited`` is what visitors see of the organisation where the service says nothing."""
        known = {name: visible(text) for name, text in values_of(facts).items()}
        self.known = known | {
            name: text for name, text in (inherited or {}).items() if not known[name]
        }
        super().__init__(data, initial=self.known)
        for number, name in enumerate(DAYS):
            label = formats.date_format(A_MONDAY.replace(day=1 + number), "l").capitalize()
            self.fields[name] = HoursField(label=label, required=False, max_length=200)

    @property
    def days(self) -> list[forms.BoundField]:
        return [self[name] for name in DAYS]

    def changes(self) -> dict[str, dict[str, Any]]:
        """Return what differs from what we know, by name."""
        values = {name: self.cleaned_data[name] for name in self.known if name != STATUS}
        values[STATUS] = STOPPED if self.cleaned_data["has_stopped"] else self.known[STATUS]
        return differences(self.known, values)

    def says_something(self) -> bool:
        """True when there is something to send; else the form says that there is not."""
        if self.changes() or self.cleaned_data["remark"]:
            return True
        self.add_error(
            None, _("You changed nothing. Is all of it right? Go back and tap “Still right”.")
        )
        return False


class PassOnForm(PlainForm):
    email = MailField(
        label=lazy("E-mail address of who does know"),
        required=False,
        help_text=lazy("Leave it empty if you do not know; then we call."),
    )
