"""The note taker's screen: keys, a cut of the network, undo, another machine; and without a script.

Nothing may be lost and nothing may stand twice, whatever the network does.
"""

import re
from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import DESKTOP, check_page
from tests.journeys.test_staff import person, sign_in

Visit = Callable[..., Page]


def the_room(visit: Visit, table: int = 0, **options: object) -> Page:
    """Open the note taker's screen of one of the tables of the demo; twice is the same table."""
    page = sign_in(visit, person("facilitator"), viewport=DESKTOP, **options)
    page.goto("/werk/dialoog/")
    page.locator("main tbody th a").first.click()
    page.locator("main a[href*='/tafel/']:not([href*='/reeks/'])").nth(table).click()
    page.locator("main a[href$='/notities/']").click()
    page.wait_for_url("**/notities/")
    return page


def note(page: Page, *texts: str) -> None:
    for text in texts:
        page.locator("#id_text").fill(text)
        page.locator("#id_text").press("Enter")


def safe(page: Page) -> int:
    return int(page.locator("[data-safe]").inner_text())


def kept(page: Page) -> list[str]:
    """The notes that the site itself has, the latest first."""
    page.reload()
    lines = page.locator("[data-list] li > span").all_inner_texts()
    return [re.sub(r"\s+T\d+-\d+\s*$", "", line).strip() for line in lines]


def test_nothing_is_lost_in_a_cut_and_nothing_stands_twice(visit: Visit) -> None:
    page = the_room(visit)
    before = safe(page)
    note(page, "Voor de onderbreking")
    expect(page.locator("[data-safe]")).to_have_text(str(before + 1))
    page.context.set_offline(True)
    spoken = [f"Tijdens de onderbreking {number}" for number in range(10)]
    note(page, *spoken)
    expect(page.locator("[data-waiting]")).to_contain_text("10")
    expect(page.locator("[data-safe]")).to_have_text(str(before + 1))
    page.context.set_offline(False)
    expect(page.locator("[data-safe]")).to_have_text(str(before + 11))
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert kept(page)[:11] == [*spoken[::-1], "Voor de onderbreking"]
    check_page(page)


def test_answer_that_never_arrives_doubles_nothing(visit: Visit) -> None:
    page = the_room(visit, table=1)
    before, lost = safe(page), []

    def lose_the_answer(route: Route) -> None:
        if lost:
            route.continue_()
            return
        route.fetch()  # the site has it; the browser never hears so
        lost.append(True)
        route.abort()

    page.route("**/notities/sturen/", lose_the_answer)
    note(page, "Een keer gezegd")
    expect(page.locator("[data-safe]")).to_have_text(str(before + 1))
    assert lost
    assert kept(page)[:2].count("Een keer gezegd") == 1


def test_page_that_is_closed_in_a_cut_sends_later(visit: Visit) -> None:
    page = the_room(visit, table=2)
    before, address = safe(page), page.url
    page.route("**/notities/sturen/", lambda route: route.abort())
    note(page, "Nog in de browser")
    expect(page.locator("[data-waiting]")).to_contain_text("1")
    again = page.context.new_page()
    page.close()
    again.goto(address)
    expect(again.locator("[data-safe]")).to_have_text(str(before + 1))
    assert kept(again)[0] == "Nog in de browser"
    another = sign_in(visit, person("facilitator"))
    another.goto(address)
    assert kept(another)[0] == "Nog in de browser"


def test_keys_marks_and_undo(visit: Visit) -> None:
    page = the_room(visit, table=3)
    before = safe(page)
    page.locator("#id_text").press("3")
    expect(page.locator("[data-key='3']")).to_be_checked()
    expect(page.locator("#id_text")).to_have_value("")
    note(page, '@2 "Zo is het"')
    expect(page.locator("[data-safe]")).to_have_text(str(before + 1))
    page.reload()
    expect(page.locator("[data-list] li").first).to_contain_text("“Zo is het”")
    expect(page.locator("[data-list] li").first).to_contain_text("-02")
    note(page, "Vergissing")
    expect(page.locator("[data-safe]")).to_have_text(str(before + 2))
    page.keyboard.press("Alt+z")
    expect(page.locator("[data-safe]")).to_have_text(str(before + 1))
    assert kept(page)[0] == "“Zo is het”"


def test_signing_out_clears_what_was_kept(visit: Visit) -> None:
    page = the_room(visit, table=4)
    page.route("**/notities/sturen/", lambda route: route.abort())
    note(page, "Blijft nergens staan")
    expect(page.locator("[data-waiting]")).to_contain_text("1")
    leave = page.locator(".sign-out")
    leave.click()
    expect(page.locator("#said")).not_to_be_empty()
    leave.click()
    page.wait_for_url(lambda url: "/notities/" not in url)
    assert "vlaggenlijn.notes" not in page.evaluate("() => JSON.stringify(localStorage)")


def test_without_a_script(visit: Visit) -> None:
    page = the_room(visit, table=5, javascript=False)
    page.locator("[name=hat]").nth(1).check()
    page.locator("#id_text").fill("Zonder script")
    page.locator("form.notes button").first.click()
    expect(page.locator("[data-list] li").first).to_contain_text("Zonder script")
    expect(page.locator("[name=hat]").nth(1)).to_be_checked()
    page.locator("[data-list] li button").first.click()
    expect(page.locator("[data-list]")).not_to_contain_text("Zonder script")
