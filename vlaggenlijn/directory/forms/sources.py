"""The form of a source that is followed."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.fetching import Refused, judged
from vlaggenlijn.common.forms import TextField, VersionedForm
from vlaggenlijn.directory.actions.followed import limits
from vlaggenlijn.directory.actions.following_hsds import COLUMNS
from vlaggenlijn.directory.models import DataSource
from vlaggenlijn.directory.source_words import reason_text


class SourceForm(VersionedForm):
    """What a source is called, and where it is."""

    name = TextField(
        label=lazy("Name"), max_length=100,
        help_text=lazy("For example: directory of the neighbouring network."),
    )  # fmt: skip
    url = TextField(
        label=lazy("Address of the data"), max_length=500,
        help_text=lazy("The address of an HSDS API, or of a file: JSON, ndjson or a zip of CSV"
                       " tables. At most 60 MB at once and 200 MB in all."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, network: LocalNetwork, source: DataSource | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._network, self._source = network, source

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).strip()
        try:
            judged(url, limits())
        except Refused as refused:
            raise forms.ValidationError(reason_text(refused.code, refused.values)) from None
        same = DataSource.objects.of_network(self._network).filter(url=url)
        others = same.exclude(pk=self._source.pk) if self._source else same
        if others.exists():
            raise forms.ValidationError(_("This source is followed already."))
        return url

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in COLUMNS}


def source_initial(source: DataSource) -> dict[str, Any]:
    return {name: getattr(source, name) for name in (*COLUMNS, "version")}
