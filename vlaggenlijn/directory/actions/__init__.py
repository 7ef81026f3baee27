"""Writes of the directory room: atomic, kept in the history, and in the index at once."""

from vlaggenlijn.directory.actions.freshness import (
    ask_by_itself,
    close_campaign,
    mail_again,
    mark_called,
    remind,
    set_rhythm,
    start_campaign,
)
from vlaggenlijn.directory.actions.helplines import verify_helpline
from vlaggenlijn.directory.actions.notes import write_note
from vlaggenlijn.directory.actions.organization import (
    add_organization,
    archive_organization,
    change_organization,
)
from vlaggenlijn.directory.actions.service import (
    add_service,
    archive_service,
    change_service,
    close_service_this_week,
    coming_sunday,
    confirm_service,
)
from vlaggenlijn.directory.actions.stewardships import ForeignOrganization, set_stewardships
from vlaggenlijn.directory.actions.suggestions import (
    TooManyToday,
    answer_suggestion,
    forget_old_suggestions,
    suggest,
    take_over,
)

__all__ = [
    "ForeignOrganization",
    "TooManyToday",
    "add_organization",
    "add_service",
    "answer_suggestion",
    "archive_organization",
    "archive_service",
    "ask_by_itself",
    "change_organization",
    "change_service",
    "close_campaign",
    "close_service_this_week",
    "coming_sunday",
    "confirm_service",
    "forget_old_suggestions",
    "mail_again",
    "mark_called",
    "remind",
    "set_rhythm",
    "set_stewardships",
    "start_campaign",
    "suggest",
    "take_over",
    "verify_helpline",
    "write_note",
]
