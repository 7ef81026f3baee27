from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from tests.factories import GENT, LEUVEN, a_location, a_network
from tests.findable import IN_GENT, a_home, found_organization, found_service, save
from vlaggenlijn.directory.cards import ReasonText, distance_text
from vlaggenlijn.directory.models import CostOption, Service
from vlaggenlijn.guide import answers
from vlaggenlijn.guide.ages import Age
from vlaggenlijn.guide.alarm import SOFT
from vlaggenlijn.guide.answers import Answer, answer
from vlaggenlijn.guide.filters import FREE, Wish
from vlaggenlijn.guide.listening import crisis_data
from vlaggenlijn.guide.weighing import Asked
from vlaggenlijn.places.lookup import find
from vlaggenlijn.taxonomy.understanding import Asked as Understood
from vlaggenlijn.taxonomy.understanding import Understanding

pytestmark = pytest.mark.usefixtures("reference_data")


def ask(
    text: str = "",
    place: str = "",
    age: int | None = None,
    theme: str = "",
    filters: tuple[Wish, ...] = (),
) -> Answer:
    with translation.override("en"):
        asked = Asked(text, find(place), Age(age), theme)
        return answer(asked, regime="nl", filters=filters)


def names(found: Answer) -> list[str]:
    return [card.name for card in found.cards]


def test_answer_to_nothing_from_nothing() -> None:
    found = ask()
    assert found == Answer([], [], None, (), None)


def test_answer_to_nothing_shows_what_there_is() -> None:
    found_service(a_home(), "one")
    assert names(ask()) == ["one"]


def test_reasons_repeat_words_as_the_parent_wrote_them() -> None:
    found_service(a_home(), "near", themes=["parent-exhaustion"])
    (card,) = ask("Je suis épuisée").cards
    assert [one.text for one in card.reasons if one.kind == "theme"] == [
        "About “Tired and worn out”: you wrote “épuisée”"
    ]


def test_cards_are_numbered_with_reasons_and_distance() -> None:
    service = found_service(a_home(), "near", themes=["sleep"], place=IN_GENT)
    location = service.service_at_locations.get().location
    location.latitude, location.longitude = 51.06, 3.73
    save(location)
    found_service(service.organization, "far", themes=["sleep"])
    near, far = ask("mijn dochter slaapt slecht", "Gent", 24).cards
    assert (near.number, near.name, far.number, far.name) == (1, "near", 2, "far")
    assert [reason.kind for reason in near.reasons] == ["theme", "place"]
    assert near.distance is not None
    assert near.distance_text == distance_text(near.distance) != ""
    assert (far.distance, far.distance_text) == (None, "")


def test_about_gives_the_themes_of_the_question() -> None:
    assert "themes:sleep" in ask("slaapt slecht").about
    assert ask(theme="sleep").about == ("themes:sleep",)
    assert ask("🙂").about == ()


def test_spoken_and_misspelt_words_are_taken_for_what_was_meant() -> None:
    about = ask("ik weet niet wat doen met al die schulden").about
    assert "themes:debts" in about
    assert ask("ik weet nie wa doen met al die sgulden").about == about


def test_chosen_theme_weighs_more_than_words() -> None:
    home = a_home()
    found_service(home, "slaap", themes=["sleep"])
    found_service(home, "geld", themes=["money-problems"])
    assert names(ask("slaapt slecht", theme="money-problems"))[0] == "geld"


def test_offer_next_to_the_theme_is_found_lower() -> None:
    home = a_home()
    found_service(home, "fears", themes=["night-fears"])
    found_service(home, "sleep", themes=["sleep"])
    assert names(ask(theme="sleep")) == ["sleep", "fears"]


def test_offer_outside_the_age_stays() -> None:
    home = a_home()
    found_service(home, "baby", themes=["sleep"], maximum_age_months=12)
    found_service(home, "child", themes=["sleep"], minimum_age_months=24)
    assert names(ask(theme="sleep", age=48)) == ["child", "baby"]


