"""Pages of translations for tests: who is signed in, and what is stored."""

from typing import Any

from django.test import Client

from vlaggenlijn.accounts.models import User
from vlaggenlijn.directory.models import Service, in_language

BOARD, IMPORT = "/werk/vertalingen/", "/werk/vertalingen/invoer/"


def signed_in(user: User) -> Client:
    client = Client()
    client.cookies["taal"] = "en"
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def stored(service: Service, language: str = "fr") -> Any:
    return in_language(Service.objects.get(pk=service.pk), language)
