"""Which place a sentence names, and which words only look like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.places.gazetteer import Gazetteer
from vlaggenlijn.places.mentions import mentioned, mentions

SENTENCES = [
    ("Geel, is daar een speelplein?", "Geel"),
    ("lier: oppas gezocht", "Lier"),
    ("een speelplein in kontic", None),
    ("een speelplein in antwerpe", "Antwerpen"),
    ("we wonen in onderwijs", None),
    ("we wonen in Bever en zoeken hulp", "Bever"),
    ("in Heusden Zolder", "Heusden-Zolder"),
    ("ik zoek een speelgroep in Gent", "Gent"),
    ("wij wonen in mol", "Mol"),
    ("mijn zoon eet geen peer", None),
    ("hulp in de buurt van Aalst", "Aalst"),
    ("mijn kind wil niet meer werken", None),
    ("wij wonen gent", "Gent"),
    ("waar kan ik terecht in Borgerhout", "Antwerpen"),
    ("2800 Mechelen", "Mechelen"),
    ("ik woon in 9000", "Gent"),
    ("sinds 2020 slaapt hij slecht", None),
    ("Gent'te oturuyoruz", "Gent"),
    ("j'habite à Bruxelles", "Brussel"),
    ("nous habitons près d'Anvers", "Antwerpen"),
    ("I live in Ghent", "Gent"),
    ("I can't manage anymore", None),
    ("أعيش في غنت", "Gent"),
    ("ابني لا ينام وأنا ببروكسل", "Brussel"),
    ("mijn dochter leest niet graag", None),
    ("er is veel jeuk", None),
    ("ik moet hem gaan halen", None),
    ("we zijn verhuisd naar Sint-Niklaas", "Sint-Niklaas"),
    ("sint niklaas", "Sint-Niklaas"),
    ("hij is als de dood in het donker", None),
    ("in welke landen", None),
    ("mijn zoon van 3 ans", None),
    ("Halle", "Halle"),
    ("Halen we het wel?", None),
    ("iemand uit Boom?", "Boom"),
    ("in boom", "Boom"),
    ("naar een boom", None),
    ("Brussel 1000", "Brussel"),
    ("is er iets in limburg", None),
    ("De leest van", None),
    ("bebe de 3 mois a liege", "Luik"),
    ("mijn kind is 1500 gram", None),
    ("Mechelen'de yaşıyoruz", "Mechelen"),
    ("çocuk parkı Genk", "Genk"),
    ("opvoedingswinkel regio leuven", "Leuven"),
    ("wat doen in lier met peuter", "Lier"),
    ("Temse", "Temse"),
    ("Kind te Geel", "Geel"),
    ("gele vlekken geel", None),
    ("mijn kind ziet geel", None),
    ("wij komen van Turkije wonen nu in Heusden-Zolder", "Heusden-Zolder"),
    ("3 kinderen, wonen Knokke", "Knokke-Heist"),
    ("my son in Sint-Joost", "Sint-Joost-ten-Node"),
]


def named(sentence: str, places: Gazetteer) -> str | None:
    found = mentioned(sentence, places)
    return (
        found.answer.places[0].name
        if found and found.answer.kind in ("found", "corrected")
        else None
    )


@pytest.mark.parametrize(("sentence", "name"), SENTENCES)
def test_place_of_a_sentence(country: Gazetteer, sentence: str, name: str | None) -> None:
    assert named(sentence, country) == name


@pytest.mark.parametrize(
    "sentence", ["", "?", "in", "in de", "9999 9999", "a" * 5000, "in " * 2000]
)
def test_what_names_no_place(country: Gazetteer, sentence: str) -> None:
    assert named(sentence, country) is None


def test_first_of_two_places_and_the_one_where_they_live(country: Gazetteer) -> None:
    found = [one.words for one in mentions("van Gent naar Leuven", country)]
    assert found == ["Gent", "Leuven"]
    assert named("in Gent of in Leuven", country) == "Gent"
    assert named("ik werk in Gent en woon in Leuven", country) == "Leuven"


def test_every_municipality_is_read_after_in_with_its_capital(country: Gazetteer) -> None:
    areas = [area for area in country.areas if area.region != "wallonia"]
    missed = [
        area.name
        for area in areas
        if not (found := mentioned(f"we wonen in {area.name} en zoeken hulp", country))
        or area.nis not in {place.nis for place in (*found.answer.places, *found.answer.others)}
    ]
    assert len(areas) > 290
    assert missed == []


@given(st.text(max_size=300))
def test_any_text_is_read_without_error(text: str) -> None:
    empty = Gazetteer([], [])
    assert list(mentions(text, empty)) == []
