"""A place and an age beside a worry: misspelt, abroad, of several, and said when unknown."""

import re

import pytest

from tests.factories import a_network
from tests.findable import (
    IN_GENT,
    a_home,
    found_service,
    save,
)
from tests.guide.answers import get, post, text_of
from vlaggenlijn.directory.models import CostOption
from vlaggenlijn.guide.models import AskedCount

pytestmark = pytest.mark.usefixtures("reference_data")


def test_wrong_age_is_said_and_the_answer_goes_on() -> None:
    found_service(a_home(), "Slaaphulp", themes=["sleep"])
    page = post(q="slaapt niet", age="abc")
    assert "We could not read the age" in text_of(page)
    assert len(page.context["cards"]) == 1


def test_unknown_place_is_said_and_the_answer_goes_on() -> None:
    found_service(a_home(), "Slaaphulp", themes=["sleep"])
    page = post(q="slaapt niet", place="Xyzxyzxyz")
    assert "We do not know this place" in text_of(page)
    assert page.context["map"] is None
    assert len(page.context["cards"]) == 1


def test_misspelt_place_is_read_and_said() -> None:
    page = post(place="Mechlen")
    assert page.context["place_answer"]["kind"] == "corrected"
    assert "We read your place as Mechelen" in text_of(page)


def test_ambiguous_place_shows_choices_that_keep_the_worry() -> None:
    page = post(q="slaapt niet", place="1040", age="3", theme="sleep")
    html = text_of(page)
    assert "Which place do you mean?" in html
    choices = re.findall(r'<button name="place" value="([^"]+)"', html)
    assert len(choices) == 2
    assert html.count('<input type="hidden" name="q" value="slaapt niet">') >= 2
    again = post(q="slaapt niet", place=choices[1], age="3", theme="sleep")
    assert again.context["place_answer"]["kind"] == "found"


@pytest.mark.parametrize("place", ["Namur", "Namen", "6700", "Arlon", "Wallonie"])
def test_place_in_wallonia_is_answered(place: str) -> None:
    found_service(a_home(), "Slaaphulp", themes=["sleep"])
    page = post(q="slaapt niet", place=place)
    assert page.status_code == 200
    assert len(page.context["cards"]) == 1


def nothing_near(place: str) -> str:
    return f"We found nothing in {place} or close to it. What you see may be far away."


@pytest.mark.parametrize("place", ["NL-1012 AB", "Wallonie"])
def test_place_abroad_is_said(place: str) -> None:
    found_service(a_home(), "Slaaphulp", themes=["sleep"])
    page = post(q="slaapt niet", place=place)
    assert page.context["place_answer"]["kind"] == "outside"
    assert nothing_near(place) in text_of(page)


def test_offers_that_are_all_elsewhere_say_so_and_one_in_the_place_does_not() -> None:
    found_service(a_home(), "Slaaphulp", themes=["sleep"], place=IN_GENT)
    assert nothing_near("Aarlen (6700)") in text_of(post(q="slaapt niet", place="6700"))
    assert "may be far away" not in text_of(post(q="slaapt niet", place="9000"))
    assert "may be far away" not in text_of(post(q="slaapt niet"))


def test_filters_travel_with_the_question_and_back() -> None:
    home = a_home()
    save(
        CostOption(service=found_service(home, "Paid", themes=["sleep"]), amount=5),
        CostOption(service=found_service(home, "Free", themes=["sleep"]), amount=0),
    )
    page = post(q="mijn dochter slaapt niet", wish="free")
    assert [card.name for card in page.context["cards"]] == ["Free"]
    html = text_of(page)
    assert "You chose: <strong" in html
    assert re.search(r'name="wish" value="free"[^>]*form="question"[^>]* checked', html)
    back = html[html.index("Show everything again") - 900 : html.index("Show everything again")]
    assert 'name="q" value="mijn dochter slaapt niet"' in back
    assert 'name="wish"' not in back


def test_filters_in_an_address_are_ignored() -> None:
    save(CostOption(service=found_service(a_home(), "Paid"), amount=5))
    page = get(wish="free", group="fathers", language="tr")
    assert page.context["narrowing"] is None
    assert "wish=" not in text_of(page)


def test_refining_is_not_counted_as_a_question() -> None:
    a_network()
    post(q="mijn dochter slaapt niet", wish="free")
    assert AskedCount.objects.count() == 0
    post(q="mijn dochter slaapt niet")
    assert AskedCount.objects.count() == 1


def test_choosing_between_places_keeps_the_filters() -> None:
    html = text_of(post(q="slaapt niet", place="Sint-Niklaas of Beveren?", wish="free"))
    assert html.count("Which place do you mean?") == 0
    html = text_of(post(q="slaapt niet", place="Nieuwerkerken", wish="free"))
    assert '<input type="hidden" name="wish" value="free"><button name="place"' in html
