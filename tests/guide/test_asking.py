import json
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vlaggenlijn.guide import asking
from vlaggenlijn.guide.ages import Age, read_age
from vlaggenlijn.taxonomy.words import LONGEST_TEXT

pytestmark = pytest.mark.usefixtures("reference_data")


def test_read_takes_the_four_fields() -> None:
    found = asking.read({"q": " slaapt niet ", "place": " Gent ", "age": "3", "theme": "sleep"})
    assert (found.asked.text, found.asked.age, found.asked.theme) == (
        "slaapt niet", Age(36), "sleep",
    )  # fmt: skip
    assert found.place_name == "Gent"
    assert (found.is_empty, found.is_cut, found.has_wrong_age) == (False, False, False)
    with translation.override("fr"):
        assert asking.read({"theme": "sleep"}).theme_label == "Sommeil"


def test_read_nothing() -> None:
    found = asking.read({})
    assert found.is_empty
    assert found.asked.place.kind == "empty"
    assert (found.place_name, found.open_place, found.open_age, found.theme_label) == ("",) * 4


def test_read_cuts_a_long_text_and_says_so() -> None:
    found = asking.read({"q": "a" * (LONGEST_TEXT + 1)})
    assert found.is_cut
    assert len(found.asked.text) == LONGEST_TEXT
    assert not asking.read({"q": "a" * LONGEST_TEXT}).is_cut


@pytest.mark.parametrize(
    "slug", ["", "nothing", "Sleep", "sleep ", "themes:sleep", "a\x00b", "'--", "x" * 5000, "ﬁ"]
)
def test_known_theme_is_empty_for_what_is_none(slug: str) -> None:
    assert asking.known_theme(slug) == ""


def test_known_theme_is_no_slug_of_another_scheme() -> None:
    assert asking.known_theme("sleep") == "sleep"
    assert asking.known_theme("ocmw") == ""


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries({name: st.text() for name in ("q", "place", "age", "theme")}))
def test_read_never_raises(data: dict[str, str]) -> None:
    found = asking.read(data)
    assert isinstance(asking.place_choices(found, [])["kind"], str)
    assert asking.theme_links(found, ())


def test_open_part_keeps_no_own_words() -> None:
    query = QueryDict("q=mijn+man+drinkt&place=Gent&place=Leuven&taal=fr&x=1&csrfmiddlewaretoken=2")
    assert asking.open_part(query).dict() == {"place": "Leuven", "taal": "fr"}


def test_open_part_of_nothing() -> None:
    assert asking.open_part(QueryDict("")).dict() == {}


def test_place_choices_when_found() -> None:
    choices = asking.place_choices(asking.read({"place": "9000"}), [])
    assert choices == {
        "kind": "found", "name": "Gent (9000)", "region": "", "far_from": "", "suggestions": [],
    }  # fmt: skip


def test_place_choices_when_ambiguous_name_none_and_offer_all() -> None:
    question = asking.read({"place": "1040"})
    choices = asking.place_choices(question, [])
    assert (choices["kind"], choices["name"], question.place_name) == ("ambiguous", "", "")
    assert [one["name"] for one in choices["suggestions"]] == [
        place.label for place in question.asked.place.places
    ]
    assert len(choices["suggestions"]) > 1


def test_place_choices_find_exactly_that_place_again() -> None:
    for one in asking.place_choices(asking.read({"place": "1040"}), [])["suggestions"]:
        assert asking.place_choices(asking.read({"place": one["name"]}), [])["kind"] == "found"


def test_place_choices_mention_the_smaller_places_of_that_name() -> None:
    choices = asking.place_choices(asking.read({"place": "Halle"}), [])
    assert (choices["kind"], choices["name"].split()[0]) == ("found", "Halle")
    assert choices["suggestions"] == [{"name": "Halle (Zoersel)"}]


def test_place_choices_of_brussels_may_mean_the_region() -> None:
    assert asking.place_choices(asking.read({"place": "Brussel"}), [])["region"] == "brussels"


