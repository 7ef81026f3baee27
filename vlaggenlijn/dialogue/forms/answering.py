"""Forms behind the personal link of a participant."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import PersonNameField, PlainForm, TextField
from vlaggenlijn.dialogue.models import Answer, Hat, Participant, Question, Reflection, Table

LONGEST = 20_000


def table_label(table: Table) -> str:
    """Place and time of a table in one line."""
    if table.starts_at is None:
        return table.place
    moment = formats.date_format(timezone.localtime(table.starts_at), "l j F Y, H:i")
    return f"{table.place}, {moment}"


class TableChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return table_label(obj)


class SeatForm(PlainForm):
    """Who comes, to which table, and whether somebody may take notes."""

    table = TableChoice(
        label=lazy("To which table do you come?"),
        queryset=Table.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    name = PersonNameField(label=lazy("Who comes?"), max_length=150)
    email = forms.EmailField(
        label=lazy("E-mail"),
        max_length=254,
        help_text=lazy("There we ask you afterwards whether we noted you well."),
    )
    has_consent = forms.BooleanField(
        label=lazy("Yes, somebody may take notes of what I say"),
        required=False,
        help_text=lazy("You can take this back at any time, with this same link."),
    )

    def __init__(self, data: Any, *, participant: Participant) -> None:
        super().__init__(data, initial={
            "table": participant.table_id, "name": participant.name,
            "email": participant.email, "has_consent": participant.has_consent,
        })  # fmt: skip
        tables = Table.objects.of_series(participant.series).open_for_registration().in_order()
        self.fields["table"].queryset = tables  # type: ignore[attr-defined]


class InputForm(PlainForm):
    """The short questions before the table."""

    def __init__(
        self, data: Any, *, questions: Iterable[Question], answers: Iterable[Answer] = ()
    ) -> None:
        super().__init__(data)
        given = {answer.question_id: answer for answer in answers}
        for question in questions:
            answer = given.get(question.pk)
            field = _field(question, answer.value if answer else [])
            if answer and answer.is_to_other_words:
                told = {"wording": answer.wording}
                field.help_text = _("When you answered, this question read: “%(wording)s”") % told
            self.fields[str(question.pk)] = field

    def answers(self) -> dict[uuid.UUID, list[str]]:
        """Return {question id: what was answered}; nothing is an empty list."""
        return {uuid.UUID(name): _as_list(value) for name, value in self.cleaned_data.items()}


def _as_list(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    return list(value)


def _field(question: Question, given: list[str]) -> forms.Field:
    first = given[0] if given else ""
    if question.kind == Question.Kind.TEXT:
        return TextField(
            label=question.text, required=False, max_length=2000, lines=3, initial=first
        )
    options = [(one, one) for one in question.options]
    if question.kind == Question.Kind.ONE:
        return forms.ChoiceField(
            label=question.text, choices=options, required=False, initial=first,
            widget=forms.RadioSelect,
        )  # fmt: skip
    return forms.MultipleChoiceField(
        label=question.text, choices=options, required=False, initial=given,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class ReflectionForm(PlainForm):
    """A few words under each hat."""

    def __init__(self, data: Any, *, hats: Iterable[Hat], notes: Iterable[Reflection]) -> None:
        super().__init__(data)
        given = {note.hat_id: note.text for note in notes}
        for hat in hats:
            self.fields[str(hat.pk)] = TextField(
                label=hat.name, help_text=hat.prompt, required=False, max_length=5000, lines=3,
                initial=given.get(hat.pk, ""),
            )  # fmt: skip

    def texts(self) -> dict[uuid.UUID, str]:
        return {uuid.UUID(name): text for name, text in self.cleaned_data.items()}


class AmendForm(PlainForm):
    """Other words for one quote."""

    text = TextField(
        label=lazy("How should it be?"),
        max_length=LONGEST,
        lines=4,
        help_text=lazy("Does this point to one family? Then write it so that nobody knows them."),
    )


class AddForm(PlainForm):
    """What was said and not noted."""

    text = TextField(
        label=lazy("What do you want to add?"),
        max_length=LONGEST,
        lines=4,
        help_text=lazy("Does this point to one family? Then write it so that nobody knows them."),
    )
    hat = forms.ModelChoiceField(
        label=lazy("Where does it belong?"),
        queryset=Hat.objects.none(),
        required=False,
        empty_label=lazy("I do not know"),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, data: Any, *, hats: Any) -> None:
        super().__init__(data)
        self.fields["hat"].queryset = hats  # type: ignore[attr-defined]
