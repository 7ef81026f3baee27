"""What search engines may find."""

import xml.etree.ElementTree as ElementTree
from datetime import date

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.factories import BRUSSELS, LEUVEN, a_network
from tests.findable import a_home, found_service
from vlaggenlijn.home.site_map import CLOSED, places, robots
from vlaggenlijn.taxonomy.models import Concept

pytestmark = pytest.mark.usefixtures("reference_data")
NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations() -> list[str]:
    response = Client().get("/sitemap.xml")
    assert response["Content-Type"] == "application/xml"
    return [
        str(one.text)
        for one in ElementTree.fromstring(response.content).iter(f"{NAMESPACE}loc")  # noqa: S314
    ]


def test_site_map_holds_pages_themes_and_the_offers_of_the_network() -> None:
    own = found_service(a_home(a_network()), "own", assured_on=date(2026, 1, 2))
    found_service(a_home(a_network("leuven", [LEUVEN])), "other", areas=[LEUVEN])
    found_service(own.organization, "stopped", status="defunct")
    found = locations()
    services = [one for one in found if "/aanbod/" in one]
    assert services == [f"http://testserver/aanbod/{own.pk}/"]
    themes = [one for one in found if "/thema/" in one]
    assert len(themes) == Concept.objects.of_scheme("themes").count() + 1
    assert len(found) == len(set(found)) == len(themes) + 1 + 5
    assert b"<lastmod>2026-01-02</lastmod>" in Client().get("/sitemap.xml").content


def test_site_map_of_brussels_has_three_languages() -> None:
    a_network("brussel", [BRUSSELS], "brussel")
    found = locations()
    for path in ("/thema/sleep/", "/thema/sleep/?taal=fr", "/thema/sleep/?taal=en"):
        assert f"http://testserver{path}" in found


def test_places_without_a_network_are_all_services() -> None:
    found_service(a_home(), "one")
    found = [one.addresses[0][1] for one in places(None, ("nl",))]
    assert len([path for path in found if "/aanbod/" in path]) == 1


def test_robots_keeps_out_what_is_made_for_one_visitor() -> None:
    a_network()
    text = Client().get("/robots.txt").content.decode()
    assert [line.removeprefix("Disallow: ") for line in text.splitlines()[1:-2]] == list(CLOSED)
    assert text.endswith("Sitemap: http://testserver/sitemap.xml\n")


def test_invented_organisations_are_not_found(settings: LazySettings) -> None:
    assert "Disallow: /\n" in robots("https://example.org/sitemap.xml", is_demo=True)
    settings.DEMO = True
    assert "Disallow: /\n" in Client().get("/robots.txt").content.decode()
