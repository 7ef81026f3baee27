import pytest

from tests.dialogue.exchange.worlds import SECRET, World, a_coding, a_quote, saved
from vlaggenlijn.accounts.models import recorded
from vlaggenlijn.dialogue.counting import coded_rows, curve, overview
from vlaggenlijn.dialogue.models import Coding, Participant
from vlaggenlijn.dialogue.synthesis import Count, Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference_data")]


def more_people(world: World, count: int) -> None:
    """So many more organisations name the theme of the world as an opportunity."""
    for number in range(count):
        person = Participant(series=world.series, table=world.table, code=f"OCMW-1{number}",
                             pseudonym=f"T1-1{number}", kind="OCMW", state="present")  # fmt: skip
        saved(world.network, person)
        quote = a_quote(world.table, f"Rust {number}", participant=person, hat=world.hat)
        a_coding(quote, world.sleep, "opportunity")


def test_rows_are_of_what_stands_at_real_tables() -> None:
    world = World()
    rows = coded_rows(world.series)
    assert sorted((row.code, row.polarity, row.organization != "") for row in rows) == [
        ("alleen", "bottleneck", True), ("slapen", "", False), ("slapen", "opportunity", True),
    ]  # fmt: skip
    assert SECRET not in str(rows)


def test_under_three_organisations_everything_is_hidden() -> None:
    found = overview(World().series)
    assert (found.total, found.has_hidden) == (None, True)
    assert {line.total for grid in found.grids for line in grid.lines} == {None}


def test_from_three_organisations_a_theme_has_its_numbers() -> None:
    world = World()
    more_people(world, 4)
    with recorded(by=None, network=world.network, deed="test"):
        for coding in Coding.objects.exclude(polarity="opportunity"):
            coding.delete()
    found = overview(world.series)
    five = Count(quotes=5, tables=1, organizations=5, people=5)
    sides, hats, kinds = found.grids
    assert [(line.name, line.cells, line.total) for line in sides.lines] == [
        ("slapen", ((sides.columns[0], five),), five)
    ]
    assert hats.lines[0].cells == (("Geel", five),)
    # One organisation did not say its kind: that hides itself and the other kind.
    assert [count for _label, count in kinds.lines[0].cells] == [None, None]
    assert (found.total, found.has_hidden) == (five, True)


def test_what_gives_a_small_number_away_is_hidden_too() -> None:
    world = World()
    more_people(world, 4)
    found = overview(world.series)
    assert found.total == Count(quotes=6, tables=1, organizations=6, people=6)
    assert {line.total for line in found.grids[0].lines} == {None}


def test_each_held_table_says_what_it_brought() -> None:
    assert overview(World().series).steps == (Step("1. Aalst", 2, 2, pytest.approx(2.0)),)


def test_curve_begins_at_nothing_and_ends_at_the_top() -> None:
    steps = [Step("a", 2, 2, 2.0), Step("b", 2, 4, 4.0)]
    assert curve(steps, width=100, height=40) == "0.0,40.0 50.0,20.0 100.0,0.0"
    assert curve(steps[:1]) == ""
    assert curve([Step("a", 0, 0, 0.0), Step("b", 0, 0, 0.0)]) == ""
