"""UiTdatabank as it answers in tests."""

import json
from typing import Any

from django.test import Client

from tests.stand_in import Heard, Said
from vlaggenlijn.accounts.models import User
from vlaggenlijn.agenda.actions import uitdatabank


class Uit:
    """What UiTdatabank says; ``next`` are answers that come before."""

    def __init__(self) -> None:
        self.events: dict[str, dict[str, Any]] = {}
        self.places: dict[str, dict[str, Any]] = {}
        self.members: list[dict[str, Any]] = []
        self.token = "one"
        self.tokens = 0
        self.next: list[Said] = []
        self.address = ""

    def __call__(self, heard: Heard) -> Said:
        if heard.path == "/oauth/token":
            return self._give_token(json.loads(heard.body))
        if heard.path.startswith("/places/?"):
            return said({"member": self.members})
        if heard.headers.get("authorization") != f"Bearer {self.token}":
            return Said(401)
        if self.next:
            return self.next.pop(0)
        kind, name = heard.path.strip("/").split("/")
        kept = self.events if kind == "events" else self.places
        kept[name] = json.loads(heard.body)
        return said({"id": name, "url": f"https://io.uitdatabank.be/{kind}/{name}"})

    def _give_token(self, asked: dict[str, str]) -> Said:
        self.tokens += 1
        assert (asked["audience"], asked["grant_type"]) == (
            "https://api.publiq.be", "client_credentials",
        )  # fmt: skip
        if asked["client_secret"] != "word":
            return Said(403)
        return said({"access_token": self.token, "expires_in": 86400})


def said(value: Any, status: int = 200, **headers: str) -> Said:
    return Said(status, json.dumps(value).encode(), headers)


def a_spot() -> Any:
    return uitdatabank.Spot("Buurthuis", "Kerkstraat 1", "9000", "Gent")


def signed_in(user: User) -> Client:
    client = Client()
    client.cookies["taal"] = "en"
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client
