"""Who takes notes gets a link, writes four answers, and is reminded when they are missing."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tests.dialogue.camps.made import a_camp, a_room, a_session, a_slot
from tests.factories import a_user
from vlaggenlijn.accounts.models import Conflict
from vlaggenlijn.dialogue.actions import camp_reports
from vlaggenlijn.dialogue.actions.camp_sessions import REPORT_LINK, TooLate, link_for, opened
from vlaggenlijn.dialogue.models import Camp, CampReport, CampSession

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
ANSWERS = {"heard": "Over slapen.", "insight": "Rust.", "agreed": "", "open_question": "Hoe?"}
SITE = "https://example.org"


def yesterday() -> Camp:
    return a_camp(day=timezone.localdate() - timedelta(days=1), state="live")


def a_placed(camp: Camp, **values: object) -> CampSession:
    return a_session(camp, slot=a_slot(camp), room=a_room(camp), **values)


def written(session: CampSession, version: int | None = None, **changes: str) -> CampReport:
    answers = ANSWERS | changes
    return camp_reports.write_report(by=None, session=session, version=version, answers=answers)


def test_note_taker_gets_a_link_that_opens_the_report(
    django_capture_on_commit_callbacks: object,
) -> None:
    session = a_placed(yesterday())
    earlier = link_for(session, REPORT_LINK)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert camp_reports.name_note_taker(by=a_user(), session=session, version=session.version,
            name="Cis", email="cis@example.org", address=SITE)  # fmt: skip
    letter = mail.outbox[0]
    token = letter.body.split("/kamp-verslag/")[1].split("/")[0]
    assert letter.to == ["cis@example.org"]
    assert opened(token, REPORT_LINK) == session
    assert opened(earlier, REPORT_LINK) is None


def test_note_taker_who_stays_the_same_gets_no_second_mail() -> None:
    session = a_placed(yesterday())
    assert not camp_reports.name_note_taker(by=a_user(), session=session, version=session.version,
        name="Cis", email="", address=SITE)  # fmt: skip
    stored = CampSession.objects.get(pk=session.pk)
    assert stored.note_taker == "Cis"
    assert not camp_reports.name_note_taker(by=a_user(), session=stored, version=stored.version,
        name="Cis", email="", address=SITE)  # fmt: skip
    with pytest.raises(Conflict):
        camp_reports.name_note_taker(by=a_user(), session=stored, version=1, name="Dirk",
                                     email="", address=SITE)  # fmt: skip


def test_report_is_written_once_and_changed_by_who_read_it() -> None:
    session = a_placed(yesterday())
    first = written(session)
    assert written(session) == first
    assert CampReport.objects.get().version == 1
    written(session, 1, insight="Toch anders.")
    with pytest.raises(Conflict):
        written(session, 1, insight="Te laat.")
    assert CampReport.objects.get().insight == "Toch anders."


def test_no_report_before_the_grid_is_public() -> None:
    with pytest.raises(TooLate):
        written(a_session(a_camp()))


def test_missing_are_sessions_that_ended_without_a_report() -> None:
    camp = yesterday()
    missing = a_placed(camp, email="cis@example.org", note_taker="Cis")
    silent = a_session(camp, "Stil", slot=a_slot(camp, 12), room=a_room(camp, "Hal"))
    a_session(camp, "Zonder plaats")
    room = a_room(camp, "Zaal")
    a_session(camp, "Weg", slot=missing.slot, room=room, is_cancelled=True)
    written(a_session(camp, "Klaar", slot=silent.slot, room=room))
    assert camp_reports.missing_reports(camp) == [missing, silent]
    assert camp_reports.remind_of_reports(by=a_user(), camp=camp, address=SITE) == (1, 1)
    assert CampSession.objects.get(pk=missing.pk).reminded_at is not None


def test_nothing_is_missing_before_the_day() -> None:
    camp = a_camp(state="live")
    a_placed(camp)
    assert camp_reports.missing_reports(camp) == []
