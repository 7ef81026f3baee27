"""What the tests of the pages for offers and organisations share."""

import re
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from vlaggenlijn.accounts.models import User


def url(name: str, *args: Any, **query: Any) -> str:
    return reverse(f"directory:{name}", args=args, query=query or None)


def text_of(response: HttpResponse) -> str:
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(plain.split())


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    client.cookies["taal"] = "en"
    return client


def names_in(response: HttpResponse, names: Iterable[str]) -> list[str]:
    text = text_of(response)
    return sorted((name for name in names if name in text), key=text.index)
