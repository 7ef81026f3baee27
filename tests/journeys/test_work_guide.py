"""A professional searches together with a parent, compares, and gives a sheet along."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DESKTOP, PHONE, check_page
from tests.journeys.test_staff import Visit, person, sign_in


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_professional_searches_compares_and_prints(visit: Visit, viewport: dict[str, int]) -> None:
    page = sign_in(visit, person("professional"), viewport=viewport)
    page.goto("/werk/gids/")
    check_page(page)
    page.locator("#id_q").fill("mijn dochter slaapt niet en ik ben op")
    page.locator("#id_place").fill("Mechelen")
    page.locator("[name=wish][value=free]").check()
    page.locator("#question p button").click()
    expect(page.locator("#c1")).to_be_visible()
    assert page.url.endswith("/werk/gids/")
    page.locator("#answer details summary").first.click()
    check_page(page)
    page.locator("#c1 button[name$=star]").click()
    expect(page.locator("#c1")).to_be_visible()
    expect(page.locator("#id_q")).to_have_value("mijn dochter slaapt niet en ik ben op")
    for number in range(3):
        page.locator("[name=s]").nth(number).check()
    with page.context.expect_page() as opened:
        page.locator("button[form=compare]").click()
    compared = opened.value
    expect(compared.locator("thead th")).to_have_count(3)
    check_page(compared)
    compared.locator("tbody a[href*='/gids/blad/']").first.click()
    expect(compared.locator("a[href$='/ar/pdf/']")).to_be_visible()
    check_page(compared)
    compared.goto(compared.url + "ar/")
    assert compared.locator("html").get_attribute("dir") == "rtl"
    check_page(compared)


def test_comparison_of_nothing_is_accessible(visit: Visit) -> None:
    page = sign_in(visit, person("professional"))
    page.goto("/werk/gids/vergelijk/")
    expect(page.locator("h1")).to_be_visible()
    check_page(page)
