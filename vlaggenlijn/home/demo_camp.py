"""A camp of the demo: a day that is under way, with sessions that say they are invented."""

import random
from datetime import time, timedelta

from django.utils import timezone

from vlaggenlijn.accounts.models import LocalNetwork, User
from vlaggenlijn.common.sealing import SealError, keyring
from vlaggenlijn.dialogue.actions import camp_placing, camp_reports, camp_sessions, camps
from vlaggenlijn.dialogue.models import Camp, CampSession

FACILITATOR = "facilitator@demo.example"
HOURS = (
    (time(9, 30), time(10), "Demo: onthaal en voorstellen"),
    (time(10), time(10, 45), ""),
    (time(11), time(11, 45), ""),
    (time(12), time(13), "Demo: middagmaal"),
    (time(13), time(13, 45), ""),
    (time(14), time(14, 45), ""),
)
ROOMS = (
    ("Demozaal", 60, ["screen", "accessible"]),
    ("Demolokaal", 20, ["screen"]),
    ("Demohoek", 12, ["quiet", "accessible"]),
)
# Title, kind, needs, number of the demo host (0: asked for, nobody hosts it yet).
SESSIONS: tuple[tuple[str, str, list[str], int], ...] = (
    ("Demo: vaders bereiken", "discussion", [], 1),
    ("Demo: een spelpunt in een klein dorp", "presentation", ["screen"], 2),
    ("Demo: samen doorverwijzen, hoe doe je dat?", "discussion", ["quiet"], 3),
    ("Demo: ouders van tieners", "discussion", [], 1),
    ("Demo: praten zonder dezelfde taal", "demo", ["accessible"], 4),
    ("Demo: een kaart van alle aanbod", "demo", ["screen"], 5),
    ("Demo: wat kost een oudergroep?", "presentation", ["screen"], 2),
    ("Demo: wie weet iets over slapen?", "discussion", [], 0),
    ("Demo: grootouders erbij", "discussion", ["accessible"], 6),
    ("Demo: de eerste vraag aan de balie", "discussion", [], 7),
)
REPORT = {
    "heard": "Demo, verzonnen: we vertelden elkaar wat we vandaag doen.",
    "insight": "Demo, verzonnen: wie zelf belt, komt vaker.",
    "agreed": "Demo, verzonnen: twee organisaties proberen het samen uit.",
    "open_question": "",
}
DEVICES, FAVOURITES = 30, 4


def add(network: LocalNetwork) -> None:
    """Add the camp to a loaded demo; without a sealing key there is nothing to seal names with."""
    try:
        keyring()
    except SealError:
        return
    leader = User.objects.get(email=FACILITATOR)
    camp = _camp(network, leader)
    sessions = [_session(camp, *one) for one in SESSIONS]
    draw = random.Random(2012)  # noqa: S311 - the same demo every time
    for number in range(DEVICES):
        device = camp_sessions.device_of(camp, f"demo {number}")
        for session in draw.sample(sessions, FAVOURITES):
            camp_sessions.want(session=session, device=device, is_wanted=True)
    camp_placing.place_all(by=leader, camp=camp)
    camps.set_state(by=leader, camp=camp, state=Camp.State.LIVE)
    _what_happened(camp, leader)


def _camp(network: LocalNetwork, leader: User) -> Camp:
    yesterday = timezone.localdate() - timedelta(days=1)
    values = {
        "name": "Demo: kamp over opvoeden",
        "about": "Demo. Iedereen die met ouders werkt, brengt mee wat hij weet of zoekt.",
        "day": yesterday,
        "place": "Demohuis",
        "leader": leader,
        "names_until": yesterday + timedelta(days=365),
    }
    camp = camps.add_camp(by=leader, network=network, values=values)
    for starts_at, ends_at, title in HOURS:
        values = {"starts_at": starts_at, "ends_at": ends_at, "title": title}
        camps.add_slot(by=leader, camp=camp, values=values)
    for name, seats, has in ROOMS:
        camps.add_room(by=leader, camp=camp, values={"name": name, "seats": seats, "has": has})
    return camp


def _session(camp: Camp, title: str, kind: str, needs: list[str], host: int) -> CampSession:
    values = {
        "title": title,
        "about": "Demo: een verzonnen voorstel.",
        "kind": kind,
        "direction": "offered" if host else "asked",
        "needs": needs,
        "host": f"Demo gastheer {host}" if host else "",
    }
    return camp_sessions.propose(by=None, camp=camp, values=values, is_by_visitor=True)


def _what_happened(camp: Camp, leader: User) -> None:
    """One session has its report, one moved, one was cancelled; the other reports are missing."""
    reported, moved, off = list(CampSession.objects.of_camp(camp).placed()[:3])
    camp_reports.write_report(by=leader, session=reported, version=None, answers=REPORT)
    other = CampSession.objects.of_camp(camp).placed().going_on().exclude(slot=moved.slot)[3]
    camp_placing.move(by=leader, session=moved, version=moved.version,
                      slot=other.slot, room=other.room)  # fmt: skip
    camp_placing.cancel(by=leader, session=off, is_cancelled=True)
