"""Choosing organisations of the directory for a series."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.forms import PlainForm, TextField
from vlaggenlijn.dialogue.addressees import (
    Chosen,
    kinds_among,
    municipalities_among,
    within_reach,
)
from vlaggenlijn.dialogue.models import Series
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.places.provinces import NAMES, province_of
from vlaggenlijn.taxonomy.models import Concept

BY_PROVINCE = "province"
BY = (("municipality", lazy("municipalities")), (BY_PROVINCE, lazy("provinces")))


class ChoiceForm(PlainForm):
    """Which organisations: by kind, province, municipality, network and name.

    Only what occurs among the organisations that this person sees is offered.
    """

    sectors = forms.ModelMultipleChoiceField(
        label=lazy("Which kind of organisation?"), queryset=Concept.objects.none(),
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    provinces = forms.MultipleChoiceField(
        label=lazy("In which province?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    municipalities = forms.ModelMultipleChoiceField(
        label=lazy("Or in which municipality?"), queryset=Municipality.objects.none(),
        widget=forms.CheckboxSelectMultiple, required=False,
    )  # fmt: skip
    networks = forms.ModelMultipleChoiceField(
        label=lazy("From which network?"), queryset=LocalNetwork.objects.none(),
        widget=forms.CheckboxSelectMultiple, required=False,
        help_text=lazy("Nothing ticked is the network of this series."),
    )  # fmt: skip
    words = TextField(label=lazy("With this word in the name"), required=False, max_length=100)
    by = forms.ChoiceField(
        label=lazy("What are the regions on the board?"), choices=BY, widget=forms.RadioSelect,
        required=False, initial=BY[0][0],
        help_text=lazy("The board of the series tells by region who is missing."),
    )  # fmt: skip

    def __init__(self, data: Any, *, user: Any, series: Series) -> None:
        super().__init__(data)
        fields: Any = self.fields
        networks = LocalNetwork.objects.for_user(user).order_by("name", "slug")
        seen = within_reach(user, networks)
        fields["sectors"].queryset = kinds_among(seen)
        places = municipalities_among(seen)
        fields["municipalities"].queryset = places
        there = {province_of(place) for place in places}
        offered = [(key, name) for key, name in NAMES.items() if key in there]
        fields["provinces"].choices = offered
        fields["networks"].queryset = networks
        if len(networks) < 2:
            del fields["networks"]

    def chosen(self) -> Chosen:
        """Return what was asked for; only of a valid form."""
        values = self.cleaned_data
        return Chosen(
            networks=list(values.get("networks", [])),
            sectors=list(values["sectors"]),
            provinces=values["provinces"],
            municipalities=list(values["municipalities"]),
            words=values["words"],
            by_province=values["by"] == BY_PROVINCE,
        )

    def as_pairs(self) -> Iterator[tuple[str, str]]:
        """Yield what was filled in, to be sent once more with the button that does it."""
        for name in self.fields:
            for value in self.data.getlist(name):  # type: ignore[attr-defined]
                yield name, value
