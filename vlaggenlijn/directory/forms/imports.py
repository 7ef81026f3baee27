"""The forms of an import: the file, and which column holds what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.forms import PlainForm
from vlaggenlijn.common.spreadsheets import LIMITS, MESSAGES
from vlaggenlijn.common.spreadsheets_table import MEGABYTE
from vlaggenlijn.directory.importing_kinds import chosen_by_hand

ORGANIZATIONS = "organizations"
ACCEPTED = ".csv,.tsv,.txt,.xlsx,.ods"


class SpreadsheetForm(PlainForm):
    """A file, and the network it is for when a person runs several."""

    what = forms.ChoiceField(
        label=lazy("What is in the list?"),
        choices=[(ORGANIZATIONS, lazy("Organisations")), ("services", lazy("Offer"))],
        initial=ORGANIZATIONS,
        required=False,
        widget=forms.RadioSelect,
    )
    network = forms.ChoiceField(label=lazy("Into which network?"))
    file = forms.FileField(
        label=lazy("Spreadsheet"),
        help_text=lazy("An Excel workbook (.xlsx), an OpenDocument spreadsheet (.ods) or a CSV"
                       " file; at most 5 MB and 20,000 rows."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={"empty": lazy("The file is empty. Choose a file with column names and"
                                      " rows.")},
    )  # fmt: skip

    def __init__(
        self, networks: list[LocalNetwork], *args: Any, chosen: str = "", what: str = ""
    ) -> None:
        super().__init__(*args)
        self._networks = {network.slug: network for network in networks}
        added = [(kind.what, kind.label) for kind in chosen_by_hand()]
        self.fields["what"].choices += added  # type: ignore[attr-defined]
        if what in dict(self.fields["what"].choices):  # type: ignore[attr-defined]
            self.fields["what"].initial = what
        field = self.fields["network"]
        field.choices = [(one.slug, one.name) for one in networks]  # type: ignore[attr-defined]
        field.initial = chosen if chosen in self._networks else networks[0].slug
        if len(networks) == 1:
            field.widget = forms.HiddenInput()

    def clean_what(self) -> str:
        """Nothing chosen means organisations, as it was before there was a choice."""
        return self.cleaned_data["what"] or ORGANIZATIONS

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LIMITS.bytes:
            sentence = MESSAGES["too_large"]
            raise forms.ValidationError(lazy(sentence), params={"limit": LIMITS.bytes // MEGABYTE})
        return file

    @property
    def chosen_network(self) -> LocalNetwork:
        return self._networks[self.cleaned_data["network"]]
