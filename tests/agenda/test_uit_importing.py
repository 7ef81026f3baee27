"""Activities out of UiTdatabank: a preview, one step, no doubles, and what was changed here."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.factories import a_member, a_network, an_activity, an_organization
from tests.stand_in import Heard, Said, StandIn, standing_in
from vlaggenlijn.accounts.models import LocalNetwork, User, recorded
from vlaggenlijn.agenda.models import Activity, ActivitySource, UitApproval, UitSending
from vlaggenlijn.directory.models import ImportJob

pytestmark = pytest.mark.django_db
SOON = timezone.localtime().replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=9)
PAGE = "/werk/agenda/gent/uitdatabank/"


@pytest.fixture
def network() -> LocalNetwork:
    return a_network()


@pytest.fixture
def coordinator(network: LocalNetwork) -> User:
    return a_member("coordinator", network)


@pytest.fixture
def client(coordinator: User) -> Client:
    client = Client()
    client.cookies["taal"] = "en"
    client.force_login(coordinator, "django.contrib.auth.backends.ModelBackend")
    return client


def event(number: int = 1, title: str = "Babbelcafé", start: datetime = SOON, **more: Any) -> Any:
    end = start + timedelta(hours=2)
    return {
        "@id": f"https://io.uitdatabank.be/event/0000000{number}-0000-4000-8000-000000000000",
        "mainLanguage": "nl", "name": {"nl": title}, "calendarType": "single",
        "startDate": start.isoformat(), "endDate": end.isoformat(),
        "terms": [{"id": "0.3.2.0.0", "domain": "eventtype"}], "typicalAgeRange": "0-2",
        "location": {"name": {"nl": "Buurthuis"}, "address": {"nl": {
            "streetAddress": "Kerkstraat 1", "postalCode": "9000", "addressLocality": "Gent"}}},
        **more,
    }  # fmt: skip


def sent(client: Client, *events: Any, name: str = "zoek.json") -> ImportJob:
    content = json.dumps({"member": list(events)}).encode()
    answer = client.post(PAGE, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302
    return ImportJob.objects.order_by("-created_at")[0]


def written(client: Client, *events: Any) -> ImportJob:
    job = sent(client, *events)
    client.post(f"/werk/importeren/{job.pk}/schrijf/")
    job.refresh_from_db()
    return job


def test_preview_and_one_step(client: Client, network: LocalNetwork) -> None:
    organizer = an_organization(network, "De Zandbak")
    job = sent(
        client,
        event(organizer={"name": {"nl": "de zandbak"}},
              priceInfo=[{"category": "base", "price": 3}],
              bookingInfo={"url": "https://example.org/in"}),
        event(2, "Lezing", organizer={"name": {"nl": "Onbekend"}}),
        event(3, "Intern", audience={"audienceType": "members"}),
    )  # fmt: skip
    assert (job.state, job.totals["new"], job.totals["doubtful"], job.totals["wrong"]) == (
        "preview", 1, 1, 1,
    )  # fmt: skip
    assert Activity.objects.count() == 0
    page = client.get(f"/werk/importeren/{job.pk}/?kind=all").content.decode()
    for text in ("It is not for everybody", "No organisation here is called “Onbekend”"):
        assert text in page
    assert "Other columns" not in page
    client.post(f"/werk/importeren/{job.pk}/schrijf/")
    assert "To the agenda" in client.get(f"/werk/importeren/{job.pk}/").content.decode()
    made = Activity.objects.get(title="Babbelcafé")
    assert (made.organizer, made.kind, made.state, made.price) == (organizer, "talk", "draft", 3)
    assert (made.minimum_age_months, made.maximum_age_months) == (None, 35)
    assert (made.coming, made.venue, made.street) == ("elsewhere", "Buurthuis", "Kerkstraat 1")
    source = ActivitySource.objects.get(activity=made)
    assert source.url.startswith("https://www.uitinvlaanderen.be/agenda/e/-/00000001")
    assert source.url in client.get(f"/werk/agenda/{made.pk}/").content.decode()


def test_again_gives_no_doubles(client: Client) -> None:
    written(client, event())
    job = written(client, event())
    assert (job.totals["unchanged"], Activity.objects.count()) == (1, 1)


def test_change_there_comes_in_and_change_here_stays(client: Client) -> None:
    written(client, event())
    made = Activity.objects.get()
    with recorded(by=None, network=made.network, deed="test"):
        made.venue, made.title = "Zaal Roos", "Ons café"
        made.save()
    later = SOON + timedelta(days=2)
    job = sent(client, event(title="Koffieklets", start=later))
    page = client.get(f"/werk/importeren/{job.pk}/?kind=all").content.decode()
    assert "changed here as well as there, so it stays as it is here: title." in page
    assert "days and hours" in page
    client.post(f"/werk/importeren/{job.pk}/schrijf/")
    made.refresh_from_db()
    assert (made.title, made.venue, made.first_on) == ("Ons café", "Zaal Roos", later.date())
    assert ActivitySource.objects.get().conflicts == {"title": "Koffieklets"}


def test_what_looks_like_ours_is_asked_about(client: Client, network: LocalNetwork) -> None:
    made = an_activity(network, title="babbelcafé", first_on=SOON.date())
    job = sent(client, event())
    page = client.get(f"/werk/importeren/{job.pk}/").content.decode()
    assert "not linked to this record. Is it the same one?" in page
    client.post(f"/werk/importeren/{job.pk}/keuzes/", {"row-1": f"same:{made.pk}:{made.version}"})
    client.post(f"/werk/importeren/{job.pk}/schrijf/")
    assert ActivitySource.objects.get().activity == made
    assert Activity.objects.count() == 1


def test_left_out_and_new_are_choices_too(client: Client, network: LocalNetwork) -> None:
    an_activity(network, title="Babbelcafé", first_on=SOON.date())
    job = sent(client, event())
    client.post(f"/werk/importeren/{job.pk}/keuzes/", {"row-1": "leave"})
    client.post(f"/werk/importeren/{job.pk}/schrijf/")
    assert Activity.objects.count() == 1
    job = sent(client, event())
    client.post(f"/werk/importeren/{job.pk}/keuzes/", {"row-1": "new"})
    client.post(f"/werk/importeren/{job.pk}/schrijf/")
    assert Activity.objects.count() == 2


def test_what_we_sent_there_does_not_come_back(client: Client, network: LocalNetwork) -> None:
    made = an_activity(network, title="Feest", kind="party")
    with recorded(by=None, network=network, deed="test"):
        approval = UitApproval(activity=made)
        approval.save()
    uit_id = "00000001-0000-4000-8000-000000000000"
    UitSending.objects.create(approval=approval, uit_id=uit_id)
    job = sent(client, event(title="Feest, zoals het daar staat"))
    assert (job.totals["skipped"], Activity.objects.count()) == (1, 1)


def test_two_times_a_day_and_a_full_one(client: Client) -> None:
    times = [{"startDate": (SOON + timedelta(hours=hours)).isoformat(),
              "endDate": (SOON + timedelta(hours=hours + 1)).isoformat(),
              "bookingAvailability": {"type": "Unavailable" if hours else "Available"}}
             for hours in (0, 3)]  # fmt: skip
    written(client, event(calendarType="multiple", subEvent=times))
    assert Activity.objects.count() == 2
    assert {one.occurrences.get().is_full for one in Activity.objects.all()} == {True, False}


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"<html>", "This file is no JSON"),
        (b"[]", "There are no events in it"),
        (b"[" + b"{}," * 2000 + b"{}]", "more than 2000 events"),
    ],
)
def test_hostile_files_are_refused(client: Client, content: bytes, text: str) -> None:
    answer = client.post(PAGE, {"file": SimpleUploadedFile("x.json", content)})
    assert (answer.status_code, text in answer.content.decode()) == (422, True)
    assert ImportJob.objects.count() == 0


def test_form_wants_a_file_of_a_decent_size(client: Client) -> None:
    assert "Search now" not in client.get(PAGE).content.decode()
    assert "Choose a file." in client.post(PAGE, {}).content.decode()
    large = SimpleUploadedFile("x.json", b" " * (5 * 1024 * 1024 + 1))
    assert "larger than 5 MB" in client.post(PAGE, {"file": large}).content.decode()


# The search itself ----------------------------------------------------------------------------


class Search:
    def __init__(self) -> None:
        self.pages: list[Said] = []

    def __call__(self, heard: Heard) -> Said:
        return self.pages.pop(0) if self.pages else Said(body=b'{"member": []}')


@pytest.fixture
def search() -> Search:
    return Search()


@pytest.fixture
def other(search: Search, settings: LazySettings) -> Iterator[StandIn]:
    with standing_in(search) as stand_in:
        settings.INSIDE_HOSTS = ["127.0.0.1"]
        settings.UIT_SEARCH_KEY, settings.UIT_SEARCH_URL = "key", stand_in.address
        yield stand_in


def page_of(*events: Any, total: Any = 2) -> Said:
    return Said(body=json.dumps({"member": list(events), "totalItems": total}).encode())


def test_live_search_reads_every_page(client: Client, search: Search, other: StandIn) -> None:
    search.pages = [page_of(event()), page_of(event(2, "Lezing"))]
    answer = client.post(PAGE, {"words": "spel"})
    assert answer.status_code == 302
    assert ImportJob.objects.get().totals["new"] == 2
    first, second = (parse_qs(urlsplit(one.path).query) for one in other.heard)
    assert (first["embed"], first["text"], first["maxAge"]) == (["true"], ["spel"], ["12"])
    assert (first["start"], second["start"]) == (["0"], ["1"])
    assert "9000" in first["q"][0]
    assert other.heard[0].headers["x-client-id"] == "key"


def test_pages_end_where_nothing_comes(client: Client, search: Search, other: StandIn) -> None:
    search.pages = [page_of(event(), total=99)]
    assert client.post(PAGE, {}).status_code == 302
    search.pages = [page_of(event(), total="x")]
    assert client.post(PAGE, {"words": ""}).status_code == 302
    assert len(other.heard) == 3


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (Said(503), "does not work now"),
        (Said(429), "is busy"),
        (Said(403, b'{"title": "No"}'), "does not take it: 403; No"),
        (Said(raw=b"x\r\n\r\n"), "did not answer"),
        (page_of(), "There are no events"),
    ],
)
def test_search_that_does_not_answer(
    client: Client, search: Search, other: StandIn, said: Said, text: str
) -> None:
    search.pages = [said]
    page = client.post(PAGE, {"words": "x"})
    assert (page.status_code, text in page.content.decode()) == (422, True)


def test_network_without_municipalities_finds_nothing(other: StandIn) -> None:
    network = a_network("leeg", [])
    client = Client()
    client.cookies["taal"] = "en"
    user = a_member("coordinator", network)
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    page = client.post("/werk/agenda/leeg/uitdatabank/", {"words": "x"})
    assert "There are no events" in page.content.decode()
    assert other.heard == []
