"""The tables of 2012 played again: the numbers of the report come out by themselves."""

import pytest
from django.test import override_settings

from tests.standing import standing
from vlaggenlijn.dialogue.boards import response_of_series
from vlaggenlijn.dialogue.models import Participant, Quote, Series, Table
from vlaggenlijn.dialogue.report_parts import report_of
from vlaggenlijn.dialogue.report_text import Kind
from vlaggenlijn.dialogue.report_words import plain
from vlaggenlijn.home import demo

pytestmark = pytest.mark.django_db
loaded = standing(demo.load)


def test_numbers_of_the_report(loaded: dict[str, int]) -> None:
    series = Series.objects.get()
    response = response_of_series(series)
    assert (response.addressed, response.present, response.percent) == (308, 65, 21)
    assert (response.no_show, response.excused) == (13, 20)
    tables = Table.objects.of_series(series).real()
    assert (tables.count(), tables.held().count()) == (15, 12)
    assert len(set(tables.held().values_list("place", flat=True))) == 11


def test_text_of_the_report_has_the_numbers_of_2012(loaded: dict[str, int]) -> None:
    report = report_of(Series.objects.get())
    aim = report.section("aim")
    assert aim is not None
    text = " ".join(plain(line) for line in aim.paragraphs)
    told = ("15 tafels gingen er 12 door", "308 OCMW's", "65 namen deel", "respons van 21 %",
            "13 OCMW's", "20 lieten")  # fmt: skip
    assert [one for one in told if one not in text] == []
    assert not [one for one in report.sections for one in one.wrong if one.kind != Kind.OFF]


def test_every_quote_says_that_it_is_invented(loaded: dict[str, int]) -> None:
    texts = [quote.text for quote in Quote.objects.all()]
    assert len(texts) == 96
    assert [text for text in texts if "(verzonnen)" not in text] == []
    codes = Participant.objects.real().values_list("code", flat=True)
    assert [code for code in codes if not code.startswith("OCMW-")] == []


def test_without_a_key_the_demo_has_no_tables() -> None:
    with override_settings(SEALING_KEY=""):
        demo.load()
    assert not Series.objects.exists()
