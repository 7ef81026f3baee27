"""A list comes in and goes out: send, match, look, decide, write, report; export and open."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, check_page
from tests.journeys.test_staff import person, sign_in

Visit = Callable[..., Page]
PATIENCE = 30_000  # milliseconds: a workbook is read by a process of its own, work is done behind
LIST = (
    "naam;kbo;straat;huisnummer;postcode;gemeente;telefoon\n"
    "Speelotheek De Tol;;Veemarkt;12;2800;Mechelen;015 20 20 20\n"
    "Babbelcafé Rommelpot;;Grote Markt;1;2800;Mechelen;bel Ann\n"
    "Fout Nummer;123;Korenmarkt;4;2800;Mechelen;\n"
)


def sent(page: Page, text: str) -> None:
    page.set_default_timeout(PATIENCE)
    page.goto("/werk/importeren/")
    content = {"name": "lijst.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.locator("[name=file]").set_input_files(content)  # type: ignore[arg-type]
    page.locator("main form[enctype] button").click()
    page.wait_for_url("**/kolommen/")


def test_list_is_sent_matched_looked_at_and_written(visit: Visit) -> None:
    page = sign_in(visit, person("coordinator"), viewport=DESKTOP)
    page.goto("/werk/importeren/")
    check_page(page)
    sent(page, LIST)
    check_page(page)
    expect(page.locator("#column-0")).to_have_value("name")
    page.locator("main form.stack button.button").first.click()
    page.wait_for_url("**/werk/importeren/*/")
    check_page(page)
    expect(page.locator(".import-rows")).to_contain_text("Babbelcafé Rommelpot")
    page.locator("[name='row-3'][value=leave]").check()
    page.locator("#decisions button").click()
    page.wait_for_load_state()
    page.goto(page.url.split("?")[0] + "?kind=wrong")
    check_page(page)
    with page.expect_download() as mended:
        page.locator("a[href$='/fouten/']").click()
    rows = list(
        openpyxl.load_workbook(io.BytesIO(Path(mended.value.path()).read_bytes())).active.values
    )
    assert (rows[1][0], len(rows)) == ("Fout Nummer", 2)
    page.locator("form[action$='/schrijf/'] button").click()
    page.wait_for_load_state()
    check_page(page)
    page.goto("/werk/organisaties/?q=Tol")
    expect(page.locator("main table")).to_contain_text("Speelotheek De Tol")


def test_import_works_without_javascript(visit: Visit) -> None:
    page = sign_in(visit, person("coordinator", "demo-brussel"), javascript=False)
    sent(page, "naam;straat;postcode\nZonder Script;Nieuwstraat 3;1000\n")
    page.locator("main form.stack button.button").first.click()
    page.wait_for_url("**/werk/importeren/*/")
    page.locator("form[action$='/schrijf/'] button").click()
    page.wait_for_load_state()
    expect(page.locator("h1")).to_be_visible()
    page.goto("/werk/organisaties/?q=Zonder+Script")
    expect(page.locator("main table")).to_contain_text("Zonder Script")


def test_large_list_is_worked_out_behind_the_screen(visit: Visit) -> None:
    page = sign_in(visit, person("coordinator"), viewport=DESKTOP)
    rows = "".join(f"Proefgroep {number};Veemarkt;{number};2800\n" for number in range(320))
    sent(page, "naam;straat;huisnummer;postcode\n" + rows)
    page.locator("main form.stack button.button").first.click()
    page.wait_for_url("**/werk/importeren/*/")
    expect(page.locator("#progress")).to_be_visible()
    check_page(page)
    expect(page.locator(".kinds")).to_be_visible(timeout=90_000)
    page.locator("form[action$='/vergeet/'] button").click()
    page.wait_for_url("**/werk/importeren/")


def test_list_is_exported_and_opens(visit: Visit) -> None:
    page = sign_in(visit, person("coordinator"), viewport=DESKTOP)
    page.goto("/werk/aanbod/?q=a")
    page.locator("main a[href*='/exporteren/']").click()
    page.wait_for_url("**/exporteren/?**")
    check_page(page)
    with page.expect_download() as download:
        page.locator("a[href*='vorm=xlsx']").first.click()
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert book.active.max_row > 2
    page.goto("/werk/exporteren/")
    page.locator("form[action*='/netwerk/'] button").first.click()
    page.wait_for_load_state()
    check_page(page)
    link = page.locator("a[href*='/bestand/']")
    for _ in range(30):
        if link.count():
            break
        page.wait_for_timeout(1_000)
        page.reload()
    with page.expect_download() as whole:
        link.first.click()
    assert whole.value.suggested_filename.endswith(".zip")
