"""Forms by which a picture comes in: the file, its words, who made it, and that it may be used."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import TextField, VersionedForm
from vlaggenlijn.common.pictures import MESSAGES, MOST_BYTES, UnusablePicture, small_png
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.week.models import Campaign, CampaignPicture

Kind = CampaignPicture.Kind
WIDTH, HEIGHT = 1200, 900


class ThemeImageForm(VersionedForm):
    """The image of the theme, for the poster and for pictures."""

    KIND: str = Kind.THEME

    picture = forms.FileField(
        label=lazy("Picture"),
        help_text=lazy("PNG, JPEG or WebP, at most 1 MB. We make it as small as the page needs."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        allow_empty_file=True,
    )
    alt = TextField(
        label=lazy("What is to be seen on it?"), max_length=200,
        help_text=lazy("One sentence for who does not see it."),
    )  # fmt: skip
    maker = TextField(label=lazy("Who made it?"), max_length=120)
    rights = TextField(
        label=lazy("Why may we use it?"), max_length=200,
        help_text=lazy("For example: made by ourselves, with leave by mail of 3 May, CC BY 4.0."),
    )  # fmt: skip

    def __init__(self, *args: Any, campaign: Campaign, **options: Any) -> None:
        super().__init__(*args, **options)
        self.campaign = campaign

    def clean_picture(self) -> bytes:
        try:
            content = self.cleaned_data["picture"].read(MOST_BYTES + 1)
            return small_png(content, most_width=WIDTH, most_height=HEIGHT)
        except UnusablePicture as refused:
            raise forms.ValidationError(_(MESSAGES[refused.code])) from None

    def values(self) -> dict[str, Any]:
        """Return what goes into the columns."""
        data = self.cleaned_data
        kept = {name: data[name] for name in ("alt", "maker", "rights")}
        return kept | {"kind": self.KIND, "municipality": data.get("municipality")}


class BuntingPhotoForm(ThemeImageForm):
    """A photo of the bunting. Who sends it says that no child can be recognised."""

    KIND = Kind.BUNTING

    municipality = forms.ModelChoiceField(
        label=lazy("Municipality"), queryset=Municipality.objects.none(), required=False
    )
    consent = forms.BooleanField(
        label=lazy(
            "No child can be recognised on it, or its parents said yes in writing; and every adult"
            " who can be recognised agrees."
        ),
    )

    def __init__(self, *args: Any, campaign: Campaign, **options: Any) -> None:
        super().__init__(*args, campaign=campaign, **options)
        places = campaign.network.municipalities.all()
        self.fields["municipality"].queryset = places  # type: ignore[attr-defined]
