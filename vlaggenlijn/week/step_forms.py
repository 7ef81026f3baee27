"""The form of one step of a timeline: what is done, when it falls, and whose it is."""

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import TextField, VersionedForm
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.week.models import Campaign, TimelineStep
from vlaggenlijn.week.timeline import MOST_DAYS, Rule

# What is chosen -> the anchor, and the sign of the days.
SIDES = {
    "before-begin": ("begin", -1),
    "after-begin": ("begin", 1),
    "before-end": ("end", -1),
    "after-end": ("end", 1),
}
SIDE_CHOICES = (
    ("before-begin", lazy("before the first day")),
    ("after-begin", lazy("after the first day")),
    ("before-end", lazy("before the last day")),
    ("after-end", lazy("after the last day")),
)


class StepForm(VersionedForm):
    """So many days before or after the campaign; the day itself follows, and moves along."""

    what = TextField(label=lazy("What is done?"), max_length=300, lines=2)
    days = forms.IntegerField(label=lazy("How many days"), min_value=0, max_value=MOST_DAYS)
    side = forms.ChoiceField(label=lazy("Before or after"), choices=SIDE_CHOICES)
    weekday = forms.TypedChoiceField(
        label=lazy("On which day of the week?"), required=False, coerce=int, empty_value=None,
        choices=[("", lazy("any day")), *WEEKDAYS.items()],
        help_text=lazy("It then falls on the last such day on or before the day that is counted."),
    )  # fmt: skip
    partner = forms.ModelChoiceField(
        label=lazy("Whose is it?"), queryset=Partner.objects.none(), required=False,
        empty_label=lazy("nobody yet"),
        help_text=lazy("A person of the network can be chosen at the task itself."),
    )  # fmt: skip

    def __init__(self, *args: Any, campaign: Campaign, **options: Any) -> None:
        super().__init__(*args, **options)
        seated = Partner.objects.of_network(campaign.network).current().with_people()
        self.fields["partner"].queryset = seated  # type: ignore[attr-defined]

    @property
    def rule(self) -> Rule:
        """Return when it falls, once the form is good."""
        data = self.cleaned_data
        anchor, sign = SIDES[data["side"]]
        return Rule(sign * data["days"], anchor, data["weekday"])  # type: ignore[arg-type]

    @classmethod
    def shown(cls, step: TimelineStep) -> dict[str, Any]:
        sign = -1 if step.days < 0 or (not step.days and step.anchor == "begin") else 1
        side = next(key for key, value in SIDES.items() if value == (step.anchor, sign))
        values = {"what": step.task.what, "days": abs(step.days), "side": side}
        owner = {"weekday": step.weekday, "partner": step.task.partner_id}
        return values | owner | {"version": step.version}
