"""The form of a need, and the short vote."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.forms import PlainForm, TextField, VersionedForm
from vlaggenlijn.needs.actions import COLUMNS
from vlaggenlijn.needs.models import SCHEMES, Need, Source, State
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy.models import Concept

WEIGHTS = [("0", lazy("no vote")), ("1", lazy("a little")), ("2", lazy("much")),
           ("3", lazy("very much"))]  # fmt: skip


class NeedForm(VersionedForm):
    """One sentence, what it is about, and what it rests on."""

    sentence = TextField(
        label=lazy("What do families lack?"),
        max_length=300,
        lines=2,
        help_text=lazy("One sentence. For example: fathers of teenagers have nowhere to talk."),
    )
    theme = forms.ModelChoiceField(
        label=lazy("Topic"),
        queryset=Concept.objects.none(),
        required=False,
        empty_label=lazy("any topic"),
    )
    function = forms.ModelChoiceField(
        label=lazy("What kind of support?"),
        queryset=Concept.objects.none(),
        required=False,
        empty_label=lazy("any kind"),
    )
    target_group = forms.ModelChoiceField(
        label=lazy("For whom?"),
        queryset=Concept.objects.none(),
        required=False,
        empty_label=lazy("everybody"),
    )
    age_band = forms.ModelChoiceField(
        label=lazy("Age of the child"),
        queryset=Concept.objects.none(),
        required=False,
        empty_label=lazy("every age"),
    )
    municipality = forms.ModelChoiceField(
        label=lazy("Where?"),
        queryset=Municipality.objects.none(),
        required=False,
        empty_label=lazy("the whole network"),
    )
    source = forms.ChoiceField(
        label=lazy("What does it rest on?"), choices=Source.choices, initial=Source.OBSERVATION
    )
    evidence = TextField(
        label=lazy("Where does that stand?"),
        max_length=300,
        required=False,
        help_text=lazy("A report, a page, a figure with its year. No names of families."),
    )
    state = forms.ChoiceField(label=lazy("State"), choices=State.choices, initial=State.OPEN)

    def __init__(self, *args: Any, network: LocalNetwork, **options: Any) -> None:
        super().__init__(*args, **options)
        concepts = Concept.objects.usable_in(network).with_names()
        for name, scheme in SCHEMES.items():
            self._offer(name, concepts.of_scheme(scheme))
        self._offer("municipality", network.municipalities.all())

    def _offer(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Return what goes into the record."""
        return {name: self.cleaned_data[name] for name in COLUMNS}


def need_initial(need: Need) -> dict[str, Any]:
    return {name: getattr(need, name) for name in (*COLUMNS, "version")}


def asked_initial(asked: Mapping[str, str]) -> dict[str, Any]:
    """Return what an address asks for: slugs of concepts, a NIS code, a source, texts.

    What is unknown is not asked for.
    """
    found: dict[str, Any] = {}
    for name, scheme in SCHEMES.items():
        slug = asked.get(name, "")
        if slug:
            found[name] = Concept.objects.of_scheme(scheme).named(slug)
    source = asked.get("source", "")
    if source in Source.values:
        found["source"] = source
    if Municipality.objects.current().with_nis([asked.get("municipality", "")]).exists():
        found["municipality"] = asked["municipality"]
    texts = {name: asked[name][:300] for name in ("sentence", "evidence") if asked.get(name)}
    return found | texts


class VoteForm(PlainForm):
    """One choice for each need."""

    def __init__(
        self, data: Any, *, needs: Iterable[Need], weights: Mapping[uuid.UUID, int]
    ) -> None:
        super().__init__(data)
        for need in needs:
            self.fields[str(need.pk)] = forms.TypedChoiceField(
                label=need.sentence,
                choices=WEIGHTS,
                coerce=int,
                initial=str(weights.get(need.pk, 0)),
                widget=forms.RadioSelect,
            )

    def weights(self) -> dict[uuid.UUID, int]:
        """Return {need id: 0 to 3}; 0 takes a vote back."""
        return {uuid.UUID(name): weight for name, weight in self.cleaned_data.items()}


class OwnSeriesForm(PlainForm):
    """A spreadsheet with figures of one's own, and what must stand beside them."""

    name = TextField(
        label=lazy("What is counted?"),
        max_length=150,
        required=False,
        help_text=lazy(
            "For example: families on the waiting list. Not needed when a column of the file is"
            " called so."
        ),
    )
    unit = TextField(
        label=lazy("Unit"), max_length=20, required=False, help_text=lazy("For example: % or euro.")
    )
    is_count = forms.BooleanField(
        label=lazy("These are numbers that may be added up when municipalities become one"),
        required=False,
    )
    source = TextField(
        label=lazy("Source"),
        max_length=200,
        help_text=lazy("Who counted it, and when. For example: Huis van het Kind, own count 2025."),
    )
    licence = TextField(
        label=lazy("Licence"),
        max_length=100,
        required=False,
        help_text=lazy("Only when others may use it as well. For example: CC BY 4.0."),
    )
    year = forms.IntegerField(
        label=lazy("Year"),
        required=False,
        min_value=1900,
        max_value=2099,
        help_text=lazy("Only when the file itself says no year."),
    )
    file = forms.FileField(
        label=lazy("Spreadsheet"),
        help_text=lazy(
            "xlsx, ods or csv, with a column for the municipality (name or NIS code), and a column"
            " for the year and the figure, or one for each year."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv"}),
        allow_empty_file=True,
    )

    def about(self) -> dict[str, Any]:
        """Return what stands beside the figures."""
        names = ("unit", "is_count", "source", "licence")
        return {name: self.cleaned_data[name] for name in names}
