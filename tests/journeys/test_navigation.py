"""Every page that the navigation of the workspace leads to, as a coordinator sees it on a phone."""

from playwright.sync_api import expect

from tests.journeys.conftest import check_page
from tests.journeys.test_staff import Visit, person, sign_in


def test_every_page_of_the_navigation_is_accessible(visit: Visit) -> None:
    page = sign_in(visit, person("coordinator"))
    doors = page.locator(".nav-list a").evaluate_all("all => all.map(one => one.pathname)")
    assert len(doors) >= 6
    seen: set[str] = set()
    for door in doors:
        page.goto(door)
        tabs = page.locator(".tabs a").evaluate_all("all => all.map(one => one.pathname)")
        for path in dict.fromkeys([door, *tabs]):
            page.goto(path)
            expect(page.locator("h1")).to_be_visible()
            check_page(page)
            seen.add(path)
    assert {"/werk/dubbels/", "/werk/vertalingen/", "/account/veiligheid/"} <= seen
