"""A whole Week of three municipalities and 25 partners, from the vote to the next year.

One coordinator walks it through the browser, page by page; what 24 other partners would do in the
same way is done at the site itself.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from time import monotonic

from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, check_page, done_there
from tests.journeys.test_staff import sign_in
from vlaggenlijn.home.demo import PASSWORD

Visit = Callable[..., Page]
SLUG, COORDINATOR = "dijleland-proef", "dijleland@demo.example"
SETTING = f"""
from tests.partnership.rows import a_partner_of
from vlaggenlijn.accounts.actions import add_member, add_network
from vlaggenlijn.places.models import Municipality
towns = list(Municipality.objects.with_nis(["24062", "24038", "24011"]))
network = add_network(by=None, slug="{SLUG}", name="Demo Dijleland", municipalities=towns)
add_member(by=None, network=network, email="{COORDINATOR}", role="coordinator",
           password="{PASSWORD}")
for number in range(25):
    a_partner_of(network, f"Demo partner {{number:02}}", email=f"partner{{number}}@demo.example")
"""
FIND = f"""
from tests.week.rows import a_proposed, some_bunting
from vlaggenlijn.partnership.models import Partner
from vlaggenlijn.week import actions
from vlaggenlijn.week.models import Campaign, CampaignActivity
campaign = Campaign.objects.get(network__slug="{SLUG}")
partners = list(Partner.objects.of_network(campaign.network).order_by("organization__name"))
towns = list(campaign.network.municipalities.all())
"""
VOTES = (
    FIND
    + """
for number, partner in enumerate(partners[1:]):
    emphasis = campaign.emphases.all()[0 if number % 3 else 1]
    actions.vote(by=None, emphasis=emphasis, partner=partner)
"""
)
PROPOSALS = (
    FIND
    + """
for number, partner in enumerate(partners[1:]):
    a_proposed(campaign, f"Demo activiteit {number:02}", partner=partner,
               contact_phone="+3216000000", organizer=partner.organization,
               municipality=towns[number % 3], venue="Demozaal", coming="walk_in")
"""
)
LOOKED_AT = (
    FIND
    + """
for one in campaign.activities.waiting():
    actions.review(by=None, proposed=one, is_approved=True)
"""
)
ASKED = (
    FIND
    + """
from datetime import datetime, time, timedelta
from django.utils import timezone
for town in towns[:2]:
    some_bunting(campaign, town, 240)
actions.ask_how_it_went(timezone.make_aware(datetime.combine(
    campaign.begins_on + timedelta(days=1), time(9))))
"""
)
TOLD = (
    FIND
    + """
from tests.week.past import told
for one in campaign.activities.filter(evaluation=None):
    told(one)
