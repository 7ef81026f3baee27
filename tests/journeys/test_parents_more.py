"""Leaving quickly, reading without a network, reading aloud, and the pages about themes."""

import contextlib
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from playwright.sync_api import Error as PageMoved

from tests.journeys.conftest import PHONE, check_page
from tests.journeys.test_parents import ask

Visit = Callable[..., Page]
NEUTRAL = "https://www.meteo.be/"
STORED = """async () => [localStorage.length, sessionStorage.length, (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length]"""
COPIES = """async () => {
  const copies = await caches.open("vlaggenlijn-copies");
  return (await copies.keys()).map(one => new URL(one.url).pathname); }"""
KEPT = {"/mijn-lijst/", "/mijn-lijst/drawn", "/hulplijnen/"}


def eventually(page: Page, script: str, is_so: Callable[[Any], bool]) -> None:
    """Wait until what a script of the page gives is as it should be."""
    found = None
    for _ in range(80):
        with contextlib.suppress(PageMoved):  # the page went on to the next; ask that one
            found = page.evaluate(script)
            if is_so(found):
                return
        page.wait_for_timeout(100)
    pytest.fail(f"it stayed {found}")


@pytest.fixture
def outside(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A browser for whom the neutral page is an empty one, so that no request leaves."""
    context = browser.new_context(viewport=PHONE, locale="nl-BE", base_url=site)
    context.route(f"{NEUTRAL}**", lambda route: route.fulfill(body="<h1>Het weer</h1>"))
    yield context
    context.close()


def keep_one(page: Page) -> None:
    page.goto("/antwoord/?theme=sleep&place=2800&age=1")
    page.locator("[data-save]").first.click()
    eventually(page, COPIES, lambda paths: len(KEPT & set(paths)) == len(KEPT))


def press_shift_three_times(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


def press_the_button(page: Page) -> None:
    page.locator("[data-leave] button").click()


@pytest.mark.parametrize("leave", [press_the_button, press_shift_three_times])
def test_leaving_quickly_clears_and_replaces(
    outside: BrowserContext, leave: Callable[[Page], None]
) -> None:
    page = outside.new_page()
    keep_one(page)
    page.goto("/thema/partner-violence/")
    leave(page)
    expect(page.locator("h1")).to_have_text("Het weer")
    page.go_back()
    assert "partner-violence" not in page.url
    assert "/weg/" not in page.url
    page.goto("/over/")
    assert page.evaluate(STORED) == [0, 0, 0, 0]


def test_shift_for_capitals_and_on_other_pages_leaves_nothing(outside: BrowserContext) -> None:
    page = outside.new_page()
    page.goto("/thema/partner-violence/")
    page.locator("#id_place").focus()
    page.keyboard.type("ABCDE")
    page.keyboard.press("Shift+F")
    page.keyboard.press("Shift+G")
    page.keyboard.press("Shift+H")
    expect(page.locator("#id_place")).to_have_value("ABCDEFGH")
    page.goto("/thema/sleep/")
    press_shift_three_times(page)
    page.wait_for_timeout(400)
    assert page.url.endswith("/thema/sleep/")


def test_leaving_quickly_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=site)
    context.route(f"{NEUTRAL}**", lambda route: route.fulfill(body="<h1>Het weer</h1>"))
    page = context.new_page()
    page.goto("/thema/partner-violence/")
    press_the_button(page)
    page.wait_for_url(NEUTRAL)
    context.close()


def test_list_and_helplines_are_read_without_a_network(visit: Visit) -> None:
    page = visit("/")
    keep_one(page)
    name = page.locator("#c1 h3").inner_text().strip()
    copies = page.evaluate(COPIES)
    assert {path for path in copies if not path.startswith(("/static/", "/kleuren/"))} == KEPT
    page.goto("/mijn-lijst/")
    expect(page.get_by_text(name).first).to_be_visible()
    page.context.set_offline(True)
    page.goto("/mijn-lijst/")
    expect(page.get_by_text(name).first).to_be_visible()
    page.goto("/hulplijnen/")
    expect(page.locator("a[href='tel:1712']").first).to_be_attached()
    page.context.set_offline(False)


def test_emptied_list_leaves_no_copies(visit: Visit) -> None:
    page = visit("/")
    keep_one(page)
    page.goto("/mijn-lijst/")
    page.locator("[data-empty-list]").click()
    eventually(page, STORED, lambda counts: counts == [0, 0, 0, 0])


VOICES = """
  const made = [];
  window.spoken = made;
  const voices = LANGUAGES.map(([lang, localService]) => ({ lang, localService, name: lang }));
  window.SpeechSynthesisUtterance = function (text) { this.text = text; };
  Object.defineProperty(window, "speechSynthesis", { value: {
    pending: false, getVoices: () => voices, cancel: () => { made.length = 0; },
    speak: one => made.push([one.text, one.lang]), addEventListener: () => {} } });
"""


@pytest.mark.parametrize(
    ("voices", "can"),
    [
        ('[["nl-BE", true]]', True),
        # A voice elsewhere would send what one reads to somebody else.
        ('[["nl-NL", false]]', False),
        ('[["fr-FR", true]]', False),
        ("[]", False),
    ],
)
def test_page_is_read_aloud_only_with_a_voice_of_the_device(
    visit: Visit, voices: str, can: bool
) -> None:
    page = visit("/")
    page.add_init_script(VOICES.replace("LANGUAGES", voices))
    page.goto("/thema/sleep/")
    button = page.locator("[data-aloud]")
    expect(button).to_be_visible(visible=can)
    if not can:
        return
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    said = page.evaluate("() => window.spoken")
    assert said[0] == ["Slapen", "nl-BE"]
    assert all(len(text) <= 200 for text, _ in said)
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("() => window.spoken") == []


@pytest.mark.parametrize("javascript", [True, False])
def test_question_back_and_other_subject_keep_the_question(visit: Visit, javascript: bool) -> None:
    page = visit("/", javascript=javascript)
    ask(page, "mijn zoontje slaapt niet", "Mechelen")
    page.locator(".taps button[name=age]").nth(1).click()
    expect(page.locator(".question")).to_contain_text("slaapt niet")
    expect(page.locator(".taps button[name=age]")).to_have_count(0)
    page.locator("button[name=theme]").first.click()
    expect(page.locator(".question")).to_contain_text("slaapt niet")
    assert page.url.endswith("/antwoord/")
    if javascript:
        check_page(page)


def test_two_needs_get_two_groups(visit: Visit) -> None:
    page = visit("/")
    ask(page, "mijn zoon slaapt niet en we hebben schulden", "Mechelen")
    for heading in ("Slapen", "Schulden"):
        expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
    numbers = page.locator(".found .flag").all_text_contents()
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    check_page(page)


def test_offer_is_shared_by_code(visit: Visit) -> None:
    page = visit("/antwoord/?theme=sleep&place=2800&age=1")
    page.locator("#c1 h3 a").click()
    page.locator("details.code summary").click()
    expect(page.locator(".qr")).to_be_visible()
    assert page.locator("a[href^='sms:']").count() == 1
    check_page(page)


def test_index_leads_to_a_theme(visit: Visit) -> None:
    page = visit("/thema/")
    page.get_by_role("link", name="Driftbuien").click()
    expect(page.locator("h1")).to_have_text(re.compile("Driftbuien"))
    check_page(page)


def test_hours_are_those_of_here_in_a_browser_elsewhere(visit: Visit) -> None:
    zones = ("Europe/Brussels", "America/New_York", "Pacific/Kiritimati")
    shown = [visit("/agenda/", timezone_id=zone).locator("main").inner_text() for zone in zones]
    assert re.search(r"\b\d{1,2}[.:]\d\d\b", shown[0])
    assert shown[1:] == shown[:2]
