import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from vlaggenlijn.taxonomy import lessons
from vlaggenlijn.taxonomy.learning import Lesson

KINDS_OF_EXAMPLES = {"nl", "fr", "en", "tr", "ar", "offers"}


@pytest.fixture
def small_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Path]:
    """Two concepts with one word each, and a folder of its own for what is learned."""
    data, settings.VAR = tmp_path / "data", tmp_path / "var"
    write(
        data / "target-groups.json", {"scheme": "target-groups", "concepts": [concept("fathers")]}
    )
    write(data / "themes" / "a.json", {"scheme": "themes", "concepts": [concept("sleep")]})
    write(data / "clues" / "a.json", {"clues": {"sleep": {"nl": ["wakker"], "services": ["rust"]}}})
    said = {"nl": ["om drie uur"], "offers": ["slaapuur"], "also": {"om drie uur": ["tired"]}}
    write(data / "examples" / "a.json", {"examples": {"sleep": said}})
    write(data / "worries" / "a.json", {"worries": {"sleep": {"nl": ["om vier uur"]}}})
    monkeypatch.setattr(lessons, "DATA", data)
    forget()
    yield data
    forget()


def forget() -> None:
    lessons.learned.cache_clear()
    lessons.senses.cache_clear()
    lessons.edition.cache_clear()


def concept(slug: str) -> dict[str, Any]:
    return {"slug": slug, "labels": {"nl": f"het {slug}"}, "alternatives": {"nl": [f"{slug}en"]}}


def write(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.usefixtures("small_data")
def test_lessons_of_each_kind() -> None:
    fathers, sleep = ("target-groups:fathers",), ("themes:sleep",)
    labels = [
        Lesson("het sleep", sleep),
        Lesson("sleepen", sleep),
        Lesson("het fathers", fathers),
        Lesson("fathersen", fathers),
    ]
    assert {kind: lessons._lessons(kind) for kind in lessons.KINDS} == {
        "labels": labels,
        "clues": [Lesson("wakker", sleep)],
        "sentences": [
            Lesson("om drie uur", ("themes:sleep", "themes:tired")),
            Lesson("om vier uur", sleep),
        ],
        "offers": [*labels, Lesson("rust", sleep), Lesson("slaapuur", sleep)],
    }


def test_learned_is_kept_in_a_file_and_read_from_it(
    small_data: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = lessons.learned()
    lessons.learned.cache_clear()
    monkeypatch.setattr(lessons, "learn", None)
    again = lessons.learned()
    text = "het sleep van vader"
    assert [again[kind].thoughts(text) for kind in lessons.KINDS] == [
        first[kind].thoughts(text) for kind in lessons.KINDS
    ]
    assert again["labels"].terms == ("target-groups:fathers", "themes:sleep")


def test_other_lessons_are_learned_anew_and_the_old_file_goes(
    small_data: Path, settings: Any
) -> None:
    lessons.learned()
    (before,) = settings.VAR.iterdir()
    write(small_data / "clues" / "b.json", {"clues": {"money": {"nl": ["koelkast leeg"]}}})
    forget()
    assert "themes:money" in lessons.learned()["clues"].terms
    (after,) = settings.VAR.iterdir()
    assert before.name != after.name


def test_file_that_another_process_is_writing_stays(small_data: Path, settings: Any) -> None:
    settings.VAR.mkdir()
    unfinished = settings.VAR / "learned-other.npz.123.npz"
    unfinished.touch()
    lessons.learned()
    assert unfinished.exists()


@pytest.mark.usefixtures("small_data")
def test_without_an_encoder_there_is_no_sense(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lessons, "encoder", lambda: None)
    assert lessons.senses() == {}


def test_what_an_encoder_makes_of_texts_is_kept_too(
    small_data: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = lessons.edition()
    forget()
    monkeypatch.setattr(lessons, "encoder", lambda: by_length)
    made = lessons.senses()
    assert lessons.edition() != without
    lessons.senses.cache_clear()
    monkeypatch.setattr(lessons, "learn_regions", None)
    again = lessons.senses()
    assert set(again) == set(made) == {"asked", "offered"}
    assert [again[kind].sensed("drie").told.tolist() for kind in again] == [
        made[kind].sensed("drie").told.tolist() for kind in again
    ]
    assert made["offered"].regions.terms == ("themes:sleep",)
    assert made["asked"].regions.terms == ("themes:sleep", "themes:tired")


def by_length(texts: Any) -> Any:
    return np.array([[len(text), 1.0] for text in texts], np.float32)


@pytest.mark.usefixtures("small_data")
def test_spelling_knows_dutch_words_those_of_others_and_places() -> None:
    known = lessons.spelling({"zele"})
    assert dict(known.counts) == dict.fromkeys(
        "het sleep sleepen fathers fathersen wakker rust om drie vier uur slaapuur".split(), 1
    ) | {"het": 2, "om": 2, "uur": 2}
    assert set(known.others) == {"fr", "en", "tr", "ar"}
    assert known.names == {"zele"}


# The data of this release ------------------------------------------------------------------------


def told(what: str) -> Iterator[tuple[str, dict[str, Any]]]:
    return lessons._told(what)


def known_terms() -> set[str]:
    paths = [*lessons.DATA.glob("themes/*.json"), lessons.DATA / "target-groups.json"]
    parts = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    return {f"{part['scheme']}:{one['slug']}" for part in parts for one in part["concepts"]}


@pytest.mark.parametrize("what", ["clues", "examples"])
def test_every_theme_has_lessons_and_every_lesson_a_theme(what: str) -> None:
    assert {term for term, _ in told(what)} == known_terms()


def test_worries_are_about_themes_in_dutch_and_stand_nowhere_else() -> None:
    known = {text.casefold() for _, said in told("examples") for text in said["nl"]}
    counted = Counter(text.casefold() for _, said in told("worries") for text in said["nl"])
    assert {term for term, _ in told("worries")} <= known_terms()
    assert {kind for _, said in told("worries") for kind in said} == {"nl"}
    assert [text for text, times in counted.items() if times > 1 or text in known] == []


def test_at_least_250_themes() -> None:
    assert len([term for term in known_terms() if term.startswith("themes:")]) >= 250


def test_sentences_come_in_every_language() -> None:
    assert [
        (term, kind)
        for term, said in told("examples")
        for kind in KINDS_OF_EXAMPLES
        if len(said.get(kind, ())) < 5
    ] == []


def test_no_sentence_stands_under_two_themes() -> None:
    counted = Counter(
        text.casefold()
        for _, said in told("examples")
        for kind in KINDS_OF_EXAMPLES
        for text in said[kind]
    )
    assert [text for text, times in counted.items() if times > 1] == []


def test_second_themes_of_a_sentence_exist_and_belong_to_a_sentence() -> None:
    known = known_terms()
    wrong = [
        (term, text)
        for term, said in told("examples")
        for text, slugs in said.get("also", {}).items()
        if not any(text in said[kind] for kind in KINDS_OF_EXAMPLES)
        or not {f"{term.partition(':')[0]}:{slug}" for slug in slugs} <= known
    ]
    assert wrong == []
