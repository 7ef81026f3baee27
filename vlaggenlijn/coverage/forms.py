"""The forms: what is supposed, the story of a proposal that is kept, travel times and areas."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import PlainForm, TextField, VersionedForm
from vlaggenlijn.coverage.area_importing import SENT_MEGABYTES, AboutAreas
from vlaggenlijn.coverage.gathering import BANDS, Ground
from vlaggenlijn.coverage.models import Deed, Means
from vlaggenlijn.coverage.overview import band_label, home_label
from vlaggenlijn.coverage.travel_importing import About

FIELDS = {
    Deed.OPENS: ("functie", "groep", "leeftijd", "plaats", "capaciteit"),
    Deed.STOPS: ("dienst",),
    Deed.MOVES: ("dienst", "plaats"),
    Deed.WIDENS: ("dienst", "groep", "leeftijd", "capaciteit"),
}


class SupposeForm(PlainForm):
    """What is supposed; read from an address, so its names are those of addresses."""

    dienst = forms.ChoiceField(label=lazy("Which service?"))
    functie = forms.ChoiceField(label=lazy("What kind of support?"))
    groep = forms.ChoiceField(label=lazy("For whom?"))
    leeftijd = forms.MultipleChoiceField(
        label=lazy("Age of the child"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=lazy("Nothing ticked means every age."),
    )
    plaats = forms.ChoiceField(
        label=lazy("In which neighbourhood?"),
        help_text=lazy("We reckon from the middle of the neighbourhood."),
    )
    capaciteit = forms.IntegerField(
        label=lazy("For how many children is there room?"),
        required=False,
        min_value=0,
        max_value=100_000,
        help_text=lazy("Leave it open when you do not know."),
    )

    def __init__(self, data: Any, *, ground: Ground, deed: Deed) -> None:
        super().__init__(data)
        self.deed = deed
        for name in set(self.fields) - set(FIELDS[deed]):
            del self.fields[name]
        inside = [one for one, own in zip(ground.homes, ground.demand.inside, strict=True) if own]
        self._offer("plaats", sorted(((one.code, home_label(one)) for one in inside), key=_label))
        self._offer("functie", [(one.slug, one.label) for one in ground.functions])
        self._offer("groep", [(one.slug, one.label) for one in ground.groups])
        self._offer("leeftijd", [(band, band_label(at)) for at, band in enumerate(BANDS)])
        services = [
            (str(one.pk), f"{one.name} ({one.organization.name})") for one in ground.services
        ]
        self._offer("dienst", sorted(services, key=_label))
        if deed == Deed.WIDENS:
            self._widening()

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        if name in self.fields:
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _widening(self) -> None:
        group, ages = self.fields["groep"], self.fields["leeftijd"]
        group.required, group.label = False, _("For whom too?")
        group.choices = [("", _("as it is")), *group.choices]  # type: ignore[attr-defined]
        ages.label, ages.help_text = _("For which ages too?"), _("Nothing ticked: as it is.")

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        wider = [told.get("groep"), told.get("leeftijd"), told.get("capaciteit") is not None]
        if self.deed == Deed.WIDENS and not self.errors and not any(wider):
            raise forms.ValidationError(_("Say what becomes wider: for whom, ages, or room."))
        return told

    def asked(self) -> dict[str, Any]:
        """Return what is supposed, for ``supposing.read_supposed`` and to be kept."""
        return {"daad": self.deed.value} | self.cleaned_data


def _label(choice: tuple[str, Any]) -> str:
    return str(choice[1]).casefold()


class StoryForm(VersionedForm):
    """What makes a supposition a proposal to talk about."""

    title = TextField(label=lazy("The proposal in one sentence"), max_length=150)
    story = TextField(
        label=lazy("The story behind it"),
        max_length=2000,
        lines=5,
        required=False,
        help_text=lazy(
            "Why here, why now, with whom? Whoever gets the link reads it too, so no names of"
            " families."
        ),
    )

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "story")}


class TravelForm(PlainForm):
    """A spreadsheet with travel times, and what must stand beside them."""

    means = forms.ChoiceField(label=lazy("Travelled how?"), choices=Means.choices)
    source = TextField(
        label=lazy("Source"),
        max_length=200,
        help_text=lazy("Who reckoned it, and with what. For example: the town, r5r with De Lijn."),
    )
    year = forms.IntegerField(
        label=lazy("Of which year are the times?"), min_value=1990, max_value=2099
    )
    file = forms.FileField(
        label=lazy("Spreadsheet"),
        help_text=lazy(
            "xlsx, ods or csv with three columns: from, to, minutes. From: the code of a"
            " neighbourhood or the NIS code of a municipality. To: the same, or the code of a place"
            " or a service. What is not in it stays unknown."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv"}),
        allow_empty_file=True,
    )

    def about(self) -> About:
        """Return what stands beside the times."""
        sent = self.cleaned_data
        return About(sent["means"], sent["source"], sent["year"], sent["file"].name[:150])


class LinksForm(PlainForm):
    """A table that says which code became which."""

    file = forms.FileField(
        label=lazy("Table of links"),
        help_text=lazy(
            "xlsx, ods or csv with two columns: from, to. Where a code was split, a third: share."
            " A code that is not in it stays as it is."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv"}),
        allow_empty_file=True,
    )


class AreasForm(PlainForm):
    """A GeoJSON with areas, and what must stand beside them."""

    source = TextField(
        label=lazy("Source"),
        max_length=200,
        help_text=lazy("Who drew the areas, and the licence. For example: the town, CC BY 4.0."),
    )
    year = forms.IntegerField(
        label=lazy("Of which year are the areas?"), min_value=1990, max_value=2099
    )
    file = forms.FileField(
        label=lazy("GeoJSON"),
        help_text=format_lazy(
            lazy(
                "At most {size} MB, in degrees (WGS 84). Per area: “code”, “name”, “nis” (the"
                " municipality) and “inhabitants”. “0-2”, “3-5”, “6-11” and “12-17” may tell the"
                " children; else they are estimated. Without inhabitants only outlines come in."
            ),
            size=SENT_MEGABYTES,
        ),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json"}),
        allow_empty_file=True,
    )

    def clean_file(self) -> UploadedFile:
        sent: UploadedFile = self.cleaned_data["file"]
        if (sent.size or 0) > SENT_MEGABYTES * 1_000_000:
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB. Leave out the areas of other towns.")
                % {"limit": SENT_MEGABYTES}
            )
        return sent

    def about(self) -> AboutAreas:
        """Return what stands beside the areas."""
        sent = self.cleaned_data
        return AboutAreas(sent["source"], sent["year"], sent["file"].name[:150])
