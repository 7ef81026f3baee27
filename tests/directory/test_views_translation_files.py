"""Translations that go out and come back as a file."""

from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from defusedxml.ElementTree import fromstring
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.directory.translation_pages import BOARD, IMPORT, signed_in, stored
from tests.factories import (
    GENT,
    a_member,
    a_network,
    a_service,
)
from tests.findable import a_home, a_translation, save
from tests.pages import sent_by
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.models import Service, ServiceTranslation
from vlaggenlijn.directory.translating import State
from vlaggenlijn.directory.translation_files import NAMESPACE
from vlaggenlijn.directory.views import translation_files_work

pytestmark = pytest.mark.usefixtures("reference_data")


@pytest.fixture
def network() -> LocalNetwork:
    return a_network("gent", [GENT])


@pytest.fixture
def service(network: LocalNetwork) -> Service:
    return a_service(a_home(network), "Spelpunt", summary="Kom spelen.")


@pytest.fixture
def told(service: Service) -> Service:
    """The same service, with a text of several lines."""
    service.description = "Elke dag.\n\nOok in juli."
    save(service)
    return service


@pytest.fixture
def client(network: LocalNetwork) -> Client:
    return signed_in(a_member("coordinator", network))


def export(client: Client, query: str = "", language: str = "fr") -> Any:
    return client.get(reverse("directory:export_translations", args=[language]) + query)


def filled(content: bytes, text: str) -> bytes:
    root = fromstring(content)
    for target in root.iter(f"{{{NAMESPACE}}}target"):
        target.text = text
    return bytes(ElementTree.tostring(root, encoding="utf-8"))


def bring(client: Client, content: bytes, name: str = "vertaling.xlf") -> Any:
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content)})


def keep(client: Client, preview: Any, **typed: Any) -> Any:
    return client.post(IMPORT, sent_by(preview, css_class="done", **typed))


def test_file_holds_what_is_missing_or_outdated(client: Client, service: Service) -> None:
    a_translation(service, "fr", name="Jouer", summary="Venez.", source={"name": "Spelpunt"})
    response = export(client)
    assert response["Content-Disposition"] == 'attachment; filename="vertaling-nl-fr.xlf"'
    sources = [one.text for one in fromstring(response.content).iter(f"{{{NAMESPACE}}}source")]
    assert sources == ["Kom spelen."]
    assert "Venez." in response.content.decode()
    assert export(client, "?vorm=xlsx").content.startswith(b"PK")
    assert export(client, language="xx").status_code == 404


def test_nothing_missing_gives_no_file(client: Client, service: Service) -> None:
    a_translation(service, "fr", name="Jouer", summary="Venez.")
    assert export(client).url == BOARD


def test_there_and_back_as_drafts(client: Client, told: Service) -> None:
    service = told
    preview = bring(client, filled(export(client).content, 'Dites "oui" & <non>\u202e'))
    assert preview.context["counts"]["new"] == 3
    assert stored(service).state == State.NONE
    assert keep(client, preview).url == f"{BOARD}?naar=fr"
    now = stored(service)
    assert (now.state, now.draft.name) == (State.DRAFT, 'Dites "oui" & <non>')
    again = bring(client, filled(export(client, language="ar").content, "مرحبا\n«نعم»"))
    keep(client, again)
    said = stored(service, "ar").draft
    assert (said.summary, said.description) == ("مرحبا «نعم»", "مرحبا\n«نعم»")


def test_keeping_twice_writes_once(client: Client, service: Service) -> None:
    preview = bring(client, filled(export(client).content, "Jouer"))
    assert [keep(client, preview).status_code for _ in range(2)] == [302, 302]
    assert ServiceTranslation.objects.get().version == 1


def test_a_file_that_came_late_is_refused_where_the_dutch_changed(
    client: Client, service: Service
) -> None:
    content = filled(export(client).content, "Jouer")
    service.summary = "Anders."
    save(service)
    preview = bring(client, content)
    counts = preview.context["counts"]
    assert (counts["new"], counts["dutch_changed"]) == (1, 1)
    assert "The Dutch changed since this file was made" in preview.content.decode()


def test_all_or_nothing_when_something_moved_after_the_preview(
    client: Client, service: Service
) -> None:
    preview = bring(client, filled(export(client).content, "Jouer"))
    service.summary = "Anders."
    save(service)
    response = keep(client, preview)
    assert response.status_code == 409
    assert "look once more" in response.content.decode()
    assert stored(service).state == State.NONE


def test_records_of_others_are_unknown(client: Client, service: Service) -> None:
    content = filled(export(client).content, "Jouer")
    stranger = signed_in(a_member("coordinator", a_network("leuven", ["24062"])))
    preview = bring(stranger, content)
    assert preview.context["counts"]["unknown"] == 2
    assert "Spelpunt" not in preview.content.decode()
    promise = sent_by(bring(client, content), css_class="done")
    assert stranger.post(IMPORT, promise).status_code == 409
    assert stored(service).state == State.NONE


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"%PDF", "This is not a file we can read"),
        (b"", "This is not a file we can read"),
        (b"PK\x03\x04rubbish", "The workbook is damaged"),
        (f'<xliff xmlns="{NAMESPACE}"/>'.encode(), "into which language"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(client: Client, content: bytes, text: str) -> None:
    response = bring(client, content)
    assert response.status_code == 422
    assert text in response.content.decode()


def test_no_file_is_an_error(client: Client) -> None:
    assert client.post(IMPORT, {}).status_code == 422
    assert client.get(IMPORT).status_code == 200


@pytest.mark.parametrize("typed", [{"load": "rubbish"}, {"key": "rubbish"}])
def test_a_promise_that_is_not_ours_is_refused(
    client: Client, service: Service, typed: dict[str, str]
) -> None:
    preview = bring(client, filled(export(client).content, "Jouer"))
    assert keep(client, preview, **typed).url == IMPORT
    assert stored(service).state == State.NONE


def test_too_much_at_once_is_told(
    client: Client, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translation_files_work, "LONGEST_LOAD", 10)
    response = bring(client, filled(export(client).content, "Jouer"))
    assert response.status_code == 422
    assert "too much at once" in response.content.decode()
    assert 'name="load"' not in response.content.decode()


def test_a_workbook_there_and_back(client: Client, service: Service) -> None:
    book = openpyxl.load_workbook(BytesIO(export(client, "?vorm=xlsx").content))
    sheet = book.active
    assert sheet is not None
    sheet["F2"], sheet["F3"] = "Jouer", "Venez\njouer"
    target = BytesIO()
    book.save(target)
    preview = bring(client, target.getvalue(), "vertaling.xlsx")
    keep(client, preview)
    assert stored(service).draft.said().texts["summary"] == "Venez jouer"
