from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vlaggenlijn.taxonomy import index
from vlaggenlijn.taxonomy.affinity import PLACES, USUAL, Affinity
from vlaggenlijn.taxonomy.index import (
    CONFIRMED,
    LONGEST_TERM,
    MEANT_BY_BODY,
    NAMED_IN_BODY,
    NAMED_IN_TITLE,
    SENSED,
    SHARED_OUT,
    TOGETHER,
    USUAL_SUM,
    Entry,
    concept_weights,
    postings,
    postings_of_many,
    question_words,
    suggested_weights,
    word_weights,
)
from vlaggenlijn.taxonomy.learning import Lesson, learn
from vlaggenlijn.taxonomy.packing import BESIDE
from vlaggenlijn.taxonomy.thesaurus import Thesaurus, Word
from vlaggenlijn.taxonomy.understanding import Offered, Understanding
from vlaggenlijn.taxonomy.words import stem

SLEEP, SCHOOL = "themes:sleep", "settings:school"
THESAURUS = Thesaurus(
    [
        Word(SLEEP, "slapen", "nl", is_preferred=True),
        Word(SCHOOL, "school", "nl", is_preferred=True),
    ]
)
NAMED = Understanding(THESAURUS)


def shared_out(weights: dict[str, float]) -> dict[str, float]:
    length = 1 - SHARED_OUT + SHARED_OUT * sum(weights.values()) / USUAL_SUM
    return {term: pytest.approx(weight / length) for term, weight in weights.items()}


TEXT = st.text() | st.lists(st.sampled_from(["slapen", "school", "niet", "Ab1", "ﷺ"])).map(" ".join)
ENTRY = st.builds(Entry, TEXT, TEXT, st.lists(st.sampled_from([SLEEP, "themes:other"])).map(tuple))


def test_word_in_the_title_weighs_more_than_in_the_body() -> None:
    title, body = word_weights(Entry("school", "")), word_weights(Entry("", "school"))
    assert title["w:school"] > body["w:school"] > 0


def test_word_said_again_weighs_more_but_ever_less_more() -> None:
    once, twice, thrice = (
        word_weights(Entry("", "school " * count + "zon " * (9 - count)))["w:school"]
        for count in (1, 2, 3)
    )
    assert once < twice < thrice
    assert thrice - twice < twice - once


def known(entry: Entry, understanding: Understanding = NAMED) -> Offered:
    (found,) = understanding.of_whole_offers([(entry.title, entry.body)])
    return found


def of_concepts(entry: Entry) -> dict[str, float]:
    return concept_weights(entry, known(entry))


def test_word_in_a_long_text_weighs_less() -> None:
    short, long = (word_weights(Entry("", "school " + "zon " * count)) for count in (3, 300))
    assert long["w:school"] < short["w:school"]


def test_words_that_say_nothing_are_not_indexed() -> None:
    assert word_weights(Entry("Voor jou en je kind", "met hulp van mama")) == {
        f"w:{stem('jou', 'nl')}": pytest.approx(1.70, abs=0.01)
    }
    assert word_weights(Entry("", "...")) == {}


def test_word_of_violence_is_indexed() -> None:
    assert list(word_weights(Entry("Geweld", ""))) == ["w:geweld"]


def test_confirmed_concept_weighs_most_and_title_more_than_body() -> None:
    entry = Entry("Slapen", "op school", confirmed=("themes:other",))
    assert of_concepts(entry) == shared_out(
        {
            SLEEP: NAMED_IN_TITLE * 0.8,
            SCHOOL: NAMED_IN_BODY * 0.8,
            "themes:other": CONFIRMED,
        }
    )


def test_concept_in_title_and_body_weighs_more_than_in_one() -> None:
    both = of_concepts(Entry("slapen", "slapen"))
    assert both == shared_out({SLEEP: (NAMED_IN_TITLE + NAMED_IN_BODY) * 0.8})


def test_confirmed_concept_that_the_words_suggest_too_weighs_both() -> None:
    entry = Entry("slapen", "", confirmed=(SLEEP,))
    assert of_concepts(entry) == shared_out({SLEEP: CONFIRMED + NAMED_IN_TITLE * 0.8})


def test_who_is_about_much_is_about_each_of_it_a_little_less() -> None:
    few, usual, many = (
        of_concepts(Entry("", "", tuple(f"themes:{one}" for one in range(count))))
        for count in (1, 7, 21)
    )
    found = [one["themes:0"] for one in (few, usual, many)]
    assert found == pytest.approx(
        [CONFIRMED / (1 - SHARED_OUT + SHARED_OUT * sums * CONFIRMED / 7) for sums in (1, 7, 21)]
    )


