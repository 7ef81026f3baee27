import json
import os
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein

from vlaggenlijn.taxonomy import thesaurus
from vlaggenlijn.taxonomy.loading import scheme_files
from vlaggenlijn.taxonomy.lookup import GUIDING_SCHEMES
from vlaggenlijn.taxonomy.thesaurus import (
    COMPOUND_WEIGHT,
    CORRECTED_WEIGHT,
    LONGER_WORD,
    MOST_WORDS,
    Found,
    Thesaurus,
    Word,
    filed,
    mend,
    split,
)
from vlaggenlijn.taxonomy.words import LANGUAGES, stem, telling, words

SLEEP = Word("themes:sleep", "slapen", "nl", is_preferred=True)
NIGHT = Word("themes:night", "bang in het donker", "nl")
SCHOOL = Word("settings:school", "school", "nl", is_preferred=True)
REFUSAL = Word("themes:refusal", "wil niet naar school", "nl")
TIRED = Word("themes:tired", "niet meer kunnen", "nl")
ANGER = Word("themes:anger", "colère", "fr", is_preferred=True)
SMALL = Thesaurus([SLEEP, NIGHT, SCHOOL, REFUSAL, TIRED, ANGER])


def found(text: str, thesaurus: Thesaurus = SMALL) -> dict[str, str]:
    """Return {term: the words that led to it}."""
    return {one.term: one.because for one in thesaurus.concepts(text)}


def weight(text: str, term: str, thesaurus: Thesaurus = SMALL) -> float:
    return next(one.weight for one in thesaurus.concepts(text) if one.term == term)


@pytest.mark.parametrize("text", ["", " ", "?", "...", "het gaat over niets", "vrolijk"])
def test_text_about_nothing_finds_nothing(text: str) -> None:
    assert found(text) == {}


@pytest.mark.parametrize("text", ["SLAPEN", "hij slaapt slecht", "Slaap, kindje, slaap"])
def test_word_is_found_in_every_form(text: str) -> None:
    assert list(found(text)) == ["themes:sleep"]


def test_words_that_led_to_it_are_given_as_they_were_written() -> None:
    assert found("Bang van het DONKER?") == {"themes:night": "bang donker"}


def test_label_of_several_words_wants_them_all_and_close_together() -> None:
    assert found("donker, daar is hij bang voor")["themes:night"] == "donker bang"
    assert found("hij is bang") == {}
    far = "bang " + "en dan nog een heel eind verder " * 2 + "donker"
    assert found(far) == {}


def test_words_that_stand_close_together_further_on_are_found() -> None:
    assert found("bang " + "maar goed zeg " * 5 + "in het donker bang")["themes:night"]


def test_languages_may_be_mixed() -> None:
    assert set(found("mijn zoon slaapt niet, beaucoup de colères")) == {
        "themes:sleep",
        "themes:anger",
    }


def test_label_of_silent_words_is_found_when_all_stand_together() -> None:
    assert found("ik zou het niet meer kunnen") == {"themes:tired": "niet meer kunnen"}
    assert found("niet alles kan, en nooit eens meer dan dat kunnen") == {}


def test_strongest_comes_first_and_each_concept_once() -> None:
    concepts = SMALL.concepts("slapen slapen slapen bang donker")
    assert [one.term for one in concepts] == ["themes:night", "themes:sleep"]
    assert concepts[0].weight > concepts[1].weight


def test_word_of_one_meaning_counts_more_than_one_of_many() -> None:
    thesaurus = Thesaurus(
        [Word("themes:sleep", "slapen", "nl", True)]
        + [Word(f"themes:{number}", "druk", "nl") for number in range(4)]
    )
    assert weight("slapen", "themes:sleep", thesaurus) > weight("druk", "themes:0", thesaurus)


def test_same_word_in_another_scheme_is_no_ambiguity() -> None:
    alone = Thesaurus([Word("themes:a", "school", "nl")])
    both = Thesaurus([Word("themes:a", "school", "nl"), Word("settings:b", "school", "nl")])
    twice = Thesaurus([Word("themes:a", "school", "nl"), Word("themes:b", "school", "nl")])
    weights = [weight("school", "themes:a", one) for one in (alone, both, twice)]
    assert weights[0] > weights[1] > weights[2]


def test_word_on_the_button_counts_more_than_another() -> None:
    plain = Thesaurus([Word("themes:sleep", "slapen", "nl")])
    assert weight("slapen", "themes:sleep") > weight("slapen", "themes:sleep", plain)


def test_label_in_which_its_words_stand_far_apart_finds_itself() -> None:
    text = "bang dat je je kind iets aandoet"
    assert list(found(text, Thesaurus([Word("themes:a", text, "nl", True)]))) == ["themes:a"]


