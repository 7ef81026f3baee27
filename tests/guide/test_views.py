"""The pages of a parent: nothing typed is kept, echoed in an address or breaks a page."""

import re
from datetime import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import BRUSSELS, GENT, a_location, a_network
from tests.findable import (
    IN_GENT,
    a_home,
    found_organization,
    found_service,
    save,
    stop_the_clock,
)
from tests.guide.answers import ANSWER, SHORTLIST, get, post, text_of
from vlaggenlijn.directory.models import Schedule

pytestmark = pytest.mark.usefixtures("reference_data")


SECRET = "onuitsprekelijk geheim verdriet"
NOWHERE = "max-age=0, no-cache, no-store, must-revalidate, private"


def test_question_page() -> None:
    page = get("/")
    assert page.status_code == 200
    assert not page.cookies
    html = text_of(page)
    assert f'action="{ANSWER}"' in html
    assert "csrfmiddlewaretoken" not in html


def test_question_page_reads_no_word_from_the_database_that_it_knows() -> None:
    get("/")
    with CaptureQueriesContext(connection) as asked:
        get("/")
    tables = [re.search(r'FROM "(\w+)"', one["sql"]) for one in asked]
    words = [found[1] for found in tables if found and found[1].startswith("taxonomy_")]
    assert words == ["taxonomy_label"]  # their number only: have they changed?
    assert len(asked) <= 7


@pytest.mark.parametrize("url", ["/", ANSWER, SHORTLIST])
@pytest.mark.parametrize("method", ["put", "delete", "patch", "trace"])
def test_other_methods_are_refused(url: str, method: str) -> None:
    assert getattr(Client(), method)(url).status_code == 405


