"""What the page of an answer shows: groups, other subjects, questions back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.factories import GENT, LEUVEN, a_network
from tests.findable import a_home, found_service
from vlaggenlijn.accounts.models import LocalNetwork
from vlaggenlijn.guide import layout
from vlaggenlijn.guide.answers import Answer, answer
from vlaggenlijn.guide.asking import AskedQuestion, read
from vlaggenlijn.guide.layout import cards_in_order, sections, taps

pytestmark = pytest.mark.usefixtures("reference_data")
TWO_NEEDS = "mijn zoon slaapt niet en we hebben schulden"


def ask(text: str = "", **fields: str) -> tuple[AskedQuestion, Answer]:
    with translation.override("en"):
        question = read({"q": text} | fields)
        return question, answer(question.asked, regime="nl", around=[GENT, LEUVEN])


def two_needs() -> None:
    home = a_home(a_network("gent", [GENT, LEUVEN]))
    for name, theme in (("Slaap A", "sleep"), ("Geld", "debts"), ("Slaap B", "sleep")):
        found_service(home, name, themes=[theme])


def test_two_needs_give_two_groups_numbered_through() -> None:
    two_needs()
    found = ask(TWO_NEEDS)[1]
    with translation.override("en"):
        made = sections(found)
    assert [one.label for one in made] == ["Debts", "Sleep"]
    assert [one.because for one in made] == ["schulden", "slaapt"]
    assert [(card.number, card.name) for card in cards_in_order(found, made)] == [
        (1, "Geld"), (2, "Slaap A"), (3, "Slaap B"),
    ]  # fmt: skip
    assert {card.id for card in found.cards} == {one for group in found.groups for one in group.ids}


def test_one_need_gives_no_groups() -> None:
    two_needs()
    found = ask("mijn zoon slaapt niet")[1]
    assert sections(found) == []
    assert cards_in_order(found, []) == found.cards


def tapped(text: str, **fields: str) -> list[str]:
    question, found = ask(text, **fields)
    network = LocalNetwork.objects.with_area().get(slug="gent")
    with translation.override("en"):
        return [tap.name for tap in taps(question, found, network)]


def test_age_and_place_are_asked_only_when_they_matter() -> None:
    home = a_home(a_network("gent", [GENT, LEUVEN]))
    found_service(home, "baby", themes=["sleep"], maximum_age_months=12)
    found_service(home, "teenager", themes=["sleep"], minimum_age_months=144)
    assert tapped("slaapt slecht") == ["age"]
    assert tapped("slaapt slecht", age="1") == []
    # What the sentence tells is known.
    assert tapped("mijn baby van 8 maanden slaapt slecht") == []


def test_place_is_asked_when_it_changes_the_order() -> None:
    home = a_home(a_network("gent", [GENT, LEUVEN]))
    found_service(home, "here", themes=["sleep"], areas=[GENT])
    found_service(home, "there", themes=["sleep"], areas=[LEUVEN])
    question, found = ask("slaapt slecht")
    with translation.override("nl"):
        (tap,) = taps(question, found, a_network("both", [GENT, LEUVEN]))
    assert (tap.name, [value for value, _ in tap.choices]) == ("place", ["Gent", "Leuven"])
    assert taps(question, found, None) == []
    assert tapped("slaapt slecht", place="Gent") == []


def test_too_many_places_are_no_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    home = a_home(a_network("gent", [GENT, LEUVEN]))
    found_service(home, "here", themes=["sleep"], areas=[GENT])
    found_service(home, "there", themes=["sleep"], areas=[LEUVEN])
    monkeypatch.setattr(layout, "MOST_PLACES", 1)
    assert tapped("slaapt slecht") == []


def test_who_it_is_about_is_asked_when_both_can_be_meant() -> None:
    home = a_home(a_network("gent", [GENT, LEUVEN]))
    found_service(home, "parent", themes=["parent-exhaustion"])
    found_service(home, "child", themes=["sleep"])
    text = "ik ben uitgeput want hij slaapt niet"
    assert tapped(text) == ["who"]
    names = {who: [card.name for card in ask(text, who=who)[1].cards] for who in ("me", "child")}
    assert names == {"me": ["parent", "child"], "child": ["child", "parent"]}
    assert tapped(text, who="me") == []


def test_nobody_in_a_crisis_is_asked_back() -> None:
    home = a_home()
    found_service(home, "baby", themes=["partner-violence"], maximum_age_months=12)
    found_service(home, "teenager", themes=["partner-violence"], minimum_age_months=144)
    question, found = ask("mijn man slaat mij")
    assert found.crisis is not None
    assert found.unknowns != ()
    assert taps(question, found, None) == []


def test_nothing_asked_asks_nothing_back() -> None:
    found_service(a_home(), "one")
    assert ask("")[1].unknowns == ()


def test_other_subjects_keep_the_question_and_travel_by_post() -> None:
    two_needs()
    page = Client().post(f"{reverse('guide:answer')}?taal=en", {"q": "slaapt slecht", "age": "3"})
    html = page.content.decode()
    assert "Not this? It is about …" in html
    assert '<button name="theme" value="night-fears">' in html
    kept = '<input type="hidden" name="q" value="slaapt slecht"><input type="hidden" name="age"'
    assert kept in html
    assert "theme=night-fears" not in html


def test_chosen_subject_leads_and_the_words_stay() -> None:
    two_needs()
    fields: dict[str, Any] = {"q": "slaapt slecht", "theme": "debts"}
    page = Client().post(reverse("guide:answer"), fields)
    assert page.context["cards"][0].name == "Geld"
    assert page.context["question"].text == "slaapt slecht"
    assert page.context["question"].theme_label == "Schulden"
