"""Steps of an import in the browser, from file to report."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from vlaggenlijn.accounts.models import User
from vlaggenlijn.directory.models import ImportJob
from vlaggenlijn.directory.models.importing import unpacked

GOOD = "naam;kbo;straat;postcode\nDe Zandbak;0207437468;Veldstraat 1;9000\n"


def signed_in(user: User) -> Client:
    client = Client()
    client.cookies["taal"] = "en"
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def send(client: Client, text: str | bytes = GOOD, name: str = "lijst.csv", **more: str) -> Any:
    data = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile(name, data)
    return client.post("/werk/importeren/", {"network": "gent", "file": file} | more)


def job() -> ImportJob:
    return ImportJob.objects.get()


def address(ending: str = "") -> str:
    return f"/werk/importeren/{job().pk}/{ending}"


def chosen(client: Client, *fields: str) -> Any:
    return client.post(
        address("kolommen/"), {f"column-{number}": one for number, one in enumerate(fields)}
    )


GUESSED = ("name", "kbo", "street", "postal_code")


def previewed(client: Client, text: str = GOOD) -> dict[str, int]:
    send(client, text)
    chosen(client, *GUESSED)
    return {kind: count for kind, count in job().totals.items() if count}


def page(client: Client, query: str = "") -> str:
    return client.get(address() + query).content.decode()


def outcomes() -> list[tuple[int, str]]:
    kept = job()
    plain = unpacked(kept.result if kept.result is not None else kept.preview)
    return [(row["number"], row["outcome"]) for row in plain["rows"]]
