"""Writing, approving and withdrawing translations, and taking in what a translator sends back."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from vlaggenlijn.accounts.models import Conflict, LocalNetwork, User, recorded
from vlaggenlijn.directory.models import (
    InLanguage,
    Organization,
    OrganizationTranslation,
    RecordTranslation,
    Service,
    ServiceTranslation,
    Translatable,
    in_language,
)
from vlaggenlijn.directory.translating import Texts, plain

State = RecordTranslation.State


def write_translation(
    *,
    by: User | None,
    record: Translatable,
    language: str,
    texts: Texts,
    seen: str | None,
    is_approved: bool = False,
    idempotency_key: uuid.UUID | None = None,
) -> InLanguage:
    """Keep texts as a draft beside what visitors read, or show them to visitors from now on.

    ``seen`` is ``InLanguage.seen`` of what the writer had before them; None takes it as it is.
    Raises Conflict when the Dutch or the translation changed since.
    """
    deed = "translation.approve" if is_approved else "translation.draft"
    with recorded(by=by, network=_network(record), deed=deed, key=idempotency_key) as recorder:
        now = _locked(record, language)
        said = _fitting(texts, now)
        if recorder.is_repeat:
            return _same_or_conflict(now, said, is_approved=is_approved)
        if seen is not None and now.seen != seen:
            raise Conflict(now.record)
        _approve(now, said) if is_approved else _keep_draft(now, said)
    return in_language(now.record, language)


def withdraw_translation(
    *,
    by: User | None,
    record: Translatable,
    language: str,
    idempotency_key: uuid.UUID | None = None,
) -> InLanguage:
    """Take a translation off the site; its text stays as a draft unless there is one already."""
    deed = "translation.withdraw"
    with recorded(by=by, network=_network(record), deed=deed, key=idempotency_key) as recorder:
        now = _locked(record, language)
        if now.approved is not None and not recorder.is_repeat:
            if now.draft is None:
                now.approved.state = State.DRAFT
                now.approved.save()
            else:
                now.approved.delete()
    return in_language(now.record, language)


def import_translations(
    *,
    by: User | None,
    language: str,
    pieces: Iterable[tuple[Translatable, Texts]],
    idempotency_key: uuid.UUID | None = None,
) -> int:
    """Keep texts of several records as drafts, all or none; return the number of records.

    A piece that a record has in its draft, or in what visitors read, gives way; the others stay.
    """
    filled = list(pieces)
    networks = {_network(record) for record, _ in filled}
    network = networks.pop() if len(networks) == 1 else None
    deed = "translation.import"
    with recorded(by=by, network=network, deed=deed, key=idempotency_key) as recorder:
        for record, texts in [] if recorder.is_repeat else filled:
            _keep_pieces(_locked(record, language), texts)
    return len(filled)


def _network(record: Translatable) -> LocalNetwork:
    return record.organization.network if isinstance(record, Service) else record.network


def _locked(record: Translatable, language: str) -> InLanguage:
    """Read a record for writing: as long as this lasts its Dutch cannot change."""
    kind: Any = type(record)
    return in_language(kind.locked(record.pk), language)


def _fitting(texts: Texts, now: InLanguage) -> dict[str, str]:
    """Where the Dutch says nothing, a translation cannot say anything either."""
    return {name: texts.get(name, "") if plain(now.dutch[name]) else "" for name in now.dutch}


def _same_or_conflict(now: InLanguage, said: Texts, *, is_approved: bool) -> InLanguage:
    """A key comes back by a double tap, or from somebody who went back and typed on."""
    stored = now.approved if is_approved else now.draft
    if dict(stored.said().texts if stored else {}) != (
        said if stored or any(said.values()) else {}
    ):
        raise Conflict(now.record)
    return now


def _approve(now: InLanguage, said: Texts) -> None:
    row = now.approved or now.draft or _row(now)
    if now.approved is not None and now.draft is not None:
        now.draft.delete()
    row.state = State.APPROVED
    _write(row, said, now.dutch)


def _keep_draft(now: InLanguage, said: Texts) -> None:
    if any(said.values()):
        _write(now.draft or _row(now), said, now.dutch)
    elif now.draft is not None:
        now.draft.delete()


def _keep_pieces(now: InLanguage, texts: Texts) -> None:
    latest = now.latest
    known = latest.said() if latest else None
    said = dict(known.texts if known else {}) | dict(texts)
    source = dict(known.source if known else {}) | {name: now.dutch[name] for name in texts}
    _write(now.draft or _row(now), said, source)


def _row(now: InLanguage) -> RecordTranslation:
    """A new draft; it is in the database only after _write."""
    if isinstance(now.record, Organization):
        return OrganizationTranslation(organization=now.record, language=now.language)
    return ServiceTranslation(service=now.record, language=now.language)


def _write(row: RecordTranslation, said: Texts, source: Mapping[str, str]) -> None:
    for name, text in said.items():
        setattr(row, name, text)
    row.source = dict(source)
    row.source_on = timezone.localdate()
    row.save()
