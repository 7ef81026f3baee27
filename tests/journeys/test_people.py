"""People come, begin and leave: an invitation on a phone, a new network from nothing."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, check_page
from tests.journeys.test_staff import administrator, person, sign_in

Visit = Callable[..., Page]
LINK = re.compile(r"https?://[^/\s]+(/account/uitnodiging/[\w-]{43}/)")


def link_in_the_mail_to(visit: Visit, email: str) -> str:
    """The path in the newest mail to an address; the worker may still be at it."""
    page = visit("/demo/post/")
    mail = page.locator("article", has_text=email).first
    for _ in range(20):
        if mail.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    found = LINK.search(mail.inner_text())
    assert found, mail.inner_text()
    return found[1]


def test_partner_is_invited_accepts_on_a_phone_and_tends_their_organisation(visit: Visit) -> None:
    email = "nieuwe-partner@demo.example"
    work = sign_in(visit, person("coordinator"), viewport=DESKTOP)
    work.goto("/werk/netwerk/demo-dijle/leden/")
    check_page(work)
    work.locator("main a[href$='/uitnodigen/']").click()
    check_page(work)
    work.locator("[name=email]").fill(email)
    work.locator("[name=name]").fill("Demo nieuwe partner")
    tick = work.locator("[name=organizations]").first
    organization = work.locator("label:has([name=organizations])").first.inner_text().strip()
    tick.check()
    work.locator("main form.form .button").first.click()
    work.wait_for_url("**/leden/")
    expect(work.get_by_text(email).first).to_be_visible()
    phone = visit(link_in_the_mail_to(visit, email), javascript=False)
    phone.locator("main [value=yes]").click()
    phone.wait_for_url("**/werk/")
    phone.goto("/werk/organisaties/")
    phone.locator("main table a", has_text=organization).first.click()
    phone.wait_for_load_state()
    expect(phone.locator("main form [name$=description]").first).to_be_visible()
    work.reload()
    work.locator("tr", has_text=email).locator("a[href$='/beeindig/']").click()
    check_page(work)


def test_page_of_an_invitation_is_accessible_and_a_dead_link_is_friendly(visit: Visit) -> None:
    work = sign_in(visit, person("coordinator"))
    work.goto("/werk/netwerk/demo-dijle/leden/")
    row = work.locator("tr", has_text="uitgenodigd-demo-dijle@demo.example")
    row.locator("form[action$='/opnieuw/'] button").click()
    path = link_in_the_mail_to(visit, "uitgenodigd-demo-dijle@demo.example")
    work.goto(path)
    check_page(work)
    stranger = visit(path)
    check_page(stranger)
    stranger.locator("main [value=no]").click()
    check_page(stranger)
    stranger.goto(path)
    check_page(stranger)
    expect(stranger.locator("main a[href='/account/login/']")).to_be_visible()


def test_network_begins_from_nothing(visit: Visit) -> None:
    email = "trekker@demo.example"
    work = sign_in(visit, administrator(), viewport=DESKTOP)
    work.goto("/werk/netwerk/nieuw/")
    check_page(work)
    typed = {"name": "Demo Leuven", "slug": "demo-leuven", "municipalities": "Leuven"}
    typed |= {"coordinator": email, "coordinator_name": "Demo trekker"}
    for name, text in typed.items():
        work.locator(f"[name={name}]").fill(text)
    work.locator("main form.form .button").first.click()
    work.wait_for_url("**/werk/start/demo-leuven/")
    work.goto("/werk/netwerk/demo-leuven/adres/")
    check_page(work)
    first = visit(link_in_the_mail_to(visit, email))
    first.locator("main [value=yes]").click()
    first.wait_for_url("**/werk/")
    # The first text that a fresh site indexes reads the whole thesaurus.
    first.set_default_timeout(30_000)
    first.goto("/werk/start/")
    check_page(first)
    begin(first, "gebied")
    first.locator("#q").fill("3360")
    first.locator("form[role=search] button").click()
    check_page(first)
    first.locator("[name=add]").first.check()
    first.locator("form:has([name=add]) .button").click()
    expect(first.locator("li.panel")).to_have_count(2)
    begin(first, "contact")
    check_page(first)
    first.locator("[name=contact_name]").fill("Demo trekker")
    first.locator("[name=contact_phone]").fill("016 00 00 00")
    first.locator("main form.form .button").first.click()
    begin(first, "eerste-aanbod")
    first.locator("[name=row1-organization]").fill("Demo huis")
    first.locator("[name=row1-name]").fill("Demo spelpunt")
    first.locator("[name=row2-organization]").fill("Demo huis")
    first.locator("form.light-rows .button").click()
    check_page(first)
    first.locator("#id_row2-name").fill("Demo babbel")
    first.locator("form.light-rows .button").click()
    first.wait_for_url("**/werk/start/demo-leuven/")
    expect(first.get_by_text("2 van 10").or_(first.get_by_text("2 of 10"))).to_be_visible()
    begin(first, "uitnodigen")
    first.locator("[name=email]").fill("tweede@demo.example")
    first.locator("main form.form .button").first.click()
    first.wait_for_url("**/werk/start/demo-leuven/")
    check_page(first)


def begin(page: Page, step: str) -> None:
    page.goto("/werk/start/")
    page.locator(f"main a[href*='/{step}/']").click()
    page.wait_for_load_state()
