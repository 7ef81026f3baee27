"""What the list of deeds can be narrowed by."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import User
from vlaggenlijn.accounts.models.changes import ChangeSetQuerySet
from vlaggenlijn.common.forms import PlainForm

KINDS = {
    "services": ("service.", "services.bulk"),
    "organizations": ("organization.", "organizations.bulk"),
    "imports": ("organizations.import", "services.import", "hsds.import"),
    "proposals": ("proposal.",),
    "undo": ("undo",),
    "network": ("network.", "member."),
    "notes": ("note.",),
}


class DeedFilter(PlainForm):
    """A filter never fails: a value that is not offered counts as not given."""

    person = forms.TypedChoiceField(
        label=lazy("Who"), required=False, coerce=UUID, empty_value=None
    )
    kind = forms.ChoiceField(
        label=lazy("What"),
        required=False,
        choices=[
            ("", lazy("everything")),
            ("services", lazy("services")),
            ("organizations", lazy("organisations")),
            ("imports", lazy("imports")),
            ("proposals", lazy("proposals")),
            ("undo", lazy("undone")),
            ("network", lazy("network and people")),
            ("notes", lazy("notes")),
        ],
    )

    def __init__(self, data: Any, *, deeds: ChangeSetQuerySet) -> None:
        super().__init__(data)
        people = User.objects.filter(change_sets__in=deeds).distinct()
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            ("", lazy("everybody")),
            *sorted(((str(one.pk), str(one)) for one in people), key=lambda pair: pair[1]),
        ]

    def narrowed(self, deeds: ChangeSetQuerySet) -> ChangeSetQuerySet:
        self.is_valid()
        if person := self.cleaned_data.get("person"):
            deeds = deeds.by_person(person)
        if kind := self.cleaned_data.get("kind"):
            deeds = deeds.of_deed(*KINDS[kind])
        return deeds
