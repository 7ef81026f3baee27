"""Ranking of any offers for any question: one order, whatever the input order, never empty."""

import random
import uuid
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.guide.matching.made import (
    AALST,
    ARLON,
    GENT,
    HERE,
    LIKE,
    OSTEND,
    SLEEP,
    TODAY,
    WORD,
    a_question,
    an_offer,
    most_of,
    order,
)
from vlaggenlijn.guide.matching import (
    Match,
    Offer,
    Question,
    Reason,
    rank,
    rank_parts,
)

ages = st.none() | st.integers(-9, 299)


codes = st.frozensets(st.sampled_from(["44021", "44013", "41002", "11002"]), max_size=2)


@st.composite
def offers(draw: st.DrawFn) -> Offer:
    youngest, oldest = draw(ages), draw(ages)
    if youngest is not None and oldest is not None and youngest > oldest:
        youngest, oldest = oldest, youngest
    return an_offer(
        draw(st.integers(1, 10**6)),
        name=draw(st.sampled_from(["a", "b"])),
        kind=draw(st.sampled_from(["service", "organization"])),
        terms=draw(
            st.dictionaries(st.sampled_from([SLEEP, WORD, "themes:x"]), st.floats(0.01, 5.0))
        )
        | draw(st.dictionaries(st.sampled_from(LIKE), st.floats(-2, 2))),
        minimum_age=youngest,
        maximum_age=oldest,
        points=tuple(draw(st.lists(st.sampled_from([GENT, AALST, OSTEND, ARLON]), max_size=2))),
        stands_in=draw(codes),
        served=draw(codes),
        regions=draw(st.frozensets(st.sampled_from(["flanders", "brussels"]))),
        assured_on=draw(st.none() | st.dates(date(2020, 1, 1), date(2027, 1, 1))),
    )


questions = st.builds(
    lambda topic, here, age, beside: a_question(
        **(topic or {"concepts": {}, "because": {}}), here=here, age=age, beside=beside
    ),
    st.sampled_from(
        [
            {},
            {"concepts": {SLEEP: 1.0, "themes:x": 0.4}},
            {"words": {WORD: 1.0}, "spoken": {WORD: "slaapt"}},
            None,
        ]
    ),
    st.sampled_from([None, HERE]),
    ages,
    st.dictionaries(st.sampled_from(LIKE), st.floats(-2, 2)),
)


many = st.lists(offers(), max_size=12, unique_by=lambda offer: offer.id)


@given(questions, many, st.randoms())
def test_order_does_not_depend_on_the_input_order(
    question: Question, given_offers: list[Offer], chance: random.Random
) -> None:
    shuffled = list(given_offers)
    chance.shuffle(shuffled)
    assert rank(question, shuffled) == rank(question, given_offers)


@given(questions, many, st.integers(1, 5), st.integers(1, 4))
def test_parts_rank_as_the_whole_does(
    question: Question, given_offers: list[Offer], size: int, most: int
) -> None:
    ordered = sorted(given_offers, key=lambda offer: -most_of(question, offer))
    parts = [
        (most_of(question, ordered[start]), ordered[start : start + size])
        for start in range(0, len(ordered), size)
    ]
    found, looked_at = rank_parts(question, parts, most)
    assert found == rank(question, given_offers, most)
    assert looked_at == ordered[: len(looked_at)]


@given(questions, many)
def test_no_offer_scores_more_than_its_ceiling(
    question: Question, given_offers: list[Offer]
) -> None:
    for match in rank(question, given_offers, 100):
        offer = next(one for one in given_offers if one.id == match.id)
        assert match.score <= most_of(question, offer) * (1 + 1e-12)


@given(questions, many)
def test_page_is_never_empty_when_anything_fits(
    question: Question, given_offers: list[Offer]
) -> None:
    asked = question.concepts.keys() | question.words.keys()
    fits = any(not asked or asked & offer.terms.keys() for offer in given_offers)
    assert bool(rank(question, given_offers)) is fits


@given(questions, many)
def test_place_and_age_never_empty_a_page(question: Question, given_offers: list[Offer]) -> None:
    bare = replace(question, here=None, ages=())
    assert bool(rank(question, given_offers)) is bool(rank(bare, given_offers))


@given(questions, many)
def test_scores_fall_and_are_above_nothing(question: Question, given_offers: list[Offer]) -> None:
    scores = [round(match.score, 9) for match in rank(question, given_offers)]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


def score_of(question: Question, offer: Offer) -> float:
    found: list[Match] = rank(question, [offer])
    return found[0].score if found else 0.0


@given(
    questions,
    offers(),
    st.sampled_from(
        [
            lambda offer: {"terms": dict(offer.terms) | {SLEEP: offer.terms.get(SLEEP, 0) + 1}},
            lambda offer: {"served": offer.served | {"44021"}},
            lambda offer: {"stands_in": offer.stands_in | {"44021"}},
            lambda offer: {"served": offer.served | {"44013"}},
            lambda offer: {"regions": offer.regions | {"flanders"}},
            lambda offer: {"assured_on": TODAY},
        ]
    ),
)
def test_fitting_better_never_scores_lower(question: Question, offer: Offer, more: Any) -> None:
    assert score_of(question, replace(offer, **more(offer))) >= score_of(question, offer)


@given(many, st.sampled_from(["age", "place", "freshness"]))
def test_no_factor_alone_takes_an_offer_away(given_offers: list[Offer], kind: str) -> None:
    best = an_offer(10**7, minimum_age=0, maximum_age=12, stands_in=frozenset({"44021"}))
    changed = {
        "age": {"minimum_age": 200, "maximum_age": 299},
        "place": {"stands_in": frozenset(), "points": (ARLON,)},
        "freshness": {"assured_on": None},
    }
    other = replace(best, id=uuid.UUID(int=5), **changed[kind])  # type: ignore[arg-type]
    assert order(a_question(here=HERE, age=6), best, other) == [10**7, 5]


@given(questions, offers())
def test_reasons_are_plain_values(question: Question, offer: Offer) -> None:
    for match in rank(question, [offer]):
        for reason in match.reasons:
            assert isinstance(reason, Reason)
            assert all(isinstance(value, str | int) for value in reason.values)
            assert hash(reason)
