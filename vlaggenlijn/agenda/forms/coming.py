"""The form of one time of an activity, and of a family that registers for it."""

import uuid
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.agenda.actions import Told
from vlaggenlijn.agenda.forms.fields import LONGEST_AHEAD, MENDS, CallField, DayField, HourField
from vlaggenlijn.agenda.models import Occurrence
from vlaggenlijn.agenda.moments import HORIZON_DAYS
from vlaggenlijn.common.forms import PersonNameField, PlainForm, TextField, VersionedForm


class OccurrenceForm(VersionedForm):
    """One time of an activity: another day or hour, off, or full."""

    day = DayField(label=lazy("Day"))
    starts_at = HourField(label=lazy("From"))
    ends_at = HourField(label=lazy("Until"))
    is_cancelled = forms.BooleanField(label=lazy("It does not take place"), required=False)
    is_full = forms.BooleanField(
        label=lazy("It is full"), required=False,
        help_text=lazy("Tick this when people register elsewhere and there is no room left."),
    )  # fmt: skip
    note = TextField(
        label=lazy("What visitors should know"), max_length=200, required=False,
        help_text=lazy("For example: this time in the gym hall."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if start is not None and start == end:
            self.add_error("ends_at", MENDS["no_time_between"])
        today = timezone.localdate()
        last = today + timedelta(days=HORIZON_DAYS) + LONGEST_AHEAD
        if cleaned.get("day") and not date(2000, 1, 1) <= cleaned["day"] <= last:
            self.add_error("day", _("Write a day within the next three years."))
        return cleaned

    def values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        own = {name: cleaned[name] for name in ("day", "is_cancelled", "is_full", "note")}
        return own | {"from": cleaned["starts_at"], "until": cleaned["ends_at"]}


def occurrence_initial(occurrence: Occurrence) -> dict[str, Any]:
    day, start, end = occurrence.hours()
    hours: dict[str, date | time] = {"day": day, "starts_at": start, "ends_at": end}
    names = ("is_cancelled", "is_full", "note", "version")
    return hours | {name: getattr(occurrence, name) for name in names}


class RegistrationForm(PlainForm):
    """A name to call, a way to reach somebody, and how many come: no more than that."""

    name = PersonNameField(
        label=lazy("Your name"), max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=lazy("Your e-mail"), required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=lazy("We send a confirmation, and we tell you when something changes."),
    )  # fmt: skip
    phone = CallField(label=lazy("Or your phone number"))
    seats = forms.IntegerField(
        label=lazy("How many places do you need?"), min_value=1, max_value=10, initial=1,
        help_text=lazy("Count everybody who comes along, children too."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        is_reachable = cleaned.get("email") or cleaned.get("phone")
        if not is_reachable and not {"email", "phone"} & set(self.errors):
            self.add_error(
                "email", _("Give a mail address or a phone number, so we can reach you.")
            )
        return cleaned

    def told(self, language: str) -> Told:
        """Return what was filled in, in the language of the page."""
        names = ("name", "email", "phone", "seats")
        return Told(**{name: self.cleaned_data[name] for name in names}, language=language)
