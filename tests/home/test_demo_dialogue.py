"""The tables of 2012 played again: the numbers of the report come out by themselves."""

import pytest
from django.test import override_settings

from tests.standing import standing
from vlaggenlijn.dialogue.boards import response_of_series
from vlaggenlijn.dialogue.models import Participant, Quote, Series, Table
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
