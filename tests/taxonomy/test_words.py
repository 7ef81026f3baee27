import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vlaggenlijn.taxonomy.words import (
    LANGUAGES,
    LONGEST_TEXT,
    SILENT,
    as_written,
    normal,
    quiet_words,
    silent,
    spellings,
    stem,
    stems,
    telling,
    words,
)

LANGUAGE = st.sampled_from(sorted(LANGUAGES))
# Any text, and texts full of the signs that folding is about.
TEXT = st.text() | st.text(alphabet="aAéÉßİıĳĲʼ’'`ﬁﷺ\u0345\u0301\u0307\u0640\u064bأى_-1²Ⅳ한 ")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("SLAAPT NIET", "slaapt niet"),
        ("Financiën, één café", "financien, een cafe"),
        ("ijs Ĳs ĳs", "ijs ijs ijs"),
        ("Çocuğum İstanbul ıslak", "cocugum istanbul islak"),
        ("أطفال مُدَرِّس مـــدرسة", "اطفال مدرس مدرسة"),
        ("baby's baby’s babyʼs baby`s", "babys babys babys babys"),
        ("'s avonds' ", "'s avonds' "),
        ("ﬁets １２", "fiets 12"),
        ("Straße", "strasse"),
    ],
)
def test_normal_folds(text: str, folded: str) -> None:
    assert normal(text) == folded


@example("a'ʼb")
@example("ʼʼʼʼ")
@example("I\u0323\u0307")
@given(TEXT)
def test_normal_twice_is_normal(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@given(TEXT)
def test_capitals_do_not_matter(text: str) -> None:
    # Of a few signs the capital is another word: ß, dotless i ...
    if text.lower().upper().lower() == text.lower():
        assert words(text.lower()) == words(text.lower().upper().lower())


def test_text_without_end_is_cut() -> None:
    assert len(normal("a" * 10_000)) == LONGEST_TEXT
    assert len(words("ab " * 10_000)) <= LONGEST_TEXT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Mijn zoon (3) slaapt slecht!", ["mijn", "zoon", "slaapt", "slecht"]),
        ("l'école d’un enfant, qu'il", ["ecole", "un", "enfant", "qu", "il"]),
        ("J'ai peur", ["ai", "peur"]),
        ("zo'n foto's", ["zon", "fotos"]),
        ("'s nachts", ["nachts"]),
        ("snake_case_words", ["snake", "case", "words"]),
        ("ADHD/ASS", ["adhd", "ass"]),
        ("12 jaar, 5 kinderen", ["12", "jaar", "kinderen"]),
        ("و ابني", ["و", "ابني"]),
        ("... --- !!!", []),
        ("slaap\u0000probleem\u200bzoon", ["slaap", "probleem", "zoon"]),
    ],
)
def test_words_in_order(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(TEXT, LANGUAGE)
def test_no_text_breaks_the_words(text: str, language: str) -> None:
    found = words(text)
    assert all(word and not word.isspace() and "_" not in word for word in found)
    assert len(stems(text, language)) == len(found)
    telling_ones = telling(stems(text, language), language)
    assert not set(telling_ones) & silent(language)


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("nl", ["slapen", "slaap"]),
        ("nl", ["fles", "flessen"]),
        ("fr", ["colere", "coleres"]),
        ("en", ["sleeping", "sleeps"]),
        ("tr", ["uyku", "uykular"]),
        ("ar", ["مدرسة", "المدرسة"]),
    ],
)
def test_forms_of_a_word_have_one_stem(language: str, forms: list[str]) -> None:
    assert len({stem(form, language) for form in forms}) == 1


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_silent_words_say_nothing_as_word_and_as_stem(language: str) -> None:
    for word in words(SILENT[language]):
        assert telling([word, stem(word, language)], language) == []


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("nl", "geweld"),  # the stemmer says "wel"
        ("nl", "dans"),  # "dan"
        ("nl", "haren"),  # "haar"
        ("nl", "weerbaarheid"),  # "weer"
        ("nl", "genieten"),  # "niet"
        ("fr", "danse"),  # "dans", which is silent itself
        ("fr", "desir"),  # "des"
        ("tr", "dede"),  # "de"
        ("tr", "uyum"),  # "u"
        ("ar", "هوية"),  # "هو"
    ],
)
def test_word_that_only_its_stem_would_silence_is_telling(language: str, word: str) -> None:
    assert telling(stems(word, language), language) == [word]


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("nl", "kindjes"),
        ("nl", "zoekt"),
        ("fr", "chercher"),
        ("en", "needs"),
        ("tr", "cocugumu"),
        ("ar", "الطفل"),
    ],
)
def test_form_of_a_silent_word_is_silent(language: str, word: str) -> None:
    stem.cache_clear()  # what was worked out for the thesaurus
    assert telling(stems(word, language), language) == []


def test_silent_words_are_not_mixed_up() -> None:
    assert stems("als alle", "nl") == ["als", "alle"]


@given(st.sampled_from(["dans", "geweld", "kind", "kindjes", ""]) | TEXT, LANGUAGE)
def test_stem_is_never_empty(text: str, language: str) -> None:
    assert all(stems(text, language))


def test_telling_keeps_order_and_repetition() -> None:
    assert telling(stems("mijn kind slaapt niet en slaapt slecht", "nl"), "nl") == [
        stem("slaapt", "nl"),
        stem("slaapt", "nl"),
        stem("slecht", "nl"),
    ]


def test_quiet_words_are_those_of_the_language_that_is_spoken() -> None:
    french = quiet_words(words("je ne sais pas avec les miens"))
    assert "les" in french
    assert "les" not in quiet_words(words("les in het nederlands voor mij"))


@pytest.mark.parametrize(
    ("text", "folded", "written"),
    [
        ("Je suis épuisée, épuisée", "epuisee", ["épuisée"]),
        ("Je suis e\u0301puise\u0301e", "epuisee", ["épuisée"]),
        ("des problèmes à l’école", "problemes ecole", ["problèmes", "l’école"]),
        ("Zorbalığa uğruyor", "zorbaliga ugruyor", ["Zorbalığa", "uğruyor"]),
        ("hij eet niet", "slaapt", ["slaapt"]),
        ("", "", []),
    ],
)
def test_words_are_told_as_they_were_written(text: str, folded: str, written: list[str]) -> None:
    assert as_written(folded, spellings(text)) == written
