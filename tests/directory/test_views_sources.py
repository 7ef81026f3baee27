"""The pages of sources that a network follows."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.factories import a_data_source, a_member, a_network, a_source_record, an_organization
from tests.pages import sent_by
from tests.stand_in import Said, StandIn, standing_in
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.directory.actions.following_hsds import follow_source
from vlaggenlijn.directory.models import DataReading, DataSource, ImportJob, Service, SourceRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]
FEED = (
    b'[{"id": "s1", "name": "Night help", "organization": {"id": "o1", "name": "Rest"},'
    b' "attributes": [{"id": "a", "taxonomy_term": {"id": "t", "name": "Sleep"}}]},'
    b' {"id": "s2", "name": "Lost"}]'
)


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def client(network: LocalNetwork) -> Client:
    client = Client()
    client.cookies["taal"] = "en"
    client.force_login(
        a_member("coordinator", network), "django.contrib.auth.backends.ModelBackend"
    )
    return client


@pytest.fixture
def other(settings: LazySettings) -> Iterator[StandIn]:
    settings.INSIDE_HOSTS = ["127.0.0.1"]
    with standing_in(lambda heard: Said(body=FEED)) as stand_in:
        yield stand_in


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def add(client: Client, **values: str) -> Any:
    path = "/werk/bronnen/gent/nieuw/"
    return client.post(path, sent_by(client.get(path), **values))


def test_source_is_added_read_and_looked_into(client: Client, other: StandIn) -> None:
    response = add(client, name="Harbor", url=f"{other.address}/feed.json")
    source = DataSource.objects.get()
    assert response.headers["Location"] == f"/werk/bron/{source.pk}/"
    assert "It was not read yet." in text_of(client.get(f"/werk/bron/{source.pk}/"))
    client.post(f"/werk/bron/{source.pk}/bekijken/")
    assert not ImportJob.objects.exists()
    follow_source(source)
    page = text_of(client.get(f"/werk/bron/{source.pk}/"))
    assert "Read: 2 new, 0 changed, 0 to look at, 1 wrong, 0 as before, 0 left out." in page
    assert "It does not say of which organisation it is, so it is left out." in page
    assert "Harbor" in text_of(client.get("/werk/bronnen/?netwerk=gent"))
    client.post(f"/werk/bron/{source.pk}/bekijken/")
    assert ImportJob.objects.get().what == "hsds_source"
    preview = text_of(client.get(f"/werk/importeren/{ImportJob.objects.get().pk}/"))
    assert "What is in the file, counted" in preview


def test_terms_of_a_source_get_a_meaning(client: Client, other: StandIn) -> None:
    add(client, name="Harbor", url=f"{other.address}/feed.json")
    source = DataSource.objects.get()
    follow_source(source)
    assert "Sleep" in text_of(client.get(f"/werk/bron/{source.pk}/termen/"))
    client.post(f"/werk/bron/{source.pk}/termen/", {"term-0": "Sleep (theme)"})
    follow_source(source)
    assert Service.objects.get().service_concepts.get().concept.slug == "sleep"


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ftp://example.org/a", "It begins with https://."),
        ("https://elsewhere.example/a", "does not allow data of elsewhere.example"),
        ("https://example.org/Harbor.json", "This source is followed already."),
    ],
)
def test_address_that_cannot_be_followed_is_refused_in_a_sentence(
    client: Client, network: LocalNetwork, settings: LazySettings, url: str, sentence: str
) -> None:
    settings.FEED_HOSTS = ["example.org"]
    a_data_source(network)
    response = add(client, name="Harbor", url=url)
    assert response.status_code == 422
    assert sentence in text_of(response)


def test_change_of_a_source_and_of_two_at_once(client: Client, network: LocalNetwork) -> None:
    source = a_data_source(network)
    path = f"/werk/bron/{source.pk}/wijzigen/"
    first, second = (sent_by(client.get(path), name=name) for name in ("One", "Two"))
    assert client.post(path, first).status_code == 302
    late = client.post(path, second)
    assert late.status_code == 409
    assert "This was changed in the meantime" in text_of(late)
    source.refresh_from_db()
    assert source.name == "One"


def test_choice_between_here_and_there(client: Client, network: LocalNetwork) -> None:
    source, house = a_data_source(network), an_organization(network, "Ours")
    record = a_source_record(source, house)
    page = text_of(client.get(f"/werk/bron/{source.pk}/"))
    assert "<dt>Name</dt><dd>here: <ins>Ours</ins><br>there: <ins>Theirs</ins></dd>" in page
    client.post(f"/werk/bron/keuze/{record.pk}/", {"name": "name", "take": "1"})
    house.refresh_from_db()
    assert house.name == "Theirs"
    assert not SourceRecord.objects.to_settle().exists()
    assert "Nothing waits for a choice." in text_of(client.get(f"/werk/bron/{source.pk}/"))


def test_hours_of_a_choice_are_said_in_words(client: Client, network: LocalNetwork) -> None:
    """And so are languages and places: a code of theirs is nobody's word."""
    source, house = a_data_source(network), an_organization(network, "Ours")
    hours = ["MO,TU 09:00-12:00", "2WE 13:30-16:00 by_appointment; FR"]
    conflicts = {"hours": hours, "languages": ["nl", "nl, ar"], "areas": ["44021", "flanders"]}
    a_source_record(source, house, conflicts=conflicts)
    client.cookies["taal"] = "nl"
    page = text_of(client.get(f"/werk/bron/{source.pk}/"))
    for words in (
        "<dt>openingsuren</dt><dd>hier: <ins>maandag, dinsdag 9.00 – 12.00</ins><br>daar: "
        "<ins>tweede woensdag van de maand 13.30 – 16.00 op afspraak; vrijdag</ins></dd>",
        "<ins>Nederlands, Arabisch</ins>",
        "<ins>heel Vlaanderen</ins>",
    ):
        assert words.casefold() in page.casefold()
    assert "MO,TU" not in page


def test_what_is_gone_there_is_told(client: Client, network: LocalNetwork) -> None:
    source, house = a_data_source(network), an_organization(network, "Old house")
    record = a_source_record(source, house)
    DataReading(source=source, code="read", missing=[record.key]).save()
    page = text_of(client.get(f"/werk/bron/{source.pk}/"))
    assert "Not in the source any more" in page


@pytest.mark.parametrize(
    ("code", "values", "sentence"),
    [
        ("same", {}, "Read; nothing had changed."),
        ("read", {}, "Read; nothing had changed."),
        ("reading", {"steps": 2}, "It is being read: 2 pages so far."),
        ("reading", {"steps": 2, "pages": 5}, "It is being read: 2 of 5 pages."),
        ("fetch_large", {"refused": {"limit": 60}}, "more than 60 MB at once"),
        ("xml", {"refused": {"file": "a"}}, "is XML or a web page"),
    ],
)
def test_reading_is_told_in_a_sentence(
    client: Client, network: LocalNetwork, code: str, values: dict[str, Any], sentence: str
) -> None:
    source = a_data_source(network)
    DataReading(source=source, code=code, values=values).save()
    assert sentence in text_of(client.get(f"/werk/bron/{source.pk}/"))


def test_following_stops_and_begins_again(client: Client, network: LocalNetwork) -> None:
    source = a_data_source(network)
    for followed in ("0", "1"):
        client.post(f"/werk/bron/{source.pk}/volgen/", {"followed": followed})
        source.refresh_from_db()
        assert source.is_followed == (followed == "1")
    assert client.post(f"/werk/bron/{source.pk}/lezen/").status_code == 302
