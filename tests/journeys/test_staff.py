"""Staff keep it true: sign in, look, confirm, change, look back; every page of the workspace."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, check_page
from vlaggenlijn.home.demo import PASSWORD, described

Visit = Callable[..., Page]
CODE_ON_ITS_LINE = r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$"


def person(role: str, network: str = "demo-dijle") -> str:
    """The address of the demo person with a role in a network."""
    wanted = (one for one in described()["people"] if one.get("role") == role)
    return str(next(one["email"] for one in wanted if one["network"] == network))


def administrator() -> str:
    return str(next(one["email"] for one in described()["people"] if one.get("administrator")))


def sign_in(visit: Visit, email: str, **options: object) -> Page:
    page = visit("/account/login/", **options)
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form:has([name=password]) button").first.click()
    page.wait_for_url("**/werk/")
    return page


def codes_sent(mail: Page, email: str) -> list[str]:
    """The codes in the mails to somebody, the newest first; ``mail`` then shows all mails."""
    mail.goto("/demo/post/")
    letters = mail.locator("article", has_text=email).locator(".letter").all_inner_texts()
    codes = (re.search(CODE_ON_ITS_LINE, letter, re.MULTILINE) for letter in letters)
    return [code[1] for code in codes if code]


def new_code(mail: Page, email: str, before: list[str]) -> str:
    """The code that was sent after some others; the worker sends it within seconds."""
    for _ in range(40):
        if codes := [code for code in codes_sent(mail, email) if code not in before]:
            check_page(mail)
            mail.close()
            return codes[0]
        mail.wait_for_timeout(500)
    pytest.fail("no mail with a code")


def test_sign_in_with_a_code_by_mail(visit: Visit) -> None:
    page = visit("/account/code/")
    mail, email = page.context.new_page(), person("coordinator")
    before = codes_sent(mail, email)
    check_page(page)
    page.locator("[name=email]").fill(email)
    page.locator("main form button").first.click()
    code = new_code(mail, email, before)
    check_page(page)
    page.locator("[name=code]").fill(code)
    page.locator("main form button").first.click()
    page.wait_for_url("**/werk/")


def test_coordinator_looks_changes_and_looks_back(visit: Visit) -> None:
    page = sign_in(visit, person("coordinator"), viewport=DESKTOP)
    check_page(page)
    page.goto("/werk/aanbod/")
    check_page(page)
    page.locator("main table tbody a").first.click()
    page.wait_for_load_state()
    check_page(page)
    summary = "Een proef: kom gerust langs."
    page.locator("[name$=summary]").first.fill(summary)
    page.locator("#edit .done button").first.click()
    page.wait_for_load_state()
    address = re.sub(r"(/werk/aanbod/[0-9a-f-]{36}/).*", r"\1", page.url)
    page.goto(address + "geschiedenis/")
    expect(page.get_by_text(summary).first).to_be_visible()
    check_page(page)
    for ending in ("notitie/", "archiveer/"):
        page.goto(address + ending)
        check_page(page)


def test_pages_of_an_administrator_are_accessible_in_the_dark_too(visit: Visit) -> None:
    page = sign_in(visit, administrator())
    for path in ("/werk/hulplijnen/", "/werk/netwerk/demo-dijle/"):
        page.goto(path)
        check_page(page)
    page.emulate_media(color_scheme="dark")
    for path in ("/werk/", "/werk/aanbod/", "/werk/aanbod/nieuw/", "/werk/hulplijnen/",
                 "/werk/netwerk/demo-dijle/leden/", "/demo/post/", "/account/logout/"):  # fmt: skip
        page.goto(path)
        check_page(page)


@pytest.mark.parametrize("role", ["partner", "professional", "facilitator", "reader"])
def test_every_role_has_a_desk(visit: Visit, role: str) -> None:
    page = sign_in(visit, person(role))
    check_page(page)
    page.goto("/werk/aanbod/")
    page.locator("main table tbody a").first.click()
    page.wait_for_load_state()
    check_page(page)
