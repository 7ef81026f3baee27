"""Favourites and private notes: of one person, for one person; the history does not know them."""

from django.db import transaction
from django.utils import timezone

from vlaggenlijn.accounts.models import Conflict, User
from vlaggenlijn.common.sealing import rewrap, seal, unseal
from vlaggenlijn.directory.models import Favourite, PrivateNote, Service


def star(*, by: User, service: Service, is_kept: bool = True) -> None:
    """Keep a service among somebody's favourites, or let it go; twice is once."""
    if is_kept:
        Favourite.objects.get_or_create(user=by, service=service)
    else:
        Favourite.objects.of(by).filter(service=service).delete()


def keep_for_myself(
    *, by: User, service: Service, label: str, text: str, version: int | None
) -> None:
    """Write a person's own label and note about a service; an empty text takes the note away.

    A label makes the service a favourite. ``version`` is that of the note that the writer saw
    (None: there was none); raises Conflict when it is another by now (a second device), and
    SealError when there is no key to seal with.
    """
    with transaction.atomic():
        _write_note(by, service, text, version)
        if label:
            values = {"label": label}
            Favourite.objects.update_or_create(user=by, service=service, defaults=values)
        else:
            Favourite.objects.of(by).filter(service=service).update(label="")


def _write_note(by: User, service: Service, text: str, version: int | None) -> None:
    mine = PrivateNote.objects.of(by).about(service.pk)
    note = mine.select_for_update().first()
    if (note.version if note else None) != version:
        if (private_text(note) if note else "") != text:
            raise Conflict(note)
        return  # the same form arrived twice
    if not text:
        mine.delete()
        return
    note = note or PrivateNote(writer=by, service=service, version=0)
    note.sealed_text = seal(text, context=note.place)
    note.version += 1
    note.changed_at = timezone.now()
    note.save()


def private_text(note: PrivateNote) -> str:
    """Return what was written; raise SealError when the key that sealed it is not here."""
    return unseal(bytes(note.sealed_text), context=note.place)


def rewrap_private_notes() -> int:
    """Bring every note under the current sealing key; return how many were under another."""
    turned = 0
    with transaction.atomic():
        for note in PrivateNote.objects.select_for_update().iterator(chunk_size=500):
            before = bytes(note.sealed_text)
            note.sealed_text = rewrap(before, context=note.place)
            if note.sealed_text != before:
                note.save()
                turned += 1
    return turned
