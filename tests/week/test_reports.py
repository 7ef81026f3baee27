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
from vlaggenlijn.week.ranges import range_text
from vlaggenlijn.week.reports import report_docx, report_of, report_pdf
from vlaggenlijn.week.wording import (
    BAND_LABELS,
    FACE_LABELS,
    FLAW_LABELS,
    GROUP_LABELS,
    activity_post,
    campaign_post,
    newsletter_text,
)

ANSWERS = [
    Told(
        *("Gent", "15-29", "30-59", "slapen", ("fathers",), "De taart", "Te laat begonnen"),
        good=12, fair=3,
    ),
    Told("", "few", "none", groups=("fathers", "mothers"), worked="Het lied"),
]  # fmt: skip


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
        (Range(20, 45), "20 tot 45"),
        (Range(0, 10), "minder dan 5 tot 10"),
        (Range(0, 0), "minder dan 5"),
        (Range(15, 15), "zo'n 15"),
        (Range(120, None), "120 of meer"),
    ],
)
def test_range_in_words(found: Range, text: str) -> None:
    assert range_text(found) == text


def test_report_says_how_many_were_told_of() -> None:
    made = report_of(MASTHEAD, reap(ANSWERS, 5), metres=120)
    assert made.summary == (
        "Er waren 5 activiteiten.",
        "Van 2 van de 5 vertelden de organisatoren hoe het ging.",
        "Volwassenen die daar kwamen, alles samen: 15 tot 30. Kinderen: 30 tot 55.",
        "Samen hingen we 120 meter vlaggenlijn.",
    )
    assert [one.title for one in made.figures] == [
        "Hoeveel volwassenen naar een activiteit kwamen",
        "Hoeveel kinderen naar een activiteit kwamen",
        "Wie erbij was",
        "Activiteiten per gemeente",
        "Wat ouders met een kaartje zeiden",
    ]
    assert [row for row in made.figures[0].lines if row[2]] == [
        ("minder dan 5", "1", 100), ("15 tot 29", "1", 100),
    ]  # fmt: skip
    assert made.figures[3].rows == (("Gent", "1"), ("online", "1"))
    assert made.figures[4].lines == [
        ("blij", "10", 100),
        ("gaat wel", "minder dan 5", 0),
        ("niet blij", "minder dan 5", 0),
    ]
    assert made.worked == (("slapen", ("De taart",)), ("Over andere dingen", ("Het lied",)))
    assert made.better == (("slapen", ("Te laat begonnen",)),)
    assert made.missing == (
        "Van 3 activiteiten vertelde niemand hoe het ging;"
        " ze zitten in geen enkel totaal van wie kwam.",
    )


def test_sentences_without_any_topic_have_no_heading() -> None:
    report = report_of(MASTHEAD, reap([Told("", "few", "few", worked="Het lied")], 1))
    assert report.worked == (("", ("Het lied",)),)
    texts = [one.text for one in Document(io.BytesIO(report_docx(report))).paragraphs]
    assert texts[texts.index("Wat werkte") + 1] == "Het lied"


def test_report_of_nothing_says_what_is_not_known() -> None:
    made = report_of(MASTHEAD, reap([], 1))
    assert (made.figures, made.worked) == ((), ())
    assert made.summary == ("Er was 1 activiteit.",)
    assert made.missing == (
        "Van 1 activiteit vertelde niemand hoe het ging; ze zit in geen enkel totaal van wie kwam.",
        "Ouders gaven te weinig kaartjes om te zeggen wat ze ervan vonden.",
        "Niemand schreef op wat werkte en wat niet.",
        "Er is geen vlaggenlijn geteld.",
    )


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
        "slapen",
        "Over andere dingen",
        "Wat we volgende keer anders doen",
        "slapen",
        "Wat we niet weten",
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
    assert len(document.tables) == 4


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
