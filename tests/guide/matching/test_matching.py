"""Ranking: factors and never filters, one order, reasons as values."""

from dataclasses import replace
from datetime import timedelta
from math import exp
from typing import Any

import pytest

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
    order,
    reasons,
)
from vlaggenlijn.guide import matching
from vlaggenlijn.guide.candidates import ORGANIZATION_SHARE
from vlaggenlijn.guide.matching import (
    MOST_BESIDE,
    ceiling,
    nearest,
    rank,
    rank_parts,
)


def test_rank_nothing_for_nothing() -> None:
    assert rank(a_question(), []) == []


def test_rank_leaves_out_what_is_about_something_else() -> None:
    assert order(a_question(), an_offer(1, terms={"themes:money": 3.0})) == []


def test_rank_everything_when_nothing_is_asked() -> None:
    nothing = a_question(concepts={}, because={})
    assert nothing.has_topic is False
    assert order(nothing, an_offer(2, terms={}), an_offer(1, terms={})) == [1, 2]


def test_concepts_weigh_more_than_words() -> None:
    question = a_question(words={WORD: 2.0}, spoken={WORD: "slaapt"})
    assert order(question, an_offer(1, terms={WORD: 1.0}), an_offer(2)) == [2, 1]


def test_offer_outside_the_age_stays_lower() -> None:
    question = a_question(age=48)
    fits = an_offer(2, minimum_age=36, maximum_age=72)
    assert order(question, an_offer(1, maximum_age=36), fits) == [2, 1]
    assert order(question, an_offer(1, minimum_age=60), fits) == [2, 1]


@pytest.mark.parametrize(("age", "is_inside"), [(35, False), (36, True), (72, True), (73, False)])
def test_age_bounds_belong_to_the_offer(age: int, is_inside: bool) -> None:
    offer = an_offer(minimum_age=36, maximum_age=72)
    assert ("age" in reasons(a_question(age=age), offer)) is is_inside


def test_age_with_one_bound() -> None:
    assert reasons(a_question(age=-3), an_offer(maximum_age=12))["age"] == (-3,)
    assert reasons(a_question(age=200), an_offer(minimum_age=144))["age"] == (200,)


def test_age_of_an_offer_for_all_is_no_reason() -> None:
    assert "age" not in reasons(a_question(age=48), an_offer())


def test_offer_for_one_of_the_children_fits() -> None:
    offer = an_offer(minimum_age=36, maximum_age=72)
    assert reasons(a_question(ages=(12, 48, 60)), offer)["age"] == (48,)
    assert "age" not in reasons(a_question(ages=(12, 100)), offer)


def test_same_place_before_next_door_before_region_before_elsewhere_before_far() -> None:
    offers = [
        an_offer(6, stands_in=frozenset({"81001"}), points=(ARLON,)),
        an_offer(5, stands_in=frozenset({"41002"}), points=(AALST,)),
        an_offer(4, regions=frozenset({"flanders"})),
        an_offer(3, stands_in=frozenset({"44013"})),
        an_offer(2, served=frozenset({"44021"})),
        an_offer(1, stands_in=frozenset({"44021"}), points=(GENT,)),
    ]
    assert order(a_question(here=HERE), *offers) == [1, 2, 3, 4, 5, 6]


def test_place_reasons_are_values() -> None:
    question = a_question(here=HERE)
    cases: list[tuple[dict[str, Any], tuple[str, tuple[str, ...]]]] = [
        ({"stands_in": frozenset({"44021"})}, ("place", ("44021",))),
        ({"served": frozenset({"44021"})}, ("area", ("44021",))),
        ({"served": frozenset({"44043", "44013"})}, ("next_door", ("44013",))),
        ({"regions": frozenset({"flanders"})}, ("region", ("flanders",))),
    ]
    for values, (kind, said) in cases:
        assert reasons(question, an_offer(**values))[kind] == said
    elsewhere = reasons(question, an_offer(regions=frozenset({"brussels"})))
    assert set(elsewhere) == {"theme", "freshness"}


def test_no_place_gives_no_place_reason_and_no_distance() -> None:
    (match,) = rank(a_question(), [an_offer(stands_in=frozenset({"44021"}), points=(GENT,))])
    assert match.distance is None
    assert [reason.kind for reason in match.reasons] == ["theme", "freshness"]


def test_serving_the_region_never_hurts_what_stands_next_door() -> None:
    near = an_offer(1, stands_in=frozenset({"44013"}))
    (alone,) = rank(a_question(here=HERE), [near])
    (both,) = rank(a_question(here=HERE), [replace(near, regions=frozenset({"flanders"}))])
    assert both.score == alone.score


def test_distance_is_to_the_nearest_place() -> None:
    assert nearest(HERE, an_offer(points=(OSTEND, GENT))) == 0
    assert nearest(HERE, an_offer()) is None
    assert nearest(None, an_offer(points=(GENT,))) is None


def test_stale_is_lower_and_says_nothing_of_freshness() -> None:
    edge, old = TODAY - timedelta(days=365), TODAY - timedelta(days=366)
    offers = [an_offer(1, assured_on=old), an_offer(2, assured_on=None), an_offer(3)]
    assert order(a_question(), *offers) == [3, 1, 2]
    assert "freshness" not in reasons(a_question(), offers[0])
    assert reasons(a_question(), an_offer(assured_on=edge))["freshness"] == (edge.isoformat(),)


def test_theme_reason_gives_the_parents_words() -> None:
    assert reasons(a_question(), an_offer())["theme"] == (SLEEP, "slaapt niet")


