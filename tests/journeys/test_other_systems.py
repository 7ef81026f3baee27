"""HSDS of others: a file is sent, its terms get a meaning, a source is followed and settled."""

import json
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, check_page, done_there
from tests.journeys.test_staff import person, sign_in

Visit = Callable[..., Page]
FEED = [
    {
        "id": "s1",
        "name": "Kwibusnacht",
        "status": "active",
        "organization": {"id": "o1", "name": "Kwibushuis"},
        "attributes": [{"id": "a", "taxonomy_term": {"id": "t", "name": "Nights"}}],
    },
    {"id": "s2", "name": "Van niemand"},
]
# As it is after a reading in which something was changed on both sides.
CHANGED_TWICE = """
from vlaggenlijn.accounts.models import recorded
from vlaggenlijn.directory.models import DataReading, DataSource, Organization, SourceRecord
source = DataSource.objects.get()
house = Organization.objects.get(name="Kwibushuis")
told = {"record": {"kind": "organization", "key": "o1", "row": {"id": "o1", "name": "Elders"},
        "phones": [], "identifiers": [], "locations": [], "terms": [], "broken": []},
        "concepts": []}
with recorded(by=None, network=source.network, deed="test"):
    SourceRecord(source=source, kind="organization", key="o1", organization=house, told=told,
                 conflicts={"name": ["Kwibushuis", "Elders"]}).save()
DataReading(source=source, code="read", totals={"changed": 1}, missing=["o1"],
            values={"unknown_terms": {"Nights": 1}}).save()
"""


def test_file_of_hsds_is_sent_given_meaning_and_written(visit: Visit) -> None:
    page = sign_in(visit, person("coordinator"), viewport=DESKTOP)
    page.goto("/werk/importeren/systeem/")
    check_page(page)
    content = {"name": "feed.json", "mimeType": "application/json"}
    page.locator("[name=file]").set_input_files(
        content | {"buffer": json.dumps(FEED).encode()}  # type: ignore[arg-type]
    )
    page.locator("main form[enctype] button").click()
    page.wait_for_url("**/werk/importeren/*-*/")
    check_page(page)
    expect(page.locator(".import-rows")).to_contain_text("Van niemand")
    page.locator("a[href$='/termen/']").click()
    check_page(page)
    page.locator("[name=term-0]").fill("Veilig slapen (thema)")
    page.locator("main form.form button").first.click()
    page.wait_for_load_state()
    check_page(page)
    page.locator("form[action$='/schrijf/'] button").click()
    page.wait_for_load_state()
    check_page(page)
    expect(page.locator("h1")).to_have_text("De import is klaar")


def test_source_is_followed_and_what_was_changed_twice_settled(
    visit: Visit, installation: dict[str, str]
) -> None:
    page = sign_in(visit, person("coordinator"))
    page.goto("/werk/bronnen/")
    check_page(page)
    page.locator("main .heading a.button").click()
    check_page(page)
    page.locator("[name=name]").fill("Haven")
    page.locator("[name=url]").fill("https://haven.invalid/hsds/3.1/")
    page.locator("main form.form button").click()
    page.wait_for_url("**/werk/bron/*/")
    check_page(page)
    done_there(CHANGED_TWICE, installation)
    page.reload()
    check_page(page)
    page.locator("a[href$='/termen/']").click()
    check_page(page)
    page.go_back()
    page.locator("button[name=take][value='1']").click()
    page.wait_for_load_state()
    check_page(page)
    expect(page.locator("button[name=take]")).to_have_count(0)
    page.locator("a[href$='/wijzigen/']").click()
    check_page(page)
    page.goto("/werk/bronnen/")
    check_page(page)
