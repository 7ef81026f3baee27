import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import GENT
from vlaggenlijn.guide.ages import Age
from vlaggenlijn.guide.weighing import (
    CHOSEN,
    MOST_CONCEPTS,
    Asked,
    here_of,
    of_parents,
    share_of,
    spoken_of,
    weighed,
)
from vlaggenlijn.places.lookup import find

pytestmark = pytest.mark.usefixtures("reference_data")


def test_the_age_in_the_field_goes_before_those_in_the_text() -> None:
    assert Asked("mijn kind van 3", age=Age(24), ages=(36,)).all_ages == (24,)
    assert Asked("mijn kind van 3", ages=(36,)).all_ages == (36,)


def test_a_question_is_weighed_as_a_dictionary_would_write_it() -> None:
    found = weighed(Asked("mijn dochter slaept slegt"))
    assert found.text == "mijn dochter slaapt slecht"
    assert found.question.about == ("themes:sleep",)
    assert found.understood.concepts[0].term == "themes:sleep"


def test_a_chosen_theme_weighs_more_than_all_words() -> None:
    asked = weighed(Asked("mijn dochter slaapt slecht", theme="feeding")).question.asked
    assert asked["themes:feeding"] == CHOSEN == max(asked.values())


def test_a_theme_says_more_of_a_worry_than_a_kind_of_place() -> None:
    kinds = ("themes", "target-groups", "settings", "sectors", "life-domains")
    shares = [share_of(f"{kind}:x") for kind in kinds]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] == 1.0


def test_quiet_words_of_the_language_of_the_question_ask_for_nothing() -> None:
    assert set(spoken_of("les enfants ne dorment pas").values()) == {"dorment"}
    assert set(spoken_of("hij krijgt zwemles").values()) == {"krijgt", "zwemles"}


def test_a_place_is_where_it_is_with_what_lies_next_door() -> None:
    here = here_of(find("Gent"))
    assert here is not None
    assert (here.nis, here.region) == (GENT, "flanders")
    assert GENT not in here.next_door
    assert here_of(find("nergens")) is None


def test_themes_of_the_life_of_parents_are_told_by_the_data() -> None:
    assert "themes:parent-exhaustion" in of_parents()
    assert "themes:sleep" not in of_parents()


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(text=st.lists(st.sampled_from("slaap eten geld ruzie school pesten huis".split())))
def test_what_weighs_least_is_not_looked_for(text: list[str]) -> None:
    question = weighed(Asked(" ".join(text))).question
    assert len(question.concepts) <= MOST_CONCEPTS
    assert set(question.because) <= set(question.concepts)
