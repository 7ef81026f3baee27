import pytest

from vlaggenlijn.places import tables
from vlaggenlijn.places.gazetteer import Area, Entry, Gazetteer
from vlaggenlijn.places.loading import load
from vlaggenlijn.places.models import Edition, Municipality
from vlaggenlijn.places.naming import names
from vlaggenlijn.places.register import registered


@pytest.fixture(scope="session")
def country() -> Gazetteer:
    """The gazetteer of all Belgium, built without a database."""
    register, figures = registered(), tables.figures()
    people = {nis: figure.inhabitants for nis, figure in figures.items()}
    gathered = names(
        register, tables.submunicipalities(), tables.former(), tables.exonyms(), people
    )
    points = [
        Entry(name.text, name.nis, name.kind, name.latitude, name.longitude, name.inhabitants)
        for name in gathered
    ]
    areas = [
        Area(
            nis=row.nis,
            name=row.name_nl,
            region=row.region,
            latitude=figures[row.nis].latitude,
            longitude=figures[row.nis].longitude,
            inhabitants=figures[row.nis].inhabitants,
            postcodes=row.postcodes,
        )
        for row in register
    ]
    return Gazetteer(areas, points)


@pytest.fixture(autouse=True)
def empty_tables(request: pytest.FixtureRequest) -> None:
    """This room is tested from nothing, but for what asks for the reference data."""
    uses_tables = request.node.get_closest_marker("django_db") or "db" in request.fixturenames
    if uses_tables and "loaded" not in request.fixturenames:
        request.getfixturevalue("db")
        for table in (Municipality, Edition):
            table.objects.all().delete()


@pytest.fixture
def loaded(reference_data: None) -> dict[str, int]:
    """The reference data in the database, loaded once for all tests; gives the loader's counts."""
    return load()