def test_stale_offer_ranks_lower_and_is_marked() -> None:
    home = a_home()
    old = timezone.localdate() - timedelta(days=366)
    found_service(home, "Aanbod 1", themes=["sleep"], assured_on=old)
    found_service(home, "Aanbod 2", themes=["sleep"], assured_on=None)
    found_service(home, "Aanbod 3", themes=["sleep"])
    found = ask(theme="sleep").cards
    assert [(card.name, card.is_stale) for card in found] == [
        ("Aanbod 3", False), ("Aanbod 1", True), ("Aanbod 2", True),
    ]  # fmt: skip
    assert found[2].checked_text == "not confirmed yet"


def test_same_place_before_elsewhere() -> None:
    home = a_home()
    found_service(home, "a elsewhere", themes=["sleep"], areas=[LEUVEN])
    found_service(home, "b here", themes=["sleep"], areas=[GENT])
    assert names(ask(theme="sleep", place="9000")) == ["b here", "a elsewhere"]


@pytest.mark.parametrize("place", ["Xyzxyz", "1040", "Utrecht", "75001 Paris", "Namur", "12345"])
def test_place_that_is_no_one_place_of_ours_still_gives_answers(place: str) -> None:
    found_service(a_home(), "one", themes=["sleep"], areas=[GENT])
    assert names(ask(theme="sleep", place=place)) == ["one"]


def test_place_without_any_offer_still_gives_answers() -> None:
    found_service(a_home(), "one", themes=["sleep"], areas=[GENT])
    assert names(ask(theme="sleep", place="Arlon")) == ["one"]
    assert names(ask(place="Arlon")) == ["one"]


def a_door(network: Any, name: str = "OCMW Gent", sector: str = "ocmw") -> Any:
    organization = found_organization(network, name, sector)
    a_location(organization, **IN_GENT)
    return organization


def test_doors_of_the_place_when_there_are_few_cards() -> None:
    network = a_network()
    a_door(network)
    found_service(a_home(network), "one", themes=["sleep"])
    found = ask(theme="sleep", place="Gent")
    assert names(found) == ["one"]
    (door,) = found.doors
    assert (door.number, door.kind, door.name) == (2, "organization", "OCMW Gent")
    assert [reason.kind for reason in door.reasons] == ["door", "place"]


def test_doors_stay_away_with_three_cards_or_without_a_place() -> None:
    network = a_network()
    a_door(network)
    home = a_home(network)
    for name in "abc":
        found_service(home, name, themes=["sleep"])
    assert ask(theme="sleep", place="Gent").doors == []
    assert ask("qwertyuiop").doors == []
    assert len(ask("qwertyuiop", "Gent").doors) == 1


def test_doors_are_three_at_most_and_never_repeat_a_card() -> None:
    network = a_network()
    doors = [a_door(network, f"OCMW {letter}", "caw") for letter in "abcde"]
    found = ask("OCMW a", "Gent")
    shown = [card.id for card in [*found.cards, *found.doors]]
    assert len(found.doors) <= 3
    assert len(set(shown)) == len(shown)
    assert set(shown) <= {door.pk for door in doors}


def test_organization_can_be_an_answer() -> None:
    found_organization(a_network(), "Bibliotheek De Krook", "library")
    (card,) = ask("bibliotheek").cards
    assert (card.kind, card.name) == ("organization", "Bibliotheek De Krook")


def test_crisis_stands_beside_the_answers() -> None:
    found_service(a_home(), "one", themes=["sleep"])
    found = ask("hij slaapt niet en ik wil niet meer leven")
    assert found.crisis is not None
    assert found.crisis.category == "suicide"
    assert found.crisis.title == "Thinking of suicide"
    assert found.crisis.helplines[0].slug == "1813"
    assert names(found) == ["one"]


def test_a_hint_alone_is_no_crisis_of_the_whole_answer() -> None:
    found = ask("ze proefde van het flesje onder de lavabo")
    assert found.crisis is not None
    assert (found.crisis.level, found.is_in_crisis) == (SOFT, False)


