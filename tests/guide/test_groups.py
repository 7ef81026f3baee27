"""Several needs in one sentence become several groups; one need told twice does not."""

import uuid
from collections.abc import Iterable, Mapping

from vlaggenlijn.guide.groups import Group, Need, grouped, needs

ONE, TWO, THREE, FOUR = (uuid.UUID(int=number) for number in range(1, 5))
NEAR = {
    "themes:sleep": ["themes:night-fears"],
    "themes:night-fears": ["themes:sleep"],
    "themes:nightmares": ["themes:night-fears"],
}
TEXT = "mijn zoon slaapt niet en we hebben schulden"


def near(term: str) -> Iterable[str]:
    return NEAR.get(term, [])


def terms(text: str, found: Mapping[str, tuple[str, float]]) -> list[str]:
    because = {f"themes:{slug}": told for slug, (told, _) in found.items()}
    weights = {f"themes:{slug}": weight for slug, (_, weight) in found.items()}
    return [need.term.removeprefix("themes:") for need in needs(text, because, weights, near)]


def test_two_needs_in_two_parts_of_a_sentence() -> None:
    found = {"debts": ("schulden", 0.7), "sleep": ("slaapt", 0.6)}
    assert terms(TEXT, found) == ["debts", "sleep"]


def test_two_concepts_in_one_part_are_one_need() -> None:
    found = {"playground": ("speeltuin", 0.7), "disability": ("handicap", 0.7)}
    assert terms("een speeltuin voor een kind met een handicap", found) == ["disability"]


def test_two_readings_of_the_same_words_are_one_need() -> None:
    found = {"sleep": ("slaapt niet", 0.7), "parent-exhaustion": ("slaapt", 0.7)}
    assert terms(TEXT, found) == ["parent-exhaustion"]


def test_what_lies_next_to_a_need_belongs_to_it() -> None:
    text = "ze slaapt niet, ze is bang in het donker, nachtmerries ook"
    found = {
        "sleep": ("slaapt", 0.9),
        "night-fears": ("bang donker", 0.8),
        "nightmares": ("nachtmerries", 0.7),
    }
    assert terms(text, found) == ["sleep"]


def test_a_guess_is_no_need() -> None:
    assert terms(TEXT, {"debts": ("schulden", 0.9), "sleep": ("slaapt", 0.22)}) == ["debts"]
    assert terms(TEXT, {"debts": ("schulden", 0.2)}) == []


def test_what_was_chosen_or_is_no_theme_is_no_need() -> None:
    assert needs(TEXT, {"themes:sleep": ""}, {"themes:sleep": 2.0}, near) == []
    assert needs(TEXT, {"sectors:ocmw": "schulden"}, {"sectors:ocmw": 0.9}, near) == []


def test_three_needs_at_most() -> None:
    text = "geld, woning, slapen, pesten"
    found = {slug: (slug, 0.8) for slug in ("geld", "woning", "slapen", "pesten")}
    assert len(terms(text, found)) == 3


def test_joined_arabic_and_comes_between_two_needs() -> None:
    found = {"sleep": ("ينام", 0.7), "debts": ("وعندنا ديون", 0.7)}
    assert terms("ابني لا ينام وعندنا ديون", found) == ["debts", "sleep"]


SLEEP = Need("themes:sleep", "slaapt", frozenset({"themes:tired"}))
DEBTS = Need("themes:debts", "schulden")


def test_offers_by_need_in_the_order_of_their_best() -> None:
    topics = [
        (ONE, "themes:debts"),
        (TWO, "themes:tired"),
        (THREE, "themes:night-fears"),
        (FOUR, "themes:debts"),
    ]
    assert grouped([SLEEP, DEBTS], topics, near) == (
        Group(DEBTS, (ONE, FOUR)),
        Group(SLEEP, (TWO, THREE)),
    )


def test_what_answers_no_need_comes_last() -> None:
    topics = [(ONE, ""), (TWO, "themes:sleep"), (THREE, "themes:hobby"), (FOUR, "themes:debts")]
    assert grouped([SLEEP, DEBTS], topics, near)[-1] == Group(None, (ONE, THREE))


def test_no_groups_when_one_need_has_all_offers() -> None:
    assert grouped([SLEEP, DEBTS], [(ONE, "themes:sleep"), (TWO, "")], near) == ()
    assert grouped([], [(ONE, "themes:sleep")], near) == ()
    assert grouped([SLEEP, DEBTS], [], near) == ()
