"""The text of a report: what is typed stays, what is a mark follows the data."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vlaggenlijn.dialogue.report_text import (
    NUMBERS,
    Facts,
    Kind,
    Piece,
    Share,
    key_of,
    paragraphs,
    pieces,
    quotes_typed_over,
    wrong_in,
)

FACTS = Facts(
    numbers={"present": 65, "addressed": 308, "excused": None, "theme": 12},
    shares={"theme": Share(12, 60), "present": Share(65, 308)},
    quotes={"3.14": "Niemand weet dat we bestaan."},
    findings={"3fa2c1": Share(40, 60)},
)


def told(line: str, facts: Facts = FACTS) -> list[tuple[str, str]]:
    return [(one.kind.value, one.text) for one in pieces(line, facts) if one.kind != Kind.PLAIN]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[[deelnemers]] van de [[aangeschreven]].", [("number", "65"), ("number", "308")]),
        ("[[ Participantes ]] of [[addressed]]", [("number", "65"), ("number", "308")]),
        ("[[verontschuldigd]]", [("hidden", "")]),
        ("[[T3.14]] [[t03.014]]", [("quote", "Niemand weet dat we bestaan.")] * 2),
        ("[[T3.15]]", [("gone", "")]),
        ("[[F-3FA2C1]] [[F-aaaaaa]]", [("finding", ""), ("gone", "")]),
        ("[[respons]] [[iets]]", [("unknown", ""), ("unknown", "")]),
        ("[[]] [T3.14] ]]", []),
        ("In 2012 kwamen 65 van 308 (21 %) en 4,5.",
         [("typed", "65"), ("typed", "308"), ("typed", "21 %"), ("typed", "4,5")]),
        ("A4, T3 en 3de tellen niet", []),
    ],
)  # fmt: skip
def test_marks_and_typed_numbers(line: str, expected: list[tuple[str, str]]) -> None:
    assert told(line) == expected


@pytest.mark.parametrize(
    ("line", "own", "expected"),
    [
        ("Veel organisaties", None, [("loose", "Veel")]),
        ("Veel organisaties", Share(10, 60), [("off", "Veel")]),
        ("Weinig organisaties", Share(10, 60), [("fits", "Weinig")]),
        # The mark in the sentence counts, not the part; the next sentence is the part's again.
        ("De meeste zeggen het [[F-3fa2c1]]. De meeste niet.", Share(10, 60),
         [("fits", "De meeste"), ("finding", ""), ("off", "De meeste")]),
        ("Veel [[deelnemers]]", None, [("off", "Veel"), ("number", "65")]),
        ("Veel [[T3.14]]", None, [("loose", "Veel"), ("quote", "Niemand weet dat we bestaan.")]),
        ("Veel [[F-aaaaaa]]", Share(0, 0), [("off", "Veel"), ("gone", "")]),
    ],
)  # fmt: skip
def test_word_of_quantity_is_held_to_a_share(
    line: str, own: Share | None, expected: list[tuple[str, str]]
) -> None:
    assert told(line, Facts(FACTS.numbers, FACTS.shares, FACTS.quotes, FACTS.findings, own)) == (
        expected
    )


def test_what_is_wrong_is_gathered_over_paragraphs() -> None:
    text = "Goed zo.\r\n\n  \nVeel [[iets]].\nIn 2012 [[deelnemers]]."
    read = paragraphs(text, FACTS)
    assert len(read) == 3
    wrong = wrong_in(read)
    assert [one.kind for one in wrong] == [Kind.LOOSE, Kind.UNKNOWN]
    assert (wrong[0].is_wrong, read[0][0].is_wrong) == (True, False)


def test_every_name_means_one_number() -> None:
    for key, words in NUMBERS.items():
        assert {key_of(word.upper()) for word in words.values()} == {key}
        assert set(words) == {"nl", "fr", "en"}
    assert (key_of("T3.014"), key_of("f-3FA2C1"), key_of("T3"), key_of("")) == (
        "3.14", "3fa2c1", "", "",
    )  # fmt: skip


WORDS = st.sampled_from(
    ["veel", "Most", "la plupart", "[[T3.14]]", "[[deelnemers]]", "[[x]]", "[[", "]]", "3,5",
     "1999", ".", "!", " ", "  ", "é", "👩‍👧", "مرحبا", "[[F-3fa2c1]]", "niet veel", "12 %"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(WORDS, max_size=25).map("".join), st.sampled_from([None, Share(3, 9)]))
def test_pieces_together_are_what_was_typed(line: str, own: Share | None) -> None:
    facts = Facts(FACTS.numbers, FACTS.shares, FACTS.quotes, FACTS.findings, own)
    found = list(pieces(line, facts))
    assert "".join(one.source for one in found) == line
    assert Piece(Kind.PLAIN, "", "") not in found


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    for paragraph in paragraphs(text, FACTS):
        assert "".join(one.source for one in paragraph).strip()


def test_words_of_a_quote_that_were_typed_over_are_found() -> None:
    quotes = {
        "1.1": "“We durven  niet te bellen naar het huis.”",
        "1.2": "Nee.",
        "1.3": "Iets lang genoegs dat er niet in staat",
    }
    text = "Iemand zei: WE durven niet te\nbellen naar het huis! Nee."
    assert quotes_typed_over(text, quotes) == ["1.1"]
    assert quotes_typed_over(text, quotes, shortest=3) == ["1.1", "1.2"]
    assert quotes_typed_over("", quotes) == []
