"""The network's own page and its people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.languages import EXTRA_LANGUAGES
from vlaggenlijn.accounts.models import FormOfAddress, Role
from vlaggenlijn.common.forms import TextField, VersionedForm
from vlaggenlijn.common.pictures import MESSAGES, MOST_BYTES, UnusablePicture, small_png


class NetworkForm(VersionedForm):
    name = TextField(label=_("Name of the network"), max_length=150)
    form_of_address = forms.ChoiceField(
        label=_("How do you speak to parents?"),
        choices=FormOfAddress.choices,
        widget=forms.RadioSelect,
    )
    accent = forms.RegexField(
        r"^#[0-9a-fA-F]{6}$",
        strip=True,
        label=_("Colour"),
        widget=forms.TextInput(attrs={"type": "color"}),
        error_messages={"invalid": _("Write a colour as # and six digits, for example #1f5c4d.")},
        help_text=_("We make it darker or lighter where that reads better."),
    )
    contact_name = TextField(label=_("Contact person"), max_length=150, required=False)
    contact_role = TextField(label=_("What does this person do?"), max_length=150, required=False)
    contact_phone = TextField(label=_("Phone"), max_length=40, required=False)
    contact_email = forms.EmailField(label=_("E-mail"), required=False)
    contact_hours = TextField(label=_("When to reach them"), max_length=150, required=False)
    contact_address = TextField(label=_("Address"), max_length=200, required=False)
    privacy_contact = forms.EmailField(label=_("E-mail for privacy questions"), required=False)
    accessibility_note = TextField(
        label=_("Accessibility: what does not work yet, and what can a visitor do instead?"),
        lines=4,
        max_length=2000,
        required=False,
    )

    extra_languages = forms.MultipleChoiceField(
        label=_("More languages for translations"),
        choices=list(EXTRA_LANGUAGES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_(
            "For the texts of your offer, beside French, English, Turkish and Arabic. The rest of"
            " the page stays in Dutch."
        ),
    )

    def clean_accent(self) -> str:
        return str(self.cleaned_data["accent"]).lower()

    def values(self) -> dict[str, Any]:
        """Return what goes into the record."""
        hidden = ("version", "idempotency_key")
        return {name: value for name, value in self.cleaned_data.items() if name not in hidden}


class LogoForm(VersionedForm):
    """A picture goes in and comes out as a small PNG; or the tick takes the logo away."""

    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("PNG, JPEG or WebP, at most 1 MB. We make it as small as the page needs."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        required=False,
        allow_empty_file=True,
    )
    remove = forms.BooleanField(label=_("Show no logo any more"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        # It stands on one page with the form above, which has these ids already.
        options.setdefault("auto_id", "logo_%s")
        super().__init__(*args, **options)

    def clean_picture(self) -> bytes | None:
        upload = self.cleaned_data["picture"]
        if upload is None:
            return None
        try:
            return small_png(upload.read(MOST_BYTES + 1))
        except UnusablePicture as refused:
            raise forms.ValidationError(_(MESSAGES[refused.code])) from None

    def clean(self) -> dict[str, Any]:
        if not self.has_error("picture"):
            is_new, is_gone = bool(self.cleaned_data["picture"]), self.cleaned_data["remove"]
            if is_new and is_gone:
                self.add_error("picture", _("Choose a new picture or no logo, not both."))
            if not is_new and not is_gone:
                self.add_error("picture", _("Choose a picture first, then save."))
        return self.cleaned_data


class MemberForm(VersionedForm):
    email = forms.EmailField(
        label=_("E-mail"), help_text=_("They sign in with a code that we send to this address.")
    )
    name = TextField(label=_("Name"), max_length=150, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
