"""The note of a network about a service of any network."""

import uuid

from vlaggenlijn.accounts.models import Conflict, LocalNetwork, User, recorded
from vlaggenlijn.directory.models import LocalNote, Service


def write_note(
    *,
    by: User | None,
    network: LocalNetwork,
    service: Service,
    refer_when: str,
    refer_when_not: str,
    version: int | None = None,
    idempotency_key: uuid.UUID | None = None,
) -> LocalNote | None:
    """Write or change a note; two empty texts take it away and return None.

    ``version`` None says that the writer saw no note. Raises Conflict when there is one by now, or
    when it changed since.
    """
    with recorded(by=by, network=network, deed="note.write", key=idempotency_key) as recorder:
        note = LocalNote.objects.filter(network=network, service=service).first()
        if _says(note, refer_when, refer_when_not):
            return note
        if recorder.is_repeat or (note is not None and note.version != version):
            raise Conflict(note)
        note = note or LocalNote(network=network, service=service)
        if not (refer_when or refer_when_not):
            note.delete()
            return None
        note.refer_when, note.refer_when_not = refer_when, refer_when_not
        note.save()
    return note


def _says(note: LocalNote | None, refer_when: str, refer_when_not: str) -> bool:
    if note is None:
        return not (refer_when or refer_when_not)
    return (note.refer_when, note.refer_when_not) == (refer_when, refer_when_not)
