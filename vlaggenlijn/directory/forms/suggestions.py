"""What visitors tell us, kept from spam without any third party; and how staff answer."""

import re
import time
import uuid
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import PlainForm, TextField, VersionedForm
from vlaggenlijn.common.stamps import new_stamp, stamp_problem
from vlaggenlijn.directory.forms.fields import MailField
from vlaggenlijn.directory.models import Suggestion, SuggestionKind
from vlaggenlijn.directory.models.suggestions import LONGEST_TEXT, VISITOR_KINDS

LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
MOST_LINKS = 2


def _stamp() -> str:
    return new_stamp(time.time())


class SuggestionForm(PlainForm):
    """What is not right, in one tap and some words. ``website`` is for robots; people leave it."""

    kind = forms.ChoiceField(
        label=lazy("What is not right?"),
        choices=[(kind.value, kind.label) for kind in VISITOR_KINDS],
        widget=forms.RadioSelect,
    )
    text = TextField(
        label=lazy("Tell us more"),
        required=False,
        max_length=LONGEST_TEXT,
        lines=5,
        help_text=lazy("For example the right phone number. Write nothing about yourself."),
    )
    email = MailField(
        label=lazy("Your e-mail address"),
        required=False,
        help_text=lazy("Only to answer you. We remove it 90 days after our answer."),
    )
    website = forms.CharField(required=False, label=lazy("Leave this empty"))
    stamp = forms.CharField(widget=forms.HiddenInput, initial=_stamp, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)

    def __init__(self, *args: Any, is_general: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_general:
            del self.fields["kind"]
            self.fields["text"].required = True
            self.fields["text"].label = lazy("What is missing, or what is not right?")
            self.fields["text"].error_messages["required"] = _("Fill this in.")
        self.fields["website"].widget.attrs |= {"tabindex": "-1", "autocomplete": "off"}
        self.fields["text"].error_messages["max_length"] = lazy(
            "This is too long. Write at most 1,000 signs."
        )

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if len(LINK.findall(text)) > MOST_LINKS:
            raise forms.ValidationError(
                _("There are too many web addresses in this text. Keep two at most.")
            )
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = dict(super().clean() or {})
        cleaned.setdefault("kind", SuggestionKind.OTHER)
        if cleaned.get("website"):
            raise forms.ValidationError(
                _("Our protection against spam stopped this. Call us, or send it once more.")
            )
        if stamp_problem(cleaned.get("stamp", ""), time.time()):
            self.renew()
            raise forms.ValidationError(
                _("Nothing was sent yet. Look at your text once more, then send it again.")
            )
        cleaned["key"] = cleaned.get("key") or uuid.uuid4()
        return cleaned

    def renew(self) -> None:
        """Keep what was typed, with a fresh stamp."""
        data = cast(QueryDict, self.data).copy()
        data["stamp"] = _stamp()
        data["website"] = ""
        self.data = data


class SuggestionFilter(PlainForm):
    """A filter never fails: a value that is not offered counts as not given."""

    state = forms.ChoiceField(
        label=lazy("State"),
        required=False,
        choices=[("", lazy("all, new ones first")), *Suggestion.State.choices],
    )

    @property
    def state_chosen(self) -> str:
        return str(self.cleaned_data["state"]) if self.is_valid() else ""


class AnswerForm(VersionedForm):
    """How staff close a suggestion."""

    state = forms.ChoiceField(choices=Suggestion.State.choices)
    answer = TextField(label=lazy("Your answer"), required=False, max_length=LONGEST_TEXT, lines=4)
