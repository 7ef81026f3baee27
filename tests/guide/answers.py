"""Asking the guide something in tests."""

from typing import Any

from django.test import Client
from django.urls import reverse

ANSWER, SHORTLIST = reverse("guide:answer"), reverse("guide:shortlist")


def post(language: str = "en", **fields: Any) -> Any:
    client = Client(enforce_csrf_checks=True)
    return client.post(f"{ANSWER}?taal={language}" if language != "nl" else ANSWER, fields)


def get(url: str = ANSWER, **query: Any) -> Any:
    return Client().get(url, query)


def text_of(response: Any) -> str:
    return str(response.content.decode())
