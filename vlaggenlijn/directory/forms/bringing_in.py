"""The forms of what comes from other systems: a file, and what its terms mean here."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.forms import PlainForm, TextField
from vlaggenlijn.common.spreadsheets import MESSAGES
from vlaggenlijn.common.spreadsheets_table import MEGABYTE
from vlaggenlijn.directory.actions.bringing_in import (
    HSDS,
    LARGEST,
    SKOS,
    SOCIALE_KAART,
    UITDATABANK,
)
from vlaggenlijn.directory.importing_hsds_words import SCHEMES
from vlaggenlijn.places.folding import fold
from vlaggenlijn.taxonomy.models import Concept

ACCEPTED = ".json,.jsonld,.ndjson,.jsonl,.csv,.zip,.ttl,.rdf,.xml,.nt"


class SystemFileForm(PlainForm):
    """A file of another system, and the network it is for."""

    system = forms.ChoiceField(
        label=lazy("Where does the file come from?"),
        choices=[
            (HSDS, lazy("a directory that speaks HSDS (Open Referral)")),
            (SOCIALE_KAART, lazy("Sociale Kaart")),
            (UITDATABANK, lazy("UiTdatabank: organisers and places")),
            (f"{SKOS}themes", lazy("a list of concepts (SKOS), beside the themes")),
            (f"{SKOS}target-groups", lazy("a list of concepts (SKOS), beside the groups")),
            (f"{SKOS}settings", lazy("a list of concepts (SKOS), beside the kinds of places")),
            (f"{SKOS}sectors", lazy("a list of concepts (SKOS), beside the sectors")),
        ],
        initial=HSDS,
        widget=forms.RadioSelect,
    )
    network = forms.ChoiceField(label=lazy("Into which network?"))
    file = forms.FileField(
        label=lazy("File"),
        help_text=lazy("JSON, ndjson, one CSV table or a zip of CSV tables; at most 20 MB, or 60 MB"
                       " when it is unpacked, and 100,000 rows. Concepts: Turtle, JSON-LD or"
                       " RDF/XML, at most 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={"empty": lazy("The file is empty.")},
    )  # fmt: skip

    def __init__(self, networks: list[LocalNetwork], *args: Any, chosen: str = "") -> None:
        super().__init__(*args)
        self._networks = {network.slug: network for network in networks}
        field = self.fields["network"]
        field.choices = [(one.slug, one.name) for one in networks]  # type: ignore[attr-defined]
        field.initial = chosen if chosen in self._networks else networks[0].slug
        if len(networks) == 1:
            field.widget = forms.HiddenInput()

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            sentence = MESSAGES["too_large"]
            raise forms.ValidationError(lazy(sentence), params={"limit": LARGEST // MEGABYTE})
        return file

    @property
    def chosen_network(self) -> LocalNetwork:
        return self._networks[self.cleaned_data["network"]]


class TermsForm(PlainForm):
    """What terms of others mean here: by each term the name of one of our concepts."""

    def __init__(
        self,
        *args: Any,
        network: LocalNetwork,
        terms: Iterable[str],
        known: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(*args)
        self.names = concept_names(network)
        by_term = {term: name for name, term in self.names.items()}
        self._folded = {fold(name): term for name, term in self.names.items()}
        self._terms = {f"term-{number}": term for number, term in enumerate(terms)}
        for name, term in self._terms.items():
            meaning = (known or {}).get(term, "")
            self.fields[name] = TextField(
                label=term,
                required=False,
                max_length=200,
                initial=by_term.get(meaning, ""),
                widget=forms.TextInput(attrs={"list": "concepts", "autocomplete": "off"}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or {})
        for name in self._terms:
            if cleaned.get(name) and fold(cleaned[name]) not in self._folded:
                self.add_error(name, _("We have no word like that. Choose one of the list."))
        return cleaned

    @property
    def meanings(self) -> dict[str, str]:
        """Return {term: "scheme:slug"}; an empty text for one that has no meaning (any more)."""
        return {
            term: self._folded.get(fold(self.cleaned_data.get(name, "")), "")
            for name, term in self._terms.items()
        }


def concept_names(network: LocalNetwork) -> dict[str, str]:
    """Return {"Sleep (theme)": "themes:sleep"} of what a network may choose, by name."""
    titles = {
        "themes": _("theme"),
        "target-groups": _("for whom"),
        "functions": _("what it does"),
        "intensities": _("how it is given"),
        "situations": _("situation"),
        "principles": _("principle"),
        "sectors": _("sector"),
        "settings": _("kind of place"),
    }
    concepts = Concept.objects.of_scheme(*SCHEMES).usable_in(network).with_names()
    named = {f"{one.label} ({titles[one.scheme_id]})": one.term for one in concepts}
    return dict(sorted(named.items(), key=lambda pair: pair[0].casefold()))
