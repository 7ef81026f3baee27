"""Forms of translations: one record in one language, the board's filter, a translator's file."""

import uuid
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.accounts.languages import direction
from vlaggenlijn.common.forms import PlainForm, TextField, VersionedForm
from vlaggenlijn.directory.history_words import language_name
from vlaggenlijn.directory.models import InLanguage
from vlaggenlijn.directory.translating import (
    LONGEST,
    MANY_LINES,
    ORGANIZATION,
    SERVICE,
    State,
    plain,
)
from vlaggenlijn.directory.translation_board import field_name

DRAFT, APPROVE, WITHDRAW = "draft", "approve", "withdraw"
LINE = 45


class TranslationForm(VersionedForm):
    """One field for each that the Dutch fills in: where it says nothing there is nothing to say.

    ``asks_promise``: where the law wants Dutch, who approves says that the translation says what
    the Dutch says and nothing more; no computer can check that.
    """

    version = None  # type: ignore[assignment]  # ``seen`` stands for the Dutch and both texts
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    is_faithful = forms.BooleanField(
        label=lazy("This says what the Dutch says and nothing more."), required=False
    )

    def __init__(self, data: Any, *, now: InLanguage, asks_promise: bool) -> None:
        latest = now.latest
        said = latest.said().texts if latest else {}
        names = [name for name, dutch in now.dutch.items() if plain(dutch)]
        super().__init__(
            data, initial={name: said.get(name, "") for name in names} | {"seen": now.seen}
        )
        self.names = names
        self.asks_promise = asks_promise
        if not asks_promise:
            del self.fields["is_faithful"]
        for name in names:
            self.fields[name] = _text_field(now, name)

    def pieces(self) -> list[forms.BoundField]:
        return [self[name] for name in self.names]

    @property
    def is_approval(self) -> bool:
        return self.data.get("do") == APPROVE

    def texts(self) -> dict[str, str]:
        """Return what was typed, by field."""
        return {name: self.cleaned_data[name] for name in self.names}

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if self.is_approval:
            if not any(cleaned.get(name) for name in self.names):
                self.add_error(
                    None, lazy("There is nothing to approve yet: translate one field at least.")
                )
            if self.asks_promise and not cleaned.get("is_faithful"):
                self.add_error(
                    "is_faithful",
                    lazy("Compare with the Dutch, then tick this. Or save it as a draft."),
                )
        return cleaned

    def show_again(self, seen: str) -> None:
        """Keep what was typed, to be saved over what is stored now, as a new deed."""
        data = cast(QueryDict, self.data).copy()
        data["seen"], data["idempotency_key"] = seen, str(uuid.uuid4())
        data.pop("is_faithful", None)
        self.data = data


def _text_field(now: InLanguage, name: str) -> TextField:
    dutch = now.dutch[name]
    lines = min(14, 2 + len(dutch) // LINE) if name in MANY_LINES or len(dutch) > LINE else 1
    field = TextField(
        label=field_name(now.record, name).capitalize(),
        lines=lines if name in MANY_LINES else 1,
        max_length=LONGEST[name],
        required=False,
    )
    if lines > 1:
        field.widget = forms.Textarea(attrs={"rows": lines, "maxlength": LONGEST[name]})
    field.widget.attrs |= {
        "lang": now.language,
        "dir": direction(now.language),
        "aria-describedby": f"dutch-{name}",
    }
    return field


class BoardFilter(PlainForm):
    """A filter never fails: a value that is not offered counts as not given."""

    q = TextField(
        label=lazy("Search"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    soort = forms.ChoiceField(
        label=lazy("Texts of"),
        required=False,
        choices=[("", lazy("services")), (ORGANIZATION, lazy("organisations"))],
    )
    naar = forms.ChoiceField(label=lazy("Language"), required=False)
    stand = forms.ChoiceField(
        label=lazy("State"),
        required=False,
        choices=[
            ("", lazy("all")),
            (State.NONE.value, lazy("none")),
            (State.DRAFT.value, lazy("draft")),
            (State.APPROVED.value, lazy("approved")),
            (State.OUTDATED.value, lazy("outdated")),
        ],
    )

    def offer(self, languages: list[str]) -> None:
        """Let one of these languages be chosen."""
        names = [(code, language_name(code)) for code in languages]
        self.fields["naar"].choices = [("", lazy("all languages")), *names]  # type: ignore[attr-defined]

    def chosen(self, name: str) -> str:
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")

    @property
    def kind(self) -> str:
        return ORGANIZATION if self.data.get("soort") == ORGANIZATION else SERVICE

    @property
    def words(self) -> str:
        return " ".join(str(self.data.get("q", "")).replace("\0", "").split())[:100]

    @property
    def is_narrowed(self) -> bool:
        return any(self.chosen(name) for name in ("q", "naar", "stand"))


class TranslationFileForm(PlainForm):
    """A file that comes back from a translator."""

    file = forms.FileField(
        label=lazy("File"),
        help_text=lazy("The XLIFF file (.xlf) or the Excel workbook (.xlsx) that came from here."),
        widget=forms.FileInput(attrs={"accept": ".xlf,.xliff,.xlsx"}),
        allow_empty_file=True,
    )
