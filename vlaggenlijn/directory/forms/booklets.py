"""What a printed guide is about; every choice is one of the networks that a person sees."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.forms import PlainForm, TextField
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.directory.forms.fields import with_names
from vlaggenlijn.directory.models import Service
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy.models import Concept

MOST_SERVICES = 1_000
ORDINARY, LARGE = "ordinary", "large"
NOT_OFFERED = {"invalid_choice": lazy("This is not in the list any more. Choose again.")}


class BookletForm(PlainForm):
    network = forms.ChoiceField(
        label=lazy("Network"),
        error_messages=NOT_OFFERED,
        help_text=lazy("Its name and contact stand on the cover."),
    )
    municipality = forms.ChoiceField(
        label=lazy("Municipality"), required=False, error_messages=NOT_OFFERED
    )
    group = forms.TypedChoiceField(
        label=lazy("For whom"),
        required=False,
        coerce=UUID,
        empty_value=None,
        error_messages=NOT_OFFERED,
    )
    theme = forms.TypedChoiceField(
        label=lazy("Theme"),
        required=False,
        coerce=UUID,
        empty_value=None,
        error_messages=NOT_OFFERED,
    )
    title = TextField(
        label=lazy("Title on the cover"),
        required=False,
        max_length=80,
        help_text=lazy("Leave it empty and the title says what you chose."),
    )
    letter = forms.ChoiceField(
        label=lazy("Letters"),
        choices=[(ORDINARY, lazy("ordinary")), (LARGE, lazy("large, for who sees less well"))],
        initial=ORDINARY,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, user: Any) -> None:
        super().__init__(data)
        networks = LocalNetwork.objects.for_user(user).with_area().order_by("name", "slug")
        self.networks = {one.slug: one for one in networks}
        towns = {
            area.municipality_id: area.municipality
            for one in self.networks.values()
            for area in one.areas.all()
        }
        self.towns: dict[str, Municipality] = towns
        named = [(nis, one.label(spoken())) for nis, one in towns.items()]
        self._offer("network", [(slug, one.name) for slug, one in self.networks.items()])
        self._offer("municipality", [("", _("the whole network")), *_by_name(named)])
        self._offer("group", [("", _("everybody")), *_concepts("target-groups", user)])
        self._offer("theme", [("", _("all themes")), *_concepts("themes", user)])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        if self.errors:
            return typed
        self.ids = self._found()
        if not self.ids:
            self.add_error(None, _("No offer fits all of this. Choose less narrowly."))
        elif len(self.ids) > MOST_SERVICES:
            too_many = _("More than %(most)s offers fit: too many for one booklet. Choose a theme.")
            self.add_error(None, too_many % {"most": MOST_SERVICES})
        return typed

    def _found(self) -> list[UUID]:
        """The published services that were asked for, one more than a booklet holds at most."""
        typed = self.cleaned_data
        services = Service.objects.published().for_network(self.networks[typed["network"]])
        if nis := typed["municipality"]:
            services = services.reaching(nis, [], self.towns[nis].region)
        for concept in filter(None, (typed["group"], typed["theme"])):
            services = services.about(concept)
        rows = services.order_by("name", "pk").values_list("pk", "name")
        return [pk for pk, _name in rows[: MOST_SERVICES + 1]]

    def asked(self) -> dict[str, Any]:
        """What the action wants to know."""
        typed = self.cleaned_data
        network = self.networks[typed["network"]]
        return {
            "network": network,
            "title": typed["title"] or self._title(network),
            "ids": self.ids,
            "is_large": typed["letter"] == LARGE,
        }

    def _title(self, network: LocalNetwork) -> str:
        parts = [
            dict(self.fields[name].choices)[str(self.cleaned_data[name])]  # type: ignore[attr-defined]
            for name in ("theme", "group", "municipality")
            if self.cleaned_data[name]
        ]
        return ", ".join([_("Support for parents"), *(parts or [network.name])])[:120]


def _concepts(scheme: str, user: Any) -> list[tuple[str, str]]:
    concepts = with_names(Concept.objects.of_scheme(scheme).seen_by(user))
    return _by_name([(str(one.pk), one.label) for one in concepts])


def _by_name(named: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted(named, key=lambda pair: pair[1].casefold())
