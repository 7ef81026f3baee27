from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.utils import translation

from vlaggenlijn.directory.cards import ReasonText
from vlaggenlijn.guide.matching import Match, Reason
from vlaggenlijn.guide.reasons import names_in, reason_texts

pytestmark = pytest.mark.usefixtures("reference_data")
NAMES = {"44021": "Gent", "themes:sleep": "Sleep"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def text(kind: str, *values: str | int) -> str:
    (reason,) = reason_texts([Reason(kind, values)], NAMES)
    assert reason.kind == kind
    return reason.text


def a_match(*reasons: Reason) -> Match:
    return Match(UUID(int=1), "service", 1.0, reasons, None)


def test_reasons_in_words() -> None:
    assert text("text", "slaapt", "niet") == "You wrote: slaapt, niet"
    assert text("door") == "You can go there with any question"
    assert text("age", 48) == "For this age: 4 years"
    assert text("age", 8) == "For this age: 8 months"
    assert text("age", -3) == "For this age: before birth"
    assert text("region", "flanders") == "For all of Flanders"
    assert text("region", "brussels") == "For all of Brussels"
    assert text("region", "elsewhere") == "elsewhere"
    assert text("place", "44021") == "In Gent"
    assert text("area", "44021") == "Works in Gent"
    assert text("next_door", "44021") == "Nearby, in Gent"


def test_theme_reason_with_and_without_the_parents_words() -> None:
    assert text("theme", "themes:sleep", "slaapt niet") == "About “Sleep”: you wrote “slaapt niet”"
    assert text("theme", "themes:sleep", "") == "About “Sleep”"
    assert text("helps", "themes:sleep", "slaapt") == "May help with “Sleep”: you wrote “slaapt”"
    assert text("helps", "themes:sleep", "") == "May help with “Sleep”"


def test_names_of_a_concept_that_is_gone_is_its_slug() -> None:
    assert names_in([a_match(Reason("theme", ("themes:not-there", "")))]) == {
        "themes:not-there": "not-there"
    }


def test_percent_signs_in_a_parents_words_stay() -> None:
    assert text("text", "100%", "%(words)s") == "You wrote: 100%, %(words)s"


def test_freshness_is_told_on_the_card_and_not_as_a_reason() -> None:
    assert reason_texts([Reason("freshness", ("2026-01-01",)), Reason("door")], {}) == (
        ReasonText("door", "You can go there with any question"),
    )


def test_names_in_the_visitors_language() -> None:
    matches = [
        a_match(Reason("place", ("44021",)), Reason("theme", ("themes:sleep", ""))),
        a_match(Reason("next_door", ("21004",)), Reason("area", ("44021",))),
        a_match(Reason("region", ("flanders",))),
    ]
    with translation.override("fr"):
        french = names_in(matches)
    with translation.override("tr"):
        turkish = names_in(matches)
    assert french == {"themes:sleep": "Sommeil", "44021": "Gand", "21004": "Bruxelles"}
    assert turkish == {"themes:sleep": "Uyku", "44021": "Gent", "21004": "Brussel"}


def test_names_of_nothing() -> None:
    assert names_in([]) == {}


def test_names_ask_each_concept_once(django_assert_max_num_queries: Any) -> None:
    matches = [a_match(Reason("theme", ("themes:sleep", "")))] * 20
    names_in(matches)
    with django_assert_max_num_queries(1):
        names_in(matches)
