"""Two people in the same record, a draft, an undo after later work, a proposal, many at once."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, check_page
from tests.journeys.test_staff import administrator, person, sign_in

Visit = Callable[..., Page]


def first_service(page: Page) -> str:
    page.goto("/werk/aanbod/")
    page.locator("main table tbody tr:has(button) th a").first.click()
    page.wait_for_load_state()
    return re.sub(r".*(/werk/aanbod/[0-9a-f-]{36}/).*", r"\1", page.url)


def save(page: Page) -> None:
    page.locator("form#edit .done button").first.click()
    page.wait_for_load_state()


def test_two_people_at_once_and_an_undo_after_later_work(visit: Visit) -> None:
    mine = sign_in(visit, person("coordinator"), viewport=DESKTOP)
    address = first_service(mine)
    theirs = sign_in(visit, administrator(), viewport=DESKTOP)
    theirs.goto(address)

    mine.locator("[name=summary]").fill("Van de coördinator")
    expect(mine.locator("[data-draft-said]")).not_to_be_empty(timeout=15_000)
    theirs.goto(address)
    expect(theirs.locator(".note.warn").first).to_be_visible()
    check_page(theirs)
    theirs.locator("[name=alert]").fill("Van de beheerder")
    theirs.locator("[name=wait_time]").fill("3 weken")
    save(theirs)

    save(mine)
    expect(mine.locator("#conflict-title")).to_be_visible()
    check_page(mine)
    expect(mine.locator("input[name=theirs][value=alert]")).to_be_checked()
    save(mine)
    expect(mine.locator("[name=summary]")).to_have_value("Van de coördinator")
    expect(mine.locator("[name=alert]")).to_have_value("Van de beheerder")

    theirs.goto(address)
    theirs.locator("[name=alert]").fill("Later gewijzigd")
    save(theirs)
    mine.goto(address + "geschiedenis/")
    check_page(mine)
    mine.locator(".history li").nth(2).locator("a[href*='/werk/wijziging/']").click()
    check_page(mine)
    mine.locator("main section form button").first.click()
    mine.wait_for_load_state()
    check_page(mine)
    mine.goto(address)
    expect(mine.locator("[name=alert]")).to_have_value("Later gewijzigd")
    expect(mine.locator("[name=wait_time]")).not_to_have_value("3 weken")

    mine.goto(address + "geschiedenis/")
    mine.locator(".history li a[href*='/versie/']").last.click()
    check_page(mine)
    mine.goto("/werk/wijzigingen/")
    check_page(mine)


def test_draft_of_who_leaves_at_once(visit: Visit) -> None:
    page = sign_in(visit, person("coordinator"))
    address = first_service(page)
    page.locator("[name=what_happens]").fill("Half een")
    page.goto("/werk/")
    page.goto(address)
    page.locator("a[href*='concept=1']").click()
    page.wait_for_load_state()
    expect(page.locator("[name=what_happens]")).to_have_value("Half een")
    page.goto(address)
    page.locator("button[name=throw_away]").click()
    page.wait_for_load_state()
    expect(page.locator("button[name=throw_away]")).to_have_count(0)


def test_draft_without_javascript(visit: Visit) -> None:
    page = sign_in(visit, person("coordinator"), javascript=False)
    address = first_service(page)
    page.locator("[name=what_happens]").fill("Half een zin")
    page.locator("button[name=draft]").click()
    page.wait_for_load_state()
    expect(page.locator("[name=what_happens]")).to_have_value("Half een zin")
    page.goto(address)
    page.locator("a[href*='concept=1']").click()
    page.wait_for_load_state()
    expect(page.locator("[name=what_happens]")).to_have_value("Half een zin")
    page.goto(address)
    page.locator("button[name=throw_away]").click()
    page.wait_for_load_state()
    expect(page.locator("button[name=throw_away]")).to_have_count(0)


def test_proposal_and_answer(visit: Visit) -> None:
    reader = sign_in(visit, person("reader"))
    reader.goto("/werk/aanbod/")
    reader.locator("main table tbody th a").first.click()
    reader.locator("a[href$='/voorstel/']").click()
    reader.wait_for_load_state()
    check_page(reader)
    reader.locator("[name=alert]").fill("Een voorstel")
    reader.locator("[name=reason]").fill("Gehoord aan de balie")
    save(reader)
    assert "/werk/voorstel/" in reader.url
    check_page(reader)
    owner = sign_in(visit, person("coordinator"))
    owner.goto("/werk/voorstellen/")
    check_page(owner)
    owner.goto(reader.url)
    check_page(owner)
    owner.locator("button[value=accept]").click()
    owner.wait_for_load_state()
    expect(owner.locator(".note.good")).to_be_visible()
    check_page(owner)


def test_many_at_once(visit: Visit) -> None:
    page = sign_in(visit, person("coordinator"))
    page.goto("/werk/aanbod/")
    check_page(page)
    for number in range(2):
        page.locator("input[form=bulk][name=pk]").nth(number).check()
    page.locator("form#bulk button").click()
    page.wait_for_load_state()
    check_page(page)
    page.locator("[name=kind]").select_option("status")
    page.locator("[name=status]").select_option("inactive")
    page.locator("button[value=preview]").click()
    page.wait_for_load_state()
    check_page(page)
    page.locator("button[value=do]").click()
    page.wait_for_load_state()
    page.locator(".note.good a[href*='/werk/wijziging/']").click()
    page.wait_for_load_state()
    page.locator("main section form button").first.click()
    page.wait_for_load_state()
    check_page(page)
