"""A week in one cell: what people write, what cannot be read, and what is written reads back."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.directory.facts import WeekFacts
from vlaggenlijn.directory.hours_text import HoursError, format_hours, parse_hours
from vlaggenlijn.directory.import_rows.week_text import format_week, parse_week


def week(appointment: str = "", **days: str) -> WeekFacts:
    names = ("ma", "di", "wo", "do", "vr", "za", "zo")
    hours = [format_hours(parse_hours(days.get(name, ""))) for name in names]
    return WeekFacts(tuple(hours), appointment)


def on(days: str, hours: str = "9-12") -> WeekFacts:
    return week(**dict.fromkeys(days.split(), hours))


WORK_AND_WEEKEND = week(
    **dict.fromkeys(("ma", "di", "wo", "do", "vr"), "9-12"), za="10-11", zo="10-11"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ma 9-12", on("ma")),
        ("Maandag: 9u - 12u", on("ma")),
        ("ma-vr 9-12", on("ma di wo do vr")),
        ("ma t/m wo van 9 tot 12", on("ma di wo")),
        ("Monday to Wednesday from 9 to 12", on("ma di wo")),
        ("du lundi au mercredi de 9h à 12h", on("ma di wo")),
        ("ma, wo en vr 9-12", on("ma wo vr")),
        ("ma en di tot 9-12", on("ma di")),
        ("ma, di 9-12, do 9-12", on("ma di do")),
        ("ma\ndi 9-12", on("ma di")),
        ("weekdagen 9-12; weekend 10-11", WORK_AND_WEEKEND),
        ("dagelijks 24 uur", on("ma di wo do vr za zo", "0-24")),
        ("ma 9-12, 13-17", on("ma", "9-12, 13-17")),
        ("ma 9-12; ma 13-17", on("ma", "9-12, 13-17")),
        ("ma 9-12 | di gesloten", on("ma")),
        ("ma gesloten", on("")),
        ("op afspraak", week("only")),
        ("By appointment.", week("only")),
        ("ma 9-12; ook op afspraak", week("also", ma="9-12")),
        ("ma, ma 9-12", on("ma")),
    ],
)
def test_parse_week(text: str, expected: WeekFacts) -> None:
    assert parse_week(text) == expected


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("als de zon schijnt", "als de zon schijnt"),
        ("ma 9-12; en soms", "en soms"),
        ("feestdagen 9-12", "feestdagen "),
        ("9-12", ""),
        (";", ";"),
        ("vr-ma 9-12", ""),
        ("-ma 9-12", ""),
        ("ma 9-12; ma gesloten", "9-12, gesloten"),
        ("ma 9-25", "9-25"),
        ("ma, di", "ma, di"),
    ],
)
def test_week_that_cannot_be_read(text: str, unread: str) -> None:
    with pytest.raises(HoursError) as caught:
        parse_week(text)
    assert caught.value.text == unread


def test_where_the_unread_piece_stands() -> None:
    with pytest.raises(HoursError) as caught:
        parse_week("ma 9-12; en soms")
    assert (caught.value.position, caught.value.reason) == (9, "unreadable")


def test_format_week() -> None:
    assert format_week(WeekFacts()) == ""
    assert format_week(week("only")) == "op afspraak"
    written = format_week(week("also", ma="9-12", zo="10-11"))
    assert written.split("; ")[0] == "ook op afspraak"
    assert [one[:2] for one in written.split("; ")[1:]] == ["ma", "zo"]


quarter = st.integers(0, 95).map(lambda at: f"{at // 4:02}:{at % 4 * 15:02}")
stretches = st.tuples(quarter, quarter).filter(lambda pair: pair[0] < pair[1])
hours = st.one_of(st.just(""), stretches.map(lambda pair: f"{pair[0]}-{pair[1]}"))


@given(st.tuples(*[hours] * 7), st.sampled_from(["", "only", "also"]))
def test_what_is_written_reads_back(days: tuple[str, ...], appointment: str) -> None:
    written = WeekFacts(tuple(format_hours(parse_hours(text)) for text in days), appointment)
    text = format_week(written)
    assert parse_week(text) == written if text else written == WeekFacts()


@given(st.text(max_size=60))
def test_any_text_gives_a_week_or_says_what_is_wrong(text: str) -> None:
    with contextlib.suppress(HoursError):
        found = parse_week(text)
        assert parse_week(format_week(found) or "ma gesloten") == found
