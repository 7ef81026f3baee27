"""What visitors and organisations tell us is not right: kept, answered, forgotten in time."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation

from vlaggenlijn.accounts.actions import forget_in_history
from vlaggenlijn.accounts.models import Conflict, LocalNetwork, User, recorded
from vlaggenlijn.common.mail import send_after_commit
from vlaggenlijn.directory.actions.reading import service_facts
from vlaggenlijn.directory.actions.service import change_service, first_made
from vlaggenlijn.directory.letters import answer_letter
from vlaggenlijn.directory.models import Organization, Service, Suggestion, SuggestionKind
from vlaggenlijn.directory.suggested import STATUS, with_value

EMAIL_KEPT, TEXT_KEPT = timedelta(days=90), timedelta(days=730)
MOST_ABOUT_ONE, MOST_IN_A_NETWORK = 10, 150


class TooManyToday(Exception):
    """More was told today than people can read; nothing was saved."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a visitor filled in."""

    kind: str
    text: str = ""
    email: str = ""
    language: str = "nl"


def suggest(
    *,
    network: LocalNetwork,
    organization: Organization | None,
    service: Service | None,
    told: Told,
    key: uuid.UUID,
) -> Suggestion:
    """Keep what a visitor says; the same words with the same key return the first.

    Who goes back and writes on says something new. Raises TooManyToday.
    """
    key = uuid.uuid5(key, repr(told))
    with recorded(by=None, network=network, deed="suggestion.add", key=key) as recorder:
        if recorder.is_repeat:
            return first_made(recorder, Suggestion)
        _refuse_too_many(network, organization, service)
        suggestion = Suggestion(
            network=network,
            organization=organization,
            service=service,
            kind=told.kind,
            text=told.text,
            email=told.email,
            language=told.language,
        )
        suggestion.save()
    return suggestion


def _refuse_too_many(
    network: LocalNetwork, organization: Organization | None, service: Service | None
) -> None:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = Suggestion.objects.of_network(network).by_visitors().since(midnight)
    is_about = organization is not None
    if is_about and today.about(organization, service).count() >= MOST_ABOUT_ONE:
        raise TooManyToday
    if today.count() >= MOST_IN_A_NETWORK:
        raise TooManyToday


def answer_suggestion(
    *,
    by: User,
    suggestion: Suggestion,
    version: int | None,
    state: str,
    answer: str = "",
    idempotency_key: uuid.UUID | None = None,
) -> Suggestion:
    """Close a suggestion, or open it again; an answer is mailed to who left an address.

    Raises Conflict when somebody else answered in the meantime, or when the key comes back with
    other words.
    """
    network, deed = suggestion.network, f"suggestion.{state}"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        if recorder.is_repeat:
            return _same_or_conflict(Suggestion.locked(suggestion.pk), state, answer)
        stored = Suggestion.locked(suggestion.pk, version or 0)
        is_open = state == Suggestion.State.NEW
        stored.state = state
        stored.handled_by = None if is_open else by
        stored.handled_at = None if is_open else timezone.now()
        if answer:
            stored.answer = answer
        stored.save()
        if answer and stored.email:
            _mail(stored)
    return stored


def _same_or_conflict(stored: Suggestion, state: str, answer: str) -> Suggestion:
    if (stored.state, answer or stored.answer) != (state, stored.answer):
        raise Conflict(stored)
    return stored


def _mail(suggestion: Suggestion) -> None:
    is_u = suggestion.network.form_of_address == "u" and suggestion.language == "nl"
    with translation.override("nl-be" if is_u else suggestion.language):
        subject, body = answer_letter(suggestion)
    send_after_commit(to=suggestion.email, subject=subject, body=body)


def take_over(*, by: User, suggestion: Suggestion, name: str, version: int) -> Suggestion:
    """Write one value that the organisation gave into its service.

    Raises Conflict when the service changed since it was shown, HoursError when its present hours
    cannot be read, KeyError for a name that the organisation did not change.
    """
    with transaction.atomic():
        stored = Suggestion.locked(suggestion.pk)
        if name not in stored.changes or stored.service is None:
            raise KeyError(name)
        if stored.changes[name]["is_taken"]:  # a second tap
            return stored
        service = Service.locked(stored.service.pk, version)
        facts = with_value(service_facts(service), name, stored.changes[name]["after"])
        is_confirmed = name != STATUS
        change_service(
            by=by, service=service, version=version, facts=facts, is_confirmed=is_confirmed
        )
        with recorded(by=by, network=stored.network, deed="suggestion.take"):
            stored.changes = stored.changes | {name: stored.changes[name] | {"is_taken": True}}
            stored.save()
    return stored


def forget_old_suggestions(now: datetime | None = None) -> int:
    """Blank addresses 90 days and texts two years after the answer; return how many were."""
    now = now or timezone.now()
    with_email = Suggestion.objects.with_email_handled_before(now - EMAIL_KEPT)
    with_text = Suggestion.objects.with_text_handled_before(now - TEXT_KEPT)
    emails = [_forget(one, {"email": ""}) for one in with_email.with_record()]
    blanks: dict[str, object] = {"text": "", "answer": "", "changes": {}}
    texts = [_forget(one, blanks) for one in with_text.with_record()]
    return len(emails) + len(texts)


@transaction.atomic
def _forget(suggestion: Suggestion, blanks: dict[str, object]) -> None:
    with recorded(by=None, network=suggestion.network, deed="suggestion.forget"):
        stored = Suggestion.locked(suggestion.pk)
        for name, blank in blanks.items():
            setattr(stored, name, blank)
        stored.save()
    forget_in_history(suggestion, blanks)


def suggest_as_organization(
    *,
    service: Service,
    changes: dict[str, dict[str, object]],
    text: str,
    key: uuid.UUID,
    email: str,
) -> Suggestion | None:
    """Keep what the organisation itself says is different; None when it says nothing."""
    if not (changes or text):
        return None
    network = service.organization.network
    key = uuid.uuid5(key, repr((sorted(changes), [one["after"] for one in changes.values()], text)))
    with recorded(by=None, network=network, deed="suggestion.add", key=key) as recorder:
        if recorder.is_repeat:
            return first_made(recorder, Suggestion)
        suggestion = Suggestion(
            network=network,
            organization=service.organization,
            service=service,
            kind=SuggestionKind.BY_ORGANIZATION,
            text=text,
            changes=changes,
            email=email,
        )
        suggestion.save()
    return suggestion
