"""Forms of who prepares a series."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from vlaggenlijn.accounts.models import LocalNetwork, User
from vlaggenlijn.common.forms import PlainForm, TextField, VersionedForm
from vlaggenlijn.dialogue.actions.inviting import Addressed
from vlaggenlijn.dialogue.models import Question, Table

TWO_YEARS = timedelta(days=730)
MOST_LINES = 2000


def in_two_years() -> date:
    return timezone.localdate() + TWO_YEARS


def initial_of(record: Any, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in (*names, "version")}


class SeriesForm(VersionedForm):
    """One question, what the notes are for, and how long names are kept."""

    title = TextField(label=lazy("Title"), max_length=150)
    question = TextField(
        label=lazy("Which question do you ask at every table?"), max_length=300, lines=2
    )
    purpose = TextField(
        label=lazy("What are the notes for?"),
        max_length=1000,
        lines=3,
        help_text=lazy("Participants read this before they agree that somebody takes notes."),
    )
    invitation = TextField(
        label=lazy("What does the invitation say?"), max_length=3000, lines=6, required=False
    )
    check_days = forms.IntegerField(
        label=lazy("How many days do participants have to read back?"),
        min_value=3,
        max_value=60,
        initial=14,
    )
    names_until = forms.DateField(
        label=lazy("Until when are names kept?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=in_two_years,
        help_text=lazy("After that day names and addresses are deleted; quotes stay, nameless."),
    )

    def clean_names_until(self) -> date:
        day: date = self.cleaned_data["names_until"]
        if day > timezone.localdate() + 2 * TWO_YEARS:
            raise forms.ValidationError(_("Choose a day within four years."))
        return day


class TableForm(VersionedForm):
    """Where and when, and who leads it."""

    place = TextField(label=lazy("Place"), max_length=150)
    region = TextField(label=lazy("Region"), max_length=60, required=False)
    starts_at = forms.SplitDateTimeField(
        label=lazy("When does it begin?"),
        required=False,
        widget=forms.SplitDateTimeWidget(
            date_attrs={"type": "date"},
            time_attrs={"type": "time"},
            date_format="%Y-%m-%d",
            time_format="%H:%M",
        ),
    )
    seats = forms.IntegerField(label=lazy("Seats"), min_value=4, max_value=12, initial=12)
    host = TextField(label=lazy("Host"), max_length=150, required=False)
    moderator = forms.ModelChoiceField(
        label=lazy("Moderator"), queryset=User.objects.none(), required=False
    )
    note_taker = forms.ModelChoiceField(
        label=lazy("Note taker"), queryset=User.objects.none(), required=False
    )
    state = forms.ChoiceField(
        label=lazy("State"), choices=Table.State.choices, required=False,
        initial=Table.State.PLANNED,
    )  # fmt: skip

    def __init__(self, *args: Any, network: LocalNetwork, **options: Any) -> None:
        super().__init__(*args, **options)
        people = User.objects.members_of(network)
        for name in ("moderator", "note_taker"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]
        moment: Any = self.fields["starts_at"].widget
        moment.template_name = "dialogue/_moment.html"
        for part, label in zip(moment.widgets, (_("Day"), _("Hour")), strict=True):
            part.attrs["aria-label"] = label

    def clean_state(self) -> str:
        return self.cleaned_data["state"] or Table.State.PLANNED


class FacilitatorsForm(PlainForm):
    """Who is named for a series, among the people of its network."""

    people = forms.ModelMultipleChoiceField(
        label=lazy("Who reads the quotes of this series?"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=lazy("Only they see quotes and names, with the people of a table itself."),
    )

    def __init__(self, data: Any, *, network: LocalNetwork, named: Iterable[User]) -> None:
        super().__init__(data, initial={"people": [one.pk for one in named]})
        self.fields["people"].queryset = User.objects.members_of(network)  # type: ignore[attr-defined]


class AddressForm(PlainForm):
    """Organisations to address, one a line."""

    lines = TextField(
        label=lazy("One organisation on each line"),
        lines=8,
        max_length=200_000,
        help_text=lazy("Name or code; kind; region; e-mail. For example:"
                       " OCMW-001; OCMW; Limburg; onthaal@example.org"),
    )  # fmt: skip

    def clean_lines(self) -> list[Addressed]:
        rows = [line for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        if len(rows) > MOST_LINES:
            raise forms.ValidationError(
                _("Give at most %(most)s lines at a time.") % {"most": MOST_LINES}
            )
        return [self._read(number, row) for number, row in enumerate(rows, start=1)]

    def _read(self, number: int, row: str) -> Addressed:
        code, kind, region, email = ([cell.strip() for cell in row.split(";")] + [""] * 3)[:4]
        try:
            if email:
                validate_email(email)
        except forms.ValidationError:
            told = {"number": number, "email": email[:60]}
            raise forms.ValidationError(
                _("Line %(number)s: “%(email)s” is no e-mail address.") % told
            ) from None
        return Addressed(code[:150], kind[:60], region[:60], email)


class QuestionForm(VersionedForm):
    """One question of the input form."""

    text = TextField(label=lazy("Question"), max_length=300, lines=2)
    kind = forms.ChoiceField(
        label=lazy("How does one answer?"), choices=Question.Kind.choices,
        widget=forms.RadioSelect, initial=Question.Kind.MANY,
    )  # fmt: skip
    choices = TextField(
        label=lazy("Possible answers, one on each line"), required=False, max_length=2000, lines=6
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("kind") != Question.Kind.TEXT and not values.get("choices"):
            self.add_error("choices", _("Give at least one answer to choose."))
        return values

    def tell_of_answers(self, count: int) -> None:
        """Say beside the words that they were answered already."""
        text = ngettext(
            "%(count)s person answered this question. Their answer stays, with the words it was"
            " given to.",
            "%(count)s people answered this question. Their answers stay, with the words they were"
            " given to.",
            count,
        )
        self.fields["text"].help_text = text % {"count": count} if count else ""


class HatForm(VersionedForm):
    """One way of looking."""

    name = TextField(label=lazy("Name"), max_length=60)
    prompt = TextField(label=lazy("What do you ask?"), max_length=300, required=False, lines=2)
    minutes = forms.IntegerField(label=lazy("Minutes"), min_value=1, max_value=240)
    colour = forms.RegexField(
        r"^#[0-9a-fA-F]{6}$", label=lazy("Colour"), widget=forms.TextInput(attrs={"type": "color"})
    )
