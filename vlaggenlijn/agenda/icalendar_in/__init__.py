"""Calendars of others (RFC 5545) as plain events; plain values in, plain values out, no Django.

Written here, as what comes in is not to be trusted: everything has a limit, nothing is followed
that does not end, and one event that cannot be read keeps no other one out.
"""

from vlaggenlijn.agenda.icalendar_in.events import Event, Read, read_calendar
from vlaggenlijn.agenda.icalendar_in.lines import Unreadable

__all__ = ["Event", "Read", "Unreadable", "read_calendar"]
