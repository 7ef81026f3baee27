"""What a participant does with the personal link, without signing in."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from vlaggenlijn.accounts.actions import forget_in_history
from vlaggenlijn.accounts.models import Change, PersonalLink, recorded
from vlaggenlijn.dialogue.actions.inviting import LINK_PURPOSE
from vlaggenlijn.dialogue.actions.series import pseudonym
from vlaggenlijn.dialogue.models import (
    Answer,
    Coding,
    Participant,
    Question,
    Quote,
    Reflection,
    Table,
)

State = Participant.State
TAKES_A_SEAT = (State.REGISTERED, State.PRESENT)
CLOSED = (State.PRESENT, State.NO_SHOW)
NO_TEXT = {"sealed_text": "", "sealed_first_wording": "", "sealed_memo": ""}


class Full(Exception):
    """The last seat of the table was taken meanwhile."""


class TooLate(Exception):
    """The table was held or does not go on; nothing was saved."""


def opened(token: str) -> Participant | None:
    """Return whose link this is; None says nothing of why not. Reading only."""
    link = PersonalLink.objects.opened_by(token, LINK_PURPOSE)
    found = Participant.objects.with_id(link.subject_id) if link else None
    return found if found is not None and found.series.has_names else None


def free_seats(table: Table) -> int:
    taken = Participant.objects.at_table(table).in_state(*TAKES_A_SEAT).count()
    return max(table.seats - taken, 0)


def register(*, participant: Participant, values: Mapping[str, Any]) -> Participant:
    """Take a seat at a table; again at another table moves. Raises Full or TooLate."""
    with recorded(by=None, network=participant.series.network, deed="dialogue.register"):
        table = Table.locked(values["table"].pk)
        stored = Participant.locked(participant.pk)
        if stored.state in CLOSED or table.state != Table.State.PLANNED:
            raise TooLate
        if stored.table_id != table.pk or stored.state not in TAKES_A_SEAT:
            if not free_seats(table):
                raise Full
            stored.pseudonym = pseudonym(table, _next_seat(table))
        stored.table, stored.state = table, State.REGISTERED
        stored.name, stored.email = values["name"], values["email"]
        _consent(stored, values["has_consent"])
        stored.save()
    return stored


def _next_seat(table: Table) -> int:
    """The next number that nobody at this table ever had: a pseudonym is one person's for good."""
    rows = Participant.objects.of_series(table.series).filter(
        pseudonym__startswith=f"T{table.number}-"
    )
    last = rows.aggregate(last=Max("pseudonym"))["last"]
    return int(last.split("-")[1]) + 1 if last else 1


def _consent(participant: Participant, is_given: bool) -> None:
    now = timezone.now()
    if is_given and not participant.has_consent:
        participant.consented_at, participant.consent_revoked_at = now, None
    if not is_given and participant.has_consent:
        participant.consent_revoked_at = now


def excuse(*, participant: Participant) -> None:
    """Say that nobody can come; the seat is free again. Raises TooLate."""
    with recorded(by=None, network=participant.series.network, deed="dialogue.register"):
        stored = Participant.locked(participant.pk)
        if stored.state in CLOSED:
            raise TooLate
        stored.state, stored.table, stored.pseudonym = State.EXCUSED, None, ""
        stored.save()


def answer_form(*, participant: Participant, answers: Mapping[uuid.UUID, list[str]]) -> None:
    """Keep what was answered to the input form; an empty answer takes the earlier one away."""
    questions = {one.pk: one for one in Question.objects.of_series(participant.series)}
    with recorded(by=None, network=participant.series.network, deed="dialogue.answer"):
        kept = {one.question_id: one for one in Answer.objects.of_participant(participant)}
        for pk, value in answers.items():
            if pk not in questions:
                continue
            answer = kept.get(pk) or Answer(participant=participant, question=questions[pk])
            answer.value, answer.wording = value, questions[pk].text
            answer.save()
        stored = Participant.locked(participant.pk)
        stored.answered_form_at = timezone.now()
        stored.save()


def reflect(*, participant: Participant, texts: Mapping[uuid.UUID, str]) -> None:
    """Keep what somebody notes for each hat."""
    with recorded(by=None, network=participant.series.network, deed="dialogue.answer"):
        kept = {one.hat_id: one for one in Reflection.objects.of_participant(participant)}
        for pk, text in texts.items():
            note = kept.get(pk) or Reflection(participant=participant, hat_id=pk)
            if text or pk in kept:
                note.text = text
                note.save()


