import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.taxonomy.hearing import Hearing
from vlaggenlijn.taxonomy.learning import Lesson, learn
from vlaggenlijn.taxonomy.suggesting import LEAST, MOST, reasons, suggested_themes
from vlaggenlijn.taxonomy.thesaurus import Thesaurus, Word
from vlaggenlijn.taxonomy.understanding import Understanding

SLEEP, EATING, NURSERY = "themes:sleep", "themes:eating", "themes:childcare-place"
SCHOOL, OWN = "settings:school", "themes:of-a-network"
# How far it is trusted what title and body name (two), what is heard in them beside the best of it
# (two), an encoder, and what is heard in them in all (two).
SHARES = (6.0, 5.0, 5.0, 4.0, 0.0, 0.0, 0.0)
LEARNED = (NURSERY, EATING, SCHOOL, SLEEP)
UNDERSTANDING = Understanding(
    Thesaurus(
        [
            Word(SLEEP, "slapen", "nl", is_preferred=True),
            Word(NURSERY, "crèche", "nl", is_preferred=True),
            Word(SCHOOL, "school", "nl", is_preferred=True),
            Word(OWN, "mierennest", "nl", is_preferred=True),
        ]
    ),
    offers=learn([Lesson("spinazie tomaat", (EATING,)), Lesson("bedtijd", (SLEEP,))]),
    reading=Hearing(
        LEARNED,
        np.array(SHARES, np.float32),
        np.zeros((len(SHARES), len(LEARNED)), np.float32),
        np.full(len(LEARNED), -3.0, np.float32),
        np.zeros((0, len(LEARNED)), np.float32),
    ),
)
TEXT = st.text(max_size=80) | st.lists(
    st.sampled_from(["slapen", "Crèche", "spinazie", "tomaat", "bedtijd", "school", "d'eau", "ﷺ"])
).map(" ".join)


def told(title: str, body: str, **without: set[str]) -> list[tuple[str, str]]:
    found = suggested_themes(title, body, UNDERSTANDING, **without)
    return [(one.term, one.because) for one in found]


def test_what_is_named_and_what_is_meant_is_suggested_with_the_words_that_led_to_it() -> None:
    assert told("Slapen", "Tomaat, spinazie.") == [
        (SLEEP, "Slapen"),
        (EATING, "Tomaat, spinazie"),
    ]


def test_reason_is_spelled_as_in_the_text() -> None:
    assert told("In de Crèche", "") == [(NURSERY, "Crèche")]


def test_title_says_more_than_the_body() -> None:
    assert [term for term, _ in told("Crèche", "bedtijd")] == [NURSERY, SLEEP]
    assert [term for term, _ in told("bedtijd", "crèche")] == [SLEEP, NURSERY]


def test_reason_is_found_in_the_body_when_the_title_gives_none() -> None:
    assert told("Voor jou", "Een uur over bedtijd") == [(SLEEP, "bedtijd")]


def test_reason_is_the_thought_that_says_more() -> None:
    assert told("Bedtijd", "spinazie") == [(SLEEP, "Bedtijd"), (EATING, "spinazie")]
    assert reasons("tomaat bedtijd", "bedtijd", [SLEEP], UNDERSTANDING) == {SLEEP: "bedtijd"}


def test_what_was_decided_before_does_not_come_back() -> None:
    assert told("Slapen", "spinazie", without={SLEEP}) == [(EATING, "spinazie")]


def test_only_themes_are_suggested_and_nothing_for_an_empty_text() -> None:
    assert told("School", "") == []
    assert told("School", "slapen op school") == [(SLEEP, "slapen")]
    assert told("", "") == []


def test_theme_of_a_network_is_suggested_where_it_is_named() -> None:
    assert told("Mierennest", "Slapen in het mierennest") == [
        (SLEEP, "Slapen"),
        (OWN, "Mierennest"),
    ]
    assert told("Voor jou", "mierennest") == [(OWN, "mierennest")]


def test_theme_without_words_to_point_at_has_an_empty_reason() -> None:
    assert reasons("Slapen", "", [SLEEP, EATING], UNDERSTANDING) == {SLEEP: "Slapen", EATING: ""}


@pytest.mark.parametrize("without", [frozenset(), frozenset({SLEEP})])
@given(title=TEXT, body=TEXT)
def test_suggestions_are_few_sure_and_in_order(
    without: frozenset[str], title: str, body: str
) -> None:
    found = suggested_themes(title, body, UNDERSTANDING, without=without)
    weights = [one.weight for one in found]
    assert weights == sorted(weights, reverse=True)
    assert all(weight >= LEAST for weight in weights)
    assert len(found) <= MOST
    assert not without & {one.term for one in found}
