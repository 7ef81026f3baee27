import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from vlaggenlijn.places import lookup
from vlaggenlijn.places.models import Edition, Municipality, PlaceName


def test_find_by_name_and_own_point(loaded: dict[str, int]) -> None:
    (place,) = lookup.find("Borgerhout").places
    assert (place.nis, place.name, place.kind) == ("11002", "Antwerpen", "submunicipality")
    assert (place.latitude, place.longitude) == (51.21195, 4.44487)


def test_find_second_time_costs_one_query(loaded: dict[str, int]) -> None:
    lookup.find("Gent")
    with CaptureQueriesContext(connection) as queries:
        lookup.find("Gent")
    assert len(queries) == 1


def test_find_after_a_change_of_the_tables_sees_it(loaded: dict[str, int]) -> None:
    assert lookup.find("Xanadu").kind == "unknown"
    PlaceName.objects.create(
        text="Xanadu", folded="xanadu", municipality_id="44021", kind="exonym", language="en"
    )
    Edition.renew()
    assert [place.nis for place in lookup.find("Xanadu").places] == ["44021"]


def test_gazetteer_is_kept_until_the_edition_changes(loaded: dict[str, int]) -> None:
    first = lookup.gazetteer()
    assert lookup.gazetteer() is first
    Edition.renew()
    assert lookup.gazetteer() is not first


@pytest.mark.django_db
def test_gazetteer_before_the_first_load_is_not_remembered() -> None:
    assert lookup.find("Pelt").kind == "unknown"
    pelt = Municipality.objects.create(
        nis="72043", name_nl="Pelt", name_fr="Pelt", region="flanders", latitude=51, longitude=5
    )
    PlaceName.objects.create(
        text="Pelt", folded="pelt", municipality=pelt, kind="name", language="nl"
    )
    assert lookup.find("Pelt").kind == "found"


def test_municipality_at_any_time(loaded: dict[str, int]) -> None:
    found = [lookup.municipality_at(nis) for nis in ("72043", "72029", "00000")]
    assert [row and row.name_nl for row in found] == ["Pelt", "Pelt", None]


def test_neighbours_by_outline_nearest_first(loaded: dict[str, int]) -> None:
    assert [row.name_nl for row in lookup.neighbours("21011")] == [
        "Sint-Jans-Molenbeek",
        "Ganshoren",
        "Jette",
        "Sint-Agatha-Berchem",
    ]


def test_neighbours_of_a_former_municipality_are_those_of_today(loaded: dict[str, int]) -> None:
    assert lookup.neighbours("72029") == lookup.neighbours("72043")


def test_neighbours_in_wallonia_are_estimated(loaded: dict[str, int]) -> None:
    assert "Floreffe" in [row.name_nl for row in lookup.neighbours("92094")]


@pytest.mark.django_db
def test_neighbours_of_unknown_code_are_none() -> None:
    assert lookup.neighbours("00000") == ()