@pytest.mark.parametrize(
    "body", [b"q=" + SECRET.encode() * 50_000, b"q=a&" * 1_001 + b"q=" + SECRET.encode()]
)
def test_what_is_far_too_much_is_answered_with_a_way_on_and_helplines(body: bytes) -> None:
    kind = "application/x-www-form-urlencoded"
    page = Client().generic("POST", f"{ANSWER}?taal=en", body, content_type=kind)
    html = text_of(page)
    assert (page.status_code, page.headers["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert "<h1>We cannot read this</h1>" in html
    assert ('href="tel:112"' in html, 'href="/"' in html, SECRET in html) == (True, True, False)


def test_question_page_takes_no_post() -> None:
    assert Client().post("/", {"q": SECRET}).status_code == 405


@pytest.mark.parametrize("url", [ANSWER, SHORTLIST])
def test_head_answers_without_a_body(url: str) -> None:
    page = Client().head(url)
    assert (page.status_code, page.content) == (200, b"")


def test_worry_in_an_address_is_ignored_and_not_echoed() -> None:
    found_service(a_home(), "Slaaphulp", themes=["sleep"])
    found_service(a_home(a_network("leuven")), "Speelpunt", themes=["playground"])
    page = get(q=f"slaapt niet {SECRET}", x=SECRET, theme=SECRET)
    assert page.context["question"].text == ""
    assert len(page.context["cards"]) == 2
    assert [word for word in SECRET.split() if word in text_of(page)] == []


def test_worry_in_the_address_of_a_post_is_not_echoed() -> None:
    a_network()
    page = Client().post(f"{ANSWER}?q={SECRET.replace(' ', '+')}", {"place": "Gent"})
    assert [word for word in SECRET.split() if word in text_of(page)] == []


def test_place_age_and_theme_may_stand_in_an_address() -> None:
    page = get(place="Gent", age="3", theme="sleep")
    question = page.context["question"]
    assert (question.place_text, question.age_text, question.asked.theme) == ("Gent", "3", "sleep")


def test_language_links_keep_what_may_stand_in_an_address() -> None:
    html = text_of(get(place="Gent", q=SECRET, theme="sleep"))
    assert "/antwoord/?place=Gent&amp;theme=sleep&amp;taal=fr" in html


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    ("url", "kept"),
    [(ANSWER, "private, max-age=0"), (SHORTLIST, NOWHERE)],
)
def test_answer_leaves_no_trace(url: str, kept: str, method: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)(url, {"place": "Gent", "s": "x"})
    assert response.status_code == 200
    assert response["Cache-Control"] == kept
    assert ("Cookie" in response["Vary"]) == (kept == NOWHERE)
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


@pytest.mark.parametrize(
    ("text", "headers"),
    [("mijn man slaat mij", {}), ("mijn kind slaapt niet", {"hx-request": "true"})],
)
def test_what_is_sensitive_or_no_whole_page_stays_in_no_browser(
    text: str, headers: dict[str, str]
) -> None:
    assert Client().post(ANSWER, {"q": text}, headers=headers)["Cache-Control"] == NOWHERE


def test_language_choice_is_the_one_cookie() -> None:
    assert list(get(taal="fr", q="x").cookies) == ["taal"]
    assert list(get(taal="xx").cookies) == []


def test_worry_by_post_is_answered_and_kept_in_the_form() -> None:
    found_service(a_home(), "Slaaphulp", themes=["sleep"])
    page = post(q="mijn zoon slaapt niet", place="9000", age="3")
    assert [card.name for card in page.context["cards"]] == ["Slaaphulp"]
    html = text_of(page)
    assert html.count("Slaaphulp") >= 1
    assert "mijn zoon slaapt niet" in html


def test_htmx_gets_the_part_and_boosted_the_page() -> None:
    part = Client().post(ANSWER, {"q": "x"}, headers={"hx-request": "true"})
    boosted = Client().post(
        ANSWER, {"q": "x"}, headers={"hx-request": "true", "hx-boosted": "true"}
    )
    assert "<html" not in text_of(part)
    assert "<html" in text_of(boosted)
    assert part["Referrer-Policy"] == "no-referrer"


ODD = [
    "🙂🙂", "a" * 5000, "é " * 2500, "x" * 20_000, "\x00", "a\x00b", "<script>alert(1)</script>",
    "'; DROP TABLE directory_service; --", "%s %(x)s {0} {{ 7|add:7 }} {% load %}",
    "\u202e", "\r\n" * 50,
]  # fmt: skip


@pytest.mark.parametrize("field", ["q", "place", "age", "theme"])
@pytest.mark.parametrize("text", ODD)
def test_no_text_breaks_the_page(field: str, text: str) -> None:
    page = post(**{field: text})
    assert page.status_code == 200
    assert "<script>alert" not in text_of(page)


@pytest.mark.parametrize("field", ["place", "age", "theme"])
@pytest.mark.parametrize("text", ["\x00", "<script>alert(1)</script>", "%ff", "'\"<>&"])
def test_no_address_breaks_the_page(field: str, text: str) -> None:
    page = get(**{field: text})
    assert page.status_code == 200
    assert "<script>alert" not in text_of(page)


def test_address_that_is_no_utf8_is_answered() -> None:
    assert Client().get(f"{ANSWER}?place=%ff%fe&theme=%00").status_code == 200


def test_field_that_comes_twice_is_answered() -> None:
    page = Client().post(ANSWER, {"q": ["een", "twee"], "place": ["Gent", "Leuven"]})
    assert page.status_code == 200


def test_long_question_is_repeated_by_its_beginning_and_stays_whole_in_the_form() -> None:
    worry = "mijn kind slaapt niet " * 50
    html = text_of(post(q=worry))
    (repeated,) = re.findall("<q>(.*?)</q>", html)
    assert (len(repeated), repeated[:8], repeated[-1]) == (240, worry[:8], "…")
    assert worry.strip() in re.sub("<q>.*?</q>", "", html)


def test_long_text_is_cut_and_says_so() -> None:
    assert "We read the first part" in text_of(post(q="x" * 5001))
    assert "We read the first part" not in text_of(post(q="x" * 5000))


def test_crisis_panel_comes_first_and_results_stay_below() -> None:
    found_service(a_home(), "Slaaphulp", themes=["sleep"])
    html = text_of(post(q="mijn zoon slaapt niet en ik wil niet meer leven"))
    panel, card = html.index('class="crisis'), html.index("Slaaphulp")
    assert panel < html.index("<h1") < card
    assert 'href="tel:1813"' in html[panel:card]


def test_no_crisis_panel_for_an_everyday_worry() -> None:
    html = text_of(post(q="mijn zoon slaapt niet"))
    assert 'class="crisis' not in html
    assert 'class="soft-line' not in html


def test_hint_of_a_crisis_gives_one_line_above_the_results() -> None:
    found_service(a_home(), "Slaaphulp", themes=["poisoning"])
    html = text_of(post(q="ze proefde van het flesje onder de lavabo"))
    line, title = html.index('class="soft-line'), html.index("<h1")
    assert line < title < html.index("Slaaphulp")
    assert 'href="tel:+3270245245"' in html[line:title]
    assert 'href="tel:112"' in html[line:title]
    assert 'class="crisis' not in html


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "mijn zoon slaapt niet"), ("fr", "mon fils ne dort pas"),
        ("en", "my son does not sleep"), ("tr", "oğlum uyumuyor"), ("ar", "ابني لا ينام"),
    ],
)  # fmt: skip
def test_results_in_five_languages(language: str, text: str) -> None:
    found_service(a_home(), "Slaaphulp", themes=["sleep"])
    page = post(language, q=text, place="Gent", age="3")
    assert [card.name for card in page.context["cards"]] == ["Slaaphulp"]
    html = text_of(page)
    assert f'lang="{language}"' in html
    assert ('dir="rtl"' in html) is (language == "ar")
    assert page["Content-Language"] == language


