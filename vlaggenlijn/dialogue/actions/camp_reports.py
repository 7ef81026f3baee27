"""Who takes notes in a session, what they write down, and who is reminded of it."""

from collections.abc import Mapping

from django.utils import timezone

from vlaggenlijn.accounts.actions import end_links
from vlaggenlijn.accounts.models import Conflict, User, recorded
from vlaggenlijn.common.mail import send_after_commit
from vlaggenlijn.dialogue.actions.camp_sessions import REPORT_LINK, TooLate, link_for
from vlaggenlijn.dialogue.camp_letters import report_letter
from vlaggenlijn.dialogue.models import Camp, CampReport, CampSession

REPORT_COLUMNS = ("heard", "insight", "agreed", "open_question")


def name_note_taker(
    *, by: User, session: CampSession, version: int, name: str, email: str, address: str
) -> bool:
    """Say who takes notes; return whether a link was mailed. Earlier links end.

    Raises Conflict when someone was first.
    """
    with recorded(by=by, network=session.camp.network, deed="camp.note_taker"):
        stored = CampSession.locked(session.pk, version)
        if (stored.note_taker, stored.email) == (name, email):
            return False
        stored.note_taker, stored.email = name, email
        stored.reminded_at = None
        stored.save()
        end_links(subject_id=stored.pk, purpose=REPORT_LINK)
        if email:
            _mail(session, email, address)
    return bool(email)


def volunteer(*, session: CampSession, name: str) -> CampSession:
    """Let a visitor take notes where nobody does yet; the first one counts. Raises TooLate.

    Also before the grid is public, and once names of the camp are no longer kept.
    """
    with recorded(by=None, network=session.camp.network, deed="camp.note_taker"):
        camp = Camp.locked(session.camp_id)
        stored = CampSession.locked(session.pk)
        if not (camp.is_public and camp.has_names and stored.waits_for_a_note_taker):
            raise TooLate
        stored.note_taker = name
        stored.save()
    return stored


def _mail(session: CampSession, email: str, address: str, *, is_reminder: bool = False) -> None:
    token = link_for(session, REPORT_LINK)
    subject, body = report_letter(session, token, address=address, is_reminder=is_reminder)
    send_after_commit(to=email, subject=subject, body=body)


def write_report(
    *, by: User | None, session: CampSession, version: int | None, answers: Mapping[str, str]
) -> CampReport:
    """Keep the four answers; the same ones twice are once.

    ``version`` is that of the report that was read, None when there was none. Raises Conflict when
    somebody else wrote in the meantime, TooLate before the grid is public.
    """
    with recorded(by=by, network=session.camp.network, deed="camp.report"):
        CampSession.locked(session.pk)
        if not Camp.objects.get(pk=session.camp_id).is_public:
            raise TooLate
        stored = CampReport.objects.filter(session=session).first()
        columns = {name: answers[name] for name in REPORT_COLUMNS}
        if stored is not None and all(getattr(stored, name) == columns[name] for name in columns):
            return stored
        if (stored.version if stored else None) != version:
            raise Conflict(stored)
        stored = stored or CampReport(session=session)
        for name, text in columns.items():
            setattr(stored, name, text)
        stored.save()
    return stored


def remind_of_reports(*, by: User, camp: Camp, address: str) -> tuple[int, int]:
    """Mail who took notes in a session that ended without a report; return (mailed, silent).

    Silent are those of whom no mail address is known.
    """
    mailed = silent = 0
    with recorded(by=by, network=camp.network, deed="camp.remind"):
        for session in missing_reports(camp):
            if not session.email:
                silent += 1
                continue
            _mail(session, session.email, address, is_reminder=True)
            session.reminded_at = timezone.now()
            session.save()
            mailed += 1
    return mailed, silent


def missing_reports(camp: Camp) -> list[CampSession]:
    """Return sessions that went on, are over and have no report, in the order of the day."""
    rows = CampSession.objects.of_camp(camp).going_on().placed().without_report()
    now = timezone.now()
    return [one for one in rows.in_order_of_time() if one.slot and one.slot.end <= now]
