import pytest
from hypothesis import given
from hypothesis import strategies as st

from vlaggenlijn.places.gazetteer import SUGGESTIONS, Answer, Area, Entry, Gazetteer, Place
from vlaggenlijn.places.register import registered
from vlaggenlijn.places.tables import former, submunicipalities

GENT = Area("44021", "Gent", "flanders", 51.05, 3.72, 265_000, ("9000", "9050"))
AALST = Area("41002", "Aalst", "flanders", 50.94, 4.04, 88_000, ("9300", "9308"))
NIEUWERKERKEN = Area("71045", "Nieuwerkerken", "flanders", 50.86, 5.19, 7_000, ("3850",))
BRUSSEL = Area("21004", "Brussel", "brussels", 50.85, 4.35, 188_000, ("1000", "1040"))
ETTERBEEK = Area("21005", "Etterbeek", "brussels", 50.83, 4.39, 48_000, ("1040",))
NAMEN = Area("92094", "Namen", "wallonia", 50.46, 4.86, 112_000, ("5000",))
AS = Area("71002", "As", "flanders", 51.0, 5.58, 8_000, ("3665",))
SMALL = Gazetteer(
    [GENT, AALST, NIEUWERKERKEN, BRUSSEL, ETTERBEEK, NAMEN, AS],
    [
        Entry("Gent", "44021", "name"),
        Entry("Gand", "44021", "name"),
        Entry("Ghent", "44021", "exonym"),
        Entry("Ledeberg", "44021", "submunicipality", 51.04, 3.75, 9_000),
        Entry("Aalst", "41002", "name"),
        Entry("Nieuwerkerken", "41002", "submunicipality", 50.92, 4.0, 5_000),
        Entry("Nieuwerkerken", "71045", "name"),
        Entry("Brussel", "21004", "name"),
        Entry("Brussels", "21004", "exonym"),
        Entry("Brussel stad", "21004", "exonym"),
        Entry("Laken", "21004", "submunicipality", 50.88, 4.35, 62_000),
        Entry("Etterbeek", "21005", "name"),
        Entry("Namen", "92094", "name"),
        Entry("Namur", "92094", "name"),
        Entry("As", "71002", "name"),
        Entry("--", "71002", "exonym"),
        Entry("Elders", "99999", "name"),
    ],
)


def labels(answer: Answer) -> list[str]:
    return [place.label for place in answer.places]


@pytest.mark.parametrize(
    "text",
    ["9000", "B-9000", "9000 Gent", "Gent", "gand", "Ghent", "GENT", "Gent, België", "in Gent"],
)
def test_find_gent_in_every_way(text: str) -> None:
    answer = SMALL.find(text)
    assert (answer.kind, [place.nis for place in answer.places]) == ("found", ["44021"])


def test_find_submunicipality_keeps_its_own_point() -> None:
    (place,) = SMALL.find("ledeberg").places
    assert (place.nis, place.name, place.matched_text) == ("44021", "Gent", "Ledeberg")
    assert (place.latitude, place.longitude, place.kind) == (51.04, 3.75, "submunicipality")


def test_find_municipality_has_the_point_of_its_area() -> None:
    (place,) = SMALL.find("gent").places
    assert (place.latitude, place.longitude, place.region) == (51.05, 3.72, "flanders")


@pytest.mark.parametrize(
    "text", ["Gent, Ledeberg", "Ledeberg (Gent)", "Gent Ledeberg", "9050 Ledeberg"]
)
def test_find_two_names_that_agree_give_the_smaller_place(text: str) -> None:
    assert labels(SMALL.find(text)) == ["Ledeberg (Gent)"]


def test_find_two_spellings_of_one_municipality() -> None:
    assert labels(SMALL.find("Gent/Gand")) == ["Gent"]


def test_find_post_code_in_two_municipalities_asks() -> None:
    answer = SMALL.find("1040")
    assert (answer.kind, labels(answer)) == ("ambiguous", ["Brussel (1040)", "Etterbeek (1040)"])


def test_find_post_code_with_name_decides() -> None:
    answer = SMALL.find("1040 Etterbeek")
    assert (answer.kind, labels(answer)) == ("found", ["Etterbeek"])


def test_find_post_code_that_contradicts_the_name_asks() -> None:
    answer = SMALL.find("9000 Aalst")
    assert (answer.kind, labels(answer)) == ("ambiguous", ["Gent (9000)", "Aalst"])


def test_find_post_code_beside_unknown_word() -> None:
    assert labels(SMALL.find("9000 xyzzy")) == ["Gent (9000)"]


def test_find_unknown_post_code_beside_a_name() -> None:
    assert labels(SMALL.find("1999 Gent")) == ["Gent"]


