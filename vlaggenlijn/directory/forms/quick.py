"""The short form for on a phone: what changes most often, laid over the facts that are there."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import TextField, VersionedForm
from vlaggenlijn.directory.facts import PhoneFacts, PlaceFacts, ServiceFacts, WeekFacts
from vlaggenlijn.directory.forms.fields import HoursField, PhoneField
from vlaggenlijn.directory.forms.rows import DAY_NAMES

SHORT_COLUMNS = ("application_process", "wait_time", "alert")


class QuickForm(VersionedForm):
    """First phone number, notice, waiting time, first step, and the hours of one place.

    What the full form holds more (a second number, other places) stays as it is.
    """

    phone = PhoneField(label=lazy("Phone for parents"), required=False, max_length=40)
    application_process = TextField(
        label=lazy("What must a parent do?"), required=False, max_length=300, lines=2
    )
    wait_time = TextField(label=lazy("Waiting time"), required=False, max_length=100)
    alert = TextField(
        label=lazy("Notice"),
        required=False,
        max_length=200,
        help_text=lazy("Parents see this on top. For example: we have moved to number 12."),
    )
    is_confirmed = forms.BooleanField(
        label=lazy("I looked at the rest too: everything is right"), required=False
    )

    def __init__(self, *args: Any, with_hours: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.with_hours = with_hours
        for number, name in enumerate(DAY_NAMES if with_hours else ()):
            self.fields[f"day_{number}"] = HoursField(label=name, required=False, max_length=200)

    def days(self) -> list[forms.BoundField]:
        return [self[f"day_{number}"] for number in range(7)] if self.with_hours else []

    def over(self, facts: ServiceFacts) -> ServiceFacts:
        """Return the facts with what was typed in their place."""
        typed = {name: self.cleaned_data[name] for name in SHORT_COLUMNS}
        changed = replace(
            facts,
            columns=dict(facts.columns) | typed,
            phones=_with_phone(facts.phones, self.cleaned_data["phone"]),
        )
        if not self.with_hours:
            return changed
        days = tuple(self.cleaned_data[f"day_{number}"] for number in range(7))
        return _with_days(changed, days)


def quick_initial(facts: ServiceFacts, version: int) -> dict[str, Any]:
    phone = next((one.number for one in facts.phones if not one.is_for_professionals), "")
    week = hours_of(facts)
    days = {f"day_{number}": text for number, text in enumerate(week.days)} if week else {}
    columns = {name: facts.columns[name] for name in SHORT_COLUMNS}
    return columns | days | {"phone": phone, "version": version}


def hours_of(facts: ServiceFacts) -> WeekFacts | None:
    """Return the one week of a service; None when it has hours in more places than one."""
    weeks = [place.week for place in facts.places]
    if facts.week != WeekFacts():
        return facts.week if all(week == WeekFacts() for week in weeks) else None
    if len(weeks) > 1:
        return None
    return weeks[0] if weeks else facts.week


def _with_phone(phones: tuple[PhoneFacts, ...], number: str) -> tuple[PhoneFacts, ...]:
    public = next((one for one in phones if not one.is_for_professionals), None)
    if public is None:
        return (PhoneFacts(number), *phones) if number else phones
    if not number:
        return tuple(one for one in phones if one is not public)
    return tuple(replace(one, number=number) if one is public else one for one in phones)


def _with_days(facts: ServiceFacts, days: tuple[str, ...]) -> ServiceFacts:
    if facts.week != WeekFacts() or not facts.places:
        return replace(facts, week=replace(facts.week, days=days))
    place: PlaceFacts = facts.places[0]
    return replace(facts, places=(replace(place, week=replace(place.week, days=days)),))
