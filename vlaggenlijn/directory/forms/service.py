"""The form of a service: everything a partner knows of it, on one calm page."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import TextField, VersionedForm
from vlaggenlijn.directory.actions.reading import SERVICE_COLUMNS
from vlaggenlijn.directory.facts import CapacityFacts, CostFacts, ServiceFacts
from vlaggenlijn.directory.forms.fields import (
    AgeField,
    AmountField,
    ConceptsField,
    LastAgeField,
    MailField,
    TicksField,
    WebField,
)
from vlaggenlijn.directory.forms.rows import WeekForm, week_initial
from vlaggenlijn.directory.models.service import OnHolidays, Status

BEFORE_BIRTH = -9  # months: the length of a pregnancy
LAST_MONTH_BEFORE_BIRTH = -1
FREE, PAID = "free", "paid"
CONCEPT_FIELDS = {
    "themes": "themes",
    "target_groups": "target-groups",
    "functions": "functions",
    "intensities": "intensities",
    "situations": "situations",
    "principles": "principles",
}
NUMBER = forms.NumberInput(attrs={"inputmode": "numeric"})


class ServiceForm(WeekForm, VersionedForm):
    """All of a service but the rows that come in any number (see rows.py)."""

    name = TextField(label=lazy("Name"), max_length=200)
    alternate_name = TextField(label=lazy("Other name"), required=False, max_length=200)
    summary = TextField(
        label=lazy("In one sentence: what is it, for whom?"),
        required=False,
        max_length=200,
        lines=2,
        help_text=lazy("At most 200 signs. This is what parents read first."),
    )
    description = TextField(
        label=lazy("Description"),
        required=False,
        max_length=5000,
        lines=8,
        help_text=lazy("Short sentences, no words that only professionals know."),
    )
    application_process = TextField(
        label=lazy("What must a parent do?"),
        required=False,
        max_length=300,
        lines=2,
        help_text=lazy("For example: call, just walk in, register on the website."),
    )
    what_happens = TextField(
        label=lazy("What happens then?"),
        required=False,
        max_length=300,
        lines=2,
        help_text=lazy("For example: Someone listens and looks for a solution with you."),
    )

    age_from = AgeField(
        label=lazy("From what age of the child?"),
        required=False,
        help_text=lazy("In years, for example 3 or 2,5. Empty: from birth."),
    )
    age_to = LastAgeField(
        label=lazy("Up to what age?"),
        required=False,
        help_text=lazy("For children until their 12th birthday, write 12. Empty: no limit."),
    )
    before_birth = forms.ChoiceField(
        label=lazy("Before the birth"),
        required=False,
        choices=[
            ("", lazy("no")),
            ("also", lazy("also during pregnancy")),
            ("only", lazy("only during pregnancy")),
        ],
    )
    target_groups = ConceptsField(label=lazy("Especially for"))
    eligibility_description = TextField(
        label=lazy("For whom exactly?"),
        required=False,
        max_length=300,
        lines=2,
        help_text=lazy("Conditions in plain words. For example: you live in the town."),
    )

    themes = ConceptsField(
        label=lazy("Which questions of parents does it answer?"),
        help_text=lazy("Parents find the service by these. Tick what really is its subject."),
    )
    refused = ConceptsField(label=lazy("Suggested themes that do not fit"))
    functions = ConceptsField(label=lazy("What the support does"))
    intensities = ConceptsField(label=lazy("How intensive it is"))
    situations = ConceptsField(label=lazy("For which situations"))
    principles = ConceptsField(label=lazy("Principles it works by"))

    municipalities = TicksField(label=lazy("For families who live in"))
    regions = TicksField(
        label=lazy("For a whole region"),
        choices=[("flanders", lazy("all of Flanders")), ("brussels", lazy("all of Brussels"))],
    )

    cost_kind = forms.ChoiceField(
        label=lazy("What does it cost?"),
        required=False,
        choices=[
            ("", lazy("we do not know, or see the explanation")),
            (FREE, lazy("free")),
            (PAID, lazy("an amount")),
        ],
    )
    amount = AmountField(label=lazy("Amount in euro"), required=False)
    fees_description = TextField(
        label=lazy("Cost, in words"), required=False, max_length=200, lines=2
    )
    is_uitpas = forms.BooleanField(label=lazy("Cheaper with UiTPAS"), required=False)
    uitpas_amount = AmountField(label=lazy("Amount with UiTPAS"), required=False)

    languages = TicksField(label=lazy("Languages spoken"))
    interpreted = TicksField(label=lazy("Languages with an interpreter"))
    interpretation_services = TextField(
        label=lazy("About the interpreter"),
        required=False,
        max_length=200,
        help_text=lazy("For example: ask a week before."),
    )

    email = MailField(label=lazy("E-mail"), required=False, max_length=254)
    url = WebField(label=lazy("Website"), required=False, max_length=200)
    wait_time = TextField(
        label=lazy("Waiting time"),
        required=False,
        max_length=100,
        help_text=lazy("For example: about three weeks. The date is kept by itself."),
    )
    capacity_available = forms.IntegerField(
        label=lazy("Places free now"), required=False, min_value=0, max_value=100_000, widget=NUMBER
    )
    capacity_maximum = forms.IntegerField(
        label=lazy("Places in all"), required=False, min_value=0, max_value=100_000, widget=NUMBER
    )
    capacity_unit = TextField(
        label=lazy("Places for"),
        required=False,
        max_length=60,
        help_text=lazy("For example: families, children."),
    )
    alert = TextField(
        label=lazy("Notice on top of the page"),
        required=False,
        max_length=200,
        help_text=lazy("For example: moved to another building until May."),
    )
    on_holidays = forms.ChoiceField(label=lazy("On public holidays"), choices=OnHolidays.choices)
    status = forms.ChoiceField(label=lazy("State"), choices=Status.choices)
    is_confirmed = forms.BooleanField(
        label=lazy("I looked at everything on this page: it is right today"), required=False
    )

    def __init__(self, *args: Any, choices: dict[str, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or {})
        self._check_ages(cleaned)
        if cleaned.get("cost_kind") == PAID and cleaned.get("amount") is None:
            self._add_once("amount", _("Write the amount, or choose another answer."))
        free, maximum = cleaned.get("capacity_available"), cleaned.get("capacity_maximum")
        if free is not None and maximum is not None and free > maximum:
            self._add_once("capacity_available", _("There cannot be more places free than in all."))
        return cleaned

    def _add_once(self, name: str, text: str) -> None:
        if name not in self.errors:
            self.add_error(name, text)

    def _check_ages(self, cleaned: dict[str, Any]) -> None:
        first, last = cleaned.get("age_from"), cleaned.get("age_to")
        if cleaned.get("before_birth") == "only" and (first is not None or last is not None):
            self._add_once("before_birth", _("Leave the ages empty, or choose “also”."))
        if cleaned.get("before_birth") == "also" and first is not None:
            self._add_once("age_from", _("Leave this age empty: it begins before the birth."))
        if first is not None and last is not None and first > last:
            self._add_once("age_to", _("This age is below the first one. Turn them around?"))

    def ages(self) -> tuple[int | None, int | None]:
        """Return the lowest and highest age in months; before birth is below zero."""
        cleaned = self.cleaned_data
        if cleaned["before_birth"] == "only":
            return BEFORE_BIRTH, LAST_MONTH_BEFORE_BIRTH
        if cleaned["before_birth"] == "also":
            return BEFORE_BIRTH, cleaned["age_to"]
        return cleaned["age_from"], cleaned["age_to"]

    def columns(self) -> dict[str, Any]:
        ages = dict(zip(("minimum_age_months", "maximum_age_months"), self.ages(), strict=True))
        return {
            name: ages[name] if name in ages else self.cleaned_data[name]
            for name in SERVICE_COLUMNS
        }

    def cost(self) -> CostFacts:
        cleaned = self.cleaned_data
        amounts = {FREE: Decimal(0), PAID: cleaned["amount"]}
        amount = amounts.get(cleaned["cost_kind"])
        is_uitpas = cleaned["is_uitpas"] or cleaned["uitpas_amount"] is not None
        return CostFacts(amount, is_uitpas, cleaned["uitpas_amount"])

    def capacity(self) -> CapacityFacts:
        names = ("capacity_available", "capacity_maximum", "capacity_unit")
        facts = CapacityFacts(*(self.cleaned_data[name] for name in names))
        return facts if facts.is_known else CapacityFacts()

    def facts(self, **rows: Any) -> ServiceFacts:
        """Return what was filled in; rows are the phones, places and closures."""
        cleaned = self.cleaned_data
        return ServiceFacts(
            columns=self.columns(),
            concepts=frozenset().union(*(cleaned[name] for name in CONCEPT_FIELDS)),
            municipalities=cleaned["municipalities"],
            regions=cleaned["regions"],
            languages=cleaned["languages"],
            interpreted=cleaned["interpreted"] - cleaned["languages"],
            cost=self.cost(),
            capacity=self.capacity(),
            week=self.week(),
            **rows,
        )


def service_initial(facts: ServiceFacts) -> dict[str, Any]:
    """Return what the form shows of stored facts; ticks for concepts are the caller's."""
    plain = {name: value for name, value in facts.columns.items() if "_age_" not in name}
    sets = ("municipalities", "regions", "languages", "interpreted")
    return (
        plain
        | {name: getattr(facts, name) for name in sets}
        | dict.fromkeys(CONCEPT_FIELDS, facts.concepts)
        | week_initial(facts.week)
        | _ages_initial(facts)
        | _cost_initial(facts.cost)
        | {
            "capacity_available": facts.capacity.available,
            "capacity_maximum": facts.capacity.maximum,
            "capacity_unit": facts.capacity.unit,
        }
    )


def _ages_initial(facts: ServiceFacts) -> dict[str, Any]:
    first = facts.columns.get("minimum_age_months")
    last = facts.columns.get("maximum_age_months")
    before_birth = "also" if first is not None and first < 0 else ""
    if before_birth and last is not None and last < 0:
        before_birth = "only"
    return {
        "before_birth": before_birth,
        "age_from": None if first is None or first < 0 else first,
        "age_to": None if last is None or last < 0 else last,
    }


def _cost_initial(cost: CostFacts) -> dict[str, Any]:
    kind = "" if cost.amount is None else PAID if cost.amount else FREE
    return {
        "cost_kind": kind,
        "amount": cost.amount if kind == PAID else None,
        "is_uitpas": cost.is_uitpas,
        "uitpas_amount": cost.uitpas_amount,
    }
