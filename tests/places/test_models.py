from datetime import date

import pytest
from django.db import IntegrityError, transaction

from vlaggenlijn.places.models import (
    ChildrenCount,
    Edition,
    Municipality,
    PlaceName,
    Postcode,
    Succession,
)

pytestmark = pytest.mark.django_db


def make(nis: str, name: str = "Pelt", region: str = "flanders", **fields: object) -> Municipality:
    given = {"name_nl": name, "name_fr": name, "latitude": 51.2, "longitude": 5.4} | fields
    return Municipality.objects.create(nis=nis, region=region, **given)


def succeed(former: Municipality, current: Municipality) -> Succession:
    return Succession.objects.create(former=former, current=current, happened_on=date(2019, 1, 1))


def test_current_leaves_former_out() -> None:
    pelt = make("72043")
    make("72029", "Overpelt", is_current=False)
    assert list(Municipality.objects.current()) == [pelt]


def test_in_region_several() -> None:
    pelt, elsene = make("72043"), make("21009", "Elsene", "brussels")
    make("92094", "Namen", "wallonia")
    found = Municipality.objects.in_region("flanders", "brussels")
    assert set(found) == {pelt, elsene}


def test_with_postcode_in_two_municipalities() -> None:
    brussel, etterbeek = make("21004", "Brussel"), make("21005", "Etterbeek")
    for where, code in ((brussel, "1000"), (brussel, "1040"), (etterbeek, "1040")):
        Postcode.objects.create(code=code, municipality=where)
    assert list(Municipality.objects.with_postcode("1040")) == [brussel, etterbeek]
    assert list(Municipality.objects.with_postcode("9999")) == []


def test_resolve_current_is_itself() -> None:
    pelt = make("72043")
    assert Municipality.resolve("72043") == pelt


def test_resolve_follows_two_fusions() -> None:
    first, second = make("1", is_current=False), make("2", is_current=False)
    third = make("3")
    succeed(first, second)
    succeed(second, third)
    assert Municipality.resolve("1") == third


def test_resolve_unknown_code_is_none() -> None:
    assert Municipality.resolve("00000") is None


def test_resolve_former_without_successor_is_none() -> None:
    make("1", is_current=False)
    assert Municipality.resolve("1") is None


def test_resolve_circle_in_the_data_is_none() -> None:
    first, second = make("1", is_current=False), make("2", is_current=False)
    succeed(first, second)
    succeed(second, first)
    assert Municipality.resolve("1") is None


@pytest.mark.parametrize(
    ("region", "language", "label"),
    [
        ("flanders", "nl", "Brugge"),
        ("flanders", "fr", "Bruges"),
        ("flanders", "en", "Bruges (en)"),
        ("flanders", "tr", "Brugge"),
        ("wallonia", "tr", "Bruges"),
    ],
)
def test_label_by_language(region: str, language: str, label: str) -> None:
    row = make("31005", "Brugge", region, name_fr="Bruges", name_en="Bruges (en)")
    assert row.label(language) == label


def test_label_english_without_english_name_is_that_of_the_spot() -> None:
    assert make("72043").label("en") == "Pelt"


def test_succession_to_itself_is_refused() -> None:
    pelt = make("72043")
    with pytest.raises(IntegrityError), transaction.atomic():
        succeed(pelt, pelt)


def test_children_by_band_youngest_first() -> None:
    pelt, elsene = make("72043"), make("21009")
    for where, band, count in ((pelt, "12-17", 5), (pelt, "0-2", 3), (elsene, "0-2", 4)):
        ChildrenCount.objects.create(
            municipality=where, year=2022, band=band, count=count, source="Statbel"
        )
    assert list(ChildrenCount.objects.all().by_band().items()) == [("0-2", 7), ("12-17", 5)]
    assert ChildrenCount.objects.latest_year() == 2022


def test_children_latest_year_without_figures_is_none() -> None:
    assert ChildrenCount.objects.latest_year() is None


def test_edition_renew_changes_the_digest_of_one_row() -> None:
    assert Edition.current_digest() is None
    Edition.renew()
    first = Edition.current_digest()
    Edition.renew()
    assert Edition.objects.count() == 1
    assert Edition.current_digest() not in {None, first}


def test_str_of_every_model() -> None:
    pelt, overpelt = make("72043"), make("72029", "Overpelt", is_current=False)
    count = ChildrenCount(municipality=pelt, year=2022, band="0-2", count=3, source="Statbel")
    name = PlaceName(text="Overpelt", municipality=pelt)
    edition = Edition()
    assert [str(row) for row in (pelt, succeed(overpelt, pelt), name, count)] == [
        "Pelt",
        "72029 → 72043",
        "Overpelt",
        "72043 2022 0-2: 3",
    ]
    assert str(Postcode(code="3900", municipality=pelt)) == "3900"
    assert str(edition) == str(edition.digest)