def test_label_of_which_one_word_tells_anything_counts_less() -> None:
    one = Thesaurus([Word("themes:sleep", "niet slapen", "nl", True)])
    assert weight("slapen", "themes:sleep", one) < weight("slapen", "themes:sleep")


def test_label_too_short_to_mean_anything_is_never_found() -> None:
    thesaurus = Thesaurus([Word("themes:a", "tv", "nl", True), Word("themes:b", "...", "nl")])
    assert found("tv, ...", thesaurus) == {}
    assert set(found("دم", Thesaurus([Word("themes:a", "دم", "ar", True)]))) == {"themes:a"}


def test_unknown_compound_is_split() -> None:
    assert found("schoolslapen") == {
        "themes:sleep": "schoolslapen",
        "settings:school": "schoolslapen",
        "themes:refusal": "schoolslapen",
    }
    assert weight("schoolslapen", "themes:sleep") == pytest.approx(
        COMPOUND_WEIGHT * weight("slapen", "themes:sleep")
    )


def test_spelling_mistake_is_mended() -> None:
    assert found("slaapen") == {"themes:sleep": "slaapen"}
    assert weight("shcool", "settings:school") == pytest.approx(
        CORRECTED_WEIGHT * weight("school", "settings:school")
    )


def test_short_and_known_words_are_never_mended() -> None:
    assert found("slap") == {}
    thesaurus = Thesaurus([Word("themes:a", "schaal", "nl"), Word("themes:b", "school", "nl")])
    assert list(found("schaal", thesaurus)) == ["themes:a"]


def test_word_known_in_another_language_is_no_mistake() -> None:
    thesaurus = Thesaurus([SCHOOL, Word("themes:a", "schoon", "fr")])
    assert list(found("schoon", thesaurus)) == ["themes:a"]


def test_only_the_first_words_of_a_long_text_are_read() -> None:
    assert found("zz " * (MOST_WORDS - 1) + "slapen") == {"themes:sleep": "slapen"}
    assert found("zz " * MOST_WORDS + "slapen") == {}


def test_empty_thesaurus_finds_nothing() -> None:
    assert Thesaurus([]).concepts("mijn kind slaapt niet") == []


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("huilbaby", ("huil", "baby")),
        ("schoolsweek", ("school", "week")),
        ("babyweek", ("baby", "week")),
        ("huilenbaby", ("huil", "baby")),
        ("weeknbaby", ("week", "baby")),
        ("baby", None),
        ("babyx", None),
        ("xbaby", None),
        ("", None),
        ("ab", None),
    ],
)
def test_compound_is_split_in_two_known_words(word: str, parts: tuple[str, str] | None) -> None:
    assert split(word, {"huil", "baby", "school", "week"}) == parts


@given(st.text(), st.sets(st.text(min_size=1)))
def test_parts_of_a_compound_are_known_and_fill_it(word: str, known: set[str]) -> None:
    parts = split(word, known)
    if parts:
        assert set(parts) <= known
        assert word.startswith(parts[0])
        assert word.endswith(parts[1])


@pytest.mark.parametrize(
    ("word", "mended"),
    [
        ("slapne", "slapen"),  # two neighbours exchanged is one mistake
        ("slappen", "slapen"),
        ("zlapen", None),  # the first letter is nearly always right
        ("slpn", None),
        ("opvoedign", "opvoeding"),
        ("opvoedinngg", "opvoeding"),
        ("opvoe", None),
        ("bakken", "bakker"),  # bakker and balken are as near: the first of the alphabet
    ],
)
def test_mistake_is_mended_to_the_nearest_known_word(word: str, mended: str | None) -> None:
    assert mend(word, filed({"slapen", "opvoeding", "balken", "bakker"})) == mended


@given(st.text(min_size=1), st.sets(st.text(min_size=1)))
def test_mended_word_is_known_and_does_not_depend_on_an_order(word: str, known: set[str]) -> None:
    answer = mend(word, filed(sorted(known)))
    assert answer == mend(word, filed(sorted(known, reverse=True)))
    assert answer is None or answer in known


@given(st.text("abc", min_size=3), st.sets(st.text("abc", min_size=1)))
def test_mended_word_is_the_nearest_of_all(word: str, known: set[str]) -> None:
    most = 1 if len(word) < LONGER_WORD else 2
    near = [
        (distance, other)
        for other in known
        if other[0] == word[0] and (distance := DamerauLevenshtein.distance(word, other)) <= most
    ]
    assert mend(word, filed(known)) == (min(near)[1] if near else None)


