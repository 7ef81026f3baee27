import json

import pytest

from vlaggenlijn.guide import crisis, listening
from vlaggenlijn.guide.alarm import PANEL, SOFT
from vlaggenlijn.guide.listening import (
    BETWEEN,
    DATA,
    FOR_EACH,
    KINDS,
    chance_of_crisis,
    crises,
    crisis_data,
    ear,
    everyday,
    themes,
)
from vlaggenlijn.taxonomy.lessons import sentences

LANGUAGES = {"nl", "fr", "en", "tr", "ar"}
OURS = json.loads((DATA / "crisis_sentences.json").read_text(encoding="utf-8"))


def test_soft_line_is_told_in_five_languages() -> None:
    assert set(crisis_data()["soft"]) == LANGUAGES
    assert all(crisis_data()["soft"].values())


def test_chance_of_a_crisis_is_that_of_its_themes_and_a_part_of_what_lies_between() -> None:
    shares = {"themes:sleep": 0.5, "themes:self-harm": 0.2, "themes:poisoning": 0.1}
    assert chance_of_crisis(shares) == pytest.approx(0.3)
    assert chance_of_crisis(shares | {"themes:sadness": 0.2}) == pytest.approx(0.35)
    assert chance_of_crisis({"themes:sleep": 1.0}) == 0
    assert chance_of_crisis({}) is None


def test_every_kind_of_crisis_teaches_in_five_languages() -> None:
    slugs = {row["slug"] for row in crisis_data()["categories"]}
    assert set(OURS["crisis"]) == slugs - {"medical"}
    for by_language in OURS["crisis"].values():
        assert set(by_language) == LANGUAGES
        assert len(by_language["nl"]) >= 60
        assert all(len(said) >= 20 for said in by_language.values())


def test_no_sentence_is_both_a_crisis_and_an_everyday_question() -> None:
    assert {text for _, text in crises()} & set(everyday()) == set()


def test_themes_of_danger_teach_nothing_of_everyday_life() -> None:
    terms = {term for lesson in sentences() for term in lesson.terms}
    assert terms >= BETWEEN | KINDS.keys()
    told = {lesson.text for lesson in sentences() if lesson.terms[0] in BETWEEN}
    ours = {text for said in OURS["ordinary"].values() for one in said.values() for text in one}
    assert told & set(everyday()) <= ours


@pytest.mark.parametrize("tongue", sorted(LANGUAGES))
def test_no_language_speaks_for_a_crisis_or_against_it(tongue: str) -> None:
    said = {lesson.text for lesson in sentences((tongue,))}
    said |= {text for one in OURS["ordinary"].values() for text in one[tongue]}
    in_crisis = len(list(crises((tongue,))))
    assert sum(text in said for text in everyday()) == round(FOR_EACH * in_crisis)


def test_every_everyday_theme_may_be_what_it_is_about() -> None:
    found = {term for term, _ in themes()}
    told = {
        lesson.terms[0] for lesson in sentences() if not {*lesson.terms} & (BETWEEN | KINDS.keys())
    }
    assert found == told | {"ordinary"}
    assert {text for _, text in crises()} & {text for _, text in themes()} == set()


def test_listening_is_learned_once() -> None:
    assert ear() is ear()


@pytest.mark.parametrize(
    "text",
    [
        "sinds gisteren staat zijn gsm uit en zijn bed is onbeslapen",
        "ze trekt haar mouwen altijd over de krassen op haar armen",
        "il a jeté une assiette sur moi devant les petits et j'ai peur de lui",
        "she has been swallowing pills from my drawer",
        "kocam beni eve kilitliyor ve tehdit ediyor",
        "ابنتي لم ترجع إلى البيت ولا ترد على الهاتف",
    ],
)
def test_new_sentences_of_a_crisis_are_heard(text: str) -> None:
    found = ear().heard(text)
    assert found is not None
    assert found.level in (PANEL, SOFT)


@pytest.mark.parametrize(
    "text",
    ["waar kan mijn zoon leren schaken", "quel club de judo pour ma fille", "which nursery is good",
     "kreş için nereye başvurmalıyım", "أين أجد دورة موسيقى لابني",
     "mijn dochter slaapt niet", "hij eet niets meer", "mon fils ne dort pas"],
)  # fmt: skip
def test_everyday_questions_are_left_alone(text: str) -> None:
    assert ear().heard(text) is None


def test_everything_is_read_ahead() -> None:
    listening.ear.cache_clear()
    crisis._pattern.cache_clear()
    listening.read_ahead()
    patterns = {one.phrases for one in listening.ear().categories}
    assert listening.ear.cache_info().misses == 1
    assert crisis._pattern.cache_info().currsize == len(patterns)