def test_map_shows_the_numbers_of_the_cards() -> None:
    service = found_service(a_home(), themes=["sleep"], place=IN_GENT)
    location = service.service_at_locations.get().location
    location.latitude, location.longitude = 51.06, 3.73
    save(location)
    page = post(q="slaapt niet", place="Gent")
    assert [pin.number for pin in page.context["map"].pins] == [1]
    assert 'class="pin n1"' in text_of(page)


def test_doors_are_shown_when_nothing_fits() -> None:
    ocmw = found_organization(a_network(), "OCMW Gent", "ocmw")
    a_location(ocmw, **IN_GENT)
    html = text_of(post(q="qwertyuiop", place="Gent"))
    assert "Welcome with every question" in html
    assert "OCMW Gent" in html


def test_closed_this_week_is_said_on_the_card(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = stop_the_clock(monkeypatch, "2026-05-04 10:30")
    found_service(a_home(), themes=["sleep"], closed_until=moment.date().replace(day=10))
    html = text_of(post(q="slaapt niet"))
    assert "Closed up to and including Sunday 10 May." in html


def test_stale_is_said_on_the_card() -> None:
    found_service(a_home(), themes=["sleep"], assured_on=None)
    (card,) = post(q="slaapt niet").context["cards"]
    assert card.is_stale


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("2026-05-04 10:30", "open now, until 12.00"),
        ("2026-05-04 08:59", "opens today at 9.00"),
        ("2026-05-04 12:00", "opens on 11 May"),
        ("2026-05-10 12:00", "opens tomorrow at 9.00"),
        ("2026-05-09 12:00", "opens on Monday at 9.00"),
    ],
)
def test_opening_is_said_at_the_moment_of_asking(
    moment: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = found_service(a_home(), themes=["sleep"], place=IN_GENT)
    link = service.service_at_locations.get()
    save(
        Schedule(
            service_at_location=link,
            freq="WEEKLY",
            byday="MO",
            opens_at=time(9),
            closes_at=time(12),
        )
    )
    stop_the_clock(monkeypatch, moment)
    page = post(q="slaapt niet")
    (card,) = page.context["cards"]
    assert card.opening.text == text
    assert text_of(page).count('<li class="no-print">') == 1  # on paper it is soon not so


def test_opening_follows_the_clock_though_the_card_is_read_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    service = found_service(a_home(), themes=["sleep"], place=IN_GENT)
    link = service.service_at_locations.get()
    hours = {"freq": "WEEKLY", "byday": "MO", "opens_at": time(9, 15), "closes_at": time(9, 45)}
    save(Schedule(service_at_location=link, **hours))
    moments = {
        "2026-05-04 09:14": "opens today at 9.15",
        "2026-05-04 09:15": "open now, until 9.45",
        "2026-05-04 09:45": "opens on 11 May",
        "2026-05-10 12:00": "opens tomorrow at 9.15",
    }
    drawn = {}
    for moment in moments:
        stop_the_clock(monkeypatch, moment)
        with CaptureQueriesContext(connection) as asked:
            drawn[moment] = text_of(post(q="slaapt niet"))
        is_read = any("directory_schedule" in query["sql"] for query in asked)
        assert is_read == (moment in ("2026-05-04 09:14", "2026-05-10 12:00"))
    for moment, text in moments.items():
        assert [one for one in moments.values() if one in drawn[moment]] == [text]


def test_network_without_any_is_answered() -> None:
    assert post(q="slaapt niet", place="Gent").status_code == 200


def test_brussels_network_answers_in_the_language_of_the_browser() -> None:
    a_network("brussel", [BRUSSELS], "brussel")
    page = Client().post(ANSWER, {"q": "dort pas"}, headers={"accept-language": "fr-BE,fr"})
    assert page["Content-Language"] == "fr"
    assert not page.cookies


@pytest.mark.parametrize("number", [1, 30])
def test_answer_in_bounded_queries(number: int, django_assert_max_num_queries: Any) -> None:
    home = a_home()
    for one in range(number):
        found_service(home, f"x{one}", themes=["sleep"], place=IN_GENT, areas=[GENT])
    post(q="slaapt niet", place="Gent")
    with django_assert_max_num_queries(40):
        post(q="slaapt niet", place="Gent")
