from collections import Counter

from vlaggenlijn.places.register import Registered, registered


def test_registered_all_municipalities_by_region() -> None:
    assert Counter(row.region for row in registered()) == {
        "flanders": 285,
        "brussels": 19,
        "wallonia": 261,
    }


def test_registered_one_municipality_completely() -> None:
    found = {row.nis: row for row in registered()}
    assert found["21009"] == Registered(
        nis="21009",
        name_nl="Elsene",
        name_fr="Ixelles",
        province_nis="",
        region="brussels",
        postcodes=("1050",),
    )


def test_registered_every_municipality_has_post_codes() -> None:
    assert [row.nis for row in registered() if not row.postcodes] == []


def test_registered_one_kind_of_apostrophe() -> None:
    assert [row.name_fr for row in registered() if "’" in row.name_nl + row.name_fr] == []
