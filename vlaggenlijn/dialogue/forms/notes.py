"""The plain form of the note taker, for a browser without a script."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import PlainForm, TextField
from vlaggenlijn.dialogue.models import Hat, Participant, Table

LONGEST = 20_000


class SeatChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.pseudonym)


class QuoteForm(PlainForm):
    """One quote: under which hat, by whom, word for word or not."""

    hat = forms.ModelChoiceField(
        label=lazy("Hat"), queryset=Hat.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    speaker = SeatChoice(
        label=lazy("Who says it?"), queryset=Participant.objects.none(), required=False,
        empty_label=lazy("not said"),
    )  # fmt: skip
    text = TextField(label=lazy("What is said?"), max_length=LONGEST, lines=3)
    is_verbatim = forms.BooleanField(label=lazy("word for word"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, data: Any, *, table: Table, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        seats = Participant.objects.at_table(table).seated().noted()
        self.fields["hat"].queryset = Hat.objects.of_series(table.series)  # type: ignore[attr-defined]
        self.fields["speaker"].queryset = seats  # type: ignore[attr-defined]
