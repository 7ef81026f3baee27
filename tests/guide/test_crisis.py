"""Which words put a helpline on top; the list itself is tried on sentences of our own."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vlaggenlijn.guide import crisis
from vlaggenlijn.guide.crisis import Category, categories, recognised
from vlaggenlijn.guide.listening import crisis_data

DATA = crisis_data()
CATEGORIES = categories(DATA)
DEATH = Category("death", ("wil dood", "doodwens*", "wil .. sterven"), ("wil doodgraag",))


def found(text: str, *others: Category) -> list[str]:
    return recognised(text, others or (DEATH,))


def test_phrase_is_found_whatever_case_accents_and_signs() -> None:
    assert found("Hij zegt: ‘ik WIL… dóód!’") == ["death"]


def test_phrase_is_found_over_lines_and_underscores() -> None:
    assert found("wil\n\ndood") == found("wil_dood") == found("wil-dood") == ["death"]


def test_phrase_needs_whole_words() -> None:
    assert found("hij wil doodgewoon spelen") == []
    assert found("ik ril dood") == []


@pytest.mark.parametrize(
    "text", ["hij is weggelope", "hij is weggelopen", "ik wil ni leve", "kwil nie leven"]
)
def test_letters_that_flemish_drops_may_be_missing(text: str) -> None:
    spoken = Category("spoken", ("weggelopen", "niet leven"))
    assert found(text, spoken) == ["spoken"]


def test_short_words_keep_their_letters() -> None:
    assert found("hij is te laat", Category("short", ("ten laat",))) == []


def test_star_allows_any_ending() -> None:
    assert found("een doodwensje") == ["death"]


@pytest.mark.parametrize("between", ["", "graag ", "een twee drie vier "])
def test_two_points_allow_up_to_four_words(between: str) -> None:
    assert found(f"ik wil {between}sterven") == ["death"]


def test_two_points_allow_no_fifth_word() -> None:
    assert found("ik wil een twee drie vier vijf sterven") == []


def test_ordinary_phrase_takes_back_the_hit_inside_it() -> None:
    tired = Category("death", ("dood",), ("dood moe", "bang voor de dood"))
    assert found("ik ben dood moe", tired) == []
    assert found("hij is bang voor de dood", tired) == []


def test_ordinary_phrase_leaves_the_other_hit() -> None:
    tired = Category("death", ("dood",), ("dood moe",))
    assert found("ik ben dood moe en ik wil dood", tired) == ["death"]


def test_hit_that_sticks_out_of_the_ordinary_phrase_counts() -> None:
    one = Category("death", ("dood", "dood moe en op"), ("dood moe",))
    assert found("dood moe en op", one) == ["death"]


def test_overlapping_hits_do_not_hide_each_other() -> None:
    one = Category("death", ("wil niet", "niet meer leven"), ("hij wil niet",))
    assert found("hij wil niet meer leven", one) == ["death"]


def test_phrase_with_a_hyphen_is_found_in_text_with_and_without() -> None:
    harm = Category("harm", ("self-harm*",))
    assert found("self-harming", harm) == found("self harm", harm) == ["harm"]


def test_category_without_usable_phrases_finds_nothing() -> None:
    assert found("alles", Category("empty", ())) == []
    assert found("alles ...", Category("signs", ("...", "!", ""))) == []


def test_empty_text_finds_nothing() -> None:
    assert found("") == found("…!?") == []


def test_categories_come_in_the_order_given() -> None:
    one, other = Category("one", ("slaan",)), Category("two", ("dood",))
    assert found("dood slaan", one, other) == ["one", "two"]
    assert found("dood slaan", other, one) == ["two", "one"]


def test_categories_without_ordinary_words() -> None:
    row = {"slug": "a", "phrases": {"nl": ["x y"], "fr": ["z"]}}
    assert categories({"categories": [row]}) == (Category("a", ("x y", "z")),)


phrases = st.lists(
    st.lists(st.sampled_from(["wil", "dood", "niet", "meer", "moe*"]), min_size=1, max_size=3).map(
        " ".join
    ),
    max_size=4,
).map(tuple)
texts = st.lists(st.sampled_from(["wil", "dood", "niet", "meer", "moeder", "ik"])).map(" ".join)


@given(texts, phrases, phrases, phrases)
def test_more_phrases_never_find_less(
    text: str, some: tuple[str, ...], more: tuple[str, ...], ordinary: tuple[str, ...]
) -> None:
    few = found(text, Category("c", some, ordinary))
    assert few == [] or found(text, Category("c", (*more, *some), ordinary)) == few


@given(texts, texts, phrases)
def test_more_text_never_finds_less_without_ordinary_phrases(
    text: str, before: str, some: tuple[str, ...]
) -> None:
    category = Category("c", some)
    assert found(text, category) == [] or found(f"{before} {text}", category) == ["c"]


@given(st.text(max_size=200), st.lists(st.text(max_size=20)).map(tuple))
@example("\x00", ("\x00 ..", "*", ".."))
@example("((((", ("(a+)+$", "[", "\\"))
def test_any_text_and_any_phrase_never_raise(text: str, some: tuple[str, ...]) -> None:
    assert found(text, Category("c", some, some)) == []


@settings(deadline=None)  # the first call compiles the whole list
@given(st.text())
def test_any_text_never_raises_with_our_list(text: str) -> None:
    assert set(recognised(text, CATEGORIES)) <= {one.slug for one in CATEGORIES}


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("mijn dochter zegt dat ze dood wil", "suicide"),
        ("ik wil niet meer leven", "suicide"),
        ("mon fils veut mourir", "suicide"),
        ("my son wants to die", "suicide"),
        ("oğlum ölmek istiyor", "suicide"),
        ("ابني يريد أن يموت", "suicide"),
        ("mijn dochter snijdt zichzelf", "self-harm"),
        ("mijn man slaat mij", "violence"),
        ("mon mari me frappe", "violence"),
        ("kocam beni dövüyor", "violence"),
        ("زوجي يضربني", "violence"),
        ("opa heeft aan mijn dochter gezeten", "abuse"),
        ("mijn zoon heeft javel gedronken", "poisoning"),
        ("mijn kind is weggelopen en niet thuisgekomen", "missing"),
        ("we slapen vannacht op straat met de kinderen", "homeless"),
        ("mijn baby ademt niet goed", "medical"),
    ],
)
def test_our_list_finds_crises_in_five_languages(text: str, slug: str) -> None:
    assert slug in recognised(text, CATEGORIES)


@pytest.mark.parametrize(
    "text",
    ["mijn kind slaapt slecht", "ik ben doodmoe", "hij luistert nooit", "zoek een speelgroep",
     "mon enfant ne dort pas", "my child will not eat", "çocuğum uyumuyor", "طفلي لا ينام"],
)  # fmt: skip
def test_our_list_leaves_everyday_worries_alone(text: str) -> None:
    assert recognised(text, CATEGORIES) == []


def test_our_list_is_complete_in_five_languages() -> None:
    for row in DATA["categories"]:
        for field in ("title", "advice", "phrases"):
            assert {language for language, said in row[field].items() if said} == {
                "nl", "fr", "en", "tr", "ar",
            }, (row["slug"], field)  # fmt: skip


def test_every_phrase_of_our_list_is_found_in_itself() -> None:
    bare = [
        (category.slug, phrase)
        for category in CATEGORIES
        for phrase in category.phrases
        if not recognised(re.sub(r"\*|\.\.", " ", phrase), [Category(category.slug, (phrase,))])
    ]
    assert bare == []


def test_longest_text_is_read_to_its_end() -> None:
    text = ("ik wil .. niet meer " * 300)[: 5000 - 10] + " wil dood"
    # A pattern that backtracks would not come back from this.
    assert "suicide" in recognised(text, CATEGORIES)


def test_patterns_are_compiled_once() -> None:
    recognised("ik wil dood", CATEGORIES)
    before = crisis._pattern.cache_info().misses
    recognised("ik wil dood", CATEGORIES)
    assert crisis._pattern.cache_info().misses == before
