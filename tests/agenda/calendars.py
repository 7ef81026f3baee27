"""A calendar of somebody else for tests, and what is changed here of what came of it."""

from datetime import datetime, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from tests.stand_in import Heard, Said, StandIn
from vlaggenlijn.accounts.models import User, recorded
from vlaggenlijn.agenda.models import Activity

SOON = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=9)


class Calendar:
    """What the other site says; ``said`` overrules."""

    def __init__(self) -> None:
        self.events: list[str] = []
        self.said: Said | None = None
        self.etag = ""

    def __call__(self, heard: Heard) -> Said:
        if self.said is not None:
            return self.said
        if self.etag and heard.headers.get("if-none-match") == self.etag:
            return Said(304)
        parts = [f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT" for event in self.events]
        text = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *parts, "END:VCALENDAR"])
        headers = {"ETag": self.etag} if self.etag else {}
        return Said(body=text.replace("\n", "\r\n").encode(), headers=headers)


def stamp(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"


def event(uid: str = "a", title: str = "Babbelcafé", start: datetime = SOON, more: str = "") -> str:
    end = start + timedelta(hours=2)
    return (f"UID:{uid}\nSUMMARY:{title}\nDTSTART;TZID=Europe/Brussels:{stamp(start)}\n"
            f"DTEND;TZID=Europe/Brussels:{stamp(end)}\n{more}")  # fmt: skip


def values(other: StandIn, **changes: Any) -> dict[str, Any]:
    plain = {"name": "Bib", "url": f"{other.address}/a.ics", "new_state": "draft",
             "organizer": None, "municipality": None}  # fmt: skip
    return plain | changes


def change(activity: Activity, **columns: Any) -> None:
    with recorded(by=None, network=activity.network, deed="test"):
        stored = Activity.locked(activity.pk)
        for name, value in columns.items():
            setattr(stored, name, value)
        stored.save()


def signed_in(user: User) -> Client:
    client = Client()
    client.cookies["taal"] = "en"
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client
