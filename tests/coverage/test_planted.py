"""A gap, an overlap and a doubt planted in a real town, found again through the page."""

from base64 import b64decode
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from tests.coverage.test_gathering import IN_GENT, an_offer
from tests.factories import a_member, a_network
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.coverage.bars import UNKNOWN
from vlaggenlijn.coverage.pictures import STRIPES

pytestmark = pytest.mark.django_db
PAGE, RAAD = "/werk/spreiding/", "/werk/spreiding/raad/"
FRESH, STALE = timezone.localdate(), timezone.localdate() - timedelta(days=900)
SMALL = {"minimum_age_months": 0, "maximum_age_months": 71}
Asked = Callable[..., html.HtmlElement]


@pytest.fixture
def network() -> LocalNetwork:
    """Four meeting places for small children in the middle of the town, and nothing for others."""
    network = a_network()
    for number in range(4):
        name = f"Spelpunt {number}"
        an_offer(network, "social-cohesion", name=name, place=IN_GENT, assured_on=FRESH, **SMALL)
    return network


@pytest.fixture
def asked(network: LocalNetwork) -> Asked:
    client = Client()
    client.force_login(a_member("reader", network), "django.contrib.auth.backends.ModelBackend")

    def page(address: str = PAGE, **query: str) -> html.HtmlElement:
        whole = {"functie": "social-cohesion", "groep": "all-parents", "km": "2"} | query
        return html.fromstring(client.get(address, whole).content)

    return page


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def marked(page: html.HtmlElement) -> dict[str, tuple[str, str]]:
    """Return {neighbourhood: (the look of its mark, its verdict)} of the table on the page."""
    rows = page.xpath("//*[@id='cel']//table[contains(@class, 'narrow-heads')]/tbody/tr")
    return {
        words(row[0]): (row.xpath(".//rect/@class")[0], words(row[-1])) for row in rows
    }  # fmt: skip


def findings(page: html.HtmlElement, title: str) -> Iterator[tuple[str, str]]:
    for one in page.xpath(f"//section[@aria-labelledby='{title}']//li[svg]"):
        yield one.xpath("./svg/rect/@class")[0], words(one)


def test_planted_gap_is_certain_in_words_marks_and_map(asked: Asked) -> None:
    page = asked(leeftijd="12-17")
    look, verdict = marked(page)["Binnenstad (Gent)"]
    assert (look, verdict) == ("v-none", "niets in de buurt (zeker)")
    told = [text for look, text in findings(page, "gaps-title") if look == "v-none"]
    assert len(told) > 0
    assert all("(zeker)" in text for text in told)
    dots = page.xpath("//figure//circle[title[contains(., 'Binnenstad (Gent)')]]/@class")
    assert dots == ["v-none"]


def test_planted_overlap_is_certain_and_names_a_chance(asked: Asked) -> None:
    page = asked(leeftijd="0-2")
    assert marked(page)["Binnenstad (Gent)"] == ("v-much", "veel van hetzelfde (zeker)")
    told = list(findings(page, "overlaps-title"))
    assert any(
        look == "v-much" and text.startswith("Ontmoeting voor alle ouders") for look, text in told
    )


def test_what_hangs_on_a_record_that_went_stale_stays_possible(
    asked: Asked, network: LocalNetwork
) -> None:
    an_offer(network, "social-cohesion", name="Oud", place=IN_GENT, assured_on=STALE,
             minimum_age_months=144, maximum_age_months=215)  # fmt: skip
    page = asked(leeftijd="12-17")
    look, verdict = marked(page)["Binnenstad (Gent)"]
    assert look.endswith("is-possible")
    assert verdict.endswith("(mogelijk)")
    dot = page.xpath("//figure//circle[title[contains(., 'Binnenstad (Gent)')]]/@class")
    assert dot == [look]
    striped = look.split()[0].removeprefix("v-")
    assert page.xpath(f"//pattern[@id='map-striped-{striped}']/path/@d")
    assert page.xpath(f"//pattern[@id='striped-{striped}']/path/@d")
    assert "gestreept: mogelijk, niet zeker" in words(page)


def test_what_nobody_confirmed_is_not_known_and_asks(asked: Asked, network: LocalNetwork) -> None:
    for number in range(12):
        an_offer(network, "social-cohesion", name=f"Oud {number}", place=IN_GENT, assured_on=STALE)
    page = asked(leeftijd="12-17")
    look, verdict = marked(page)["Binnenstad (Gent)"]
    assert look.endswith("is-unknown")
    assert verdict.endswith("(weten we niet)")
    share = page.xpath("//*[@class='ages']/li[4]//li")[-1]
    assert share.xpath(".//rect/@class") == [UNKNOWN]
    assert words(share).endswith("weten we niet")
    # A question mark on every neighbourhood of which we do not know.
    marks = page.xpath("//figure/svg/path[@class='question']/@d")[0]
    assert marks.count("h0.01") == len(page.xpath("//figure//circle[contains(@class, 'unknown')]"))
    assert "vraagteken: dat weten we niet" in words(page)
    # Who does not see the bars hears it too, and hears of no gap where we do not know.
    heard = words(page.xpath("//td[@class='is-chosen']//span[@class='unseen']")[0])
    assert "12 tot 17 jaar: 0 % van de kinderen heeft niets in de buurt" in heard
    assert heard.endswith("van 100 % weten we het niet")


def test_council_sees_stripes_and_questions_too(asked: Asked, network: LocalNetwork) -> None:
    an_offer(network, "information", name="Oud", place=IN_GENT, assured_on=STALE)
    page = asked(RAAD)
    heads = [words(one) for one in page.xpath("//table")[-1].xpath(".//th[@scope='col']")]
    assert heads[-1] == "Hoe zeker"
    bars, _pennants, on_the_map = (
        b64decode(one.partition("base64,")[2]).decode() for one in page.xpath("//figure/img/@src")
    )
    assert "gestreept: mogelijk, niet zeker" in bars
    assert "niets in de buurt" in on_the_map
    # A stripe of the first bar begins and ends within its edge.
    assert f'stroke="{STRIPES["v-none"]}" fill="none"' in bars
