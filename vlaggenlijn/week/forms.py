"""Forms of the Week: a campaign, and the short one by which a partner proposes an activity."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.agenda.models import Activity
from vlaggenlijn.common.forms import TextField, VersionedForm
from vlaggenlijn.directory.models import Organization
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy.models import Concept, ConceptQuerySet
from vlaggenlijn.week.bunting import MOST_METRES
from vlaggenlijn.week.carry_over import GAP, Edition, a_year_later, without_days
from vlaggenlijn.week.models import BuntingMetres, Campaign, Evaluation, TimelineStep
from vlaggenlijn.week.models.evaluations import MOST_CARDS
from vlaggenlijn.week.timeline import is_span
from vlaggenlijn.week.wording import BAND_LABELS, FACE_LABELS, GROUP_LABELS

BESIDE = ("version", "idempotency_key")
TOPICS = ("topic", "second_topic", "third_topic")
OLDEST = 25
LAST_YEAR = 2100


def _day(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **options)


def _hour(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget)


def _topic(label: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=label, queryset=Concept.objects.none(), required=False, empty_label=lazy("no topic")
    )


class CampaignForm(VersionedForm):
    """What a campaign is called, when it is, and who answers for what is printed."""

    name = TextField(label=lazy("Name"), max_length=120, initial=lazy("Week van de Opvoeding"))
    edition = forms.IntegerField(label=lazy("Year"), min_value=2000, max_value=2100)
    kind = forms.ChoiceField(label=lazy("What kind of campaign?"), choices=Campaign.Kind.choices)
    theme = TextField(
        label=lazy("Theme, in one sentence"), max_length=200, required=False,
        help_text=lazy("Leave it empty while the theme is not known yet."),
    )  # fmt: skip
    topic, second_topic, third_topic = (
        _topic(label) for label in (lazy("Topic"), lazy("Another topic"), lazy("One more topic"))
    )
    begins_on = _day(lazy("First day"))
    ends_on = _day(lazy("Last day"))
    publisher_name = TextField(
        label=lazy("Responsible publisher"), max_length=120, required=False,
        help_text=lazy("The law wants this name and address on everything that is printed."),
    )  # fmt: skip
    publisher_address = TextField(
        label=lazy("Address of the responsible publisher"), max_length=200, required=False
    )

    def __init__(self, *args: Any, network: LocalNetwork, **options: Any) -> None:
        super().__init__(*args, **options)
        themes = _themes(network)
        choices = _choices(themes)
        for name in TOPICS:
            field: Any = self.fields[name]
            field.queryset = themes
            field.choices = [("", field.empty_label), *choices]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begin, end = cleaned.get("begins_on"), cleaned.get("ends_on")
        if begin and end and not is_span(begin, end):
            self.add_error(
                "ends_on", _("Write a day on or after the first one, at most two months later.")
            )
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return what goes into the columns."""
        beside = (*BESIDE, *TOPICS)
        return {name: value for name, value in self.cleaned_data.items() if name not in beside}

    def topics(self) -> list[Concept]:
        """Return the themes that were chosen, each once."""
        return list(dict.fromkeys(filter(None, (self.cleaned_data[name] for name in TOPICS))))

    @staticmethod
    def further_topics(campaign: Campaign) -> list[Concept]:
        """Return the topics that the form has no room for; they stay as they are."""
        rows = campaign.campaign_topics.with_names()
        return [one.concept for one in rows[len(TOPICS) :]]

    @classmethod
    def shown(cls, campaign: Campaign) -> dict[str, Any]:
        names = [one for one in cls.base_fields if one not in ("idempotency_key", *TOPICS)]
        topics = [one.concept_id for one in campaign.campaign_topics.all()]
        chosen = dict(zip(TOPICS, topics, strict=False))
        return {name: getattr(campaign, name) for name in names} | chosen


def _themes(network: LocalNetwork) -> ConceptQuerySet:
    return Concept.objects.usable_in(network).with_names().of_scheme("themes")


def _choices(concepts: Iterable[Concept]) -> list[tuple[str, str]]:
    return sorted(((str(one.pk), one.label) for one in concepts), key=_by_label)


def _by_label(choice: tuple[str, str]) -> str:
    return choice[1].casefold()


class EmphasisForm(forms.Form):
    """One more line on the shortlist."""

    title = TextField(label=lazy("One theme or emphasis"), max_length=200)


class VoteUntilForm(forms.Form):
    """Until when partners vote."""

    closes_on = _day(lazy("Vote until and including"))


