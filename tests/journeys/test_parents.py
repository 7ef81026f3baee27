"""A parent is helped: on a phone, without JavaScript too, in five languages, without a trace."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, SHIFTED, check_page

Visit = Callable[..., Page]
ANSWER = "/antwoord/?theme=sleep&place=2800&age=1"
PUBLIC = ("/", ANSWER, "/hulplijnen/", "/mijn-lijst/", "/over/", "/over/privacy/",
          "/over/toegankelijkheid/", "/account/login/", "/thema/",
          "/thema/partner-violence/")  # fmt: skip
MORE = ("/antwoord/", "/meld/", "/meld/bedankt/", "/actueel/bedankt/", "/account/code/",
        "/account/wachtwoord/vergeten/", "/account/inactief/", "/bestaat-niet/")  # fmt: skip
# Their addresses differ on each installation: the first link of this kind, each on the page before.
LED_TO = ("/aanbod/", "/organisatie/")
HEAVIEST = 100_000


def ask(page: Page, worry: str, place: str = "", age: str = "") -> None:
    page.locator("[name=q]").first.fill(worry)
    page.locator("[name=place]").first.fill(place)
    page.locator("[name=age]").first.fill(age)
    page.locator(
        "form:has([name=q]) button[type=submit], form:has([name=q]) button:not([type])"
    ).first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("javascript", [True, False])
def test_parent_asks_and_is_helped(visit: Visit, javascript: bool) -> None:
    page = visit("/", javascript=javascript)
    ask(page, "mijn zoontje slaapt niet door", "Mechelen", "1")
    expect(page.locator("#c1")).to_be_visible()
    assert "slaap" in page.locator("#c1").inner_text().lower()
    assert "slaap" not in page.url
    page.locator("#c1 h2 a, #c1 h3 a").first.click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("a[href^='tel:']").first).to_be_attached()
    if javascript:
        check_page(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_parent_goes_back_from_an_offer_to_the_answer(visit: Visit, javascript: bool) -> None:
    page = visit("/", javascript=javascript)
    ask(page, "mijn zoontje slaapt niet door", "Mechelen", "1")
    page.locator("#c1 h2 a, #c1 h3 a").first.click()
    page.wait_for_url("**/aanbod/**")
    page.go_back()
    expect(page.locator("#answer")).to_contain_text("mijn zoontje slaapt niet door")
    page.locator(".tongues [lang=fr]:not(span)").click()  # sets the cookie of the language
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.go_back()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    expect(page.locator("#answer")).to_contain_text("mijn zoontje slaapt niet door")


@pytest.mark.parametrize("javascript", [True, False])
def test_parent_refines_the_answer_and_goes_back(visit: Visit, javascript: bool) -> None:
    page = visit("/", javascript=javascript)
    ask(page, "mijn zoontje slaapt niet door", "Mechelen", "1")
    everything = page.locator("#answer .card").count()
    page.locator("#refine summary").click()
    page.locator("[name=wish][value=online]").check()
    if not javascript:
        page.locator("#refine button").click()
    expect(page.locator("#answer .note strong").first).to_be_visible()
    assert page.url.endswith("/antwoord/")
    assert 0 < page.locator("#answer .card").count() < everything
    if javascript:
        check_page(page)
    page.locator("#answer .note button").click()
    expect(page.locator("#answer .card")).to_have_count(everything)
    expect(page.locator("[name=wish][value=online]")).not_to_be_checked()


def test_organisation_and_a_page_that_is_not_there(visit: Visit) -> None:
    page = visit("/")
    ask(page, "xqzwv", "Mechelen")
    check_page(page)
    page.locator("a[href*='/organisatie/']").first.click()
    expect(page.locator("h1")).to_be_visible()
    check_page(page)
    page.goto("/bestaat-niet/")
    check_page(page)


def test_parent_leaves_no_trace(visit: Visit) -> None:
    page = visit("/")
    ask(page, "ik ben zo moe van alles", "2800", "3")
    assert page.context.cookies() == []
    assert page.evaluate("() => [localStorage.length, sessionStorage.length]") == [0, 0]


def test_crisis_words_put_helplines_on_top(visit: Visit) -> None:
    page = visit("/")
    ask(page, "mijn dochter wil niet meer leven", "Mechelen", "15")
    panel = page.locator(".crisis").first
    expect(panel.locator("a[href='tel:1813']").first).to_be_visible()
    card = page.locator("#c1")
    assert panel.bounding_box()["y"] < card.bounding_box()["y"]  # type: ignore[index]
    check_page(page)


def test_shortlist_stays_in_the_browser(visit: Visit) -> None:
    page = visit("/antwoord/?theme=sleep&place=2800&age=1")
    page.locator("[data-save]").first.click()
    name = page.locator("#c1 h2, #c1 h3").first.inner_text().strip()
    page.goto("/mijn-lijst/")
    expect(page.get_by_text(re.compile(re.escape(name))).first).to_be_visible()
    check_page(page)
    page.emulate_media(media="print")
    expect(page.get_by_text(re.compile(re.escape(name))).first).to_be_visible()


def test_unknown_place_and_absurd_age_help_on(visit: Visit) -> None:
    page = visit("/")
    ask(page, "driftbuien", "Xyzzyville", "999")
    expect(page.locator("#c1")).to_be_visible()
    assert page.locator("[name=place]").first.input_value() == "Xyzzyville"
    check_page(page)


@pytest.mark.parametrize(
    "worry", ["", "😀😀😀", "a" * 5000, "<script>alert(1)</script>' OR 1=1 --"]
)
def test_odd_questions_get_an_answer(visit: Visit, worry: str) -> None:
    page = visit("/", javascript=False)
    ask(page, worry, "Mechelen", "")
    expect(page.locator("h1").first).to_be_visible()
    expect(page.locator("a[href='tel:112']").first).to_be_attached()


def opened_and_weighed(visit: Visit, path: str, **options: Any) -> Page:
    """Open a page as who was never here before: light, and nothing jumps while it loads."""
    sizes: list[int] = []
    page = visit("about:blank", **options)
    page.on("requestfinished", lambda one: sizes.append(one.sizes()["responseBodySize"]))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    assert 5_000 < sum(sizes) < HEAVIEST, path
    assert page.evaluate(SHIFTED) == 0, path
    return page


@pytest.mark.parametrize("path", PUBLIC)
def test_public_page_is_accessible_and_light(visit: Visit, path: str) -> None:
    page = opened_and_weighed(visit, path)
    check_page(page)
    page.emulate_media(color_scheme="dark")
    check_page(page)
    opened_and_weighed(visit, path, viewport=DESKTOP)


def test_every_other_public_page_is_light_and_keeps_its_place(visit: Visit) -> None:
    paths, page = [*MORE], visit(ANSWER)
    for kind in LED_TO:
        link = page.locator(f"main a[href*='{kind}']").first.get_attribute("href") or ""
        paths += [link, f"{link.split('?')[0]}klopt-niet/"]
        page.goto(link)
    for path in paths:
        opened_and_weighed(visit, path)
        opened_and_weighed(visit, path, viewport=DESKTOP)
        check_page(opened_and_weighed(visit, f"{path.split('?')[0]}?taal=ar"))


def test_longest_answer_is_light(visit: Visit) -> None:
    page = visit("/", javascript=False)
    sizes: list[int] = []
    page.on("requestfinished", lambda one: sizes.append(one.sizes()["responseBodySize"]))
    ask(page, "mijn kind", "Mechelen", "")
    expect(page.locator("#c1")).to_be_visible()
    assert page.locator(".card").count() >= 10
    assert sum(sizes) < HEAVIEST


@pytest.mark.parametrize("path", PUBLIC)
def test_public_page_keeps_its_shapes_in_forced_colours(visit: Visit, path: str) -> None:
    page = visit(path, forced_colors="active")
    assert page.evaluate("() => matchMedia('(forced-colors: active)').matches")
    edges = page.evaluate(
        "() => [...document.querySelectorAll('.button:not(.bare), .card, .panel, .note, .badge')]"
        ".filter(one => one.checkVisibility())"
        ".filter(one => getComputedStyle(one).borderTopStyle === 'none').map(one => one.outerHTML)"
    )
    assert edges == []
    check_page(page)


@pytest.mark.parametrize(
    ("language", "direction"), [("fr", "ltr"), ("en", "ltr"), ("tr", "ltr"), ("ar", "rtl")]
)
def test_other_languages(visit: Visit, language: str, direction: str) -> None:
    page = visit(f"/antwoord/?theme=sleep&place=1000&age=1&taal={language}", viewport=DESKTOP)
    assert page.locator("html").get_attribute("dir") == direction
    assert page.locator("html").get_attribute("lang") == language
    check_page(page)


def test_keyboard_reaches_the_question(visit: Visit) -> None:
    page = visit("/", viewport=DESKTOP)
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.name") == "q":
            return
    pytest.fail("the question cannot be reached with the keyboard")
