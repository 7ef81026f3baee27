"""Writes of the directory room: atomic, kept in the history, and in the index at once."""

from vlaggenlijn.directory.actions.contacts import (
    add_contact,
    change_contact,
    confirm_contact,
    forget_removed_contacts,
    remove_contact,
)
from vlaggenlijn.directory.actions.first_services import (
    FirstService,
    add_first_services,
)
from vlaggenlijn.directory.actions.freshness import (
    ask_by_itself,
    close_campaign,
    mail_again,
    mark_called,
    remind,
    set_rhythm,
    start_campaign,
)
from vlaggenlijn.directory.actions.handover import (
    end_role,
)
from vlaggenlijn.directory.actions.helplines import (
    verify_helpline,
)
from vlaggenlijn.directory.actions.invitations import (
    invite,
)
from vlaggenlijn.directory.actions.notes import (
    write_note,
)
from vlaggenlijn.directory.actions.organization import (
    add_organization,
    archive_organization,
    change_organization,
)
from vlaggenlijn.directory.actions.personal import (
    keep_for_myself,
    private_text,
    rewrap_private_notes,
    star,
)
from vlaggenlijn.directory.actions.service import (
    add_service,
    archive_service,
    change_service,
    close_service_this_week,
    coming_sunday,
    confirm_service,
    take_back_confirmation,
)
from vlaggenlijn.directory.actions.stewardships import (
    ForeignOrganization,
    set_stewardships,
)
from vlaggenlijn.directory.actions.suggestions import (
    TooManyToday,
    answer_suggestion,
    forget_old_suggestions,
    suggest,
    take_over,
)
from vlaggenlijn.directory.actions.translations import (
    import_translations,
    withdraw_translation,
    write_translation,
)

__all__ = [
    "FirstService",
    "ForeignOrganization",
    "TooManyToday",
    "add_contact",
    "add_first_services",
    "add_organization",
    "add_service",
    "answer_suggestion",
    "archive_organization",
    "archive_service",
    "ask_by_itself",
    "change_contact",
    "change_organization",
    "change_service",
    "close_campaign",
    "close_service_this_week",
    "coming_sunday",
    "confirm_contact",
    "confirm_service",
    "end_role",
    "forget_old_suggestions",
    "forget_removed_contacts",
    "import_translations",
    "invite",
    "keep_for_myself",
    "mail_again",
    "mark_called",
    "private_text",
    "remind",
    "remove_contact",
    "rewrap_private_notes",
    "set_rhythm",
    "set_stewardships",
    "star",
    "start_campaign",
    "suggest",
    "take_back_confirmation",
    "take_over",
    "verify_helpline",
    "withdraw_translation",
    "write_note",
    "write_translation",
]