class BuntingForm(VersionedForm):
    """So many metres, in a municipality of the network."""

    municipality = forms.ModelChoiceField(
        label=lazy("Municipality"), queryset=Municipality.objects.none()
    )
    organization = forms.ModelChoiceField(
        label=lazy("Who hung it?"), queryset=Organization.objects.none(), required=False,
        empty_label=lazy("the network itself"),
    )  # fmt: skip
    metres = forms.IntegerField(label=lazy("Metres"), min_value=1, max_value=MOST_METRES)
    remark = TextField(
        label=lazy("Where does it hang?"), max_length=200, required=False,
        help_text=lazy("For example: along the fence of the school."),
    )  # fmt: skip

    def __init__(self, *args: Any, campaign: Campaign, **options: Any) -> None:
        super().__init__(*args, **options)
        places = campaign.network.municipalities.all()
        seated = Partner.objects.of_network(campaign.network).organizations()
        self.fields["municipality"].queryset = places  # type: ignore[attr-defined]
        self.fields["organization"].queryset = seated  # type: ignore[attr-defined]
        if len(places) == 1:
            self.fields["municipality"].initial = places[0]

    def values(self) -> dict[str, Any]:
        """Return what goes into the columns."""
        return {name: value for name, value in self.cleaned_data.items() if name not in BESIDE}

    @classmethod
    def shown(cls, bunting: BuntingMetres) -> dict[str, Any]:
        names = [name for name in cls.base_fields if name != "idempotency_key"]
        return {name: getattr(bunting, name) for name in names}


class NextForm(VersionedForm):
    """What the next edition is called, and when it is."""

    name = TextField(label=lazy("Name"), max_length=120)
    begins_on = _day(lazy("First day"))
    ends_on = _day(lazy("Last day"))

    def __init__(self, *args: Any, campaign: Campaign, **options: Any) -> None:
        super().__init__(*args, **options)
        self.campaign = campaign
        old = Edition(campaign.begins_on, campaign.ends_on)
        self.fields["name"].initial = without_days(campaign.name, old).text.strip(f"{GAP} ")
        self.fields["begins_on"].initial = a_year_later(campaign.begins_on)
        self.fields["ends_on"].initial = a_year_later(campaign.ends_on)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begin, end = cleaned.get("begins_on"), cleaned.get("ends_on")
        if begin and begin <= self.campaign.ends_on:
            self.add_error("begins_on", _("Write a day after the last day of this edition."))
        if begin and begin.year > LAST_YEAR:
            self.add_error("begins_on", _("Write a year up to 2100."))
        if begin and end and not is_span(begin, end):
            self.add_error(
                "ends_on", _("Write a day on or after the first one, at most two months later.")
            )
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return what goes into the columns."""
        return {name: self.cleaned_data[name] for name in ("name", "begins_on", "ends_on")}

    def edition(self) -> Edition:
        """Return the days of the next edition, once they are good."""
        return Edition(self.cleaned_data["begins_on"], self.cleaned_data["ends_on"])


class LessonForm(VersionedForm):
    """What the next edition should know of one step."""

    lesson = TextField(
        label=lazy("What do we remember?"), max_length=500, lines=3, required=False,
        help_text=lazy("The next edition shows it at this step. Write no names of families."),
    )  # fmt: skip


def _band(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=False, choices=[("", lazy("choose")), *BAND_LABELS.items()]
    )


def _cards(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=MOST_CARDS)


class EvaluationForm(VersionedForm):
    """How an activity went, in one minute: who came roughly, what worked, what not, the cards."""

    adults = _band(lazy("How many adults came, roughly?"))
    children = _band(lazy("How many children came, roughly?"))
    fell_through = forms.BooleanField(label=lazy("It did not take place"), required=False)
    groups = forms.MultipleChoiceField(
        label=lazy("Who was there? Tap all that fits."), required=False,
        choices=list(GROUP_LABELS.items()), widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    worked = TextField(label=lazy("What worked well?"), max_length=300, lines=2, required=False)
    better = TextField(
        label=lazy("What would you do differently next time?"),
        max_length=300, lines=2, required=False,
        help_text=lazy("Write no names, and nothing by which one family can be known."),
    )  # fmt: skip
    good, fair, poor = (_cards(FACE_LABELS[face]) for face in ("good", "fair", "poor"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("fell_through"):
            return cleaned | {"adults": "", "children": "", "groups": []} | dict.fromkeys(CARDS, 0)
        for name in ("adults", "children"):
            if name in cleaned and not cleaned[name]:
                self.add_error(name, _("Choose what comes closest; a guess is fine."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return what goes into the columns."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in BESIDE}
        return data | {name: data[name] or 0 for name in CARDS}

    def key(self) -> dict[str, Any]:
        """Return which version was seen and the key of this form, for an action."""
        data = self.cleaned_data
        return {"version": data["version"] or None, "idempotency_key": data["idempotency_key"]}

    @property
    def faces(self) -> list[tuple[str, Any]]:
        """Each kind of card, with the picture of its face."""
        return list(zip(("smile", "meh", "frown"), (self[name] for name in CARDS), strict=True))

    @classmethod
    def shown(cls, evaluation: Evaluation | None) -> dict[str, Any]:
        """Return what was told before; nothing at first, so that no count of cards says 0."""
        if evaluation is None:
            return {}
        names = [name for name in cls.base_fields if name != "idempotency_key"]
        values = {name: getattr(evaluation, name) for name in names}
        return values | {name: values[name] or None for name in CARDS}


CARDS = ("good", "fair", "poor")


class LearnForm(VersionedForm):
    """Which step of the timeline a lesson is about, and the lesson."""

    step = forms.ModelChoiceField(
        label=lazy("Which step is it about?"), queryset=TimelineStep.objects.none()
    )
    lesson = TextField(
        label=lazy("What do we remember?"), max_length=300, lines=3,
        help_text=lazy("The next edition shows it at this step. Write no names of families."),
    )  # fmt: skip

    def __init__(self, *args: Any, campaign: Campaign, **options: Any) -> None:
        super().__init__(*args, **options)
        steps = campaign.steps.with_tasks().going_on()
        self.fields["step"].queryset = steps  # type: ignore[attr-defined]


class ThanksForm(forms.Form):
    """Words of one's own in the mail that thanks all partners."""

    words = TextField(
        label=lazy("Your own words"), max_length=1000, lines=4, required=False,
        help_text=lazy("They stand on top of every mail, above the numbers."),
    )  # fmt: skip


