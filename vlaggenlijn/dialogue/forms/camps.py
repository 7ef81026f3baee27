"""Forms of a camp: of who prepares it, of who proposes a session, of who took notes."""

import time
import uuid
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import LocalNetwork, User
from vlaggenlijn.common.forms import PersonNameField, PlainForm, TextField, VersionedForm
from vlaggenlijn.common.stamps import new_stamp, stamp_problem
from vlaggenlijn.dialogue.models import Camp, CampRoom, CampSession, CampSlot, RoomNeed

MOST_YEARS = timedelta(days=2 * 366)
FARTHEST = timedelta(days=3 * 365)
AN_ANSWER = 3000


def _date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _time_input() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def in_a_year() -> date:
    return timezone.localdate() + timedelta(days=365)


class CampForm(VersionedForm):
    """A day, a place, and how long names are kept."""

    name = TextField(label=lazy("Name of the camp"), max_length=150)
    about = TextField(label=lazy("What is it about?"), max_length=2000, lines=4, required=False)
    day = forms.DateField(label=lazy("Which day?"), widget=_date_input())
    place = TextField(label=lazy("Where?"), max_length=200, required=False)
    leader = forms.ModelChoiceField(
        label=lazy("Who leads it?"),
        queryset=User.objects.none(),
        required=False,
        help_text=lazy("This person prepares the camp, beside who coordinates the network."),
    )
    names_until = forms.DateField(
        label=lazy("Until when are names kept?"),
        widget=_date_input(),
        initial=in_a_year,
        help_text=lazy("After that day the names of hosts and note takers are deleted."),
    )

    def __init__(self, *args: Any, network: LocalNetwork, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["leader"].queryset = User.objects.members_of(network)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        day, until = values.get("day"), values.get("names_until")
        if day and day > timezone.localdate() + FARTHEST:
            self.add_error("day", _("Write a day within the next three years."))
        if day and until and not timedelta(0) <= until - day <= MOST_YEARS:
            self.add_error("names_until", _("Choose a day after the camp, within two years."))
        return values


class SlotForm(VersionedForm):
    """A part of the day."""

    starts_at = forms.TimeField(label=lazy("From"), widget=_time_input())
    ends_at = forms.TimeField(label=lazy("Until"), widget=_time_input())
    title = TextField(
        label=lazy("Is it for everybody together? What is it then?"),
        max_length=100,
        required=False,
        help_text=lazy("For example: welcome, lunch. Leave it empty for sessions."),
    )

    def __init__(self, *args: Any, slot: CampSlot, **options: Any) -> None:
        super().__init__(*args, **options)
        self.slot = slot

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        begin, end = values.get("starts_at"), values.get("ends_at")
        if begin is None or end is None:
            return values
        if end <= begin:
            self.add_error("ends_at", _("The end comes after the beginning."))
            return values
        asked = CampSlot(pk=self.slot.pk, camp=self.slot.camp, starts_at=begin, ends_at=end)
        if other := CampSlot.objects.at_the_same_time(asked).first():
            told = {"other": str(other)}
            self.add_error("starts_at", _("This overlaps with %(other)s. Choose hours beside it.")
                           % told)  # fmt: skip
        return values


class RoomForm(VersionedForm):
    """A room and what it has."""

    name = TextField(label=lazy("Name of the room"), max_length=60)
    seats = forms.IntegerField(label=lazy("Seats"), min_value=1, max_value=2000)
    has = forms.MultipleChoiceField(
        label=lazy("What does it have?"),
        choices=RoomNeed.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, room: CampRoom, **options: Any) -> None:
        super().__init__(*args, **options)
        self.room = room

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        others = CampRoom.objects.of_camp(self.room.camp).exclude(pk=self.room.pk)
        if name.casefold() in (one.name.casefold() for one in others):
            raise forms.ValidationError(_("There is a room with this name already."))
        return name


class SessionFields(PlainForm):
    """What one says of a session, as a participant and as staff."""

    title = TextField(label=lazy("What is your session called?"), max_length=120)
    about = TextField(
        label=lazy("What is it about?"),
        max_length=1000,
        lines=4,
        required=False,
        help_text=lazy("Does it point to one family? Then write it so that nobody knows them."),
    )
    kind = forms.ChoiceField(
        label=lazy("What kind of session is it?"),
        choices=CampSession.Kind.choices,
        widget=forms.RadioSelect,
        initial=CampSession.Kind.DISCUSSION,
    )
    direction = forms.ChoiceField(
        label=lazy("Who hosts it?"),
        choices=CampSession.Direction.choices,
        widget=forms.RadioSelect,
        initial=CampSession.Direction.OFFERED,
    )
    host = PersonNameField(
        label=lazy("Name of the host"),
        max_length=100,
        required=False,
        help_text=lazy(
            "Needed if you host it yourself. It stands on the programme, and is deleted some time"
            " after the camp."
        ),
    )
    needs = forms.MultipleChoiceField(
        label=lazy("What does it need?"),
        choices=RoomNeed.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        values = dict(super().clean() or self.cleaned_data)
        is_offered = values.get("direction") == CampSession.Direction.OFFERED
        if is_offered and not values.get("host") and "host" not in self.errors:
            self.add_error("host", _("Write the name of the host, so that people find you."))
        return values


class SessionForm(SessionFields, VersionedForm):
    """A session that may be changed by others meanwhile."""


def _stamp() -> str:
    return new_stamp(time.time())


class GuardedForm(PlainForm):
    """A form without an account. ``website`` is for robots; people leave it."""

    website = forms.CharField(required=False, label=lazy("Leave this empty"))
    stamp = forms.CharField(widget=forms.HiddenInput, initial=_stamp, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}

    @property
    def shown(self) -> list[Any]:
        return [field for field in self.visible_fields() if field.name != "website"]

    def clean(self) -> dict[str, Any]:
        values = dict(super().clean() or self.cleaned_data)
        if values.get("website"):
            raise forms.ValidationError(
                _("Our protection against spam stopped this. Call us, or send it once more.")
            )
        if stamp_problem(values.get("stamp", ""), time.time()):
            self.renew()
            raise forms.ValidationError(
                _("Nothing was sent yet. Look at your text once more, then send it again.")
            )
        return values

    def renew(self) -> None:
        """Keep what was typed, with a fresh stamp."""
        data = cast(QueryDict, self.data).copy()
        data["stamp"], data["website"] = _stamp(), ""
        self.data = data


class ProposalForm(GuardedForm, SessionFields):
    """A proposal without an account."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def clean_key(self) -> uuid.UUID:
        return self.cleaned_data["key"] or uuid.uuid4()


class HostForm(GuardedForm):
    """Who hosts what somebody asked for."""

    host = PersonNameField(
        label=lazy("Your name"),
        max_length=100,
        help_text=lazy("It stands on the programme, and is deleted some time after the camp."),
    )


class VolunteerForm(GuardedForm):
    """Who takes notes of their own accord."""

    name = PersonNameField(
        label=lazy("Your name"),
        max_length=100,
        help_text=lazy("Only who prepares the camp sees it; it is deleted some time after."),
    )


class NoteTakerForm(VersionedForm):
    """Who takes notes."""

    note_taker = PersonNameField(label=lazy("Who takes notes?"), max_length=100, required=False)
    email = forms.EmailField(
        label=lazy("E-mail"),
        max_length=254,
        required=False,
        help_text=lazy("There we send the link to the report, and a reminder if it is missing."),
    )


class ReportForm(VersionedForm):
    """Four questions after a session."""

    heard = TextField(label=lazy("What was it about?"), max_length=AN_ANSWER, lines=4)
    insight = TextField(
        label=lazy("What do we take along?"), max_length=AN_ANSWER, lines=4, required=False
    )
    agreed = TextField(
        label=lazy("What did we agree, and who does it?"), max_length=AN_ANSWER, lines=3,
        required=False,
    )  # fmt: skip
    open_question = TextField(
        label=lazy("Which question stays open?"), max_length=AN_ANSWER, lines=3, required=False
    )


class MoveForm(VersionedForm):
    """Where a session goes: a slot and a room, or nowhere."""

    slot = forms.ModelChoiceField(
        label=lazy("When"), queryset=CampSlot.objects.none(), required=False,
        empty_label=lazy("no place"),
    )  # fmt: skip
    room = forms.ModelChoiceField(
        label=lazy("Where"), queryset=CampRoom.objects.none(), required=False,
        empty_label=lazy("no place"),
    )  # fmt: skip

    def __init__(self, data: Any, *, camp: Camp, **options: Any) -> None:
        super().__init__(data, **options)
        free = CampSlot.objects.of_camp(camp).for_sessions()
        self.fields["slot"].queryset = free  # type: ignore[attr-defined]
        self.fields["room"].queryset = CampRoom.objects.of_camp(camp)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not self.errors and (values["slot"] is None) != (values["room"] is None):
            raise forms.ValidationError(_("Choose both an hour and a room, or neither."))
        return values
