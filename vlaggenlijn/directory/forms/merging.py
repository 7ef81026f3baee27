"""The form that makes two records one: for each difference left, right or both."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import Audited, snapshot
from vlaggenlijn.common.forms import PlainForm, VersionedForm
from vlaggenlijn.directory.actions.merging import COLUMNS, LISTS, Choices
from vlaggenlijn.directory.actions.merging_rows import BOTH, KEPT, OTHER
from vlaggenlijn.directory.history_words import IN_WORDS, Names, field_label, field_value, names_in
from vlaggenlijn.directory.models import LikelyPair, Organization, Service

FIRST, SECOND = "first", "second"
Record = Organization | Service
ROWS = {
    "phones": "phones",
    "identifiers": "identifiers",
    "hours": "schedules",
    "languages": "languages",
    "areas": "service_areas",
    "cost": "cost_options",
    "capacity": "capacities",
}


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the two says, as lines; and whether it says nothing."""

    lines: list[str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One row of the page; ``field`` is None where both say the same."""

    label: str
    first: Side
    second: Side
    field: Any


def list_label(name: str) -> str:
    labels = {
        "phones": _("phone"),
        "identifiers": _("numbers (KBO and others)"),
        "concepts": _("sector, themes and labels"),
        "hours": _("usual opening hours"),
        "languages": _("languages"),
        "areas": _("area served"),
        "cost": _("cost"),
        "capacity": _("places free"),
    }
    return labels[name]


class MergeForm(VersionedForm):
    """Choices between two records; its values are first and second, whichever stays."""

    other_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    keep = forms.ChoiceField(
        label=lazy("Which of the two stays?"), widget=forms.RadioSelect, choices=[]
    )

    def __init__(self, first: Record, second: Record, data: Any = None, **options: Any) -> None:
        self.records = {FIRST: first, SECOND: second}
        self.sides = {name: said(record) for name, record in self.records.items()}
        versions = {"version": first.version, "other_version": second.version}
        initial: dict[str, Any] = versions | {"keep": fuller(first, second)}
        super().__init__(data, initial=initial, **options)
        keep: Any = self.fields["keep"]
        keep.choices = [(name, record.name) for name, record in self.records.items()]
        for name in self.sides[FIRST]:
            if self.sides[FIRST][name] != self.sides[SECOND][name]:
                self.fields[name] = self._choice(name, initial["keep"])

    def _choice(self, name: str, keep: str) -> forms.ChoiceField:
        first, second = (self.sides[side][name] for side in (FIRST, SECOND))
        choices = [(FIRST, _("left")), (SECOND, _("right"))]
        is_list = name in LISTS[type(self.records[FIRST])]
        if is_list or name == "description":
            choices.append((BOTH, _("both")))
        initial = keep if first and second else FIRST if first else SECOND
        if is_list and name != "hours" and not self._clash(name):
            initial = BOTH
        field = forms.ChoiceField(
            label=self.label(name), choices=choices, widget=forms.RadioSelect, required=False
        )
        field.initial = initial
        return field

    def _clash(self, name: str) -> bool:
        """One body has one enterprise number: two are for a person to choose from."""
        return name == "identifiers" and all(self.sides[one][name] for one in (FIRST, SECOND))

    def label(self, name: str) -> str:
        model = type(self.records[FIRST])
        if name in LISTS[model]:
            return list_label(name).capitalize()
        return field_label(model._meta.label_lower, name).capitalize()

    def differences(self) -> list[Difference]:
        """Return a row for each thing of which one of the two says something."""
        rows = []
        for name, lines in self.sides[FIRST].items():
            other = self.sides[SECOND][name]
            if lines or other:
                field = self[name] if name in self.fields else None
                rows.append(Difference(self.label(name), Side(lines), Side(other), field))
        return rows

    def kept_and_other(self) -> tuple[Record, Record]:
        keep = self.cleaned_data["keep"]
        return self.records[keep], self.records[SECOND if keep == FIRST else FIRST]

    def versions(self) -> tuple[int, int]:
        """Return the versions that were shown, of the one that stays and of the other."""
        first = self.cleaned_data["version"] or 0
        shown = (first, self.cleaned_data["other_version"])
        return shown if self.cleaned_data["keep"] == FIRST else (shown[1], shown[0])

    def choices(self) -> Choices:
        model, keep = type(self.records[FIRST]), self.cleaned_data["keep"]
        chosen = {name: self._chosen(name) for name in self.fields if name in self.sides[FIRST]}
        other = SECOND if keep == FIRST else FIRST
        means = {keep: KEPT, other: OTHER, BOTH: BOTH}
        columns = {name: value for name, value in chosen.items() if name in COLUMNS[model]}
        return Choices(
            taken=frozenset(name for name, value in columns.items() if value == other),
            both=frozenset(name for name, value in columns.items() if value == BOTH),
            lists={name: means[chosen[name]] for name in chosen if name in LISTS[model]},
        )

    def _chosen(self, name: str) -> str:
        return self.cleaned_data[name] or str(self.fields[name].initial)


def fuller(first: Record, second: Record) -> str:
    """The record that says more stays by default; of two that say as much the older one."""
    filled = [sum(map(bool, said(one).values())) for one in (first, second)]
    if filled[0] != filled[1]:
        return FIRST if filled[0] > filled[1] else SECOND
    return FIRST if first.created_at <= second.created_at else SECOND


def said(record: Record) -> dict[str, list[str]]:
    """Return all that can be chosen of a record, in words by name; nothing is an empty list."""
    names = COLUMNS[type(record)]
    texts = {name: field_value(name, getattr(record, name), Names()) for name in names}
    found = {name: [text] if text else [] for name, text in texts.items()}
    return found | {name: _row_texts(record, name) for name in LISTS[type(record)]}


def _row_texts(record: Record, name: str) -> list[str]:
    relation = ROWS.get(name) or f"{record._meta.model_name}_concepts"
    rows: list[Audited] = list(getattr(record, relation).all())
    plain = [{key: _plain(value) for key, value in snapshot(row).items()} for row in rows]
    names = names_in(plain)
    in_words: list[Callable[..., str]] = [IN_WORDS[row._meta.label_lower] for row in rows]
    return sorted(word(row, names) for word, row in zip(in_words, plain, strict=True))


def _plain(value: Any) -> Any:
    """A value as a kept change holds it: ids, days and times are texts there."""
    return value if value is None or isinstance(value, (bool, int)) else str(value)


class DuplicateFilter(PlainForm):
    """A filter never fails: a value that is not offered counts as not given."""

    kind = forms.ChoiceField(
        label=lazy("What"),
        required=False,
        choices=[("", lazy("organisations and services")), *LikelyPair.Kind.choices],
    )
    state = forms.ChoiceField(
        label=lazy("State"), required=False, choices=[("", lazy("to look at")),
            *LikelyPair.State.choices[1:]],
    )  # fmt: skip

    def narrowed(self, pairs: Any) -> Any:
        """Return the pairs that were asked for; those to look at by default."""
        self.is_valid()
        pairs = pairs.in_state(self.cleaned_data.get("state") or LikelyPair.State.OPEN)
        kind = self.cleaned_data.get("kind")
        return pairs.of_kind(kind) if kind else pairs
