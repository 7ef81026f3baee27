"""The feed of new and changed offers, read by a reader of feeds that other people wrote."""

from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import pytest
from django.test import Client

from tests.factories import GENT, LEUVEN, a_network
from tests.findable import a_home, a_translation, found_service
from vlaggenlijn.directory.atom import MOST_ENTRIES, Followed, feed
from vlaggenlijn.directory.models import Publication, Service

pytestmark = pytest.mark.usefixtures("reference_data")
BEGIN = datetime(2026, 3, 1, 12, tzinfo=UTC)


def told(service: Service, days: int) -> Service:
    """Let a service have changed on a day."""
    number = Publication.objects.last_number() + 1
    moment = BEGIN + timedelta(days=days)
    place = {"sequence": number, "first": number, "modified_at": moment}
    Publication(record_id=service.pk, kind="service", **place).save()
    return service


def read(query: str = "?taal=nl") -> Any:
    response = Client().get(f"/aanbod.atom{query}")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(response.content)
    assert (found.bozo, found.version) == (False, "atom10")
    return found


def names(query: str) -> list[str]:
    return [entry.title for entry in read(query).entries]


def test_feed_holds_what_changed_the_newest_first() -> None:
    organization = a_home(a_network(name="Huis van het Kind"), name="Huis")
    old = told(found_service(organization, "Oud"), 1)
    new = told(
        found_service(organization, "Nieuw & <goed>", summary="Voor <b>wie</b>", themes=["sleep"]),
        2,
    )
    found = read()
    assert found.feed.title.startswith("Huis van het Kind · ")
    assert found.feed.id == "http://testserver/aanbod.atom?taal=nl"
    assert found.feed.updated == "2026-03-03T12:00:00+00:00"
    first, second = found.entries
    assert (first.id, second.id) == (new.pk.urn, old.pk.urn)
    assert first.title == "Nieuw & <goed>"
    # A summary is HTML: what stands in the record comes out as text.
    assert "Voor &lt;b&gt;wie&lt;/b&gt;" in first.summary
    assert first.link == f"http://testserver/aanbod/{new.pk}/"
    assert (first.updated, first.author) == ("2026-03-03T12:00:00+00:00", "Huis")
    assert [tag.term for tag in first.tags] == ["Slapen"]
    assert second.summary == "Oud"


def test_what_has_no_place_in_the_feed_of_changes_yet_counts_from_when_it_was_added() -> None:
    service = found_service(a_home(a_network()), "Vers")
    [entry] = read().entries
    assert datetime.fromisoformat(entry.updated) == service.created_at


def test_feed_of_a_theme_of_a_municipality_and_of_a_network() -> None:
    organization = a_home(a_network(municipalities=[GENT, LEUVEN]))
    told(found_service(organization, "Slaap", themes=["sleep"], areas=[GENT]), 1)
    told(found_service(organization, "Eten", themes=["eating"], areas=[LEUVEN]), 2)
    told(found_service(organization, "Gestopt", status="defunct"), 3)
    assert names("?thema=sleep") == ["Slaap"]
    assert names(f"?gemeente={LEUVEN}") == ["Eten"]
    assert names("?thema=nothing&gemeente=x") == ["Eten", "Slaap"]
    assert read(f"?thema=sleep&gemeente={GENT}&taal=nl").feed.title.endswith("Slapen · Gent")
    told(found_service(a_home(a_network("brussel", ["21004"])), "Elders"), 4)
    assert names("") == ["Eten", "Slaap"]


def test_feed_speaks_the_language_that_is_asked() -> None:
    service = told(found_service(a_home(a_network()), "Slaaphulp"), 1)
    a_translation(service, "fr", name="Aide au sommeil")
    found = read("?taal=fr")
    assert found.feed.language == "fr"
    assert found.entries[0].title == "Aide au sommeil"


def test_feed_that_is_known_is_not_sent_again() -> None:
    told(found_service(a_home(a_network()), "Slaap"), 1)
    first = Client().get("/aanbod.atom")
    again = Client().get("/aanbod.atom", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first["Access-Control-Allow-Origin"] == "*"


def test_empty_feed_does_not_say_that_it_changed_now() -> None:
    a_network()
    assert read().feed.updated == "2026-01-01T00:00:00+00:00"


def test_feed_without_a_network_holds_all_and_no_more_than_it_may() -> None:
    organization = a_home(a_network())
    for number in range(MOST_ENTRIES + 1):
        told(found_service(organization, f"S{number}"), number)
    text = feed(Followed(None), site="https://x.org", address="https://x.org/f", regime="nl")
    found = feedparser.parse(text)
    assert [one.title for one in found.entries][:2] == [f"S{MOST_ENTRIES}", f"S{MOST_ENTRIES - 1}"]
    assert len(found.entries) == MOST_ENTRIES


def test_pages_lead_to_the_feed() -> None:
    a_network()
    assert 'type="application/atom+xml"' in Client().get("/").content.decode()
    assert 'href="/aanbod.atom?thema=sleep"' in Client().get("/thema/sleep/").content.decode()