@cache
def labels() -> tuple[Word, ...]:
    """The labels of this release, as the guide looks for them."""
    return tuple(
        Word(f"{part['scheme']}:{concept['slug']}", text, language, is_preferred)
        for part in scheme_files()
        if part["scheme"] in GUIDING_SCHEMES
        for concept in part["concepts"]
        for language, text, is_preferred in [
            *((language, text, True) for language, text in concept["labels"].items()),
            *(
                (language, text, False)
                for language, texts in concept["alternatives"].items()
                for text in texts
            ),
        ]
    )


@cache
def real() -> Thesaurus:
    return Thesaurus(labels())


def telling_stems(label: Word) -> set[str]:
    return set(telling([stem(word, label.language) for word in words(label.text)], label.language))


def is_too_short(label: Word) -> bool:
    """Of one telling stem of two letters ("wc", "cv", Turkish "ev"), or without words ("K&G")."""
    stems = telling_stems(label)
    return not words(label.text) or (len(stems) == 1 and len(stems.pop()) < 3)


def test_every_label_finds_its_own_concept_unless_it_is_too_short() -> None:
    missed = {label for label in labels() if label.term not in found(label.text, real())}
    assert {label for label in missed if not is_too_short(label)} == set()
    assert len(missed) <= 0.002 * len(labels())
    assert len([label for label in missed if label.is_preferred and label.language == "nl"]) == 0


def test_few_labels_consist_of_silent_words_only() -> None:
    assert len([label for label in labels() if not telling_stems(label)]) <= 0.003 * len(labels())


def test_preferred_word_stands_among_the_strongest() -> None:
    preferred = [label for label in labels() if label.is_preferred and not is_too_short(label)]
    behind = [label for label in preferred if not is_among_the_strongest(label)]
    assert len(behind) <= 0.005 * len(preferred), behind


def is_among_the_strongest(label: Word) -> bool:
    concepts = real().concepts(label.text)
    mine = next(one.weight for one in concepts if one.term == label.term)
    return mine >= 0.7 * concepts[0].weight


A_WORD = st.sampled_from([word for label in labels() for word in words(label.text)])
TEXT = st.text() | st.lists(A_WORD | st.text(max_size=9), max_size=30).map(" ".join)


@example("'" * 5000)
@example("ﷺ" * 400)
@settings(deadline=None)
@given(TEXT)
def test_no_text_breaks_it_and_every_weight_is_a_share(text: str) -> None:
    concepts = real().concepts(text)
    assert all(0 < one.weight <= 1 for one in concepts)
    assert len({one.term for one in concepts}) == len(concepts)
    assert concepts == sorted(concepts, key=lambda one: (-one.weight, one.term))
    written = words(text)
    assert all(word in written for one in concepts for word in one.because.split())


def test_longest_text_is_read_in_a_breath() -> None:
    """Far above what it takes (some tenths of a second), so that it is no timed test."""
    text = " ".join(f"{label.text}xq" for label in labels())
    begun = time.process_time()
    real().concepts(text)
    assert time.process_time() - begun < 20


WHOLE = """
import json, sys
import django
django.setup()
from tests.taxonomy.test_thesaurus import real
texts = json.load(sys.stdin)
print(json.dumps([[(f.term, f.weight, f.because) for f in real().concepts(t)] for t in texts]))
"""


def test_every_process_finds_the_same() -> None:
    """Sets have another order in each process; gunicorn has several."""
    texts = [
        "mijn dochter van 3 wil niet slappen in haar egen bedje en is bang in het donkr",
        "we scheiden en de kinderen willen niet naar school, geen geld voor de schoolrekenign",
        "hij luistrt niet en slaat andere kinderne, ik kan niet meer en ben zo moe",
    ]
    answers = {
        subprocess.run(
            [sys.executable, "-c", WHOLE],
            input=json.dumps(texts),
            env=os.environ
            | {"PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "vlaggenlijn.settings"},
            cwd=Path(__file__).resolve().parents[2],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1
    assert "themes:" in answers.pop()


def test_found_and_word_are_plain_values() -> None:
    assert Found("a:b", 1.0, "x") == Found("a:b", 1.0, "x")
    assert Word("a:b", "x", "nl") == Word("a:b", "x", "nl", is_preferred=False)


def test_tail_that_is_known_makes_no_compound_with_an_unknown_head() -> None:
    assert split("xyzschool", {"school"}) is None


def test_remembered_readings_are_forgotten_before_they_are_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    small = Thesaurus([Word("themes:sleep", "slapen", "nl", is_preferred=True)])
    monkeypatch.setattr(thesaurus, "MOST_MET", 3)
    for word in ("slapem", "slaapen", "slapenn", "slappen"):
        assert [found.term for found in small.concepts(word)] == ["themes:sleep"]
    assert len(small._met) <= 3 + len(LANGUAGES)