def test_what_was_learned_of_other_offers_is_suggested_too() -> None:
    offers = learn([Lesson("inbakeren en nachtrust", (SLEEP,)), Lesson("huiswerk", (SCHOOL,))])
    understanding = Understanding(THESAURUS, offers=offers)
    assert suggested_weights(known(Entry("", "nachtrust"), understanding)) == {SLEEP: MEANT_BY_BODY}


def test_what_an_encoder_makes_of_the_whole_is_suggested_too() -> None:
    offered = replace(known(Entry("", "slapen")), sensed={SLEEP: 0.5, SCHOOL: 1.0})
    assert suggested_weights(offered) == {
        SLEEP: pytest.approx(NAMED_IN_BODY * 0.8 + SENSED * 0.5),
        SCHOOL: pytest.approx(SENSED),
    }


def test_what_all_witnesses_say_together_is_suggested_too() -> None:
    offered = replace(known(Entry("", "")), together={SCHOOL: 0.5})
    assert suggested_weights(offered) == {SCHOOL: pytest.approx(TOGETHER * 0.5)}


def test_what_an_offer_is_like_stands_beside_its_concepts_as_it_is() -> None:
    affinity = Affinity(
        asked=np.zeros((PLACES, 1), np.float32),
        asked_offsets=np.zeros(1, np.float32),
        offered=np.zeros((PLACES, 2), np.float32),
        offered_offsets=np.array([-0.25, 0.5], np.float32),
        rarities=np.ones(PLACES, np.float32),
    )
    entry = Entry("Slapen", "", (SLEEP, SCHOOL))
    found = postings(entry, replace(NAMED, affinity=affinity))
    assert found == postings(entry, NAMED) | {
        f"{BESIDE}words:{USUAL}": 0.5,
        f"{BESIDE}words:0": -0.25,
    }


def test_many_records_get_what_each_gets_alone() -> None:
    entries = [Entry("Slapen", "op school"), Entry("", ""), Entry("school", "", (SLEEP,))]
    assert postings_of_many(entries, NAMED) == [postings(entry, NAMED) for entry in entries]


def test_only_the_strongest_suggestions_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "MOST_SUGGESTED", 1)
    assert list(suggested_weights(known(Entry("slapen", "school")))) == [SLEEP]
    monkeypatch.setattr(index, "LEAST_SUGGESTED", 9.0)
    assert suggested_weights(known(Entry("slapen", "school"))) == {}


def test_postings_are_words_and_concepts() -> None:
    found = postings(Entry("Slapen", ""), NAMED)
    assert set(found) == {f"w:{stem('slapen', 'nl')}", SLEEP}


def test_term_longer_than_its_column_is_cut() -> None:
    assert {len(term) for term in postings(Entry("", "x1" * 500), NAMED)} == {LONGEST_TERM}


@example(Entry("'" * 900, "ﷺ" * 900))
@given(ENTRY)
def test_no_text_breaks_the_index(entry: Entry) -> None:
    found = postings(entry, NAMED)
    assert all(weight > 0 for weight in found.values())
    assert all(2 < len(term) <= LONGEST_TERM and ":" in term for term in found)
    suggested = suggested_weights(known(entry))
    concepts = [term for term in found if not term.startswith("w:")]
    assert set(concepts) == {*suggested, *entry.confirmed}


@given(TEXT, TEXT)
def test_word_of_a_question_finds_the_record_that_has_it(asked: str, more: str) -> None:
    record = word_weights(Entry("", f"{more} {asked}"))
    if len(f"{more} {asked}") < 5000:
        assert set(question_words(asked)) <= set(record) or "'" in asked


def test_words_of_a_question_are_given_back_as_asked() -> None:
    assert question_words("Mijn zoon slaapt niet, hij slaapt slecht") == {
        f"w:{stem('slaapt', 'nl')}": "slaapt",
        f"w:{stem('slecht', 'nl')}": "slecht",
    }
    assert question_words("ik zoek hulp voor mijn kind") == {}
    assert question_words("slapen of slaapt") == {f"w:{stem('slapen', 'nl')}": "slapen"}


@given(TEXT)
def test_no_question_breaks_it(text: str) -> None:
    assert all(term.startswith("w:") and asked for term, asked in question_words(text).items())


def test_what_an_editor_left_out_is_not_suggested_by_the_words_either() -> None:
    entry = Entry("slapen", "op school", refused=(SLEEP, "themes:other"))
    assert list(of_concepts(entry)) == [SCHOOL]
