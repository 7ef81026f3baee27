"""Everything that is written about the agenda."""

from vlaggenlijn.agenda.actions.activities import (
    add_activity,
    add_drafts,
    change_activity,
    set_state,
)
from vlaggenlijn.agenda.actions.following import follow_feeds
from vlaggenlijn.agenda.actions.occurrences import change_occurrence, extend_series
from vlaggenlijn.agenda.actions.registrations import (
    Closed,
    Full,
    Told,
    cancel_for_family,
    cancel_registration,
    forget_old_registrations,
    opened_registration,
    register,
    remind_of_tomorrow,
)
from vlaggenlijn.agenda.actions.telling import letter_about

__all__ = [
    "Closed",
    "Full",
    "Told",
    "add_activity",
    "add_drafts",
    "cancel_for_family",
    "cancel_registration",
    "change_activity",
    "change_occurrence",
    "extend_series",
    "follow_feeds",
    "forget_old_registrations",
    "letter_about",
    "opened_registration",
    "register",
    "remind_of_tomorrow",
    "set_state",
]