def test_theme_reason_prefers_what_was_said_over_what_lies_next_to_it() -> None:
    question = a_question(concepts={SLEEP: 0.5, "themes:fear": 2.0})
    offer = an_offer(terms={SLEEP: 1.0, "themes:fear": 1.0})
    assert reasons(question, offer)["theme"] == (SLEEP, "slaapt niet")


def test_what_helps_without_being_about_it_says_what_was_asked() -> None:
    asked = {
        "concepts": {SLEEP: 1.0, "themes:fear": 0.4},
        "led_by": {SLEEP: SLEEP, "themes:fear": SLEEP},
        "about": (SLEEP,),
    }
    helps = reasons(a_question(**asked), an_offer(terms={"themes:fear": 1.0}))
    assert helps["helps"] == (SLEEP, "slaapt niet")
    both = reasons(a_question(**asked), an_offer(terms={SLEEP: 0.1, "themes:fear": 9.0}))
    assert both["theme"] == (SLEEP, "slaapt niet")


def test_what_was_surely_asked_is_a_better_reason_than_a_guess() -> None:
    question = a_question(
        concepts={SLEEP: 1.0, "themes:fear": 5.0},
        because={SLEEP: "slaapt niet", "themes:fear": ""},
        about=(SLEEP,),
    )
    offer = an_offer(terms={SLEEP: 0.1, "themes:fear": 1.0})
    assert reasons(question, offer)["theme"] == (SLEEP, "slaapt niet")
    guess = reasons(question, an_offer(terms={"themes:fear": 1.0}))
    assert guess["theme"] == ("themes:fear", "")


def test_theme_reason_of_a_neighbour_gives_no_words() -> None:
    question = a_question(concepts={SLEEP: 1.0, "themes:fear": 0.4})
    assert reasons(question, an_offer(terms={"themes:fear": 1.0}))["theme"] == ("themes:fear", "")


def test_text_reason_gives_three_words_as_typed_the_heaviest_first() -> None:
    spoken = {f"w:{letter}": letter for letter in "abcd"}
    question = a_question(concepts={}, because={}, words=dict.fromkeys(spoken, 1.0), spoken=spoken)
    offer = an_offer(terms={"w:a": 1.0, "w:b": 2.0, "w:c": 1.0, "w:d": 1.5})
    assert reasons(question, offer)["text"] == ("b", "d", "a")


def test_equal_scores_by_distance_then_name_then_id() -> None:
    offers = [
        an_offer(4, name="b"), an_offer(3, name="b"), an_offer(2, name="a"),
        an_offer(1, name="z", points=(AALST,)),
    ]  # fmt: skip
    assert order(a_question(here=HERE), *offers) == [1, 2, 3, 4]


def test_most_is_kept() -> None:
    offers = [an_offer(number) for number in range(1, 31)]
    assert len(rank(a_question(), offers)) == matching.MOST
    assert len(rank(a_question(), offers, most=3)) == 3


def test_what_scores_far_under_the_best_is_left_out() -> None:
    offers = [an_offer(1, terms={SLEEP: 3.0}), an_offer(2, terms={SLEEP: 0.1})]
    assert order(a_question(), *offers) == [1]


def test_what_an_offer_is_like_makes_it_worth_more_or_less() -> None:
    usual, like = LIKE
    question = a_question(beside={usual: 1.0, like: 0.5})
    plain = an_offer(1)
    fitting = an_offer(2, terms={SLEEP: 1.0, usual: 0.1, like: 0.4})
    unfitting = an_offer(3, terms={SLEEP: 1.0, usual: -0.3})
    found = rank(question, [unfitting, plain, fitting])
    assert [(one.id.int, one.score) for one in found] == [
        (2, pytest.approx(exp(0.3))),
        (1, 1.0),
        (3, pytest.approx(exp(-0.3))),
    ]
    # Never so much that themes say nothing any more, and alone it is no answer.
    (most,) = rank(question, [an_offer(4, terms={SLEEP: 1.0, usual: 99.0})])
    assert most.score == pytest.approx(exp(MOST_BESIDE))
    assert rank(question, [an_offer(5, terms={usual: 1.0})]) == []


def test_organisation_that_stands_there_scores_under_the_ceiling_of_what_is_not_local() -> None:
    # Only services are known to be local before their facts are read.
    whole = {SLEEP: 1.0, LIKE[0]: 0.2}
    question = a_question(here=HERE, beside={LIKE[0]: 1.0})
    halved = whole | {SLEEP: ORGANIZATION_SHARE}
    (match,) = rank(question, [an_offer(1, terms=halved, stands_in=frozenset({HERE.nis}))])
    assert match.score <= ceiling(question, whole, is_local=False)


def test_rank_parts_looks_no_further_than_it_needs() -> None:
    best = [an_offer(number, terms={SLEEP: 2.0}) for number in (1, 2)]
    rest = [an_offer(number) for number in (3, 4)]
    found, looked_at = rank_parts(a_question(), [(2.0, best), (1.0, rest)], 2)
    assert ([match.id.int for match in found], looked_at) == ([1, 2], best)
    # What may score as much is looked at: the name tells equals apart.
    as_good = [an_offer(3, terms={SLEEP: 2.0}, name="a")]
    found, looked_at = rank_parts(a_question(), [(2.0, best), (2.0, as_good), (1.0, rest)], 2)
    assert ([match.id.int for match in found], looked_at) == ([3, 1], [*best, *as_good])
