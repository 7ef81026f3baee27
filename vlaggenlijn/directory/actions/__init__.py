"""Writes of the directory room: atomic, kept in the history, and in the index at once."""

from vlaggenlijn.directory.actions.first_services import FirstService, add_first_services
from vlaggenlijn.directory.actions.handover import end_role
from vlaggenlijn.directory.actions.helplines import verify_helpline
from vlaggenlijn.directory.actions.invitations import invite
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

__all__ = [
    "FirstService",
    "ForeignOrganization",
    "add_first_services",
    "add_organization",
    "add_service",
    "archive_organization",
    "archive_service",
    "change_organization",
    "change_service",
    "close_service_this_week",
    "coming_sunday",
    "confirm_service",
    "end_role",
    "invite",
    "set_stewardships",
    "verify_helpline",
    "write_note",
]
