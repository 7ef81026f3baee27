import pytest

from tests.factories import BRUSSELS, GENT
from vlaggenlijn.directory.import_rows import NisAnswer
from vlaggenlijn.directory.importing_places import KnownPlaces

pytestmark = pytest.mark.django_db


@pytest.fixture
def few() -> KnownPlaces:
    """A fusion after a fusion, a split, a circle and one that nobody succeeded."""
    return KnownPlaces(
        points={"10001": (51.0, 4.0), "10002": (50.9, 4.1)},
        successors={
            "20001": ("20002",),
            "20002": ("10001",),
            "20003": ("10002", "10001"),
            "20004": ("20005",),
            "20005": ("20004",),
            "20006": (),
        },
        by_code={"1000": ("10001", "10002"), "2000": ("10002",)},
        by_name={"noord": ["10001"], "zuid": ["10002"], "ver": ["10009"]},
        municipality_names=["Noord", "Sint-Zuid"],
    )


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("10001", NisAnswer("known", ("10001",))),
        ("20001", NisAnswer("former", ("10001",))),
        ("20003", NisAnswer("former", ("10001", "10002"))),
        ("20004", NisAnswer("former")),
        ("20006", NisAnswer("former")),
        ("99999", NisAnswer("never")),
        ("", NisAnswer("never")),
    ],
)
def test_code_is_of_today_of_before_or_of_nothing(
    few: KnownPlaces, code: str, answer: NisAnswer
) -> None:
    assert few.by_nis(code) == answer


@pytest.mark.parametrize(
    ("code", "city", "found"),
    [
        ("2000", "", ("10002",)),
        ("2000", "Noord", ("10002",)),
        ("1000", "", ("10001", "10002")),
        ("1000", "ZUID", ["10002"]),
        ("1000", "Ver", ("10001", "10002")),
        ("9999", "Noord", ()),
    ],
)
def test_post_code_is_narrowed_by_the_place(
    few: KnownPlaces, code: str, city: str, found: object
) -> None:
    assert few.by_postal_code(code, city) == found


def test_only_a_whole_name_is_a_municipality(few: KnownPlaces) -> None:
    names = ["noord", "St. Zuid", "Noord-Oost", ""]
    assert [few.is_municipality_name(name) for name in names] == [True, True, False, False]


def test_real_places_are_read_in_four_queries(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(4):  # type: ignore[operator]
        places = KnownPlaces.load()
    assert places.by_nis("46003") == NisAnswer("former", ("46030",))
    assert places.by_nis(GENT) == NisAnswer("known", (GENT,))
    assert places.by_nis("99991").status == "never"
    assert list(places.by_postal_code("9000", "Gent")) == [GENT]
    assert [places.is_municipality_name(name) for name in ("Gent", "Borsbeek", "Gand")] == [
        True
    ] * 3
    assert (places.point("46003"), places.point(BRUSSELS) is None) == (None, False)