class ProposalForm(VersionedForm):
    """An activity in two minutes: a title, a sentence, when, where, for whom, what it costs."""

    partner = forms.ModelChoiceField(
        label=lazy("Who organises it?"), queryset=Partner.objects.none()
    )
    title = TextField(label=lazy("Title"), max_length=120)
    description = TextField(
        label=lazy("What happens there, in one sentence?"), max_length=400, lines=2
    )
    first_on = _day(lazy("Day"))
    starts_at = _hour(lazy("From"))
    ends_at = _hour(lazy("Until"))
    venue = TextField(label=lazy("Name of the place"), max_length=150)
    street = TextField(label=lazy("Street and number"), max_length=200)
    municipality = forms.ModelChoiceField(
        label=lazy("Municipality"), queryset=Municipality.objects.none()
    )
    youngest = forms.IntegerField(
        label=lazy("For children from … years"), min_value=0, max_value=OLDEST, required=False
    )
    oldest = forms.IntegerField(
        label=lazy("For children until … years"), min_value=0, max_value=OLDEST, required=False,
        help_text=lazy("Leave the ages empty when it is for everybody."),
    )  # fmt: skip
    price = forms.DecimalField(
        label=lazy("What does it cost, in euros?"), min_value=Decimal(0), max_digits=6,
        decimal_places=2, required=False, localize=True,
        help_text=lazy("Write 0 when it is free. Leave it empty when you do not know yet."),
    )  # fmt: skip
    topic = _topic(lazy("What is it about?"))

    def __init__(self, *args: Any, campaign: Campaign, chairs: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.campaign = campaign
        places = campaign.network.municipalities.all()
        self.fields["partner"].queryset = chairs  # type: ignore[attr-defined]
        self.fields["municipality"].queryset = places  # type: ignore[attr-defined]
        self.fields["first_on"].initial = campaign.begins_on
        for name, rows in (("partner", chairs), ("municipality", places)):
            if len(rows) == 1:
                self.fields[name].initial = rows[0]
        self._offer_topics()

    def _offer_topics(self) -> None:
        """Offer all themes, those of the campaign on top, so that most need not look further."""
        field: Any = self.fields["topic"]
        field.queryset = _themes(self.campaign.network)
        own = _choices(one.concept for one in self.campaign.campaign_topics.with_names())
        others = [one for one in _choices(field.queryset) if one not in own]
        groups = [(_("Topics of this campaign"), own), (_("Other topics"), others)]
        field.choices = [("", field.empty_label), *(groups if own else others)]

    def topics(self) -> list[Concept]:
        """Return the theme that was chosen, if any."""
        return [one for one in [self.cleaned_data["topic"]] if one]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day = cleaned.get("first_on")
        if day and not self.campaign.holds(day):
            self.add_error("first_on", _("Choose a day of the campaign."))
        if cleaned.get("starts_at") and cleaned.get("starts_at") == cleaned.get("ends_at"):
            self.add_error("ends_at", _("It cannot end at the hour at which it begins."))
        youngest, oldest = cleaned.get("youngest"), cleaned.get("oldest")
        if None not in (youngest, oldest) and youngest > oldest:  # type: ignore[operator]
            self.add_error("oldest", _("This is younger than the age before it."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Return the columns of an activity; what is not asked here has the value of a new one."""
        data, blank = self.cleaned_data, Activity()
        asked = ("title", "description", "first_on", "starts_at", "ends_at", "venue", "street")
        youngest, oldest = data["youngest"], data["oldest"]
        return {name: getattr(blank, name) for name in NOT_ASKED} | {
            **{name: data[name] for name in (*asked, "municipality", "price")},
            "organizer": data["partner"].organization,
            "minimum_age_months": None if youngest is None else youngest * 12,
            "maximum_age_months": None if oldest is None else oldest * 12 + 11,
        }


NOT_ASKED = (
    *("kind", "attendance", "online_url", "location", "postal_code", "price_note", "is_uitpas"),
    *("languages", "is_wheelchair_accessible", "accessibility", "contact_phone"),
    *("contact_email", "website", "coming", "registration_url", "places", "has_waiting_list"),
    *("repeats", "interval", "weekdays", "until", "skips_holidays", "skipped", "also_on"),
)
