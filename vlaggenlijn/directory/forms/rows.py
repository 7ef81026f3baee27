"""The small forms on a larger one: places, phone numbers, days on which it is closed.

Every row has a tick to remove it; an empty row at the end takes something new.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import PlainForm, TextField
from vlaggenlijn.directory.actions.reading import ACCESS_KINDS, organization_place
from vlaggenlijn.directory.facts import ClosureFacts, PhoneFacts, PlaceFacts, WeekFacts
from vlaggenlijn.directory.forms.fields import HoursField, KnownField, PhoneField, PostcodeField
from vlaggenlijn.directory.models import Location
from vlaggenlijn.directory.models.locations import LocationType
from vlaggenlijn.places.gazetteer import Place
from vlaggenlijn.places.lookup import find

MOST_ROWS = 30
DAY_NAMES = (
    lazy("Monday"),
    lazy("Tuesday"),
    lazy("Wednesday"),
    lazy("Thursday"),
    lazy("Friday"),
    lazy("Saturday"),
    lazy("Sunday"),
)
APPOINTMENTS = (
    ("", lazy("people can just come or call during these hours")),
    ("only", lazy("by appointment only")),
    ("also", lazy("just come during these hours; at other times by appointment")),
)


class WeekForm(PlainForm):
    """Usual opening hours, a text for each day."""

    appointment = forms.ChoiceField(label=lazy("How to come"), choices=APPOINTMENTS, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for number, name in enumerate(DAY_NAMES):
            self.fields[f"day_{number}"] = HoursField(label=name, required=False, max_length=200)

    def days(self) -> list[forms.BoundField]:
        return [self[f"day_{number}"] for number in range(7)]

    def has_hours(self) -> bool:
        """Whether anything is filled in, so that the fold is opened."""
        fields = [*self.days(), self["appointment"]]
        return any(field.value() or field.errors for field in fields)

    def week(self) -> WeekFacts:
        days = tuple(self.cleaned_data[f"day_{number}"] for number in range(7))
        return WeekFacts(days, self.cleaned_data["appointment"])


def week_initial(week: WeekFacts) -> dict[str, str]:
    days = {f"day_{number}": text for number, text in enumerate(week.days)}
    return days | {"appointment": week.appointment}


class PlaceForm(PlainForm):
    """A place of an organisation, or an offer online or by phone."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    location_type = forms.ChoiceField(
        label=lazy("Kind"),
        choices=LocationType.choices,
        initial=LocationType.PHYSICAL.value,
        required=False,
    )
    name = TextField(
        label=lazy("Name of the place"),
        required=False,
        max_length=200,
        help_text=lazy("For example: Huis van het Kind, or the library."),
    )
    address_1 = TextField(label=lazy("Street and number"), required=False, max_length=200)
    address_2 = TextField(label=lazy("Box or floor"), required=False, max_length=100)
    postal_code = PostcodeField(label=lazy("Post code"), required=False)
    city = TextField(label=lazy("Town or village"), required=False, max_length=100)
    setting = forms.TypedChoiceField(
        label=lazy("What kind of place is it?"), required=False, coerce=UUID, empty_value=None
    )
    transportation = TextField(
        label=lazy("How to get there"),
        required=False,
        max_length=300,
        help_text=lazy("For example: bus 3, stop Dampoort; the bell is at the back."),
    )
    wheelchair = KnownField(label=lazy("Can a wheelchair get in?"))
    pram = KnownField(label=lazy("Can a pram get in?"))
    bus = KnownField(label=lazy("Is there a bus, tram or train nearby?"))

    def __init__(
        self,
        *args: Any,
        settings: Sequence[tuple[str, str]] = (),
        stored: Mapping[UUID, PlaceFacts] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        choices = [("", lazy("we do not know")), *settings]
        self.fields["setting"].choices = choices  # type: ignore[attr-defined]
        self.stored = stored or {}
        self.found: Place | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or {})
        where = " ".join(part for part in (cleaned.get("postal_code"), cleaned.get("city")) if part)
        if where and not self.errors:
            self._look_up(where)
        if self.has_changed() and not (where or self._says_something(cleaned)):
            self.add_error("name", _("Write a name or an address, or tick “Remove”."))
        return cleaned

    def _says_something(self, cleaned: dict[str, Any]) -> bool:
        is_virtual = cleaned.get("location_type") == LocationType.VIRTUAL
        return bool(is_virtual or cleaned.get("name") or self.errors or cleaned.get("DELETE"))

    def _look_up(self, where: str) -> None:
        if self._is_known_address():
            return
        answer = find(where)
        if answer.kind in ("unknown", "ambiguous", "corrected"):
            names = ", ".join(place.label for place in answer.places[:4])
            self.add_error("city", _place_mend(answer.kind) % {"names": names})
        elif answer.places:
            self.found = answer.places[0]

    def _is_known_address(self) -> bool:
        """Whether the address is the stored one: what an import was sure of is not asked again."""
        stored = self._stored_place()
        names = ("address_1", "address_2", "postal_code", "city")
        typed = tuple(self.cleaned_data.get(name, "") for name in names)
        return stored is not None and typed == stored.address_key

    def _stored_place(self) -> PlaceFacts | None:
        pk = self.cleaned_data.get("id")
        return self.stored.get(pk) if pk else None

    def _municipality(self) -> str:
        if self.found:
            return self.found.nis
        stored = self._stored_place()
        return stored.nis if stored and self._is_known_address() else ""

    def place(self) -> PlaceFacts:
        cleaned = self.cleaned_data
        texts = ("name", "address_1", "address_2", "postal_code", "city", "transportation")
        return PlaceFacts(
            location_type=cleaned["location_type"] or LocationType.PHYSICAL.value,
            **{name: cleaned[name] for name in texts},
            nis=self._municipality(),
            point=(self.found.latitude, self.found.longitude) if self.found else None,
            setting=cleaned["setting"],
            access=tuple((kind.value, cleaned[kind.value]) for kind in ACCESS_KINDS),
            id=cleaned["id"],
        )