def approve(*, participant: Participant, quotes: list[Quote]) -> None:
    """Say that quotes are right as they stand."""
    with _checking(participant):
        for quote in quotes:
            stored = _own(participant, quote)
            if stored.stands and stored.state != Quote.State.AMENDED:
                stored.state, stored.checked_at = Quote.State.APPROVED, timezone.now()
                stored.save()
        _answered(participant)


def amend(*, participant: Participant, quote: Quote, text: str) -> None:
    """Put other words; the first wording stays for the moderator only."""
    with _checking(participant):
        stored = _own(participant, quote)
        if stored.stands and stored.text != text:
            stored.first_wording = stored.first_wording or stored.text
            stored.text, stored.is_verbatim = text, False
            stored.state, stored.checked_at = Quote.State.AMENDED, timezone.now()
            stored.save()
        _answered(participant)


def withdraw(*, participant: Participant, quotes: list[Quote]) -> None:
    """Take quotes back: their text is deleted, here and in the history, also after the report."""
    with transaction.atomic():
        with recorded(by=None, network=participant.series.network, deed="dialogue.withdraw"):
            for quote in quotes:
                blank(_own(participant, quote), Quote.State.WITHDRAWN)
            _answered(participant)
        forget_words(quote.pk for quote in quotes)


def blank(quote: Quote, state: str) -> None:
    """Empty a quote that no longer stands; its codings and places in findings go with it.

    Call ``forget_words`` once this is kept: the history still shows what it said.
    """
    for row in (*quote.codings.all(), *quote.backed.all()):
        row.delete()
    quote.text = quote.first_wording = ""
    quote.state, quote.checked_at = state, timezone.now()
    quote.save()


def forget_words(quotes: Iterable[uuid.UUID]) -> None:
    """Blank quotes in all that was kept of them, with every memo there ever was about them."""
    ids = set(quotes)
    memos = _once_about("dialogue.coding", "quote_id", ids)
    for gone in (*(Quote(pk=pk) for pk in ids), *(Coding(pk=pk) for pk in memos)):
        forget_in_history(gone, NO_TEXT)


def _once_about(model: str, column: str, ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Return rows that ever pointed at these, also those that are gone by now."""
    here = [str(pk) for pk in ids]
    about = Q(**{f"before__{column}__in": here}) | Q(**{f"after__{column}__in": here})
    return set(Change.objects.filter(about, model=model).values_list("object_id", flat=True))


def add_own(*, participant: Participant, text: str, hat: Any, key: uuid.UUID) -> Quote:
    """Add what was said and not noted, or what one still wants to say; twice is once."""
    with _checking(participant):
        table = Table.locked(participant.table_id)  # type: ignore[arg-type]
        quote = Quote.objects.filter(client_key=key).first()
        if quote is None:
            quote = Quote(table=table, hat=hat, participant=participant, client_key=key,
                          is_added=True, state=Quote.State.APPROVED,
                          position=next_position(table), checked_at=timezone.now())  # fmt: skip
            quote.text = text
            quote.save()
        _answered(participant)
    return quote


def next_position(table: Table) -> int:
    """The place after the last quote; ask it while the table is locked."""
    last = Quote.objects.filter(table=table).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def revoke_consent(*, participant: Participant) -> int:
    """Take consent back: every quote and note of this person goes; return how many quotes."""
    quotes = list(Quote.objects.of_participant(participant).standing())
    with transaction.atomic():
        with recorded(by=None, network=participant.series.network, deed="dialogue.withdraw"):
            stored = Participant.locked(participant.pk)
            _consent(stored, False)
            stored.save()
            notes = [Reflection(pk=one.pk) for one in _notes_of(participant)]
            for note in _notes_of(participant):
                note.delete()
        for note in notes:
            forget_in_history(note, NO_TEXT)
        withdraw(participant=participant, quotes=quotes)
        # Also what an undo took away meanwhile: it is no quote any more, but the history has it.
        forget_words(_once_about("dialogue.quote", "participant_id", [participant.pk]))
    return len(quotes)


def _notes_of(participant: Participant) -> list[Reflection]:
    return list(Reflection.objects.of_participant(participant))


def _checking(participant: Participant) -> Any:
    return recorded(by=None, network=participant.series.network, deed="dialogue.check")


def _own(participant: Participant, quote: Quote) -> Quote:
    stored = Quote.locked(quote.pk)
    if stored.participant_id != participant.pk:
        raise Quote.DoesNotExist
    return stored


def _answered(participant: Participant) -> None:
    stored = Participant.locked(participant.pk)
    stored.check_answered_at = timezone.now()
    stored.save()
