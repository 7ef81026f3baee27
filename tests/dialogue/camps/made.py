"""Camps with slots, rooms and sessions, as tests need them."""

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from tests.factories import a_network, a_user
from vlaggenlijn.accounts.models import LocalNetwork, User, recorded
from vlaggenlijn.dialogue.actions.camp_sessions import propose
from vlaggenlijn.dialogue.actions.camps import add_camp, add_room, add_slot
from vlaggenlijn.dialogue.models import Camp, CampInterest, CampRoom, CampSession, CampSlot


def camp_values(**changes: Any) -> dict[str, Any]:
    day: date = changes.pop("day", timezone.localdate() + timedelta(days=30))
    return {
        "name": "Kamp over opvoeden",
        "about": "Een dag van en voor wie met ouders werkt.",
        "day": day,
        "place": "Zaal Test",
        "leader": None,
        "names_until": max(day, timezone.localdate()) + timedelta(days=100),
    } | changes


def session_values(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Vaders bereiken",
        "about": "Wat werkt er?",
        "kind": "discussion",
        "direction": "offered",
        "needs": [],
        "host": "An Peeters",
    } | changes


def a_camp(network: LocalNetwork | None = None, by: User | None = None, **values: Any) -> Camp:
    state = values.pop("state", None)
    camp = add_camp(by=by or a_user(), network=network or a_network(), values=camp_values(**values))
    if state is not None:
        with recorded(by=None, network=camp.network, deed="test"):
            camp.state = state
            camp.save()
    return camp


def a_slot(camp: Camp, hour: int = 10, title: str = "") -> CampSlot:
    values = {"starts_at": time(hour), "ends_at": time(hour, 45), "title": title}
    return add_slot(by=a_user(), camp=camp, values=values)


def a_room(camp: Camp, name: str = "Zolder", seats: int = 20, *has: str) -> CampRoom:
    return add_room(by=a_user(), camp=camp, values={"name": name, "seats": seats, "has": list(has)})


def a_session(
    camp: Camp, title: str = "Vaders bereiken", slot: CampSlot | None = None,
    room: CampRoom | None = None, **values: Any,
) -> CampSession:  # fmt: skip
    columns = {name: values.pop(name) for name in list(values) if name in session_values()}
    session = propose(by=None, camp=camp, values=session_values(title=title, **columns))
    with recorded(by=None, network=camp.network, deed="test"):
        session.slot, session.room = slot, room
        for name, value in values.items():
            setattr(session, name, value)
        session.save()
    return session


def wanted(session: CampSession, *devices: str) -> None:
    for device in devices:
        CampInterest.objects.create(session=session, device=device)
