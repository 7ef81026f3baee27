"""The programme of a camp for other programs: iCalendar and schedule.xml."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from vlaggenlijn.agenda.icalendar_text import Event, calendar
from vlaggenlijn.common.tongues import spoken
from vlaggenlijn.dialogue.camp_boards import Board
from vlaggenlijn.dialogue.models import Camp, CampRoom, CampSession, CampSlot
from vlaggenlijn.dialogue.schedule_xml import Programme, Talk, schedule


def calendar_of(camp: Camp, sessions: Iterable[CampSession], site: str) -> str:
    """Return placed sessions as a calendar; a cancelled one says so there too."""
    events = (_event(camp, one, one.slot, one.room, site) for one in sessions
              if one.slot and one.room)  # fmt: skip
    return calendar(events, name=camp.name, language=spoken())


def _event(camp: Camp, session: CampSession, slot: CampSlot, room: CampRoom, site: str) -> Event:
    title = session.title
    host = _("Host: %(name)s") % {"name": session.host} if session.host else ""
    return Event(
        uid=f"{session.pk}@vlaggenlijn",
        changed_at=session.changed_at,
        sequence=session.version - 1,
        start=slot.start,
        end=slot.end,
        summary=_("Cancelled: %(title)s") % {"title": title} if session.is_cancelled else title,
        description="\n\n".join(filter(None, [host, session.about])),
        location=", ".join(filter(None, [room.name, camp.place])),
        url=site + reverse("dialogue:camp_session", args=[camp.pk, session.pk]),
        is_cancelled=session.is_cancelled,
    )


def schedule_of(board: Board, site: str) -> bytes:
    """Return the grid as schedule.xml; what is cancelled or for everybody together is not in it."""
    camp = board.camp
    talks = tuple(
        Talk(
            key=one.pk, room=cell.room.name, start=row.slot.start, end=row.slot.end,
            title=one.title, kind=one.kind, abstract=one.about,
            persons=(one.host,) if one.host else (),
            url=site + reverse("dialogue:camp_session", args=[camp.pk, one.pk]),
        )
        for row in board.rows
        for cell in row.cells
        for one in cell.sessions
        if camp.is_public and not one.is_cancelled
    )  # fmt: skip
    version = camp.version + sum(one.version for one in board.sessions)
    return schedule(
        Programme(
            acronym=slugify(camp.name)[:40] or "kamp", title=camp.name, day=camp.day,
            version=str(version), rooms=tuple(room.name for room in board.rooms), talks=talks,
            language=spoken(), base_url=site,
        )
    )  # fmt: skip
