"""Forms of the workspace: nothing typed is lost, every error names the field and the mend."""

from vlaggenlijn.directory.forms.contacts import (
    ContactForm,
    contact_initial,
)
from vlaggenlijn.directory.forms.entries import (
    OrganizationEntry,
    ServiceEntry,
)
from vlaggenlijn.directory.forms.filters import (
    OrganizationFilter,
    ServiceFilter,
)
from vlaggenlijn.directory.forms.first_services import (
    FirstServicesForm,
)
from vlaggenlijn.directory.forms.handover import (
    HandoverForm,
)
from vlaggenlijn.directory.forms.invitations import (
    InvitationForm,
)
from vlaggenlijn.directory.forms.notes import (
    NoteForm,
    note_initial,
)
from vlaggenlijn.directory.forms.stewardships import (
    StewardshipsForm,
)
from vlaggenlijn.directory.forms.translations import (
    BoardFilter,
    TranslationFileForm,
    TranslationForm,
)

__all__ = [
    "BoardFilter",
    "ContactForm",
    "FirstServicesForm",
    "HandoverForm",
    "InvitationForm",
    "NoteForm",
    "OrganizationEntry",
    "OrganizationFilter",
    "ServiceEntry",
    "ServiceFilter",
    "StewardshipsForm",
    "TranslationFileForm",
    "TranslationForm",
    "contact_initial",
    "note_initial",
]
