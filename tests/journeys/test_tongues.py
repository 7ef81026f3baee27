"""Texts in other languages, and people to ask for: from the coordinator's desk to the visitor."""

import re
from collections.abc import Callable
from xml.etree import ElementTree

from defusedxml.ElementTree import fromstring
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, check_page
from tests.journeys.test_staff import person, sign_in
from vlaggenlijn.directory.translation_files import NAMESPACE

Visit = Callable[..., Page]
ENGLISH, CHANGED = "Demo: come in with any question.", "Demo: kom elke dinsdag langs."


def test_coordinator_translates_and_the_visitor_reads_it(visit: Visit) -> None:
    page = sign_in(visit, person("coordinator"), viewport=DESKTOP)
    page.goto("/werk/vertalingen/?naar=en&stand=none")
    check_page(page)
    page.locator(".board td:nth-of-type(2) a").first.click()
    check_page(page)
    public = re.sub(r".*/werk(/aanbod/[0-9a-f-]+/).*", r"\1", page.url)
    page.locator("main [name=summary]").fill(ENGLISH)
    page.locator("main [name=do][value=draft]").click()
    expect(page.locator("main .note.good")).to_be_visible()
    reader = visit(f"{public}?taal=en")
    expect(reader.locator(".lead")).to_have_attribute("lang", "nl")
    expect(reader.get_by_text(ENGLISH)).to_have_count(0)

    page.locator("main [name=do][value=approve]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    check_page(page)
    page.locator("main [name=is_faithful]").check()
    page.locator("main [name=do][value=approve]").click()
    expect(page.locator("main .note.good")).to_be_visible()
    reader.reload()
    expect(reader.locator(".lead")).to_have_text(ENGLISH)
    expect(reader.get_by_text("This is a translation of the Dutch text of")).to_be_visible()
    check_page(reader)

    translate = page.url
    page.goto(f"/werk{public}")
    page.locator("main [name$=summary]").first.fill(CHANGED)
    page.locator("main form.form .done button").first.click()
    page.wait_for_load_state()
    reader.reload()
    expect(reader.locator(".lead")).to_have_text(CHANGED)
    expect(reader.locator(".lead")).to_have_attribute("lang", "nl")
    page.goto(translate)
    expect(page.locator(".changed ins").first).to_be_visible()
    check_page(page)


def test_a_translators_file_there_and_back(visit: Visit) -> None:
    page = sign_in(visit, person("coordinator"), viewport=DESKTOP)
    answer = page.request.get("/werk/vertalingen/uitvoer/ar/?vorm=xliff")
    root = fromstring(answer.body())
    targets = list(root.iter(f"{{{NAMESPACE}}}target"))
    targets[0].text = "نص تجريبي"
    targets[1].text = "x" * 8000
    page.goto("/werk/vertalingen/invoer/")
    check_page(page)
    content = ElementTree.tostring(root, encoding="utf-8")
    file = {"name": "terug.xlf", "mimeType": "application/x-xliff+xml", "buffer": content}
    page.locator("main [type=file]").set_input_files(file)  # type: ignore[arg-type]
    page.locator("main form button").first.click()
    expect(page.locator("#taken-title")).to_be_visible()
    expect(page.locator("#refused-title")).to_be_visible()
    check_page(page)
    page.locator("form.done button").click()
    page.wait_for_url("**/werk/vertalingen/?naar=ar")
    check_page(page)
    page.goto("/werk/vertalingen/?soort=organization&naar=ar")
    page.locator(".board td a").first.click()
    check_page(page)


def test_a_person_to_ask_for(visit: Visit) -> None:
    page = sign_in(visit, person("coordinator", "demo-brussel"))
    page.goto("/werk/contactpersonen/")
    check_page(page)
    page.goto("/werk/contactpersonen/?wie=alle")
    check_page(page)
    page.goto("/werk/aanbod/")
    page.locator("main table tbody tr:has(button) a").first.click()
    page.locator("a[href$='/contactpersonen/']").first.click()
    page.wait_for_url("**/contactpersonen/")
    people = page.url
    page.locator("main form.form button").click()
    expect(page.locator(".error-summary")).to_be_visible()
    check_page(page)
    page.locator("main [name=name]").fill("Noor Demo")
    page.locator("main [name=phone]").fill("02 555 01 09")
    page.locator("main [name=purpose]").fill("vragen over inschrijven (demo)")
    page.locator("main [name=is_public][value=everybody]").check()
    page.locator("main form.form button").click()
    expect(page.get_by_role("heading", name="Noor Demo")).to_be_visible()
    check_page(page)
    public = re.sub(r".*/werk(/aanbod/[0-9a-f-]+/).*", r"\1", people)
    reader = visit(public)
    expect(reader.get_by_text("Noor Demo")).to_be_visible()
    check_page(reader)
    page.locator("main li:has-text('Noor Demo') a[href^='/werk/contactpersonen/']").click()
    check_page(page)
    page.goto(people)
    page.locator("main li:has-text('Noor Demo') button[formaction$='/verwijder/']").click()
    page.wait_for_load_state()
    reader.reload()
    expect(reader.get_by_text("Noor Demo")).to_have_count(0)
