"""Ten light rows: the first services of a new network, errors per row."""

import uuid
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import ChangeSet, LocalNetwork
from vlaggenlijn.common.forms import PlainForm, TextField, VersionedForm
from vlaggenlijn.directory.actions.first_services import (
    FirstService,
    known_organizations,
    name_key,
)
from vlaggenlijn.directory.forms.fields import PhoneField, with_names
from vlaggenlijn.directory.models import Service
from vlaggenlijn.taxonomy.models import Concept

ROWS = 10


class FirstServiceRow(PlainForm):
    """One service; a row in which nothing is written does not count."""

    organization = TextField(
        label=lazy("Organisation"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "organizations"}),
    )
    name = TextField(label=lazy("Name of the offer"), max_length=200, required=False)
    phone = PhoneField(label=lazy("Phone"), required=False)
    theme = forms.ChoiceField(label=lazy("Theme"), required=False)
    first_step = TextField(label=lazy("What must a parent do?"), max_length=300, required=False)

    def __init__(self, *args: Any, themes: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["theme"].choices = [("", _("choose a theme")), *themes]  # type: ignore[attr-defined]

    @property
    def is_empty(self) -> bool:
        return not any(
            str(self.data.get(self.add_prefix(name), "")).strip() for name in self.fields
        )

    def clean(self) -> dict[str, Any]:
        if not self.is_empty:
            for name in ("organization", "name"):
                if not self.has_error(name) and not self.cleaned_data.get(name):
                    self.add_error(name, _("Fill this in, or leave the whole row empty."))
        return self.cleaned_data

    def facts(self) -> FirstService:
        typed = self.cleaned_data
        theme = uuid.UUID(typed["theme"]) if typed["theme"] else None
        return FirstService(
            typed["organization"], typed["name"], typed["phone"], theme, typed["first_step"]
        )


class FirstServicesForm(VersionedForm):
    """The rows with the key of the whole page; a repeated or known service is told at its row."""

    def __init__(self, data: Any = None, *, network: LocalNetwork) -> None:
        super().__init__(data)
        self.network = network
        self.known = known_organizations(network)
        themes = _themes(network)
        self.rows = [
            FirstServiceRow(data, prefix=f"row{number}", themes=themes)
            for number in range(1, ROWS + 1)
        ]

    def filled(self) -> list[FirstServiceRow]:
        return [row for row in self.rows if not row.is_empty]

    def clean(self) -> dict[str, Any]:
        filled = self.filled()
        if not filled:
            raise forms.ValidationError(_("Fill in at least one row."))
        if not any(row.errors for row in filled) and not self._is_repeat():
            self._tell_doubles(filled)
        if any(row.errors for row in filled):
            raise forms.ValidationError(_("Nothing is saved yet. Look at the rows with a mark."))
        return self.cleaned_data

    def _is_repeat(self) -> bool:
        """A form that arrives twice finds its own offers: no mistake of whoever filled it in."""
        key = self.cleaned_data.get("idempotency_key")
        return key is not None and ChangeSet.objects.filter(key=key).exists()

    def _tell_doubles(self, filled: list[FirstServiceRow]) -> None:
        seen = set(self._stored())
        for row in filled:
            facts = row.facts()
            pair = (name_key(facts.organization), name_key(facts.name))
            if pair in seen:
                row.add_error("name", _("This organisation has an offer of this name already."))
            seen.add(pair)

    def _stored(self) -> Iterator[tuple[str, str]]:
        mine = Service.objects.at_home_in(self.network)
        for organization, name in mine.values_list("organization__name", "name"):
            yield name_key(organization), name_key(name)

    def services(self) -> list[FirstService]:
        return [row.facts() for row in self.filled()]


def _themes(network: LocalNetwork) -> list[tuple[str, str]]:
    themes = with_names(Concept.objects.of_scheme("themes").usable_in(network))
    return sorted(((str(one.pk), one.label) for one in themes), key=lambda one: one[1].casefold())
