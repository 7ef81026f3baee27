"""A visitor says what is not right, a coordinator answers, an organisation says "still right"."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, check_page
from tests.journeys.test_staff import Visit, person, sign_in

LINK = re.compile(r"(/actueel/[\w-]{43}/)")


def newest_letter(page: Page, to: str, about: str) -> str:
    """The path of the link in the demo mail to an address about a service, once it is sent."""
    letters = page.locator("article", has_text=to).filter(has_text=about)
    for _ in range(40):
        page.goto("/demo/post/")
        if found := LINK.search(" ".join(letters.all_inner_texts())):
            return found[1]
        page.wait_for_timeout(1_000)
    raise AssertionError(f"no mail to {to} about {about}")


def test_visitor_suggests_on_a_phone_and_the_coordinator_answers(visit: Visit) -> None:
    page = visit("/meld/", javascript=False)
    page.goto("/")
    staff = sign_in(visit, person("coordinator"), viewport=DESKTOP)
    staff.goto("/werk/aanbod/")
    name = staff.locator("main table tbody th a").last
    address = str(name.get_attribute("href")).replace("/werk", "")
    page.goto(address)
    page.locator("a[href$='/klopt-niet/']").first.click()
    page.locator("[name=kind][value=hours]").check()
    page.locator("[name=text]").fill("Op vrijdag is de deur dicht.")
    page.locator("[name=email]").fill("ouder@demo.example")
    page.wait_for_timeout(3_500)
    page.locator("main form button").last.click()
    page.wait_for_url("**/meld/bedankt/")
    expect(page.get_by_role("status").first).to_be_visible()
    staff.goto("/werk/meldingen/")
    check_page(staff)
    staff.locator("main tr", has_text="Op vrijdag is de deur dicht.").locator("a").click()
    check_page(staff)
    staff.locator("[name=answer]").fill("Dank je, het staat juist nu.")
    staff.locator("[name=state][value=handled]").click()
    staff.wait_for_url("**/werk/meldingen/")
    expect(staff.get_by_role("status").first).to_be_visible()


def test_pages_of_a_suggestion_are_accessible(visit: Visit) -> None:
    page = visit("/meld/")
    check_page(page)
    page.goto("/meld/bedankt/")
    check_page(page)
    page.goto("/actueel/nergens/")
    check_page(page)
    page.locator("main form button").click()
    check_page(page)


def test_coordinator_starts_a_round_and_the_partner_taps(visit: Visit) -> None:
    staff = sign_in(visit, person("coordinator"), viewport=DESKTOP)
    staff.goto("/werk/actueel/")
    check_page(staff)
    staff.locator("a[href^='/werk/actueel/netwerk/']").first.click()
    staff.locator("[name=choice][value=all]").check()
    staff.locator("[name=look]").click()
    check_page(staff)
    staff.locator("[name=start]").click()
    staff.wait_for_url("**/werk/actueel/ronde/*/")
    board = staff.url
    check_page(staff)
    row = staff.locator("main tbody tr", has_text=person("partner"))
    offer = row.locator("td").first.locator("div").first.inner_text()
    path = newest_letter(staff, person("partner"), offer)
    phone = visit(path, javascript=False)
    phone.set_default_timeout(30_000)
    assert phone.locator("main article").count() >= 2
    phone.locator("main article form button").first.click()
    phone.wait_for_load_state()
    expect(phone.get_by_role("status").first).to_be_visible()
    look = visit(path)
    look.set_default_timeout(30_000)
    check_page(look)
    look.locator("main article a.button").last.click()
    check_page(look)
    look.locator("[name=alert]").fill("Demo: gesloten in augustus.")
    look.locator("main form button").last.click()
    look.wait_for_url("**" + path)
    look.goto(path + "niet-voor-mij/")
    check_page(look)
    staff.goto(board)
    expect(staff.locator("main tr", has_text=person("partner")).first).to_contain_text("2 /")
    staff.goto(board + "sluit/")
    check_page(staff)
