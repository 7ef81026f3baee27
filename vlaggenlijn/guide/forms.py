"""The question as it is typed. No answer is refused: what cannot be read is said, and we go on."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.remembering import Remembered
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.cards import language_name
from vlaggenlijn.guide import filters
from vlaggenlijn.guide.filters import Wish
from vlaggenlijn.guide.wishes import tick_labels
from vlaggenlijn.taxonomy.models import Concept
from vlaggenlijn.taxonomy.words import LONGEST_TEXT

# What families in Flanders and Brussels speak most; staff also choose what their offers speak.
LANGUAGES = (
    *("nl", "fr", "en", "tr", "ar"),
    *("bg", "de", "es", "fa", "it", "pl", "ps", "pt", "ro", "ru", "so", "sq", "ti", "uk", "ur"),
)
NOBODYS_GROUPS = (filters.FOR_ALL, "professionals")
MOST_SCHEMES = 50
Choices = list[tuple[str, Any]]

_choices: Remembered[tuple[Any, ...], Choices] = Remembered(MOST_SCHEMES)


class QuestionForm(forms.Form):
    q = forms.CharField(
        label=_("What is going on?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_TEXT, "autocomplete": "off"}),
    )
    place = forms.CharField(
        label=_("Where do you live?"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "maxlength": 100}),
        help_text=_("Post code or place"),
    )
    age = forms.CharField(
        label=_("How old is your child?"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "maxlength": 40}),
        help_text=_("For example: 3, or 8 months"),
    )
    theme = forms.SlugField(required=False, widget=forms.HiddenInput())
    who = forms.SlugField(required=False, widget=forms.HiddenInput())


class TolerantChoice(forms.ChoiceField):
    """One of some choices; what is not offered counts as not given."""

    def clean(self, value: Any) -> str:
        text = str(value or "")
        return text if self.valid_value(text) else ""


class TolerantChoices(forms.MultipleChoiceField):
    """Some of some choices; what is not offered counts as not given."""

    def clean(self, value: Any) -> list[str]:
        return [str(one) for one in value or () if self.valid_value(str(one))]


class FilterForm(forms.Form):
    """What somebody wishes besides. ``belongs_to`` is the id of the form that sends it along."""

    group = TolerantChoice(label=_("Especially for"), required=False)
    language = TolerantChoice(label=_("Language"), required=False)
    wish = TolerantChoices(label=_("Only"), required=False, widget=forms.CheckboxSelectMultiple())
    ticks: tuple[str, ...] = filters.TICKS

    def __init__(
        self, data: Any = None, *, belongs_to: str = "", network: LocalNetwork | None = None
    ) -> None:
        super().__init__(data if data is not None else {}, label_suffix="")
        labels = tick_labels()
        self._offer("wish", [(kind, labels[kind]) for kind in self.ticks])
        self._offer("group", [("", _("everybody")), *concepts(filters.GROUP, network)])
        self._offer("language", [("", _("any language")), *languages(LANGUAGES)])
        if belongs_to:
            for field in self.fields.values():
                field.widget.attrs["form"] = belongs_to

    def _offer(self, name: str, choices: Choices) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def wishes(self) -> tuple[Wish, ...]:
        """Return what is wished, in the order of the form."""
        self.is_valid()
        values = self.cleaned_data
        chosen = [Wish(kind) for kind in self.ticks if kind in values["wish"]]
        if values["language"]:
            chosen.insert(0, self._spoken(values))
        return (*self._concept_wishes(values), *chosen)

    def _spoken(self, values: dict[str, Any]) -> Wish:
        return Wish(filters.LANGUAGE, values["language"])

    def _concept_wishes(self, values: dict[str, Any]) -> list[Wish]:
        return [Wish(filters.GROUP, values["group"])] if values["group"] else []

    def sent(self) -> list[tuple[str, str]]:
        """Return what another form on the page has to send along: names and values."""
        self.is_valid()
        found: list[tuple[str, str]] = []
        for name, value in self.cleaned_data.items():
            values = value if isinstance(value, list) else [value]
            found += [(name, str(one)) for one in values if one]
        return found


def concepts(scheme: str, network: LocalNetwork | None) -> Choices:
    """Return the concepts of a scheme as choices; those that are no group of parents left out."""
    key = (scheme, spoken(), network.pk if network else None)
    return _choices.one(key, lambda: _concepts(scheme, network))


def _concepts(scheme: str, network: LocalNetwork | None) -> Choices:
    found = Concept.objects.of_scheme(scheme).seen_in(network).with_names()
    return [(one.slug, one.label) for one in found if one.slug not in NOBODYS_GROUPS]


def languages(codes: Iterable[str]) -> Choices:
    return [(code, language_name(code)) for code in codes]
