from datetime import date

from vlaggenlijn.places.naming import Name, english_names, heirs, names
from vlaggenlijn.places.register import Registered
from vlaggenlijn.places.tables import Exonym, Former, SubMunicipality

GENT = Registered("44021", "Gent", "Gand", "40000", "flanders", ("9000",))
PELT = Registered("72043", "Pelt", "Pelt", "70000", "flanders", ("3900",))
BASTOGNE = Registered("82039", "Bastenaken", "Bastogne", "80000", "wallonia", ("6600",))


def former(nis: str, name: str, current: str) -> Former:
    return Former(nis, name, date(2019, 1, 1), current, 51.2, 5.4, 16_000)


def part(name: str, nis: str, inhabitants: int | None = 100) -> SubMunicipality:
    return SubMunicipality(name, nis, 51.0, 3.7, inhabitants)


def test_heirs_over_two_fusions() -> None:
    rows = [former("1", "A", "2"), former("2", "B", "3")]
    assert heirs(rows) == {"1": "3", "2": "3"}


def test_heirs_circle_in_the_data_ends() -> None:
    rows = [former("1", "A", "2"), former("2", "B", "1")]
    assert heirs(rows) == {"1": "1", "2": "2"}


def test_english_names_only_those_in_use_today() -> None:
    rows = [
        Exonym("44021", "Ganda", "la"),
        Exonym("44021", "Ghent", "en"),
        Exonym("12025", "Mechlin", "en"),
    ]
    assert english_names(rows) == {"44021": "Ghent"}


def test_names_same_in_two_languages_once() -> None:
    assert names([PELT], [], [], [], {}) == (Name("Pelt", "pelt", "72043", "name", "nl"),)


def test_names_both_languages() -> None:
    found = names([GENT], [], [], [], {})
    assert [(name.text, name.language) for name in found] == [("Gent", "nl"), ("Gand", "fr")]


def test_names_former_with_its_own_point() -> None:
    found = names([PELT], [], [former("72029", "Overpelt", "72043")], [], {})
    assert found[1] == Name("Overpelt", "overpelt", "72043", "former", "nl", 51.2, 5.4, 16_000)


def test_names_former_in_wallonia_is_french() -> None:
    found = names([BASTOGNE], [], [former("82005", "Bertogne", "82039")], [], {})
    assert found[-1].language == "fr"


def test_names_former_before_the_part_of_the_same_name() -> None:
    found = names(
        [PELT], [part("Overpelt", "72043")], [former("72029", "Overpelt", "72043")], [], {}
    )
    assert [name.kind for name in found] == ["name", "former"]


def test_names_municipality_keeps_its_name_without_former_or_part() -> None:
    found = names([PELT], [part("Pelt", "72043")], [former("72099", "Pelt", "72043")], [], {})
    assert [name.kind for name in found] == ["name"]


def test_names_part_without_inhabitants_gets_a_share() -> None:
    found = names([GENT], [part("Ledeberg", "44021", None)], [], [], {"44021": 1000})
    assert [name.inhabitants for name in found if name.kind == "submunicipality"] == [500]


def test_names_exonym_of_a_former_code_follows_the_fusion() -> None:
    found = names(
        [PELT],
        [],
        [former("72029", "Overpelt", "72043")],
        [Exonym("72029", "Overpeltum", "la")],
        {},
    )
    assert found[-1] == Name("Overpeltum", "overpeltum", "72043", "exonym", "la")
