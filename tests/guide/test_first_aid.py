import pytest
from django.utils import translation

from vlaggenlijn.directory.models import Helpline
from vlaggenlijn.guide.alarm import PANEL, SOFT
from vlaggenlijn.guide.first_aid import Crisis, crisis_in, first_to_call
from vlaggenlijn.guide.listening import crisis_data

pytestmark = pytest.mark.usefixtures("reference_data")


def test_hint_of_a_crisis_gives_one_line_with_numbers_to_call() -> None:
    with translation.override("en"):
        found = crisis_in("ze proefde van het flesje onder de lavabo", {}, "nl")
    lines = {line.slug: line for line in Helpline.objects.in_regime("nl")}
    assert found == Crisis(
        "poisoning",
        "",
        "Is it urgent, or do you not feel safe? Call right away:",
        [lines["antigifcentrum"], lines["112"]],
        level=SOFT,
    )


def test_every_soft_line_has_two_numbers_in_every_regime() -> None:
    for regime in ("nl", "rand", "brussel"):
        lines = {line.slug: line for line in Helpline.objects.in_regime(regime)}
        for row in crisis_data()["categories"]:
            if row["slug"] == "medical":  # is only ever named, by the word lists
                continue
            helplines = [lines[slug] for slug in row["helplines"] if slug in lines]
            shown = first_to_call(helplines, lines)
            assert all(line.tel for line in shown), (row["slug"], regime)
            assert [line.slug for line in shown[1:]] == ["112"], (row["slug"], regime)


def test_what_is_meant_counts_too() -> None:
    text = "hij bonkt met zijn hoofd op de grond als hij kwaad is"
    levels = {
        theme: found and found.level
        for theme in ("tantrums", "self-harm")
        for found in [crisis_in(text, {f"themes:{theme}": 1.0}, "nl")]
    }
    assert levels == {"tantrums": SOFT, "self-harm": PANEL}


def test_nothing_asked_is_no_crisis() -> None:
    assert crisis_in("", {}, "nl") is None


def test_crisis_names_the_helplines_of_the_regime() -> None:
    by_regime = {
        regime: [line.slug for line in (found.helplines if found else [])]
        for regime in ("nl", "brussel")
        for found in [crisis_in("je veux mourir", {}, regime)]
    }
    assert "prevention-suicide" in by_regime["brussel"]
    assert set(by_regime["nl"]) < set(by_regime["brussel"])


def test_every_crisis_has_a_helpline_in_every_regime() -> None:
    for row in crisis_data()["categories"]:
        phrase = row["phrases"]["nl"][0].replace("*", "").replace("..", " ")
        for regime in ("nl", "rand", "brussel"):
            found = crisis_in(phrase, {}, regime)
            assert found is not None, phrase
            assert found.helplines, (row["slug"], regime)
