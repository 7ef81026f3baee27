from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.directory.quality import EACH, WEIGHTS, Told, quality

TODAY = date(2026, 11, 29)
GOOD = Told(assured_on=TODAY, ways=2, texts=("Kom spelen met je kind. Het is gratis.",))
HARD = (
    "Multidisciplinaire gezinsondersteuningsprogramma's faciliteren ontwikkelingsstimulering "
    "middels laagdrempelige, outreachende en contextgerichte begeleidingstrajecten waarbij "
    "opvoedingsverantwoordelijken versterkende ondersteuningsmogelijkheden aangereikt krijgen "
    "teneinde hun opvoedingscompetenties te vergroten binnen de vertrouwde leefomgeving "
    "en ook overal daarbuiten"
)


def codes(told: Told) -> list[str]:
    return [one.code for one in quality(told, TODAY).reasons]


def test_nothing_to_better() -> None:
    found = quality(GOOD, TODAY)
    assert (found.score, found.reasons, found.broken) == (100, (), ())


def test_nothing_known_has_next_to_nothing() -> None:
    found = quality(Told(missing=frozenset(WEIGHTS)), TODAY)
    assert found.score == EACH
    assert {one.code for one in found.reasons} == {*WEIGHTS, "never_confirmed", "no_way"}
    assert sum(WEIGHTS.values()) == EACH


@pytest.mark.parametrize(
    ("days", "found"),
    [(183, []), (184, ["months_ago"]), (365, ["months_ago"]), (366, ["long_ago"])],
)
def test_days_since_it_was_confirmed(days: int, found: list[str]) -> None:
    assert codes(replace(GOOD, assured_on=TODAY - timedelta(days))) == found


def test_ways_to_reach_it() -> None:
    bad = replace(GOOD, ways=1, bad_phones=("12",), bad_links=("https://a.example",))
    found = quality(bad, TODAY)
    assert codes(bad) == ["bad_link", "bad_phone", "one_way"]
    assert (found.score, len(found.broken)) == (75, 2)


def test_words_that_are_hard() -> None:
    found = quality(replace(GOOD, texts=("Eerst een intake, dan een traject.",)), TODAY)
    assert [(one.code, one.points) for one in found.reasons] == [("hard_words", 6)]
    assert found.reasons[0].value.startswith("intake = ")


def test_text_that_is_hard_to_read() -> None:
    assert {"hard_to_read", "long_sentence"} <= set(codes(replace(GOOD, texts=(HARD,))))
    middling = "De begeleiding helpt je kinderen in moeilijke dagen thuis. " * 4
    assert quality(replace(GOOD, texts=(middling,)), TODAY).score == 95


TOLD = st.builds(
    Told,
    missing=st.frozensets(st.sampled_from(sorted(WEIGHTS))),
    assured_on=st.none() | st.dates(date(2020, 1, 1), TODAY),
    ways=st.integers(0, 3),
    bad_phones=st.lists(st.text(max_size=5), max_size=2).map(tuple),
    bad_links=st.lists(st.text(max_size=5), max_size=2).map(tuple),
    texts=st.lists(st.text(max_size=200) | st.just(HARD), max_size=3).map(tuple),
)


@given(TOLD)
def test_score_stays_in_bounds_and_is_told_whole(told: Told) -> None:
    found = quality(told, TODAY)
    assert 0 <= found.score <= 100
    assert found.score == 100 - sum(one.points for one in found.reasons)


@given(TOLD)
def test_what_is_mended_never_makes_it_worse(told: Told) -> None:
    mended = replace(told, missing=frozenset(), assured_on=TODAY, bad_phones=(), bad_links=())
    assert quality(mended, TODAY).score >= quality(told, TODAY).score
