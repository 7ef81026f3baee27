"""The forms of a consultation: to start one, and to answer it in two minutes."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import PlainForm, TextField, VersionedForm
from vlaggenlijn.partnership.forms.records import DayField
from vlaggenlijn.partnership.models.consultation import DOMAINS, LINK_TERM
from vlaggenlijn.taxonomy.models import Concept

THINGS = 3
WEIGHTS = [("1", lazy("sometimes")), ("2", lazy("often")), ("3", lazy("very often"))]
PARTNERS, EVERYBODY = "partners", "everybody"


class ConsultationForm(VersionedForm):
    """Whom to ask, until when, with which words."""

    title = TextField(
        label=lazy("What do you call it?"),
        max_length=150,
        help_text=lazy("For example: What do you see, autumn 2026."),
    )
    text = TextField(
        label=lazy("Your own words"),
        max_length=1000,
        lines=5,
        required=False,
        help_text=lazy("They stand above the question in the mail."),
    )
    whom = forms.ChoiceField(
        label=lazy("Whom do you ask?"),
        choices=[
            (PARTNERS, lazy("the partners at the table")),
            (EVERYBODY, lazy("every organisation of our directory")),
        ],
        widget=forms.RadioSelect,
        initial=PARTNERS,
    )
    closes_on = DayField(label=lazy("Answers until"))

    def clean_closes_on(self) -> Any:
        day, today = self.cleaned_data["closes_on"], timezone.localdate()
        if not today < day <= today + LINK_TERM:
            raise forms.ValidationError(lazy("Choose a day within the coming 60 days."))
        return day


class AnswersForm(PlainForm):
    """Up to three things that an organisation sees."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        domains = list(Concept.objects.of_scheme(DOMAINS).with_names())
        for number in range(1, THINGS + 1):
            self._ask(number, domains)

    def _ask(self, number: int, domains: list[Concept]) -> None:
        self.domains = {one.slug: one for one in domains}
        is_first = number == 1
        self.fields[f"sentence-{number}"] = TextField(
            label=lazy("What do families lack?") if is_first else lazy("Something else?"),
            max_length=300,
            lines=2,
            required=is_first,
            help_text=lazy("One sentence, without names of families.") if is_first else "",
        )
        self.fields[f"domain-{number}"] = forms.ChoiceField(
            label=lazy("What is it about?"),
            choices=[("", lazy("choose")), *((one.slug, one.label) for one in domains)],
            required=is_first,
        )
        self.fields[f"weight-{number}"] = forms.TypedChoiceField(
            label=lazy("How often do you see it?"),
            choices=WEIGHTS,
            coerce=int,
            initial="2",
            required=False,
        )

    def parts(self) -> list[tuple[int, list[Any]]]:
        """The fields of each thing, for the page."""
        names = ("sentence", "domain", "weight")
        return [
            (number, [self[f"{name}-{number}"] for name in names])
            for number in range(1, THINGS + 1)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in range(2, THINGS + 1):
            if data.get(f"sentence-{number}") and not data.get(f"domain-{number}"):
                self.add_error(f"domain-{number}", lazy("Choose what it is about."))
        return data

    def seen(self) -> list[dict[str, Any]]:
        """Return what was filled in: sentence, domain and weight of each."""
        data = self.cleaned_data
        return [
            {
                "sentence": data[f"sentence-{number}"],
                "domain": self.domains[data[f"domain-{number}"]],
                "weight": data[f"weight-{number}"] or 1,
            }
            for number in range(1, THINGS + 1)
            if data[f"sentence-{number}"]
        ]


class NeedSentenceForm(PlainForm):
    """The sentence that goes on the board, in the network's own words."""

    sentence = TextField(label=lazy("Need"), max_length=300)
