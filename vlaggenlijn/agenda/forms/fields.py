"""Fields of the forms of the agenda: days, hours, numbers to call, web addresses."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import TextField
from vlaggenlijn.common.phones import dialled, shown, standard
from vlaggenlijn.taxonomy.models import Concept

DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
OLDEST, LONGEST_AHEAD = 25, timedelta(days=3 * 365)
MENDS = {
    "out_of_range": lazy("Write a number of weeks or months between 1 and 99."),
    "before_start": lazy("This lies before the first day."),
    "no_time_between": lazy("It cannot end at the hour at which it begins."),
    "too_many": lazy("These are too many days. Write at most 60."),
}


def is_within_reach(day: date) -> bool:
    """Whether an activity may be on a day: not before this century, not far ahead."""
    return date(2000, 1, 1) <= day <= timezone.localdate() + LONGEST_AHEAD


class DayField(forms.DateField):
    """A day; the browser shows a calendar where it has one, and 16/5/2026 is read too."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        message = lazy("This is not a day. Write it as 16/5/2026.")
        super().__init__(
            widget=widget, input_formats=DAY_FORMATS, error_messages={"invalid": message}, **options
        )


class HourField(forms.TimeField):
    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        message = lazy("This is not an hour. Write it as 19:30.")
        formats = ["%H:%M", "%H.%M", "%H:%M:%S", "%Hu%M", "%H"]
        super().__init__(
            widget=widget, input_formats=formats, error_messages={"invalid": message}, **options
        )


class DaysField(TextField):
    """Several days, one on each line, kept as sorted texts like 2026-12-25."""

    def __init__(self, **options: Any) -> None:
        super().__init__(lines=3, required=False, max_length=2000, **options)

    def clean(self, value: Any) -> list[str]:
        parts = re.split(r"[\n,;]+", super().clean(value))
        return sorted({_day(part.strip()).isoformat() for part in parts if part.strip()})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        days = [date.fromisoformat(one) for one in value]
        return "\n".join(f"{day.day}/{day.month}/{day.year}" for day in days)


def _day(text: str) -> date:
    for known in DAY_FORMATS:
        try:
            return datetime.strptime(text, known).date()
        except ValueError:
            continue
    raise forms.ValidationError(
        _("“%(text)s” is not a day. Write each day as 25/12/2026, one on a line.")
        % {"text": text[:30]}
    )


class CallField(TextField):
    """A phone number in its standard form."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"})
        super().__init__(widget=widget, required=False, max_length=40, **options)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text and not dialled(text):
            raise forms.ValidationError(
                _("We cannot dial this number. Write one number, for example 09 123 45 67 or 1712.")
            )
        return standard(text) if text else ""

    def prepare_value(self, value: Any) -> Any:
        return shown(value) if isinstance(value, str) and value.startswith("+") else value


def web_field(label: Any, **options: Any) -> forms.URLField:
    message = lazy("This is not a web address. Write it as www.example.be.")
    return forms.URLField(
        label=label, required=False, assume_scheme="https", max_length=200,
        error_messages={"invalid": message}, **options,
    )  # fmt: skip


def age_field(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=OLDEST, required=False)


def theme_field(label: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=label, queryset=Concept.objects.none(), required=False, empty_label=lazy("no topic")
    )
