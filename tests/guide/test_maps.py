import math
import uuid

from vlaggenlijn.directory.cards import Card
from vlaggenlijn.guide.maps import WIDEST, map_of
from vlaggenlijn.guide.matching import Here
from vlaggenlijn.places.distance import Point
from vlaggenlijn.places.outline import citation, touching

GENT, ANTWERP, DRONGEN = (51.054, 3.725), (51.22, 4.4), (51.05, 3.66)
HERE = Here("44021", "flanders", Point(*GENT), touching("44021"))


def a_card(number: int, *points: tuple[float, float]) -> Card:
    return Card(uuid.uuid4(), "service", "/x/", f"card {number}", number=number, points=points)


def test_no_map_without_a_place() -> None:
    assert map_of([a_card(1, GENT)], None) is None


def test_map_holds_the_place_and_its_neighbours() -> None:
    found = map_of([], HERE)
    assert found is not None
    assert len(found.outlines) == len(HERE.next_door) + 1
    assert [outline.is_here for outline in found.outlines].count(True) == 1
    x, y, width, height = map(int, found.view_box.split())
    assert width <= WIDEST
    assert height == round(width * 3 / 4)
    assert found.here is not None
    assert x < found.here[0] < x + width
    assert y < found.here[1] < y + height
    assert found.size == width / 28


def test_pins_have_the_numbers_of_the_cards() -> None:
    found = map_of([a_card(1, GENT), a_card(2), a_card(3, DRONGEN)], HERE)
    assert found is not None
    assert [(pin.number, pin.name, pin.href) for pin in found.pins] == [
        (1, "card 1", "#c1"),
        (3, "card 3", "#c3"),
    ]


def test_pin_outside_the_window_is_left_out() -> None:
    found = map_of([a_card(1, ANTWERP), a_card(2, (0.0, 0.0)), a_card(3, (90.0, -180.0))], HERE)
    assert found is not None
    assert found.pins == []


def test_card_with_more_places_is_pinned_at_the_nearest() -> None:
    found, near = map_of([a_card(1, ANTWERP, DRONGEN)], HERE), map_of([a_card(1, DRONGEN)], HERE)
    assert found is not None
    assert found == near


def test_pins_of_one_house_can_all_be_read_and_stay_close() -> None:
    found = map_of([a_card(number, GENT) for number in range(1, 21)], HERE)
    assert found is not None
    spots = [(pin.x, pin.y) for pin in found.pins]
    assert len(set(spots)) == 20
    assert spots[0] == found.here
    for pin in found.pins:
        assert math.dist((pin.x, pin.y), spots[0]) <= 4 * found.size
        for other in found.pins:
            is_apart = max(abs(pin.x - other.x), abs(pin.y - other.y)) > found.size - 0.3
            assert pin is other or is_apart


def test_pins_beyond_what_fits_stand_on_their_own_spot() -> None:
    found = map_of([a_card(number, GENT) for number in range(100)], HERE)
    assert found is not None
    assert len(found.pins) == 100


def test_map_names_its_source() -> None:
    found = map_of([], HERE)
    assert found is not None
    assert found.source == citation() != ""


def test_place_without_an_outline_gives_a_map_without_land() -> None:
    arlon = Here("81001", "wallonia", Point(49.68, 5.81))
    found = map_of([a_card(1, GENT)], arlon)
    assert found is not None
    assert (found.outlines, found.pins) == ([], [])
