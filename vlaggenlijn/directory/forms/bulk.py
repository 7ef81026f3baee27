"""What to do with many records at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.forms import PlainForm
from vlaggenlijn.directory.actions import bulk
from vlaggenlijn.directory.actions.bulk import BulkChange
from vlaggenlijn.directory.actions.reading import SERVICE_SCHEMES
from vlaggenlijn.directory.forms.fields import with_names
from vlaggenlijn.directory.models.service import Status
from vlaggenlijn.places.models import Municipality
from vlaggenlijn.taxonomy.models import Concept

EVERY_KIND = [
    (bulk.CONFIRM, lazy("confirm that everything is right")),
    (bulk.ARCHIVE, lazy("archive")),
    (bulk.RESTORE, lazy("put back from the archive")),
]
SERVICE_KINDS = [
    *EVERY_KIND,
    (bulk.ADD_CONCEPT, lazy("add a theme or label")),
    (bulk.REMOVE_CONCEPT, lazy("take a theme or label away")),
    (bulk.STATUS, lazy("set the state")),
    (bulk.ADD_TOWN, lazy("add a municipality where families live")),
    (bulk.REMOVE_TOWN, lazy("take a municipality away")),
]
FIELD_OF = {
    bulk.ADD_CONCEPT: "concept",
    bulk.REMOVE_CONCEPT: "concept",
    bulk.STATUS: "status",
    bulk.ADD_TOWN: "town",
    bulk.REMOVE_TOWN: "town",
}


class OrganizationsBulkForm(PlainForm):
    kind = forms.ChoiceField(label=lazy("What do you want to do?"), choices=EVERY_KIND)

    def change(self) -> BulkChange:
        """Return what was chosen on a valid form."""
        kind = self.cleaned_data["kind"]
        value = self.cleaned_data.get(FIELD_OF.get(kind, ""), "")
        return BulkChange(kind, value or "")

    def said(self) -> str:
        """Return what was chosen, in words."""
        kind = self.cleaned_data["kind"]
        label = str(dict(self.fields["kind"].choices)[kind])  # type: ignore[attr-defined]
        value = self.change().value
        if not value:
            return label
        return f"{label}: {self._labels()[FIELD_OF[kind], value]}"

    def _labels(self) -> dict[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for name in set(FIELD_OF.values()) & self.fields.keys():
            for value, label in self.fields[name].choices:  # type: ignore[attr-defined]
                pairs = label if isinstance(label, list) else [(value, label)]
                found |= {(name, str(one)): str(text) for one, text in pairs}
        return found


class ServicesBulkForm(OrganizationsBulkForm):
    kind = forms.ChoiceField(label=lazy("What do you want to do?"), choices=SERVICE_KINDS)
    concept = forms.ChoiceField(label=lazy("Theme or label"), required=False)
    status = forms.ChoiceField(
        label=lazy("State"), required=False, choices=[("", "–"), *Status.choices]
    )
    town = forms.ChoiceField(label=lazy("Municipality"), required=False)

    def __init__(self, data: Any = None, *, user: Any) -> None:
        super().__init__(data)
        concepts = with_names(Concept.objects.of_scheme(*SERVICE_SCHEMES).seen_by(user))
        by_scheme: dict[str, list[tuple[str, str]]] = {}
        for one in concepts.select_related("scheme"):
            by_scheme.setdefault(str(one.scheme), []).append((str(one.pk), one.label))
        groups = [(name, sorted(rows, key=lambda row: row[1])) for name, rows in by_scheme.items()]
        networks = LocalNetwork.objects.for_user(user)
        towns = Municipality.objects.filter(networks__in=networks).distinct().order_by("name_nl")
        self.fields["concept"].choices = [("", "–"), *groups]  # type: ignore[attr-defined]
        self.fields["town"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *((one.nis, one.name_nl) for one in towns),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or {})
        name = FIELD_OF.get(cleaned.get("kind", ""))
        if name and not cleaned.get(name) and name not in self.errors:
            self.add_error(name, _("Choose what."))
        return cleaned
