"""A partner's page on a phone, a professional's own list, and the mail on Monday."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, check_page
from tests.journeys.test_staff import person, sign_in

Visit = Callable[..., Page]


def test_partner_keeps_their_offer_true_on_a_phone(visit: Visit) -> None:
    page = sign_in(visit, person("partner"), javascript=False)
    page.locator("main a[href='/werk/mijn-aanbod/']").first.click()
    card = page.locator("main article").first
    card.locator("button[id^=confirm]").click()
    said = page.locator("main [role=status]").first
    expect(said.locator("button")).to_be_visible()
    said.locator("button").click()
    page.wait_for_url("**/werk/**")
    page.goto("/werk/mijn-aanbod/")
    page.locator("main a[href*='/snel/']").first.click()
    page.locator("[name=alert]").fill("Een proef: we zijn verhuisd.")
    page.locator("main .form button").last.click()
    page.wait_for_url("**/werk/mijn-aanbod/")
    expect(page.locator("main [role=status]")).to_be_visible()


def test_professional_stars_an_offer_and_writes_for_themselves(visit: Visit) -> None:
    page = sign_in(visit, person("professional"), javascript=False)
    page.goto("/werk/aanbod/")
    page.locator("main table tbody th a").first.click()
    address = page.url
    page.locator("button[id^=star]").click()
    page.wait_for_load_state()
    page.goto(address)
    page.locator("main a[href$='/voor-mij/']").click()
    page.locator("[name=label]").fill("proef")
    page.locator("[name=text]").fill("Vraag naar de ochtend, dan is het rustig.")
    page.locator("main .form button").click()
    page.wait_for_url("**/werk/aanbod/**")
    page.goto("/werk/favorieten/?label=proef")
    expect(page.locator("main h2")).to_have_count(1)
    page.locator("main a[href$='/voor-mij/']").click()
    expect(page.locator("[name=text]")).to_have_value("Vraag naar de ochtend, dan is het rustig.")
    other = sign_in(visit, person("coordinator"))
    other.goto(address + "voor-mij/")
    expect(other.locator("[name=text]")).to_have_value("")


@pytest.mark.parametrize(
    ("role", "links"),
    [
        ("partner", ["/werk/", "/werk/mijn-aanbod/", "main a[href*='/snel/']"]),
        ("professional", ["/werk/", "/werk/aanbod/", "/werk/favorieten/", "main h2 a"]),
        ("professional", ["/werk/favorieten/", "main a[href$='/voor-mij/']"]),
    ],
)
def test_pages_of_the_desk_are_accessible(visit: Visit, role: str, links: list[str]) -> None:
    page = sign_in(visit, person(role))
    for link in links:
        if link.startswith("/"):
            page.goto(link)
        else:
            page.locator(link).first.click()
            page.wait_for_load_state()
        check_page(page)


def test_coordinator_sees_what_was_asked_in_fives(visit: Visit) -> None:
    page = sign_in(visit, person("coordinator"), viewport=DESKTOP)
    page.goto("/werk/gevraagd/")
    numbers = page.locator("td.number").all_inner_texts()
    assert numbers
    assert [one for one in numbers if one.isdigit() and int(one) % 5] == []


def test_digest_is_read_and_answered_without_signing_in(visit: Visit, send_digests: None) -> None:
    page = visit("/demo/post/")
    check_page(page)
    letter = page.locator(".letter", has_text="/werk/post/juist/").first.inner_text()
    paths = {
        part: re.search(rf"https?://[^/\s]+(/werk/post/{part}/\S+)", letter)
        for part in ("juist", "stop")
    }
    assert paths["juist"], letter
    assert paths["stop"], letter
    page.goto(paths["juist"][1])
    check_page(page)
    page.locator("main form button").click()
    expect(page.locator("main [role=status]")).to_be_visible()
    check_page(page)
    page.goto(paths["stop"][1])
    check_page(page)
    page.locator("main form button").click()
    expect(page.locator("main [role=status]")).to_be_visible()
    page.goto("/werk/post/juist/" + "A" * 43 + "/")
    check_page(page)
