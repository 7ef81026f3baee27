"""Forms of the workspace: nothing typed is lost, every error names the field and the mend."""

from vlaggenlijn.directory.forms.entries import OrganizationEntry, ServiceEntry
from vlaggenlijn.directory.forms.filters import OrganizationFilter, ServiceFilter
from vlaggenlijn.directory.forms.notes import NoteForm, note_initial
from vlaggenlijn.directory.forms.stewardships import StewardshipsForm

__all__ = [
    "NoteForm",
    "OrganizationEntry",
    "OrganizationFilter",
    "ServiceEntry",
    "ServiceFilter",
    "StewardshipsForm",
    "note_initial",
]
