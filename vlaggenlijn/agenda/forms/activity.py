"""The form of an activity: what it is, when and where, for whom, and what one does to come."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import LocalNetwork, User
from vlaggenlijn.agenda.access import may_add_without_organizer, organizers_for
from vlaggenlijn.agenda.actions.activities import COLUMNS
from vlaggenlijn.agenda.forms.fields import (
    MENDS,
    CallField,
    DayField,
    DaysField,
    HourField,
    age_field,
    is_within_reach,
    theme_field,
    web_field,
)
from vlaggenlijn.agenda.models import Activity, Attendance, Coming, Kind, Repeats
from vlaggenlijn.agenda.moments import Pattern, problems
from vlaggenlijn.common.forms import TextField, VersionedForm
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.models import Location, Organization
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy.models import Concept

LANGUAGES = ("nl", "fr", "en", "tr", "ar", "es", "it", "pl", "pt", "ro", "ru", "uk", "fa", "so")
WEEKDAYS = (
    (0, lazy("Monday")), (1, lazy("Tuesday")), (2, lazy("Wednesday")), (3, lazy("Thursday")),
    (4, lazy("Friday")), (5, lazy("Saturday")), (6, lazy("Sunday")),
)  # fmt: skip
ACCESSIBLE = (("", lazy("we do not know")), ("yes", lazy("yes")), ("no", lazy("no")))
THEME_FIELDS = ("theme", "second_theme", "third_theme")
# The parts of the page, and what stands in each.
PARTS = {
    "what": ("title", "kind", "organizer", "description", *THEME_FIELDS),
    "when": ("first_on", "starts_at", "ends_at", "repeats"),
    "series": ("interval", "weekdays", "until", "skips_holidays", "skipped", "also_on"),
    "where": ("attendance", "location", "venue", "street", "postal_code", "municipality",
              "online_url", "is_wheelchair_accessible", "accessibility"),
    "whom": ("minimum_age", "maximum_age", "languages", "price", "price_note", "is_uitpas"),
    "how": ("coming", "places", "has_waiting_list", "registration_url", "contact_phone",
            "contact_email", "website"),
}  # fmt: skip


class ActivityForm(VersionedForm):
    """What it is, when and where, for whom, and what one does to come."""

    title = TextField(label=lazy("Title"), max_length=120)
    kind = forms.ChoiceField(label=lazy("Kind"), choices=Kind.choices)
    organizer = forms.ModelChoiceField(
        label=lazy("Who organises it?"), queryset=Organization.objects.none(), required=False,
        empty_label=lazy("the network itself"),
    )  # fmt: skip
    description = TextField(
        label=lazy("What happens there?"), lines=6, max_length=4000, required=False,
        help_text=lazy("Short sentences. What may a parent expect, and what should they bring?"),
    )  # fmt: skip
    first_on = DayField(label=lazy("First day"))
    starts_at = HourField(label=lazy("From"))
    ends_at = HourField(
        label=lazy("Until"), help_text=lazy("Earlier than the start means: after midnight.")
    )
    repeats = forms.ChoiceField(
        label=lazy("How often?"), choices=Repeats.choices, widget=forms.RadioSelect, initial="once"
    )
    interval = forms.IntegerField(
        label=lazy("Every how many weeks or months?"), min_value=1, max_value=99, initial=1
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=lazy("On which days of the week?"), choices=WEEKDAYS, coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=lazy("Without a tick it is the weekday of the first day."),
    )  # fmt: skip
    until = DayField(
        label=lazy("Last day"), required=False,
        help_text=lazy("Empty: it goes on. We put the next thirteen months on the agenda."),
    )  # fmt: skip
    skips_holidays = forms.BooleanField(
        label=lazy("Not on public holidays"), required=False, initial=True
    )
    skipped = DaysField(label=lazy("Not on these days"), help_text=lazy("One day on each line."))
    also_on = DaysField(label=lazy("Also on these days"), help_text=lazy("One day on each line."))
    attendance = forms.ChoiceField(
        label=lazy("Where?"), choices=Attendance.choices, widget=forms.RadioSelect,
        initial=Attendance.OFFLINE,
    )  # fmt: skip
    location = forms.ModelChoiceField(
        label=lazy("A place that we know"), queryset=Location.objects.none(), required=False,
        empty_label=lazy("another place: fill in the address"),
    )  # fmt: skip
    venue = TextField(label=lazy("Name of the place"), max_length=150, required=False)
    street = TextField(label=lazy("Street and number"), max_length=200, required=False)
    postal_code = forms.RegexField(
        r"^[1-9]\d{3}$", label=lazy("Post code"), required=False,
        error_messages={"invalid": lazy("A post code has four digits, for example 9000.")},
    )  # fmt: skip
    municipality = forms.ModelChoiceField(
        label=lazy("Municipality"), queryset=Municipality.objects.none(), required=False
    )
    online_url = web_field(lazy("Online address"))
    theme = theme_field(lazy("Topic"))
    second_theme = theme_field(lazy("Another topic"))
    third_theme = theme_field(lazy("One more topic"))
    minimum_age = age_field(lazy("Children from (years)"))
    maximum_age = age_field(lazy("up to and including (years)"))
    price = forms.DecimalField(
        label=lazy("Price in euro"), min_value=0, max_digits=6, decimal_places=2, required=False,
        localize=True, help_text=lazy("0 is free. Empty means that we do not know."),
    )  # fmt: skip
    price_note = TextField(
        label=lazy("About the price"), max_length=150, required=False,
        help_text=lazy("For example: reduced price 1 euro."),
    )  # fmt: skip
    is_uitpas = forms.BooleanField(label=lazy("With UiTPAS"), required=False)
    languages = forms.MultipleChoiceField(
        label=lazy("Languages that are spoken"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    is_wheelchair_accessible = forms.ChoiceField(
        label=lazy("Can one get in with a wheelchair or a pram?"), choices=ACCESSIBLE,
        required=False,
    )  # fmt: skip
    accessibility = TextField(
        label=lazy("More about accessibility"), max_length=200, required=False
    )
    coming = forms.ChoiceField(
        label=lazy("What does somebody do who wants to come?"), choices=Coming.choices,
        widget=forms.RadioSelect, initial=Coming.WALK_IN,
    )  # fmt: skip
    places = forms.IntegerField(
        label=lazy("How many places each time?"), min_value=1, max_value=2000, required=False,
        help_text=lazy("Empty: as many as want to come."),
    )  # fmt: skip
    has_waiting_list = forms.BooleanField(
        label=lazy("With a waiting list when it is full"), required=False, initial=True
    )
    registration_url = web_field(lazy("Web address to register elsewhere"))
    contact_phone = CallField(label=lazy("Phone for questions"))
    contact_email = forms.EmailField(label=lazy("E-mail for questions"), required=False)
    website = web_field(lazy("Website"))

    def __init__(self, *args: Any, network: LocalNetwork, by: User, **options: Any) -> None:
        super().__init__(*args, **options)
        themes = Concept.objects.usable_in(network).with_names().of_scheme("themes")
        choices = sorted(((str(one.pk), one.label) for one in themes), key=_by_label)
        for name in THEME_FIELDS:
            self._offer(name, themes)
            self.fields[name].choices = [("", _("no topic")), *choices]  # type: ignore[attr-defined]
        self._offer("organizer", organizers_for(by, network))
        self.fields["organizer"].required = not may_add_without_organizer(by, network)
        if self.fields["organizer"].required:
            self.fields["organizer"].empty_label = None  # type: ignore[attr-defined]
        places = Location.objects.filter(organization__network=network, location_type="physical")
        self._offer("location", places.filter(address__isnull=False).select_related("address"))
        self.fields["location"].label_from_instance = _place_name  # type: ignore[attr-defined]
        self._offer("municipality", network.municipalities.all())
        names = Locale.parse(spoken()).languages
        spoken_ones = [(code, names.get(code, code)) for code in LANGUAGES]
        self.fields["languages"].choices = spoken_ones  # type: ignore[attr-defined]

    def _offer(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def parts(self) -> dict[str, list[forms.BoundField]]:
        """Return the fields of each part of the page."""
        return {part: [self[name] for name in names] for part, names in PARTS.items()}

    @property
    def is_series(self) -> bool:
        """Whether what stands in the fold is in use or in error."""
        is_repeated = self["repeats"].value() not in (None, "", Repeats.ONCE)
        return is_repeated or bool(set(PARTS["series"]) & set(self.errors))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        youngest, oldest = cleaned.get("minimum_age"), cleaned.get("maximum_age")
        if None not in (youngest, oldest) and youngest > oldest:  # type: ignore[operator]
            self.add_error("maximum_age", _("This is younger than the age before it."))
        self._clean_when(cleaned)
        self._clean_where(cleaned)
        return cleaned

    def _clean_when(self, cleaned: Mapping[str, Any]) -> None:
        known = ("first_on", "starts_at", "ends_at", "interval", "skipped", "also_on", "repeats")
        if any(cleaned.get(name) is None for name in known):
            return
        for name, code in problems(_pattern(cleaned)):
            self.add_error(name, MENDS[code])
        if not is_within_reach(cleaned["first_on"]):
            self.add_error("first_on", _("Write a day within the next three years."))
        for name in ("skipped", "also_on"):
            if not all(is_within_reach(date.fromisoformat(day)) for day in cleaned.get(name, ())):
                self.add_error(name, _("Write only days within the next three years."))

    def _clean_where(self, cleaned: Mapping[str, Any]) -> None:
        is_on_the_spot = cleaned.get("attendance") != Attendance.ONLINE
        has_address = cleaned.get("location") or cleaned.get("municipality")
        if is_on_the_spot and not has_address and "municipality" not in self.errors:
            self.add_error("municipality", _("Choose a place that we know, or a municipality."))
        reached = ("registration_url", "contact_phone", "contact_email")
        is_elsewhere = cleaned.get("coming") == Coming.ELSEWHERE
        if is_elsewhere and not any(cleaned.get(name) for name in reached):
            self.add_error(
                "registration_url",
                _(
                    "Say where people can register: a web address, a phone number or a mail"
                    " address."
                ),
            )

    def values(self) -> dict[str, Any]:
        """Return what goes into the record."""
        cleaned = self.cleaned_data
        youngest, oldest = cleaned["minimum_age"], cleaned["maximum_age"]
        own = {
            "minimum_age_months": None if youngest is None else youngest * 12,
            "maximum_age_months": None if oldest is None else oldest * 12 + 11,
            "is_wheelchair_accessible": {"yes": True, "no": False}.get(
                cleaned["is_wheelchair_accessible"]
            ),
        }
        return {name: own[name] if name in own else cleaned[name] for name in COLUMNS}

    def themes(self) -> list[Concept]:
        chosen = [self.cleaned_data[name] for name in THEME_FIELDS]
        return list(dict.fromkeys(one for one in chosen if one))


def _by_label(choice: tuple[str, str]) -> str:
    return choice[1].casefold()


def _place_name(location: Location) -> str:
    parts = [location.name, str(location.address)]
    return ", ".join(filter(None, parts))


def _pattern(cleaned: Mapping[str, Any]) -> Pattern:
    return Pattern(
        first_on=cleaned["first_on"],
        starts_at=cleaned["starts_at"],
        ends_at=cleaned["ends_at"],
        repeats=cleaned["repeats"],
        interval=cleaned["interval"],
        until=cleaned.get("until"),
        skipped=frozenset(map(date.fromisoformat, cleaned["skipped"])),
        also_on=frozenset(map(date.fromisoformat, cleaned["also_on"])),
    )


def activity_initial(activity: Activity, themes: list[Concept]) -> dict[str, Any]:
    youngest, oldest = activity.minimum_age_months, activity.maximum_age_months
    accessible = {True: "yes", False: "no", None: ""}[activity.is_wheelchair_accessible]
    chosen = dict(zip(THEME_FIELDS, themes, strict=False))
    return {
        **{name: getattr(activity, name) for name in (*COLUMNS, "version")},
        "minimum_age": None if youngest is None else youngest // 12,
        "maximum_age": None if oldest is None else oldest // 12,
        "is_wheelchair_accessible": accessible,
        **chosen,
    }
