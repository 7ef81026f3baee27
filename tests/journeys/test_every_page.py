"""Every page of the workspace as a coordinator meets it on a phone: one of each address.

The pages are found as a person finds them, by the links of the pages themselves. A page that has an
address but that no link leads to, and that is not named below, fails.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve, reverse
from playwright.sync_api import Page, expect

from tests.journeys.conftest import check_page
from tests.journeys.test_staff import Visit, person, sign_in
from tests.test_permission_matrix import MATRIX

# Why a page is not one of those that this walk meets.
NOT_ON_THE_WALK = {
    # Files.
    "account_my_data": "file",
    "directory:export_file": "file",
    "directory:export_organizations": "file",
    "directory:export_services": "file",
    "directory:export_translations": "file",
    "directory:import_wrong_rows": "file",
    "coverage:council_pdf": "file",
    "agenda:uit_file": "file",
    "agenda:uit_files": "file",
    "dialogue:camp_print": "file",
    "dialogue:download": "file",
    "dialogue:report_file": "file",
    "guide:sheet_as_pdf": "file",
    "partnership:export": "file",
    "week:campaign_picture": "file",
    "week:cards": "file",
    "week:paper_file": "file",
    "week:picture_at_work": "file",
    "week:poster": "file",
    "week:programme_pdf": "file",
    "week:report_docx": "file",
    # They only lead to another page.
    "home:start": "leads to the first day of one's network",
    "account_set_password": "who has a password is led to changing it",
    # They begin with a file that is sent.
    "directory:import_columns": "test_spreadsheets",
    "directory:import_job": "test_spreadsheets",
    "directory:import_terms": "test_other_systems",
    # The demo knows no travel times.
    "coverage:carry_travel_times": "test_gaps",
    # The demo follows no source.
    "directory:source": "test_other_systems",
    "directory:edit_source": "test_other_systems",
    "directory:source_terms": "test_other_systems",
    # A coordinator changes what readers propose.
    "directory:propose_service": "test_editing",
    "directory:propose_organization": "the same page as that of a service",
    "home:edit_concept": "the same form as that of a new concept; the demo has none",
    # They belong to a second step that somebody has chosen, or are asked long after signing in.
    "account_reauthenticate": "test_signing_in",
    "account_reauthenticate_by_mail": "test_signing_in",
    "mfa_reauthenticate": "test_signing_in",
    "mfa_reauthenticate_webauthn": "test_signing_in",
    "mfa_remove_webauthn": "test_signing_in",
    "mfa_view_recovery_codes": "test_signing_in",
    "mfa_generate_recovery_codes": "test_signing_in",
}
LINKS = """() => [...document.querySelectorAll("a[href]")].map(one => one.href)
  .filter(one => one.startsWith(location.origin))
  .map(one => one.slice(location.origin.length).split("#")[0])"""
# Only what is wide by nature may be pushed aside on a phone.
WIDE = ".nav *, .tabs *, .compared, .board"
PUSHED_ASIDE = """(wide) => [...document.querySelectorAll("main *")]
  .filter(one => one.scrollWidth > one.clientWidth + 1 && !one.closest(".unseen")
    && ["auto", "scroll"].includes(getComputedStyle(one).overflowX)
    && !one.querySelector(wide) && !one.matches(wide))
  .map(one => one.outerHTML.slice(0, 90))"""
# A table that is drawn as blocks is no table to a screen reader, unless its parts say so.
SPEECHLESS = """() => [...document.querySelectorAll("table")]
  .filter(one => [...one.querySelectorAll("tr, td, th"), one]
    .some(part => getComputedStyle(part).display === "block"))
  .flatMap(one => [one, ...one.querySelectorAll("thead, tbody, tr, td, th")])
  .filter(one => !one.hasAttribute("role")).map(one => one.outerHTML.slice(0, 90))"""


def test_every_page_of_the_workspace(visit: Visit, things_to_decide: None) -> None:
    page = sign_in(visit, person("coordinator"))
    seen = {name: problem_of(page) for name in walk(page)}
    # One walk tells all that is wrong.
    assert {name: problem for name, problem in seen.items() if problem} == {}
    assert sorted(pages_of_a_coordinator() - seen.keys()) == sorted(NOT_ON_THE_WALK)


def problem_of(page: Page) -> str:
    """Return what is wrong with the page that is open, or nothing."""
    try:
        expect(page.locator("h1")).to_have_count(1)
        assert len(page.title()) > 5, page.url
        check_page(page)
        assert page.evaluate(PUSHED_ASIDE, WIDE) == [], page.url
        assert page.evaluate(SPEECHLESS) == [], page.url
    except AssertionError as problem:
        return str(problem)
    return ""


def walk(page: Page) -> Iterator[str]:
    """Open one page of each address that links lead to; yield its name."""
    wanted = pages_of_a_coordinator() - set(NOT_ON_THE_WALK)
    waiting = [reverse("home:desk"), comparison(page), found_by_name(), what_is_over(page)]
    met = {name_of(path) for path in waiting}
    while waiting:
        # The first page that reads words waits until its process knows them all.
        page.goto(waiting.pop(0), timeout=60_000)
        yield name_of(page.url)
        for path in page.evaluate(LINKS):
            name = name_of(path)
            if name in wanted - met:
                met.add(name)
                waiting.append(path)


def comparison(page: Page) -> str:
    """The address that a form makes of two ticks, which no link leads to."""
    page.goto(reverse("directory:services"))
    paths = page.locator("main tbody th a").evaluate_all("all => all.map(one => one.pathname)")
    first, second = (resolve(path).kwargs["pk"] for path in paths[:2])
    return f"{reverse('guide:compare')}?s={first}&s={second}"


def found_by_name() -> str:
    """The address that a form makes of a name, which no link leads to."""
    return reverse("partnership:finder", args=["demo-dijle"]) + "?naam=Demo"


def what_is_over(page: Page) -> str:
    """The evaluations of a campaign that is over; links lead first to the one that comes."""
    page.goto(reverse("week:campaigns"))
    for path in page.evaluate(LINKS):
        if name_of(path) == "week:campaign":
            page.goto(reverse("week:evaluations", args=[resolve(path).kwargs["pk"]]))
            if "week:evaluate" in map(name_of, page.evaluate(LINKS)):
                return urlsplit(page.url).path
    raise AssertionError("no campaign of the demo is over")


def name_of(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def pages_of_a_coordinator() -> set[str]:
    """What asks to sign in and opens for a coordinator, as the permission matrix has it."""
    return {
        name
        for name, row in MATRIX.items()
        if "L" in row.expected("GET", "anonymous") and "Y" in row.expected("GET", "coordinator")
    }