def test_find_same_name_twice_asks_the_larger_first() -> None:
    answer = SMALL.find("Nieuwerkerken")
    assert answer.kind == "ambiguous"
    assert labels(answer) == ["Nieuwerkerken (3850)", "Nieuwerkerken (Aalst)"]


def test_find_much_larger_place_wins_and_the_other_is_mentioned() -> None:
    hamlet = Area("1", "Dorp", "flanders", 51, 4, 1_000)
    book = Gazetteer(
        [AALST, hamlet],
        [Entry("Aalst", "41002", "name"), Entry("Aalst", "1", "submunicipality", 51, 4, 600)],
    )
    answer = book.find("aalst")
    assert (answer.kind, labels(answer)) == ("found", ["Aalst (9300)"])
    assert [place.label for place in answer.others] == ["Aalst (Dorp)"]


@pytest.mark.parametrize("text", ["Brussel", "brussels", "Brussels Hoofdstedelijk Gewest"])
def test_find_brussels_may_mean_the_region(text: str) -> None:
    answer = SMALL.find(text)
    assert (answer.kind, labels(answer), answer.also_region) == ("found", ["Brussel"], "brussels")


@pytest.mark.parametrize("text", ["Laken", "1000", "Brussel stad"])
def test_find_part_of_brussels_does_not_mean_the_region(text: str) -> None:
    assert SMALL.find(text).also_region == ""


def test_find_town_in_wallonia_is_found_with_its_region() -> None:
    answer = SMALL.find("Namur")
    assert (answer.kind, [place.region for place in answer.places]) == ("found", ["wallonia"])


@pytest.mark.parametrize("text", ["Wallonie", "Wallonië", "la Wallonie"])
def test_find_wallonia_itself_is_outside(text: str) -> None:
    assert SMALL.find(text) == Answer("outside", also_region="wallonia")


def test_find_flanders_itself_is_no_place() -> None:
    assert SMALL.find("Vlaanderen") == Answer("unknown", also_region="flanders")


@pytest.mark.parametrize("text", ["1012 AB", "NL-1012 AB", "F-59000"])
def test_find_foreign_post_code_is_outside(text: str) -> None:
    assert SMALL.find(text) == Answer("outside")


def test_find_two_letters_after_a_code_may_be_a_name() -> None:
    assert labels(SMALL.find("3665 As")) == ["As"]


@pytest.mark.parametrize("text", ["99999", "1999", "Parijs", "xyz", "qqqq qqqq", "Elders"])
def test_find_unknown(text: str) -> None:
    assert SMALL.find(text) == Answer("unknown")


@pytest.mark.parametrize("text", ["", "  ", "--", "?"])
def test_find_nothing_typed_is_empty(text: str) -> None:
    assert SMALL.find(text) == Answer("empty")


@pytest.mark.parametrize(
    "text", ["Etterbek", "etterbeeck", "Ettrebeek", "Etterb", "Etterbeek Zuid"]
)
def test_find_slip_is_corrected(text: str) -> None:
    answer = SMALL.find(text)
    assert (answer.kind, labels(answer)) == ("corrected", ["Etterbeek"])


def test_find_slip_as_close_to_two_places_asks() -> None:
    book = Gazetteer(
        [GENT, AALST], [Entry("Landen", "44021", "name"), Entry("Linden", "41002", "name")]
    )
    assert book.find("londen").kind == "ambiguous"


def test_find_short_word_is_never_corrected() -> None:
    assert SMALL.find("ass") == Answer("unknown")


def test_find_short_name_is_no_correction_of_a_longer_word() -> None:
    book = Gazetteer([AS], [Entry("Mol", "71002", "name")])
    assert book.find("moll") == Answer("unknown")


def test_find_word_of_a_longer_name_takes_the_much_larger_place() -> None:
    book = Gazetteer(
        [BRUSSEL, AS],
        [
            Entry("Sint-Jans-Molenbeek", "21004", "name"),
            Entry("Molenbeek-Wersbeek", "71002", "submunicipality", 51, 5, 1_300),
        ],
    )
    answer = book.find("Molenbeek")
    assert (answer.kind, labels(answer)) == ("corrected", ["Brussel"])


def test_find_place_without_post_codes_has_its_bare_name() -> None:
    bare = Area("1", "Aalst", "flanders", 51, 4, 80_000)
    book = Gazetteer([AALST, bare], [Entry("Aalst", "41002", "name"), Entry("Aalst", "1", "name")])
    assert labels(book.find("Aalst")) == ["Aalst (9300)", "Aalst"]


def test_find_reads_no_more_than_a_hundred_characters() -> None:
    assert SMALL.find("x" * 100 + " Gent") == Answer("unknown")


# The whole country


