"""The pages of what is followed, in the words of each room and the language of the reader."""

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.factories import a_data_source, a_feed, a_member, a_network
from tests.pages import sent_by
from vlaggenlijn import directory
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.agenda.views.feeds_work import PAGES as CALENDARS
from vlaggenlijn.directory.followed_pages import Pages
from vlaggenlijn.directory.views.sources_work import PAGES as SOURCES

pytestmark = pytest.mark.django_db

FOLDER = Path(directory.__file__).parent / "templates/directory/work"
LISTS = {"/werk/agenda/kalenders/": CALENDARS, "/werk/bronnen/": SOURCES}


@pytest.fixture
def network(settings: LazySettings) -> LocalNetwork:
    settings.FEED_HOSTS = ["example.org"]
    return a_network()


@pytest.fixture
def client(network: LocalNetwork) -> Client:
    client = Client()
    client.force_login(
        a_member("coordinator", network), "django.contrib.auth.backends.ModelBackend"
    )
    return client


def text_of(client: Client, address: str, language: str) -> str:
    client.cookies["taal"] = language
    return client.get(address).content.decode()


@pytest.mark.parametrize("address", LISTS)
def test_words_of_a_room_are_complete_and_templates_say_them(address: str) -> None:
    said = {word for path in FOLDER.glob("followed*.html")
            for word in re.findall(r"words\.(\w+)", path.read_text(encoding="utf-8"))}  # fmt: skip
    after_a_deed = {"added", "saved", "being_read"}
    assert LISTS[address].words.keys() | {"whose"} == said | after_a_deed


@pytest.mark.parametrize(
    ("address", "language", "title", "nothing"),
    [
        ("/werk/agenda/kalenders/", "nl", "Kalenders die we volgen", "nog geen kalender"),
        ("/werk/agenda/kalenders/", "en", "Calendars that we follow", "No calendar is followed"),
        ("/werk/bronnen/", "nl", "Bronnen die we volgen", "nog geen bron"),
        ("/werk/bronnen/", "en", "Sources that we follow", "No source is followed"),
    ],
)
def test_list_speaks_the_language_of_the_reader(
    client: Client, address: str, language: str, title: str, nothing: str
) -> None:
    page = text_of(client, address, language)
    assert f"<h1>{title}</h1>" in page
    assert nothing in page


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/werk/agenda/gent/kalender/", "Deze kalender wordt vanaf nu gevolgd."),
        ("/werk/bronnen/gent/nieuw/", "Deze bron wordt vanaf nu gevolgd."),
    ],
)
def test_deed_is_said_in_the_language_of_the_reader(
    client: Client, address: str, said: str
) -> None:
    client.cookies["taal"] = "nl"
    sent = sent_by(client.get(address), name="Bib", url="https://example.org/a")
    assert said in client.post(address, sent, follow=True).content.decode()


@pytest.mark.parametrize("pages", LISTS.values(), ids=("calendars", "sources"))
def test_address_of_another_network_is_missing(client: Client, pages: Pages) -> None:
    made = a_feed if pages is CALENDARS else a_data_source
    other = made(a_network("leuven"))
    path = f"/werk/agenda/kalender/{other.pk}/" if pages is CALENDARS else f"/werk/bron/{other.pk}/"
    assert [client.get(f"{path}{end}").status_code for end in ("", "wijzigen/")] == [404, 404]
    assert [client.post(f"{path}{end}").status_code for end in ("lezen/", "volgen/")] == [404, 404]
