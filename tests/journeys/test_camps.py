"""A camp as its participants meet it on a phone, with and without a script; the board that renews.

The pages stand behind a link that is shared, so that no walk from page to page finds them.
"""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import check_page
from tests.journeys.test_staff import person, sign_in

Visit = Callable[..., Page]


def the_camp(visit: Visit) -> tuple[Page, str]:
    """Return the workspace of the demo's camp, and the address that its participants have."""
    page = sign_in(visit, person("facilitator"))
    page.goto("/werk/dialoog/kampen/")
    page.locator("main tbody th a").first.click()
    shared = page.locator("main a[href*='/kamp/']:not([href*='/werk/'])").first
    return page, str(shared.get_attribute("href"))


@pytest.mark.parametrize("javascript", [True, False])
def test_tap_and_find_it_in_ones_own_day(visit: Visit, javascript: bool) -> None:
    _work, address = the_camp(visit)
    page = visit(address, javascript=javascript)
    title = page.locator("main li h3 a").nth(1).inner_text()
    page.locator("main li button[name=want]").nth(1).click()
    expect(page.locator("main li button[name=no]")).to_have_count(1)
    page.locator("main a[href$='/mijn/']").click()
    expect(page.locator("main li")).to_have_count(1)
    expect(page.locator("main li a")).to_have_text(title)


def test_every_public_page_of_a_camp(visit: Visit) -> None:
    work, address = the_camp(visit)
    page = visit(address)
    for path in ("", "bord/", "mijn/", "dagboek/", "voorstellen/"):
        page.goto(address + path)
        expect(page.locator("h1")).to_have_count(1)
        check_page(page)
    page.goto(address)
    page.locator("main li h3 a").first.click()
    check_page(page)
    work.goto(work.url + "sessies/")
    work.locator("main tbody th a").first.click()
    work.locator("form[action$='/link/'] button").click()
    check_page(work)
    page.goto(str(work.locator("main a[href*='/kamp-verslag/']").get_attribute("href")))
    check_page(page)


def test_board_hears_of_a_cancelled_session_by_itself(visit: Visit) -> None:
    work, address = the_camp(visit)
    page = visit(address)
    page.clock.install()
    page.goto(address + "bord/")
    title = page.locator(".camp-cell:not(.is-off) .camp-title").last.inner_text()
    work.goto(work.url + "sessies/")
    work.locator("main tbody th a", has_text=re.compile(re.escape(title))).first.click()
    work.locator("button[name=cancel]").click()
    page.clock.run_for(21_000)
    expect(page.locator("main .note.warn")).to_contain_text(title)
