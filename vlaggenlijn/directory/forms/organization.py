"""The form of an organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import TextField, VersionedForm
from vlaggenlijn.directory.actions.reading import ORGANIZATION_COLUMNS
from vlaggenlijn.directory.facts import OrganizationFacts
from vlaggenlijn.directory.forms.fields import ConceptsField, KboField, MailField, WebField
from vlaggenlijn.directory.forms.rows import WeekForm, week_initial


class OrganizationForm(WeekForm, VersionedForm):
    """All of an organisation but its phones and places (see rows.py)."""

    name = TextField(label=lazy("Name"), max_length=200)
    alternate_name = TextField(
        label=lazy("Other name"),
        required=False,
        max_length=200,
        help_text=lazy("For example an abbreviation that people use."),
    )
    description = TextField(
        label=lazy("What does the organisation do for families?"),
        required=False,
        max_length=5000,
        lines=6,
        help_text=lazy("Short sentences, no words that only professionals know."),
    )
    sectors = ConceptsField(label=lazy("Sector"))
    kbo = KboField(
        label=lazy("Enterprise number (KBO)"),
        required=False,
        help_text=lazy("Ten digits. It keeps the same organisation from being listed twice."),
    )
    email = MailField(label=lazy("E-mail"), required=False, max_length=254)
    website = WebField(label=lazy("Website"), required=False, max_length=200)
    is_confirmed = forms.BooleanField(
        label=lazy("I looked at everything on this page: it is right today"), required=False
    )

    def __init__(self, *args: Any, sectors: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["sectors"].choices = sectors  # type: ignore[attr-defined]

    def facts(self, **rows: Any) -> OrganizationFacts:
        """Return what was filled in; rows are the phones and places."""
        cleaned = self.cleaned_data
        return OrganizationFacts(
            columns={name: cleaned[name] for name in ORGANIZATION_COLUMNS},
            sectors=cleaned["sectors"],
            week=self.week(),
            kbo=cleaned["kbo"],
            **rows,
        )


def organization_initial(facts: OrganizationFacts) -> dict[str, Any]:
    return (
        dict(facts.columns)
        | {"sectors": facts.sectors, "kbo": facts.kbo}
        | week_initial(facts.week)
    )
