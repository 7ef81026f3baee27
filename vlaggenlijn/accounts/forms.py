"""The network's own page and its people."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.http.request import validate_host
from django.utils.translation import gettext_lazy as _

from vlaggenlijn.accounts.areas import municipalities_like
from vlaggenlijn.accounts.languages import EXTRA_LANGUAGES
from vlaggenlijn.accounts.models import FormOfAddress, LocalNetwork
from vlaggenlijn.common.forms import PersonNameField, TextField, VersionedForm
from vlaggenlijn.common.phones import dialled
from vlaggenlijn.common.pictures import MESSAGES, MOST_BYTES, UnusablePicture, small_png
from vlaggenlijn.places.models import Municipality

HOST = re.compile(
    r"(?=.{1,150}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
)
RESERVED_SLUGS = {"nieuw"}  # the address of the page that adds a network


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

    keeps_words = forms.BooleanField(
        label=_("Keep single words of questions without an answer, for 30 days"),
        required=False,
        help_text=_(
            "Only known words, each by itself, and shown from five questions on. Never names,"
            " places, numbers or anything of a question in a crisis. The page about privacy then"
            " says so."
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


class ContactForm(VersionedForm):
    """The one person to turn to and how you speak to parents: what a network fills in first."""

    contact_name = TextField(label=_("Contact person"), max_length=150)
    contact_role = TextField(label=_("What does this person do?"), max_length=150, required=False)
    contact_phone = TextField(
        label=_("Phone"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    contact_email = forms.EmailField(label=_("E-mail"), max_length=254, required=False)
    contact_hours = TextField(
        label=_("When to reach them"),
        max_length=150,
        required=False,
        help_text=_("For example: every working day from 9 to 12."),
    )
    contact_address = TextField(label=_("Address"), max_length=200, required=False)
    form_of_address = forms.ChoiceField(
        label=_("How do you speak to parents?"),
        choices=FormOfAddress.choices,
        widget=forms.RadioSelect,
    )

    def clean_contact_phone(self) -> str:
        text = str(self.cleaned_data["contact_phone"])
        if not dialled(text):
            raise forms.ValidationError(
                _("We cannot dial this number. Write one number, for example 09 123 45 67 or 1712.")
            )
        return text

    def values(self) -> dict[str, Any]:
        """Return what goes into the record."""
        hidden = ("version", "idempotency_key")
        return {name: value for name, value in self.cleaned_data.items() if name not in hidden}


class HostForm(VersionedForm):
    """The host name under which visitors see a network; only an administrator sets it."""

    host = TextField(
        label=_("Host name"),
        max_length=150,
        required=False,
        help_text=_("For example huisvanhetkind.example.be, without https://. Or leave it empty."),
    )

    def values(self) -> dict[str, Any]:
        """Return what goes into the record."""
        return {"host": self.cleaned_data["host"]}

    def __init__(self, *args: Any, network: LocalNetwork, **options: Any) -> None:
        self.network = network
        super().__init__(*args, **options)

    def clean_host(self) -> str:
        host = str(self.cleaned_data["host"]).lower().rstrip(".")
        if not host:
            return ""
        if not HOST.fullmatch(host):
            raise forms.ValidationError(_("This is not a host name. Write it as info.example.be."))
        if LocalNetwork.objects.of_others(self.network).for_host(host):
            raise forms.ValidationError(_("Another network has this host name."))
        if not validate_host(host, settings.ALLOWED_HOSTS):
            raise forms.ValidationError(
                _(
                    "This server does not answer to that name yet. Ask whoever runs it to add the"
                    " name to VLAGGENLIJN_HOSTS first."
                )
            )
        return host


class AddNetworkForm(VersionedForm):
    """A new network: its name, the last part of its address, its area, its first coordinator."""

    name = TextField(label=_("Name of the network"), max_length=150)
    slug = forms.SlugField(
        label=_("Short name in addresses"),
        max_length=50,
        help_text=_("Small letters, digits and dashes, for example mechelen."),
        error_messages={"invalid": _("Use only small letters, digits and dashes.")},
    )
    municipalities = TextField(
        label=_("Municipalities"),
        lines=3,
        max_length=2000,
        help_text=_(
            "Names or post codes, with commas between them. Brussels is all nineteen; the city"
            " alone is 1000."
        ),
    )
    coordinator = forms.EmailField(label=_("E-mail of the first coordinator"), max_length=254)
    coordinator_name = PersonNameField(
        label=_("Name of the first coordinator"), max_length=150, required=False
    )

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"]).lower()
        if slug in RESERVED_SLUGS or LocalNetwork.objects.with_slug(slug):
            raise forms.ValidationError(_("This short name is taken. Choose another one."))
        return slug

    def clean_municipalities(self) -> list[Municipality]:
        typed = re.split(r"[,;\n]", str(self.cleaned_data["municipalities"]))
        found: dict[str, Municipality] = {}
        for text in filter(None, map(str.strip, typed)):
            found |= {one.nis: one for one in _meant(text)}
        return list(found.values())


def _meant(text: str) -> list[Municipality]:
    """Return the municipality that was meant, a region's own ones, or say what is not clear."""
    choice = municipalities_like(text)
    if len(choice.found) == 1 or choice.is_region:
        return choice.found
    if choice.found:
        names = ", ".join(str(one) for one in choice.found)
        raise forms.ValidationError(
            _("“%(text)s” can be more than one: %(names)s. Write which.")
            % {"text": text[:40], "names": names}
        )
    raise forms.ValidationError(
        _("We know no municipality “%(text)s” in Flanders or Brussels.") % {"text": text[:40]}
    )
