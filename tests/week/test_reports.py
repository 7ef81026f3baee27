"""A report: the same numbers on a page, in a PDF and in a DOCX, none of them small."""

import io
import re

import pytest
from django.utils import translation
from docx import Document

from tests.common.test_paper import needs_pango, readable
from tests.week.test_sheets import COOKING, MASTHEAD, READING
from vlaggenlijn.common import drawing
from vlaggenlijn.common.drawing import letters
from vlaggenlijn.week.harvest import BANDS, FACES, GROUPS, Range, Told, reap
from vlaggenlijn.week.programme import FLAWS
from vlaggenlijn.week.reports import report_docx, report_of, report_pdf
from vlaggenlijn.week.wording import (
    BAND_LABELS,
    FACE_LABELS,
    FLAW_LABELS,
    GROUP_LABELS,
    activity_post,
    campaign_post,
    newsletter_text,
    range_text,
)

ANSWERS = [
    Told("Gent", "15-29", ("fathers",), "De taart", "Te laat begonnen", good=12, fair=3),
    Told("", "few", ("fathers", "mothers")),
]


@pytest.fixture(autouse=True)
def dutch() -> object:
    with translation.override("nl"):
        yield


def test_every_slug_has_words() -> None:
    assert list(BAND_LABELS) == list(BANDS)
    assert list(GROUP_LABELS) == list(GROUPS)
    assert list(FACE_LABELS) == list(FACES)
    assert list(FLAW_LABELS) == list(FLAWS)


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (Range(20, 45), "20 tot 45 gezinnen"),
        (Range(0, 10), "minder dan 5 tot 10 gezinnen"),
        (Range(0, 0), "minder dan 5 gezinnen"),
        (Range(15, 15), "zo'n 15 gezinnen"),
        (Range(120, None), "120 gezinnen of meer"),
    ],
)
def test_range_in_words(found: Range, text: str) -> None:
    assert range_text(found) == text


def test_report_says_how_many_were_told_of() -> None:
    made = report_of(MASTHEAD, reap(ANSWERS, 5), metres=120)
    assert made.summary == (
        "Er waren 5 activiteiten.",
        "Van 2 van de 5 vertelden de organisatoren hoe het ging.",
        "Wie kwam, alles samen: 15 tot 30 gezinnen.",
        "Samen hingen we 120 meter vlaggenlijn.",
    )
    assert [one.title for one in made.figures] == [
        "Hoeveel gezinnen naar een activiteit kwamen",
        "Wie erbij was",
        "Activiteiten per gemeente",
        "Wat ouders met een kaartje zeiden",
    ]
    assert made.figures[2].rows == (("Gent", "1"), ("online", "1"))
    assert made.figures[3].rows == (
        ("blij", "10"),
        ("gaat wel", "minder dan 5"),
        ("niet blij", "minder dan 5"),
    )


def test_report_of_nothing_has_no_charts() -> None:
    made = report_of(MASTHEAD, reap([], 0))
    assert (made.figures, made.worked) == ((), ())
    assert made.summary[0] == "Er waren 0 activiteiten."


def test_report_as_tagged_pdf(caplog: pytest.LogCaptureFixture) -> None:
    needs_pango()
    text = readable(report_pdf(report_of(MASTHEAD, reap(ANSWERS, 5))))
    assert b"pdfuaid:part" in text
    assert b"/Table" in text
    assert [one.getMessage()[:80] for one in caplog.records if one.name == "weasyprint"] == []


def test_docx_has_the_same_headings_tables_and_pictures() -> None:
    report = report_of(MASTHEAD, reap(ANSWERS, 5))
    document = Document(io.BytesIO(report_docx(report)))
    heads = [one.text for one in document.paragraphs if re.match("Heading|Title", one.style.name)]
    assert heads == [
        "Wat Week van de Opvoeding opbracht",
        *(one.title for one in report.figures),
        "Wat werkte",
        "Wat we volgende keer anders doen",
    ]
    rows = [tuple(cell.text for cell in row.cells) for row in document.tables[0].rows]
    assert rows == [report.figures[0].head, *report.figures[0].rows]
    described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert described == [one.title for one in report.figures]
    assert document.core_properties.title == heads[0]


def test_docx_without_letters_has_its_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "FOLDERS", ())
    letters.cache_clear()
    document = Document(io.BytesIO(report_docx(report_of(MASTHEAD, reap(ANSWERS[1:], 1)))))
    letters.cache_clear()
    assert len(document.inline_shapes) == 0
    assert len(document.tables) == 3


def test_newsletter_goes_day_by_day() -> None:
    assert newsletter_text(MASTHEAD, [COOKING, READING]) == (
        "Week van de Opvoeding: Samen sterk\n\n"
        "16 – 23 mei 2026. Alles staat op https://demo.example/week/2026/\n\n"
        "ZATERDAG 16 MEI\n9.30 – 10.00  Voorlezen (Bib)\n\n"
        "MAANDAG 18 MEI\n14.00 – 16.00  Samen <koken> (Buurthuis, Gent, 3 tot 6 jaar, gratis)"
    )


def test_posts_name_what_comes_and_where_all_of_it_stands() -> None:
    assert campaign_post(MASTHEAD, [COOKING]) == (
        "Week van de Opvoeding, 16 – 23 mei 2026: 1 activiteit voor ouders en kinderen.\n"
        "– Samen <koken>, ma 18 mei, 14.00 – 16.00\n"
        "Alles samen: https://demo.example/week/2026/"
    )
    assert activity_post(MASTHEAD, COOKING, "https://demo.example/a/") == (
        "Samen <koken>\nma 18 mei, 14.00 – 16.00, Buurthuis, Gent\n3 tot 6 jaar · gratis\n"
        "Week van de Opvoeding, 16 – 23 mei 2026\nhttps://demo.example/a/"
    )
