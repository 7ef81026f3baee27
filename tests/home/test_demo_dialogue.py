"""The tables of 2012 played again: the numbers of the report come out by themselves."""

import pytest
from django.test import Client, override_settings

from tests.standing import standing
from vlaggenlijn.accounts.models import User
from vlaggenlijn.dialogue import inbox
from vlaggenlijn.dialogue.boards import (
    gatherings_among,
    response_of_series,
    tables_of,
    told_beforehand,
    worn_at,
)
from vlaggenlijn.dialogue.comparing import coders_of
from vlaggenlijn.dialogue.counting import overview
from vlaggenlijn.dialogue.evidence import lines_of
from vlaggenlijn.dialogue.models import (
    Coding,
    Memo,
    Participant,
    Quote,
    Reflection,
    Series,
    Table,
)
from vlaggenlijn.dialogue.report_parts import report_of
from vlaggenlijn.dialogue.report_text import Kind
from vlaggenlijn.dialogue.report_words import plain
from vlaggenlijn.directory.models import Organization
from vlaggenlijn.home import demo

pytestmark = pytest.mark.django_db
loaded = standing(demo.load)
TOWNS = (
    "Brugge Kortrijk Diksmuide Sint-Niklaas Gent Zottegem Leuven Brussel Antwerpen Geel Hasselt"
).split()


@pytest.fixture
def series(loaded: dict[str, int]) -> Series:
    return Series.objects.get()


def test_numbers_of_the_report(series: Series) -> None:
    response = response_of_series(series)
    assert (response.addressed, response.present, response.percent) == (308, 65, 21)
    assert (response.no_show, response.excused) == (13, 20)
    gatherings = gatherings_among(tables_of(series))
    assert (gatherings.planned, gatherings.held) == (15, 12)


def test_page_says_the_numbers_of_the_report(series: Series) -> None:
    client = Client()
    client.force_login(User.objects.get(email="facilitator@demo.example"))
    client.cookies["taal"] = "en"
    page = client.get(f"/werk/dialoog/reeks/{series.pk}/").content.decode()
    assert "65 of 308 organisations took part: a response of 21 %" in page
    assert "12 of 15 planned tables were held." in page


def test_eleven_towns_and_the_tables_that_were_not_held(series: Series) -> None:
    tables = Table.objects.of_series(series).real()
    assert set(tables.held().values_list("place", flat=True)) == set(TOWNS)
    regions = tables.exclude(state="held").order_by("number").values_list("region", flat=True)
    assert list(regions) == ["Limburg", "Limburg", "Vlaams-Brabant"]


def test_every_quote_says_that_it_is_invented(series: Series) -> None:
    texts = [quote.text for quote in Quote.objects.standing()]
    assert len(texts) == 190
    assert [text for text in texts if "(demo: verzonnen citaat)" not in text] == []
    assert Quote.objects.withdrawn().count() == 2
    assert {quote.sealed_text for quote in Quote.objects.withdrawn()} == {""}
    assert {note.text[:15] for note in Reflection.objects.all()} == {"Demo, verzonnen"}


def test_organisations_go_by_code_and_stand_in_no_directory(series: Series) -> None:
    rows = Participant.objects.real()
    assert [one for one in rows if one.code[:5] != "OCMW-" or one.organization_id] == []
    assert not Organization.objects.named("OCMW-").exists()


def test_who_did_not_agree_is_not_quoted(series: Series) -> None:
    without = Participant.objects.of_series(series).in_state("present").not_noted()
    assert without.exists()
    assert not Quote.objects.filter(participant__in=without).exists()


def test_every_step_after_the_table_has_something_to_show(series: Series) -> None:
    leader = User.objects.get(email="facilitator@demo.example")
    first = Table.objects.of_series(series).held().in_order()[0]
    assert all(one.answered for one in told_beforehand(first))
    assert all(one.minutes for one in worn_at(first))
    waiting = inbox.inbox(series, inbox.Asked(), leader)
    assert 10 < len(waiting) < 30
    coders = coders_of(series)
    both = coders.compared(*(coders.most_together() or ("", "")))
    assert both.overall.percent is not None
    assert 50 < both.overall.percent < 100
    assert any(one.memo for one in Coding.objects.of_series(series))
    assert Memo.objects.of_series(series).exists()


def test_new_themes_become_fewer_from_table_to_table(series: Series) -> None:
    steps = overview(series).steps
    assert len(steps) == 12
    assert sum(one.new for one in steps[:6]) > 2 * sum(one.new for one in steps[6:]) > 0
    assert steps[-1].new == 0


def test_findings_show_what_is_right_and_what_is_missing(series: Series) -> None:
    told = lines_of(series)
    assert [line.gaps for line in told["lines"]] == [(), (), (), (), ("one_table",), ("nothing",)]
    assert [len(one.findings) for one in told["advice"]] == [1, 2, 1, 0]


def test_text_of_the_report_has_the_numbers_of_2012(series: Series) -> None:
    report = report_of(series)
    aim = report.section("aim")
    assert aim is not None
    text = " ".join(plain(line) for line in aim.paragraphs)
    told = ("15 tafels gingen er 12 door", "308 OCMW's", "65 namen deel", "respons van 21 %",
            "13 OCMW's", "20 lieten")  # fmt: skip
    assert [one for one in told if one not in text] == []
    assert not [one for one in report.sections for one in one.wrong if one.kind != Kind.OFF]


def test_without_a_key_the_demo_has_no_tables() -> None:
    with override_settings(SEALING_KEY=""):
        demo.load()
    assert not Series.objects.exists()
