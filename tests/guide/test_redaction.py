"""Which words of a question may be kept: known ones, and nothing that points at somebody."""

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.guide.listening import crisis_data
from vlaggenlijn.guide.redaction import FIRST_NAMES, MOST_KEPT, crisis_words, kept_words

CRISIS = crisis_words(crisis_data())
PLACES = {"gent", "boom"}
KNOWN = {
    "bedplassen", "school", "emma", "wim", "gent", "boom", "bakker", "zelfmoord", "slapen",
    "klas", "creche", "van", "kind", "janssens",
}  # fmt: skip


def known(words: Collection[str]) -> set[str]:
    return set(words) & KNOWN


def kept(text: str) -> list[str]:
    return kept_words(text, known=known, is_place=PLACES.__contains__, crisis=CRISIS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bedplassen op school", ["bedplassen", "school"]),
        ("Bedplassen! School?", ["bedplassen", "school"]),
        ("in de Crèche wil hij niet slapen", ["slapen"]),
        ("in de crèche wil hij niet slapen", ["creche", "slapen"]),
        ("school school school", ["school"]),
        ("emma wil niet slapen", ["slapen"]),
        ("mijn zoon Bakker slaapt niet", []),
        ("hij heet bakker en gaat naar school", ["school"]),
        ("juf Janssens van de klas in gent of boom", ["klas"]),
        ("bedplassen5 klas3b", []),
        ("mijn kind van mijn kind", []),
        ("iets dat niemand kent: qwxz", []),
        ("zelfmoord op school", ["school"]),
        ("", []),
    ],
)
def test_only_known_words_that_point_at_nobody_are_kept(text: str, expected: list[str]) -> None:
    assert kept(text) == expected


def test_words_of_the_crisis_lists_are_known_as_such_in_all_forms() -> None:
    harmful = ("zelfmoordgedachten", "ambulance", "geslagen")
    assert [CRISIS(word) for word in (*harmful, "ambulances", "slapen")] == [
        True, True, True, False, False,
    ]  # fmt: skip


def test_no_more_than_some_words_of_one_question() -> None:
    many = [f"woord{'abcdefghijklmnopqrstuvwxyz'[n % 26]}{'xyz'[n // 26]}" for n in range(78)]
    found = kept_words(
        " ".join(many), known=set, is_place=lambda word: False, crisis=lambda word: False
    )
    assert len(found) == MOST_KEPT


@given(st.text() | st.lists(st.sampled_from([*sorted(KNOWN), "Emma", "heet", "3"])).map(" ".join))
def test_no_text_lets_a_name_a_place_or_a_crisis_through(text: str) -> None:
    found = kept(text)
    assert found == sorted(set(found))
    assert not set(found) & (FIRST_NAMES | PLACES | {"zelfmoord"})
    assert set(found) <= KNOWN
