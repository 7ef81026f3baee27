"""What a person chooses for themselves, and words that a network adds for themes."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.accounts.models.people import MailLanguage
from vlaggenlijn.common.forms import PlainForm, TextField
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.taxonomy import lookup
from vlaggenlijn.taxonomy.models import Concept, OwnWord
from vlaggenlijn.taxonomy.words import LANGUAGES, stems, telling


class PreferencesForm(PlainForm):
    """The language of mails, and whether the Monday mail comes."""

    language = forms.ChoiceField(
        label=lazy("Language of the mails you get"),
        choices=MailLanguage.choices,
        widget=forms.RadioSelect,
    )
    wants_digest = forms.BooleanField(
        label=lazy("On Monday a mail with what waits for me"),
        required=False,
        help_text=lazy("Only when there is something to tell."),
    )


class WordForm(PlainForm):
    """A word as parents say it, its language and the theme it leads to."""

    text = TextField(
        label=lazy("The word, as parents say it"),
        max_length=60,
        help_text=lazy("One word or a few that belong together. No names of people."),
    )
    language = forms.ChoiceField(
        label=lazy("In which language?"),
        choices=[
            ("nl", lazy("Dutch")),
            ("fr", lazy("French")),
            ("en", lazy("English")),
            ("tr", lazy("Turkish")),
            ("ar", lazy("Arabic")),
        ],
    )
    theme = forms.ChoiceField(label=lazy("Which theme does it mean?"))

    def __init__(self, *args: Any, network: LocalNetwork, **options: Any) -> None:
        super().__init__(*args, **options)
        self.network = network
        themes = Concept.objects.of_scheme("themes").usable_in(network)
        self.concepts = {one.slug: one for one in themes}
        labels = lookup.labels((one.term for one in self.concepts.values()), spoken())
        named = [(one.slug, labels.get(one.term, one.slug)) for one in self.concepts.values()]
        choices = sorted(named, key=lambda choice: choice[1].casefold())
        self.fields["theme"].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or {})
        text, language, theme = (cleaned.get(name) for name in ("text", "language", "theme"))
        if not (text and language and theme):
            return cleaned
        if language in LANGUAGES and not telling(stems(text, language), language):
            self.add_error("text", _("This word stands in every question. Write one that tells."))
        elif self._is_known(text, self.concepts[theme]):
            self.add_error("text", _("This word leads to that theme already."))
        return cleaned

    def _is_known(self, text: str, concept: Concept) -> bool:
        own = OwnWord.objects.of_network(self.network).leading_to(concept, text)
        return own or concept.labels.filter(text__iexact=text).exists()

    def values(self) -> dict[str, Any]:
        """Return what goes into the record."""
        cleaned = self.cleaned_data
        return {
            "concept": self.concepts[cleaned["theme"]],
            "text": cleaned["text"],
            "language": cleaned["language"],
        }


class EmbedForm(PlainForm):
    """What a frame on another site fixes; what is left open the visitor chooses there."""

    thema = forms.ChoiceField(label=lazy("Theme"), required=False)
    gemeente = forms.ChoiceField(label=lazy("Municipality"), required=False)
    taal = forms.ChoiceField(
        label=lazy("Language"),
        required=False,
        choices=[("", lazy("that of the visitor")), *settings.LANGUAGES],
    )

    def __init__(self, *args: Any, network: LocalNetwork, **options: Any) -> None:
        super().__init__(*args, **options)
        themes = Concept.objects.of_scheme("themes").usable_in(network).with_names()
        named = sorted(((one.slug, one.label) for one in themes), key=lambda one: one[1].casefold())
        places = [(one.nis, one.label(spoken())) for one in network.municipalities.all()]
        self._offer("thema", _("the visitor chooses"), named)
        self._offer("gemeente", _("the whole network"), places)

    def _offer(self, name: str, otherwise: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", otherwise), *choices]  # type: ignore[attr-defined]

    def wishes(self) -> dict[str, str]:
        """Return the values for the address; what is not offered is left out."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
