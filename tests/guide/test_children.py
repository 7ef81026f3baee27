"""Which numbers of a sentence are a child's age, and which are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.guide.children import MOST_CHILDREN, OLDEST_YEARS, children_in

SENTENCES = [
    ("ik ben 30 en ons klein is 8 maanden", [8]),
    ("onze gast van 15 zit in het vierde", [180]),
    ("kinderen van 2 en 5 jaar, twee plaatsen gezocht", [24, 60]),
    ("عمر ابني سنة ونصف", [18]),
    ("mijn zoon van 3. Hij slaapt niet", [36]),
    ("hij wordt wakker om 5", []),
    ("mijn zoon zit in het 2de kleuter", []),
    ("6 months baby cries all night", [6]),
    ("3 maanden oude baby", [3]),
    ("my son is 2 years and a half", [30]),
    ("een kind van 2 jaar en een flesje", [24]),
    ("ابنتي عمرها ثلاث عشرة سنة", [156]),
    ("ابني عمره خمس ونصف", [66]),
    ("ابني عمره خمس سنوات ونصف", [66]),
    ("mijn dochter van twee en een half jaar", [30]),
    ("mijn zoontje van 3 slaapt niet", [36]),
    ("dochter van 2,5 jaar eet niet", [30]),
    ("ik ben 34 en alleenstaand", []),
    ("mama van 2 kinderen", []),
    ("we wachten al 6 maanden", []),
    ("om 7 uur wakker", []),
    ("zit in het 3de leerjaar", []),
    ("baby van 6 weken huilt", [1]),
    ("mijn kinderen van 3 en 6 maken ruzie", [36, 72]),
    ("mijn 4-jarige heeft driftbuien", [48]),
    ("kinderen van 3, 5 en 8 jaar", [36, 60, 96]),
    ("mijn dochter (8) wordt gepest", [96]),
    ("ze is 14 en gaat niet meer naar school", [168]),
    ("mon fils de 3 ans ne dort pas", [36]),
    ("ma fille a 5 ans et demi", [66]),
    ("bébé de 6 mois", [6]),
    ("j'ai 28 ans et deux enfants", []),
    ("depuis 3 mois il pleure", []),
    ("my 3 year old son", [36]),
    ("my daughter is 6 months old", [6]),
    ("I am 23 and pregnant", []),
    ("waiting for 3 months", []),
    ("3 yaşındaki oğlum konuşmuyor", [36]),
    ("kızım 5 yaşında", [60]),
    ("6 aylık bebeğim", [6]),
    ("3 aydır uyumuyor", []),
    ("2 buçuk yaşındaki kızım", [30]),
    ("ابني عمره 5 سنوات", [60]),
    ("طفلي ٣ سنوات لا ينام", [36]),
    ("منذ 3 أشهر", []),
    ("ابنتي عمرها سنتين", [24]),
    ("أنا عمري 30 سنة", []),
    ("anderhalf jaar oud", [18]),
    ("mijn zoon is net 4 geworden", [48]),
    ("tweeling van 2 jaar", [24, 24]),
    ("vader van 45 zoekt hulp", []),
    ("mijn puber van 15", [180]),
    ("hij is nu 11", [132]),
    ("sinds 2 jaar gescheiden", []),
    ("mijn zoon wordt 3 keer per nacht wakker", []),
    ("kind van een half jaar", [6]),
    ("al een half jaar", []),
    ("mijn zoontje van 18 maanden bijt", [18]),
    ("5 jaar", [60]),
    ("twee jaar en drie maanden", [27]),
    ("mijn kleuter van 4 plast in bed", [48]),
    ("tussen 9u en 12u", []),
    ("ik ben 20 weken zwanger", []),
    ("mijn zoon, 7, leest niet graag", [84]),
    ("oudste is 12, de jongste 8", [144, 96]),
    ("hij slaapt maar 4 uur", []),
    ("mijn dochter van twaalf", [144]),
    ("als 19-jarige mama", []),
    ("mijn zoon zit in het eerste middelbaar", []),
    ("3 kinderen thuis waaronder een baby van 2 maanden", [2]),
    ("aged 9", [108]),
    ("ik heb een zoon van 16 jaar die niet luistert en ik ben 42", [192]),
    ("jongen 10 jaar adhd", [120]),
    ("mijn man is 40 en drinkt", []),
    ("mijn dochter van 7 jaar en 3 maanden", [87]),
    ("oma van 70 zorgt voor kleinkind van 5", [60]),
    ("we hebben 2 dochters, 4 en 9", [48, 108]),
    ("mijn zoon krijgt 10 euro", []),
    ("speelgroep voor 2-jarigen", [24]),
    ("iets voor kinderen van 0 tot 3 jaar", [0, 36]),
    ("al 3 jaar op de wachtlijst", []),
    ("mijn dochter is 13 jaar en snijdt", [156]),
    ("twins of 4", [48, 48]),
    ("4yo won't eat", [48]),
    ("fils 8 ans TDAH", [96]),
]


@pytest.mark.parametrize(("sentence", "months"), SENTENCES)
def test_ages_of_a_sentence(sentence: str, months: list[int]) -> None:
    assert children_in(sentence) == months


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        " ",
        "?",
        "een",
        "van",
        "3",
        "van 3",
        "jaar",
        "½",
        "( )",
        "half",
        "a" * 5000,
        "3 " * 3000,
        "\x00",
    ],
)
def test_what_says_no_age(sentence: str) -> None:
    assert children_in(sentence) == []


@given(st.integers(1, 17))
def test_every_age_in_years_is_read_in_five_languages(years: int) -> None:
    for sentence in (
        f"mijn zoon van {years} luistert niet",
        f"mijn {years}-jarige dochter luistert niet",
        f"mon fils de {years} ans n'écoute pas",
        f"my {years} year old son does not listen",
        f"{years} yaşındaki oğlum dinlemiyor",
        f"ابني عمره {years} سنوات لا يسمع",
    ):
        assert children_in(sentence) == [years * 12]


@given(st.text(max_size=400))
def test_any_text_gives_a_bounded_list_of_ages(text: str) -> None:
    found = children_in(text)
    assert len(found) <= 2 * MOST_CHILDREN
    assert all(0 <= months <= (OLDEST_YEARS + 1) * 12 for months in found)


WORDS = (
    "mijn zoon dochter van 3 14 40 is jaar maanden al en , ( ) ik ben om uur kinderen oud half een"
).split()


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_any_row_of_such_words_gives_ages_that_stand_in_it(words: list[str]) -> None:
    found = children_in(" ".join(words))
    assert all(0 <= months <= 26 * 12 for months in found)
