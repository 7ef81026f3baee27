"""The form of a network's note about a service."""

from typing import Any

from django.utils.translation import gettext_lazy as lazy

from vlaggenlijn.common.forms import TextField, VersionedForm
from vlaggenlijn.directory.models import LocalNote


class NoteForm(VersionedForm):
    """When to refer to a service and when not; both empty takes the note away."""

    refer_when = TextField(
        label=lazy("When do I refer here?"), required=False, max_length=2000, lines=5
    )
    refer_when_not = TextField(label=lazy("When not?"), required=False, max_length=2000, lines=5)


def note_initial(note: LocalNote | None) -> dict[str, Any]:
    names = ("refer_when", "refer_when_not", "version")
    return {name: getattr(note, name) for name in names} if note else {}