"""
)


def go(page: Page, ending: str) -> None:
    """Follow the link of a page that ends so, and look at where it leads."""
    page.locator(f"main a[href$='/{ending}']").first.click()
    page.wait_for_load_state()
    check_page(page)


def send(page: Page, form: str, **filled: str) -> None:
    """Fill in a form, whose action ends so, and send it."""
    found = page.locator(f"main form[action$='{form}']") if form else page.locator("main form.form")
    for name, value in filled.items():
        field = found.locator(f"[name={name}]")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    found.locator("button:not(.bare)").first.click()
    page.wait_for_load_state()


def the_link(page: Page, kind: str) -> str:
    """The newest personal link of a kind in the mails of the demo; the worker sends in seconds."""
    for _ in range(60):
        page.goto("/demo/post/")
        if found := re.search(
            rf"https?://\S+(/week/{kind}/[\w-]+/)", page.locator("main").inner_text()
        ):
            return found[1]
        page.wait_for_timeout(500)
    raise AssertionError(f"no mail with a link to {kind}")


def test_one_coordinator_runs_a_whole_week(visit: Visit, installation: dict[str, str]) -> None:
    done_there(SETTING, installation)
    page = sign_in(visit, COORDINATOR, viewport=DESKTOP)
    home = a_campaign(page)
    a_theme(page, home, installation)
    a_programme(page, home, installation)
    on_paper(page, home)
    done_there(ASKED, installation)
    bunting(page, home)
    told_on_a_phone(visit)
    done_there(TOLD, installation)
    harvest(visit, page, home)
    the_next_year(page, home)


def a_campaign(page: Page) -> str:
    """Start a campaign that began two days ago, with the steps of the Week; return its address."""
    page.goto(f"/werk/week/{SLUG}/nieuw/")
    check_page(page)
    begin = date.today() - timedelta(days=2)
    send(
        page, "", name="Demo Week", edition=str(begin.year), begins_on=begin.isoformat(),
        ends_on=(begin + timedelta(days=7)).isoformat(), publisher_name="Demo uitgever",
        publisher_address="Demostraat 1, 3000 Leuven",
    )  # fmt: skip
    expect(page.locator("h1")).to_contain_text("Demo Week")
    send(page, "/tijdlijn/")
    check_page(page)
    assert page.locator("#tijdlijn ~ * li, section[aria-labelledby=tijdlijn] li").count() >= 5
    return page.url


def a_theme(page: Page, home: str, installation: dict[str, str]) -> None:
    go(page, "stemming/")
    for title in ("Samen eten", "Rust in huis"):
        send(page, "/lijst/", title=title)
    send(page, "/openen/", closes_on=date.today().isoformat())
    check_page(page)
    done_there(VOTES, installation)
    page.reload()
    send(page, "/kiezen/")
    expect(page.locator("main .lead")).to_contain_text("Samen eten")
    page.goto(home)


def a_programme(page: Page, home: str, installation: dict[str, str]) -> None:
    """One activity proposed and approved by hand, 24 by other partners; then all is public."""
    page.locator("main .heading a.button").first.click()
    check_page(page)
    began = monotonic()
    page.locator("[name=partner]").select_option(index=1)
    page.locator("[name=municipality]").select_option(index=1)
    page.locator("[name=topic]").select_option(label="Eten")
    send(
        page, "", title="Demo soep voor iedereen", description="We koken samen.", starts_at="10:00",
        ends_at="12:00", venue="Demozaal", street="Demostraat 2", price="0",
    )  # fmt: skip
    assert monotonic() - began < 60, "a machine alone may not need a minute for a two-minute form"
    done_there(PROPOSALS, installation)
    page.goto(home)
    check_page(page)
    page.locator("main form[action$='/nakijken/'] button[name=approve]").first.click()
    done_there(LOOKED_AT, installation)
    page.goto(home)
    send(page, "/stand/", state="open")
    check_page(page)
    go(page, "programma/")
    expect(page.locator("main article")).to_have_count(25)
    page.locator("#gemeente").select_option(label="Herent")
    page.locator("main form[method=get] button").click()
    expect(page.locator("main article")).to_have_count(8)
    page.goto(home)


def on_paper(page: Page, home: str) -> None:
    """The proof names what misses, and everything printed comes as a file of its kind."""
    go(page, "druk/")
    expect(page.locator("#proof ~ ul li")).to_have_count(1)  # whom to ask about the soup
    for path, kind in (
        ("druk/programma.pdf?orde=gemeente&formaat=a3", b"%PDF-"), ("druk/affiche.pdf", b"%PDF-"),
        ("druk/kaartjes.pdf", b"%PDF-"), ("druk/beeld/1080x1080.png", b"\x89PNG"),
    ):  # fmt: skip
        answer = page.request.get(home + path)
        assert (answer.status, answer.body()[: len(kind)]) == (200, kind), path
    go(page, "druk/teksten/")
    page.goto(home)
    go(page, "pakketten/")
    page.locator("main form [name=send]").click()
    page.wait_for_load_state()
    check_page(page)
    page.goto(home)


def bunting(page: Page, home: str) -> None:
    go(page, "vlaggenlijn/")
    page.locator("main .heading a.button").click()
    page.locator("[name=municipality]").select_option(label="Leuven")
    send(page, "", metres="120", remark="Demo: aan de school")
    check_page(page)
    expect(page.locator("figure.garlands text")).to_have_count(3)
    expect(page.locator("main table.lengths tbody tr")).to_have_count(3)
    page.goto(home)


def told_on_a_phone(visit: Visit) -> None:
    """A partner without an account finds its kit, and tells in a minute how it went."""
    phone = visit("/demo/post/")
    phone.goto(the_link(phone, "pakket"))
    check_page(phone)
    phone.goto(the_link(phone, "evaluatie"))
    check_page(phone)
    began = monotonic()
    phone.locator("main a.button.wide").first.click()
    check_page(phone)
    phone.locator("[name=adults]").select_option(index=3)
    phone.locator("[name=children]").select_option(index=3)
    phone.locator("[name=worked]").fill("Samen koken ging goed.")
    phone.locator("main form .done button").click()
    expect(phone.locator("main .note.good").first).to_be_visible()
    assert monotonic() - began < 60
    check_page(phone)


def harvest(visit: Visit, page: Page, home: str) -> None:
    page.goto(home)
    send(page, "/stand/", state="over")
    go(page, "oogst/")
    everybody = visit(page.url)
    check_page(everybody)
    expect(everybody.locator("ul.sums li").first).to_contain_text("25")
    expect(everybody.locator("figure.garlands text")).to_have_count(3)
    page.goto(home)
    go(page, "evaluatie/")
    page.goto(home)
    go(page, "verslag/")
    docx = page.request.get(home + "verslag/verslag.docx")
    assert (docx.status, docx.body()[:2]) == (200, b"PK")
    page.goto(home + "bedanken/")
    check_page(page)
    page.locator("[name=send]").click()
    page.wait_for_load_state()
    expect(page.locator("main .note.good")).to_have_count(2)  # on their way, and thanked
    page.goto(home)


def the_next_year(page: Page, home: str) -> None:
    """What comes along is shown, and then made in one step; nothing of this year stays in it."""
    go(page, "volgende/")
    page.locator("[name=look]").click()
    check_page(page)
    page.locator("[name=write]").click()
    page.wait_for_load_state()
    assert page.url != home
    check_page(page)
    expect(page.locator("h1")).to_contain_text("Demo Week")
    expect(page.locator("section[aria-labelledby=nakijken] article").first).to_be_visible()
    assert (
        str(date.today().year) not in page.locator("section[aria-labelledby=nakijken]").inner_text()
    )
