"""Forms of the page on which quotes get codes."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import PlainForm, TextField, VersionedForm
from vlaggenlijn.dialogue.comparing import Coders
from vlaggenlijn.dialogue.inbox import ALL, CODED, NOT_BY_ME, OPEN, Asked
from vlaggenlijn.dialogue.models import Code, Polarity, Series, Table

WHICH = (
    (OPEN, lazy("without a code")),
    (NOT_BY_ME, lazy("not yet coded by me")),
    (CODED, lazy("coded")),
    (ALL, lazy("every quote")),
)


class InboxFilter(PlainForm):
    """Which quotes to go through."""

    which = forms.ChoiceField(label=lazy("Show"), choices=WHICH, required=False)
    code = forms.ModelChoiceField(
        label=lazy("With the code"), queryset=Code.objects.none(), required=False,
        empty_label=lazy("any"),
    )  # fmt: skip
    q = TextField(label=lazy("Words"), required=False, max_length=100)

    def __init__(self, data: Any, *, series: Series) -> None:
        super().__init__(data)
        self.fields["code"].queryset = Code.objects.of_series(series).used().in_order()  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """Return what was asked for; what cannot be read is not asked."""
        self.is_valid()
        values = self.cleaned_data
        return Asked(values.get("which") or OPEN, values.get("code"), values.get("q", ""))


class MemoForm(VersionedForm):
    """A thought, and what it is about."""

    text = TextField(
        label=lazy("What do you think?"),
        max_length=5000,
        lines=4,
        help_text=lazy("Does this point to one family? Then write it so that nobody knows them."),
    )
    table = forms.ModelChoiceField(
        label=lazy("About which table?"), queryset=Table.objects.none(), required=False,
        empty_label=lazy("no table in particular"),
    )  # fmt: skip
    code = forms.ModelChoiceField(
        label=lazy("About which code?"), queryset=Code.objects.none(), required=False,
        empty_label=lazy("no code in particular"),
    )  # fmt: skip

    def __init__(self, data: Any, *, series: Series) -> None:
        super().__init__(data)
        fields: Any = self.fields
        fields["table"].queryset = Table.objects.of_series(series).in_order()
        fields["code"].queryset = Code.objects.of_series(series).used().in_order()


class CodingForm(VersionedForm):
    """The codes of one quote, on which side they stand, and a memo."""

    quote = forms.UUIDField(widget=forms.HiddenInput)
    codes = forms.ModelMultipleChoiceField(
        label=lazy("What is it about?"),
        queryset=Code.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    polarity = forms.ChoiceField(
        label=lazy("Which side?"),
        choices=[*Polarity.choices, ("", lazy("neither"))],
        required=False,
        widget=forms.RadioSelect,
    )
    memo = TextField(
        label=lazy("Memo"),
        lines=2,
        max_length=2000,
        required=False,
        help_text=lazy("A thought of yours. It goes when the quote is withdrawn."),
    )

    def __init__(self, data: Any, *, series: Series, quote: uuid.UUID | None = None) -> None:
        super().__init__(data, initial={"quote": quote})
        self.offered = list(Code.objects.of_series(series).offered().used_first())
        field: Any = self.fields["codes"]
        field.queryset = Code.objects.of_series(series).offered()
        field.error_messages["required"] = lazy("Choose at least one code, or skip this quote.")

    def choices(self) -> list[tuple[Code, bool]]:
        """Return (code, whether it is ticked): those that were used first."""
        ticked = self.data.getlist("codes") if self.is_bound else ()  # type: ignore[attr-defined]
        return [(code, str(code.pk) in ticked) for code in self.offered]


class CodeForm(VersionedForm):
    """A code and what belongs under it."""

    name = TextField(label=lazy("Name of the code"), max_length=150)
    description = TextField(
        label=lazy("What belongs here?"), max_length=1000, lines=2, required=False
    )


class MergeForm(VersionedForm):
    """Into which other code one goes."""

    into = forms.ModelChoiceField(
        label=lazy("Into which code?"), queryset=Code.objects.none(), empty_label=lazy("choose one")
    )

    def __init__(self, data: Any, *, code: Code) -> None:
        super().__init__(data)
        others = Code.objects.of_series(code.series).without(code).offered().used_first()
        self.fields["into"].queryset = others  # type: ignore[attr-defined]


class SplitForm(VersionedForm):
    """The name of the new code; which codings go there is ticked beside it."""

    name = TextField(label=lazy("Name of the new code"), max_length=150)


class AgreementForm(PlainForm):
    """Which two coders to set side by side."""

    first = forms.ChoiceField(label=lazy("One coder"), required=False)
    second = forms.ChoiceField(label=lazy("The other coder"), required=False)

    def __init__(self, data: Any, *, coders: Coders) -> None:
        best = coders.most_together() or ("", "")
        super().__init__(data if data else None, initial=dict(zip(self.names(), best, strict=True)))
        self.coders, self.best = coders, best
        for name in self.names():
            self.fields[name].choices = list(coders.names.items())  # type: ignore[attr-defined]

    @staticmethod
    def names() -> tuple[str, str]:
        return "first", "second"

    def pair(self) -> tuple[str, str] | None:
        """Return two different coders: those asked for, else who coded most together."""
        asked = self.best
        if self.is_bound and self.is_valid():
            asked = (self.cleaned_data["first"], self.cleaned_data["second"])
        return asked if all(asked) and asked[0] != asked[1] else None
