import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vlaggenlijn.guide.alarm import (
    EVEN_CHANCE,
    IN_DUTCH,
    OF_EACH_WORD,
    PANEL,
    PERHAPS,
    SOFT,
    STRETCH,
    SURE,
    Alarm,
    _least,
    listener,
    stretches,
)
from vlaggenlijn.guide.crisis import Category
from vlaggenlijn.guide.listening import ear

CRISES = [
    ("missing", "ze is vannacht niet thuisgekomen"),
    ("missing", "haar telefoon staat uit en niemand zag haar"),
    ("poisoning", "hij dronk uit de fles bleekmiddel"),
    ("poisoning", "de pillen van oma zijn leeg"),
]
EVERYDAY = ["hij wil geen groenten eten", "waar leert ze zwemmen", "welke school is goed"]
EAR = listener((Category("suicide", ("wil dood",)),), CRISES, EVERYDAY)
THEMES = [("sweets", "de snoepjes van oma zijn leeg"), ("sweets", "de koekjes zijn allemaal leeg")]
BESIDE = listener((), CRISES, EVERYDAY, THEMES)


def test_what_the_lists_name_asks_for_the_panel() -> None:
    assert EAR.heard("hij wil dood") == Alarm(PANEL, "suicide")


def test_very_sure_evidence_asks_for_the_panel_of_its_kind() -> None:
    text = "vannacht niet thuisgekomen, telefoon staat uit"
    assert EAR.strength(text) >= SURE
    assert EAR.heard(text) == Alarm(PANEL, "missing")


def test_less_sure_evidence_asks_for_the_soft_line() -> None:
    text = "pillen zijn leeg"
    assert 0 <= EAR.strength(text) < SURE
    assert EAR.nearness(text) >= IN_DUTCH
    assert EAR.heard(text) == Alarm(SOFT, "poisoning")


def test_a_crisis_is_less_near_beside_an_everyday_theme_and_in_more_words() -> None:
    text = "de snoepjes zijn allemaal leeg"
    assert BESIDE.strength(text) == EAR.strength(text)
    assert BESIDE.nearness(text) < EAR.nearness(text)
    assert EAR.nearness(f"{text} qqq") == EAR.nearness(text) - OF_EACH_WORD


def test_dutch_may_be_less_near() -> None:
    ours = [("vol", "ze is weg en niemand weet waar ze is"), ("vol", "is ze weg")]
    ear = listener((), CRISES, EVERYDAY, ours)
    assert _least("ze is er niet meer") == IN_DUTCH < PERHAPS == _least("she is not here any more")
    assert ear.heard("weg is ze weg is ze en ze is weg") is None


def test_what_says_nothing_of_a_crisis_is_near_none() -> None:
    assert EAR.nearness("qqq") == float("-inf")


@pytest.mark.parametrize("text", ["", "…", "welke groenten zijn goed", "xyzzy"])
def test_everyday_question_asks_for_nothing(text: str) -> None:
    assert EAR.heard(text) is None


def test_hint_in_a_long_story_is_heard() -> None:
    story = "waar leert ze zwemmen en welke school is goed " * 15
    hint = "vannacht niet thuisgekomen, haar telefoon staat uit en niemand zag haar"
    text = f"{story} {hint}, {hint} {story}"
    assert EAR.strength(text) < 0
    assert EAR.heard(text) == Alarm(PANEL, "missing")


@pytest.mark.parametrize(
    ("chance", "level"), [(None, SOFT), (EVEN_CHANCE, SOFT), (0.0, None), (1.0, PANEL)]
)
def test_what_the_whole_text_means_speaks_too(chance: float | None, level: str | None) -> None:
    found = BESIDE.heard("alle pillen zijn bijna leeg zegt Ria", chance)
    assert (found and found.level) == level


def test_of_a_long_story_the_whole_says_nothing_of_a_part() -> None:
    story = "waar leert ze zwemmen en welke school is goed " * 3
    text = f"{story} vannacht niet thuisgekomen, haar telefoon staat uit en niemand zag haar"
    assert EAR.heard(text, 0.0) == EAR.heard(text) == Alarm(PANEL, "missing")


def test_what_is_named_is_never_doubted() -> None:
    assert EAR.heard("hij wil dood", 0.0) == Alarm(PANEL, "suicide")


def test_nothing_taught_hears_nothing() -> None:
    deaf = listener((), [("missing", "")], [""])
    assert deaf.heard("vannacht niet thuisgekomen") is None


@pytest.mark.parametrize("length", [0, 1, STRETCH, STRETCH + 1, 3 * STRETCH])
def test_stretches_leave_out_no_words(length: int) -> None:
    text = " ".join(f"woord{number}" for number in range(length))
    pieces = list(stretches(text))
    assert {word for piece in pieces for word in piece.split()} == set(text.split())
    assert all(len(piece.split()) <= STRETCH for piece in pieces)


@settings(deadline=None)  # the first call learns
@given(st.text())
def test_any_text_is_heard_without_error(text: str) -> None:
    found = ear().heard(text)
    assert found is None or found.level in (PANEL, SOFT)