def test_what_the_question_means_is_told_to_who_looks_for_a_crisis(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[Mapping[str, float]] = []
    meant = Understood([], {}, {"themes:self-harm": 1.0})
    monkeypatch.setattr(Understanding, "of_whole_question", lambda one, text: meant)
    monkeypatch.setattr(answers, "crisis_in", lambda text, shares, regime: told.append(shares))
    ask("hij slaapt niet")
    assert told == [meant.shares]


@pytest.mark.parametrize("language", ["nl", "fr", "en", "tr", "ar"])
def test_answer_speaks_the_visitors_language(language: str) -> None:
    found_service(a_home(), "one", themes=["sleep"])
    with translation.override(language):
        found = answer(Asked("ik wil dood, slaapt niet", theme="sleep"), regime="nl")
    assert found.crisis is not None
    assert found.crisis.title == crisis_data()["categories"][0]["title"][language]
    assert found.cards[0].reasons[0].text


@pytest.mark.parametrize(
    "text", ["🙂🙂🙂", "<script>alert(1)</script>", "'; DROP TABLE x; --", "\x00", "%s %(x)s {0}",
             "a" * 5000, "ab " * 1666, "\u202e\u200b", "()[]{}*+?\\"],
)  # fmt: skip
def test_odd_text_never_raises(text: str) -> None:
    found_service(a_home(), "one", themes=["sleep"])
    assert ask(text).crisis is None


def test_nothing_is_written() -> None:
    found_service(a_home(), themes=["sleep"], place=IN_GENT)
    with CaptureQueriesContext(connection) as queries:
        ask("slaapt niet, ik wil dood", "Gent", 24)
    verbs = {query["sql"].lstrip("(").split()[0] for query in queries}
    assert verbs == {"SELECT"}


def test_service_that_vanishes_between_ranking_and_reading_leaves_no_hole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = a_home()
    found_service(home, "gone", themes=["sleep"], areas=[GENT])
    found_service(home, "here", themes=["sleep"])
    cards = type(Service.objects.all()).with_card
    monkeypatch.setattr(
        type(Service.objects.all()), "with_card", lambda rows: cards(rows).exclude(name="gone")
    )
    (card,) = ask(theme="sleep", place="Gent").cards
    assert (card.name, card.number) == ("here", 1)


@pytest.mark.parametrize("place", ["", "Leuven", "Xyzzyville"])
def test_words_that_match_nothing_bring_the_doors_of_the_visitors_network(place: str) -> None:
    a_location(found_organization(a_network("gent"), "OCMW Proef", sector="ocmw"), **IN_GENT)
    found = answer(Asked("xqzwv", find(place)), regime="nl", around=[GENT])
    assert (found.cards, [card.name for card in found.doors]) == ([], ["OCMW Proef"])
    assert [reason.kind for reason in found.doors[0].reasons] == ["door"]


def test_doors_of_the_place_come_before_those_of_the_network() -> None:
    gent = a_network("gent")
    a_location(found_organization(gent, "OCMW Gent", sector="ocmw"), **IN_GENT)
    found = answer(Asked("xqzwv", find("Gent")), regime="nl", around=[LEUVEN])
    assert [card.name for card in found.doors] == ["OCMW Gent"]


def test_filter_finds_what_stands_far_down() -> None:
    home = a_home()
    for number in range(25):
        save(CostOption(service=found_service(home, f"Paid {number:02}"), amount=5))
    free = found_service(home, "Zonder kosten")
    save(CostOption(service=free, amount=0))
    assert "Zonder kosten" not in names(ask())
    found = ask(filters=(Wish(FREE),))
    assert names(found) == ["Zonder kosten"]
    assert found.narrowing
    assert found.narrowing.sentences[0] == "1 place fits all your choices."


def test_filter_that_nothing_fits_is_let_go_and_said_on_the_card() -> None:
    save(CostOption(service=found_service(a_home(), "Paid"), amount=5))
    found = ask(filters=(Wish(FREE),))
    (card,) = found.cards
    assert card.reasons[-1] == ReasonText("unfit", "Does not fit: free")
    assert found.narrowing
    assert found.narrowing.dropped == ("free",)
    assert ask().narrowing is None
