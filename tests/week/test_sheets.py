"""What is printed: tagged, in its order, with QR, helplines and the responsible publisher."""

import re
from dataclasses import replace
from datetime import date, time

import pytest
from django.utils import translation

from tests.common.test_paper import needs_pango, readable
from vlaggenlijn.week.programme import Entry, Time
from vlaggenlijn.week.sheets import (
    ORDERS,
    Masthead,
    cards_html,
    days_text,
    pdf,
    poster_html,
    programme_html,
    times_text,
)
from vlaggenlijn.week.social import ThemeImage

SATURDAY, MONDAY = date(2026, 5, 16), date(2026, 5, 18)
MASTHEAD = Masthead(
    name="Week van de Opvoeding",
    theme="Samen sterk",
    first_on=SATURDAY,
    last_on=date(2026, 5, 23),
    network="Huis van het Kind Demo",
    address="https://demo.example/week/2026/",
    accent="#1f5c4d",
    publisher="Demo Persoon, Demostraat 1, 9000 Gent",
    contact="09 000 00 00",
    lines=(("112", "Noodhulp"), ("102", "Awel")),
)
COOKING = Entry(
    "1", "Samen <koken>", "Proef mee.", (Time(MONDAY, time(14), time(16)),), "Buurthuis, Gent",
    "Gent", "3 tot 6 jaar", "gratis", "09 111 11 11", "Demohuis", (51.1, 3.7),
)  # fmt: skip
READING = Entry(
    "2", "Voorlezen", times=(Time(SATURDAY, time(9, 30), time(10)),), place="Bib", municipality=""
)


@pytest.fixture(autouse=True)
def dutch() -> object:
    with translation.override("nl"):
        yield


def headings(html: str) -> list[str]:
    return re.findall(r"<h[23]>(.*?)</h[23]>", html)


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("dag", ["zaterdag 16 mei", "Voorlezen", "maandag 18 mei", "Samen &lt;koken&gt;"]),
        ("alfabet", ["S", "Samen &lt;koken&gt;", "V", "Voorlezen"]),
        ("gemeente", ["Gent", "Samen &lt;koken&gt;", "Online, of niet op één plaats", "Voorlezen"]),
        ("kaart", ["1 – 2", "Samen &lt;koken&gt;", "Voorlezen"]),
    ],
)
def test_programme_stands_in_its_order(order: str, expected: list[str]) -> None:
    made = programme_html(MASTHEAD, [COOKING, READING], order=order, size="a4")
    assert headings(made) == expected


def test_programme_says_everything_of_an_entry_and_whom_to_call() -> None:
    made = programme_html(MASTHEAD, [COOKING], order="dag", size="a3", scope="Gent")
    for text in (
        "14.00 – 16.00", "Proef mee.", "Buurthuis, Gent", "3 tot 6 jaar", "gratis", "09 111 11 11",
        "Demohuis", "<b>112</b> Noodhulp", "<b>102</b> Awel", MASTHEAD.publisher,
        "16 – 23 mei 2026",
        "Week van de Opvoeding – Gent", MASTHEAD.address, 'class="a3 dag"',
    ):  # fmt: skip
        assert text in made, text


def test_list_by_map_is_numbered_and_gives_days() -> None:
    made = programme_html(MASTHEAD, [READING, COOKING], order="kaart", size="a4")
    assert re.findall(r'<b class="number">(\d)</b> (.*?)</p>', made) == [
        ("1", "ma 18 mei, 14.00 – 16.00"),
        ("2", "za 16 mei, 9.30 – 10.00"),
    ]


def test_very_long_list_is_set_in_one_column() -> None:
    made = programme_html(MASTHEAD, [COOKING] * 301, order="dag", size="a3")
    assert 'class="a3 dag is-large"' in made
    assert 'class="a3 dag"' in programme_html(MASTHEAD, [COOKING] * 300, order="dag", size="a3")


def test_empty_programme_says_so() -> None:
    for order in ORDERS:
        made = programme_html(MASTHEAD, [], order=order, size="a4")
        assert "Er staat nog niets in het programma." in made


def test_days_name_the_month_once_where_they_can() -> None:
    assert days_text(SATURDAY, SATURDAY) == "16 mei 2026"
    assert days_text(SATURDAY, date(2026, 6, 2)) == "16 mei – 2 juni 2026"
    assert days_text(date(2026, 5, 30), date(2027, 5, 2)) == "30 mei – 2 mei 2027"


def test_long_series_gives_its_first_times() -> None:
    times = [Time(date(2026, 5, day), time(9), time(10)) for day in range(16, 23)]
    assert (
        times_text(times, most=2)
        == "za 16 mei, 9.00 – 10.00; zo 17 mei, 9.00 – 10.00; en nog 5 keer"
    )


def test_poster_holds_theme_towns_address_and_publisher() -> None:
    made = poster_html(MASTHEAD, ["Deinze", "Gent"])
    assert "<h1>Samen sterk</h1>" in made
    assert "Deinze · Gent" in made
    assert 'class="picture"' not in made
    assert '<abbr title="Verantwoordelijke uitgever">V.U.</abbr>: Demo Persoon' in made
    image = ThemeImage("data:image/png;base64,AA==", 4, 3, "Twee vlaggen", "An")
    bare = poster_html(replace(MASTHEAD, theme="", publisher=""), [], image)
    assert "<h1>Week van de Opvoeding</h1>" in bare
    assert 'src="data:image/png;base64,AA=="' in bare
    assert "V.U." not in bare


def test_cards_lead_to_the_page_of_their_activity() -> None:
    made = cards_html(MASTHEAD, [(COOKING, "https://demo.example/agenda/1/")])
    assert "QR-code naar deze activiteit: https://demo.example/agenda/1/" in made
    assert "ma 18 mei, 14.00 – 16.00" in made
    many = cards_html(MASTHEAD, [(COOKING, "https://demo.example/agenda/1/")] * 401)
    assert "QR-code naar deze activiteit" not in many


@pytest.mark.parametrize("accent", ["#1f5c4d", "#ffdd00"])
def test_sheets_become_tagged_pdf_without_a_complaint(
    accent: str, caplog: pytest.LogCaptureFixture
) -> None:
    needs_pango()
    masthead = replace(MASTHEAD, accent=accent)
    sheets = {
        "programme": programme_html(masthead, [COOKING, READING], order="dag", size="a4"),
        "wide": programme_html(masthead, [COOKING, READING], order="kaart", size="a3"),
        "poster": poster_html(masthead, ["Gent"]),
        "cards": cards_html(masthead, [(COOKING, "https://demo.example/agenda/1/")]),
    }
    boxes = {}
    for name, html in sheets.items():
        text = readable(pdf(html, accent))
        assert b"pdfuaid:part" in text
        assert b"/Lang (nl)" in text
        found = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", text)
        assert found
        boxes[name] = tuple(round(float(side) / 72 * 25.4) for side in found.groups())
    assert boxes == {
        "programme": (210, 297),
        "wide": (420, 297),
        "poster": (297, 420),
        "cards": (210, 297),
    }
    assert [one.getMessage()[:80] for one in caplog.records if one.name == "weasyprint"] == []


def test_long_theme_stays_on_one_poster() -> None:
    needs_pango()
    masthead = replace(MASTHEAD, theme="Samen sterk in elke buurt en elk gezin " * 3)
    text = readable(pdf(poster_html(masthead, ["Gent"] * 20), masthead.accent))
    assert len(re.findall(rb"/Type\s*/Page\b", text)) == 1


def test_qr_is_a_picture_of_our_own() -> None:
    assert MASTHEAD.qr.startswith("data:image/svg+xml")
