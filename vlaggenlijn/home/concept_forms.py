"""A concept that a network adds: its name, its other words, what it means and where it stands."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.common.forms import TextField, VersionedForm
from vlaggenlijn.taxonomy.models import Concept, OwnConcept

LONGEST = 120
LANGUAGES = [code for code, _name in settings.LANGUAGES]
SCHEMES = ("themes", "target-groups")
Choices = list[Any]


class OwnConceptForm(VersionedForm):
    """Words in five languages, Dutch first; one word or group of words on a line."""

    broader = forms.ChoiceField(
        label=lazy("Stands under"),
        required=False,
        help_text=lazy("Who looks for it also finds what stands under this."),
    )
    same_as = forms.ChoiceField(
        label=lazy("Or does it mean the same as"),
        required=False,
        help_text=lazy("Then it is no concept of its own: its words lead to that one."),
    )
    definition = TextField(
        label=lazy("What does it mean?"), lines=3, max_length=1000, required=False
    )
    is_hidden = forms.BooleanField(
        label=lazy("Hide it"),
        required=False,
        help_text=lazy("Nobody finds it any more. What is under it stays as it is."),
    )

    def __init__(
        self, data: Any = None, *, network: LocalNetwork, concept: OwnConcept | None = None
    ) -> None:
        super().__init__(data, initial=_initial(concept))
        self.concept = concept
        names = dict(settings.LANGUAGES)
        for code in LANGUAGES:
            self.fields[f"label_{code}"] = TextField(
                label=_("Name (%(language)s)") % {"language": names[code]},
                max_length=LONGEST,
                required=code == "nl",
            )
            self.fields[f"words_{code}"] = TextField(
                label=_("Other words (%(language)s)") % {"language": names[code]},
                lines=4 if code == "nl" else 2,
                max_length=4000,
                required=False,
                help_text=_("As parents say it. One on a line."),
            )
        self._offer(network, concept)
        first = ["label_nl", "words_nl", "definition", "broader", "same_as"]
        self.order_fields(["version", "idempotency_key", *first])

    def _offer(self, network: LocalNetwork, concept: OwnConcept | None) -> None:
        schemes = (concept.scheme_id,) if concept else SCHEMES
        every = Concept.objects.of_scheme(*schemes).select_related("scheme").with_names()
        usable = every.usable_in(network)
        self.above = {str(one.pk): one for one in usable if not concept or one.pk != concept.pk}
        self.ours = {pk: one for pk, one in self.above.items() if one.network_id is None}
        for name, offered in (("broader", self.above), ("same_as", self.ours)):
            choices = [("", "–"), *_grouped(offered.values())]
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or {})
        for code in LANGUAGES:
            if any(len(text) > LONGEST for text in _lines(cleaned.get(f"words_{code}", ""))):
                text = _("Write at most %(most)s characters on a line.") % {"most": LONGEST}
                self.add_error(f"words_{code}", text)
        if self.concept and self._leads_back(self.above.get(cleaned.get("broader", ""))):
            self.add_error("broader", _("That one stands under this one already."))
        return cleaned

    def _leads_back(self, above: Concept | None) -> bool:
        seen: set[Any] = set()
        while above is not None and above.pk not in seen:
            seen.add(above.pk)
            if self.concept and above.broader_id == self.concept.pk:
                return True
            above = self.above.get(str(above.broader_id))
        return False

    @property
    def scheme(self) -> str:
        """The scheme of a new concept: that of what it stands under or means, else the themes."""
        chosen = self._chosen("broader") or self._chosen("same_as")
        return chosen.scheme_id if chosen else SCHEMES[0]

    def _chosen(self, name: str) -> Concept | None:
        return self.above.get(self.cleaned_data.get(name, ""))

    def values(self) -> dict[str, Any]:
        """Return what goes into the record; languages that the form does not have stay."""
        cleaned = self.cleaned_data
        labels = {code: cleaned[f"label_{code}"] for code in LANGUAGES}
        words = {code: _lines(cleaned[f"words_{code}"]) for code in LANGUAGES}
        definitions = {"nl": cleaned["definition"]}
        return {
            "labels": _over(self.concept.labels if self.concept else {}, labels),
            "words": _over(self.concept.words if self.concept else {}, words),
            "definitions": _over(self.concept.definitions if self.concept else {}, definitions),
            "broader": self._chosen("broader"),
            "same_as": self._chosen("same_as"),
            "is_hidden": cleaned["is_hidden"],
        }


def _initial(concept: OwnConcept | None) -> dict[str, Any]:
    if concept is None:
        return {}
    texts = {f"label_{code}": concept.labels.get(code, "") for code in LANGUAGES}
    lines = {f"words_{code}": "\n".join(concept.words.get(code, [])) for code in LANGUAGES}
    return {
        "version": concept.version,
        "definition": concept.definitions.get("nl", ""),
        "broader": str(concept.broader_id or ""),
        "same_as": str(concept.same_as_id or ""),
        "is_hidden": concept.is_hidden,
        **texts,
        **lines,
    }


def _grouped(concepts: Iterable[Concept]) -> Choices:
    groups: dict[str, Choices] = defaultdict(list)
    for one in concepts:
        titles = one.scheme.titles
        groups[str(titles.get("nl", one.scheme_id))].append((str(one.pk), one.label))
    return [
        (title, sorted(rows, key=lambda row: row[1].casefold())) for title, rows in groups.items()
    ]


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def _over(stored: dict[str, Any], typed: dict[str, Any]) -> dict[str, Any]:
    others = {code: value for code, value in stored.items() if code not in typed}
    return others | {code: value for code, value in typed.items() if value}
