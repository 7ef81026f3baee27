"""The form that brings activities of UiTdatabank in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.fetching import MEGABYTE
from vlaggenlijn.common.forms import PlainForm, TextField

LARGEST = 5 * MEGABYTE


class UitImportForm(PlainForm):
    """A file of an answer of the search; or, where that is turned on, words to search by."""

    file = forms.FileField(
        label=lazy("File of the search"), required=False,
        help_text=lazy("An answer of UiTdatabank's Search API with embed=true, as JSON; at most"
                       " 5 MB and 2,000 events."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,.jsonld,application/json"}),
    )  # fmt: skip
    words = TextField(
        label=lazy("Or search now: a word in the title or the text"), max_length=100,
        required=False,
        help_text=lazy("We ask for what is for children up to 12 years in your municipalities."
                       " Empty: all of it."),
    )  # fmt: skip

    def __init__(self, *args: Any, may_search: bool) -> None:
        super().__init__(*args)
        self._may_search = may_search
        if not may_search:
            del self.fields["words"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        file = cleaned.get("file")
        if file is None and "file" not in self.errors and not self._may_search:
            self.add_error("file", _("Choose a file."))
        if file is not None and file.size > LARGEST:
            self.add_error("file", _("The file is larger than 5 MB. Ask the search for less."))
        return cleaned