@pytest.mark.parametrize(
    ("text", "kind", "nis"),
    [
        ("Borgerhout", "found", ["11002"]),
        ("sint niklaas", "found", ["46021"]),
        ("St-Niklaas", "found", ["46021"]),
        ("stniklaas", "corrected", ["46021"]),
        ("antwrpen", "corrected", ["11002"]),
        ("kortryk", "corrected", ["34022"]),
        ("mechlen", "corrected", ["12025"]),
        ("Sint-Martens-Latem", "found", ["44064"]),
        ("Nieuwerkerken", "ambiguous", ["71045", "41002"]),
        ("1040", "ambiguous", ["21004", "21005"]),
        ("Machelen", "ambiguous", ["23047", "44081"]),
        ("Kruibeke", "found", ["46030"]),
        ("Overpelt", "found", ["72043"]),
        ("Molenbeek", "found", ["21012"]),
        ("بروكسل", "found", ["21004"]),
        ("Bugge", "ambiguous", ["31005", "42004"]),
        ("Vosselar", "ambiguous", ["13046", "44083"]),
        ("Boom", "found", ["11005"]),
        ("As", "found", ["71002"]),
        ("Mol", "found", ["13025"]),
        ("Halle", "found", ["23027"]),
        ("Knokke", "found", ["31043"]),
        ("Laeken", "found", ["21004"]),
        ("Schaerbeek", "found", ["21015"]),
        ("Kerkstraat 5, Gent", "found", ["44021"]),
        ("Gent Zuid", "corrected", ["44021"]),
        ("Namur", "found", ["92094"]),
        ("99999", "unknown", []),
        ("Parijs", "unknown", []),
        ("Amsterdam", "unknown", []),
        ("Istanbul", "unknown", []),
    ],
)
def test_find_in_the_whole_country(
    country: Gazetteer, text: str, kind: str, nis: list[str]
) -> None:
    answer = country.find(text)
    assert (answer.kind, [place.nis for place in answer.places]) == (kind, nis)


def test_find_word_in_several_names_asks(country: Gazetteer) -> None:
    assert labels(country.find("Woluwe")) == [
        "Sint-Lambrechts-Woluwe",
        "Sint-Pieters-Woluwe",
        "Sint-Stevens-Woluwe (Zaventem)",
    ]


def test_find_every_name_of_every_municipality(country: Gazetteer) -> None:
    lost = [
        name
        for row in registered()
        for name in (row.name_nl, row.name_fr)
        if row.nis not in {place.nis for place in country.find(name).places}
    ]
    assert lost == []


def test_find_every_dutch_name_without_asking_but_three(country: Gazetteer) -> None:
    asked = [row.name_nl for row in registered() if country.find(row.name_nl).kind != "found"]
    assert asked == ["Machelen", "Saint-Nicolas", "Nieuwerkerken"]


def test_find_every_post_code(country: Gazetteer) -> None:
    lost = [
        code
        for row in registered()
        for code in row.postcodes
        if row.nis not in {place.nis for place in country.find(code).places}
    ]
    assert lost == []


def test_find_every_former_and_sub_municipality(country: Gazetteer) -> None:
    wanted = [(row.name, row.current_nis) for row in former()]
    wanted += [(row.name, row.nis) for row in submunicipalities()]
    lost = [
        (name, nis)
        for name, nis in wanted
        if nis not in {place.nis for place in _all_places(country.find(name))}
    ]
    assert lost == []


def test_find_every_label_finds_its_place_again(country: Gazetteer) -> None:
    names = [row.name for row in submunicipalities()] + [row.name for row in former()]
    names += [row.name_nl for row in registered()] + ["1040", "1050", "1804", "Woluwe"]
    lost = []
    for name in names:
        for place in _all_places(country.find(name)):
            again = country.find(place.label)
            if again.kind != "found" or again.places[0].nis != place.nis:
                lost.append((name, place.label, labels(again)))
    assert lost == []


@given(text=st.text())
def test_find_any_text_never_raises_and_keeps_its_promises(text: str) -> None:
    answer = SMALL.find(text)
    least = {"found": 1, "corrected": 1, "ambiguous": 2}.get(answer.kind, 0)
    most = {"found": 1, "corrected": 1, "ambiguous": SUGGESTIONS}.get(answer.kind, 0)
    assert least <= len(answer.places) <= most


@given(
    text=st.lists(
        st.sampled_from(
            [
                "sint",
                "gent",
                "aalst",
                "9000",
                "1040",
                ",",
                "(",
                "-",
                "'",
                "ledeberg",
                "a",
                "ik",
                "nieuwerkerken",
            ]
        )
    ).map(" ".join)
)
def test_find_any_mixture_of_known_words_never_raises(text: str) -> None:
    answer = SMALL.find(text)
    assert len({place.nis for place in answer.places}) == len(answer.places)


def _all_places(answer: Answer) -> list[Place]:
    return [*answer.places, *answer.others]
