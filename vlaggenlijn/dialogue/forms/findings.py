"""Forms of findings, recommendations and the list of quotes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import PlainForm, TextField, VersionedForm
from vlaggenlijn.dialogue.evidence import Wanted
from vlaggenlijn.dialogue.models import Finding, Hat, Quote, Recommendation, Series, Table

STATES = [one for one in Quote.State.choices if one[0] not in ("withdrawn", "removed")]


class FindingForm(VersionedForm):
    """One sentence."""

    sentence = TextField(
        label=lazy("What do you find?"),
        max_length=300,
        lines=2,
        help_text=lazy("One sentence that quotes back. No names, and nothing about one family."),
    )


class RecommendationForm(VersionedForm):
    """What should follow, to whom, on which grounds."""

    sentence = TextField(label=lazy("What do you recommend?"), max_length=300, lines=2)
    addressee = TextField(label=lazy("To whom?"), max_length=150)
    findings = forms.ModelMultipleChoiceField(
        label=lazy("On which findings does it rest?"),
        queryset=Finding.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any, *, series: Series, recommendation: Recommendation | None) -> None:
        super().__init__(data, initial=_initial(recommendation))
        rows = Finding.objects.of_series(series).in_order().with_need()
        self.fields["findings"].queryset = rows  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        names = ("sentence", "addressee", "idempotency_key")
        values = {name: self.cleaned_data[name] for name in names}
        findings = list(self.cleaned_data["findings"])
        return values | {"findings": findings, "version": self.cleaned_data["version"] or 0}


def _initial(recommendation: Recommendation | None) -> dict[str, Any]:
    if recommendation is None:
        return {}
    return {
        "sentence": recommendation.sentence,
        "addressee": recommendation.addressee,
        "findings": [ground.finding_id for ground in recommendation.grounds.all()],
        "version": recommendation.version,
    }


class QuoteFilter(PlainForm):
    """Which quotes to show."""

    q = TextField(label=lazy("Words"), required=False, max_length=100)
    table = forms.ModelChoiceField(
        label=lazy("Table"), queryset=Table.objects.none(), required=False,
        empty_label=lazy("every table"),
    )  # fmt: skip
    hat = forms.ModelChoiceField(
        label=lazy("Hat"), queryset=Hat.objects.none(), required=False,
        empty_label=lazy("every hat"),
    )  # fmt: skip
    state = forms.ChoiceField(
        label=lazy("State"), choices=[("", lazy("every state")), *STATES], required=False
    )

    def __init__(self, data: Any, *, series: Series) -> None:
        super().__init__(data)
        self.fields["table"].queryset = Table.objects.of_series(series).real()  # type: ignore[attr-defined]
        self.fields["hat"].queryset = Hat.objects.of_series(series)  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """Return what was asked for; what cannot be read is not asked."""
        self.is_valid()
        values = self.cleaned_data
        return Wanted(
            words=values.get("q", ""), table=values.get("table"), hat=values.get("hat"),
            state=values.get("state", ""),
        )  # fmt: skip
