"""What search engines may find."""

import xml.etree.ElementTree as ElementTree
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from tests.factories import BRUSSELS, LEUVEN, a_network, an_activity
from tests.findable import a_home, found_service
from vlaggenlijn.directory.models import Publication
from vlaggenlijn.home.site_map import CLOSED, FIXED, SiteMap, robots
from vlaggenlijn.taxonomy.models import Concept

pytestmark = pytest.mark.usefixtures("reference_data")
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def read(path: str) -> bytes:
    response: Any = Client().get(path)
    assert response["Content-Type"] == "application/xml"
    is_whole = not response.streaming
    return bytes(response.content if is_whole else b"".join(response.streaming_content))


def located(text: bytes) -> list[str]:
    root = ElementTree.fromstring(text)  # noqa: S314
    return [str(one.text) for one in root.iter(f"{NAMESPACE}loc")]


def locations() -> list[str]:
    parts = located(read("/sitemap.xml"))
    return [one for part in parts for one in located(read(part.removeprefix("http://testserver")))]


def test_site_map_holds_pages_themes_and_the_records_of_the_network() -> None:
    network = a_network()
    own = found_service(a_home(network), "own", assured_on=date(2026, 1, 2))
    found_service(a_home(a_network("leuven", [LEUVEN])), "other", areas=[LEUVEN])
    found_service(own.organization, "stopped", status="defunct")
    activity = an_activity(network)
    found = locations()
    assert [one for one in found if "/aanbod/" in one] == [f"http://testserver/aanbod/{own.pk}/"]
    assert [one for one in found if "/organisatie/" in one] == [
        f"http://testserver/organisatie/{own.organization.pk}/"
    ]
    assert [one for one in found if "/agenda/" in one] == [
        "http://testserver/agenda/",
        f"http://testserver{activity.get_absolute_url()}",
    ]
    themes = [one for one in found if "/thema/" in one]
    assert len(themes) == Concept.objects.of_scheme("themes").count() + 1
    assert len(found) == len(set(found)) == len(themes) + len(FIXED) - 1 + 3


def test_part_says_when_a_record_last_changed() -> None:
    service = found_service(a_home(a_network()), "own")
    at = datetime(2026, 3, 4, 23, 30, tzinfo=UTC)
    Publication(record_id=service.pk, kind="service", sequence=1, first=1, modified_at=at).save()
    assert b"<lastmod>2026-03-05</lastmod>" in read("/sitemap-aanbod-1.xml")
    assert f"<lastmod>{timezone.localdate()}</lastmod>".encode() in read(
        "/sitemap-organisaties-1.xml"
    )
    assert b"lastmod" not in read("/sitemap-themas-1.xml")


def test_site_map_of_brussels_has_three_languages() -> None:
    a_network("brussel", [BRUSSELS], "brussel")
    found = locations()
    for path in ("/thema/sleep/", "/thema/sleep/?taal=fr", "/thema/sleep/?taal=en"):
        assert f"http://testserver{path}" in found
    assert read("/sitemap-paginas-1.xml").count(b'hreflang="fr"') == 3 * len(FIXED)


def test_great_site_map_is_split() -> None:
    organization = a_home(a_network())
    made = sorted(str(found_service(organization, f"S{number}").pk) for number in range(5))
    found = SiteMap(organization.network, ("nl", "fr"), most=4)
    assert [part for part in found.parts() if part[0] == "aanbod"] == [
        ("aanbod", 1), ("aanbod", 2), ("aanbod", 3),
    ]  # fmt: skip
    parts = [[one.addresses[0][1] for one in found.places("aanbod", n)] for n in (1, 2, 3, 4)]
    assert parts == [
        [f"/aanbod/{one}/" for one in part] for part in (made[:2], made[2:4], made[4:], [])
    ]


def test_site_map_without_a_network_holds_all_services() -> None:
    found_service(a_home(), "one")
    found = SiteMap(None, ("nl",))
    assert [name for name, _ in found.parts()] == ["paginas", "themas", "aanbod", "organisaties"]
    assert len(list(found.places("aanbod", 1))) == 1


def test_robots_keeps_out_what_is_made_for_one_visitor() -> None:
    a_network()
    text = Client().get("/robots.txt").content.decode()
    assert [line.removeprefix("Disallow: ") for line in text.splitlines()[1:-2]] == list(CLOSED)
    assert text.endswith("Sitemap: http://testserver/sitemap.xml\n")


def test_invented_organisations_are_not_found(settings: LazySettings) -> None:
    assert "Disallow: /\n" in robots("https://example.org/sitemap.xml", is_demo=True)
    settings.DEMO = True
    assert "Disallow: /\n" in Client().get("/robots.txt").content.decode()
