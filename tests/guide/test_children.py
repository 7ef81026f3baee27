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


GLUED = [
    ("onze vierenhalfjarige danst", [54]),
    ("drieëntwintig maanden oud", [23]),
    ("de zesjarige van hiernaast", [72]),
    ("mijn negenmaandse baby kruipt", [9]),
    ("bébé de vingt-deux mois", [22]),
    ("notre fille a soixante-dix livres", []),
    ("twenty-two month old", [22]),
    ("yirmi iki aylık bebek", [22]),
    ("ابني عمره اثنتا عشرة سنة", [144]),
    ("طفل في السابعة من عمره", [84]),
    ("ابني عمره سنة وثلاثة أشهر", [15]),
    ("ابنتي عمرها شهران ونصف", [2]),
    ("ze is een jaar of zeven", [84]),
    ("son bébé d'un an marche", [12]),
    ("2 ans 3 mois, ma fille", [27]),
    ("mijn dochter is two and a half", [30]),
    ("mon fils, trois et demi, crie", [42]),
]
OTHER_WORDS = [
    ("mijn dochter houdt van onze tuin", []),
    ("mon bébé dort mal", []),
    ("mijn zoon is ten einde raad", []),
    ("son vélo est neuf", []),
    ("ma fille a onze ans", [132]),
    ("my son is ten", [120]),
    ("kızım dört yaşında", [48]),
]
LATER_AND_EARLIER = [
    ("ze wordt in maart zes", [72]),
    ("she turns four next week", [48]),
    ("volgende zomer wordt hij 12", [144]),
    ("sinds haar zevende bijt ze op haar nagels", []),
    ("sinds hij 4 was stottert hij", []),
    ("toen ze 3 was viel ze van de trap", []),
    ("when he was 2 he fell", []),
    ("depuis ses 4 ans il bégaie", []),
    ("5 yaşından beri tırnaklarını yiyor", []),
    ("beş yaşındayken düştü", []),
    ("ze is al 16", [192]),
    ("mijn zoon is al 5 jaar, hij leest nog niet", [60]),
    ("mijn zoon is al 5 jaar ziek", []),
    ("ze is nog maar 12", [144]),
    ("dat duurt nog 5 jaar", []),
    ("dat is nu 3 jaar", []),
    ("il y a trois ans il est tombé", []),
    ("hij gaat 2 jaar naar de logopedist", []),
    ("een jaar vroeger op school", []),
    ("een verlof van 2 jaar", []),
    ("onze baby kwam op 30 weken", []),
    ("onze baby kwam 4 weken te vroeg", []),
    ("he is not sitting at 9 months", [9]),
    ("né à 7 mois", []),
    ("opvang voor een weekend", []),
    ("mijn dochter kreeg een verlof van 3 maanden", []),
    ("mijn dochter heeft 3 maanden stage gedaan", []),
    ("ze heeft 3 weken in bed gelegen", []),
    ("de reis is 2 weken en hij wil niet mee", []),
    ("een baby van 3 maanden te veel dragen", [3]),
    ("baby 5 weken krijst", [1]),
    ("onze baby is 3 weken", [0]),
    ("mijn dochter 2 dagen ziek", []),
    ("bebeğim yarım günlük kreşte", []),
]
WHOSE = [
    ("bijna zes is ons dochtertje", [72]),
    ("ons Marieke is 9 en bang", [108]),
    ("Sam, 7, speelt alleen", [84]),
    ("Sam (7) en Nina (9) vechten", [84, 108]),
    ("vandaag is 8 maart", []),
    ("onze hond is 9", []),
    ("een gezin van 5", []),
    ("de dochter van mijn vriend is 6", [72]),
    ("de collega van mijn man is 23", []),
    ("ik 22 jaar, alleen met baby", []),
    ("ik zoek een kamp voor een achtjarige", [96]),
    ("een puber van 14 en een van 17", [168, 204]),
    ("een verslag van zes bladzijden over mijn zoon", []),
    ("dochter 13 eet niet", [156]),
    ("mijn dochter 3 boeken gegeven", []),
    ("kinderen vier", []),
    ("there are three small children here", []),
    ("elle a 3 idées", []),
    ("elle a 9", [108]),
    ("garçon de 7 qui mord", [84]),
    ("de twee anderen spelen", []),
    ("lopen van vier tot tien savonds", []),
    ("kinderen van 3 tot 6", [36, 72]),
    ("mijn zoon (12/05/2021) moet naar school", []),
    ("mijn zoon zit in kleuter 2", []),
    ("my son is in year 5", []),
    ("my drieling van 2", [24, 24, 24]),
    ("a seven-year-old for a class", [84]),
    ("we wonen hier 2 jaar", []),
    ("أم عمرها عشرون سنة", []),
    ("عندي ١٧ سنة", []),
    ("22 yaşındayım", []),
    ("my daughter, age 6, lisps", [72]),
    ("voor mijn zoon: 4 jaar", [48]),
    ("ze schreef een tekst van zes voor school", []),
    ("mijn zoon slaapt niet. Zijn zus is 5 en slaapt wel", [60]),
]


@pytest.mark.parametrize(("sentence", "months"), [*GLUED, *OTHER_WORDS, *LATER_AND_EARLIER, *WHOSE])
def test_a_number_is_an_age_by_what_stands_around_it(sentence: str, months: list[int]) -> None:
    assert children_in(sentence) == months


def spelled(tongue: str) -> list[str]:
    """The numbers from two to sixteen in words of a language."""
    written = {
        "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien"
        " zestien",
        "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze"
        " seize",
        "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen",
        "tr": "iki üç dört beş altı yedi sekiz dokuz on onbir oniki onüç ondört onbeş onaltı",
    }
    return written[tongue].split()


SAID = {
    "nl": ("mijn zoon is {}", "{} is hij en hij wil niet", "een {}jarige", "zijn zusje van {}"),
    "fr": ("ma fille a {} ans", "mon fils de {} ans et demi n'écoute pas"),
    "en": ("my girl turned {} yesterday", "our {}-year-old will not eat", "a boy aged {}"),
    "tr": ("kızım {} yaşında", "{} yaşındaki oğlum"),
}
NO_AGE = {
    "nl": ("om {} uur slaapt ze", "ik heb {} kinderen", "al {} jaar wachten we"),
    "fr": ("depuis {} ans il attend", "maman de {} enfants", "il se lève à {} heures"),
    "en": ("we waited {} years", "I have {} children", "he wakes at {}"),
    "tr": ("{} yıldır bekliyoruz", "{} çocuğum var"),
}


@pytest.mark.parametrize("tongue", sorted(SAID))
def test_every_number_in_words_is_read_where_it_is_an_age(tongue: str) -> None:
    for years, word in enumerate(spelled(tongue), 2):
        for sentence in SAID[tongue]:
            half = 6 if "demi" in sentence else 0
            assert children_in(sentence.format(word)) == [12 * years + half], (sentence, word)
        for sentence in NO_AGE[tongue]:
            assert children_in(sentence.format(word)) == [], (sentence, word)


WORDS = (
    "mijn zoon dochter van 3 14 40 is jaar maanden al en , ( ) ik ben om uur kinderen oud half een"
).split()


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_any_row_of_such_words_gives_ages_that_stand_in_it(words: list[str]) -> None:
    found = children_in(" ".join(words))
    assert all(0 <= months <= 26 * 12 for months in found)