def test_themes_are_all_there_with_words_in_five_languages() -> None:
    for language in ("nl", "fr", "en", "tr", "ar"):
        with translation.override(language):
            tiles = asking.themes()
        assert [tile["slug"] for tile in tiles] == list(asking.TILES)
        assert len({tile["label"] for tile in tiles}) == len(tiles)
        assert all(tile["label"] != tile["slug"] for tile in tiles)


def test_ages_can_be_read() -> None:
    assert [read_age(one["value"]) for one in asking.ages()] == [
        Age(-3), Age(12), Age(48), Age(96), Age(168), Age(240),
    ]  # fmt: skip


def test_theme_url_leaves_out_what_is_empty() -> None:
    assert asking.theme_url("sleep") == "/antwoord/?theme=sleep"
    assert asking.theme_url("sleep", "Sint-Niklaas & co", "3") == (
        "/antwoord/?theme=sleep&place=Sint-Niklaas+%26+co&age=3"
    )


def links(about: tuple[str, ...] = (), **data: Any) -> list[str]:
    return [one["url"] for one in asking.theme_links(asking.read(data), about)]


def test_theme_links_without_a_topic_are_the_tiles() -> None:
    assert links() == [f"/antwoord/?theme={slug}" for slug in asking.TILES][:8]


def test_theme_links_of_a_topic_are_that_and_what_lies_next_to_it() -> None:
    found = links(("themes:sleep",), q="slaapt niet")
    assert found[0] == "/antwoord/?theme=sleep"
    assert "/antwoord/?theme=night-fears" in found
    assert len(found) <= 8


def test_theme_links_leave_out_the_chosen_theme_and_other_schemes() -> None:
    found = links(("themes:sleep", "sectors:ocmw"), theme="sleep")
    assert found
    assert not any("theme=sleep" in url or "ocmw" in url for url in found)


def test_theme_links_carry_place_and_age() -> None:
    assert links(place="9000", age="3")[0].endswith("&place=Gent+%289000%29&age=3")


def test_theme_links_carry_no_own_words_beside_a_place_or_an_age() -> None:
    found = json.dumps(links(place="gent, mijn man slaat mij", age="baby en ik drink te veel"))
    assert [word for word in ("slaat", "man", "drink") if word in found] == []


def test_theme_links_carry_no_own_words_that_stood_in_the_wrong_field() -> None:
    found = json.dumps(links(place="mijn man slaat mij", age="hij is bang"))
    assert "slaat" not in found
    assert "bang" not in found


# What the text itself tells ----------------------------------------------------------------------


def test_text_tells_place_and_ages_when_the_fields_are_empty() -> None:
    question = asking.read(
        {"q": "mijn zoon van 3 en mijn dochter van 7 maken ruzie, we wonen in Gent"}
    )
    with translation.override("nl"):
        shown = question.shown_ages
    assert question.asked.all_ages == (36, 84)
    assert (question.place_name, shown) == ("Gent", "3 jaar, 7 jaar")
    assert question.has_told
    assert (question.open_place, question.open_age) == ("Gent", "3")


def test_fields_win_over_the_text() -> None:
    question = asking.read({"q": "zoon van 3 in Gent", "place": "Leuven", "age": "8"})
    assert (question.asked.all_ages, question.place_name) == ((96,), "Leuven")
    assert (question.shown_ages, question.has_told) == ("8", False)


def test_field_that_cannot_be_read_does_not_bring_the_text_in_its_place() -> None:
    question = asking.read({"q": "zoon van 3 in Gent", "place": "Xyzzyville", "age": "999"})
    assert question.asked.all_ages == ()
    assert (question.asked.place.kind, question.has_told) == ("unknown", False)


def test_text_that_tells_nothing() -> None:
    question = asking.read({"q": "slaapt niet"})
    assert (question.asked.all_ages, question.place_name, question.has_told) == ((), "", False)