def _place_mend(kind: str) -> str:
    return {
        "unknown": _("We do not know this place. Check the post code and the name."),
        "ambiguous": _("There are more places like this: %(names)s. Which one is it?"),
        "corrected": _("Do you mean %(names)s? Write it like that."),
    }[kind]


class ServicePlaceForm(WeekForm, PlaceForm):
    """A place where a service is given, with its own phone and hours."""

    known = forms.ChoiceField(label=lazy("A place of this organisation"), required=False)
    phone = PhoneField(label=lazy("Phone at this place"), required=False, max_length=40)

    def __init__(self, *args: Any, locations: Iterable[Location] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.locations = {str(location.pk): location for location in locations}
        choices = [(pk, str(location)) for pk, location in self.locations.items()]
        self.fields["known"].choices = [  # type: ignore[attr-defined]
            ("", lazy("no, a new place: fill it in below")),
            *choices,
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("known") and any(
            cleaned.get(name) for name in ("name", "address_1", "city")
        ):
            self.add_error(
                "known", _("Choose a place of this organisation or fill in a new one, not both.")
            )
        return cleaned

    def _says_something(self, cleaned: dict[str, Any]) -> bool:
        return bool(cleaned.get("known")) or super()._says_something(cleaned)

    def place(self) -> PlaceFacts:
        known = self.locations.get(self.cleaned_data["known"])
        facts = organization_place(known) if known else super().place()
        return replace(
            facts,
            phone=self.cleaned_data["phone"],
            week=self.week(),
            id=self.cleaned_data["id"],
            location=known.pk if known else None,
        )


def place_initial(place: PlaceFacts) -> dict[str, Any]:
    names = "id location_type name address_1 address_2 postal_code city transportation phone"
    values = {name: getattr(place, name) for name in names.split()}
    setting = str(place.setting) if place.setting else ""
    return values | dict(place.access) | week_initial(place.week) | {"setting": setting}


class PhoneForm(PlainForm):
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    number = PhoneField(label=lazy("Number"), max_length=40)
    description = TextField(
        label=lazy("What is it for?"),
        required=False,
        max_length=100,
        help_text=lazy("For example: reception, or: in the evening."),
    )
    is_for_professionals = forms.BooleanField(
        label=lazy("Only for professionals; parents do not see it"), required=False
    )

    def phone(self) -> PhoneFacts:
        cleaned = self.cleaned_data
        return PhoneFacts(
            cleaned["number"],
            cleaned["description"],
            cleaned["is_for_professionals"],
            cleaned["id"],
        )


def phone_initial(phone: PhoneFacts) -> dict[str, Any]:
    names = ("id", "number", "description", "is_for_professionals")
    return {name: getattr(phone, name) for name in names}


class DayField(forms.DateField):
    """A day; browsers show a calendar."""

    def __init__(self, **options: Any) -> None:
        message = lazy("Write a date as day/month/year, for example 24/12/2026.")
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"],
            error_messages={"invalid": message},
            **options,
        )


class ClosureForm(PlainForm):
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    first = DayField(label=lazy("Closed from"))
    last = DayField(
        label=lazy("up to and including"), required=False, help_text=lazy("Empty: one day.")
    )
    note = TextField(
        label=lazy("Why?"),
        required=False,
        max_length=200,
        help_text=lazy("Parents read this. For example: summer holidays."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or {})
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            shown = formats.date_format(first, "j F Y")
            self.add_error("last", _("Choose a day on or after %(day)s.") % {"day": shown})
        return cleaned

    def closure(self) -> ClosureFacts:
        cleaned = self.cleaned_data
        last = cleaned["last"] or cleaned["first"]
        return ClosureFacts(cleaned["first"], last, cleaned["note"], cleaned["id"])


def closure_initial(closure: ClosureFacts) -> dict[str, Any]:
    return {name: getattr(closure, name) for name in ("id", "first", "last", "note")}


class Rows(forms.BaseFormSet[Any]):
    """Rows that can be removed; a row to remove need not be right."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = lazy("Remove")

    def kept(self) -> list[Any]:
        """Valid forms that stay: filled in and not ticked to be removed."""
        known = self.initial_form_count()
        return [
            form
            for index, form in enumerate(self.forms)
            if (index < known or form.has_changed()) and form not in self.deleted_forms
        ]


def rows(form: type[PlainForm]) -> type[Rows]:
    """Make a formset of one kind of rows, with one empty row at the end."""
    made = forms.formset_factory(
        form, formset=Rows, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS, can_delete=True
    )
    return cast(type[Rows], made)


ServicePlaces = rows(ServicePlaceForm)
OrganizationPlaces = rows(PlaceForm)
Phones = rows(PhoneForm)
Closures = rows(ClosureForm)

__all__ = [
    "ClosureForm",
    "Closures",
    "OrganizationPlaces",
    "PhoneForm",
    "Phones",
    "PlaceForm",
    "ServicePlaceForm",
    "ServicePlaces",
    "WeekForm",
    "closure_initial",
    "phone_initial",
    "place_initial",
    "week_initial",
]
